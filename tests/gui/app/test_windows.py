"""Several windows, and files that somebody wants to see in one of them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QFrame, QMessageBox

from reader.gui.app.windows import MOST_AT_ONCE, Windows
from reader.gui.article.device_state import DeviceState
from reader.gui.widgets.first_paint import FirstPaint
from reader.gui.window.last_article import SAMPLE
from reader.gui.window.main_window import MainWindow
from reader.storage.library import Library
from reader.storage.settings import Settings, SettingsStore
from tests.support.dropping import dragged, dropping, entering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def windows(tmp_path: Path, article: Path, qtbot: QtBot) -> Iterator[Windows]:
    made = Windows(Library(tmp_path / "library"), DeviceState(SettingsStore(tmp_path / "settings")))
    made.show_files([article])
    (first,) = made.open_ones
    qtbot.waitUntil(lambda: first.article_path == article)
    yield made
    for window in made.open_ones:
        assert window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_what_waits_for_the_first_text_waits_for_a_window_that_is_long_in_coming(
    article: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.gui.app.windows._LATEST_MS", 0)
    made = Windows(Library(tmp_path / "library"), DeviceState(SettingsStore(tmp_path / "settings")))
    coming: list[Path | None] = []

    made.begin([article], once_shown=lambda: coming.append(made.open_ones[0].coming_path))

    qtbot.waitUntil(lambda: bool(coming))
    assert coming == [article]
    (window,) = made.open_ones
    window.controller.loader.wait()
    assert window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _missing(path: Path) -> None:
    del path


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _white(path: Path) -> None:
    path.write_bytes(b" \n" * 40)


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 20)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _loop(path: Path) -> None:
    path.symlink_to(path)


BAD = [_missing, _empty, _white, _binary, _folder]
if hasattr(os, "mkfifo"):
    BAD += [_pipe, _device, _loop]


@pytest.mark.alike(4)
@pytest.mark.parametrize("make", BAD)
def test_a_bad_file_is_told_of_where_one_reads(
    windows: Windows, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "bad.txt"
    make(path)

    windows.show_files([path])

    (window,) = windows.open_ones
    assert str(path) in window.notification
    notification = window.findChild(QFrame, "notification")
    assert notification is not None
    assert notification.isVisible()
    assert window.session is not None


def test_all_that_went_wrong_is_told_and_what_is_good_is_shown(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    good, folder = tmp_path / "good.txt", tmp_path / "folder.txt"
    # Text after a long nothing is text.
    good.write_text(" \n" * 40_000 + "燈下讀書，窗外有雨。\n", encoding="utf-8")
    folder.mkdir()

    windows.show_files([tmp_path / "a.txt", folder, good, tmp_path / "b.txt"])

    first, second = windows.open_ones
    qtbot.waitUntil(lambda: second.article_path == good)
    said = second.notification
    assert f"There is no file {tmp_path / 'a.txt'}." in said
    assert "The same is true of 1 more article." in said
    assert f"{folder} is not a file." in said
    assert first.notification == ""


def _many(folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number:03}.txt" for number in range(200)]
    for path in paths:
        path.write_text("燈下讀書，窗外有雨。\n", encoding="utf-8")
    return paths


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many files are opened at once: fewer than else, for each is a window."""
    monkeypatch.setattr("reader.gui.app.windows.MOST_AT_ONCE", 4)
    return 4


def test_of_very_many_files_some_are_shown_and_the_others_told_of(
    windows: Windows, tmp_path: Path, qtbot: QtBot, most: int
) -> None:
    paths = _many(tmp_path / "many")

    windows.show_files([*paths[:20], *paths])

    _, *new = windows.open_ones
    assert len(new) == most
    qtbot.waitUntil(lambda: [window.article_path for window in new] == paths[:most])
    said = new[-1].notification
    assert str(len(paths) - most) in said
    assert str(paths[most]) in said
    assert not any(window.notification for window in new[:-1])


def test_as_many_as_that_are_not_too_many(windows: Windows, tmp_path: Path, qtbot: QtBot) -> None:
    paths = _many(tmp_path / "many")[:MOST_AT_ONCE]

    windows.show_files(paths)
    windows.show_files(paths[::-1])

    _, *new = windows.open_ones
    qtbot.waitUntil(lambda: [window.article_path for window in new] == paths)
    assert not any(window.notification for window in new)


def test_a_first_start_with_very_many_files_shows_as_many(
    tmp_path: Path, qtbot: QtBot, most: int
) -> None:
    paths = _many(tmp_path / "many")
    windows = Windows(Library(tmp_path / "library"), DeviceState(SettingsStore(tmp_path / "s")))

    windows.begin([paths[0], *paths], saying="窗")

    made = windows.open_ones
    assert len(made) == most
    qtbot.waitUntil(lambda: all(window.article_path for window in made))
    assert made[0].notification == "窗"
    assert str(paths[most]) in made[-1].notification
    assert windows.close_all()


