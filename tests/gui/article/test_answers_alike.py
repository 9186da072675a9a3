"""What a user decided about an article is what the window shows, and a picture of the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from reader.cli import main
from reader.document.model import BlockKind
from reader.document.overlays.repair_decisions import decision_on
from reader.gui.article.opening import opened, prepare
from reader.importers import what_is_wrong_with
from reader.progress import UNHEARD
from reader.storage.library import Library
from tests.support.analyses import ONCE, count_analyses
from tests.support.decided_article import HEADING, IN_TAIWAN, QUOTE, TEXT, TITLE, decide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.gui.article.opening import OpenArticle

    Open = Callable[[], OpenArticle]

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def open_it(article: Path, library: Library) -> Iterator[Open]:
    owner, all_opened = QObject(), []

    def open_it() -> OpenArticle:
        all_opened.append(opened(prepare(article, library, lambda _: 0, UNHEARD), owner))
        return all_opened[-1]

    yield open_it
    for each in all_opened:
        each.close()


def printed(library: Library, capsysbinary: pytest.CaptureFixture[bytes], *words: object) -> str:
    assert main(["--library", str(library.root), *map(str, words)]) == 0
    return capsysbinary.readouterr().out.decode()


def test_the_window_and_the_commands_answer_alike(
    article: Path, library: Library, open_it: Open, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    decide(article, library.root)
    session = open_it().session

    shown = json.loads(printed(library, capsysbinary, "show", article, "--json"))
    blocks = session.document.blocks
    assert session.document.title == shown["title"] == TITLE
    assert [
        (block.range.start, session.document.repaired_part(block.range)[0]) for block in blocks
    ] == [
        (block["start"], block["text"]) for section in shown["sections"]
        for block in section["blocks"]
    ]  # fmt: skip
    assert [section.title for section in session.document.sections] == [
        section["title"] for section in shown["sections"]
    ]
    assert HEADING in [section.title for section in session.document.sections]
    for target in ("original", "auto-s", "auto-tw", "auto-hk", "s2twp"):
        session.show_in(target)
        lines = [session.rendition.text_of(block.range) for block in blocks]
        converted = printed(library, capsysbinary, "convert", article, "--to", target)
        assert [line for line in converted.splitlines() if line] == lines


def test_the_window_shows_what_a_command_marked(
    article: Path, library: Library, open_it: Open, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    decide(article, library.root)
    id_ = printed(library, capsysbinary, "annotate", article, "--quote", QUOTE).strip()

    session = open_it().session
    place = session.annotation_index.place_of(id_)
    (notes,) = json.loads(printed(library, capsysbinary, "notes", article, "--format", "json"))

    assert place is not None
    session.show_in("auto-tw")
    assert session.rendition.text_of(place) == QUOTE == notes["annotations"][0]["quote"]
    assert IN_TAIWAN in "\n".join(
        session.rendition.text_of(block.range) for block in session.document.blocks
    )


def test_opening_looks_through_the_text_once(
    article: Path, library: Library, open_it: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(article, library.root)
    calls = count_analyses(monkeypatch)

    assert what_is_wrong_with(article) is None
    session = open_it().session

    assert session.document.repairs[0].after == "與"
    assert calls == ONCE


def test_only_a_repair_decided_otherwise_lets_the_structure_be_found_anew(
    article: Path, library: Library, open_it: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_it().session
    calls = count_analyses(monkeypatch)

    session.correct(session.document.blocks[1].range.start, BlockKind.HEADING, 2)
    session.refuse({"里面"})
    session.undo()
    assert not calls

    session.decide([decision_on(session.document.repairs[0], applied=False)], "no")
    assert calls == {"find_structure": 1}
    assert session.document.blocks[1].kind is BlockKind.HEADING


def test_render_draws_the_page_as_it_was_decided_in_one_look(
    article: Path,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain, decided, as_said = (tmp_path / f"{name}.png" for name in ("plain", "decided", "said"))
    size = ("--size", "700x600", "--to", "auto-tw")
    root = ("--library", str(library.root))
    assert main([*root, "render", str(article), "-o", str(plain), *size]) == 0
    decide(article, library.root)
    calls = count_analyses(monkeypatch)

    assert main([*root, "render", str(article), "-o", str(decided), *size]) == 0
    assert calls == ONCE
    assert main([*root, "render", str(article), "-o", str(as_said), *size]) == 0

    assert QImage(str(decided)) != QImage(str(plain))
    assert QImage(str(decided)) == QImage(str(as_said))
