"""From a text and its repairs to the repaired text; knows no rule."""

from __future__ import annotations

from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.text.offsets import OffsetMap
from reader.text.repair.model import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = tuple(map(Repair._fields.index, ("start", "end", "after")))
_AT_ONCE = 20_000
"""Repairs that are applied by one call."""


def apply_repairs(source: str, repairs: Sequence[Repair]) -> tuple[str, OffsetMap]:
    """Return the text with its applied repairs, and the map source → repaired.

    Args:
        source: the source text.
        repairs: repairs of this text, ordered and disjoint; those not applied are skipped.
    """
    # By whole columns, as there are texts with 250,000 of them.
    applied = [repair for repair in repairs if repair.applied]
    if not applied:
        return source, OffsetMap.identity(len(source))
    starts, ends, afters = (list(map(itemgetter(column), applied)) for column in _COLUMNS)
    offsets = OffsetMap.from_columns(len(source), starts, ends, list(map(len, afters)))
    return repaired_text(source, applied), offsets


def repaired_text(source: str, repairs: Sequence[Repair]) -> str:
    """Return the text with its applied repairs, without the map to it, which takes longer."""
    applied = [repair for repair in repairs if repair.applied]
    if not applied:
        return source
    end = 0
    pieces = []
    # One call into C keeps every other thread waiting: here some milliseconds.
    for first in range(0, len(applied), _AT_ONCE):
        some = applied[first : first + _AT_ONCE]
        starts, ends, afters = (list(map(itemgetter(column), some)) for column in _COLUMNS)
        kept = map(source.__getitem__, map(slice, [end, *ends[:-1]], starts))
        pieces.append("".join(chain.from_iterable(zip(kept, afters, strict=True))))
        end = ends[-1]
    return "".join([*pieces, source[end:]])
