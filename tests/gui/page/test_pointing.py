"""The pointer: what it looks like, clicks with Shift, and how fast a drag beyond scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from reader.annotation.mark import Mark
from reader.gui.page.pointer_input import scroll_speed
from reader.text.offsets import TextRange
from tests.support.wheel import turn_wheel

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from tests.gui.conftest import MarkList
    from tests.support.hand import Mouse

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

LINE = "夜裡讀書，燈下有雨；翻開第一頁，前人的朱筆圈點就在那裡。"
BODY = f"{LINE * 3}\n\n" * 30
LONG = f"# 第一章\n\n{BODY}# 第二章\n\n{BODY}"
SHIFT = Qt.KeyboardModifier.ShiftModifier


def gap_at(page: PageView, offset: int) -> QPoint:
    """Return a point just after a gap, nearer to it than to the next one."""
    (box,) = page.boxes_of(TextRange(offset, offset + 1))
    return QPointF(box.left() + box.width() / 4, box.center().y()).toPoint()


def click(
    page: PageView, qtbot: QtBot, offset: int, held: Qt.KeyboardModifier | None = None
) -> None:
    none = Qt.KeyboardModifier.NoModifier
    at = gap_at(page, offset)
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, held or none, at)


# Shift


@pytest.mark.parametrize(("first", "second"), [(3, 20), (20, 3)])
def test_a_click_with_shift_selects_from_the_click_before(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot, first: int, second: int
) -> None:
    page = make_page(make_document(LINE))
    click(page, qtbot, first)

    click(page, qtbot, second, SHIFT)
    assert page.selection == TextRange(3, 20)
    # Another one moves the same end, to the other side as well.
    click(page, qtbot, 12, SHIFT)
    assert page.selection == TextRange(*sorted((first, 12)))
    click(page, qtbot, first + (3 if first < second else -3), SHIFT)
    assert page.selection is not None
    assert len(page.selection) == 3


@pytest.mark.parametrize(("start", "end"), [(4, 9), (9, 4)])
def test_a_click_with_shift_extends_what_was_dragged_at_its_end(
    make_page: MakePage,
    make_document: MakeDocument,
    qtbot: QtBot,
    mouse: Mouse,
    start: int,
    end: int,
) -> None:
    page = make_page(make_document(LINE))
    points = [QPointF(gap_at(page, offset)) for offset in (start, end)]
    mouse.drag(page.viewport(), *points)

    click(page, qtbot, 20, SHIFT)

    assert page.selection == TextRange(start, 20)


def test_a_click_with_shift_reaches_over_screens_and_sections(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    document = make_document(LONG)
    page = make_page(document)
    click(page, qtbot, 20)
    last = document.sections[-1].blocks[-1].range.start
    page.show_at_top(last)
    qtbot.keyClick(page, Qt.Key.Key_End)

    click(page, qtbot, last + 5, SHIFT)

    assert page.selection == TextRange(20, last + 5)


def test_what_is_dragged_with_shift_goes_on_from_there(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(LINE * 3))
    page.select(TextRange(5, 9))

    click(page, qtbot, 15, SHIFT)

    assert page.selection == TextRange(5, 15)


def test_keys_go_on_from_the_end_that_was_dragged(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot, mouse: Mouse
) -> None:
    page = make_page(make_document(LINE))
    page.show_caret(is_shown=True)
    mouse.drag(page.viewport(), QPointF(gap_at(page, 12)), QPointF(gap_at(page, 6)))

    qtbot.keyClick(page, Qt.Key.Key_Left, SHIFT)

    assert page.selection == TextRange(5, 12)


# Shapes


def shape_over(page: PageView, qtbot: QtBot, at: QPoint) -> Qt.CursorShape:
    qtbot.mouseMove(page.viewport(), at + QPoint(2, 0))
    qtbot.mouseMove(page.viewport(), at)
    return page.viewport().cursor().shape()


@pytest.mark.parametrize(
    ("place", "shape"),
    [
        ("mark", Qt.CursorShape.PointingHandCursor),
        ("text", Qt.CursorShape.IBeamCursor),
        ("after a short line", Qt.CursorShape.IBeamCursor),
        ("left", Qt.CursorShape.ArrowCursor),
        ("right", Qt.CursorShape.ArrowCursor),
        ("below", Qt.CursorShape.ArrowCursor),
        ("above", Qt.CursorShape.ArrowCursor),
    ],
)
def test_the_pointer_says_what_a_click_would_do(
    make_page: MakePage,
    make_document: MakeDocument,
    qtbot: QtBot,
    marks: MarkList,
    place: str,
    shape: Qt.CursorShape,
) -> None:
    page = make_page(make_document(f"短句。\n{LINE * 2}"))
    marks.marks = [Mark("a", TextRange(6, 10), "blue", "solid", has_note=False)]
    (first,) = page.boxes_of(TextRange(0, 3))
    points = {
        "mark": gap_at(page, 7),
        "text": gap_at(page, 15),
        "after a short line": QPoint(round(first.right()) + 90, round(first.center().y())),
        "left": QPoint(9, round(first.center().y())),
        "right": QPoint(page.viewport().width() - 9, round(first.center().y())),
        "below": QPoint(300, page.viewport().height() - 9),
        "above": QPoint(300, 6),
    }

    assert shape_over(page, qtbot, points[place]) is shape


# Scrolling while dragging


def test_a_drag_scrolls_the_faster_the_farther_it_is_beyond() -> None:
    line, window = 36.0, 800.0
    speeds = [scroll_speed(over, line=line, window=window) for over in (1, 8, 20, 60, 150, 400)]

    assert speeds == sorted(speeds)
    # A little beyond, lines can be read as they come; far beyond, a screen is gone in a moment.
    assert speeds[1] < 2 * line
    assert speeds[2] < 3 * line
    assert speeds[-1] > window
    assert scroll_speed(9000, line=line, window=window) == 3 * window
    assert scroll_speed(0.0, line=line, window=window) == 0.0
    assert scroll_speed(-20, line=line, window=window) == -speeds[2]


def test_slow_scrolling_loses_no_fraction_of_a_pixel(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot, mouse: Mouse
) -> None:
    page = make_page(make_document(LONG))
    viewport, bar = page.viewport(), page.verticalScrollBar()
    middle = QPointF(viewport.rect().center())
    mouse.press(viewport, middle)
    mouse.move(viewport, QPointF(middle.x(), viewport.height() - 11))

    qtbot.waitUntil(lambda: bar.value() > 12)

    mouse.release(viewport, middle)


# Wheels


@pytest.mark.parametrize("parts", [1, 2, 8, 40, 120])
def test_a_wheel_of_fine_steps_scrolls_as_far_as_one_of_coarse_ones(
    make_page: MakePage, make_document: MakeDocument, parts: int
) -> None:
    page = make_page(make_document(LONG))
    bar = page.verticalScrollBar()
    for _ in range(3 * parts):
        turn_wheel(page, QPoint(0, -120 // parts))

    assert bar.value() == pytest.approx(
        3 * QApplication.wheelScrollLines() * bar.singleStep(), abs=2
    )