@pytest.mark.alike(4)
@pytest.mark.parametrize("make", BAD)
def test_a_bad_file_that_is_dropped_is_told_of(
    windows: Windows, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (window,) = windows.open_ones
    path = tmp_path / "bad.txt"
    make(path)
    data = dragged(path)

    QApplication.sendEvent(window, entering(data))
    QApplication.sendEvent(window, dropping(data))
    window.controller.loader.wait()

    assert str(path) in window.notification
    assert window.session is not None


@pytest.mark.parametrize("name", ["a\0b.txt", "\ud800.txt", "a" * 5_000, ".", ""])
def test_a_name_that_no_file_can_have_is_told_of(windows: Windows, name: str) -> None:
    windows.show_files([Path(name)])

    (window,) = windows.open_ones
    notification = window.findChild(QFrame, "notification")
    assert notification is not None
    assert notification.isVisible()


@pytest.mark.parametrize("last", ["-", "\0", "a" * 5_000, "/" + "a" * 300, "gone.txt"])
def test_where_the_article_read_last_cannot_be_opened_there_is_the_sample(
    make_window: Callable[[], MainWindow], last: str, tmp_path: Path
) -> None:
    SettingsStore(tmp_path / "settings").save(Settings(last_article=last))
    window = make_window()

    window.open_something()
    window.controller.loader.wait()

    assert window.article_path == SAMPLE
    assert window.notification == "" or not window._notification_bar.isVisible()


@pytest.mark.alike(4)
@pytest.mark.parametrize("make", BAD)
def test_where_the_article_read_last_is_none_any_more_there_is_the_sample(
    make_window: Callable[[], MainWindow], make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "last.txt")
    SettingsStore(tmp_path / "settings").save(Settings(last_article=str(tmp_path / "last.txt")))
    window = make_window()

    window.open_something()
    window.controller.loader.wait()

    assert window.article_path == SAMPLE


def test_a_file_named_twice_is_in_one_window(
    windows: Windows, tmp_path: Path, article: Path, qtbot: QtBot
) -> None:
    other, link = tmp_path / "other.txt", tmp_path / "link.txt"
    other.write_text("燈下讀書，窗外有雨。\n", encoding="utf-8")
    link.symlink_to(other)

    windows.show_files([other, link, article, other])
    windows.show_files([other])

    _, second = windows.open_ones
    qtbot.waitUntil(lambda: second.article_path == other)
    assert second.notification == ""


def test_of_a_large_book_the_window_is_seen_before_it_is_read(
    windows: Windows, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Seen(QObject):
        paints = 0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            self.paints += event.type() == QEvent.Type.Paint
            return False

    book = tmp_path / "book.txt"
    book.write_text("燈下讀書，窗外有雨。\n", encoding="utf-8")
    seen, seen_when_opened = Seen(), []
    monkeypatch.setattr(MainWindow, "open", lambda *_: seen_when_opened.append(seen.paints))

    windows.show_files([book])
    windows.open_ones[-1].workspace.page.viewport().installEventFilter(seen)

    qtbot.waitUntil(lambda: bool(seen_when_opened))
    assert seen_when_opened[0] > 0


def test_a_window_that_is_closed_before_it_is_seen_opens_nothing(
    windows: Windows, tmp_path: Path, article: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for each in others:
        each.write_text("燈下讀書，窗外有雨。\n", encoding="utf-8")

    windows.show_files(others)
    _, one, two = windows.open_ones
    one.close()

    qtbot.waitUntil(lambda: two.article_path == others[1])
    assert one.session is None


def test_what_is_never_painted_comes_about_all_the_same(windows: Windows, qtbot: QtBot) -> None:
    (window,) = windows.open_ones
    window.hide()
    done: list[bool] = []

    FirstPaint(window.workspace.page.viewport(), lambda: done.append(True))

    qtbot.waitUntil(lambda: done == [True])
    window.show()


def test_files_arrive_while_a_question_is_asked(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("燈下讀書，窗外有雨。\n", encoding="utf-8")
    (first,) = windows.open_ones
    box = QMessageBox(first)

    def arrive() -> None:
        windows.show_files([other])
        windows.show_files([tmp_path / "missing.txt"])
        qtbot.waitUntil(lambda: windows.open_ones[-1].article_path == other)
        box.reject()

    QTimer.singleShot(0, arrive)
    box.exec()

    assert [window.article_path for window in windows.open_ones][1:] == [other]


def test_files_arrive_while_the_last_window_is_closed(
    windows: Windows, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("燈下讀書，窗外有雨。\n", encoding="utf-8")
    (first,) = windows.open_ones
    first.controller.leaving.connect(lambda: windows.show_files([other, tmp_path / "missing.txt"]))

    assert first.close()

    (second,) = windows.open_ones
    qtbot.waitUntil(lambda: second.article_path == other)
