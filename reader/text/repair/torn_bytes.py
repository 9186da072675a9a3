"""Reading on where bytes of GBK were torn apart: `我?guī)退谑謾C` is `我幫他在手機`.

A tool put `(guī)` after each pair of bytes of 規, D2 8E, and there was one in 我幫, CE D2 8E CD.
The text was then decoded anew: 8E and the bracket became one question mark, and what follows was
decoded one byte out of step, until a byte of ASCII, a bracket or the end of the line.

Here the way is gone back. The shown characters are turned into bytes and the bytes into characters
from the first half of a pair on. What was lost on the way is tried: halves swallowed with a
question mark, and pairs that vanished because they stood for private-use characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.text.patterns import lazy_pattern
from reader.text.repair.halves import (
    TRIED,
    completions,
    from_bytes,
    in_full,
    to_bytes,
    words_with_lost_pair,
)
from reader.text.repair.pinyin_table import LETTERS, by_reading, readings
from reader.text.repair.vocabulary import is_common, is_within_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TORN_BRACKET = re.compile(rf"[?？]([{LETTERS}]{{1,6}})[)）]")
"""A bracket of the artefact whose opening half was swallowed."""

UNKNOWN = "\n"
"""Stands for a torn character until it is chosen: no word has it, and it tells nothing."""
_BRACKET = re.compile(rf"\([{LETTERS}]{{1,6}}\)|（[{LETTERS}]{{1,6}}）")
_YEAR = lazy_pattern("[04-9][0-9]{2}(?= ?年|[)）])")
"""The rest of one of the last or of this century."""
_TAG = lazy_pattern(r"/[a-z]{1,10}>")
CUTS = "！。，？；：、!,?;:"
"""Marks at which tools cut a text, by bytes as well: inside `。“`, A1A3 A1B0, lies `！`, A3A1."""

_LONGEST = 120
"""Characters out of step; longer ones were not seen and are left as they are."""
_MOST_STRANGE = 4
"""Uncommon characters one after the other, after which a way back is no way back."""
_MOST = 64
"""Ways followed up from one place."""

_FOLDED = 1.5
_LOST_HALF = 5.0
_WRONG_MARK_LAST = 6.0
"""For a comma at the end of a line, or another mark than its own after a question."""
_NEVER_LAST = frozenset("，、；（“‘「『《〈【〔〖·—…○")
_QUESTION = re.compile("[嗎吗呢誰谁哪怎豈岂何][^，。；！？,;!?]*$")
VANISHED = 8.0


class Rebuilt(NamedTuple):
    """A possible way back."""

    text: str
    end: int
    """Offset in the damaged text up to which the text stands for it."""
    cost: float = 0.0
    """In nats, for what had to be assumed."""
    proofs: int = 0
    """How many brackets stand after a character that is so read."""
    lost: int = 0
    """How many halves and pairs were lost and are guessed."""
    pairs: tuple[tuple[int, int, int], ...] = ()
    """Where in `text` a pair may have vanished: index and the two known bytes around it."""


@dataclass(slots=True)
class Effort:
    """What it took to find ways back; they are many more than come to an end."""

    steps: int = 0


def after_bracket(
    source: str, match: re.Match[str], previous: str, effort: Effort
) -> Iterator[Rebuilt]:
    """Yield the ways to read on at a bracket that tore two characters apart.

    Args:
        source: the damaged text.
        match: a `TORN_BRACKET` in it.
        previous: the character before it, as it was before the damage.
        effort: is added to.
    """
    for needle in needles(match[1], previous):
        start = Rebuilt(text="", end=match.end(), proofs=1)
        yield from read_on(source, start, needle[1], needle[0], effort)


def needles(reading: str, previous: str) -> Iterator[bytes]:
    """Yield the bytes of the characters of a reading that may have torn another one apart.

    Args:
        reading: what the torn bracket shows.
        previous: the character before it: its second byte is the first one of theirs.
    """
    lead = to_bytes(previous)[1:]
    for character in by_reading().get(reading, ()):
        needle = to_bytes(character)
        if lead and needle[:1] == lead:
            yield needle


def read_on(
    source: str, start: Rebuilt, pending: int, before: int, effort: Effort
) -> Iterator[Rebuilt]:
    """Yield the ways back from a place where half a pair is pending.

    Args:
        source: the damaged text.
        start: what is read so far.
        pending: the first byte of the character to complete.
        before: the byte before it.
        effort: is added to.
    """
    limit = start.end + _LONGEST
    stack = [(start, pending, before, 0)]
    for _ in range(_MOST * _LONGEST):
        if not stack:
            return
        effort.steps += 1
        way, pending, before, strange = stack.pop()
        if way.end >= limit:
            continue
        yield from _endings(source, way, pending)
        for longer, following, last in _continuations(source, way, pending, before):
            new = longer.text[len(way.text) :]
            count = strange
            if new:
                count = 0 if all(map(is_common, new)) else strange + 1
            if count < _MOST_STRANGE and len(stack) < _MOST:
                stack.append((longer, following, last, count))


def _endings(source: str, way: Rebuilt, pending: int) -> Iterator[Rebuilt]:
    """Yield the ways that are in step again after what is shown next."""
    shown = source[way.end : way.end + 1]
    if not shown or shown == "\n":
        yield from _lost_endings(way, pending, "", 0, ends_line=True)
    elif shown in "?？":
        yield from _endings_at_question_mark(source, way, pending)
    elif not shown.isascii():
        yield from _endings_within_character(way, pending, to_bytes(shown))
    elif shown >= "@":
        yield from _endings_at_letter(source, way, pending)


def _endings_within_character(way: Rebuilt, pending: int, shown: bytes) -> Iterator[Rebuilt]:
    """Yield the way that ends with the first byte of what is shown, its second one being ASCII."""
    if len(shown) == 2 and shown[1] < 0x80:
        character = from_bytes(pending, shown[0])
        if character:
            yield _longer(way, character + chr(shown[1]), 1, pair=(pending, shown[0]))


def _endings_at_letter(source: str, way: Rebuilt, pending: int) -> Iterator[Rebuilt]:
    """Yield the ways that end with a letter, the second byte of the character to complete."""
    second = ord(source[way.end])
    character = from_bytes(pending, second)
    bracket = _BRACKET.match(source, way.end + 1)
    reading = bracket[0][1:-1] if bracket is not None else ""
    if bracket is None or reading not in by_reading():
        if character:
            yield _longer(way, character, 1, pair=(pending, second))
        return
    shown = bracket.end() - way.end
    if reading in readings().get(character, ()):
        yield _longer(way, character, shown)._replace(proofs=way.proofs + 1)
    annotated = [c for c in by_reading()[reading] if to_bytes(c)[1] == second]
    yield from _endings_after_vanished_pair(way, pending, annotated, shown)


def _endings_after_vanished_pair(
    way: Rebuilt, pending: int, annotated: Iterable[str], shown: int
) -> Iterator[Rebuilt]:
    """Yield the ways that end with one of some characters whose first byte vanished."""
    for last in annotated:
        for character in completions(first=pending, vanishing=True):
            longer = _longer(way, character + last, shown, cost=VANISHED, lost=2)
            yield longer._replace(proofs=way.proofs + 1)


def _endings_at_question_mark(source: str, way: Rebuilt, pending: int) -> Iterator[Rebuilt]:
    bracket = TORN_BRACKET.match(source, way.end)
    if bracket is not None:
        annotated = by_reading().get(bracket[1], ())
        shown = bracket.end() - way.end
        for character in annotated:
            if to_bytes(character)[0] == pending:
                yield _longer(way, character, shown)._replace(proofs=way.proofs + 1)
        yield from _endings_after_vanished_pair(way, pending, annotated, shown)
        return
    following = source[way.end + 1 : way.end + 2]
    character = from_bytes(pending, 0x80)
    if "@" <= following <= "z" and character:
        # 80, which begins no pair, and half a pair.
        longer = _longer(way, character, 1, cost=_LOST_HALF, lost=1)
        for second in completions(second=ord(following)):
            yield from _endings_at_letter(source, longer, to_bytes(second)[0])
    if following and following in "?？":
        return
    ends_line = following in {"", "\n"}
    for swallowed in _swallowed(source, way.end + 1):
        yield from _lost_endings(way, pending, swallowed, 1, ends_line=ends_line)


def _swallowed(source: str, at: int) -> Iterator[str]:
    """Yield what of ASCII a question mark may have taken with it, by what follows at an offset."""
    following = source[at : at + 1]
    if _TAG.match(source, at):
        yield "<"
    elif not following or following == "\n" or following in CUTS:
        yield ""
    elif following == "*" and source[at + 1 : at + 2] != "*":
        yield "*"
    elif following.isascii() and (following.isalpha() or following in "[!"):
        yield " "
    else:
        year = _YEAR.match(source, at)
        if year is not None:
            yield "2" if year[0][0] == "0" else "1"
        yield "\N{REPLACEMENT CHARACTER}"


def _lost_endings(
    way: Rebuilt, pending: int, swallowed: str, shown: int, *, ends_line: bool
) -> Iterator[Rebuilt]:
    """Yield the ways that end with half a character of which nothing is left."""
    previous = way.text[-1:]
    for place, character in enumerate(completions(first=pending, most=None)):
        if place >= TRIED and previous != UNKNOWN and not is_within_word(previous + character):
            continue
        cost = _LOST_HALF + (_at_line_end(way.text, character) if ends_line else 0.0)
        yield _longer(way, character + swallowed, shown, cost=cost, lost=1)
    for word in words_with_lost_pair(pending):
        yield _longer(way, word + swallowed, shown, cost=_LOST_HALF + VANISHED / 2, lost=3)


def _at_line_end(text: str, mark: str) -> float:
    """Return what tells against a mark as the last one of a line, in nats."""
    is_wrong = mark in _NEVER_LAST or (mark in "！：" and _QUESTION.search(text) is not None)
    return _WRONG_MARK_LAST if is_wrong else 0.0


def _continuations(
    source: str, way: Rebuilt, pending: int, before: int
) -> Iterator[tuple[Rebuilt, int, int]]:
    """Yield the ways that stay out of step, the byte then pending, and the one before it."""
    shown = source[way.end : way.end + 1]
    if not shown or shown == "\n":
        return
    bracket = _BRACKET.match(source, way.end)
    if bracket is not None and bracket[0][1:-1] in readings().get(from_bytes(before, pending), ()):
        yield way._replace(end=bracket.end(), proofs=way.proofs + 1), pending, before
        return
    if shown in "?？" and TORN_BRACKET.match(source, way.end) is None:
        yield from _after_byte_80(source, way, pending)
    data = in_full(shown)
    if len(data) == 2:
        character = from_bytes(pending, data[0])
        if character and data[1] >= 0x80:
            cost = _FOLDED if shown.isascii() else 0.0
            longer = _longer(way, character, 1, cost=cost, pair=(pending, data[0]))
            yield longer, data[1], data[0]


def _after_byte_80(source: str, way: Rebuilt, pending: int) -> Iterator[tuple[Rebuilt, int, int]]:
    """Yield the ways on from a question mark that is 80, which begins no pair, and half a pair."""
    character = from_bytes(pending, 0x80)
    data = in_full(source[way.end + 1 : way.end + 2] or "\n")
    if not character or not is_common(character) or len(data) != 2:
        return
    for following in completions(second=data[0]):
        yield _longer(way, character + following, 2, cost=_LOST_HALF, lost=1), data[1], data[0]


def _longer(
    way: Rebuilt,
    text: str,
    shown: int,
    *,
    cost: float = 0.0,
    lost: int = 0,
    pair: tuple[int, int] | None = None,
) -> Rebuilt:
    # `_replace` takes longer, and this is done for every character of every way.
    return Rebuilt(
        text=way.text + text,
        end=way.end + shown,
        cost=way.cost + cost,
        proofs=way.proofs,
        lost=way.lost + lost,
        pairs=way.pairs if pair is None else (*way.pairs, (len(way.text), *pair)),
    )
