"""A place in a text where two characters may stand instead of one, and what is weak in a text."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from reader.text.repair.likelihood import STOPS, TWO_STOPS, beginnings, count_doubled, ends
from reader.text.repair.vocabulary import LONGEST, frequency, simplified_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.repair.vocabulary import Vocabulary

_USUAL = 0.8
"""Of a character that is often a word by itself."""
_ROUNDING = 1e-6


class Character(NamedTuple):
    """A character that may stand in a gap."""

    shown: str
    simplified: str
    likelihood: float
    """By itself, if the vocabulary does not know better."""

    @classmethod
    def of(cls, shown: str) -> Character:
        """Return a character with its form and likelihood."""
        return cls(shown, simplified_forms().get(ord(shown), shown), frequency(shown))


class Whole:
    """A text and the likelihoods of its beginnings and ends."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.text = text
        self.simplified = text.translate(simplified_forms())
        self.before = beginnings(text, vocabulary)
        self.after = ends(text, vocabulary)
        self.doubled = count_doubled(text)

    def unlikely(self) -> list[tuple[float, int]]:
        """Return the likelihood and place of characters that are in no word, rarest first."""
        words = self.vocabulary.words
        values = self.before
        end = len(self.text)
        found = []
        while end:
            for length in range(min(end, LONGEST), 1, -1):
                word = words.get(self.simplified[end - length : end])
                if word is not None and values[end] <= values[end - length] + word + _ROUNDING:
                    break
            else:
                length = 1
                value = self.vocabulary.alone(self.text[end - 1])
                if value < _USUAL:
                    found.append((value, end - 1))
            end -= length
        return sorted(found)


class Gap:
    """A place in a text where two characters may stand instead of one.

    The same as a `Frame` around the place, for very many pairs of characters: what comes before a
    pair and what comes after it depend on one of the two each, unless a word goes across.
    """

    def __init__(self, whole: Whole, at: int) -> None:
        self._words = whole.vocabulary.words
        text, before, after = whole.simplified, whole.before, whole.after
        left, right = min(at, LONGEST - 1), min(len(text) - at - 1, LONGEST - 1)
        self._starts = [(before[at - n], text[at - n : at]) for n in range(left + 1)]
        self._ends = [(after[at + 1 + n], text[at + 1 : at + 1 + n]) for n in range(right + 1)]
        self._beside = whole.text[max(0, at - 1) : at], whole.text[at + 1 : at + 2]
        doubled = count_doubled(whole.text[max(0, at - 1) : at + 2])
        self._stops = TWO_STOPS * (whole.doubled - doubled)

    def firsts(self, characters: Iterable[Character]) -> list[tuple[float, str]]:
        """Return the likelihoods of the text up to each character in the place, likeliest first."""
        words = self._words
        alone, starts = self._starts[0][0], self._starts[1:]
        found = []
        for character, simplified, value in characters:
            highest = alone + words.get(simplified, value)
            for known, start in starts:
                word = words.get(start + simplified)
                if word is not None and known + word > highest:
                    highest = known + word
            found.append((highest, character))
        return sorted(found, reverse=True)

    def lasts(self, characters: Iterable[Character]) -> list[tuple[float, str]]:
        """Return the likelihoods of the text from each character in the place, likeliest first."""
        words = self._words
        alone, ends = self._ends[0][0], self._ends[1:]
        found = []
        for character, simplified, value in characters:
            highest = alone + words.get(simplified, value)
            for known, end in ends:
                word = words.get(simplified + end)
                if word is not None and known + word > highest:
                    highest = known + word
            found.append((highest, character))
        return sorted(found, reverse=True)

    def across(self, pair: str) -> float:
        """Return the likelihood of the text if both characters are of one word."""
        simplified = pair.translate(simplified_forms())
        words = self._words
        highest = -inf
        for left, (before, start) in enumerate(self._starts[: LONGEST - 1]):
            for after, end in self._ends[: LONGEST - 1 - left]:
                word = words.get(start + simplified + end)
                if word is not None:
                    highest = max(highest, before + word + after)
        return highest

    def stops(self, pair: str) -> float:
        """Return how much less likely adjacent stops make the text."""
        if STOPS.isdisjoint(pair):
            return self._stops
        left, right = self._beside
        return self._stops + TWO_STOPS * count_doubled(left + pair + right)
