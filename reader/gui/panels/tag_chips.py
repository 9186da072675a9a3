"""Tags as chips: rounded boxes one behind the other, in as many lines as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reader.gui.widgets.guard import saved
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.plain_text import beginning_of, in_a_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont

    from reader.gui.widgets.theme import Theme

_INSIDE = 7.0
"""Pixels of a chip before and behind its words."""
_BETWEEN = 4.0
_TALLER = 6.0
"""Pixels by which a chip is taller than its letters."""
_MOST = 200
"""Chips, and characters of one, that are laid out."""


class TagChips:
    """Tags laid out in a width. Pixels, from the top left of the first chip."""

    def __init__(
        self,
        tags: Sequence[str],
        font: QFont,
        width: float,
        *,
        most_lines: int | None = None,
        sign: str = "#",
    ) -> None:
        """Lay out chips.

        Args:
            tags: what they say.
            font: of their words.
            width: that they have.
            most_lines: those beyond are counted in the last chip; None shows all.
            sign: written before each.
        """
        self._font = font
        metrics = QFontMetricsF(font)
        self._step = metrics.height() + _TALLER
        self._chips: list[tuple[str, str, QRectF]] = []
        """Tag, words and box of each; no tag for the one that counts the rest."""
        x, line = 0.0, 0
        for number, tag in enumerate(tags[:_MOST]):
            words = with_stand_ins(in_a_line(sign + beginning_of(tag, _MOST)))
            # So much is kept for saying how many more there are.
            rest = len(tags) - number - 1
            is_last = most_lines is not None and line == most_lines - 1
            spare = self._wide(metrics, f"+{rest}") + _BETWEEN if rest and is_last else 0.0
            wide = min(self._wide(metrics, words), width)
            if x and x + wide > width - spare:
                if is_last:
                    more = f"+{rest + 1}"
                    self._add("", more, x, line, self._wide(metrics, more))
                    break
                x, line = 0.0, line + 1
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide - 2 * _INSIDE + 1)
            self._add(tag, words, x, line, wide)
            x += wide + _BETWEEN
        self.height = (line + 1) * (self._step + _BETWEEN) - _BETWEEN if self._chips else 0.0

    @property
    def tags(self) -> list[str]:
        """The tags that have a chip, in order."""
        return [tag for tag, _, _ in self._chips if tag]

    def tag_at(self, point: QPointF) -> str | None:
        """Return the tag whose chip a point is on; None where there is none."""
        return next((tag for tag, _, box in self._chips if tag and box.contains(point)), None)

    def box_of(self, tag: str) -> QRectF:
        """Return the box of a tag's chip; an empty one where it has none."""
        return next((box for each, _, box in self._chips if each == tag), QRectF())

    def draw(
        self, painter: QPainter, x: float, y: float, theme: Theme, *, chosen: str | None = None
    ) -> None:
        """Draw the chips with the corner of the first at a place.

        Args:
            painter: paints.
            x: of the corner.
            y: of the corner.
            theme: colours.
            chosen: the tag whose chip has an edge.
        """
        with saved(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._font)
            for tag, words, box in self._chips:
                placed = box.translated(x, y)
                is_chosen = bool(tag) and tag == chosen
                edge = QPen(QColor(theme.accent), 1.5) if is_chosen else Qt.PenStyle.NoPen
                painter.setPen(edge)
                painter.setBrush(QColor(theme.accent_soft) if tag else Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(placed, 5, 5)
                painter.setPen(QColor(theme.accent if tag else theme.quiet))
                painter.drawText(placed, Qt.AlignmentFlag.AlignCenter, words)

    def _add(self, tag: str, words: str, x: float, line: int, wide: float) -> None:
        y = line * (self._step + _BETWEEN)
        self._chips.append((tag, words, QRectF(x, y, wide, self._step)))

    @staticmethod
    def _wide(metrics: QFontMetricsF, words: str) -> float:
        return metrics.horizontalAdvance(words) + 2 * _INSIDE
