"""A button that elides its text where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_caption, plain_tip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionButton, QWidget

_BESIDE = 24
"""Pixels that the frame takes beside the text."""
_NARROWEST = 60


class ElidedButton(QPushButton):
    """Has … for the middle of a text that has no room, instead of asking for more."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(plain_caption(text), parent)
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @guarded(None)
    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        room = self.width() - _BESIDE
        option.text = self.fontMetrics().elidedText(
            option.text, Qt.TextElideMode.ElideMiddle, room, Qt.TextFlag.TextShowMnemonic.value
        )

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, super().minimumSizeHint().height())
