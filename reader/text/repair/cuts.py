"""Places where a tool parted a text at the bytes of a mark: `?！墩撜Z》` for `。《論語》`.

In `。《`, A1A3 A1B6, lies `！`, A3A1: what is before it was left with half a character, shown as a
question mark, and the rest was decoded one byte out of step. An author's question mark before
another mark looks the same, so what follows must be much likelier read the other way.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import islice
from math import log
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.repair.certainty import share_of_best
from reader.text.repair.halves import in_full, to_bytes
from reader.text.repair.likelihood import STOPS, score
from reader.text.repair.ranking import (
    RepairSite,
    has_open_quotation,
    rank,
    start_of_line,
    without_brackets,
)
from reader.text.repair.torn_bytes import CUTS, UNKNOWN, Effort, Rebuilt, read_on
from reader.text.repair.torn_characters import NEVER_BEFORE_STOP, add_words_around, completed
from reader.text.repair.vocabulary import is_simplified_only, known_words, simplified_forms
from reader.text.repair.written_forms import SIMPLIFIED, TRADITIONAL, WrittenForms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.repair.ranking import Ranked

_TYPED = lazy_pattern(rf"[?？{CUTS}\s\d…—～~·'\"#*/<>\[()（）“”‘’「」『』《》〈〉【】-]+")
"""Marks and what people type beside them: nothing that tells of bytes out of step."""
_RUN = lazy_pattern(rf"[?？{CUTS}]{{1,8}}")
_RUN_AT_END = lazy_pattern(rf"[?？{CUTS}]{{1,8}}+(?=[\n{CUTS}]|\Z)")
_BEFORE_MARK = re.compile(rf"\?[{CUTS}]")
_BEFORE_TAG = lazy_pattern(rf"[?？][{CUTS}][?？]/[a-z]{{1,10}}>")
_OUT_OF_STEP = lazy_pattern(rf"[?？][{CUTS}]?[^\n]{{0,12}}")
_NOBODY_WRITES = lazy_pattern(r"\?[！。，；：、]+\?")
"""Question marks of ASCII around full-width marks, or around a full stop."""
_UNTIL_IN_STEP = lazy_pattern(rf"\?[{CUTS}]([^\x00-\x7f?？]{{1,12}})")
_FEWEST, _SOUND = 4, -1.0
"""Characters that read well if each of them is so likely, in nats."""
_NEXT = lazy_pattern("[?？\n]")
_LOOK_AHEAD = 12
_REMEMBERED = 1_000
"""Ways to go on behind a question mark, of which many a text has the same over and over."""

_SAMPLE = 20_000
_MOST_OF_OTHER = 0.05
"""Of the Han characters of a text that the tools made: they leave some as they were."""
_FEW = 3
"""Of them that one cut may leave."""
_MOST_PLACES = 8
_WAYS = 100
_KEPT, _SKELETONS = 12, 3
"""Of the likeliest ways, so many are kept, and so many tried with something else torn."""

# In nats, for what is assumed: that a mark is itself torn.
_UNLIKELY = 3.0
_MAY_GAIN, _MAY_GAIN_MORE = 8.0, 16.0
"""By what was torn, and by the words of the text as well."""

# In nats: how much likelier than the same text with one ordinary mark in its place.
_BETTER, _LEAST = 5.0, 2.0
_SELDOM = (
    (lazy_pattern(r"\?[。、；：，]"), 6.0),
    (lazy_pattern(r"[?？][,;:]|\?[！？]|？[。、；：，]"), 3.0),
)
"""So much less where few authors would write both marks, or one in ASCII and one in full width."""


class Cuts:
    """Where in a text cuts may be."""

    def __init__(self, source: str) -> None:
        self._source = source

    def may_be_at(self, start: int) -> bool:
        """Tell whether a question mark may be what is left of half a character.

        Whole, and by itself, it is so often an author's that what follows must look broken.
        """
        if self.forms is None:
            return False
        if _BEFORE_MARK.match(self._source, start):
            return not (self._are_typed(start) or self._is_sound_behind(start))
        if _BEFORE_TAG.match(self._source, start):
            return True
        return _looks_broken(self._source[start : start + _LOOK_AHEAD * 2], self.forms)

    def _are_typed(self, start: int) -> bool:
        """Tell whether marks alone, at the end of a line, are more than a cut leaves there."""
        if _RUN_AT_END.match(self._source, start) is None:
            return False
        if self.forms is TRADITIONAL and _NOBODY_WRITES.match(self._source, start):
            return False
        if self._source[start - 1 : start] in {"", "\n"}:
            return True
        line = self._source[start_of_line(self._source, start) : start]
        return not has_open_quotation(line)

    def _is_sound_behind(self, start: int) -> bool:
        """Tell whether what is shown before bytes could be in step again reads well as it is."""
        behind = _UNTIL_IN_STEP.match(self._source, start)
        return behind is not None and _reads_well(behind[1])

    @cached_property
    def forms(self) -> WrittenForms | None:
        """The forms of the text's script, none if it is mixed."""
        han = [c for c in _OUT_OF_STEP.sub("", self._source[:_SAMPLE]) if is_han(c)]
        most = max(_FEW, _MOST_OF_OTHER * len(han))
        simplified = sum(map(is_simplified_only, han))
        traditional = sum(ord(c) in simplified_forms() for c in han)
        if simplified <= most and traditional >= simplified:
            return TRADITIONAL
        return SIMPLIFIED if sum(map(SIMPLIFIED.is_foreign, han)) <= most else None


