"""Frozen objects by the hundred thousand, each of which takes a microsecond when made by itself."""

from __future__ import annotations

from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def make_each(kind: type[T], *columns: Sequence[Any]) -> list[T]:
    """Return objects of a frozen dataclass with slots, three times as fast as by calling it.

    Nothing is checked: neither what the values are, nor what the class itself would check.

    Args:
        kind: the dataclass.
        columns: for each of its fields, in order, the values of all objects.
    """
    made = list(map(object.__new__, repeat(kind, len(columns[0]))))
    for name, values in zip(kind.__dataclass_fields__, columns, strict=True):  # type: ignore[attr-defined]
        deque(map(vars(kind)[name].__set__, made, values), maxlen=0)
    return made
