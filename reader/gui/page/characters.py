"""What a reader takes for one character: it may be several code points, as a flag or a variant."""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

from reader.gui.widgets.positions import QtPositions

_AROUND = 64
"""Code points on either side that are looked at: more than a character of people has."""


def is_between_characters(text: str, gap: int) -> bool:
    """Tell whether a gap between two code points is one between two characters."""
    start = max(0, gap - _AROUND)
    around = text[start : gap + _AROUND]
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, around)
    finder.setPosition(QtPositions(around).position(gap - start))
    return finder.isAtBoundary()


def gap_before(text: str, gap: int) -> int:
    """Return a gap if it is between two characters, else the one before its character."""
    while 0 < gap < len(text) and not is_between_characters(text, gap):
        gap -= 1
    return gap
