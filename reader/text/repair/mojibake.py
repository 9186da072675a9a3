"""Text that was read in a wrong encoding and saved so: `涓枃`, `ä¸­æ–‡`, `ÖÐÎÄ`, `いゅ` for `中文`.

A misreading is undone by encoding the text as it was misread and decoding it as it was written.
Nearly no text survives that by chance and comes out as ordinary Chinese, so each line is judged by
itself: it must decode, nearly without loss, and read clearly better than before.
"""

from __future__ import annotations

from collections import deque
from functools import cache, lru_cache, partial
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.ordinary import is_possible
from reader.text.patterns import lazy_pattern
from reader.text.repair.likelihood import score
from reader.text.repair.lost_bytes import Doubt, Known, restore
from reader.text.repair.lost_characters import LOST
from reader.text.repair.misreadings import (
    LATIN,
    LEAST_BETTER,
    MISREADINGS,
    Misreading,
    share_of_ordinary,
)
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.vocabulary import known_words
from reader.text.source_text import canonical_text

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

NAME = "mojibake"

_CONTROLS = lazy_pattern("[\x80-\x9f]")
_MOST_LOST = 0.02
_BEGINNING = 4_000
"""Bytes."""
_MOST_LOST_AT_FIRST = 0.4
_DEEPEST = 3
"""Times a text may have been misread over and over."""
_CUT = lazy_pattern(rb"([\xe0-\xef][\x80-\xbf]?)(?:\?|\Z)")
"""A character that a question mark stands in for the rest of, or nothing at the end of a line."""
_LOSE_NEXT = rb"\1" + bytes((LOST,))
_FEWEST_PROVEN = 3
_PROVEN = 0.5
"""Share of what may well have been misread, for the rest to be taken for misread too."""
_CLEARLY = 4.0
"""Nats between two tables that a text may have been read by."""
_USUAL = 2.0
"""In favour of the usual table, in nats."""
_JUDGED = 200
"""Characters of a stretch."""
_MOST_ALTERNATIVES = 5
_FEW = 8
"""Han characters, of two bytes each, that may come out of another alphabet."""
_LEAST_LIKELY = -1.5
"""Nats for each of so few; words have more, and characters at random have -3 to -6."""
_BYTES_OF_HAN = 2
"""Of a Han character, at least; of one in UTF-8 of which a byte was lost too."""
_ORDER = tuple(Confidence)
_CLAUSE_END = lazy_pattern("[，。！？；：、]")


class _Undone(NamedTuple):
    """What a stretch was before it was misread."""

    text: str
    data: bytes
    """How it was written, lost bytes as `LOST`."""
    misread: str
    times: int = 1
    doubts: tuple[Doubt, ...] = ()
    others: tuple[str, ...] = ()
    """What it was if it was read by another table, where that is as likely."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each clause of the stretches that were misread."""
    for misreading in MISREADINGS:
        proven = {}
        suspected = certain = 0
        # A stretch is looked at twice, and many are like others.
        proven_of = cache(partial(_undone, misreading=misreading, is_to_be_better=True))
        undone_of = cache(partial(_undone, misreading=misreading, is_to_be_better=False))
        for match in misreading.lines(source):
            suspected += len(match[0])
            undone = proven_of(match[0])
            if undone is not None and _is_better(match[0], undone.text, misreading):
                proven[match.start()] = match, undone
                certain += len(match[0])
        if len(proven) >= _FEWEST_PROVEN and certain >= _PROVEN * suspected:
            for match in misreading.run.finditer(source):
                if match.start() not in proven:
                    undone = undone_of(match[0])
                    if undone is not None and _reads_better(match[0], undone.text):
                        proven[match.start()] = match, undone
        if proven:
            return [
                repair
                for _, (match, undone) in sorted(proven.items())
                for repair in _repairs(match, undone, misreading)
            ]
    return ()


def find_before_canonical(raw: str) -> Sequence[Repair]:
    """Return the repairs of a text for which the control characters it was read with are needed.

    Half the bytes of UTF-8 are control characters when read as Latin-1, and canonical form, which
    the repairs are returned for, has none.
    """
    if not _CONTROLS.search(raw):
        return ()
    repairs: list[Repair] = []
    end = length = 0
    for repair in find(raw):
        before = canonical_text(repair.before)
        length += len(canonical_text(raw[end : repair.start]))
        end = repair.end
        if before:
            repairs.append(
                Repair(
                    rule=NAME,
                    start=length,
                    end=length + len(before),
                    before=before,
                    after=repair.after,
                    confidence=repair.confidence,
                )
            )
        length += len(before)
    return repairs


RULE = RepairRule(NAME, "the text was read in an encoding it was not written in, and saved", find)