@lru_cache(_REMEMBERED)
def _reads_well(behind: str) -> bool:
    ends = (at for at, c in enumerate(behind) if len(data := to_bytes(c)) != 2 or data[1] < 0x80)
    sound = behind[: next(ends, len(behind))]
    return len(sound) >= _FEWEST and score(sound, known_words()) >= _SOUND * len(sound)


@lru_cache(_REMEMBERED)
def _looks_broken(ahead: str, forms: WrittenForms) -> bool:
    """Tell whether what a question mark begins looks broken behind it."""
    # Readings have odd letters too, and after the next question mark it is that one's turn.
    ahead = without_brackets(ahead).lstrip("?？")
    return any(map(forms.is_odd, _NEXT.split(ahead, 1)[0][:_LOOK_AHEAD]))


def ways_back(place: RepairSite, effort: Effort) -> list[Rebuilt]:
    """Return the ways to read on at a place, if there is a cut.

    Args:
        place: where a question mark is; rare words around it are added to its vocabulary.
        effort: is added to.
    """
    source, start = place.source, place.start
    ways = list(islice(_after_question_mark(source, start, effort), _WAYS))
    stopped = list(islice(_after_cut(source, start, effort), _WAYS))
    if stopped:
        limit = max(way.end for way in stopped)
        ranked = rank(place, stopped, limit)
        mark = source[start + 1]
        if _is_possible(place, ranked, limit):
            # Of the ways of a single character, words with the torn one tell which is meant.
            likeliest = [w for at, (_, w) in enumerate(ranked) if at < _KEPT or len(w.text) == 2]
            add_words_around(place, likeliest[:_SKELETONS], mark)
            ways += completed(place, likeliest, mark)
    return ways


def is_worth_a_look(
    source: str, start: int, forms: WrittenForms, effort: Effort
) -> tuple[int, int, bool]:
    """Tell by the words of the list whether a place may be a cut.

    Returns:
        how many ways were judged, how many characters the longest of them is for, and whether.
    """
    place = RepairSite.at(source, start, known_words(), forms=forms)
    ways = list(islice(_after_question_mark(source, start, effort), _WAYS))
    ways += islice(_after_cut(source, start, effort), _WAYS)
    if not ways:
        return 0, 0, False
    limit = max(way.end for way in ways)
    is_possible = _is_possible(place, rank(place, ways, limit), limit, _MAY_GAIN_MORE)
    return len(ways), limit - start, is_possible


def _is_possible(
    place: RepairSite, ranked: list[Ranked], limit: int, gain: float = _MAY_GAIN
) -> bool:
    """Tell whether a way back may be better than what is shown, once what was torn is known."""
    as_is = _as_typed(place, ranked[0].way.end)
    return ranked[0].value + gain >= rank(place, [as_is], limit)[0].value


