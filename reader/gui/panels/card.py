"""One annotation as a card: the passage, the note, tags and time."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from reader.annotation.versions import versions
from reader.clock import utc_now
from reader.gui.panels.tag_chips import TagChips
from reader.gui.widgets.fonts import Region, faces, interface_font, page_font
from reader.gui.widgets.guard import saved
from reader.gui.widgets.long_words import has_long_word
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.plain_text import beginning_of, in_a_line
from reader.gui.widgets.positions import QtPositions
from reader.gui.widgets.style_names import look_in_words
from reader.localization import trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from reader.annotation.model import Annotation
    from reader.gui.widgets.theme import Theme

CARD_MARGIN = 14.0
"""Left and right of a card."""
_GAP = 4.0
"""Above and below a card."""
_PADDING = 10.0
_BAR = 3.0
_TEXT_LEFT = CARD_MARGIN + _PADDING + _BAR + 6.0
QUOTE_PIXELS = 15.0
NOTE_PIXELS = 14.0
_SMALL_PIXELS = 12.0
TAG_PIXELS = 12.0
_CHIP = 6.0
"""Beside the words that say there are several versions."""
_TAG_GAP = 5.0
"""Above the tags, and above the field for them."""
_TIME_WIDTH = 90
"""Kept free for the time."""
_LINE = 1.5
"""Line height as a multiple of the size."""
_QUOTE_LINES = 2
_MOST_OF_TAGS = 400
"""Tags, and characters of them, that are looked at."""
_TAG_LINES = 3
"""Of chips, while they are not edited."""
_EDITOR_LINES = 3
"""Lines an empty note is given to be written in."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that says which section the cards below it belong to."""

    text: str
    count: int
    id: str = ""
    """None of its own; annotations have one."""


HEADING_HEIGHT = 34.0


