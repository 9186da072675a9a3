"""Parsing JSON text that is damaged, and telling what in it is whole.

One pass, without recursion: however the text is damaged and however deep it nests, the time is
linear in its length, on every interpreter. What no file of ours may hold, a name that is there
twice or a number that is none, is parsed as well, as long as it can be told where it ends.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

DEEPEST = 128
"""Levels of nesting: twice what a record of ours may have, for those that others ran into."""

STRING = r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"'
_SPACE = r"[ \t\n\r]*+"
_NAME = rf"(?P<name>{STRING}){_SPACE}:"
_VALUE = re.compile(
    rf"{_SPACE}(?:(?P<string>{STRING})|(?P<number>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?"
    rf"(?:[eE][-+]?[0-9]++)?)|(?P<word>true|false|null|NaN|-?Infinity)"
    rf"|(?P<nothing>\{{{_SPACE}\}}|\[{_SPACE}\])"
    rf"|(?P<object>\{{){_SPACE}{_NAME}|(?P<list>\[))"
)
_AFTER_MEMBER = re.compile(rf"{_SPACE}(?:(?P<end>\}})|,{_SPACE}{_NAME})")
_AFTER_ELEMENT = re.compile(rf"{_SPACE}(?:(?P<end>\])|,)")
_WORDS = {"true": True, "false": False}


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

    def __init__(self, text: str, *, keeps_last: bool = True) -> None:
        """Look at a text.

        Args:
            text: without lone surrogates.
            keeps_last: of members with one name, keep the last; else the first.
        """
        self.is_ambiguous = False
        """Whether a name was there twice in an object."""
        self._text = text
        self._keeps_last = keeps_last
        self._names: dict[str, str] = {}

    def parse(self, start: int) -> Parsed:
        """Parse the value that begins at an offset, after white space."""
        around: list[_Open] = []
        done: list[tuple[int, dict[str, Any]]] = []
        position = start
        while token := _VALUE.match(self._text, position):
            kind = token.lastgroup
            if kind in {"name", "list"}:
                brace = token.start("list" if kind == "list" else "object")
                if len(around) == DEEPEST:
                    return _broken(brace, around, done)
                around.append(_Open(brace, None if kind == "list" else self._string(token["name"])))
                position = token.end()
                continue
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

    def _object(self, members: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(members)
        if len(record) < len(members):
            self.is_ambiguous = True
            if not self._keeps_last:
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