def _as_typed(place: RepairSite, end: int) -> Rebuilt:
    """Return what is shown up to an offset, with one ordinary mark where somebody typed several.

    Who types a mark twice means no more by it, so it is no less likely than one.
    """
    shown = place.source[place.start : end]
    marks = _RUN.match(shown)
    kept = 1 if marks is None else marks.end() - (place.left[-1:] not in STOPS)
    return Rebuilt(text=without_brackets(shown[max(1, kept) :]), end=end)


def _after_cut(source: str, start: int, effort: Effort) -> Iterator[Rebuilt]:
    """Yield the ways to read on at a question mark and a mark that stands for torn bytes.

    All begin with `UNKNOWN`, the character that was torn.

    Args:
        source: the damaged text.
        start: of the question mark.
        effort: is added to.
    """
    mark = source[start + 1 : start + 2]
    if mark and mark in CUTS:
        first, second = in_full(mark)
        yield from read_on(source, Rebuilt(text=UNKNOWN, end=start + 2), second, first, effort)


def _after_question_mark(source: str, start: int, effort: Effort) -> Iterator[Rebuilt]:
    """Yield the ways to read on at a question mark that is itself of `。` and half a character."""
    rebuilt = Rebuilt(text="。", end=start + 1, cost=_UNLIKELY)
    yield from read_on(source, rebuilt, 0xBF, 0xA3, effort)


def is_cut(place: RepairSite, ranked: list[Ranked]) -> bool:
    """Tell whether the best way back from a place is what explains it, and not an author's marks.

    Args:
        place: where the question mark is.
        ranked: the ways back, at least one.
    """
    best = ranked[0].way
    shown = place.source[place.start : best.end]
    if _TYPED.fullmatch(shown) and not _is_end(place, best):
        return False
    limit = max(way.end for _, way in ranked)
    as_is = _as_typed(place, best.end)
    # That it is one of them may be sure, though it is not which.
    least = _BETTER - _seldom(place) + log(share_of_best(place.source, ranked))
    least = max(least, _LEAST)
    if ranked[0].value < rank(place, [as_is], limit)[0].value + least:
        return False
    # Rare words are asked for last, as they take longer to load than all the rest.
    whole = place.left + as_is.text + place.right(best.end, limit)
    place.vocabulary.add_rare_words_in(whole)
    (kept,), (changed,) = rank(place, [as_is], limit), rank(place, [best], limit)
    return changed.value >= kept.value + least


def _seldom(place: RepairSite) -> float:
    """Return how much it tells for a cut that few authors write the marks at a place, in nats."""
    shown = place.source[place.start : place.start + 2]
    return next((value for marks, value in _SELDOM if marks.match(shown)), 0.0)


def _is_end(place: RepairSite, way: Rebuilt) -> bool:
    """Tell whether marks are all that is left of the end of a line, or of a quotation."""
    if _BEFORE_TAG.match(place.source, place.start):
        return True
    if way.end < place.line_end and not way.text.endswith("*"):
        return False
    if place.left[-1:] in NEVER_BEFORE_STOP:
        return False
    if place.quotes(way.text) > 0:
        # What was torn in Simplified is only sure if its last byte has left a question mark.
        return place.forms is TRADITIONAL or place.source[way.end - 1] in "?？*"
    return (
        place.forms is TRADITIONAL and _NOBODY_WRITES.match(place.source, place.start) is not None
    )


def has_cut(source: str) -> bool:
    """Tell whether nothing but a cut explains one of the first question marks before a mark."""
    cuts, vocabulary = Cuts(source), known_words().copy()
    for match in islice(_BEFORE_MARK.finditer(source), _MOST_PLACES):
        if cuts.may_be_at(match.start()):
            place = RepairSite.at(
                source, match.start(), vocabulary, forms=cuts.forms or TRADITIONAL
            )
            ways = ways_back(place, Effort())
            ranked = rank(place, ways, max((way.end for way in ways), default=0))
            if ranked and is_cut(place, ranked):
                return True
    return False
