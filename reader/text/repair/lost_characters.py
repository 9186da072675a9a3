"""Which characters one may be of which bytes were lost, and which of them stands in a place.

Few bytes are none of an encoding, so there are at most some hundred. Nearly always none of them
makes a word with what stands around it, and then they are as likely as they are by themselves,
which is found out once.
"""

from __future__ import annotations

from functools import cache, lru_cache
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.ordinary import is_ordinary
from reader.text.repair.likelihood import STOPS, Alone, Frame, value_beside_stops
from reader.text.repair.model import Confidence
from reader.text.repair.vocabulary import is_common, known_words, simplified_forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOST = 0xFF
"""Stands for a lost byte: neither UTF-8, GBK nor Big5 has it."""
INDENT = "\u3000"
OPENING = "“‘「『《〈【（〔"
CLOSING = dict(zip("”’」』》〉】）〕", OPENING, strict=True))
WITHIN_LINE = frozenset(OPENING + "，、" + INDENT)

_CLEARLY = 8.0
"""Nats between the likeliest character and the next, or one that is rare."""
_RARE = "龘"
"""Stands for all that are."""
_MOST_ALTERNATIVES = 5
_COMPARED = _MOST_ALTERNATIVES + 2
"""The likeliest, its alternatives, and perhaps what stands for the rare ones."""


class Ranked(NamedTuple):
    """What stands in a place, as far as that can be told."""

    likeliest: str
    others: tuple[str, ...]
    """The next ones, the likeliest first."""
    confidence: Confidence


