"""Where a text may say a passage, though it is in other words there.

Some short stretches of the passage and of what is around it are the same still; where most of them
say that it begins, it is worth comparing.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from reader.text.bare import bare
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.folding import Folded

_STRETCH = 5
"""Bare characters of a stretch that is looked for."""
_MOST_STRETCHES = 24
_MOST_PLACES = 40
"""Places of one stretch; what is said more often tells nothing."""
_REACH = 30_000
"""Characters from where a passage was that it is looked for in first."""
_APART = 16
"""Characters by which the beginnings may differ that two stretches of one passage tell of."""
_FEWEST = 2
"""Stretches that must agree."""


class RoughFinder:
    """Finds what is worth comparing in one text, which is made bare once, and only if it must."""

    def __init__(self, text: str, effort: int) -> None:
        """Look at a text.

        Args:
            text: the text.
            effort: how many of its characters may be looked at in all.
        """
        self._text = text
        self._effort = effort

    def likely(self, passage: str, offset: int, most: int) -> list[TextRange]:
        """Return where in the text a passage may be, the likeliest first.

        Args:
            passage: the passage, with what is around it.
            offset: where in the text it was.
            most: return no more ranges than these. They are larger than the passage.
        """
        wanted, text = bare(passage).text, self._bare.text
        if len(wanted) < _STRETCH:
            return []
        here = min(offset, len(self._text))
        near = self._bare.map.to_target(TextRange(here, here)).start
        votes = self._votes(wanted, max(0, near - _REACH), near + _REACH)
        if max(votes.values(), default=0) < _FEWEST:
            votes = self._votes(wanted, 0, len(text))
        starts: list[int] = []
        for start, count in votes.most_common():
            if count < _FEWEST or len(starts) == most:
                break
            if all(abs(start - other) > _APART for other in starts):
                starts.append(start)
        return [self._around(start, len(wanted)) for start in starts]

    def _around(self, start: int, length: int) -> TextRange:
        first = max(0, start - 2 * _APART)
        last = min(len(self._bare.text), start + length + 2 * _APART)
        return self._bare.map.to_source(TextRange(first, last))

    def _votes(self, wanted: str, start: int, end: int) -> Counter[int]:
        """Count the stretches by where they say that the passage begins, in steps."""
        last = len(wanted) - _STRETCH
        step = max(_STRETCH, -(-last // _MOST_STRETCHES))
        votes: Counter[int] = Counter()
        for at in range(0, last + 1, step):
            stretch = wanted[at : at + _STRETCH]
            places = list(islice(self._places(stretch, start, end), _MOST_PLACES))
            if len(places) < _MOST_PLACES:
                votes.update({(place - at) // _APART for place in places})
        # What begins just before a step and what just after agree.
        pairs = {step: votes[step] + votes.get(step + 1, 0) for step in votes}
        return Counter({step * _APART: count for step, count in pairs.items()})

    def _places(self, stretch: str, start: int, end: int) -> Iterator[int]:
        text = self._bare.text
        self._effort -= end - start
        if self._effort < 0:
            return
        place = text.find(stretch, start, end)
        while place >= 0:
            yield place
            place = text.find(stretch, place + 1, end)

    @cached_property
    def _bare(self) -> Folded:
        return bare(self._text)
