"""The note of a card: as it was typed or as its Markdown says, folded where it is long."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from reader.annotation.note_markdown import blocks_of
from reader.gui.panels.plain_lines import PlainLines
from reader.gui.panels.rich_lines import RichLines
from reader.gui.widgets.fonts import Region, faces, interface_font
from reader.gui.widgets.guard import saved
from reader.gui.widgets.plain_text import beginning_of
from reader.localization import tr

if TYPE_CHECKING:
    from reader.gui.widgets.theme import Theme

NOTE_PIXELS = 14.0
_SMALL_PIXELS = 12.0
FOLDED = 10
"""Lines that are shown of a long note,"""
_LONGER = 13
"""which has more than so many."""
_NARROW = 4
"""Characters of the narrowest kind in the room of a Han character, at the most."""


class CardNote:
    """A note laid out in a width. Pixels, from its top left."""

    def __init__(
        self, note: str, region: Region, width: float, *, is_typed: bool, is_unfolded: bool
    ) -> None:
        """Lay out a note.

        Args:
            note: what it says.
            region: whose forms of characters are shown.
            width: of its lines.
            is_typed: whether it is being written, and takes the room of what is typed.
            is_unfolded: whether all of it is shown.
        """
        self._width = width
        blocks = () if is_typed else blocks_of(note)
        is_whole = is_typed or is_unfolded
        self.rich: RichLines | None = None
        self.plain: PlainLines | None = None
        if blocks:
            most = None if is_whole else _LONGER + 1
            self.rich = RichLines(blocks, region, NOTE_PIXELS, width, most)
            bottoms, self.height = self.rich.bottoms, self.rich.height
            count = len(bottoms)
        else:
            shown = beginning_of(note) if is_whole else _head(note, width)
            self.plain = _plain_lines(shown, region, width)
            if shown != note and len(self.plain.lines) <= _LONGER:
                # Signs without width: so many have room in a few lines.
                self.plain = _plain_lines(beginning_of(note), region, width)
            count, self.height = len(self.plain.lines), self.plain.height
            bottoms = []
        self.is_long = not is_typed and count > _LONGER
        self._is_unfolded = is_unfolded
        if self.is_long and not is_unfolded:
            self.height = (
                bottoms[FOLDED - 1] if bottoms else FOLDED * self.plain.step if self.plain else 0.0
            )
        self._words_height = self.height
        self._small = interface_font(region, _SMALL_PIXELS)
        self.fold_box = QRectF()
        """Where it says that there is more to show, or less; empty for a short note."""
        if self.is_long:
            metrics = QFontMetricsF(self._small)
            wide = metrics.horizontalAdvance(self.fold_words)
            self.fold_box = QRectF(0, self.height + 2, wide + 4, metrics.height() + 6)
            self.height = self.fold_box.bottom()

    def draw(self, painter: QPainter, x: float, y: float, theme: Theme) -> None:
        """Draw the note with its corner at a place; the pen has the colour of the text."""
        with saved(painter):
            if self.is_long and not self._is_unfolded:
                room = QRectF(x - 4, y, self._width + 8, self._words_height)
                painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
            if self.rich is not None:
                self.rich.draw(painter, x, y, theme)
            elif self.plain is not None:
                self.plain.draw(painter, x, y)
        if self.is_long:
            painter.setFont(self._small)
            painter.setPen(QColor(theme.accent))
            at = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.fold_box.translated(x, y), at, self.fold_words)

    def link_at(self, point: QPointF) -> str:
        """Return where the link leads to that a point is on; empty where there is none."""
        if self.rich is None or point.y() >= self._words_height:
            return ""
        return self.rich.link_at(point)

    @property
    def fold_words(self) -> str:
        """What showing more of it is called, or less."""
        return tr("Show less") if self._is_unfolded else tr("Show all")


def _head(note: str, width: float) -> str:
    """Return as much of a note as tells whether it is long, and is shown where it is."""
    most = (_LONGER + 1) * (int(width / NOTE_PIXELS * _NARROW) + 8)
    head = note[:most]
    place = -1
    for _ in range(_LONGER + 1):
        place = head.find("\n", place + 1)
        if place < 0:
            return head
    return head[:place]


@lru_cache(maxsize=1)
def _plain_lines(text: str, region: Region, width: float) -> PlainLines:
    """Return a note wrapped; as last time where nothing is otherwise.

    Who types behind what is shown of a very long note would wrap all that with every key.
    """
    return PlainLines(text, interface_font(region, NOTE_PIXELS), width)


faces.also_forget(_plain_lines.cache_clear)