class Choice:
    """The characters that one with lost bytes may be. Compared by identity, as it is kept."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        self.marks = tuple(c for c in characters if c in CLOSING or c in WITHIN_LINE)
        """Those that do not fit everywhere."""
        self.usual = tuple(c for c in characters if is_ordinary(c) or not is_han(c))
        """Those that are not rare."""
        self.fits_anywhere = not set(self.usual).issubset(self.marks)
        """Whether one of these stays, whatever marks do not fit."""
        rare = _RARE if len(self.usual) < len(characters) else ""
        self.rated = tuple(Alone.of(c, known_words()) for c in (*self.usual, *rare))
        """What is compared: all rare ones are as likely as each other."""
        self._forms = frozenset(each.simplified for each in self.rated)
        self._letters = frozenset(each.simplified for each in self.rated if each.value is None)
        self._orders: dict[int, list[tuple[float, Alone]]] = {}
        self._by_stops: dict[tuple[bool, bool], Ranked] = {}

    def ranked(self, before: str, after: str) -> Ranked:
        """Return the likeliest character between two pieces of text."""
        forms = simplified_forms()
        # Few texts have a word here, so it is asked for first.
        words = self._forms & _following().get(before[-1:].translate(forms), _NONE)
        words |= self._forms & _preceding().get(after[:1].translate(forms), _NONE)
        words |= self._letters
        if words:
            return _ranked_with_words(self, words, before, after)
        stops = before[-1:] in STOPS, after[:1] in STOPS
        if stops not in self._by_stops:
            likeliest = self._by_themselves(sum(stops))[:_COMPARED]
            self._by_stops[stops] = _judged([(value, each.character) for value, each in likeliest])
        return self._by_stops[stops]

    def with_words(self, words: frozenset[str], before: str, after: str) -> Ranked:
        """Return the same where some, in Simplified, make words with what stands around."""
        within = [each for each in self.rated if each.simplified in words]
        stops = (before[-1:] in STOPS) + (after[:1] in STOPS)
        others = (each for _, each in self._by_themselves(stops) if each.simplified not in words)
        likeliest = [each for each, _ in zip(others, range(_COMPARED), strict=False)]
        rated = Frame(before, after, known_words()).rated([*within, *likeliest])
        return _judged(sorted(rated, reverse=True)[:_COMPARED])

    def _by_themselves(self, stops: int) -> list[tuple[float, Alone]]:
        """Return how likely the characters are beside a number of stops, the likeliest first."""
        if stops not in self._orders:
            rated = [
                (value_beside_stops(each, stops), each)
                for each in self.rated
                if each.value is not None
            ]
            self._orders[stops] = sorted(rated, key=_value_and_character, reverse=True)
        return self._orders[stops]


@lru_cache(20_000)
def choice(unit: bytes, following: bytes, written: str, misread: str) -> Choice:
    """Return what a unit may have been; nothing if more of it is lost than may be found out.

    Args:
        unit: the bytes of a character, those that were lost as `LOST`.
        following: the byte behind them, empty at the end.
        written: the encoding it was written in.
        misread: the encoding that has no character for the bytes that were lost.
    """
    if unit.count(LOST) > (2 if written == "utf-8" else 1):
        return _choice_of(())
    at = unit.rfind(LOST)
    # By the bytes that it may be, as most that may follow tell the same of it.
    lost = _lost(unit[at + 1 : at + 2] or following, misread)
    return _choice_among(unit, lost, written, misread)


@lru_cache(10_000)
def without(choice: Choice, unwanted: str) -> Choice:
    """Return the same choice without some characters."""
    return _choice_of(tuple(c for c in choice.characters if c not in unwanted))


@lru_cache(4_000)
def _choice_of(characters: tuple[str, ...]) -> Choice:
    return Choice(characters)


@lru_cache(4_000)
def _choice_among(unit: bytes, lost: bytes, written: str, misread: str) -> Choice:
    return _choice_of(_characters(unit, lost, written, misread))


@lru_cache(4_000)
def _characters(unit: bytes, lost: bytes, written: str, misread: str) -> tuple[str, ...]:
    """Return the characters that some bytes may have been, the last lost one of which is given."""
    at = unit.rfind(LOST)
    head, tail = unit[:at], unit[at + 1 :]
    last = 0xC0 if written == "utf-8" else LOST
    wholes = (head + bytes((byte,)) + tail for byte in lost if byte < last)
    earlier = head.rfind(LOST)
    if earlier < 0:
        # Not kept each by itself: there are a hundred times as many.
        return tuple(c for whole in wholes for c in _character(whole, written))
    # From the last to the first, so that what follows a lost byte is known.
    return tuple(
        c
        for whole in wholes
        for c in _characters(
            whole, _lost(whole[earlier + 1 : earlier + 2], misread), written, misread
        )
    )


def _character(unit: bytes, written: str) -> tuple[str, ...]:
    """Return the character that some bytes are, or none."""
    character = unit.decode(written, "ignore")
    # Interned, as one is found in very many places.
    return (intern(character),) if len(character) == 1 and _is_text(character) else ()


def _is_text(character: str) -> bool:
    is_full_width = "\uff01" <= character <= "\uff5e" or character == INDENT
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


_NONE: frozenset[str] = frozenset()


@cache
def _following() -> Mapping[str, frozenset[str]]:
    """Return what stands behind a character in words, all in Simplified."""
    return _gathered([(pair[0], pair[1]) for pair in known_words().pairs])


@cache
def _preceding() -> Mapping[str, frozenset[str]]:
    return _gathered([(pair[1], pair[0]) for pair in known_words().pairs])


def _gathered(pairs: Sequence[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    for of, other in pairs:
        found.setdefault(of, []).append(other)
    return {of: frozenset(others) for of, others in found.items()}


def _value_and_character(rated: tuple[float, Alone]) -> tuple[float, str]:
    return rated[0], rated[1].character


@lru_cache(4_000)
def _ranked_with_words(choice: Choice, words: frozenset[str], before: str, after: str) -> Ranked:
    return choice.with_words(words, before, after)


def _judged(ranked: Sequence[tuple[float, str]]) -> Ranked:
    """Return what is to be told of some characters and how likely they are, the likeliest first."""
    likeliest = next(c for _, c in ranked if c != _RARE)
    others = [(value, c) for value, c in ranked if c != likeliest]
    is_clear = ranked[0][1] == likeliest and ranked[0][0] - others[0][0] >= _CLEARLY
    return Ranked(
        likeliest,
        tuple(c for _, c in others if c != _RARE)[:_MOST_ALTERNATIVES],
        Confidence.MEDIUM if is_clear else Confidence.LOW,
    )
