"""A second view of the article: in step with the page, and of use wherever the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from reader.gui.page.shadow_text import ShadowText
from reader.gui.window.features.second_view import VIEWS
from reader.text.offsets import TextRange
from tests.support.hand import Hand, Mouse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.page.view import PageView
    from reader.gui.window.main_window import MainWindow

    MakeWindow = Callable[..., MainWindow]
    HandAt = Callable[[MainWindow], Hand]

PASSAGE = "前人的朱筆圈點"
OTHER = "一天只讀三五頁"


class SecondHand(Hand):
    """A hand at the second view."""

    @property
    def page(self) -> PageView:
        page = self.window.workspace.pages.second
        assert page is not None
        return page


@pytest.fixture
def second(hand: Hand) -> SecondHand:
    hand.trigger("second-auto-s")
    return SecondHand(hand._qtbot, hand.window, Mouse())


def shown_in(page: PageView) -> str:
    assert page.rendition is not None
    return page.rendition.text_of(TextRange(0, 10_000))


def test_it_shows_the_article_in_a_script_of_its_own(hand: Hand, second: SecondHand) -> None:
    assert "舊書" in shown_in(hand.page)
    assert "旧书" in shown_in(second.page)
    assert second.page.isVisible()

    hand.trigger("second-auto-tw")
    assert "舊書" in shown_in(second.page)
    hand.trigger("script-auto-s")
    assert "旧书" in shown_in(hand.page)
    assert "舊書" in shown_in(second.page)


def test_it_shows_what_was_repaired_as_it_came(hand: Hand, article: Path) -> None:
    article.write_text(
        "長文\n\n" + "他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n" * 30, encoding="utf-8"
    )
    hand.window.open_now(article)
    hand.trigger("second-unrepaired")

    page = hand.window.workspace.pages.second
    assert page is not None
    assert "發現" in shown_in(hand.page)
    assert "發(fā)現(xiàn)" in shown_in(page)


def test_what_is_selected_in_one_is_selected_in_the_other(hand: Hand, second: SecondHand) -> None:
    place = hand.place_of(PASSAGE)

    second.drag_over(PASSAGE)
    assert hand.page.selection == second.page.selection == place

    hand.page.select(None)
    assert second.page.selection is None
    hand.drag_over(PASSAGE)
    assert second.page.selection == place


def test_what_is_marked_in_one_is_marked_in_both(hand: Hand, second: SecondHand) -> None:
    second.drag_over(PASSAGE)
    second.press(Qt.Key.Key_1)

    (mark,) = hand.session.marks_in(hand.place_of(PASSAGE))
    assert mark.range == hand.place_of(PASSAGE)
    for page in (hand.page, second.page):
        assert page.chosen == mark.range
        assert page.ends.part == mark.range
        marks = page.decorations()[0].items_in(mark.range)
        assert [each.id for each in marks] == [mark.id]


def test_a_click_on_a_mark_in_either_makes_it_active(hand: Hand, second: SecondHand) -> None:
    first, other = hand.mark(PASSAGE), hand.mark(OTHER)

    second.click_text(PASSAGE)
    assert hand.window.workspace.active.id == first
    hand.click_text(OTHER)
    assert hand.window.workspace.active.id == other


def test_an_end_is_dragged_in_the_second_view(hand: Hand, second: SecondHand) -> None:
    id_ = hand.mark(PASSAGE)
    place = hand.place_of(PASSAGE)

    second.page.ends.dropped.emit(TextRange(place.start, place.end + 2))

    assert hand.session.annotation_index.place_of(id_) == TextRange(place.start, place.end + 2)
    assert second.page.ends.part == TextRange(place.start, place.end + 2)


def test_the_bar_is_beside_what_is_selected_in_the_page_in_use(
    hand: Hand, second: SecondHand
) -> None:
    second.click(second.page.viewport())
    second.drag_over(PASSAGE)
    bars = hand.window.workspace.pages._beside()
    assert [bar.isVisible() for bar, _ in bars] == [False, True]

    hand.click(hand.page.viewport(), QPoint(5, 5))
    hand.drag_over(PASSAGE)
    assert [bar.isVisible() for bar, _ in bars] == [True, False]


def test_copying_takes_the_text_of_the_page_in_use(hand: Hand, second: SecondHand) -> None:
    hand.page.select(hand.place_of("這樣讀書的人不多"))

    second.page.setFocus()
    second.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "这样读书的人不多"

    hand.page.setFocus()
    hand.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "這樣讀書的人不多"


def test_a_quotation_is_in_the_script_of_the_page_in_use(hand: Hand, second: SecondHand) -> None:
    hand.page.select(hand.place_of("這樣讀書的人不多"))
    second.page.setFocus()
    hand.trigger("copy-quotation")

    assert "这样读书的人不多" in QApplication.clipboard().text()
    assert "夜读" in QApplication.clipboard().text() or "灯下" in QApplication.clipboard().text()


def test_the_caret_of_the_one_with_the_keys_moves_both(hand: Hand, second: SecondHand) -> None:
    hand.trigger("caret")
    assert second.page.caret.is_on
    second.page.setFocus()
    before = second.page.caret.offset

    second.press(Qt.Key.Key_Right)
    second.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    assert hand.page.caret.offset == second.page.caret.offset != before
    assert hand.page.selection == second.page.selection is not None
    assert hand.page.pointed_offset == second.page.pointed_offset


def test_found_places_are_lit_in_both(hand: Hand, second: SecondHand) -> None:
    hand.trigger("find")
    hand.child(QLineEdit, "findField").setText("讀書")
    place, found = hand.place_of("讀書"), hand.window.features.finding.found
    hand._qtbot.waitUntil(lambda: bool(found.places_in(place)))

    lit = [
        {part.range for kind in page.decorations() for part in kind.items_in(place)}
        for page in (hand.page, second.page)
    ]
    assert lit[0] == lit[1]
    assert place in lit[1]


def test_a_menu_opens_over_it(hand: Hand, second: SecondHand) -> None:
    second.drag_over(PASSAGE)
    second.page.customContextMenuRequested.emit(QPoint(30, 30))
    menu = second.page.findChild(QMenu)
    assert menu is not None
    assert "copy" in [each.objectName() for each in menu.actions()]
    menu.close()


def test_keys_go_through_it(hand: Hand, second: SecondHand) -> None:
    hand.page.setFocus()
    hand.press(Qt.Key.Key_F6)
    assert second.page.hasFocus()
    hand.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert hand.page.hasFocus()


def test_closed_it_gives_back_room_and_keys(hand: Hand) -> None:
    width = hand.page.width()
    hand.trigger("second-auto-s")
    page = hand.window.workspace.pages.second
    assert page is not None
    assert hand.page.width() < width
    page.setFocus()

    hand.trigger("second-none")

    assert hand.page.width() == width
    assert hand.page.hasFocus()
    assert hand.window.workspace.pages.second is None
    assert hand.window.workspace.pages.in_use is hand.page
    hand.drag_over(PASSAGE)
    hand.press(Qt.Key.Key_1)
    assert hand.session.marks_in(hand.place_of(PASSAGE))


def test_it_is_set_and_painted_as_the_page_is(hand: Hand, second: SecondHand) -> None:
    for name in ("theme-dark", "zoom-in", "pages", "underline-repairs", "corner-quotes"):
        hand.trigger(name)
    page, other = hand.page, second.page

    assert other.em == page.em
    assert other.theme is page.theme
    assert other.scrolling.is_paged
    assert other._shows_repairs
    assert other._corner_quotes == page._corner_quotes


def test_columns_have_it_below(hand: Hand, second: SecondHand) -> None:
    assert second.page.geometry().left() > hand.page.geometry().right()

    hand.trigger("vertical")

    assert second.page.geometry().top() > hand.page.geometry().bottom()
    start = hand.place_of("翻開第").start
    boxes = [second.page.boxes_of(TextRange(at, at + 1))[0] for at in (start, start + 1)]
    assert boxes[1].center().y() > boxes[0].center().y() + 5


def test_it_comes_back_with_its_article(
    hand: Hand, second: SecondHand, make_window: MakeWindow, article: Path
) -> None:
    hand.window.close()

    again = make_window()
    again.open_now(article)

    page = again.workspace.pages.second
    assert page is not None
    assert "旧书" in shown_in(page)
    action = next(each for each in again.actions() if each.objectName() == "second-auto-s")
    assert action.isChecked()


def test_another_article_has_none(hand: Hand, second: SecondHand, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("別的文章\n\n裡面沒有什麼。\n", encoding="utf-8")

    hand.window.open_now(other)

    assert hand.window.workspace.pages.second is None
    assert hand.action("second-none").isChecked()


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_decided_and_undone_shows_in_both(hand: Hand, view: str) -> None:
    hand.trigger(f"second-{view}")
    hand.page.select(hand.place_of(PASSAGE))
    hand.trigger("role-heading-1")
    hand.trigger("undo")

    for page in hand.window.workspace.pages.shown:
        assert page.rendition is not None
        assert page.rendition.document is hand.session.document


def test_a_press_in_one_is_where_commands_begin(hand: Hand, second: SecondHand) -> None:
    place = hand.place_of(OTHER)
    (box,) = second.page.boxes_of(TextRange(place.start, place.start + 1))
    Mouse().press(second.page.viewport(), QPointF(box.left() + 1, box.center().y()))
    Mouse().release(second.page.viewport(), QPointF(box.left() + 1, box.center().y()))

    assert hand.page.pointed_offset == place.start
    hand.trigger("expand-selection")
    assert second.page.selection is not None
    assert second.page.selection.start <= place.start < second.page.selection.end


def test_it_comes_with_what_is_selected_and_at_the_caret(hand: Hand) -> None:
    hand.trigger("caret")
    hand.page.select(hand.place_of(PASSAGE))
    hand.page.point_at(hand.place_of(OTHER).start)

    hand.trigger("second-auto-hk")

    page = hand.window.workspace.pages.second
    assert page is not None
    assert page.selection == hand.place_of(PASSAGE)
    assert page.caret.offset == hand.place_of(OTHER).start
    assert page.caret.is_on


def test_it_is_as_wide_as_the_page(hand: Hand, second: SecondHand) -> None:
    assert abs(hand.page.viewport().width() - second.page.viewport().width()) <= 1


def test_full_screen_shows_its_bar_above_it_too(hand: Hand, second: SecondHand) -> None:
    hand.trigger("full-screen")
    assert second.page.isVisible()

    second.page.pointer.hovered.emit(QPointF(30, 0))

    bar = hand.window.features.full_screen._edge_bar
    assert bar is not None
    assert bar.isVisible()
    hand.trigger("full-screen")


def test_without_an_article_there_is_none(make_window: MakeWindow) -> None:
    window = make_window()

    assert window.workspace.pages.second is None
    for each in window.actions():
        if each.objectName().startswith("second-"):
            assert not each.isEnabled()


def test_screen_readers_read_the_one_with_the_keys(hand: Hand, second: SecondHand) -> None:
    workspace = hand.window.workspace
    own = workspace.pages._second
    assert own is not None
    for mirror in (workspace.mirror, own.mirror):
        mirror.update()
    first, other = workspace.mirror.shadow, own.mirror.shadow
    assert first is not None
    assert other is not None

    assert "舊書" in first.toPlainText()
    assert "旧书" in other.toPlainText()
    assert other.focusProxy() is second.page

    hand.trigger("second-none")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [each.objectName() for each in workspace.findChildren(ShadowText)] == ["shadowText"]
    assert workspace.mirror.shadow is first


@pytest.mark.parametrize("name", ["find", "go-to", "repairs"])
def test_keys_go_back_to_the_view_they_came_from(hand: Hand, second: SecondHand, name: str) -> None:
    second.page.setFocus()
    hand.trigger(name)
    if name == "repairs":
        hand.trigger(name)
    else:
        second.press(Qt.Key.Key_Escape)

    assert second.page.hasFocus()
