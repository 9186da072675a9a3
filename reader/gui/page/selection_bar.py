"""The small bar beside a selection: six colours, six styles, a note, copying."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QToolButton, QWidget

from reader.annotation.model import COLORS, STYLES
from reader.gui.page.style_icon import SIZE as _STYLE_SIZE
from reader.gui.page.style_icon import style_icon
from reader.gui.page.writing_mode import HORIZONTAL, LogicalRect, WindowMapping
from reader.gui.widgets.color_names import color_names
from reader.gui.widgets.plain_text import plain_tip
from reader.gui.widgets.style_names import style_names
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme

_DOT = 18
_MOST_ROWS = 4
_GAP = 8
"""Pixels between the bar and the selected text."""


class SelectionBar(QFrame):
    """Offers what can be done with a selection, next to it and never over it."""

    color_requested = Signal(str)
    style_requested = Signal(str)
    note_requested = Signal()
    copy_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget, mode: WritingMode = HORIZONTAL) -> None:
        super().__init__(parent)
        self._page = parent
        self._mode = mode
        self.setObjectName("selectionBar")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 4, 6, 4)
        self._grid.setSpacing(1)
        self._dots: dict[str, QToolButton] = {}
        names = color_names()
        for number, color in enumerate(COLORS, start=1):
            label = tr("{color} ({key})").format(color=names[color], key=number)
            button = self._button("", label, lambda *_, c=color: self.color_requested.emit(c))
            button.setIconSize(QSize(_DOT, _DOT))
            button.setObjectName(f"color-{color}")
            self._dots[color] = button
        self._theme = theme
        self._last = COLORS[0], STYLES[0]
        self._styles: dict[str, QAction] = {}
        self._style_button = self._make_style_button()
        note = self._button(tr("Note"), tr("Write a note (N)"), self.note_requested.emit)
        note.setObjectName("noteButton")
        copy = self._button(tr("Copy"), tr("Copy the passage (Ctrl+C)"), self.copy_requested.emit)
        copy.setObjectName("copyButton")
        self._buttons = [*self._dots.values(), self._style_button, note, copy]
        self._set_rows(1)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Show the colours as a theme has them."""
        self._theme = theme
        for color, button in self._dots.items():
            button.setIcon(_dot(QColor(theme.fills[color]), QColor(theme.strokes[color])))
        self.show_last(*self._last)

    def show_last(self, color: str, style: str) -> None:
        """Show the colour and style that a mark gets when none is chosen."""
        self._last = color, style
        self._style_button.setIcon(style_icon(style, color, self._theme))
        for each, action in self._styles.items():
            action.setIcon(style_icon(each, color, self._theme))

    def show_beside(self, boxes: Sequence[QRectF]) -> None:
        """Stand after a selection, before it, or beside it; where there is no room, nowhere.

        Args:
            boxes: of the selection's lines, in pixels of the page.
        """
        if not boxes:
            self.hide()
            return
        self._fit()
        window, room = WindowMapping(self._mode, self._page.size()), QRectF(self._page.rect())
        for logical in self._places(window, [window.to_rect(box) for box in boxes]):
            place = window.to_pixels(logical)
            if room.contains(place) and not any(place.intersects(box) for box in boxes):
                self.move(place.topLeft().toPoint())
                self.show()
                self.raise_()
                return
        # The selection leaves no room; the keys work all the same.
        self.hide()

    def _fit(self) -> None:
        """Take no more rows than the page is too narrow for."""
        for rows in range(1, _MOST_ROWS + 1):
            self._set_rows(rows)
            self.adjustSize()
            if self.width() <= self._page.width():
                return

    def _set_rows(self, rows: int) -> None:
        in_row = ceil(len(self._buttons) / rows)
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // in_row, number % in_row)

    def _make_style_button(self) -> QToolButton:
        """Return a button with a menu of the styles."""
        menu = QMenu(self)
        for number, (style, name) in enumerate(style_names().items(), start=1):
            label = tr("{style} ({key})").format(style=name, key=f"Alt+{number}")
            action = menu.addAction(label, partial(self.style_requested.emit, style))
            action.setIconVisibleInMenu(True)
            action.setObjectName(f"bar-style-{style}")
            self._styles[style] = action
        button = self._button("", tr("Style (Alt+1 to Alt+6)"), lambda: None)
        button.setObjectName("styleButton")
        button.setIconSize(QSize(_STYLE_SIZE, _STYLE_SIZE))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _places(self, window: WindowMapping, boxes: Sequence[LogicalRect]) -> Iterator[LogicalRect]:
        """Yield where the bar may stand, the best place first."""
        _, _, inline_size, block_size = window.to_rect(QRectF(self.rect()))
        first, last = boxes[0], boxes[-1]
        furthest = max(0.0, window.size.inline - inline_size)
        for box, block in (
            (last, last.block_end + _GAP),
            (first, first.block - _GAP - block_size),
        ):
            inline = min(max(0.0, box.inline_center - inline_size / 2), furthest)
            yield LogicalRect(round(inline), round(block), inline_size, block_size)
        middle = round((window.size.block - block_size) / 2)
        before = min(box.inline for box in boxes) - _GAP - inline_size
        after = max(box.inline_end for box in boxes) + _GAP
        yield LogicalRect(round(before), middle, inline_size, block_size)
        yield LogicalRect(round(after), middle, inline_size, block_size)

    @staticmethod
    def _button(text: str, tip: str, slot: Callable[..., object]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        # The selection belongs to the page, which must keep the focus.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(slot)
        return button


def _dot(fill: QColor, edge: QColor) -> QIcon:
    scale = 2
    pixmap = QPixmap(_DOT * scale, _DOT * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(scale)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(fill)
        painter.setPen(edge)
        painter.drawEllipse(QRectF(1, 1, _DOT - 2, _DOT - 2))
    return QIcon(pixmap)
