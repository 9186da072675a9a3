"""A row of buttons for the six colours."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QBoxLayout, QToolButton, QWidget

from reader.annotation.model import COLORS
from reader.gui.widgets.color_names import color_names, given_names
from reader.gui.widgets.plain_text import plain_tip
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme

SWATCH = 18
"""Pixels across a colour that can be chosen."""


def quiet_button(text: str, tip: str, slot: Callable[..., object]) -> QToolButton:
    """Return a button that leaves the focus to the page."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(plain_tip(tip))
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda *_: slot())
    return button


class ColorDots(QWidget):
    """Offers the colours of annotations."""

    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self._dots: dict[str, QToolButton] = {}
        for color in COLORS:
            button = quiet_button("", "", partial(self.requested.emit, color))
            button.setIconSize(QSize(SWATCH, SWATCH))
            button.setObjectName(f"color-{color}")
            row.addWidget(button)
            self._dots[color] = button
        self._name()
        given_names().changed.connect(self._name)

    def _name(self) -> None:
        names = color_names()
        for number, (color, button) in enumerate(self._dots.items(), start=1):
            label = tr("{color} ({key})").format(color=names[color], key=number)
            button.setToolTip(plain_tip(label))
            button.setAccessibleName(label)

    def set_mode(self, mode: WritingMode) -> None:
        """Be a row beside lines, or a column beside columns."""
        directions = QBoxLayout.Direction
        self._row.setDirection(
            directions.TopToBottom if mode.is_vertical else directions.LeftToRight
        )

    def set_theme(self, theme: Theme) -> None:
        """Show the colours as a theme has them."""
        for color, button in self._dots.items():
            button.setIcon(swatch(QColor(theme.fills[color]), QColor(theme.strokes[color])))


def swatch(fill: QColor, edge: QColor) -> QIcon:
    """Return the picture of a colour that can be chosen."""
    scale = 2
    pixmap = QPixmap(SWATCH * scale, SWATCH * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(scale)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(fill)
        painter.setPen(edge)
        painter.drawEllipse(QRectF(1, 1, SWATCH - 2, SWATCH - 2))
    return QIcon(pixmap)
