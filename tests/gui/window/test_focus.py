"""Where the keys go: to the page, unless the user went elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from reader.gui.article.autosave import SaveStatus

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"


@pytest.fixture
def writing(hand: Hand, qtbot: QtBot) -> Hand:
    """A hand that has just begun a note beside a passage."""
    hand.window.activateWindow()
    qtbot.waitUntil(hand.window.isActiveWindow)
    hand.page.select(hand.place_of(PASSAGE))
    hand.press(Qt.Key.Key_N)
    assert hand.editor.hasFocus()
    hand.type("abc")
    return hand


def test_an_open_article_has_the_keys(hand: Hand) -> None:
    assert hand.window.focusWidget() is hand.page


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_Escape, ()), (Qt.Key.Key_Return, (Qt.KeyboardModifier.ControlModifier,))],
)
def test_the_writer_who_is_done_goes_back_to_the_page(
    writing: Hand, key: Qt.Key, modifiers: tuple[Qt.KeyboardModifier, ...]
) -> None:
    writing.press(key, *modifiers)

    assert writing.page.hasFocus()
    assert writing.editor.isHidden()
    assert writing.notes == ["abc"]
    writing.press(Qt.Key.Key_4)
    assert writing.session.annotation(writing.cards.active).color == "pink"


def test_clicking_the_filter_takes_the_keys_there(writing: Hand) -> None:
    filter_ = writing.child(QLineEdit, "noteFilter")

    writing.click(filter_)
    writing.type("zhu")

    assert filter_.hasFocus()
    assert filter_.text() == "zhu"
    assert writing.editor.isHidden()
    assert writing.notes == ["abc"]


def test_clicking_the_page_takes_the_keys_there(writing: Hand) -> None:
    writing.click_text("一天只讀三五頁")

    assert writing.page.hasFocus()
    assert writing.editor.isHidden()


def test_saving_while_writing_does_not_disturb(writing: Hand) -> None:
    writing.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert '"abc"' in writing.window.annotations_path.read_text("utf-8")
    assert writing.window.controller.article.autosave.state.status is SaveStatus.SAVED
    assert writing.editor.isVisible()
    assert writing.editor.hasFocus()
    writing.type("d")
    assert writing.notes == ["abcd"]


def test_the_keys_that_mark_are_letters_in_the_filter(writing: Hand) -> None:
    filter_ = writing.child(QLineEdit, "noteFilter")
    writing.click(filter_)

    writing.type("1n")

    assert filter_.text() == "1n"
    assert writing.editor.isHidden()
