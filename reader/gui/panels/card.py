"""One annotation as a card: the passage, the note, tags and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reader.annotation.versions import versions
from reader.gui.panels.card_note import FOLDED, NOTE_PIXELS, CardNote
from reader.gui.panels.plain_lines import LINE, PlainLines
from reader.gui.panels.tag_chips import TagChips
from reader.gui.widgets.fonts import Region, interface_font, page_font
from reader.gui.widgets.guard import saved
from reader.gui.widgets.local_time import local_time
from reader.gui.widgets.plain_text import beginning_of, in_a_line
from reader.gui.widgets.style_names import look_in_words
from reader.localization import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_SMALL_PIXELS = 12.0
TAG_PIXELS = 12.0
_CHIP = 6.0
"""Beside the words that say there are several versions."""
_TAG_GAP = 5.0
"""Above the tags, and above the field for them."""
_TIME_WIDTH = 90
"""Kept free for the time."""
_QUOTE_LINES = 2
_MOST_OF_TAGS = 400
"""Tags, and characters of them, that are looked at."""
_TAG_LINES = 3
"""Of chips, while they are not edited."""
_MOST_OF_NOTE = 400
"""Characters that are looked at where a height is guessed: of a long note no more is shown."""
_EDITOR_LINES = 3
"""Lines an empty note is given to be written in."""


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
        is_unfolded: bool = False,
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
            is_unfolded: whether all of a long note is shown.
        """
        is_edited = edited is not None
        note = annotation.note if edited is None else edited
        self.annotation = annotation
        self._width = width
        text_width = width - _TEXT_LEFT - CARD_MARGIN - _PADDING
        font = page_font(region, QUOTE_PIXELS)
        self._quote = PlainLines(" ".join(quote.split("\n")), font, text_width, most=_QUOTE_LINES)
        self.note = CardNote(note, region, text_width, is_typed=is_edited, is_unfolded=is_unfolded)
        self._look = kind_in_words(annotation)
        self._small = interface_font(region, _SMALL_PIXELS)
        note_height = self.note.height
        if is_edited:
            note_height = max(note_height, _EDITOR_LINES * NOTE_PIXELS * LINE)
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
        self._foot = QRectF(_TEXT_LEFT, foot + 2, text_width, _SMALL_PIXELS * LINE)
        count = len(versions(annotation))
        words = trn("{count} version", "{count} versions", count).format(count=count)
        self._versions = words if count > 1 else ""
        wide = QFontMetricsF(self._small).horizontalAdvance(self._versions) + 2 * _CHIP
        self.versions_box = QRectF(_TEXT_LEFT, foot + 1, wide, _SMALL_PIXELS * LINE + 2)
        """Where it says that there are several; empty where there are not."""
        if not self._versions:
            self.versions_box = QRectF()
        self.height = self._foot.bottom() + _PADDING - 4 + _GAP

    @property
    def fold_box(self) -> QRectF:
        """Where it says that there is more of the note, or less; empty where it does not."""
        box = self.note.fold_box
        return box if box.isEmpty() else box.translated(_TEXT_LEFT, self._note_top)

    def link_at(self, point: QPointF) -> str:
        """Return where the note's link leads to that a point is on; empty where there is none."""
        if self._is_edited:
            return ""
        return self.note.link_at(point - QPointF(_TEXT_LEFT, self._note_top))

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
            annotation = self.annotation
            bar_color = theme.strokes[annotation.color] if annotation.has_look else theme.accent
            painter.setBrush(QColor(bar_color))
            bar = QRectF(CARD_MARGIN + 6, box.top() + 8, _BAR, box.height() - 16)
            painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
            painter.setPen(QColor(theme.quiet))
            self._quote.draw(painter, _TEXT_LEFT, _GAP + _PADDING)
            if not self._is_edited:
                painter.setPen(QColor(theme.text))
                self.note.draw(painter, _TEXT_LEFT, self._note_top, theme)
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
    note = beginning_of(annotation.note, _MOST_OF_NOTE)
    note_lines = 1 + int(len(note) * NOTE_PIXELS / text_width) + note.count("\n") if note else 0
    note_lines = min(note_lines, FOLDED + 1)
    text = (quote_lines * QUOTE_PIXELS + note_lines * NOTE_PIXELS + _SMALL_PIXELS) * LINE
    if annotation.body and annotation.body.tags:
        text += 2 * TAG_PIXELS
    return text + 2 * (_GAP + _PADDING)


def tags_in_words(tags: Sequence[str]) -> str:
    """Return as much of an annotation's tags as a line has room for, at the most."""
    begun = (beginning_of(tag, _MOST_OF_TAGS) for tag in tags[:_MOST_OF_TAGS])
    return in_a_line(beginning_of(" ".join(f"#{tag}" for tag in begun), _MOST_OF_TAGS))


def kind_in_words(annotation: Annotation) -> str:
    """Return how a passage is marked, or that it is a bookmark; nothing of the whole article."""
    if annotation.is_of_article:
        return ""
    if annotation.is_bookmark:
        return tr("Bookmark")
    return look_in_words(annotation.color, annotation.style)
