"""Choosing among what a damaged place may have been, by what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.repair.likelihood import Frame
from reader.text.repair.readings import LETTERS
from reader.text.repair.vocabulary import (
    has_unusual_forms,
    is_common,
    is_simplified_only,
    is_variant,
    known_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.repair.torn_bytes import Rebuilt
    from reader.text.repair.vocabulary import Vocabulary

_BRACKETS = re.compile(rf"\([{LETTERS}]{{1,6}}\)|（[{LETTERS}]{{1,6}}）")

_DAMAGED = re.compile(r"[?？][^\n]*")
_SAMPLE = 200_000
"""Characters of a text from which its words are learned."""
_LEFT = 8
_RIGHT = 6
"""Characters around a place that are looked at with it."""
_REACH = 60
"""Characters among which those are found, brackets being passed over."""
_LINE = 400
"""Characters before a place in which open quotation marks count."""

# In nats.
_PROOF = 5.0
_SIMPLIFIED_ONLY = 6.0
_VARIANT = 1.0
_QUOTE = 5.0


class Ranked(NamedTuple):
    """A way back and how likely it is, in nats."""

    value: float
    way: Rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A damaged place in a text."""

    source: str
    vocabulary: Vocabulary
    start: int
    left: str
    """The characters before it, as they were before the damage."""
    line_end: int
    open_quotes: int
    """How many quotation marks are open before it in its line."""

    @classmethod
    def at(
        cls,
        source: str,
        start: int,
        vocabulary: Vocabulary,
        *,
        repaired: str = "",
        repaired_to: int = 0,
    ) -> Place:
        """Return a place.

        Args:
            source: the damaged text.
            start: of the damage.
            vocabulary: what the source's words are looked up in.
            repaired: what the repair before this place shows.
            repaired_to: where that repair ends in the damaged text.
        """
        line_start = source.rfind("\n", max(0, start - _LINE), start) + 1
        line_start = max(line_start, start - _LINE, 0)
        begin = max(line_start, start - _REACH)
        left = source[begin:start]
        if begin < repaired_to <= start:
            left = repaired + source[repaired_to:start]
        line = source[line_start:start]
        line_end = source.find("\n", start, start + _LINE)
        return cls(
            source=source,
            vocabulary=vocabulary,
            start=start,
            left=without_brackets(left)[-_LEFT:],
            line_end=line_end if line_end >= 0 else min(len(source), start + _LINE),
            open_quotes=line.count("“") - line.count("”"),
        )

    def right(self, end: int, limit: int) -> str:
        """Return the characters from an offset to another one and a few more, without brackets."""
        after = without_brackets(self.source[limit : min(self.line_end, limit + _REACH)])
        return without_brackets(self.source[end:limit]) + after[:_RIGHT]

    def judge(self, way: Rebuilt, frame: Frame, text: str, right: str) -> float:
        """Return how likely a way back is, in nats.

        Args:
            way: the way.
            frame: what stands around the part of it that is judged.
            text: that part.
            right: what comes after the way.
        """
        return (
            frame.score(text)
            + self.worth(way)
            + self.quotes(way.text)
            - unusual_forms_cost(way.text + right)
        )

    def worth(self, way: Rebuilt) -> float:
        """Return what the brackets tell for a way, less what it had to assume."""
        return _PROOF * way.proofs - way.cost

    def quotes(self, text: str) -> float:
        """Return what quotation marks tell for a text: they close what was opened."""
        if "”" not in text:
            return 0.0
        value = 0.0
        depth = self.open_quotes
        for character in text:
            if character == "“":
                depth += 1
            elif character == "”":
                value += _QUOTE if depth > 0 else -_QUOTE
                depth -= 1
        return value


def rank(place: Place, ways: Iterable[Rebuilt], limit: int) -> list[Ranked]:
    """Return ways back, the likeliest first, judged up to a few characters after an offset.

    Args:
        place: where they start.
        ways: some of them, ends differing.
        limit: offset in the damaged text that none of them ends behind.
    """
    rights: dict[int, str] = {}
    frames: dict[int, Frame] = {}
    ranked = []
    for way in ways:
        if way.end not in rights:
            rights[way.end] = place.right(way.end, limit)
            frames[way.end] = Frame(place.left, rights[way.end], place.vocabulary)
        value = place.judge(way, frames[way.end], way.text, rights[way.end])
        ranked.append(Ranked(value, way))
    return sorted(ranked, key=_value, reverse=True)


@lru_cache(maxsize=1)  # Two rules ask for that of the same text.
def vocabulary_of(source: str) -> Vocabulary:
    """Return the words of the list and those a damaged text uses where it is not damaged."""
    sound = _DAMAGED.sub("", source[:_SAMPLE])
    return known_words().with_words_of(without_brackets(sound))


def without_brackets(text: str) -> str:
    """Return a text without the brackets of the artefact."""
    return _BRACKETS.sub("", text)


def unusual_forms_cost(text: str) -> float:
    """Return what the characters that few Traditional texts have, or none, tell against a text."""
    if not has_unusual_forms(text):
        return 0.0
    return _SIMPLIFIED_ONLY * sum(map(is_simplified_only, text)) + _VARIANT * sum(
        map(is_variant, text)
    )


def _value(ranked: Ranked) -> float:
    return ranked.value


def is_odd(character: str) -> bool:
    """Tell whether a character is rare in a Traditional text and common out of step."""
    if is_simplified_only(character):
        return True
    return not (character.isascii() or is_common(character)) and (
        is_han(character) or character.isalpha()
    )
