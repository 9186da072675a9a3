"""Words so long that Qt takes too long to end lines between words.

It looks for the end of a word at each line: of one that fills many lines, over and over.
"""

from __future__ import annotations

from PySide6.QtCore import QTextBoundaryFinder

_LONG_WORD = 500
"""Of Qt's characters: more than words of people have; links may."""


def has_long_word(text: str) -> bool:
    """Tell whether somewhere in a text no line could end for very long.

    Words are what Unicode's rules do not part: letters without a space between them, and full
    stops without end, but no Chinese characters.
    """
    return any(
        len(line) > _LONG_WORD // 2 and _is_long_somewhere(line) for line in text.split("\n")
    )


def _is_long_somewhere(line: str) -> bool:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, line)
    start = 0
    while (end := finder.toNextBoundary()) != -1:
        if end - start > _LONG_WORD:
            return True
        start = end
    return False
