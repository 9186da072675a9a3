"""The page in each writing mode: where lines are, what is hit, selected and scrolled to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt

from reader.gui.page.selection_bar import SelectionBar
from reader.gui.page.writing_mode import (
    HORIZONTAL,
    VERTICAL,
    LogicalPoint,
    LogicalRect,
    WindowMapping,
)
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from tests.support.hand import Mouse

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
TEXT = "夜讀𠮷書，燈下有雨，翻開第一頁，前人的朱筆圈點就在那裡，像有人在耳邊輕聲說話。" * 3
LONG = "\n".join(f"第{i}段，{TEXT}" for i in range(60))


def box_of(page: PageView, offset: int) -> QRectF:
    (box,) = page.boxes_of(TextRange(offset, offset + 1))
    return box


def along(mode: Mode, size: QSize | QRectF) -> tuple[float, float]:
    """Return lengths along a line and across lines."""
    lengths = size.width(), size.height()
    return lengths if mode is HORIZONTAL else lengths[::-1]


@MODES
def test_pixels_and_logical_coordinates_lead_to_each_other(mode: Mode) -> None:
    window = WindowMapping(mode, QSize(800, 500))
    box = LogicalRect(30.0, 70.0, 120.0, 26.0)

    assert window.to_rect(window.to_pixels(box)) == box
    assert window.to_point(window.to_pixels(box).center()) == LogicalPoint(90.0, 83.0)
    assert along(mode, QSize(800, 500)) == tuple(window.size)


def test_the_first_line_of_a_vertical_page_stands_at_its_right() -> None:
    window = WindowMapping(VERTICAL, QSize(800, 500))

    assert window.to_pixels(LogicalRect(0.0, 0.0, 100.0, 30.0)) == QRectF(770, 0, 30, 100)
    assert window.to_point(QPointF(790, 40)) == LogicalPoint(40.0, 10.0)


@MODES
def test_boxes_follow_each_other_as_the_mode_says(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(TEXT), mode=mode)

    lines = page.boxes_of(TextRange(0, len(TEXT)))
    first, second = box_of(page, 0), box_of(page, 1)

    assert len(lines) > 2
    if mode is HORIZONTAL:
        assert second.left() == pytest.approx(first.right(), abs=1)
        assert all(below.top() > above.bottom() for above, below in pairwise(lines))
    else:
        assert second.top() == pytest.approx(first.bottom(), abs=1)
        assert all(next_.right() < line.left() for line, next_ in pairwise(lines))


@MODES
def test_each_character_is_hit_in_the_middle_of_its_box(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, qtbot: QtBot
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    hit: list[int] = []
    page.passage_clicked.connect(hit.append)

    wanted = list(range(0, len(TEXT), 7))
    for offset in wanted:
        at = box_of(page, offset).center()
        assert page.pointer.character_at(at) == offset
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())

    assert hit == wanted
    assert page.pointer.character_at(QPointF(2, 2)) is None


@MODES
def test_a_drag_selects_from_line_to_line(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, mouse: Mouse
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    start, end = box_of(page, 5), box_of(page, 90)
    inside = QPointF(2, 2)

    mouse.drag(page.viewport(), start.topLeft() + inside, end.topLeft() + inside)

    assert page.selection == TextRange(5, 90)


@MODES
def test_scrolling_on_moves_what_is_shown_back_along_the_block_axis(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, qtbot: QtBot
) -> None:
    page = make_page(make_document(LONG), mode=mode)
    bar = page.verticalScrollBar() if mode is HORIZONTAL else page.horizontalScrollBar()
    before = page.boxes_of(TextRange(100, 101))[0]
    assert bar.isVisible()
    assert bar.invertedAppearance() is (mode is VERTICAL)

    bar.setValue(50)

    moved = page.boxes_of(TextRange(100, 101))[0].center() - before.center()
    assert moved.toPoint() == (QPoint(0, -50) if mode is HORIZONTAL else QPoint(50, 0))
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() > 50 + along(mode, page.viewport().size())[1] / 2
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum() > 0
    assert page.boxes_of(TextRange(len(LONG) - 1, len(LONG)))


@MODES
def test_a_place_gone_to_is_in_sight_and_stays_through_zoom_and_resize(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    document = make_document(LONG)
    page = make_page(document, mode=mode)
    offset = document.blocks[40].range.start

    page.show_at_top(offset)
    page.set_em(28.0)
    page.resize(700, 560)

    assert page.reading_offset == offset
    assert QRectF(page.viewport().rect()).contains(box_of(page, offset))
    page.go_to(TextRange(9, 12))
    assert page.is_in_sight(TextRange(9, 12))


@MODES
def test_a_drag_beyond_the_last_line_scrolls(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, mouse: Mouse
) -> None:
    page = make_page(make_document(LONG), mode=mode)
    start = QPointF(page.viewport().rect().center())
    down, left = QPointF(start.x(), page.viewport().height() + 80), QPointF(-80, start.y())
    beyond, beside = (down, left) if mode is HORIZONTAL else (left, down)

    mouse.press(page.viewport(), start)
    mouse.move(page.viewport(), beside)
    assert not page.pointer.is_autoscrolling
    mouse.move(page.viewport(), beyond)
    assert page.pointer.is_autoscrolling
    mouse.release(page.viewport(), beyond)
    assert not page.pointer.is_autoscrolling


@MODES
def test_the_selection_is_painted_where_its_boxes_are(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    page.select(TextRange(4, 70))
    image = page.viewport().grab().toImage()
    selected = load_theme("light").selection

    for box in page.boxes_of(TextRange(4, 70)):
        area = box.toRect().adjusted(1, 1, -1, -1)
        corners = (area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight())
        assert selected in {image.pixelColor(corner).name() for corner in corners}


@MODES
def test_the_bar_stands_beside_the_last_line_across_the_lines(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    bar = SelectionBar(load_theme("light"), page.viewport(), mode)
    boxes = page.boxes_of(TextRange(3, 8))

    bar.show_beside(boxes)

    assert bar.isVisible()
    place = QRectF(bar.geometry())
    assert not any(place.intersects(box) for box in boxes)
    if mode is HORIZONTAL:
        assert 0 < place.top() - boxes[-1].bottom() < 10
    else:
        assert 0 < boxes[-1].left() - place.right() < 10
        assert place.height() > 2 * place.width()
