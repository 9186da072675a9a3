"""What the window makes of files that hold anything at all: it shows what it can, and lives."""

from __future__ import annotations

import json
import os
import random
import time
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication

from reader.gui.panels.card import local_time
from reader.gui.panels.versions import VersionsBox
from reader.importers import import_bytes
from reader.storage.library import Library
from tests.support.hostile import EXTREME, TEXT, changed, places_in, rich_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.document.model import Document
    from reader.gui.window.main_window import MainWindow


def kept(tmp_path: Path, number: int, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Path:
    """Write an article and its annotations, changed; return the article."""
    path = tmp_path / f"{number}.txt"
    path.write_text(f"{TEXT}第{number}篇\n", "utf-8")
    document: Document = import_bytes(path.read_bytes(), path)
    store = Library(tmp_path / "library").add(path.read_bytes(), path, document)
    record = change(rich_record(document))
    store.path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return path


def look_at_all(window: MainWindow) -> None:
    """Paint all there is, and choose each note once."""
    window.grab()
    assert window.session is not None
    for id_ in list(window.workspace.annotations.cards.ids):
        window.workspace.annotations.show_undecided([id_])
        window.grab()
    QApplication.processEvents()


def test_no_value_of_any_field_breaks_the_window(
    make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = make_window()
    example = rich_record(import_bytes(TEXT.encode(), tmp_path / "a.txt"))
    every = [(place, value) for place in places_in(example) for value in EXTREME]
    for number, (place, value) in enumerate(random.Random(8).sample(every, 20)):  # noqa: S311
        article = kept(tmp_path, number, lambda record: changed(record, place, value))  # noqa: B023

        assert window.open_now(article), (place, value)
        look_at_all(window)


@pytest.mark.alike(4)
@pytest.mark.parametrize("level", [1.0, 2.0, True, "1", 7, -1, 2**40, None, [1]])
def test_article_read_last_opens_whatever_a_role_says(
    make_window: Callable[[], MainWindow], tmp_path: Path, level: Any
) -> None:
    article = kept(tmp_path, 0, lambda record: changed(record, ("reader:roles", 0, "level"), level))
    first = make_window()
    assert first.open_now(article)
    first.close()

    again = make_window()
    again.open_something()
    again.controller.loader.wait()
    look_at_all(again)

    assert again.session is not None
    assert again.session.document.source.text.endswith("第0篇\n")


@pytest.mark.parametrize(
    "settings",
    [
        {"zoom": 0, "panels": [0, 0, 0]},
        {"zoom": 2**31 - 1, "panels": [2**31 - 1] * 3, "geometry": "AAAA"},
        {"geometry": "\ud800字", "theme": "../x", "locale": "xx", "color": "", "style": "x"},
        {"last_article": "\0", "refused": ["", "字" * 1000]},
        {"last_article": "x" * 5000, "panels": [1]},
        {"last_article": "/dev/zero"},
    ],
)
def test_window_opens_whatever_the_settings_say(
    make_window: Callable[..., MainWindow], tmp_path: Path, settings: dict[str, Any]
) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "settings.json").write_text(json.dumps(settings), "utf-8")

    window = make_window()
    window.open_something()
    window.controller.loader.wait()
    window.grab()

    assert window.session is not None
    assert window.workspace.page.viewport().height() < 5_000


def test_of_thousands_of_versions_the_first_are_shown_and_the_others_told_of(
    make_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    def with_versions(record: dict[str, Any]) -> dict[str, Any]:
        item = record["items"][-1]
        bare = {name: value for name, value in item.items() if name != "reader:alternatives"}
        others = [{**bare, "body": {**bare["body"], "value": str(n)}} for n in range(500)]
        return changed(record, ("items", -1, "reader:alternatives"), others)

    window = make_window()
    assert window.open_now(kept(tmp_path, 0, with_versions))
    window.workspace.annotations.show_undecided([window.workspace.annotations.cards.ids[-1]])
    box = window.findChild(VersionsBox)

    assert isinstance(box, VersionsBox)
    assert len(box.findChildren(object, "version")) == 50


# Times


@pytest.fixture(params=["Asia/Taipei", "America/New_York", "UTC"])
def _zone(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("9999-12-31T23:59:59.999Z", "9999-12-31"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31"),
        ("0001-01-01T00:00:00Z", "0001-01-01"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01"),
        ("2020-06-15T12:00:00Z", "2020-06-15"),
        ("2020-02-31T12:00:00Z", ""),
        ("", ""),
    ],
)
def test_a_time_that_the_calendar_here_lacks_is_shown_as_written(moment: str, day: str) -> None:
    assert local_time(moment) == day


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_note_of_such_a_time_is_painted(
    make_window: Callable[[], MainWindow], tmp_path: Path, moment: str
) -> None:
    window = make_window()

    assert window.open_now(
        kept(tmp_path, 0, lambda r: changed(r, ("items", 0, "modified"), moment))
    )
    look_at_all(window)
