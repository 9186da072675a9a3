"""Where a text goes from one face to another, in the midst of a script.

Where one character of many is in another face, as U+FFFD or a rare Han character often is, Qt draws
all of them right, and then says of nearly every glyph that it is the first character's. It numbers
them right if such places are ends of formats, be they of formats that change nothing.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QRawFont, QTextCharFormat, QTextLayout

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_FACES = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
"""The least that can be asked for."""
_Stretch = tuple[int, int, QRawFont | None]
"""From one position of Qt's to another, and the face; None for characters that are in several."""


def is_numbered_wrongly(runs: Sequence[Sequence[int]]) -> bool:
    """Tell whether Qt took glyphs for those of another character.

    Args:
        runs: for each run of glyphs that a text is drawn by, what Qt says that each glyph is of.
    """
    if len(runs) < 2:
        return False
    each = [set(run) for run in runs]
    return sum(map(len, each)) != len(set().union(*each))


def face_changes(
    layout: QTextLayout, first: int, last: int, numbered: Container[int]
) -> list[QTextLayout.FormatRange]:
    """Return formats that change nothing and end where another face begins.

    Args:
        layout: of a text, in one line.
        first: the position of Qt's that the part begins at which is looked at; it runs one way.
        last: the one it ends at.
        numbered: the positions that Qt said some glyph is of; only others are asked about, one by
            one where faces alternate.
    """
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, layout.text())
    finder.setPosition(first)
    gaps = [first]
    while gaps[-1] < last and (gap := finder.toNextBoundary()) > 0:
        gaps.append(min(gap, last))
    changes: list[QTextLayout.FormatRange] = []
    for is_known, group in groupby(pairwise(gaps), lambda between: between[0] in numbered):
        if not is_known:
            missing = list(group)
            edges = [*(start for start, _ in missing), missing[-1][1]]
            changes += [_unchanged(*each) for each in _joined(_stretches(layout, edges))]
    return changes


def _stretches(layout: QTextLayout, gaps: Sequence[int]) -> Iterator[_Stretch]:
    """Yield stretches in one face each; where a character is in several, it is one by itself."""
    fonts = [run.rawFont() for run in layout.glyphRuns(gaps[0], gaps[-1] - gaps[0], _FACES)]
    if all(one == other for one, other in pairwise(fonts)):
        yield gaps[0], gaps[-1], fonts[0] if fonts else None
    elif len(gaps) == 2:
        yield gaps[0], gaps[-1], None
    else:
        middle = len(gaps) // 2
        yield from _stretches(layout, gaps[: middle + 1])
        yield from _stretches(layout, gaps[middle:])


def _joined(stretches: Iterable[_Stretch]) -> Iterator[tuple[int, int]]:
    for face, group in groupby(stretches, itemgetter(2)):
        parts = [part[:2] for part in group]
        yield from parts if face is None else [(parts[0][0], parts[-1][1])]


def _unchanged(start: int, end: int) -> QTextLayout.FormatRange:
    where = QTextLayout.FormatRange()
    where.start, where.length, where.format = start, end - start, QTextCharFormat()
    return where
