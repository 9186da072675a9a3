"""How likely a few characters are as Chinese, by the frequencies of words.

The words are those of `resources/frequencies/words.txt`, read when first asked for. They are
Simplified; a Traditional text is looked up by its characters' Simplified forms.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from math import inf, log
from typing import TYPE_CHECKING, NamedTuple

from reader.paths import RESOURCES
from reader.text.han import is_han
from reader.text.script import simplified_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SEEN = 60_101_967
"""Words seen altogether, the rare ones not listed included."""
_LONGEST = 4
"""Longer words are so few that trying them costs more than they tell."""

# In nats for each character, on top of the logarithm of a word's share.
_PER_CHARACTER = 6.0
"""Makes ordinary prose come out above nought, so that texts of different lengths compare."""
_RARE_HAN = log(20 / _SEEN)
_FOREIGN = -20.0
"""Greek, kana, frames: common where Chinese is decoded out of step, rare in Chinese."""
_MARKS = {
    **dict.fromkeys("，。,", -3.5),
    **dict.fromkeys("、“”‘’「」『』《》；：！？（）—…·;:!()", -5.0),
    **dict.fromkeys("﹐﹑﹔﹕﹖﹗", -6.0),
    **dict.fromkeys("\n -.%/+｜|【】〈〉", -6.0),
    "?": -9.0,
    "\N{REPLACEMENT CHARACTER}": -9.0,
}
_ASCII = -6.0
_TORN_LATIN = -14.0
"""A letter by itself between two Han characters."""
_FULL_WIDTH_ASCII = -12.0
_USUAL = 0.8
"""Of a character that is often a word by itself."""
_ROUNDING = 1e-6
_STOPS = frozenset("，。、；：！？,;:!?")
_DOUBLED = re.compile(f"[{''.join(sorted(_STOPS))}](?=[{''.join(sorted(_STOPS))}])")
_TWO_STOPS = -7.0


class Frame:
    """What stands around a place in a text, to judge what may stand in it.

    Of each text, the likelihood is that of its best division into words.
    """

    def __init__(self, before: str, after: str) -> None:
        self._near_before = before[1 - _LONGEST :]
        self._near_after = after[: _LONGEST - 1]
        self._before = _likelihoods(before)[-len(self._near_before) - 1 :]
        reach = len(self._near_after) + 1
        self._after = _likelihoods(after, backwards=True)[:reach]
        self._stops = _count_doubled(before) + _count_doubled(after)
        self._seam = before[-1:], after[:1]
        self._best = self._before
        self._judged = self._near_before + "\n"

    def score(self, text: str) -> float:
        """Return the logarithm of the likelihood of the whole with a text in this place."""
        whole = self._near_before + text + self._near_after
        simplified = whole.translate(simplified_forms())
        words = _words()
        border = len(self._near_before) + len(text)
        # One way back is much like the next: what they begin with has been judged.
        same = len(self._near_before)
        while same < min(len(self._best), border) and whole[same] == self._judged[same]:
            same += 1
        # What a letter is depends on what follows it.
        known = max(same, len(self._before))
        best = _extended(self._best[:known], whole, simplified, border)
        self._judged, self._best = whole[:border] + "\n", best
        value = best[border] + self._after[0]
        for end in range(border + 1, len(whole) + 1):
            for start in range(max(0, end - _LONGEST), border):
                word = words.get(simplified[start:end])
                if word is not None:
                    value = max(value, best[start] + word + self._after[end - border])
        first, last = self._seam
        return value + _TWO_STOPS * (self._stops + _count_doubled(first + text + last))


class Gap:
    """A place in a text where two characters may stand instead of one.

    The same as a `Frame` around the place, for very many pairs of characters: what comes before a
    pair and what comes after it depend on one of the two each, unless a word goes across.
    """

    def __init__(self, whole: Whole, at: int) -> None:
        text, before, after = whole.simplified, whole.before, whole.after
        left, right = min(at, _LONGEST - 1), min(len(text) - at - 1, _LONGEST - 1)
        self._starts = [(before[at - n], text[at - n : at]) for n in range(left + 1)]
        self._ends = [(after[at + 1 + n], text[at + 1 : at + 1 + n]) for n in range(right + 1)]
        self._beside = whole.text[max(0, at - 1) : at], whole.text[at + 1 : at + 2]
        doubled = _count_doubled(whole.text[max(0, at - 1) : at + 2])
        self._stops = _TWO_STOPS * (whole.doubled - doubled)

    def firsts(self, characters: Iterable[Character]) -> list[tuple[float, str]]:
        """Return the likelihoods of the text up to each character in the place, likeliest first."""
        words = _words()
        alone, starts = self._starts[0][0], self._starts[1:]
        found = []
        for character, simplified, value in characters:
            highest = alone + value
            for known, start in starts:
                word = words.get(start + simplified)
                if word is not None and known + word > highest:
                    highest = known + word
            found.append((highest, character))
        return sorted(found, reverse=True)

    def lasts(self, characters: Iterable[Character]) -> list[tuple[float, str]]:
        """Return the likelihoods of the text from each character in the place, likeliest first."""
        words = _words()
        alone, ends = self._ends[0][0], self._ends[1:]
        found = []
        for character, simplified, value in characters:
            highest = alone + value
            for known, end in ends:
                word = words.get(simplified + end)
                if word is not None and known + word > highest:
                    highest = known + word
            found.append((highest, character))
        return sorted(found, reverse=True)

    def across(self, pair: str) -> float:
        """Return the likelihood of the text if both characters are of one word."""
        simplified = pair.translate(simplified_forms())
        words = _words()
        highest = -inf
        for left, (before, start) in enumerate(self._starts[: _LONGEST - 1]):
            for after, end in self._ends[: _LONGEST - 1 - left]:
                word = words.get(start + simplified + end)
                if word is not None:
                    highest = max(highest, before + word + after)
        return highest

    def stops(self, pair: str) -> float:
        """Return how much less likely adjacent stops make the text."""
        if _STOPS.isdisjoint(pair):
            return self._stops
        left, right = self._beside
        return self._stops + _TWO_STOPS * _count_doubled(left + pair + right)


class Character(NamedTuple):
    """A character that may stand in a gap."""

    shown: str
    simplified: str
    likelihood: float
    """By itself."""

    @classmethod
    def of(cls, shown: str) -> Character:
        """Return a character with its form and likelihood."""
        return cls(shown, simplified_forms().get(ord(shown), shown), _single_or_word(shown))


class Whole:
    """A text and the likelihoods of its beginnings and ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.simplified = text.translate(simplified_forms())
        self.before = _likelihoods(text)
        self.after = _likelihoods(text, backwards=True)
        self.doubled = _count_doubled(text)

    def unlikely(self) -> list[tuple[float, int]]:
        """Return the likelihood and place of characters that are in no word, rarest first."""
        words = _words()
        values = self.before
        end = len(self.text)
        found = []
        while end:
            for length in range(min(end, _LONGEST), 1, -1):
                word = words.get(self.simplified[end - length : end])
                if word is not None and values[end] <= values[end - length] + word + _ROUNDING:
                    break
            else:
                length = 1
                value = _single_or_word(self.text[end - 1])
                if value < _USUAL:
                    found.append((value, end - 1))
            end -= length
        return sorted(found)


