"""Places where a tool parted a text at the bytes of a mark: `?！墩撜Z》` for `。《論語》`.

In `。《`, A1A3 A1B6, lies `！`, A3A1: what is before it was left with half a character, shown as a
question mark, and the rest was decoded one byte out of step. An author's question mark before
another mark looks the same, so what follows must be much likelier read the other way.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.repair.halves import completions, in_full, to_bytes
from reader.text.repair.likelihood import STOPS
from reader.text.repair.ranking import RepairSite, is_odd, rank, without_brackets
from reader.text.repair.torn_bytes import CUTS, Effort, Rebuilt, read_on
from reader.text.repair.vocabulary import (
    has_unusual_forms,
    is_simplified_only,
    is_within_word,
    known_words,
    simplified_forms,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.text.repair.ranking import Ranked
    from reader.text.repair.vocabulary import Vocabulary

_MARKS = lazy_pattern(rf"[?？{CUTS}]+")
_BEFORE_MARK = lazy_pattern(rf"\?[{CUTS}]")
_BEFORE_TAG = lazy_pattern(rf"[?？][{CUTS}][?？]/[a-z]{{1,10}}>")
_OUT_OF_STEP = lazy_pattern(rf"[?？][{CUTS}]?[^\n]{{0,12}}")
_NOBODY_WRITES = lazy_pattern(r"\?[！。，；：、]+\?")
"""Question marks of ASCII around full-width marks, or around a full stop."""
_NEXT = lazy_pattern("[?？\n]")
_LOOK_AHEAD = 12
_REMEMBERED = 1_000
"""Ways to go on behind a question mark, of which many a text has the same over and over."""

_SAMPLE = 20_000
_MOST_SIMPLIFIED = 0.05
"""Of the Han characters of a text that the tools made: they leave some as they were."""
_FEW = 3
"""Of them that one cut may leave."""
_MOST_PLACES = 8
_WAYS = 100
_KEPT, _SKELETONS = 24, 3
"""Of the likeliest ways, so many are kept, and so many tried with something else torn."""

_WANTS_MORE = frozenset("在把被从和与及或且很又更最再就才将为对向于由而虽因则")
"""Words of one character, in Simplified, that hardly ever end a sentence."""
_NEVER_BEFORE_STOP = STOPS | frozenset("“‘「『《〈（(")
"""No full stop was torn after one of them, nor where a line starts."""

_WIDE_SPACE = 0xA1
"""Either byte of it."""

# In nats, for what is assumed: that a mark is itself torn, that a character in no word is, another
# mark than the full stop, or a full stop after a word that wants more.
_UNLIKELY = 3.0
_LESS_LIKELY = 4.0
_TORN_MARK = 3.5
_UNLIKELY_STOP = 4.0
_COMMONEST = 8
"""Of the characters that may be torn by a cut, those tried though they are in no word."""

# In nats: how much likelier than the same text with one ordinary mark in its place.
_BETTER = 4.0
_BETTER_IF_UNSURE = 8.0
"""Where the next best way is nearly as likely."""


class Cuts:
    """Where in a text cuts may be."""

    def __init__(self, source: str) -> None:
        self._source = source

    def may_be_at(self, start: int) -> bool:
        """Tell whether a question mark may be what is left of half a character.

        Whole, and by itself, it is so often an author's that what follows must look broken.
        """
        if not self._is_traditional:
            return False
        if _BEFORE_MARK.match(self._source, start) or _BEFORE_TAG.match(self._source, start):
            return True
        return _looks_broken(self._source[start : start + _LOOK_AHEAD * 2])

    @cached_property
    def _is_traditional(self) -> bool:
        han = [c for c in _OUT_OF_STEP.sub("", self._source[:_SAMPLE]) if is_han(c)]
        simplified = sum(map(is_simplified_only, han))
        traditional = sum(ord(c) in simplified_forms() for c in han)
        most = max(_FEW, _MOST_SIMPLIFIED * len(han))
        return simplified <= most and traditional >= simplified


@lru_cache(_REMEMBERED)
def _looks_broken(ahead: str) -> bool:
    """Tell whether what a question mark begins looks broken behind it."""
    # Readings have odd letters too, and after the next question mark it is that one's turn.
    ahead = without_brackets(ahead).lstrip("?？")
    return any(map(is_odd, _NEXT.split(ahead, 1)[0][:_LOOK_AHEAD]))


def ways_back(place: RepairSite, effort: Effort) -> list[Rebuilt]:
    """Return the ways to read on at a place, if there is a cut.

    Args:
        place: where a question mark is.
        effort: is added to.
    """
    source, start = place.source, place.start
    ways = list(islice(_after_question_mark(source, start, effort), _WAYS))
    stopped = list(islice(_after_cut(source, start, effort), _WAYS))
    if stopped:
        mark, previous = source[start + 1], place.left[-1:]
        likeliest = rank(place, stopped, max(way.end for way in stopped))[:_KEPT]
        if _ends_in("。", mark) and previous and previous not in _NEVER_BEFORE_STOP:
            cost = _UNLIKELY_STOP if _goes_on(place.left) else 0.0
            stops = (way for _, way in likeliest if way.text[1:2] not in STOPS)
            ways += (way._replace(cost=way.cost + cost) for way in stops)
        for _, way in likeliest[:_SKELETONS]:
            ways += _with_others_torn(way, mark, previous, place.vocabulary)
    return ways


def _after_cut(source: str, start: int, effort: Effort) -> Iterator[Rebuilt]:
    """Yield the ways to read on at a question mark and a mark that stands for torn bytes.

    All begin with the stop that is nearly always torn, where it has the byte that the mark begins
    with; `_with_others_torn` knows what else may have been.

    Args:
        source: the damaged text.
        start: of the question mark.
        effort: is added to.
    """
    mark = source[start + 1 : start + 2]
    if mark and mark in CUTS:
        first, second = in_full(mark)
        yield from read_on(source, Rebuilt(text="。", end=start + 2), second, first, effort)


def _after_question_mark(source: str, start: int, effort: Effort) -> Iterator[Rebuilt]:
    """Yield the ways to read on at a question mark that is itself of `。` and half a character."""
    rebuilt = Rebuilt(text="。", end=start + 1, cost=_UNLIKELY)
    yield from read_on(source, rebuilt, 0xBF, 0xA3, effort)


def _goes_on(before: str) -> bool:
    """Tell whether a text ends with a word that wants another one after it."""
    last = before[-1:].translate(simplified_forms())
    return last in _WANTS_MORE and not is_within_word(before[-2:])


def _ends_in(character: str, mark: str) -> bool:
    """Tell whether the second byte of a character is the first one of a mark."""
    return to_bytes(character)[1:] == in_full(mark)[:1]


def _with_others_torn(
    way: Rebuilt, mark: str, previous: str, vocabulary: Vocabulary
) -> Iterator[Rebuilt]:
    """Yield the same way with what else a cut may have torn than a full stop.

    Args:
        way: after a cut.
        mark: at which was cut.
        previous: the character before, as it was before the damage.
        vocabulary: the words there are, those of the text among them.
    """
    second, following = in_full(mark)[0], way.text[1:2]
    for place, character in enumerate(completions(second=second, most=None)):
        if character == "。" or has_unusual_forms(character):
            continue
        if not is_han(character):
            cost = _TORN_MARK
        elif vocabulary.has_pair(previous + character) or vocabulary.has_pair(
            character + following
        ):
            cost = 0.0
        elif place < _COMMONEST:
            cost = _LESS_LIKELY
        else:
            continue
        yield _with_torn(way, character, cost)
    if second == _WIDE_SPACE and previous == "\u3000":
        yield _with_torn(way, previous, 0.0)


def _with_torn(way: Rebuilt, character: str, cost: float) -> Rebuilt:
    text = character + way.text[1:]
    return way._replace(text=text, cost=way.cost + cost, lost=way.lost + 1)


def is_cut(place: RepairSite, ranked: list[Ranked], *, is_sure: bool) -> bool:
    """Tell whether the best way back from a place is what explains it, and not an author's marks.

    Args:
        place: where the question mark is.
        ranked: the ways back, at least one.
        is_sure: whether the best is much likelier than the others.
    """
    best = ranked[0].way
    shown = place.source[place.start : best.end]
    if _MARKS.fullmatch(shown) and not _is_end(place, best):
        return False
    as_is = Rebuilt(text=without_brackets(shown[1:]), end=best.end)
    limit = max(way.end for _, way in ranked)
    least = _BETTER if is_sure else _BETTER_IF_UNSURE
    return ranked[0].value >= rank(place, [as_is], limit)[0].value + least


def _is_end(place: RepairSite, way: Rebuilt) -> bool:
    """Tell whether marks are all that is left of the end of a line, or of a quotation."""
    if _BEFORE_TAG.match(place.source, place.start):
        return True
    if way.end < place.line_end:
        return False
    return place.quotes(way.text) > 0 or _NOBODY_WRITES.match(place.source, place.start) is not None


def has_cut(source: str) -> bool:
    """Tell whether nothing but a cut explains one of the first question marks before a mark."""
    cuts = Cuts(source)
    for match in islice(_BEFORE_MARK.finditer(source), _MOST_PLACES):
        if cuts.may_be_at(match.start()):
            place = RepairSite.at(source, match.start(), known_words())
            ways = ways_back(place, Effort())
            ranked = rank(place, ways, max((way.end for way in ways), default=0))
            if ranked and is_cut(place, ranked, is_sure=False):
                return True
    return False
