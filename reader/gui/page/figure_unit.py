"""A picture between paragraphs, whole and upright whichever way the text runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor

from reader.gui.page.box_layout import BoxLayout
from reader.gui.page.units import TextUnit, style_of_unit
from reader.gui.page.writing_mode import LogicalSize
from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from reader.document.unit_table import UnitKind
    from reader.gui.page.pictures import Pictures
    from reader.gui.page.typography import BlockStyle
    from reader.gui.page.unit_layout import UnitLayout
    from reader.gui.page.units import Setting
    from reader.gui.page.writing_mode import LogicalPoint
    from reader.text.offsets import TextRange

_FRAME = 3.0
"""Pixels around a picture, where it shows that it is selected or marked."""
_USUAL_EM = 20.0
"""Pixels of a character beside which a picture has its own size."""
_HIGHEST = 0.9
"""Of what a window has room for: a line of text tells where one is."""
_UPRIGHT = -90.0
"""Degrees that undo the turn of a column."""
_EMPTY = 24
"""Of 255: how much of the ink an empty frame has."""


class FigureUnit(NamedTuple):
    """A block that is a figure."""

    range: TextRange
    kind: UnitKind
    pictures: Pictures

    def lay_out(self, setting: Setting, *, room_after: float) -> UnitLayout:
        """Give the picture its room; where there is none to be shown, set what stands for it."""
        pixels = self.pictures.size_of(self.range.start)
        if pixels is None:
            return TextUnit(self.range, self.kind).lay_out(setting, room_after=room_after)
        inline_room = max(1.0, setting.measure - 2 * _FRAME)
        block_room = max(1.0, setting.room * _HIGHEST - 2 * _FRAME)
        room = (block_room, inline_room) if setting.is_vertical else (inline_room, block_room)
        scale = min(setting.em / _USUAL_EM, room[0] / pixels.width(), room[1] / pixels.height())
        size = QSize(max(1, round(pixels.width() * scale)), max(1, round(pixels.height() * scale)))
        return FigureLayout(
            self,
            size,
            len(setting.rendition.part(self.range).text),
            style_of_unit(self.kind, setting.text),
            setting,
            room_after=room_after,
        )


class FigureLayout(BoxLayout):
    """A picture, or the frame of one that is still decoded."""

    def __init__(
        self,
        unit: FigureUnit,
        size: QSize,
        length: int,
        style: BlockStyle,
        setting: Setting,
        *,
        room_after: float,
    ) -> None:
        """Lay a picture out.

        Args:
            unit: the figure.
            size: in pixels of the window, as it stands upright.
            length: code points of what stands for it in the text.
            style: spaces around it.
            setting: what it is laid out for.
            room_after: pixels kept free after it.
        """
        self._unit = unit
        self._shown = size
        self._is_vertical = setting.is_vertical
        along = size.transposed() if setting.is_vertical else size
        super().__init__(
            length,
            LogicalSize(along.width() + 2 * _FRAME, along.height() + 2 * _FRAME),
            style,
            em=setting.em,
            measure=setting.measure,
            room_after=room_after,
        )

    def draw(self, painter: QPainter, start: LogicalPoint) -> None:
        """Draw the picture, or of one that is not there yet its frame."""
        place = self.box.shifted(round(start.inline), round(start.block))
        with saved(painter):
            if self._is_vertical:
                painter.rotate(_UPRIGHT)
                corner = -place.block_end + _FRAME, place.inline + _FRAME
            else:
                corner = place.inline + _FRAME, place.block + _FRAME
            box = QRectF(round(corner[0]), round(corner[1]), *self._shown.toTuple())
            scale = painter.device().devicePixelRatio()
            image = self._unit.pictures.image(self._unit.range.start, self._shown * scale)
            if image is not None:
                painter.drawImage(box, image)
            else:
                ink = QColor(painter.pen().color())
                ink.setAlpha(_EMPTY)
                painter.fillRect(box, ink)
