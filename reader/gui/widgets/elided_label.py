"""A label that elides its text where there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.gui.widgets.guard import guarded
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.plain_text import PlainLabel, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_NARROWEST = 60


class ElidedLabel(PlainLabel):
    """Ends in … where its text has no room, instead of asking for more; the tip says it all."""

    def __init__(self, parent: QWidget | None = None, *, narrowest: int = _NARROWEST) -> None:
        """Make a label without a text.

        Args:
            parent: its owner.
            narrowest: pixels that it asks for, whatever the text.
        """
        super().__init__(parent=parent)
        self._narrowest = narrowest
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show a text."""
        self.setText(with_stand_ins(text))
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(self._narrowest, super().sizeHint().height())

    @guarded(QSize())
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        box = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        with QPainter(self) as painter:
            painter.drawText(box, self.alignment(), text)
