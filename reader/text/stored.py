"""What comes out of files, where any value may be of any type: numbers, ranges, and how deep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeGuard

LARGEST = 2**31 - 1
"""Numbers beyond this are offsets in no text we open, and not Qt's integers."""


def is_number(value: Any, least: int = 0, most: int = LARGEST) -> TypeGuard[int]:
    """Tell whether a value is a whole number in bounds: 1.0 and true are none."""
    return type(value) is int and least <= value <= most


def nests_deeper(value: Any, levels: int) -> bool:
    """Tell whether lists and objects nest deeper in a JSON value than so many levels."""
    level = [value]
    for _ in range(levels):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def range_of(start: Any, end: Any) -> TextRange | None:
    """Return the range with these ends; None where they are those of none."""
    return TextRange(start, end) if is_number(end) and is_number(start, most=end) else None
