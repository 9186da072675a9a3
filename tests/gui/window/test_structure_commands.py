"""Correcting what a block is: shown at once, undone, kept, and never touching an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.gui.article.autosave import SaveStatus
from tests.support.hand import place_of, session_of, trigger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from reader.text.offsets import TextRange

LINE = "有人讀書從最後一頁讀起"


def point_at(window: MainWindow, quote: str) -> TextRange:
    place = place_of(window, quote)
    window.workspace.page.select(place)
    return place


def titles(window: MainWindow) -> list[str]:
    session = session_of(window)
    return [session.titles.of_section(index) for index in range(len(session.document.sections))]


def test_a_paragraph_becomes_a_heading_and_back(window: MainWindow) -> None:
    before = titles(window)
    point_at(window, LINE)

    trigger(window, "role-heading-1")
    assert any(title.startswith(LINE) for title in titles(window))

    trigger(window, "undo")
    assert titles(window) == before
    trigger(window, "redo")
    trigger(window, "role-paragraph")
    assert titles(window) == before


def test_a_heading_becomes_a_caption(window: MainWindow) -> None:
    place = point_at(window, "筆記寫在哪裡才好")

    trigger(window, "role-caption")

    document = session_of(window).document
    assert document.blocks[document.block_index(place.start)].kind is BlockKind.CAPTION
    assert "筆記寫在哪裡才好" not in titles(window)


def test_a_paragraph_becomes_the_byline(window: MainWindow) -> None:
    place = point_at(window, LINE)

    trigger(window, "role-byline")

    document = session_of(window).document
    assert document.blocks[document.block_index(place.start)].kind is BlockKind.BYLINE


def test_corrections_are_there_after_closing_and_opening(
    window: MainWindow, make_window: Callable[[], MainWindow], article: Path
) -> None:
    point_at(window, LINE)
    trigger(window, "role-heading-2")
    assert window.flush().status is SaveStatus.SAVED
    window.close()

    again = make_window()
    again.open_now(article)

    assert any(title.startswith(LINE) for title in titles(again))


def test_no_correction_moves_an_annotation(window: MainWindow) -> None:
    place = point_at(window, LINE)
    id_ = session_of(window).highlight(place, "green")

    trigger(window, "role-heading-1")

    session = session_of(window)
    assert session.annotation_index.place_of(id_) == place
    section = session.document.section_index(place.start)
    assert session.annotation_index.count_in(section) == 1


def test_the_line_being_read_stays(window: MainWindow) -> None:
    window.resize(1000, 320)
    place = point_at(window, "筆記寫在書邊上最好")
    window.workspace.page.show_at_top(place.start)
    offset = window.workspace.page.reading_offset

    trigger(window, "role-caption")

    assert window.workspace.page.reading_offset == offset
