"""A user at a window: what is seen there, a hand that acts on it, and a mouse that drags."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

    from reader.gui.article.session import Session
    from reader.gui.page.view import PageView
    from reader.gui.panels.cards import CardList
    from reader.gui.window.main_window import MainWindow

Kind = TypeVar("Kind", bound="QWidget")


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def place_of(window: MainWindow, quote: str) -> TextRange:
    start = session_of(window).document.source.text.index(quote)
    return TextRange(start, start + len(quote))


def editor_of(window: MainWindow) -> QPlainTextEdit:
    editor = window.findChild(QPlainTextEdit, "noteEditor")
    assert isinstance(editor, QPlainTextEdit)
    return editor


def action(window: MainWindow, name: str) -> QAction:
    (found,) = (each for each in window.actions() if each.objectName() == name)
    return found


def trigger(window: MainWindow, name: str) -> None:
    """Give a command, and wait for the article where it opens one."""
    action(window, name).trigger()
    window.controller.loader.wait()


def mark(window: MainWindow, quote: str, name: str = "color-green") -> str:
    """Mark a passage by a command; return the annotation's id."""
    window.workspace.page.select(place_of(window, quote))
    trigger(window, name)
    active = window.workspace.annotations.cards.active
    assert active is not None
    return active


class Mouse:
    """A mouse with the left button, which stays down while it moves: QTest's does not."""

    def press(self, widget: QWidget, at: QPointF) -> None:
        self._send(widget, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)

    def move(self, widget: QWidget, at: QPointF) -> None:
        self._send(widget, QEvent.Type.MouseMove, at, Qt.MouseButton.LeftButton)

    def release(self, widget: QWidget, at: QPointF) -> None:
        self._send(widget, QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.NoButton)

    def drag(self, widget: QWidget, start: QPointF, end: QPointF) -> None:
        self.press(widget, start)
        self.move(widget, (start + end) / 2)
        self.move(widget, end)
        self.release(widget, end)

    @staticmethod
    def _send(widget: QWidget, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
        moves = kind is QEvent.Type.MouseMove
        button = Qt.MouseButton.NoButton if moves else Qt.MouseButton.LeftButton
        modifiers = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, modifiers)
        QApplication.sendEvent(widget, event)


class Hand:
    """A user's hand at a window, and eyes for what it needs to find."""

    def __init__(self, qtbot: QtBot, window: MainWindow, mouse: Mouse) -> None:
        self._qtbot = qtbot
        self._mouse = mouse
        self.window = window

    @property
    def session(self) -> Session:
        return session_of(self.window)

    @property
    def page(self) -> PageView:
        return self.window.workspace.page

    @property
    def cards(self) -> CardList:
        return self.window.workspace.annotations.cards

    @property
    def editor(self) -> QPlainTextEdit:
        return editor_of(self.window)

    @property
    def notes(self) -> list[str]:
        """The notes of all annotations, in reading order."""
        return [
            annotation.note for _, annotation in self.session.annotation_index.in_reading_order()
        ]

    def child(self, kind: type[Kind], name: str) -> Kind:
        found = self.window.findChild(kind, name)
        assert isinstance(found, kind)
        return found

    def child_is_hidden(self, name: str) -> bool:
        return self.child(QWidget, name).isHidden()

    def place_of(self, quote: str) -> TextRange:
        return place_of(self.window, quote)

    def action(self, name: str) -> QAction:
        return action(self.window, name)

    def trigger(self, name: str) -> None:
        trigger(self.window, name)
        self._lay_out()

    def mark(self, quote: str, name: str = "color-green") -> str:
        """Mark a passage by a command; return the annotation's id."""
        id_ = mark(self.window, quote, name)
        self._lay_out()
        return id_

    def drag_over(self, quote: str) -> list[QRectF]:
        """Select a passage with the mouse; return its boxes."""
        boxes = self.page.boxes_of(self.place_of(quote))
        start, end = boxes[0].center(), boxes[-1].center()
        start.setX(boxes[0].left() + 1)
        end.setX(boxes[-1].right() - 1)
        self._mouse.drag(self.page.viewport(), start, end)
        return boxes

    def click_text(self, quote: str) -> None:
        """Click on the first character of a passage."""
        start = self.place_of(quote).start
        (box,) = self.page.boxes_of(TextRange(start, start + 1))
        self.click(self.page.viewport(), box.center().toPoint())

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        at = widget.rect().center() if at is None else at
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def card_point(self, id_: str, point: QPointF) -> QPoint:
        """Return where a point of a card is in its list's viewport."""
        row = self.cards.column.row_of(id_)
        (top,) = (y for index, y in self.cards._scroller.visible() if index == row)
        return (point + QPointF(0, top)).toPoint()

    def card_center(self, id_: str) -> QPoint:
        """Return where a card is in its list's viewport."""
        cards = self.cards
        row = cards.column.row_of(id_)
        assert row is not None
        (top,) = (y for index, y in cards._scroller.visible() if index == row)
        middle = top + cards.column.measured_height(row) / 2
        return QPoint(cards.viewport().width() // 2, round(middle))

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key in whatever has the focus of this window, which comes to the front."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self._qtbot.keyClick(self._focused(), key, held)
        QApplication.processEvents()
        self._qtbot.waitUntil(lambda: not self.page.scrolling.is_gliding)

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        for character in text:
            self._qtbot.keyClicks(self._focused(), character)

    @staticmethod
    def _lay_out() -> None:
        # Qt lays out again when it comes round to it, which is before a user can look.
        QApplication.processEvents()

    def _focused(self) -> QWidget:
        focused = self.window.focusWidget()
        assert focused is not None
        return focused