def score(text: str) -> float:
    """Return the logarithm of the likelihood of a text."""
    return Frame("", "").score(text)


def is_common(character: str) -> bool:
    """Tell whether a character, in either script, is among the 4,100 commonest, or a mark."""
    return simplified_forms().get(ord(character), character) in _common() or character in _MARKS


def is_simplified_only(character: str) -> bool:
    """Tell whether no Traditional text has this character; 后 and 里 are Traditional too."""
    return character in _simplified_only()


def frequency(character: str) -> float:
    """Return a value that orders characters by how common they are, marks first."""
    return _single_or_word(character)


@cache
def simplified_forms() -> Mapping[int, str]:
    """Return the Simplified form of each Traditional character that has one."""
    return {code: chr(simplified) for code, simplified in simplified_characters().items()}


def is_within_word(pair: str) -> bool:
    """Tell whether two characters stand side by side in a word."""
    return pair.translate(simplified_forms()) in _pairs()


@cache
def _pairs() -> frozenset[str]:
    return frozenset(a + b for word in _words() for a, b in pairwise(word))


@cache
def frequent_pairs() -> tuple[str, ...]:
    """Return the words of two characters in Traditional, by the character, commonest first."""
    kept = {ord(s): t for t, s in _traditional_only() if not s.encode("big5", "ignore")}
    return tuple(word.translate(kept) for word in _words() if len(word) == 2)