class Card:
    """An annotation laid out in a width. y is from the card's top, all lengths are pixels."""

    def __init__(
        self,
        annotation: Annotation,
        quote: str,
        region: Region,
        width: float,
        *,
        edited: str | None = None,
        tag_room: float = 0.0,
    ) -> None:
        """Lay out a card.

        Args:
            annotation: what it shows.
            quote: the passage, in the script of the page.
            region: whose forms of characters are shown.
            width: of the list.
            edited: what the editor holds, which another device's version does not replace; None
                where there is no editor.
            tag_room: pixels that the field for tags needs; none where they are not edited.
        """
        is_edited = edited is not None
        note = annotation.note if edited is None else edited
        self.annotation = annotation
        self._width = width
        text_width = width - _TEXT_LEFT - CARD_MARGIN - _PADDING
        font = page_font(region, QUOTE_PIXELS)
        self._quote = _Lines(" ".join(quote.split("\n")), font, text_width, most=_QUOTE_LINES)
        self._note = _lines_of_note(
            beginning_of(note), interface_font(region, NOTE_PIXELS), text_width
        )
        self._look = look_in_words(annotation.color, annotation.style)
        self._small = interface_font(region, _SMALL_PIXELS)
        note_height = self._note.height
        if is_edited:
            note_height = max(note_height, _EDITOR_LINES * NOTE_PIXELS * _LINE)
        self._note_top = _GAP + _PADDING + self._quote.height + 2
        self.editor_box = QRectF(_TEXT_LEFT, self._note_top, text_width, note_height)
        """What the editor writes in: where the words of the note stand without it."""
        self._is_edited = is_edited
        bottom = self._note_top + (note_height + 2 if note_height else 0)
        tags = annotation.body.tags if annotation.body else ()
        chips = interface_font(region, TAG_PIXELS)
        self._is_tagged = tag_room > 0
        most = None if self._is_tagged else _TAG_LINES
        self.tags = TagChips(tags, chips, text_width, most_lines=most)
        self.tags_box = QRectF(_TEXT_LEFT, bottom + _TAG_GAP, text_width, self.tags.height)
        if self.tags.height:
            bottom = self.tags_box.bottom() + 2
        self.tag_field_box = QRectF(_TEXT_LEFT - 2, bottom + _TAG_GAP, text_width + 4, tag_room)
        foot = self.tag_field_box.bottom() + 2 if tag_room else bottom
        self._foot = QRectF(_TEXT_LEFT, foot + 2, text_width, _SMALL_PIXELS * _LINE)
        count = len(versions(annotation))
        words = trn("{count} version", "{count} versions", count).format(count=count)
        self._versions = words if count > 1 else ""
        wide = QFontMetricsF(self._small).horizontalAdvance(self._versions) + 2 * _CHIP
        self.versions_box = QRectF(_TEXT_LEFT, foot + 1, wide, _SMALL_PIXELS * _LINE + 2)
        """Where it says that there are several; empty where there are not."""
        if not self._versions:
            self.versions_box = QRectF()
        self.height = self._foot.bottom() + _PADDING - 4 + _GAP

    def draw(
        self, painter: QPainter, y: float, theme: Theme, *, is_active: bool, has_focus: bool = False
    ) -> None:
        """Draw the card with its top at a height; with a thicker edge where the keys go to it."""
        with saved(painter):
            painter.translate(0, y)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(CARD_MARGIN, _GAP, self._width - 2 * CARD_MARGIN, self.height - 2 * _GAP)
            painter.setBrush(QColor(theme.raised))
            color, width = (theme.accent, 1.6) if is_active else (theme.border, 1.0)
            width = 3.2 if has_focus else width
            painter.setPen(QPen(QColor(color), width))
            painter.drawRoundedRect(box, 8, 8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.strokes[self.annotation.color]))
            bar = QRectF(CARD_MARGIN + 6, box.top() + 8, _BAR, box.height() - 16)
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
            painter.setPen(QColor(theme.quiet))
            self._quote.draw(painter, _TEXT_LEFT, _GAP + _PADDING)
            if not self._is_edited:
                painter.setPen(QColor(theme.text))
                self._note.draw(painter, _TEXT_LEFT, self._note_top)
            self.tags.draw(painter, self.tags_box.left(), self.tags_box.top(), theme)
            self._draw_foot(painter, theme)

    def _draw_foot(self, painter: QPainter, theme: Theme) -> None:
        painter.setFont(self._small)
        painter.setPen(QColor(theme.faint))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self._foot, right, local_time(self.annotation.modified))
        left = self.versions_box.width() + _CHIP if self._versions else 0.0
        self._draw_in_foot(painter, self._look, left)
        if self._versions:
            self._draw_versions(painter, theme)

    def _draw_in_foot(self, painter: QPainter, words: str, left: float) -> None:
        """Draw words in the room there is before the time."""
        metrics = QFontMetricsF(self._small)
        room = self._foot.width() - _TIME_WIDTH - left
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(room, 0.0))
        painter.drawText(self._foot.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_versions(self, painter: QPainter, theme: Theme) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawRoundedRect(self.versions_box, 4, 4)
        painter.setPen(QColor(theme.accent))
        painter.drawText(self.versions_box, Qt.AlignmentFlag.AlignCenter, self._versions)


def estimated_height(annotation: Annotation, quote_length: int, width: float) -> float:
    """Guess the height of a card that has not been laid out."""
    text_width = max(1.0, width - _TEXT_LEFT - CARD_MARGIN - _PADDING)
    quote_lines = min(_QUOTE_LINES, 1 + int(quote_length * QUOTE_PIXELS / text_width))
    note = beginning_of(annotation.note)
    note_lines = 1 + int(len(note) * NOTE_PIXELS / text_width) + note.count("\n") if note else 0
    text = (quote_lines * QUOTE_PIXELS + note_lines * NOTE_PIXELS + _SMALL_PIXELS) * _LINE
    if annotation.body and annotation.body.tags:
        text += 2 * TAG_PIXELS
    return text + 2 * (_GAP + _PADDING)


def tags_in_words(tags: Sequence[str]) -> str:
    """Return as much of an annotation's tags as a line has room for, at the most."""
    begun = (beginning_of(tag, _MOST_OF_TAGS) for tag in tags[:_MOST_OF_TAGS])
    return in_a_line(beginning_of(" ".join(f"#{tag}" for tag in begun), _MOST_OF_TAGS))


def local_time(moment: str) -> str:
    """Return a time of an annotation in the user's own time zone, short.

    Where the calendar there has no such day, that is as it was written.
    """
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    with suppress(OverflowError, ValueError, OSError):  # each on another system
        then = then.astimezone()
    today = utc_now().astimezone(then.tzinfo)
    return f"{then:%m-%d %H:%M}" if then.year == today.year else then.date().isoformat()


class _Lines:
    """A text wrapped in a width; with `most`, the last line ends in … where text is left over."""

    def __init__(self, text: str, font: QFont, width: float, most: int | None = None) -> None:
        self._font = font
        # As tall as in the editor, which sets lines closer than they are tall for nobody.
        self._step = max(font.pixelSize() * _LINE, QFontMetricsF(font).lineSpacing())
        self._lines: list[str] = []
        for paragraph in with_stand_ins(text).split("\n") if text else []:
            self._wrap(paragraph, width, most)
            if most is not None and len(self._lines) >= most:
                break
        self.height = len(self._lines) * self._step

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        painter.setFont(self._font)
        metrics = QFontMetricsF(self._font)
        drop = (self._step - metrics.height()) / 2 + metrics.ascent()
        # Qt shapes a line even where nothing of it is to be seen.
        seen = painter.transform().inverted()[0].mapRect(QRectF(painter.viewport()))
        first = max(0, floor((seen.top() - y) / self._step) - 1)
        last = max(0, ceil((seen.bottom() - y) / self._step) + 1)
        for number, line in enumerate(self._lines[first:last], start=first):
            painter.drawText(QPointF(x, y + number * self._step + drop), line)

    def _wrap(self, paragraph: str, width: float, most: int | None) -> None:
        if most is not None:
            # Two lines need no more than this of a passage that may be a whole chapter.
            paragraph = paragraph[: int(width / self._font.pixelSize() * 4 * most) + 8]
        layout = QTextLayout(paragraph, self._font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(
            QTextOption.WrapMode.WrapAnywhere
            if has_long_word(paragraph)
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        layout.setTextOption(option)
        layout.beginLayout()
        positions = QtPositions(paragraph)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = positions.offset(line.textStart())
            if most is not None and len(self._lines) == most - 1:
                metrics = QFontMetricsF(self._font)
                elided = metrics.elidedText(paragraph[start:], Qt.TextElideMode.ElideRight, width)
                self._lines.append(elided)
                break
            end = positions.offset(line.textStart() + line.textLength())
            self._lines.append(paragraph[start:end])
        layout.endLayout()


@lru_cache(maxsize=1)
def _lines_of_note(text: str, font: QFont, width: float) -> _Lines:
    """Return a note wrapped; as last time where nothing is otherwise.

    Who types behind what is shown of a very long note would wrap all that with every key.
    """
    return _Lines(text, font, width)


faces.also_forget(_lines_of_note.cache_clear)
