"""Selecting on the page with the mouse, to the end of the window and beyond."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from tests.support.hand import Hand, Mouse

    MakeDocument = Callable[..., Document]

ASTRAL = "甲𠮷乙𫇥丙，這裡有兩個不在基本平面的字。"
CLAUSE = "這裡有兩個不在基本平面的字"
LONG = "\n".join(f"第{i}段，夜航船上有一僧人與一士子同宿。" * 6 for i in range(200))


def middle_left(box: QRectF) -> QPointF:
    return QPointF(box.left() + 1, box.center().y())


def box_of(page: PageView, offset: int) -> QRectF:
    (box,) = page.boxes_of(TextRange(offset, offset + 1))
    return box


def double_click(qtbot: QtBot, page: PageView, at: QPoint) -> None:
    # A double click begins with a click, after which it comes in time.
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_on(page: PageView, at: QPointF, count: int) -> None:
    """Click several times without a pause, as the window system tells it: every second is double.

    QTest leaves a pause after each click.
    """
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
    button, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    now = 10 * QApplication.doubleClickInterval()
    for number in range(count):
        for kind, held in ((kinds[number % 2], button), (QEvent.Type.MouseButtonRelease, none)):
            there = page.viewport().mapToGlobal(at)
            event = QMouseEvent(kind, at, there, button, held, Qt.KeyboardModifier.NoModifier)
            event.setTimestamp(now + number * QApplication.doubleClickInterval() // 2)
            QApplication.sendEvent(page.viewport(), event)


def test_dragging_selects_what_lies_between(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot, mouse: Mouse
) -> None:
    page = make_page(make_document(ASTRAL + "\n" + ASTRAL))

    with qtbot.waitSignal(page.selection_finished):
        mouse.drag(page.viewport(), middle_left(box_of(page, 1)), middle_left(box_of(page, 25)))

    assert page.selection == TextRange(1, 25)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("place", "word"), [(0, "這裡"), (1, "這裡"), (5, "不"), (9, "平面")])
def test_a_double_click_on_any_character_selects_its_word(
    make_page: Callable[..., PageView],
    make_document: MakeDocument,
    qtbot: QtBot,
    place: int,
    word: str,
    side: str,
) -> None:
    page = make_page(make_document(ASTRAL))
    box = box_of(page, ASTRAL.index(CLAUSE) + place)
    x = box.left() + 2 if side == "left" else box.right() - 2

    double_click(qtbot, page, QPointF(x, box.center().y()).toPoint())

    assert page.selection is not None
    assert page.selection.slice(ASTRAL) == word


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("place", [0, len(CLAUSE) // 2, len(CLAUSE) - 1])
def test_a_triple_click_on_any_character_selects_its_clause(
    make_page: Callable[..., PageView],
    make_document: MakeDocument,
    qtbot: QtBot,
    place: int,
    side: str,
) -> None:
    page = make_page(make_document(ASTRAL))
    box = box_of(page, ASTRAL.index(CLAUSE) + place)
    x = box.left() + 2 if side == "left" else box.right() - 2
    at = QPointF(x, box.center().y()).toPoint()

    double_click(qtbot, page, at)
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert page.selection is not None
    assert page.selection.slice(ASTRAL) == CLAUSE


@pytest.mark.parametrize(
    ("count", "chosen"),
    [
        (2, "兩個"),
        (3, CLAUSE),
        (4, "甲𠮷乙𫇥丙，這裡有兩個不在基本平面的字。"),
        (5, ASTRAL + "又一句。"),
        (6, ASTRAL + "又一句。"),
    ],
)
def test_each_further_click_selects_more(
    make_page: Callable[..., PageView], make_document: MakeDocument, count: int, chosen: str
) -> None:
    text = "前一段。\n" + ASTRAL + "又一句。\n後一段。"
    page = make_page(make_document(text))

    click_on(page, box_of(page, text.index("兩個")).center(), count)

    assert page.selection is not None
    assert page.selection.slice(text) == chosen


def test_a_third_click_elsewhere_is_a_first_one(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(ASTRAL))
    double_click(qtbot, page, box_of(page, 8).center().toPoint())

    elsewhere = box_of(page, 16).center().toPoint()
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)

    assert page.selection is None


@pytest.mark.parametrize("target", ["original", "auto-s"])
@pytest.mark.parametrize(("first", "last"), [(5, 9), (9, 5)])
def test_dragging_after_a_double_click_extends_by_words(
    make_page: Callable[..., PageView],
    make_document: MakeDocument,
    mouse: Mouse,
    qtbot: QtBot,
    target: str,
    first: int,
    last: int,
) -> None:
    page = make_page(make_document(ASTRAL), target)
    start = ASTRAL.index(CLAUSE)
    at, to = (box_of(page, start + place).center() for place in (first, last))
    double_click(qtbot, page, at.toPoint())

    mouse.move(page.viewport(), to)
    mouse.release(page.viewport(), to)

    assert page.selection is not None
    assert page.selection.slice(ASTRAL) == "不在基本平面"


def test_keys_climb_the_ladder_and_come_down_again(hand: Hand) -> None:
    clause = "像有人在耳邊輕聲說話"
    hand.click_text("耳邊")
    seen = []

    for name in ("expand-selection",) * 4 + ("shrink-selection",) * 4:
        hand.trigger(name)
        assert hand.page.selection is not None
        seen.append(hand.page.selection)

    text = hand.session.document.source.text
    assert [part.slice(text) for part in seen[:2]] == ["耳邊", clause]
    assert seen[2] == seen[3] or len(seen[3]) > len(seen[2])
    assert seen[3].slice(text) in text.split("\n")
    assert seen[-1] == seen[0]


@pytest.mark.parametrize("steps", [1, 2])
def test_coming_down_leads_to_what_was_climbed_from(
    make_page: Callable[..., PageView], make_document: MakeDocument, steps: int
) -> None:
    page = make_page(make_document(ASTRAL))
    start = ASTRAL.index("有兩個")
    began = TextRange(start, start + 3)
    page.select(began)

    for _ in range(steps):
        page.expand_selection()
    for _ in range(steps):
        page.shrink_selection()

    assert page.selection == began


def test_coming_down_after_a_click_leads_to_what_was_clicked(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(ASTRAL))
    page.select(TextRange(12, 14))
    page.expand_selection()
    clause = page.selection
    at = box_of(page, ASTRAL.index("基本")).center().toPoint()
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at)
    page.select(clause)

    page.shrink_selection()

    assert page.selection is not None
    assert page.selection.slice(ASTRAL) == "基本"


def test_without_a_segmenter_a_double_click_selects_the_character(
    make_page: Callable[..., PageView],
    make_document: MakeDocument,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reader.text.words._segmenter", lambda: None)
    page = make_page(make_document(ASTRAL))

    double_click(qtbot, page, box_of(page, 8).center().toPoint())

    assert page.selection == TextRange(8, 9)


@pytest.mark.parametrize(("from_end", "way"), [(False, 1), (True, -1)])
def test_dragging_beyond_the_window_scrolls_and_selects_on(
    make_page: Callable[..., PageView],
    make_document: MakeDocument,
    qtbot: QtBot,
    mouse: Mouse,
    from_end: bool,
    way: int,
) -> None:
    page = make_page(make_document(LONG))
    viewport, bar = page.viewport(), page.verticalScrollBar()
    bar.setValue(bar.maximum() // 2 if from_end else 0)
    start = QPointF(viewport.rect().center())
    beyond = QPointF(start.x(), viewport.height() + 80 if way > 0 else -80)
    seen_first = bar.value()

    mouse.press(viewport, start)
    mouse.move(viewport, beyond)
    selected = len(page.selection)
    # The pointer rests: nothing but time moves the page on.
    qtbot.waitUntil(lambda: way * (bar.value() - seen_first) > 240)
    assert len(page.selection) > selected + 100

    mouse.release(viewport, beyond)
    assert not page.pointer.is_autoscrolling


def test_coming_back_into_the_window_stops_scrolling(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot, mouse: Mouse
) -> None:
    page = make_page(make_document(LONG))
    viewport = page.viewport()
    start = QPointF(viewport.rect().center())
    mouse.press(viewport, start)
    mouse.move(viewport, QPointF(start.x(), viewport.height() + 80))
    assert page.pointer.is_autoscrolling

    mouse.move(viewport, start)

    assert not page.pointer.is_autoscrolling
    mouse.release(viewport, start)


def test_setting_the_page_anew_ends_a_drag(
    make_page: Callable[..., PageView], make_document: MakeDocument, mouse: Mouse
) -> None:
    page = make_page(make_document(LONG))
    viewport = page.viewport()
    start = QPointF(viewport.rect().center())
    beyond = QPointF(start.x(), viewport.height() + 80)
    mouse.press(viewport, start)
    mouse.move(viewport, beyond)
    selection = page.selection

    page.set_em(31.0)

    assert not page.pointer.is_autoscrolling
    # What is held in the hand was a place on the page as it was.
    mouse.move(viewport, beyond)
    assert page.selection == selection
    assert not page.pointer.is_autoscrolling
    mouse.release(viewport, beyond)


def test_a_click_long_after_a_double_click_selects_nothing(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(ASTRAL))
    at = box_of(page, 9).center().toPoint()
    double_click(qtbot, page, at)

    later = QApplication.doubleClickInterval() + 100
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at, delay=later)

    assert page.selection is None
