"""What a click with the right button on the page, or the menu key, offers and acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QContextMenuEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QListView, QMenu, QTableView, QToolButton, QWidgetAction

from reader.annotation.model import COLORS as MARK_COLORS
from reader.annotation.model import STYLES as MARK_STYLES
from reader.document.model import BlockKind
from reader.gui.window.commands import Menu
from reader.gui.window.features.feature_set import commands
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.support.hand import Hand

ROLES = [each.name for each in commands() if each.menu is Menu.STRUCTURE]
STYLES = [f"style-{style}" for style in MARK_STYLES]
OF_CARD = ["note", "tags", "copy", "copy-quotation", "delete"]
COLORS = [f"color-{color}" for color in MARK_COLORS]
PASSAGE = "前人的朱筆圈點"
LINE = "有人讀書從最後一頁讀起"
OTHERWISE = "一天只讀三五頁"
Reason = QContextMenuEvent.Reason


def test_the_right_button_opens_a_menu(hand: Hand, qtbot: QtBot) -> None:
    hand.mark(PASSAGE)

    offered = right_click(hand, qtbot, PASSAGE)

    assert {"copy", "color-yellow", "note", "delete", "role-heading-1"} <= set(offered)


def test_only_what_can_act_is_offered(hand: Hand, qtbot: QtBot) -> None:
    assert set(right_click(hand, qtbot, PASSAGE)) == {"bookmark", *ROLES}

    hand.page.select(hand.place_of(PASSAGE))
    offered = right_click(hand, qtbot, PASSAGE)
    assert set(offered) == {*COLORS, "note", "bookmark", "copy", "copy-quotation", *ROLES}


@pytest.mark.parametrize(("name", "said"), [("color-blue", "Select"), ("delete", "Choose")])
def test_what_cannot_act_says_what_to_choose(hand: Hand, name: str, said: str) -> None:
    assert not hand.action(name).isEnabled()
    assert said in hand.action(name).toolTip()

    hand.mark(PASSAGE)

    assert hand.action(name).isEnabled()
    assert said not in hand.action(name).toolTip()


def test_a_swatch_and_its_key_mark_what_the_menu_is_about(hand: Hand, qtbot: QtBot) -> None:
    for choose, color in ((click_swatch, "green"), (press_key, "pink")):
        hand.page.select(hand.place_of(PASSAGE))
        (box, *_) = hand.page.boxes_of(hand.place_of(PASSAGE))
        at = box.center().toPoint()
        QTimer.singleShot(0, lambda choose=choose: choose(qtbot))
        event = QContextMenuEvent(Reason.Mouse, at, hand.page.viewport().mapToGlobal(at))
        QApplication.sendEvent(hand.page.viewport(), event)
        QApplication.processEvents()

        assert QApplication.activePopupWidget() is None
        assert hand.cards.active is not None
        assert hand.session.annotation(hand.cards.active).color == color


def test_a_card_has_a_menu_about_it(hand: Hand, qtbot: QtBot) -> None:
    first, second = hand.mark(PASSAGE), hand.mark(OTHERWISE)
    hand.page.select(hand.place_of(LINE))
    at = hand.card_center(first)
    viewport = hand.cards.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.RightButton, pos=at)

    offered = offered_for(viewport, Reason.Mouse, at)

    assert {*COLORS, *STYLES, *OF_CARD} == set(offered)
    assert hand.cards.active == first
    hand.trigger("delete")
    assert hand.session.annotation(first).is_deleted
    assert not hand.session.annotation(second).is_deleted


def test_a_card_offers_the_links_of_its_note_and_to_unfold_it(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    link = "https://example.org/?a&b"
    lines = "\n".join(f"第{number}行" for number in range(30))
    hand.session.set_note(id_, f"[書]({link}) [不](file:///x)\n{lines}")
    row = hand.cards.column.row_of(id_)
    assert row is not None
    folded = hand.cards.column.measured_height(row)
    opened = Opened()
    QDesktopServices.setUrlHandler("https", opened, "take")
    at = hand.card_center(id_)

    choose_for(hand.cards.viewport(), at, text="Open https://example.org/?a&&b")
    choose_for(hand.cards.viewport(), at, "fold-note")
    QDesktopServices.unsetUrlHandler("https")

    assert opened.urls == [link]
    assert hand.cards.column.measured_height(row) > folded


def test_what_has_no_colour_is_offered_none(hand: Hand) -> None:
    hand.trigger("bookmark")
    (id_,) = hand.cards.ids

    offered = offered_for(hand.cards.viewport(), Reason.Mouse, hand.card_center(id_))
    assert {"note", "tags", "delete"} <= set(offered)
    assert not {*COLORS, *STYLES} & set(offered)
    hand.trigger("color-pink")

    assert hand.session.annotation(id_).body is None


class Opened(QObject):
    """Stands for what the desktop opens links with."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


