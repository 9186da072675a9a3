"""What a cut tore: characters of which only the second byte is left, as that of `常` in `反?，F象`.

It is A1 or A3, as a mark begins with it: some fifty characters of a script and a few marks, the
full stop among them, which is torn more often than all others together. Words tell which, those
that are rare and those of the text itself as well.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.repair.halves import completions, in_full
from reader.text.repair.likelihood import STOPS, TWO_STOPS
from reader.text.repair.ranking import rank, without_brackets
from reader.text.repair.vocabulary import (
    LONGEST,
    SEEN,
    is_one_of_several,
    is_within_word,
    likelihood_of,
    simplified_forms,
)
from reader.text.words import count_of_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.text.repair.ranking import RepairSite
    from reader.text.repair.torn_bytes import Rebuilt
    from reader.text.repair.written_forms import WrittenForms

_WANTS_MORE = frozenset("在把被从和与及或且很又更最再就才将为对向于由而虽因则")
"""Words of one character, in Simplified, that hardly ever end a sentence."""
NEVER_BEFORE_STOP = STOPS | frozenset("“‘「『《〈（(")
"""No full stop was torn after one of them, nor where a line starts."""
_PARTICLE = "啊"
_WIDE_SPACE = 0xA1
"""Either byte of it."""

_SAMPLE = 200_000
"""Characters of a text that are looked through."""
_ALREADY_KNOWN = 10_000
"""What a text of so many characters would tell is what is known without it."""
_WHOLE = 3
_LIKELY, _BEST = 10, 3
"""Characters that so many of the likeliest ways are tried with, and the others."""

# In nats, for what is assumed.
_HAN = 1.0
_ALONE = 2.5
"""For one that is in no word."""
_TORN_MARK = 3.5
_UNLIKELY_STOP = 4.0
_REPEATED = 2 * TWO_STOPS
"""Where the same mark stands before it: one that is repeated is repeated again."""
_SELDOM = 1.5
"""For a particle in a text that has no other, and a form where another one is usual."""
_ONCE = 0.7
"""Less than a pair is counted for: what a text says once may be chance."""


def completed(place: RepairSite, ways: Sequence[Rebuilt], mark: str) -> Iterator[Rebuilt]:
    """Yield ways with what is likely to have been torn in the place of `UNKNOWN`.

    Args:
        place: where they start.
        ways: after a cut, likeliest first.
        mark: at which was cut.
    """
    costs = list(_costs(place, in_full(mark)[0]))
    limit = max(way.end for way in ways)
    ranked = [way.text[0] for _, way in rank(place, _with_each(ways[0], costs), limit)]
    likely, best = {*ranked[:_LIKELY], "。"}, {*ranked[:_BEST], "。"}
    in_word = {c for c, _ in costs if place.vocabulary.has_pair(place.left[-1:] + c)}
    for number, way in enumerate(ways):
        kept = likely if number < _WHOLE else best
        following = way.text[1:2]
        tried = []
        for character, cost in costs:
            is_alone = character not in in_word
            if is_alone and place.vocabulary.has_pair(character + following):
                is_alone = False
            elif character not in kept:
                continue
            tried.append((character, cost + _ALONE * (is_alone and is_han(character))))
        yield from _with_each(way, tried)


def _with_each(way: Rebuilt, costs: Iterable[tuple[str, float]]) -> Iterator[Rebuilt]:
    following = way.text[1:2]
    for character, cost in costs:
        if character == "。":
            if following not in STOPS:
                yield way._replace(text="。" + way.text[1:], cost=way.cost + cost)
            continue
        is_called = character == _PARTICLE and following in "！？"
        yield way._replace(
            text=character + way.text[1:],
            cost=way.cost + (_HAN if is_called else cost),
            lost=way.lost + 1,
        )


def _costs(place: RepairSite, second: int) -> Iterator[tuple[str, float]]:
    previous = place.left[-1:]
    for character in characters(second, place.forms):
        if is_han(character):
            is_first = character == _PARTICLE and not _has_particle(place.source)
            yield character, _HAN + _SELDOM * (is_first or is_one_of_several(character))
        elif character != "。":
            yield character, _REPEATED if character == in_wide(previous) else _TORN_MARK
        elif previous and previous not in NEVER_BEFORE_STOP:
            yield character, _UNLIKELY_STOP if _goes_on(place.left) else 0.0
    if second == _WIDE_SPACE and previous == "\u3000":
        yield previous, 0.0


@cache
def characters(second: int, forms: WrittenForms) -> tuple[str, ...]:
    """Return the characters and marks of a script with a second byte, the commonest first."""
    return tuple(c for c in completions(second=second, most=None) if not forms.is_unusual(c))


def in_wide(mark: str) -> str:
    """Return a mark in full width, others as they are."""
    return chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark


def _goes_on(before: str) -> bool:
    """Tell whether a text ends with a word that wants another one after it."""
    last = before[-1:].translate(simplified_forms())
    return last in _WANTS_MORE and not is_within_word(before[-2:])


def add_words_around(place: RepairSite, ways: Iterable[Rebuilt], mark: str) -> None:
    """Add to a place's vocabulary rare words, and pairs of the text, that it may be part of.

    Args:
        place: where the ways start.
        ways: after a cut.
        mark: at which was cut.
    """
    known = place.vocabulary
    found: dict[str, float] = {}
    own = _pairs_of(place.source)
    seen = _ALREADY_KNOWN + min(len(place.source), _SAMPLE)
    before = _han_at_end(place.left[1 - LONGEST :].translate(simplified_forms()))
    afters = {_han_at_start(way.text[1:LONGEST]).translate(simplified_forms()) for way in ways}
    # A rare word with the torn character must not win for want of the one before it.
    beside = {before[-length:] for length in range(2, len(before) + 1)}
    beside |= {after[:length] for after in afters for length in range(2, len(after) + 1)}
    torn = {
        word
        for character in _torn_han(in_full(mark)[0], place.forms)
        for after in afters
        for word in _words(before, character, after)
    }
    for word in (beside | torn).difference(known.words):
        count = float(count_of_word(word))
        if word in torn and word in own:
            count = max(count, (own[word] - _ONCE) * SEEN / seen)
        if count:
            found[word] = likelihood_of(word, count)
    known.add(found)


def _words(before: str, character: str, after: str) -> Iterator[str]:
    """Yield what may be a word with a character between others."""
    for left in range(len(before) + 1):
        start = before[len(before) - left :] + character
        for right in range(left == 0, min(len(after), LONGEST - len(start)) + 1):
            yield start + after[:right]


def _han_at_start(text: str) -> str:
    return "".join(takewhile(is_han, text))


def _han_at_end(text: str) -> str:
    return _han_at_start(text[::-1])[::-1]


@cache
def _torn_han(second: int, forms: WrittenForms) -> tuple[str, ...]:
    """Return the Han characters that may be torn, in Simplified."""
    han = filter(is_han, characters(second, forms))
    return tuple(dict.fromkeys(c.translate(simplified_forms()) for c in han))


@lru_cache(maxsize=1)
def _has_particle(source: str) -> bool:
    return _PARTICLE in source


@lru_cache(maxsize=1)
def _pairs_of(source: str) -> Counter[str]:
    text = without_brackets(source[:_SAMPLE]).translate(simplified_forms())
    return Counter(map(str.__add__, text, text[1:]))
