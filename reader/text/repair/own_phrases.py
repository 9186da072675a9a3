"""Stretches that a text says elsewhere, whole, in the place of those that lost several pairs.

Of `世之所貴道者` with the bytes AE CB and F9 D9 gone, `世諪道者` is left. Too many characters fit
to try them all, but few of them does the text itself use one after the other: `語之所貴者`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.text.repair.halves import VANISHING, completions, from_bytes, to_bytes, vanishes
from reader.text.repair.likelihood import Frame
from reader.text.repair.ranking import Ranked, without_brackets
from reader.text.repair.torn_bytes import VANISHED, Rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.repair.ranking import RepairSite

_INNER = 2
"""Characters at most between the first and the last of a stretch."""
_SAMPLE = 400_000
"""Characters of a text that are looked through."""
_FITS = 6.0
"""In nats. That a stretch of a text fits by chance, two bytes of which are given and each pair
between them is one in seven, is seen once in a thousand short texts."""


def rank_own_phrases(place: RepairSite, way: Rebuilt, limit: int) -> Iterator[Ranked]:
    """Yield a way with what the text itself says in place of a character that is out of place.

    Args:
        place: where the way starts.
        way: a way back; of its characters only odd ones are replaced.
        limit: offset in the damaged text that no way ends behind.
    """
    right = place.right(way.end, limit)
    frame = Frame(place.left, right, place.vocabulary)
    for index, (at, lead, trail) in enumerate(way.pairs):
        if not place.forms.is_odd(way.text[at]):
            continue
        for phrase in _phrases(place.source, lead, trail):
            new = _with_phrase(way, index, phrase)
            yield Ranked(place.judge(new, frame, new.text, right) + _FITS, new)


@lru_cache(maxsize=64)
def _phrases(source: str, lead: int, trail: int) -> tuple[str, ...]:
    """Return the stretches of a text of which all but the first and the last byte may vanish."""
    firsts = "".join(completions(first=lead, vanishing=True))
    lasts = "".join(completions(second=trail))
    if not firsts or not lasts:
        return ()
    between = f"[\u4e00-\u9fff]{{1,{_INNER}}}?"
    found = re.finditer(f"^[{firsts}]{between}[{lasts}]", _stretches(source), re.MULTILINE)
    return tuple(dict.fromkeys(match[0] for match in found if _vanish_within(match[0])))


@lru_cache(maxsize=1)
def _stretches(source: str) -> str:
    """Return the stretches of a text that may be such, one a line: one place in two hundred.

    In each of them both the first character and the next one end with the first byte of a pair
    that vanishes.
    """
    text = _without_brackets(source)
    # A pattern with so many characters takes longer to compile than most texts to look through.
    is_before = bytes(map(_before_vanished().__contains__, text))
    places = (match.start() for match in re.finditer(b"\1(?=\1)", is_before))
    return "\n".join(dict.fromkeys(text[at : at + _INNER + 2] for at in places))


@cache
def _before_vanished() -> frozenset[str]:
    """Return the characters whose second byte is the first one of a pair that vanishes."""
    return frozenset(
        from_bytes(first, second) for first in range(0x81, 0xFF) for second in VANISHING
    )


@lru_cache(maxsize=1)
def _without_brackets(source: str) -> str:
    return without_brackets(source[:_SAMPLE])


def _vanish_within(phrase: str) -> bool:
    data = [to_bytes(character) for character in phrase]
    return all(map(len, data)) and all(vanishes(a[-1], b[0]) for a, b in pairwise(data))


def _with_phrase(way: Rebuilt, index: int, phrase: str) -> Rebuilt:
    at = way.pairs[index][0]
    longer = len(phrase) - 1
    return Rebuilt(
        text=way.text[:at] + phrase + way.text[at + 1 :],
        end=way.end,
        cost=way.cost + VANISHED,
        proofs=way.proofs,
        lost=way.lost + 2 * longer,
        pairs=way.pairs[:index] + tuple((a + longer, b, c) for a, b, c in way.pairs[index + 1 :]),
    )
