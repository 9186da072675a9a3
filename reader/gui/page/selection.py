"""Selecting with the mouse: one click a place, two a clause, three a paragraph."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from reader.gui.page.flow import Place

if TYPE_CHECKING:
    from reader.gui.page.flow import Flow
    from reader.text.offsets import TextRange

_CLAUSE = re.compile(r"[^\s，。；：！？、…,;:!?“”‘’「」『』《》〈〉（）()【】]+")


class Grain(IntEnum):
    """What a selection grows by."""

    CHARACTER = 1
    CLAUSE = 2
    PARAGRAPH = 3


def grain_around(text: str, offset: int, grain: Grain) -> tuple[int, int]:
    """Return the stretch of a displayed text that a place belongs to; empty between two clauses."""
    if grain is Grain.PARAGRAPH:
        return 0, len(text)
    if grain is Grain.CLAUSE:
        for clause in _CLAUSE.finditer(text):
            if clause.start() <= offset < clause.end():
                return clause.span()
    return offset, offset


class Selector:
    """One drag over a flow, from press to release."""

    def __init__(self, flow: Flow, place: Place, grain: Grain = Grain.CHARACTER) -> None:
        self._flow = flow
        self._grain = grain
        self._first = self._grown(place)

    def drag_to(self, place: Place) -> TextRange:
        """Return the source range from the press to a place, in whole grains."""
        begin, end = self._grown(place)
        first_begin, first_end = self._first
        return self._flow.source_range(min(begin, first_begin), max(end, first_end))

    def _grown(self, place: Place) -> tuple[Place, Place]:
        text = self._flow.rendered(place.unit).text
        start, end = grain_around(text, place.offset, self._grain)
        return Place(place.unit, start), Place(place.unit, end)
