"""How likely a few characters are as Chinese, by the frequencies of words.

The words are those of `resources/frequencies/words.txt`, read when first asked for. They are
Simplified; a Traditional text is looked up by its characters' Simplified forms.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import inf, log
from typing import TYPE_CHECKING

from reader.paths import RESOURCES
from reader.text.han import is_han
from reader.text.script import simplified_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

    def score(self, text: str) -> float:
        """Return the logarithm of the likelihood of the whole with a text in this place."""
        whole = self._near_before + text + self._near_after
        simplified = whole.translate(simplified_forms())
        words = _words()
        best = self._before[:]
        border = len(self._near_before) + len(text)
        value = best[border] + self._after[0] if not text else -inf
        for end in range(len(best), len(whole) + 1):
            highest = -inf
            for start in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
                if start >= border < end:
                    continue  # Words that lie behind the place are in `_after`.
                known = words.get(simplified[start:end])
                if known is None and end - start == 1:
                    known = _single(whole, start)
                if known is not None and best[start] + known > highest:
                    highest = best[start] + known
            best.append(highest)
            if end >= border:
                value = max(value, highest + self._after[end - border])
        first, last = self._seam
        return value + _TWO_STOPS * (self._stops + _count_doubled(first + text + last))


def score(text: str) -> float:
    """Return the logarithm of the likelihood of a text."""
    return Frame("", "").score(text)


def unlikely(text: str) -> list[tuple[float, int]]:
    """Return the likelihood and place of characters that are no part of a word, rarest first."""
    simplified = text.translate(simplified_forms())
    words = _words()
    values = _likelihoods(text)
    end = len(text)
    found = []
    while end:
        for length in range(min(end, _LONGEST), 1, -1):
            word = words.get(simplified[end - length : end])
            if word is not None and values[end] <= values[end - length] + word + _ROUNDING:
                break
        else:
            length = 1
            value = _single_or_word(text[end - 1])
            if value < _USUAL:
                found.append((value, end - 1))
        end -= length
    return sorted(found)


def is_common(character: str) -> bool:
    """Tell whether a character, in either script, is among the 4,100 commonest, or a mark."""
    return simplified_forms().get(ord(character), character) in _common() or character in _MARKS


def is_simplified_only(character: str) -> bool:
    """Tell whether no Traditional text has this character; 后 and 里 are Traditional too."""
    return character in _simplified_only()


def frequency(character: str) -> float:
    """Return a value that orders characters by how common they are, marks first."""
    return _single_or_word(character)


def gain(beside: str, character: str, *, is_left: bool = True) -> float:
    """Return what a character adds to the likelihood of the one beside it.

    Args:
        beside: the other one, or none.
        character: the one that is added.
        is_left: whether the other one is on its left.
    """
    alone = _single_or_word(character)
    pair = beside + character if is_left else character + beside
    word = _words().get(pair.translate(simplified_forms())) if beside else None
    return alone if word is None else max(alone, word - _single_or_word(beside))


@cache
def simplified_forms() -> Mapping[int, str]:
    """Return the Simplified form of each Traditional character that has one."""
    return {code: chr(simplified) for code, simplified in simplified_characters().items()}


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
    words = _words()
    best = [0.0] * (len(text) + 1)
    for i in range(1, len(text) + 1):
        highest = -inf
        for length in range(1, min(i, _LONGEST) + 1):
            start = len(text) - i if backwards else i - length
            known = words.get(simplified[start : start + length])
            if known is None and length == 1:
                known = _single(text, start)
            if known is not None:
                highest = max(highest, best[i - length] + known)
        best[i] = highest
    return best[::-1] if backwards else best


def _count_doubled(text: str) -> int:
    return sum(a in _STOPS and b in _STOPS for a, b in pairwise(text))


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
