"""Parsing JSON text that is damaged, and telling what in it is whole.

One pass, without recursion: however the text is damaged and however deep it nests, the time is
linear in its length, on every interpreter, and bounded. What no file of ours may hold, a name that
is there twice or a number that is none, is parsed as well, as long as it can be told where it ends.

An object that is whole is parsed at once by Python's own parser, ten times as fast; it is tried on
a few thousand characters from each brace, and no longer once that failed too often.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    import re

DEEPEST = 128
"""Levels of nesting: twice what a record of ours may have, for those that others ran into."""

STRING = r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"'
_SPACE = r"[ \t\n\r]*+"
_NAME = rf"(?P<name>{STRING}){_SPACE}:"
_VALUE = lazy_pattern(
    rf"{_SPACE}(?:(?P<string>{STRING})|(?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?"
    rf"(?:[eE][-+]?[0-9]++)?)|(?P<word>true|false|null|NaN|-?Infinity)"
    rf"|(?P<nothing>\{{{_SPACE}\}}|\[{_SPACE}\])"
    rf"|(?P<object>\{{){_SPACE}{_NAME}|(?P<list>\[))"
)
_AFTER_MEMBER = lazy_pattern(rf"{_SPACE}(?:(?P<end>\}})|,{_SPACE}{_NAME})")
_AFTER_ELEMENT = lazy_pattern(rf"{_SPACE}(?:(?P<end>\])|,)")
_WORDS = {"true": True, "false": False}
_AT_ONCE = 4096
"""Characters in which an object must end to be parsed at once."""
_MOST_IN_VAIN = 8_000_000
"""Characters looked at for objects that did not end there; of two thousand damaged places."""
_IN_VAIN = 400
"""Characters that could be looked at in the time an attempt takes besides."""
MOST_STEPS = 300_000
"""Names and values looked at one by one in one text: those in nothing that is whole; an object that
is whole counts twice. More than a second's work; a hundred thousand annotations have fewer."""

TOO_DAMAGED = "too much of it is damaged"
"""Why a file cannot be read, where that is beyond salvage."""


class BeyondSalvageError(Exception):
    """A damaged text has more in it than may be looked at one by one."""


class Parsed(NamedTuple):
    """What was found from one place on."""

    is_whole: bool
    value: Any
    """The value that begins there; None where it is not whole."""
    end: int
    """Where it ends, or where it cannot be gone on with; always after where it began."""
    objects: list[tuple[int, dict[str, Any]]]
    """The largest objects that are whole, with the offsets of their braces, in order."""
    broken: list[int]
    """Offsets of the braces of objects that are not, in order."""


@dataclass(slots=True)
class _Open:
    """An object or a list whose end has not come yet."""

    start: int
    name: str | None
    """Of the member whose value comes next; None in a list."""
    members: list[Any] = field(default_factory=list)
    """Values, in an object each with its name."""


class LooseParser:
    """Parses values from anywhere in one text."""

    def __init__(self, text: str) -> None:
        """Look at a text, which has no lone surrogates."""
        self.keeps_last = True
        """Of members with one name, whether the last is kept; else the first."""
        self.is_ambiguous = False
        """Whether a name was there twice in an object."""
        self._text = text
        self._names: dict[str, str] = {}
        self._left = MOST_STEPS
        self._in_vain = 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=_number, parse_constant=_WORDS.get
        )

    def parse(self, start: int) -> Parsed:
        """Parse the value that begins at an offset, after white space.

        Raises:
            BeyondSalvageError: too much was parsed already.
        """
        around: list[_Open] = []
        done: list[tuple[int, dict[str, Any]]] = []
        position = start
        self._count()
        while token := _VALUE.match(self._text, position):
            self._count()
            kind = token.lastgroup
            if kind in {"name", "list"}:
                brace = token.start("list" if kind == "list" else "object")
                if whole := self._at_once(brace, DEEPEST - len(around)):
                    value, position = whole
                    if kind == "name":
                        done.append((brace, value))
                elif len(around) == DEEPEST:
                    return _broken(brace, around, done)
                else:
                    name = None if kind == "list" else self._string(token["name"])
                    around.append(_Open(brace, name))
                    position = token.end()
                    continue
            else:
                value, position = self._scalar(token), token.end()
            while around:
                innermost = around[-1]
                is_object = innermost.name is not None
                innermost.members.append((innermost.name, value) if is_object else value)
                after = (_AFTER_MEMBER if is_object else _AFTER_ELEMENT).match(self._text, position)
                if after is None:
                    return _broken(position, around, done)
                position = after.end()
                if after["end"] is None:
                    innermost.name = self._string(after["name"]) if is_object else None
                    break
                value = around.pop().members
                if is_object:
                    value = self._object(value)
                    while done and done[-1][0] > innermost.start:
                        done.pop()  # it is in this one
                    done.append((innermost.start, value))
            else:
                return Parsed(True, value, position, done, [])
        return _broken(max(position, start + 1), around, done)

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise BeyondSalvageError

    def _at_once(self, start: int, levels: int) -> tuple[Any, int] | None:
        """Return the object or list that begins at a bracket, and where it ends.

        None where it is not whole, too long, may nest deeper than so many levels, or is a list in
        which there may be objects, whose places are wanted.
        """
        if self._in_vain > _MOST_IN_VAIN:
            return None
        window = self._text[start : start + _AT_ONCE]
        was_ambiguous = self.is_ambiguous
        try:
            value, end = self._decoder.raw_decode(window)
        except (ValueError, RecursionError) as error:
            end = getattr(error, "pos", len(window))
        else:
            objects = window.count("{", 0, end)
            is_flat = end < levels or objects + window.count("[", 0, end) <= levels
            if is_flat and (isinstance(value, dict) or not objects):
                self._count()  # it costs twice what a name does
                return value, start + end
        self.is_ambiguous = was_ambiguous
        self._in_vain += end + _IN_VAIN
        return None

    def _object(self, members: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(members)
        if len(record) < len(members):
            self.is_ambiguous = True
            if not self.keeps_last:
                record |= dict(reversed(members))
        return record

    def _string(self, quoted: str) -> str:
        """Return a name; the same object for the same one, of which there may be millions."""
        return self._names.setdefault(quoted, unquoted(quoted))

    def _scalar(self, token: re.Match[str]) -> Any:
        match token.lastgroup:
            case "string":
                return unquoted(token["string"])
            case "number":
                return _number(token["number"])
            case "word":
                return _WORDS.get(token["word"])
            case _:
                return {} if token["nothing"][0] == "{" else []


def _broken(end: int, around: list[_Open], done: list[tuple[int, dict[str, Any]]]) -> Parsed:
    return Parsed(False, None, end, done, [each.start for each in around if each.name is not None])


def unquoted(quoted: str) -> str:
    """Return what a string in JSON text says."""
    return str(json.loads(quoted)) if "\\" in quoted else quoted[1:-1]


def _number(digits: str) -> float | None:
    """Return a number; None for one that cannot be held."""
    try:
        return int(digits)
    except ValueError:  # too many digits, or a fraction
        if digits.lstrip("-").isdecimal():
            return None
    number = float(digits)
    return number if math.isfinite(number) else None
