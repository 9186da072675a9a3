"""Characters of which a byte was lost when a text was misread.

What a wrong encoding has no character for is shown as U+FFFD. The bytes beside it are known, and
few bytes are none of that encoding; of the characters that remain, the likeliest by the words
around it is taken, and the others are kept as alternatives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.text.ordinary import count_ordinary
from reader.text.patterns import lazy_pattern
from reader.text.repair.lost_characters import CLOSING, INDENT, LOST, WITHIN_LINE, choice, without
from reader.text.repair.model import Confidence
from reader.text.repair.vocabulary import LONGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.repair.lost_characters import Choice

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


class Reading:
    """Bytes read in the encoding they were written in, with nothing where one was lost."""

    def __init__(self, data: bytes, written: str) -> None:
        units = (_UTF8 if written == "utf-8" else _PAIRS).findall(data)
        self.texts = _decoded([unit if LOST not in unit else b"" for unit in units], written)
        """Each unit with a lost byte becomes one character; to find out which takes long."""
        self.lost = [number for number, text in enumerate(self.texts) if not text]
        units.append(b"")
        self.torn = [(units[number], units[number + 1][:1]) for number in self.lost]
        """These units, each with the byte behind it."""
        known = "".join(self.texts)
        self.length = len(known) + len(self.lost)
        self.wrong = known.count("\ufffd")
        """How many characters are none."""
        self._ordinary = count_ordinary(known) + len(self.lost)
        self._beyond = len(known) - len(known.encode("ascii", "ignore")) + len(self.lost)

    def most_ordinary(self, given_up: int = 0) -> float:
        """Return the share of ordinary characters if all that were lost were but some given up."""
        return (self._ordinary - given_up) / self._beyond


def _decoded(units: Sequence[bytes], written: str) -> list[str]:
    """Return each unit decoded, U+FFFD for what is no character."""
    # All at once, three times as fast; no character goes on over the end of a line.
    texts = b"\n".join(units).decode(written, "replace").split("\n")
    if len(texts) == len(units):
        return texts
    return [unit.decode(written, "replace") for unit in units]


class Known:
    """What was found out about some bytes, to be asked again for other tables.

    It is about one encoding they were written in, and the same shares of what is lost.
    """

    def __init__(self) -> None:
        self.readings: dict[bytes, Reading] = {}
        self.restored: dict[tuple[bytes, tuple[Choice, ...]], Restored | None] = {}

    def forget_refused(self) -> None:
        """Forget what was not restored as it would not have been ordinary enough."""
        self.restored = {key: each for key, each in self.restored.items() if each is not None}


def restore(
    data: bytes,
    written: str,
    misread: str,
    *,
    most_lost: float = 1.0,
    least_ordinary: float = 0.0,
    known: Known | None = None,
) -> Restored | None:
    """Return a line as it was written; with U+FFFD where no ordinary character fits.

    Args:
        data: its bytes, those that were lost as `LOST`.
        written: the encoding it was written in.
        misread: the encoding that has no character for the bytes that were lost.
        most_lost: share of the characters that may be U+FFFD; None is returned if more are.
        least_ordinary: share of those beyond ASCII that must be ordinary; None is returned where
            fewer are, whatever comes in place of what was lost, if anything can.
        known: what was found out before, to look up and to add to.
    """
    if LOST not in data:
        text = data.decode(written, "replace")
        return Restored(text) if text.count("\ufffd") <= most_lost * len(text) else None
    known = Known() if known is None else known
    reading = known.readings.get(data)
    if reading is None:
        reading = known.readings[data] = Reading(data, written)
    most = most_lost * reading.length
    if reading.wrong > most:
        return None
    if reading.most_ordinary() < least_ordinary and any(
        choice(unit, following, written, misread).fits_anywhere for unit, following in reading.torn
    ):
        return None
    choices = tuple([choice(unit, following, written, misread) for unit, following in reading.torn])
    room = most - reading.wrong
    if len([each for each in choices if not each.usual]) > room:
        return None
    if (data, choices) not in known.restored:
        known.restored[data, choices] = _filled(reading, choices, room, least_ordinary)
    return known.restored[data, choices]


def _filled(
    reading: Reading, choices: Sequence[Choice], room: float, least_ordinary: float
) -> Restored | None:
    """Return the text with the likeliest character in each place where one was lost.

    Args:
        reading: what is known of the text.
        choices: what each that was lost may have been.
        room: how many may become U+FFFD, which None is returned for if there are more.
        least_ordinary: see `restore`.
    """
    texts = reading.texts.copy()
    doubts: list[Doubt] = []
    length = done = given_up = 0
    is_indent = True
    # The end of the text so far, as much of it as is looked at.
    near = ""
    for number, each in zip(reading.lost, choices, strict=True):
        before = "".join(texts[done:number])
        done = number
        length += len(before)
        near = (near + before[-_SPEECH:])[-_SPEECH:]
        is_indent = is_indent and not before.strip(INDENT)
        after = _beginning(texts, number + 1)
        misfits = "".join([c for c in each.marks if not _fits(c, near, after)])
        fitting = without(each, misfits) if misfits else each
        is_first = not doubts and fitting.usual != ()
        if is_first and least_ordinary and reading.most_ordinary(given_up) < least_ordinary:
            return None
        texts[number], doubt = _likeliest(fitting, near, after, length, is_first=is_indent)
        if doubt is not None:
            doubts.append(doubt)
        else:
            given_up += 1
            if given_up > room:
                return None
    return Restored("".join(texts), tuple(doubts))


def _beginning(texts: Sequence[str], start: int) -> str:
    """Return the first few characters of some texts, U+FFFD for one that was lost."""
    if start < len(texts) and len(texts[start]) >= _NEAR:
        return texts[start][:_NEAR]
    return "".join([t[:_NEAR] or "\ufffd" for t in texts[start : start + _NEAR]])[:_NEAR]


def _fits(character: str, before: str, after: str) -> bool:
    """Tell whether a mark may stand where it would: no bracket closes that was not opened."""
    if character in CLOSING:
        near = before[-_SPEECH:]
        return near.count(CLOSING[character]) > near.count(character)
    return after != "" or character not in WITHIN_LINE


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
    if is_first and INDENT in choice.characters:
        return INDENT, Doubt(place, (), Confidence.MEDIUM)
    if not choice.usual:
        return "\ufffd", None
    if len(choice.characters) == 1:
        return choice.usual[0], Doubt(place, (), Confidence.MEDIUM)
    likeliest, others, confidence = choice.ranked(before[-_NEAR:], after)
    return likeliest, Doubt(place, others, confidence)