def _traditional_only() -> Iterator[tuple[str, str]]:
    for code, form in simplified_forms().items():
        if len(chr(code).encode("gbk", "ignore")) == 2:
            yield chr(code), form


def _likelihoods(text: str, *, backwards: bool = False) -> list[float]:
    """Return the likelihoods of all beginnings of a text, or of all its ends, the longest first."""
    simplified = text.translate(simplified_forms())
    if not backwards:
        return _extended([0.0], text, simplified, len(text))
    words, pairs = _words(), _pairs()
    best = [0.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        known = words.get(simplified[start])
        highest = best[start + 1] + (_single(text, start) if known is None else known)
        if simplified[start : start + 2] in pairs:
            for end in range(start + 2, min(start + _LONGEST, len(text)) + 1):
                word = words.get(simplified[start:end])
                if word is not None and best[end] + word > highest:
                    highest = best[end] + word
        best[start] = highest
    return best


def _extended(best: list[float], text: str, simplified: str, border: int) -> list[float]:
    """Add to the likelihoods of a text's beginnings those of the longer ones, up to a border."""
    words, pairs = _words(), _pairs()
    for end in range(len(best), border + 1):
        known = words.get(simplified[end - 1])
        highest = best[end - 1] + (_single(text, end - 1) if known is None else known)
        if simplified[max(0, end - 2) : end] in pairs:
            for start in range(end - 2, max(-1, end - 1 - _LONGEST), -1):
                word = words.get(simplified[start:end])
                if word is not None and best[start] + word > highest:
                    highest = best[start] + word
        best.append(highest)
    return best


def _count_doubled(text: str) -> int:
    return len(_DOUBLED.findall(text))


def _single(text: str, at: int) -> float:
    character = text[at]
    if "a" <= character.lower() <= "z":
        before = is_han(text[at - 1]) if at else False
        if before and at + 1 < len(text) and is_han(text[at + 1]):
            return _TORN_LATIN + _PER_CHARACTER
    return _single_or_word(character)


def _single_or_word(character: str) -> float:
    simplified = simplified_forms().get(ord(character), character)
    known = _words().get(simplified)
    if known is not None:
        return known
    if character in _MARKS:
        return _MARKS[character] + _PER_CHARACTER
    if is_han(character):
        return _RARE_HAN + _PER_CHARACTER
    if character.isascii():
        return _ASCII + _PER_CHARACTER
    is_full_width = "\uff01" <= character <= "\uff5e"
    return (_FULL_WIDTH_ASCII if is_full_width else _FOREIGN) + _PER_CHARACTER


@cache
def _words() -> Mapping[str, float]:
    lines = (RESOURCES / "frequencies" / "words.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" ") for line in lines)
    return {
        word: log(int(count) / _SEEN) + _PER_CHARACTER * len(word)
        for word, count in pairs
        if len(word) <= _LONGEST
    }


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(_words()))


@cache
def _simplified_only() -> frozenset[str]:
    forms = simplified_forms()
    return frozenset(
        form
        for code, form in forms.items()
        if form != chr(code) and ord(form) not in forms and not form.encode("big5", "ignore")
    )
