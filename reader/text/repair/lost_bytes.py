"""Characters of which a byte was lost when a text was misread.

What a wrong encoding has no character for is shown as U+FFFD. The bytes beside it are known, and
few bytes are none of that encoding; of the characters that remain, the likeliest by the words
around it is taken, and the others are kept as alternatives.
"""

from __future__ import annotations

import re
from functools import lru_cache
from heapq import nlargest
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.ordinary import is_ordinary
from reader.text.patterns import lazy_pattern
from reader.text.repair.likelihood import Alone, Frame
from reader.text.repair.model import Confidence
from reader.text.repair.vocabulary import LONGEST, is_common, known_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOST = 0xFF
"""Stands for a lost byte: neither UTF-8, GBK nor Big5 has it."""

_UTF8 = lazy_pattern(
    rb"[\x00-\x7f]+|(?:[\xe0-\xef][\x80-\xbf]{2})+|[\xe0-\xef][\x80-\xbf\xff]{1,2}"
    rb"|[\xc2-\xdf][\x80-\xbf\xff]|[\xf0-\xf4][\x80-\xbf\xff]{1,3}|.",
    re.DOTALL,
)
_PAIRS = lazy_pattern(
    rb"[\x00-\x7f]+|(?:[\x81-\xfe][\x40-\xfe])+|[\x81-\xff][\x40-\xff]|.", re.DOTALL
)
_NEAR = LONGEST - 1
"""Characters on either side that may make a word with one."""
_CLEARLY = 8.0
"""Nats between the likeliest character and the next, or one that is rare."""
_ORDINARY = "的"
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


def restore(
    data: bytes,
    written: str,
    misread: str,
    *,
    most_lost: float = 1.0,
    least_ordinary: float = 0.0,
    known: dict[tuple[bytes, tuple[Choice, ...]], Restored | None] | None = None,
) -> Restored | None:
    """Return a line as it was written; with U+FFFD where no ordinary character fits.

    Args:
        data: its bytes, those that were lost as `LOST`.
        written: the encoding it was written in.
        misread: the encoding that has no character for the bytes that were lost.
        most_lost: share of the characters that may be U+FFFD; None is returned if more are.
        least_ordinary: share of those beyond ASCII that must be ordinary; None is returned where
            fewer are, whatever comes in place of what was lost, if anything can.
        known: what was restored before with the same shares, to look up and to add to.
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
    lost = [number for number, text in enumerate(texts) if not text]
    following = [unit[:1] for unit in units[1:]] + [b""]
    choices = tuple(_choice(units[n], following[n], written, misread) for n in lost)
    room = most - _count_lost(texts)
    if sum(not choice.usual for choice in choices) > room:
        return None
    known = {} if known is None else known
    if (data, choices) not in known:
        doubts = _filled(texts, dict(zip(lost, choices, strict=True)), room, least_ordinary)
        known[data, choices] = None if doubts is None else Restored("".join(texts), doubts)
    return known[data, choices]


def _count_lost(texts: Iterable[str]) -> int:
    return sum(text.count("\ufffd") for text in texts)


def _filled(
    texts: list[str], choices: Mapping[int, Choice], room: float, least_ordinary: float
) -> tuple[Doubt, ...] | None:
    """Put the likeliest character in place of each empty text; return what is doubtful.

    Args:
        texts: the characters, and nothing where they were lost.
        choices: what each of these may have been, by the number of the text.
        room: how many may become U+FFFD, which None is returned for if there are more.
        least_ordinary: see `restore`.
    """
    doubts: list[Doubt] = []
    length = done = 0
    is_indent = True
    # The end of the text so far, as much of it as is looked at.
    near = ""
    for number, choice in choices.items():
        before = "".join(texts[done:number])
        done = number
        length += len(before)
        near = (near + before[-_SPEECH:])[-_SPEECH:]
        is_indent = is_indent and not before.strip(_INDENT)
        after = "".join([t[:_NEAR] or "\ufffd" for t in texts[number + 1 : number + 1 + _NEAR]])[
            :_NEAR
        ]
        misfits = "".join([c for c in choice.marks if not _fits(c, near, after)])
        fitting = _without(choice, misfits) if misfits else choice
        is_first = not doubts and fitting.usual != ()
        if is_first and least_ordinary and _most_ordinary(texts) < least_ordinary:
            return None
        texts[number], doubt = _likeliest(fitting, near, after, length, is_first=is_indent)
        if doubt is not None:
            doubts.append(doubt)
        elif (room := room - 1) < 0:
            return None
    return tuple(doubts)


def _most_ordinary(texts: Iterable[str]) -> float:
    """Return the share of ordinary characters if all that are to be filled in were ordinary."""
    beyond = [c for text in texts for c in text or _ORDINARY if c > "\x7f"]
    return sum(map(is_ordinary, beyond)) / len(beyond)


class Choice:
    """The characters that one with lost bytes may be. Compared by identity, as it is kept."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        self.marks = tuple(c for c in characters if c in _CLOSING or c in _WITHIN_LINE)
        """Those that do not fit everywhere."""
        self.usual = tuple(c for c in characters if is_ordinary(c) or not is_han(c))
        """Those that are not rare."""
        rare = _RARE if len(self.usual) < len(characters) else ""
        self.rated = tuple(Alone.of(c, known_words()) for c in (*self.usual, *rare))
        """What is compared: all rare ones are as likely as each other."""


