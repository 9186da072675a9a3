"""Runs of characters decoded one byte out of step: `我?guī)退谑謾C` for `我幫他在手機`.

`torn_bytes` knows the ways back and `ranking` the likeliest; here the places are found where one
is needed. A question mark alone is no sign of damage: a bracket must agree with the bytes before
it, and `cuts` tells an author's question mark from what is left of half a character.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.repair import inline_pinyin
from reader.text.repair.certainty import confidence_at_cut, is_ordinary
from reader.text.repair.cuts import Cuts, is_cut, is_worth_a_look, ways_back
from reader.text.repair.model import Confidence, Repair, RepairRule, Unfinished
from reader.text.repair.pinyin_table import LETTERS, by_reading
from reader.text.repair.ranking import (
    Ranked,
    RepairSite,
    quotations_open,
    rank,
    start_of_line,
    vocabulary_of,
)
from reader.text.repair.torn_bytes import Effort, Rebuilt, after_bracket
from reader.text.repair.vanished import rank_with_pairs
from reader.text.repair.written_forms import TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.text.repair.vocabulary import Vocabulary

NAME = "byte-shift"

_QUESTION = re.compile(rf"(?<![?？])[?？](?:([{LETTERS}]{{1,6}})[)）]|[?？]?(?![?？]))")
"""One or two question marks, or a `TORN_BRACKET` with its reading."""
_WAYS = 400
_OVERHEAD = 50
_AGAIN = 4
"""So many times the overhead for a place that is the same as another one."""
_REMEMBERED = 1_000
_BEHIND, _AHEAD = 60, 200
"""Characters around a place, of which no more tells what was there."""
_STEP = 60
_BUDGET = 800_000
_BUDGET_PER_BYTE = 2.5
"""Characters of ways back that are judged for one text, and for each byte of it in UTF-8; a step on
the way takes as long as `_STEP` of them. Books with the longest tables known need no more, nor do
articles of some 20,000 characters that were cut at every mark; a hostile text has no claim to more
time, and keeps the rest of its damage."""

# In nats: how much likelier than the text as it stands, and than the next best way.
_BETTER_IF_WHOLE = -8.0
_BETTER_IF_LOST = 0.0
"""At a bracket. That its reading agrees with the bytes before it is hardly ever chance."""
_MARGINS = ((6.0, 6.0), (8.0, 4.0), (12.0, 6.0))
"""For high and for medium confidence, if nothing, one thing or two were lost."""
_MARGIN_IF_STRANGE = 7.0
"""For medium confidence, if nothing was lost and the text that comes out is unusual."""
_FAR = 20.0
_WORTH_SHOWING = 8.0
_ALTERNATIVES = 8


def find(source: str) -> Sequence[Repair] | Unfinished:
    """Return a repair for each run that has a likely way back.

    They are applied where brackets prove the tool, or nothing but a cut explains what is shown.
    """
    if _QUESTION.search(source) is None:
        return ()
    return _Search(source).find()


RULE = RepairRule(NAME, "a tool tore the bytes of two characters apart and decoded on", find)


class _Search:
    """One pass over a text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._repairs: list[Repair] = []
        self._is_proven: bool | None = None
        self._cuts = Cuts(source)
        self._effort = Effort()
        self._budget = _BUDGET + _BUDGET_PER_BYTE * len(source.encode("utf-8", "replace"))
        self._known: dict[tuple[object, ...], tuple[int, Repair | None]] = {}
        """By what stands around a cut: the first place where it does, and what came of it."""

    def find(self) -> list[Repair] | Unfinished:
        for match in _QUESTION.finditer(self._source):
            if match.start() < self._end:
                continue
            if self._effort.steps * _STEP > self._budget:
                return Unfinished(self._repairs, match.start())
            reading = match[1]
            if reading is not None and reading in by_reading():
                repair = self._at_bracket(match)
            else:
                repair = self._at_cut(match.start())
            if repair is not None:
                self._repairs.append(repair)
        return self._repairs

    @property
    def _end(self) -> int:
        return self._repairs[-1].end if self._repairs else 0

    @property
    def _has_learned(self) -> bool:
        return "_vocabulary" in self.__dict__

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        # Rare words are added to it on the way.
        return vocabulary_of(self._source).copy()

    def _place(self, start: int) -> RepairSite:
        return RepairSite.at(
            self._source,
            start,
            self._vocabulary,
            self._line_before(start),
            self._cuts.forms or TRADITIONAL,
        )

    def _line_before(self, start: int) -> str:
        """Return the line of an offset up to there, as far as it was repaired."""
        first = start_of_line(self._source, start)
        pieces: list[str] = []
        end = start
        for repair in reversed(self._repairs):
            if repair.end <= first:
                break
            pieces += (self._source[repair.end : end], repair.after)
            end = repair.start
        return self._source[min(first, end) : end] + "".join(reversed(pieces))

    def _at_bracket(self, match: re.Match[str]) -> Repair | None:
        place = self._place(match.start())
        ranked = self._rank(
            place, after_bracket(self._source, match, place.left[-1:], self._effort)
        )
        if not ranked:
            return None
        limit = max(way.end for _, way in ranked)
        # The bracket may as well have swallowed its own character and nothing else.
        others = [*by_reading()[match[1]], "?"]
        rivals = rank(place, (Rebuilt(text=other, end=match.end()) for other in others), limit)
        least = _BETTER_IF_LOST if ranked[0].way.lost else _BETTER_IF_WHOLE
        if ranked[0].value < rivals[0].value + least:
            return None
        if self._is_proven is None:
            self._is_proven = inline_pinyin.is_proven(self._source)
        confidence = _confidence(place, ranked)
        return self._repair(place, ranked, confidence, is_applied=self._is_proven)

    def _at_cut(self, start: int) -> Repair | None:
        if not self._cuts.may_be_at(start):
            return None
        around = self._around(start)
        if around in self._known:
            self._budget -= _OVERHEAD * _AGAIN
            first, repair = self._known[around]
            if repair is None:
                return None
            moved = start - first
            return repair._replace(start=repair.start + moved, end=repair.end + moved)
        repair = self._look_at_cut(start)
        if len(self._known) < _REMEMBERED:
            self._known[around] = start, repair
        return repair

    def _around(self, start: int) -> tuple[object, ...]:
        """Return all of what stands around a place that tells what was there."""
        line = self._line_before(start)
        ahead, line_end, _ = self._source[start : start + _AHEAD].partition("\n")
        return line[-_BEHIND:], quotations_open(line), ahead, line_end, start > self._end

    def _look_at_cut(self, start: int) -> Repair | None:
        if not self._has_learned:
            # The text's own words take longer to learn than all the rest of a sound text.
            forms = self._cuts.forms or TRADITIONAL
            ways, length, is_worth = is_worth_a_look(self._source, start, forms, self._effort)
            self._spend(ways, length)
            if not is_worth:
                return None
        place = self._place(start)
        ranked = self._rank(place, ways_back(place, self._effort))
        if not ranked or not is_cut(place, ranked):
            return None
        return self._repair(place, ranked, confidence_at_cut(place, ranked), is_applied=True)

    def _rank(self, place: RepairSite, ways: Iterable[Rebuilt]) -> list[Ranked]:
        self._budget -= _OVERHEAD
        found = list(islice(ways, _WAYS))
        if not found:
            return []
        limit = max(way.end for way in found)
        ranked = rank_with_pairs(place, found, limit)
        self._spend(len(ranked), limit - place.start)
        return ranked

    def _spend(self, ways: int, length: int) -> None:
        self._budget -= (ways + _OVERHEAD) * (length + _OVERHEAD)

    def _repair(
        self, place: RepairSite, ranked: list[Ranked], confidence: Confidence, *, is_applied: bool
    ) -> Repair:
        best = ranked[0].way
        start = place.start
        previous = ""
        if start > self._end and is_han(self._source[start - 1]):
            # Its second byte is the first half of what tore it: people must see it with the rest.
            start -= 1
            previous = self._source[start]
        return Repair(
            rule=NAME,
            start=start,
            end=best.end,
            before=self._source[start : best.end],
            after=previous + best.text,
            confidence=confidence,
            alternatives=tuple(previous + text for text in _alternatives(self._source, ranked)),
            applied=is_applied,
        )