def _undone(shown: str, misreading: Misreading, *, is_to_be_better: bool) -> _Undone | None:
    """Return what a stretch was before it was misread; None where it does not decode.

    Args:
        shown: the stretch.
        misreading: how it was misread.
        is_to_be_better: whether None may be returned too for what would not be better.
    """
    tables = misreading.misread
    known = Known()
    first, of_first = "", None
    if is_to_be_better:
        # A character is two bytes at most, where GB 18030 has not four.
        if len(shown) < misreading.fewest // (2 if "gb18030" in tables else 1):
            return None
        for first in tables:
            of_first = _undo(shown, misreading, first, known, is_to_be_better=True)
            if of_first is not None:
                break
        else:
            return None
        # The others are compared with it, however bad they are.
        known.forget_refused()
    found: list[_Undone] = []
    for table in tables:
        undone = of_first if table == first else _undo(shown, misreading, table, known)
        if undone is not None and undone.text not in (other.text for other in found):
            found.append(undone)
    if not found:
        return None
    if len(found) > 1:
        values = {undone.text: _value(undone.text) for undone in found}
        values[found[0].text] += _USUAL
        found.sort(key=lambda undone: values[undone.text], reverse=True)
        likely = values[found[0].text] - _CLEARLY
        found = [undone for undone in found if values[undone.text] > likely]
    undone = found[0]
    if len(found) > 1:
        undone = undone._replace(others=tuple(other.text for other in found[1:]))
    while not undone.doubts and undone.times < _DEEPEST:
        deeper = _undo(undone.text, misreading, undone.misread, Known())
        if deeper is None or not _is_better(undone.text, deeper.text, misreading):
            break
        undone = deeper._replace(times=undone.times + 1)
    return undone


def _undo(
    shown: str,
    misreading: Misreading,
    table: str,
    known: Known,
    *,
    is_to_be_better: bool = False,
) -> _Undone | None:
    try:
        data = misreading.encode(shown, table)
    except UnicodeEncodeError:
        return None
    if is_to_be_better and len(data) < _BYTES_OF_HAN * misreading.fewest:
        return None
    # Replacing every byte of a long stretch takes long; its beginning tells whether to go on.
    if len(data) > _BEGINNING:
        start = data[:_BEGINNING].decode(misreading.written, "replace")
        if start.count("\ufffd") > _MOST_LOST_AT_FIRST * len(start):
            return None
    if misreading.written == "utf-8":
        data = _CUT.sub(_LOSE_NEXT, data)
    restored = restore(
        data,
        misreading.written,
        table,
        most_lost=_MOST_LOST,
        least_ordinary=misreading.ordinary if is_to_be_better else 0.0,
        known=known,
    )
    if restored is None:
        return None
    return _Undone(restored.text, data, table, doubts=restored.doubts)


def _repairs(match: re.Match[str], undone: _Undone, misreading: Misreading) -> Iterator[Repair]:
    """Yield a repair for each clause of a stretch, as sure as what is doubtful in it."""
    shown, text = match[0], undone.text
    cuts = [(0, 0), (len(shown), len(text))]
    if undone.times == 1 and not undone.others and "\ufffd" not in text:
        cuts[1:1] = _cuts(shown, undone, misreading)
    doubts = deque(undone.doubts)
    for (start, first), (end, last) in pairwise(cuts):
        after = text[first:last]
        alternatives = undone.others
        confidence = Confidence.LOW if undone.others else Confidence.HIGH
        if "\ufffd" in after:
            confidence = Confidence.MEDIUM
        while doubts and doubts[0].place < last:
            doubt = doubts.popleft()
            confidence = max(confidence, doubt.confidence, key=_ORDER.index)
            place = doubt.place - first
            # Each is as long as the whole, and a line may have as many doubts as characters.
            room = max(0, _MOST_ALTERNATIVES - len(alternatives))
            alternatives += tuple(
                f"{after[:place]}{other}{after[place + 1 :]}"
                for other in islice(doubt.alternatives, room)
            )
        yield Repair(
            rule=NAME,
            start=match.start() + start,
            end=match.start() + end,
            before=shown[start:end],
            after=after,
            confidence=confidence,
            alternatives=alternatives[:_MOST_ALTERNATIVES],
        )


def _is_better(shown: str, text: str, misreading: Misreading) -> bool:
    ordinary = share_of_ordinary(text)
    if ordinary < misreading.ordinary or ordinary < share_of_ordinary(shown) + LEAST_BETTER:
        return False
    # More of them than matter are not counted.
    han = len(list(islice(filter(is_han, text), _FEW)))
    # Capitals of Cyrillic and Greek are common characters too, but no words.
    return han >= misreading.fewest and (
        han >= _FEW or misreading.written == "utf-8" or _value(text) > _LEAST_LIKELY * han
    )


def _reads_better(shown: str, text: str) -> bool:
    """Tell whether a stretch of a text that was misread as a whole was misread too."""
    return any(map(is_han, text)) and is_possible(text) and _value(text) > _value(shown)


def _value(text: str) -> float:
    """Return how likely the beginning of a text is, in nats."""
    return score(text[:_JUDGED], known_words())


def _cuts(shown: str, undone: _Undone, misreading: Misreading) -> Iterator[tuple[int, int]]:
    """Yield the ends of clauses at which a character ends in both, what is shown and the text."""
    text = undone.text
    cuts = [match.end() for match in _CLAUSE_END.finditer(text, 0, len(text) - 1)]
    if not cuts:
        return
    if misreading.misread == LATIN:
        ends: Mapping[int, int] | range = range(len(shown))
    else:
        size_shown = partial(_size, misreading.encode, undone.misread)
        try:
            sizes = list(accumulate(map(size_shown, shown)))
        except UnicodeEncodeError:
            # Big5-HKSCS has two letters that are a letter and an accent here.
            return
        ends = {size: number for number, size in enumerate(sizes[:-1], start=1)}
    written = 0
    for start, cut in pairwise((0, *cuts)):
        written += len(text[start:cut].encode(misreading.written))
        if written in ends:
            yield ends[written], cut


@lru_cache(20_000)
def _size(encode: Callable[[str, str], bytes], table: str, character: str) -> int:
    return len(encode(character, table))
