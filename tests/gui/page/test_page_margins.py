"""Clicks beside the pages turn them, unless there is something else that they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt

from reader.document.rendition import Rendition
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from tests.gui.conftest import MarkList
    from tests.support.hand import Mouse

    MakeDocument = Callable[..., Document]
    MakePages = Callable[[Mode], PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
LONG = "\n".join(
    f"第{i}段，燈下有雨，前人的朱筆圈點就在那裡，像有人在說話。" * 4 for i in range(60)
)


@pytest.fixture
def make_pages(qtbot: QtBot, marks: MarkList, make_document: MakeDocument) -> MakePages:
    def make(mode: Mode) -> PageView:
        page = PageView(load_theme("light"), 20.0, mode=mode)
        qtbot.addWidget(page)
        page.resize(1000, 600)
        page.show()
        page.show_document(Rendition(make_document(LONG), "original"), marks, "")
        page.set_paged(True)
        page.show_at_top(3000)
        return page

    return make


def margins(page: PageView, mode: Mode) -> tuple[QPointF, QPointF]:
    """Return points in the margin that leads back and in the one that leads on."""
    left = QPointF(6, page.viewport().height() / 2)
    right = QPointF(page.viewport().width() - 6, left.y())
    return (left, right) if mode is HORIZONTAL else (right, left)


def click(page: PageView, qtbot: QtBot, at: QPointF) -> None:
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())


@MODES
def test_a_click_in_a_margin_turns_a_page(make_pages: MakePages, qtbot: QtBot, mode: Mode) -> None:
    page = make_pages(mode)
    back, on = margins(page, mode)
    here = page.reading_offset

    click(page, qtbot, on)
    assert page.reading_offset > here
    click(page, qtbot, back)
    assert page.reading_offset == here
    click(page, qtbot, back)
    assert page.reading_offset < here


@MODES
def test_quick_clicks_turn_as_many_pages_and_select_nothing(
    make_pages: MakePages, qtbot: QtBot, mode: Mode
) -> None:
    page, other = make_pages(mode), make_pages(mode)
    _, on = margins(page, mode)
    other.scrolling.scroll_by_screen(6)

    for _ in range(3):
        click(page, qtbot, on)
        qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=on.toPoint())
        qtbot.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, pos=on.toPoint())

    assert page.selection is None
    assert page.reading_offset == other.reading_offset


@MODES
def test_a_click_that_ends_a_selection_or_a_choice_turns_nothing(
    make_pages: MakePages, qtbot: QtBot, mode: Mode
) -> None:
    page = make_pages(mode)
    page.choice_dropped.connect(lambda: page.choose(None))
    _, on = margins(page, mode)
    here = page.reading_offset

    page.select(TextRange(here + 5, here + 9))
    click(page, qtbot, on)
    assert (page.selection, page.reading_offset) == (None, here)
    page.choose(TextRange(here + 5, here + 9))
    click(page, qtbot, on)
    assert (page.chosen, page.reading_offset) == (None, here)

    click(page, qtbot, on)
    assert page.reading_offset > here


@MODES
def test_where_the_text_scrolls_a_margin_turns_nothing(
    make_pages: MakePages, qtbot: QtBot, mode: Mode
) -> None:
    page = make_pages(mode)
    page.set_paged(False)
    here = page.reading_offset

    for at in margins(page, mode):
        click(page, qtbot, at)

    assert page.reading_offset == here


@MODES
def test_a_drag_beyond_the_page_takes_whole_lines_along(
    make_pages: MakePages, qtbot: QtBot, mode: Mode, mouse: Mouse
) -> None:
    page = make_pages(mode)
    here = page.reading_offset
    (box,) = page.boxes_of(TextRange(here + 40, here + 41))
    beyond = QPointF(500, 640) if mode is HORIZONTAL else QPointF(-40, 300)

    mouse.press(page.viewport(), box.center())
    mouse.move(page.viewport(), beyond)
    qtbot.waitUntil(lambda: page.reading_offset > here + 60)
    mouse.release(page.viewport(), beyond)

    assert page.selection is not None
    assert page.selection.start in {here + 40, here + 41}
    assert page.selection.end > here + 100
    assert not page.pointer.is_autoscrolling


def test_a_drag_to_the_end_of_the_first_of_two_areas_scrolls_nothing(
    make_pages: MakePages, mouse: Mouse
) -> None:
    page = make_pages(HORIZONTAL)
    page.resize(1600, 600)
    here = page.reading_offset
    (box,) = page.boxes_of(TextRange(here + 40, here + 41))

    mouse.press(page.viewport(), box.center())
    mouse.move(page.viewport(), QPointF(box.center().x(), 596))
    assert not page.pointer.is_autoscrolling
    mouse.move(page.viewport(), QPointF(1400, 596))
    assert page.pointer.is_autoscrolling
    mouse.move(page.viewport(), QPointF(1400, 300))
    mouse.release(page.viewport(), QPointF(1400, 300))