def test_a_section_in_the_contents_has_a_menu_about_it(hand: Hand) -> None:
    outline = hand.child(QListView, "outline")
    at = outline.visualRect(outline.model().index(2, 0)).center()

    offered = offered_for(outline.viewport(), Reason.Mouse, at)
    assert set(offered) == {"go-to-section", *ROLES}
    choose_for(outline.viewport(), at, "role-heading-2")

    assert hand.session.document.sections[2].level == 2
    assert hand.session.document.sections[1].level == 1


def test_a_repair_has_a_menu_about_it(hand: Hand, article: Path) -> None:
    article.write_text("長文\n\n他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n", encoding="utf-8")
    assert hand.window.open_now(article)
    hand.trigger("repairs")
    repairs = hand.child(QTableView, "repairList")
    at = repairs.visualRect(repairs.currentIndex()).center()
    first = hand.session.document.repairs[0]
    assert first.applied

    choose_for(repairs.viewport(), at, text=f"Leave “{first.before}”")

    assert not hand.session.document.repairs[0].applied


def test_a_menu_is_about_the_row_that_the_button_was_pressed_on(
    hand: Hand, article: Path, qtbot: QtBot
) -> None:
    article.write_text("長文\n\n他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n", encoding="utf-8")
    assert hand.window.open_now(article)
    hand.trigger("repairs")
    view = hand.child(QTableView, "repairList")
    model = view.model()
    texts: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            texts.extend(action.text() for action in menu.actions())
            menu.close()

    for row in (2, 0):
        texts.clear()
        at = view.visualRect(model.index(row, 0)).center()
        qtbot.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=at)
        QTimer.singleShot(0, look)
        there = view.viewport().mapToGlobal(at)
        # At once, as the window system does.
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(Reason.Mouse, at, there))
        QApplication.processEvents()
        said = "Leave “現(xiàn)”" if row else "Leave all 4"
        assert said in texts


def test_the_menu_key_opens_it(hand: Hand) -> None:
    hand.page.select(hand.place_of(PASSAGE))
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


def click_swatch(qtbot: QtBot) -> None:
    menu = QApplication.activePopupWidget()
    button = menu.findChild(QToolButton, "color-green")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def press_key(qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_4)


def choose_for(widget: QWidget, at: QPoint, name: str = "", text: str = "") -> None:
    """Ask for a menu, and choose from it by name or text."""

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        there = [*menu.actions()]
        for action in menu.actions():
            there += action.menu().actions() if action.menu() else []
        (chosen,) = [
            a for a in there if (a.objectName() == name and name) or a.text() == text != ""
        ]
        menu.close()
        chosen.trigger()

    QTimer.singleShot(0, choose)
    event = QContextMenuEvent(Reason.Mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    QApplication.processEvents()


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
            offered.extend(names_in(menu))
            menu.close()

    # The menu runs an event loop of its own until it is closed.
    QTimer.singleShot(0, look)
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    QApplication.processEvents()
    return offered


def names_in(menu: QMenu) -> Iterator[str]:
    """Yield the names of what a menu offers, its swatches and the menus in it."""
    for action in menu.actions():
        if isinstance(action, QWidgetAction):
            yield from (
                each.objectName() for each in action.defaultWidget().findChildren(QToolButton)
            )
        elif (inner := action.menu()) is not None:
            yield from names_in(inner)
        elif not action.isSeparator():
            yield action.objectName()


def kind_at(hand: Hand, quote: str) -> BlockKind:
    document = hand.session.document
    return document.blocks[document.block_index(hand.place_of(quote).start)].kind
