"""The most that is written in a note: what is more is stopped and said, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QFont, QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from reader.gui.panels.note_editor import MOST_WRITTEN, NoteEditor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

LINE = "𠮷" + "字" * 48 + "\n"
"""With a character beyond the basic plane: two of Qt's."""
FULL = LINE * (MOST_WRITTEN // len(LINE))


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[NoteEditor]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = NoteEditor(QFont(), parent)
    parent.show()
    made.show()
    QToolTip.hideText()
    yield made
    QToolTip.hideText()


def type_key(editor: NoteEditor) -> None:
    QTest.keyClicks(editor, "x")


def type_enter(editor: NoteEditor) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Return)


def type_shifted_enter(editor: NoteEditor) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)


def compose(editor: NoteEditor) -> None:
    QApplication.sendEvent(editor, QInputMethodEvent("ㄉㄥ", []))
    event = QInputMethodEvent()
    event.setCommitString("燈下翻書")
    QApplication.sendEvent(editor, event)


def paste(editor: NoteEditor) -> None:
    QGuiApplication.clipboard().setText("燈下翻書")
    editor.paste()


def drop(editor: NoteEditor) -> None:
    data = QMimeData()
    data.setText("燈下翻書")
    editor.insertFromMimeData(data)


WAYS = [type_key, type_enter, type_shifted_enter, compose, paste, drop]


@pytest.mark.parametrize("write", WAYS)
def test_past_the_most_nothing_comes_in_and_a_sentence_says_why(
    editor: NoteEditor, write: Callable[[NoteEditor], None]
) -> None:
    editor.begin(FULL)
    edited: list[str] = []
    editor.edited.connect(lambda note, _: edited.append(note))

    write(editor)

    assert editor.toPlainText() == FULL
    assert set(edited) <= {FULL}  # composing alone is told of too
    assert f"{MOST_WRITTEN:,} characters" in QToolTip.text()


@pytest.mark.parametrize("write", WAYS)
def test_up_to_the_most_all_comes_in(
    editor: NoteEditor, write: Callable[[NoteEditor], None]
) -> None:
    editor.begin(FULL[:-4])

    write(editor)

    assert len(editor.toPlainText()) in {MOST_WRITTEN - 3, MOST_WRITTEN}
    assert QToolTip.text() == ""


@pytest.mark.parametrize("write", WAYS)
def test_what_takes_the_place_of_as_much_comes_in(
    editor: NoteEditor, write: Callable[[NoteEditor], None]
) -> None:
    editor.begin(FULL)
    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, 5)
    editor.setTextCursor(cursor)

    write(editor)

    assert len(editor.toPlainText()) in {MOST_WRITTEN - 4, MOST_WRITTEN - 1}
    assert QToolTip.text() == ""


def test_in_a_full_note_all_else_goes_on(editor: NoteEditor) -> None:
    editor.begin(FULL)
    finished: list[bool] = []
    editor.finished.connect(lambda: finished.append(True))

    QTest.keyClick(editor, Qt.Key.Key_Left)
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() == FULL
    QTest.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, "y")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert editor.toPlainText() == "y" + FULL[1:]
    assert QToolTip.text() == ""
    assert finished == [True]


def test_composing_in_a_full_note_leaves_nothing_half_done(
    editor: NoteEditor, qtbot: QtBot
) -> None:
    editor.begin(FULL)
    compose(editor)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)

    QTest.keyClicks(editor, "x")

    assert editor.toPlainText() == FULL[:-1] + "x"
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert editor.viewport().rect().contains(editor.cursorRect().center() + QPoint(1, 0))