def _alternatives(source: str, ranked: list[Ranked]) -> list[str]:
    """Return what else the run may have been, all of the best way's extent."""
    best = ranked[0]
    texts: list[str] = []
    for value, way in ranked[1:]:
        if value < best.value - _WORTH_SHOWING or len(texts) == _ALTERNATIVES:
            break
        if way.end <= best.way.end:
            text = way.text + source[way.end : best.way.end]
            if text != best.way.text and text not in texts:
                texts.append(text)
    return texts


def _confidence(place: RepairSite, ranked: list[Ranked]) -> Confidence:
    """Return how sure the best way is, by what it had to guess and how far the next one is.

    What was lost and has several likely forms, and what makes no good text, is never sure: in
    simulated damage nearly all wrong ways were of these two kinds.
    """
    best = ranked[0].way
    margin = ranked[0].value - ranked[1].value if len(ranked) > 1 else _FAR
    if best.lost >= len(_MARGINS):
        return Confidence.LOW
    sure, likely = _MARGINS[best.lost]
    if not is_ordinary(place, best):
        is_likely = margin > _MARGIN_IF_STRANGE and not best.lost
    elif margin > sure and (best.lost or best.proofs):
        return Confidence.HIGH
    else:
        is_likely = margin > likely
    return Confidence.MEDIUM if is_likely else Confidence.LOW
