"""The patterns of a module, and texts that each of them matches, or nearly."""

from __future__ import annotations

import re
import sys

# How patterns are parsed is not of the library's interface, but nothing else tells what is in one.
from re import _constants as codes
from re import _parser as parser
from types import ModuleType
from typing import TYPE_CHECKING, Any

from reader.text.patterns import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MORE = 3
"""Times that what may be repeated is, where it may be more often than it must."""
_CATEGORIES = {
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_DIGIT: "字",
    codes.CATEGORY_NOT_SPACE: "字",
    codes.CATEGORY_NOT_WORD: "，",
}
_ANY = "字a1 ，(\u3000\n"
"""What stands for all characters, or for all that are not some: the first that is none of them."""


def patterns_of(module: ModuleType) -> Iterator[str]:
    """Yield the patterns of a module: compiled, in tables, or compiled when first asked for."""
    found: dict[str, None] = {}
    for name, value in vars(module).items():
        if name.startswith("__"):
            continue
        is_own = callable(value) and getattr(value, "__module__", None) == module.__name__
        found |= dict.fromkeys(_within(_compiled_by(value) if is_own else value))
    yield from found


def used_by(module: ModuleType) -> Iterator[ModuleType]:
    """Yield a module, and those of ours whose names stand in it."""
    names = {getattr(value, "__module__", None) for value in vars(module).values()}
    names |= {value.__name__ for value in vars(module).values() if isinstance(value, ModuleType)}
    names -= {module.__name__, None}
    yield module
    yield from (sys.modules[name] for name in sorted(names) if name.startswith("reader."))


def units_of(pattern: str) -> Iterator[str]:
    """Yield what a pattern matches: as short as may be, longer, and all but the end of either."""
    parsed = parser.parse(pattern)
    found: dict[str, None] = {}
    for choice in range(_MORE):
        for more in (0, _MORE):
            text = "".join(_Shown(choice, more).add(parsed).pieces)
            found |= dict.fromkeys((text, text[:-1], text[1:]))
    yield from filter(None, found)


def pumps_of(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield what a pattern may match any number of times, after what must stand before."""
    parsed = parser.parse(pattern)
    found: dict[tuple[str, str], None] = {}
    for choice in range(_MORE):
        found |= dict.fromkeys(_Shown(choice, 1).add(parsed).pumps)
    yield from ((before, pump) for before, pump in found if pump)


def _compiled_by(function: Callable[..., Any]) -> object:
    """Return the pattern that a function without arguments compiles, and keeps."""
    if (
        not hasattr(function, "cache_info")
        or function.__annotations__.get("return") != "re.Pattern[str]"
    ):
        return None
    try:
        return function()
    except TypeError:
        return None


def _within(value: object) -> Iterator[str]:
    """Yield the patterns in a value, or in the tuples it is made of."""
    if isinstance(value, re.Pattern | LazyPattern) and isinstance(value.pattern, str):
        yield value.pattern
    elif isinstance(value, tuple):
        for each in value:
            yield from _within(each)
    elif isinstance(value, str) and "[" in value and _compiles(value):
        yield value


def _compiles(pattern: str) -> bool:
    try:
        parser.parse(pattern)
    except re.error:
        return False
    return True


class _Shown:
    """What a parsed pattern matches; what only looks around is left out."""

    def __init__(self, choice: int, more: int) -> None:
        self._choice = choice
        self._more = more
        self.pieces: list[str] = []
        self.pumps: list[tuple[str, str]] = []
        """What may be repeated for ever, with what stands before it."""

    def add(self, parsed: Sequence[Any]) -> _Shown:
        for code, value in parsed:
            if code is codes.LITERAL:
                self.pieces.append(chr(value))
            elif code in {codes.ANY, codes.NOT_LITERAL}:
                self.pieces.append(_ANY[0])
            elif code is codes.IN:
                self.pieces.append(_member(value, self._choice))
            elif code is codes.BRANCH:
                self.add(value[1][self._choice % len(value[1])])
            elif code is codes.SUBPATTERN:
                self.add(value[-1])
            elif code is codes.ATOMIC_GROUP:
                self.add(value)
            elif code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
                self._add_repeated(*value)
        return self

    def _add_repeated(self, least: int, most: int, repeated: Sequence[Any]) -> None:
        if most is codes.MAXREPEAT:
            pump = "".join(_Shown(self._choice, self._more).add(repeated).pieces)
            self.pumps.append(("".join(self.pieces), pump))
        for _ in range(min(int(most), least + self._more)):
            self.add(repeated)


def _member(items: Sequence[Any], choice: int) -> str:
    """Return one of the characters of a class, another by each choice."""
    if items[0][0] is codes.NEGATE:
        unwanted = re.compile(f"[{''.join(map(_written, items[1:]))}]")
        return next((c for c in _ANY if not unwanted.match(c)), "\u3042")
    code, value = items[choice % len(items)]
    if code is codes.LITERAL:
        return chr(value)
    if code is codes.RANGE:
        return chr(value[0])
    return _CATEGORIES[value]


def _written(item: tuple[Any, Any]) -> str:
    code, value = item
    if code is codes.LITERAL:
        return re.escape(chr(value))
    if code is codes.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return re.escape(_CATEGORIES[value])
