"""Characters of which a byte was lost when a text was misread.

What a wrong encoding has no character for is shown as U+FFFD. The bytes beside it are known, and
few bytes are none of that encoding; of the characters that remain, the likeliest by the words
around it is taken, and the others are kept as alternatives.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.ordinary import is_ordinary
from reader.text.repair.likelihood import Frame
from reader.text.repair.model import Confidence
from reader.text.repair.vocabulary import LONGEST, is_common, known_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOST = 0xFF
"""Stands for a lost byte: neither UTF-8, GBK nor Big5 has it."""

_UTF8 = re.compile(
    rb"[\x00-\x7f]+|(?:[\xe0-\xef][\x80-\xbf]{2})+|[\xe0-\xef][\x80-\xbf\xff]{1,2}"
    rb"|[\xc2-\xdf][\x80-\xbf\xff]|[\xf0-\xf4][\x80-\xbf\xff]{1,3}|.",
    re.DOTALL,
)
_PAIRS = re.compile(
    rb"[\x00-\x7f]+|(?:[\x81-\xfe][\x40-\xfe])+|[\x81-\xff][\x40-\xff]|.", re.DOTALL
)
_NEAR = LONGEST - 1
"""Characters on either side that may make a word with one."""
_CLEARLY = 8.0
"""Nats between the likeliest character and the next, or one that is rare."""
_RARE = "龘"
"""Stands for all that are."""
_MOST_ALTERNATIVES = 5
_OPENING = "“‘「『《〈【（〔"
_CLOSING = dict(zip("”’」』》〉】）〕", _OPENING, strict=True))
_INDENT = "\u3000"
_WITHIN_LINE = frozenset(_OPENING + "，、" + _INDENT)
_SPEECH = 400
"""Characters in which brackets are looked at."""


class Doubt(NamedTuple):
    """A character of which a byte was lost."""

    place: int
    """Number of the character in the text."""
    alternatives: tuple[str, ...]
    confidence: Confidence


class Restored(NamedTuple):
    """A text that was read again, with what is doubtful in it."""

    text: str
    doubts: tuple[Doubt, ...] = ()


def restore(data: bytes, written: str, misread: str, *, most_lost: float = 1.0) -> Restored | None:
    """Return a line as it was written; with U+FFFD where no ordinary character fits.

    Args:
        data: its bytes, those that were lost as `LOST`.
        written: the encoding it was written in.
        misread: the encoding that has no character for the bytes that were lost.
        most_lost: share of the characters that may be U+FFFD; None is returned if more are.
    """
    if LOST not in data:
        text = data.decode(written, "replace")
        return Restored(text) if _count_lost((text,)) <= most_lost * len(text) else None
    units = (_UTF8 if written == "utf-8" else _PAIRS).findall(data)
    texts = [unit.decode(written, "replace") if LOST not in unit else "" for unit in units]
    # Each unit with a lost byte becomes one character; to find out which takes long.
    most = most_lost * (sum(map(len, texts)) + texts.count(""))
    if _count_lost(texts) > most:
        return None
    doubts = _filled(units, texts, written, misread)
    if _count_lost(texts) > most:
        return None
    return Restored("".join(texts), doubts)


def _count_lost(texts: Iterable[str]) -> int:
    return sum(text.count("\ufffd") for text in texts)


def _filled(
    units: Sequence[bytes], texts: list[str], written: str, misread: str
) -> tuple[Doubt, ...]:
    """Put the likeliest character in place of each empty text; return what is doubtful."""
    most = 2 if written == "utf-8" else 1
    doubts: list[Doubt] = []
    length = 0
    is_indent = True
    # The end of the text so far, as much of it as is looked at.
    near = ""
    for number, unit in enumerate(units):
        if not texts[number]:
            after = "".join(t[:_NEAR] or "\ufffd" for t in texts[number + 1 : number + 1 + _NEAR])[
                :_NEAR
            ]
            following = units[number + 1][:1] if number + 1 < len(units) else b""
            is_hopeless = unit.count(LOST) > most
            found = () if is_hopeless else _characters(unit, following, written, misread)
            fitting = found
            if _has_marks(found):
                fitting = tuple(c for c in found if _fits(c, near, after))
            texts[number], doubt = _likeliest(fitting, near, after, is_first=is_indent)
            if doubt is not None:
                doubts.append(doubt._replace(place=length))
        length += len(texts[number])
        near = (near + texts[number][-_SPEECH:])[-_SPEECH:]
        is_indent = is_indent and not texts[number].strip(_INDENT)
    return tuple(doubts)


@cache
def _characters(unit: bytes, following: bytes, written: str, misread: str) -> tuple[str, ...]:
    """Return the characters that some bytes, some of them lost, may have been."""
    at = unit.rfind(LOST)
    if at < 0:
        character = unit.decode(written, "ignore")
        return (character,) if len(character) == 1 and _is_text(character) else ()
    # From the last to the first, so that what follows a lost byte is known.
    following = unit[at + 1 : at + 2] or following
    return tuple(
        character
        for byte in range(0x80, 0xC0 if written == "utf-8" else LOST)
        if not following or following[0] == LOST or _is_lost(byte, following, misread)
        for character in _characters(
            unit[:at] + bytes((byte,)) + unit[at + 1 :], b"", written, misread
        )
    )


def _is_text(character: str) -> bool:
    is_full_width = "\uff01" <= character <= "\uff5e" or character == _INDENT
    return is_full_width or is_han(character) or is_common(character)


@cache
def _is_lost(byte: int, following: bytes, misread: str) -> bool:
    return bytes((byte, *following)).decode(misread, "replace").startswith("\ufffd")


@lru_cache(10_000)
def _has_marks(characters: tuple[str, ...]) -> bool:
    """Tell whether there are any of which not all fit everywhere."""
    return not _WITHIN_LINE.isdisjoint(characters) or not _CLOSING.keys().isdisjoint(characters)


@lru_cache(10_000)
def _usual(characters: tuple[str, ...]) -> tuple[str, ...]:
    """Return characters without the rare ones."""
    return tuple(c for c in characters if is_ordinary(c) or not is_han(c))


def _fits(character: str, before: str, after: str) -> bool:
    """Tell whether a mark may stand where it would: no bracket closes that was not opened."""
    if character in _CLOSING:
        near = before[-_SPEECH:]
        return near.count(_CLOSING[character]) > near.count(character)
    return after != "" or character not in _WITHIN_LINE


def _likeliest(
    fitting: tuple[str, ...], before: str, after: str, *, is_first: bool
) -> tuple[str, Doubt | None]:
    """Return the likeliest character, and what is doubtful about it, with a place yet to be told.

    Args:
        fitting: the characters that it may be.
        before: the end of the text before it.
        after: the beginning of the text after it.
        is_first: whether there is nothing but indentation before it.
    """
    if is_first and _INDENT in fitting:
        return _INDENT, Doubt(0, (), Confidence.MEDIUM)
    usual = _usual(fitting)
    if not usual:
        return "\ufffd", None
    if len(fitting) == 1:
        return usual[0], Doubt(0, (), Confidence.MEDIUM)
    rare = _RARE if len(usual) < len(fitting) else ""
    ranked = _ranked((*usual, *rare), before[-_NEAR:], after)
    likeliest = next(c for _, c in ranked if c != _RARE)
    others = [(value, c) for value, c in ranked if c != likeliest]
    is_clear = ranked[0][1] == likeliest and ranked[0][0] - others[0][0] >= _CLEARLY
    return likeliest, Doubt(
        0,
        tuple(c for _, c in others if c != _RARE)[:_MOST_ALTERNATIVES],
        Confidence.MEDIUM if is_clear else Confidence.LOW,
    )


@lru_cache(1_000)
def _ranked(fitting: tuple[str, ...], before: str, after: str) -> list[tuple[float, str]]:
    """Return characters with their likelihoods in a place, the likeliest first."""
    frame = Frame(before, after, known_words())
    return sorted(((frame.score(c), c) for c in fitting), reverse=True)
