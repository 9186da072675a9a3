"""The lines of titles, headings and captions: of much the same length, and broken between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.title_words import words_of
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.gui.page.measured_text import MeasuredText

MOST_LINES = 4
"""What is longer is read like a paragraph."""
_IN_WORD = 1.0
"""What it costs to part a word; a line half as long as it might be costs a quarter."""
_IN_NAME = 0.4
"""To part what is in quotation marks."""
_BEHIND_PAUSE = -0.08
_BEHIND_COLON = -0.25
_QUOTED = lazy_pattern("[“「『《〈‘]([^“”「」『』《》〈〉‘’]{1,12})[”」』》〉’]")
_PAUSE = lazy_pattern("(?:([：—])|[，、；。！？… \u3000])(?!$)")


def balanced(measured: MeasuredText, lines: int) -> list[tuple[int, int]] | None:
    """Return where each of so many lines begins and ends; None where words are too long for it."""
    text = measured.text
    costs = _costs(text)
    places = [0, *(place for place in range(1, len(text)) if measured.may_end[place]), len(text)]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    share = measured.width(0, len(text)) / lines
    for number in range(lines):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for end in reversed(places):
                if end <= start or (end == len(text)) != (number == lines - 1):
                    continue
                if not measured.fits(start, end):
                    continue
                uneven = (measured.width(start, end) / share - 1) ** 2
                whole = cost + uneven + costs.get(end, 0.0)
                if end not in following or whole < following[end][0]:
                    following[end] = (whole, (*ends, end))
        best = following
    if len(text) not in best:
        return None
    _, ends = best[len(text)]
    return list(zip((0, *ends), ends, strict=False))


def _costs(text: str) -> Mapping[int, float]:
    """Return what it costs to end a line at a place, where that is not nothing."""
    costs: dict[int, float] = {}
    for match in _PAUSE.finditer(text):
        costs[match.end()] = _BEHIND_COLON if match.group(1) else _BEHIND_PAUSE
    for match in _QUOTED.finditer(text):
        for place in range(match.start() + 1, match.end()):
            costs[place] = costs.get(place, 0.0) + _IN_NAME
    for word in words_of(text):
        for place in range(word.start + 1, word.end):
            costs[place] = costs.get(place, 0.0) + _IN_WORD
    return costs
