"""Which of its readings a character has among the words around it, where no phrase tells.

得 and 地 depend on the kinds of words beside them, the others on what stands there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.patterns import lazy_pattern
from reader.text.polyphone_rules import (
    ADVERBS,
    DEGREE,
    RARE_SURNAMES,
    RULES,
    SUBJECT_GOES_ON,
    SURNAMES,
    TITLES,
    TRANSCRIBED,
)
from reader.text.words import tagged_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reader.text.words import TaggedWord

_CLAUSE = lazy_pattern(r"[^，。！？；：、,.!?;:\s「」『』“”‘’（）()《》〈〉]+")
_FARTHEST = 12
"""Characters before and behind that a rule looks at."""
_TITLE_BEHIND = lazy_pattern(TITLES)
_TRANSCRIBED = lazy_pattern(TRANSCRIBED)
_BEFORE_SURNAME = frozenset("姓叫和与的是由给对向请找问跟同把被让老小及为")
_REDUPLICATED = lazy_pattern(r"(.{1,2})[一又]{0,2}\1\Z")
_ANY_SURNAME = SURNAMES.keys() | RARE_SURNAMES.keys()
_LONGEST_NAME = 4
_WHAT_IS_GOT = frozenset("奖病癌第冠亚季分金银票利罪胜名此其")
_AUXILIARIES = frozenset("会能可要应须")


def exceptions(text: str, alone: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield the places in a Simplified text where context decides, each with its reading.

    Args:
        text: the text.
        alone: the places of characters that were read by themselves, no phrase being known that
            they are in; of others, only those are asked about that are a word by themselves.
    """
    for match in _CLAUSE.finditer(text):
        if any(character in RULES or character in _ANY_SURNAME for character in match[0]):
            yield from _Clause(match[0], match.start(), alone).exceptions()


class _Clause:
    """A stretch of text without punctuation, in words."""

    def __init__(self, text: str, start: int, alone: Collection[int]) -> None:
        self._text = text
        self._start = start
        self._alone = alone
        self._words = tagged_words(text)

    def exceptions(self) -> Iterator[tuple[int, str]]:
        at = 0
        for index, (word, kind) in enumerate(self._words):
            for inside, character in enumerate(word):
                place = self._start + at + inside
                is_asked = len(word) == 1 or kind == "m" or place in self._alone
                if character in RULES and is_asked:
                    reading = self._reading(at + inside, index)
                    if reading is not None:
                        yield place, reading
            at += len(word)
        yield from ((self._start + at, reading) for at, reading in _surnames(self._text))

    def _reading(self, at: int, index: int) -> str | None:
        """Return the reading of a character of the word with an index, None if none is known."""
        character = self._text[at]
        is_word = len(self._words[index][0]) == 1
        if character == "得":
            is_behind = not self._words[index][0].startswith(character)
            return _of_de(self._words, index) if is_word else "de" if is_behind else None
        if character == "地":
            if is_word:
                return _of_di(self._text[max(0, at - _FARTHEST) : at], self._words, index)
            return "de" if self._words[index][1] in {"d", "z"} else None
        if character == "了" and index and self._words[index - 1][0] == "得":
            return "liǎo" if _of_de(self._words, index - 1) == "de" else None
        before, after = (
            self._text[max(0, at - _FARTHEST) : at],
            self._text[at + 1 : at + 1 + _FARTHEST],
        )
        for rule in _patterns(character):
            if (is_word or rule.has_context) and rule.fits(before, after):
                return rule.reading
        return None


class _Pattern(NamedTuple):
    reading: str
    has_context: bool
    before: re.Pattern[str]
    after: re.Pattern[str]

    def fits(self, before: str, after: str) -> bool:
        return self.before.search(before) is not None and self.after.match(after) is not None


@cache
def _patterns(character: str) -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            rule.reading,
            bool(rule.before or rule.after),
            re.compile(rf"(?:{rule.before})\Z"),
            re.compile(rule.after),
        )
        for rule in RULES.get(character, ())
    )


def _of_de(words: Sequence[TaggedWord], index: int) -> str:
    """Return how 得 is read: děi before what must be done, dé before what is got, else de."""
    before, kind = words[index - 1] if index else ("", "")
    after, kind_after = words[index + 1] if index + 1 < len(words) else ("", "")
    if after[:1] in {"了", "过", "到", "着"}:
        return "de" if len(before) == 1 and kind[:1] in {"v", "a"} else "dé"
    if before in _AUXILIARIES:
        return "dé"
    is_noun = kind[:1] in {"n", "s"} and len(before) > 1
    is_subject = kind[:1] in {"r", "t", "c", ""} or before in ADVERBS
    if is_noun and (after in DEGREE or kind_after[:1] not in {"v", "d", "p"}):
        is_noun = False
    if not (is_noun or is_subject):
        return "de"
    if not after or after[0] in _WHAT_IS_GOT or (kind_after[:1] in {"m", "u"} and after[0] != "多"):
        return "dé"
    return "děi"


def _of_di(before: str, words: Sequence[TaggedWord], index: int) -> str:
    """Return how 地 is read: de behind what tells how something is done, else dì."""
    if not index or index + 1 == len(words):
        return "dì"
    word, kind = words[index - 1]
    after, kind_after = words[index + 1]
    if _REDUPLICATED.search(before):
        return "de"
    if kind_after[:1] in {"f", "u"} or after in {"的", "上", "里", "下", "中"}:
        return "dì"
    if len(word) == 1:
        return "de" if kind[:1] in {"d", "z"} else "dì"
    if kind[:1] in {"a", "b", "d", "z", "i", "l", "o"}:
        return "de"
    tells_how = kind[:1] in {"n", "v"} and kind_after[:1] in {"v", "d", "p", "a"}
    return "de" if tells_how and after not in SUBJECT_GOES_ON else "dì"


def _surnames(clause: str) -> Iterator[tuple[int, str]]:
    if _ANY_SURNAME.isdisjoint(clause):
        return
    starts = {}
    at = 0
    for word, kind in tagged_words(clause, guess=True):
        starts[at] = kind == "nr" and 2 <= len(word) <= _LONGEST_NAME
        at += len(word)
    for at, character in enumerate(clause):
        if character not in _ANY_SURNAME or _TRANSCRIBED.match(clause, at):
            continue
        before = clause[at - 1] if at else ""
        is_common = character in SURNAMES
        is_called = (not before or before in _BEFORE_SURNAME) and (is_common or at in starts)
        if (
            before == "姓"
            or (is_called and _TITLE_BEHIND.match(clause, at + 1))
            or (is_common and starts.get(at))
        ):
            yield at, SURNAMES.get(character) or RARE_SURNAMES[character]
