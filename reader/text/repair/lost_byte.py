"""A byte lost in GBK or Big5: all pairs after it are torn until the next ASCII, `很堂娴娜思遥`.

What such a stretch ends in is half a pair, which no encoding explains. Read from the other halves
on, it makes sense again; where that begins, the byte is missing.
"""

from __future__ import annotations

import re
from functools import cache
from heapq import nlargest
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from reader.text.encoding import mark_length
from reader.text.ordinary import value_in_chinese
from reader.text.patterns import lazy_pattern
from reader.text.repair.halves import completions
from reader.text.repair.likelihood import Frame, beginnings, ends
from reader.text.repair.model import Confidence, Repair
from reader.text.repair.vocabulary import known_words
from reader.text.source_text import canonical_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    _Judge = Callable[[str, str, int, Sequence[int]], "_Torn"]

NAME = "lost-byte"

_CODECS = frozenset(("gb18030", "big5hkscs", "cp950"))
_TOKEN = lazy_pattern(
    rb"[\x00-\x7f]|[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x81-\xfe][\x40-\x7e\x80-\xfe]|.", re.DOTALL
)
_LOST = "\ufffd"
_FEWEST = 2
"""Pairs that are torn; one may as well be a rare character."""
_LEAST_GAIN = 1.5
_LEAST_VALUE = 0.6
"""How much better Chinese a stretch is when it is read from the other halves on, and how good."""
_NEAR = 16
"""So many characters around where it seems to begin, words tell better."""
_PLACES = 3
_CLOSE = 8.0
"""Of the likeliest places so many are tried, if they are by no more nats worse than the best."""
_CLEARLY = 4.0
"""Nats between the likeliest character of which half is left and the next."""
_MOST_ALTERNATIVES = 5
_MOST_JUDGED = 500
"""In so many stretches of a text; where more are torn, words are not asked any more."""


class _Stretch(NamedTuple):
    """Pairs of bytes in a row, and the half pair they end in."""

    start: int
    """Number of its first pair in the line."""
    pairs: Sequence[bytes]
    half: bytes


class _Torn(NamedTuple):
    """How a stretch reads from where it is torn."""

    at: int
    """Number of the pair in the stretch."""
    texts: tuple[str, ...]
    """The likeliest first; they differ in the character of which half is left."""
    confidence: Confidence


def find_in_bytes(data: bytes, codec: str, raw: str) -> Sequence[Repair]:
    """Return a repair for each torn stretch.

    The repairs are of the text in canonical form.

    Args:
        data: the bytes of the file.
        codec: the codec they were decoded with.
        raw: what it made of them.
    """
    if codec not in _CODECS or _LOST not in raw:
        return ()
    repairs: list[Repair] = []
    length = 0
    lines = zip(data[mark_length(data, codec) :].split(b"\n"), raw.split("\n"), strict=False)
    for number, (line, read) in enumerate(lines):
        if _LOST in read:
            judge = _judge if len(repairs) < _MOST_JUDGED else _leave
            for repair in _in_line(line, read, codec, judge):
                start = canonical_length(read[: repair.start], is_first=number == 0)
                repairs.append(repair.shifted(length + start - repair.start))
        length += canonical_length(read.removesuffix("\r"), is_first=number == 0) + 1
    return repairs


def _in_line(line: bytes, read: str, codec: str, judge: _Judge) -> Iterator[Repair]:
    """Yield the repairs of a line, in offsets of the line as it was decoded."""
    tokens = _TOKEN.findall(line)
    if len(tokens) != len(read):
        return
    for stretch in _stretches(tokens):
        start, end = stretch.start, stretch.start + len(stretch.pairs) + 1
        shifted = _shifted(stretch, codec)
        at = _seam(read[start : end - 1], shifted)
        if at is None:
            continue
        halves = [pair[0] for pair in stretch.pairs] if codec == "gb18030" else []
        torn = judge(read[start : end - 1], shifted, at, halves)
        yield Repair(
            rule=NAME,
            start=start + torn.at,
            end=end,
            before=read[start + torn.at : end],
            after=torn.texts[0],
            confidence=torn.confidence,
            alternatives=torn.texts[1:],
        )


def _stretches(tokens: Sequence[bytes]) -> Iterator[_Stretch]:
    start = 0
    for number, token in enumerate(tokens):
        if len(token) == 2:
            continue
        if len(token) == 1 and token >= b"\x81" and number - start >= _FEWEST:
            yield _Stretch(start, tokens[start:number], token)
        start = number + 1


def _shifted(stretch: _Stretch, codec: str) -> str:
    """Return what a stretch reads from the second half of its first pair on."""
    data = b"".join((*stretch.pairs, stretch.half))
    whole = data[1:].decode(codec, "replace")
    if len(whole) == len(stretch.pairs) and _LOST not in whole:
        return whole
    # One pair after the other, so that one that is none does not shift the rest.
    read = (data[at : at + 2].decode(codec, "replace") for at in range(1, len(data), 2))
    return "".join(character if len(character) == 1 else _LOST for character in read)


def _seam(read: str, shifted: str) -> int | None:
    """Return the character at which a stretch seems to begin to be torn; None where it is not."""
    kept = list(accumulate(map(_value, read), initial=0.0))
    mended = list(accumulate(map(_value, reversed(shifted)), initial=0.0))[::-1]
    values = list(map(add, kept, mended))
    at = max(range(len(read) - _FEWEST + 1), key=values.__getitem__)
    is_better = values[at] - values[-1] >= _LEAST_GAIN
    return at if is_better and mended[at] >= _LEAST_VALUE * (len(read) - at) else None


_value = cache(value_in_chinese)


def _leave(read: str, shifted: str, at: int, halves: Sequence[int]) -> _Torn:
    return _Torn(at, (_LOST + shifted[at:],), Confidence.MEDIUM)


def _judge(read: str, shifted: str, at: int, halves: Sequence[int]) -> _Torn:
    """Return how a stretch reads, by the words that its two readings make around the seam.

    Args:
        read: as it was decoded.
        shifted: as it reads from the other halves on.
        at: where one goes over into the other.
        halves: the first byte of each pair; none where nothing is known of the other bytes.
    """
    low, high = max(0, at - _NEAR), at + _NEAR
    words = known_words()
    known = beginnings(read[low:high], words)
    values = list(map(add, known, ends(shifted[low:high], words)))
    places = nlargest(_PLACES, range(len(values[:-_FEWEST] or values)), key=values.__getitem__)
    tried = []
    for place in (low + each for each in places if values[each] >= values[places[0]] - _CLOSE):
        candidates = {_LOST}
        if halves:
            candidates.update(completions(first=halves[place]), completions(second=halves[place]))
        frame = Frame(read[low:place], shifted[place:high], words)
        tried.append((sorted(((frame.score(c), c) for c in candidates), reverse=True), place))
    ranked, at = max(tried)
    rest = shifted[at:]
    characters = [c for _, c in ranked if c != _LOST][:_MOST_ALTERNATIVES]
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] >= _CLEARLY:
        texts = tuple(c + rest for c in (*characters, _LOST))
        return _Torn(at, texts, Confidence.LOW)
    return _Torn(at, tuple(c + rest for c in (_LOST, *characters)), Confidence.MEDIUM)
