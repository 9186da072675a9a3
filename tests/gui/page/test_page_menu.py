"""What a click with the right button on the page, or the menu key, offers and acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from reader.document.model import BlockKind
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"
LINE = "有人讀書從最後一頁讀起"
OTHERWISE = "一天只讀三五頁"
Reason = QContextMenuEvent.Reason


def test_the_right_button_opens_a_menu(hand: Hand, qtbot: QtBot) -> None:
    offered = right_click(hand, qtbot, PASSAGE)

    assert {"copy", "color-yellow", "note", "delete", "role-heading-1"} <= set(offered)


def test_the_menu_key_opens_it(hand: Hand) -> None:
    middle = hand.page.rect().center()

    assert "copy" in offered_for(hand.page, Reason.Keyboard, middle)


def test_it_is_about_the_block_under_the_pointer(hand: Hand, qtbot: QtBot) -> None:
    hand.page.select(hand.place_of(PASSAGE))

    right_click(hand, qtbot, LINE)
    hand.trigger("role-heading-1")

    assert hand.page.selection is None
    assert kind_at(hand, LINE) is BlockKind.HEADING
    assert kind_at(hand, PASSAGE) is BlockKind.PARAGRAPH


def test_it_is_about_the_mark_under_the_pointer(hand: Hand, qtbot: QtBot) -> None:
    marked, other = hand.mark(PASSAGE), hand.mark(OTHERWISE)
    hand.page.select(hand.place_of(LINE))

    right_click(hand, qtbot, PASSAGE)
    hand.trigger("color-pink")

    assert hand.session.annotation(marked).color == "pink"
    assert hand.session.annotation(other).color == "green"


def test_it_is_about_the_mark_that_is_active_among_several(hand: Hand, qtbot: QtBot) -> None:
    first, second = hand.mark(PASSAGE), hand.mark("前人的朱筆")
    for id_ in (first, second):
        hand.cards.set_active(id_)
        right_click(hand, qtbot, PASSAGE)
        right_click(hand, qtbot, PASSAGE)

        assert hand.cards.active == id_


def test_it_is_about_the_selection_where_that_was_clicked(hand: Hand, qtbot: QtBot) -> None:
    hand.page.select(hand.place_of(PASSAGE))

    right_click(hand, qtbot, PASSAGE)

    assert hand.page.selection == hand.place_of(PASSAGE)


def right_click(hand: Hand, qtbot: QtBot, quote: str) -> Sequence[str]:
    """Press the right button on the first character of a passage; return what is offered."""
    start = hand.place_of(quote).start
    (box,) = hand.page.boxes_of(TextRange(start, start + 1))
    at = box.center().toPoint()
    viewport = hand.page.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.RightButton, pos=at)
    offered = offered_for(viewport, Reason.Mouse, at)
    qtbot.mouseRelease(viewport, Qt.MouseButton.RightButton, pos=at)
    return offered


def offered_for(widget: QWidget, reason: Reason, at: QPoint) -> Sequence[str]:
    """Ask for a menu as the window system does; return the names of its actions."""
    offered: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            offered.extend(action.objectName() for action in menu.actions())
            menu.close()

    # The menu runs an event loop of its own until it is closed.
    QTimer.singleShot(0, look)
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    QApplication.processEvents()
    return offered


def kind_at(hand: Hand, quote: str) -> BlockKind:
    document = hand.session.document
    return document.blocks[document.block_index(hand.place_of(quote).start)].kind
