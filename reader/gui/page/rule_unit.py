"""A rule between parts of a text, drawn as a line whatever signs stand for it in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPen

from reader.gui.page.box_layout import BoxLayout
from reader.gui.page.units import style_of_unit
from reader.gui.page.writing_mode import LogicalSize
from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from reader.document.unit_table import UnitKind
    from reader.gui.page.units import Setting
    from reader.gui.page.writing_mode import LogicalPoint
    from reader.text.offsets import TextRange

_LONGEST = 8.0
"""Ems."""


class RuleUnit(NamedTuple):
    """A block that is a rule."""

    range: TextRange
    kind: UnitKind

    def lay_out(self, setting: Setting, *, room_after: float) -> RuleLayout:
        """Give it the room of a line."""
        style = style_of_unit(self.kind, setting.text)
        size = LogicalSize(
            min(_LONGEST * setting.em, setting.measure), style.leading * style.size * setting.em
        )
        return RuleLayout(
            len(setting.rendition.part(self.range).text),
            size,
            style,
            em=setting.em,
            measure=setting.measure,
            room_after=room_after,
        )


class RuleLayout(BoxLayout):
    """A rule as high as a line of text."""

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw it in the painter's pen, as thin as a line can be."""
        block = round(start.block + self.box.block + self.box.block_size / 2)
        begin = QPointF(round(start.inline + self.box.inline), block)
        with saved(painter):
            painter.setPen(QPen(painter.pen().color(), 1, Qt.PenStyle.SolidLine))
            painter.drawLine(begin, begin + QPointF(round(self.box.inline_size), 0))
