"""Characters swallowed with the opening half of their bracket: `推動?yōu)化` for `推動優化`.

All that is left is the reading, so the character is the one of that reading that suits best. Where
the bytes before agree with a character torn apart, `byte_shift` has a better explanation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.repair import inline_pinyin
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.pinyin_table import by_reading
from reader.text.repair.ranking import RepairSite, rank, vocabulary_of
from reader.text.repair.torn_bytes import TORN_BRACKET, Rebuilt, needles

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from reader.text.repair.vocabulary import Vocabulary

NAME = "lost-char"

_ACCEPTABLE = 3.0
_LIKELY = 2.5
_WORTH_SHOWING = 8.0
_ALTERNATIVES = 5
"""The first three in nats: more than nothing there, than the next best, less than the best."""
_MOST_PLACES = 1_000
"""Judged in one text; where more characters are lost than that, they are listed as they are."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each torn bracket of a text that has the artefact.

    Those without an acceptable character are not applied and change nothing.
    """
    places = [m for m in TORN_BRACKET.finditer(source) if m[1] in by_reading()]
    if not places or not inline_pinyin.is_proven(source):
        return ()
    vocabulary = vocabulary_of(source)
    judged = [_repair(source, match, vocabulary) for match in places[:_MOST_PLACES]]
    return judged + [_unrepaired(match) for match in places[_MOST_PLACES:]]


RULE = RepairRule(NAME, "a tool swallowed a character with half of its bracket", find)


def _repair(source: str, match: re.Match[str], vocabulary: Vocabulary) -> Repair:
    place = RepairSite.at(source, match.start(), vocabulary)
    if any(needles(match[1], place.left[-1:])):
        return _unrepaired(match)
    nothing, *ways = (Rebuilt(text=c, end=match.end()) for c in ("?", *by_reading()[match[1]]))
    ranked = rank(place, ways, match.end())
    best = ranked[0]
    if best.value < rank(place, [nothing], match.end())[0].value + _ACCEPTABLE:
        return _unrepaired(match)
    is_likely = len(ranked) == 1 or best.value - ranked[1].value > _LIKELY
    return Repair(
        rule=NAME,
        start=match.start(),
        end=match.end(),
        before=match[0],
        after=best.way.text,
        confidence=Confidence.MEDIUM if is_likely else Confidence.LOW,
        alternatives=tuple(
            way.text
            for value, way in ranked[1 : 1 + _ALTERNATIVES]
            if value > best.value - _WORTH_SHOWING
        ),
    )


def _unrepaired(match: re.Match[str]) -> Repair:
    return Repair(
        rule=NAME,
        start=match.start(),
        end=match.end(),
        before=match[0],
        after=match[0],
        confidence=Confidence.NONE,
        applied=False,
    )
