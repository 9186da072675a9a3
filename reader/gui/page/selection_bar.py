"""The small bar beside a selection: six colours, six styles, a note, copying."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QToolButton, QWidget

from reader.annotation.model import COLORS, STYLES
from reader.gui.page.beside import show_beside
from reader.gui.page.color_dots import ColorDots, quiet_button
from reader.gui.page.style_icon import SIZE, style_icon
from reader.gui.page.writing_mode import HORIZONTAL, WindowMapping
from reader.gui.widgets.style_names import style_names
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme

_MOST_ROWS = 4


class SelectionBar(QFrame):
    """Offers what can be done with a selection, next to it and never over it."""

    color_requested = Signal(str)
    style_requested = Signal(str)
    note_requested = Signal()
    copy_requested = Signal()
    last_shown = Signal(str, str)
    """Colour and style that a mark gets from now on when none is chosen."""

    def __init__(self, theme: Theme, parent: QWidget, mode: WritingMode = HORIZONTAL) -> None:
        super().__init__(parent)
        self._page = parent
        self._mode = mode
        self._theme = theme
        self._last = COLORS[0], STYLES[0]
        self.setObjectName("selectionBar")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(6, 4, 6, 4)
        self._grid.setSpacing(1)
        self._dots = ColorDots()
        self._dots.requested.connect(self.color_requested)
        self._styles: dict[str, QAction] = {}
        self._style_button = self._make_style_button()
        note = quiet_button(tr("Note"), tr("Write a note (N)"), self.note_requested.emit)
        note.setObjectName("noteButton")
        copy = quiet_button(tr("Copy"), tr("Copy the passage (Ctrl+C)"), self.copy_requested.emit)
        copy.setObjectName("copyButton")
        self._parts: list[QWidget] = [self._dots, self._style_button, note, copy]
        self.set_mode(mode)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Show the colours as a theme has them."""
        self._theme = theme
        self._dots.set_theme(theme)
        self.show_last(*self._last)

    def show_last(self, color: str, style: str) -> None:
        """Show the colour and style that a mark gets when none is chosen."""
        self._last = color, style
        self._has_icons = False
        if self.isVisible():
            self._draw_icons()
        self.last_shown.emit(color, style)

    def act_for(self, other: SelectionBar) -> None:
        """Be on another page what a bar is on its own: what is asked of this is asked of that."""
        self.color_requested.connect(other.color_requested)
        self.style_requested.connect(other.style_requested)
        self.note_requested.connect(other.note_requested)
        self.copy_requested.connect(other.copy_requested)
        other.last_shown.connect(self.show_last)
        self.show_last(*other._last)

    def _draw_icons(self) -> None:
        """Draw the styles as a mark would be: not for every window, but where they are seen."""
        if self._has_icons:
            return
        self._has_icons = True
        color, style = self._last
        self._style_button.setIcon(style_icon(style, color, self._theme))
        for each, action in self._styles.items():
            action.setIcon(style_icon(each, color, self._theme))

    def set_mode(self, mode: WritingMode) -> None:
        """Stand beside lines or, upright, beside columns from now on."""
        self._mode = mode
        self._dots.set_mode(mode)
        self._set_rows(1)

    def show_beside(self, boxes: Sequence[QRectF]) -> None:
        """Stand by a selection; where there is no room, nowhere: the keys work all the same.

        Args:
            boxes: of the selection's lines, in pixels of the page.
        """
        self._draw_icons()
        self._fit()
        show_beside(self, self._page, self._mode, boxes)

    def _fit(self) -> None:
        """Take no more rows, or upright ones, than the page is too short along its lines for."""
        window = WindowMapping(self._mode, self._page.size())
        for rows in range(1, _MOST_ROWS + 1):
            self._set_rows(rows)
            self.adjustSize()
            if window.to_rect(QRectF(self.rect())).inline_size <= window.size.inline:
                return

    def _set_rows(self, rows: int) -> None:
        in_row = ceil(len(self._parts) / rows)
        for number, part in enumerate(self._parts):
            row, place = divmod(number, in_row)
            if self._mode.is_vertical:
                self._grid.addWidget(part, place, row, Qt.AlignmentFlag.AlignCenter)
            else:
                self._grid.addWidget(part, row, place)

    def _make_style_button(self) -> QToolButton:
        """Return a button with a menu of the styles."""
        menu = QMenu(self)
        for number, (style, name) in enumerate(style_names().items(), start=1):
            label = tr("{style} ({key})").format(style=name, key=f"Alt+{number}")
            action = menu.addAction(label, partial(self.style_requested.emit, style))
            action.setIconVisibleInMenu(True)
            action.setObjectName(f"bar-style-{style}")
            self._styles[style] = action
        button = quiet_button("", tr("Style (Alt+1 to Alt+6)"), lambda: None)
        button.setObjectName("styleButton")
        button.setIconSize(QSize(SIZE, SIZE))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
