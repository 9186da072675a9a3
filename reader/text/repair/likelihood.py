"""How likely a few characters are as Chinese, by the frequencies of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.text.repair.vocabulary import LONGEST, simplified_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.repair.vocabulary import Vocabulary

STOPS = frozenset("，。、；：！？,;:!?")
_DOUBLED = re.compile(f"[{''.join(sorted(STOPS))}](?=[{''.join(sorted(STOPS))}])")
TWO_STOPS = -7.0
"""In nats, for each two of them side by side."""


class Alone(NamedTuple):
    """A character that is no part of a longer word."""

    character: str
    simplified: str
    value: float | None
    """How likely it is, in nats; None where that depends on what stands around it."""
    is_stop: bool

    @classmethod
    def of(cls, character: str, vocabulary: Vocabulary) -> Alone:
        """Return what a vocabulary knows of a character."""
        simplified = character.translate(simplified_forms())
        is_stop = character in STOPS
        # What a letter is depends on what stands around it.
        if character.isascii():
            return cls(character, simplified, None, is_stop)
        value = vocabulary.words.get(simplified)
        if value is None:
            value = vocabulary.likelihood(character, 0)
        return cls(character, simplified, value, is_stop)


def value_beside_stops(alone: Alone, stops: int) -> float:
    """Return how likely a character is between two of which so many are stops.

    Args:
        alone: none that depends on what else stands around it.
        stops: 0 to 2.
    """
    value = alone.value or 0.0
    return value + TWO_STOPS * stops if alone.is_stop else value


class Frame:
    """What stands around a place in a text, to judge what may stand in it.

    Of each text, the likelihood is that of its best division into words.
    """

    def __init__(self, before: str, after: str, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._near_before = before[1 - LONGEST :]
        self._near_after = after[: LONGEST - 1]
        self._before = beginnings(before, vocabulary)[-len(self._near_before) - 1 :]
        reach = len(self._near_after) + 1
        self._after = ends(after, vocabulary)[:reach]
        self._stops = count_doubled(before) + count_doubled(after)
        self._seam = before[-1:], after[:1]
        self._simplified_seam = tuple(near.translate(simplified_forms()) for near in self._seam)
        self._best = self._before
        self._judged = self._near_before + "\n"

    def score(self, text: str) -> float:
        """Return the logarithm of the likelihood of the whole with a text in this place."""
        if len(text) == 1:
            return self.rated((Alone.of(text, self._vocabulary),))[0][0]
        return self._score(text)

    def rated(self, characters: Iterable[Alone]) -> list[tuple[float, str]]:
        """Return what `score` says of each of some characters, with the character."""
        before, after = self._simplified_seam
        pairs = self._vocabulary.pairs
        first, last, stops = self._before[-1], self._after[0], TWO_STOPS * self._stops
        beside = (self._seam[0] in STOPS) + (self._seam[1] in STOPS)
        of_stops = TWO_STOPS * (self._stops + beside)
        return [
            (self._score(character), character)
            if value is None or before + simplified in pairs or simplified + after in pairs
            else (first + value + last + (of_stops if is_stop else stops), character)
            for character, simplified, value, is_stop in characters
        ]

    def _score(self, text: str) -> float:
        whole = self._near_before + text + self._near_after
        simplified = whole.translate(simplified_forms())
        words, pairs = self._vocabulary
        border = len(self._near_before) + len(text)
        # One way back is much like the next: what they begin with has been judged.
        same = len(self._near_before)
        while same < min(len(self._best), border) and whole[same] == self._judged[same]:
            same += 1
        # What a letter is depends on what follows it.
        known = max(same, len(self._before))
        best = _extended(self._best[:known], whole, simplified, border, self._vocabulary)
        self._judged, self._best = whole[:border] + "\n", best
        value = best[border] + self._after[0]
        # No word goes on over the border where no two characters do.
        last = len(whole) if simplified[max(0, border - 1) : border + 1] in pairs else border
        for end in range(border + 1, last + 1):
            for start in range(max(0, end - LONGEST), border):
                word = words.get(simplified[start:end])
                if word is not None:
                    value = max(value, best[start] + word + self._after[end - border])
        first, following = self._seam
        return value + TWO_STOPS * (self._stops + count_doubled(first + text + following))


def score(text: str, vocabulary: Vocabulary) -> float:
    """Return the logarithm of the likelihood of a text."""
    return beginnings(text, vocabulary)[-1] + TWO_STOPS * count_doubled(text)


def beginnings(text: str, vocabulary: Vocabulary) -> list[float]:
    """Return the likelihoods of all beginnings of a text, the empty one first."""
    simplified = text.translate(simplified_forms())
    return _extended([0.0], text, simplified, len(text), vocabulary)


def ends(text: str, vocabulary: Vocabulary) -> list[float]:
    """Return the likelihoods of all ends of a text, the longest first."""
    simplified = text.translate(simplified_forms())
    words, pairs = vocabulary
    best = [0.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        known = words.get(simplified[start])
        highest = best[start + 1] + (vocabulary.likelihood(text, start) if known is None else known)
        if simplified[start : start + 2] in pairs:
            for end in range(start + 2, min(start + LONGEST, len(text)) + 1):
                word = words.get(simplified[start:end])
                if word is not None and best[end] + word > highest:
                    highest = best[end] + word
        best[start] = highest
    return best


def _extended(
    best: list[float], text: str, simplified: str, border: int, vocabulary: Vocabulary
) -> list[float]:
    """Add to the likelihoods of a text's beginnings those of the longer ones, up to a border."""
    words, pairs = vocabulary
    for end in range(len(best), border + 1):
        known = words.get(simplified[end - 1])
        highest = best[end - 1] + (vocabulary.likelihood(text, end - 1) if known is None else known)
        if simplified[max(0, end - 2) : end] in pairs:
            for start in range(end - 2, max(-1, end - 1 - LONGEST), -1):
                word = words.get(simplified[start:end])
                if word is not None and best[start] + word > highest:
                    highest = best[start] + word
        best.append(highest)
    return best


def count_doubled(text: str) -> int:
    """Return how often two stops stand side by side."""
    return len(_DOUBLED.findall(text))