@lru_cache(4_000)
def _choice_of(characters: tuple[str, ...]) -> Choice:
    return Choice(characters)


@lru_cache(4_000)
def _choice(unit: bytes, following: bytes, written: str, misread: str) -> Choice:
    """Return what a unit may have been; nothing if more of it is lost than may be found out."""
    if unit.count(LOST) > (2 if written == "utf-8" else 1):
        return _choice_of(())
    return _choice_of(_characters(unit, following, written, misread))


@lru_cache(10_000)
def _without(choice: Choice, unwanted: str) -> Choice:
    return _choice_of(tuple(c for c in choice.characters if c not in unwanted))


@lru_cache(4_000)
def _characters(unit: bytes, following: bytes, written: str, misread: str) -> tuple[str, ...]:
    """Return the characters that some bytes, some of them lost, may have been."""
    at = unit.rfind(LOST)
    if at < 0:
        return _character(unit, written)
    # From the last to the first, so that what follows a lost byte is known.
    following = unit[at + 1 : at + 2] or following
    head, tail = unit[:at], unit[at + 1 :]
    last = 0xC0 if written == "utf-8" else LOST
    wholes = (head + bytes((byte,)) + tail for byte in _lost(following, misread) if byte < last)
    if LOST not in head:
        # Not kept each by itself: there are a hundred times as many.
        return tuple(c for whole in wholes for c in _character(whole, written))
    return tuple(c for whole in wholes for c in _characters(whole, b"", written, misread))


def _character(unit: bytes, written: str) -> tuple[str, ...]:
    """Return the character that some bytes are, or none."""
    character = unit.decode(written, "ignore")
    # Interned, as one is found in very many places.
    return (intern(character),) if len(character) == 1 and _is_text(character) else ()


def _is_text(character: str) -> bool:
    is_full_width = "\uff01" <= character <= "\uff5e" or character == _INDENT
    return is_full_width or is_han(character) or is_common(character)


@lru_cache(2_000)
def _lost(following: bytes, misread: str) -> bytes:
    """Return the bytes that are lost before another one, or before none that is known."""
    return bytes(
        byte
        for byte in range(0x80, LOST)
        if not following
        or following[0] == LOST
        or bytes((byte, *following)).decode(misread, "replace").startswith("\ufffd")
    )


def _fits(character: str, before: str, after: str) -> bool:
    """Tell whether a mark may stand where it would: no bracket closes that was not opened."""
    if character in _CLOSING:
        near = before[-_SPEECH:]
        return near.count(_CLOSING[character]) > near.count(character)
    return after != "" or character not in _WITHIN_LINE


def _likeliest(
    choice: Choice, before: str, after: str, place: int, *, is_first: bool
) -> tuple[str, Doubt | None]:
    """Return the likeliest character, and what is doubtful about it.

    Args:
        choice: the characters that it may be.
        before: the end of the text before it.
        after: the beginning of the text after it.
        place: its number in the text.
        is_first: whether there is nothing but indentation before it.
    """
    if is_first and _INDENT in choice.characters:
        return _INDENT, Doubt(place, (), Confidence.MEDIUM)
    if not choice.usual:
        return "\ufffd", None
    if len(choice.characters) == 1:
        return choice.usual[0], Doubt(place, (), Confidence.MEDIUM)
    likeliest, others, confidence = _ranked(choice, before[-_NEAR:], after)
    return likeliest, Doubt(place, others, confidence)


@lru_cache(1_000)
def _ranked(choice: Choice, before: str, after: str) -> tuple[str, tuple[str, ...], Confidence]:
    """Return the likeliest character in a place, the next ones, and how sure the first is."""
    rated = Frame(before, after, known_words()).rated(choice.rated)
    ranked = nlargest(_MOST_ALTERNATIVES + 2, rated)
    likeliest = next(c for _, c in ranked if c != _RARE)
    others = [(value, c) for value, c in ranked if c != likeliest]
    is_clear = ranked[0][1] == likeliest and ranked[0][0] - others[0][0] >= _CLEARLY
    return (
        likeliest,
        tuple(c for _, c in others if c != _RARE)[:_MOST_ALTERNATIVES],
        Confidence.MEDIUM if is_clear else Confidence.LOW,
    )
