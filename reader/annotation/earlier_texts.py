"""What the note of an annotation said before: a bounded set of texts, merged by union.

The set is the annotation's and no version's: it is no part of the hash that names one, stands in
the one shown, and merging is union. A program that does not know of these texts carries them along.

A text is there once, with the latest time it was written at. Of more than there is room for the
oldest go. Room is for `MOST` texts, of which the n-th longest has at most one n-th of `LARGEST`
bytes. Whatever is together within `LARGEST` is kept whole, all together never comes to five times
as much, and one long text drives out no short ones. Such a rule (a matroid, taken from greedily)
chooses the same whatever order sets are joined in, which a limit on the sum would not: what it
drops for one long text would still have fitted once a still newer one had driven that text out.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotation.canonical_json import canonical_json, to_utf8
from reader.annotation.fields import RecordError, as_extra, time_of
from reader.annotation.mv_registers import ALTERNATIVES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.annotation.model import Annotation

EARLIER = "reader:earlier"
"""The field that holds them, oldest first; some may be said again."""
MOST = 50
LARGEST = 64 * 1024
"""Bytes in UTF-8."""
_MOST_LOOKED_AT = 10_000
"""Records of one note in a file; ours are fewer, and the last are the newest."""

_FIELDS = frozenset(("value", "modified"))
_WIDEST = 4
"""Bytes a character has at most in UTF-8."""


class EarlierText(NamedTuple):
    """A text that a note had."""

    modified: str
    """When it was written last."""
    value: str


def stored_in(annotation: Annotation) -> list[Any]:
    """Return the records of earlier texts as they stand in an annotation, whatever they are."""
    return _listed(annotation.extra[EARLIER]) if EARLIER in annotation.extra else []


def with_records(annotation: Annotation, records: Iterable[Any]) -> Annotation:
    """Return an annotation with these records of earlier texts, and no others."""
    rest = {name: value for name, value in annotation.extra.items() if name != EARLIER}
    if listed := list(records):
        # Last but for the alternatives: devices are to write the same.
        last = {ALTERNATIVES: rest.pop(ALTERNATIVES)} if ALTERNATIVES in rest else {}
        rest |= {EARLIER: listed, **last}
    elif EARLIER not in annotation.extra:
        return annotation
    return replace(annotation, extra=as_extra(rest))


def with_texts(records: Iterable[Any], texts: Iterable[EarlierText]) -> list[Any]:
    """Return records of earlier texts with more, each newer than all before it.

    Clocks may stand still or be put back: what was replaced later is to go later.
    """
    together = list(records)
    latest = max((record["modified"] for record in together if is_text(record)), default="")
    for text in texts:
        latest = text.modified if text.modified > latest else just_after(latest)
        value = to_utf8(text.value).decode()
        together.append({"value": value, "modified": latest})
    return united(together)


def united(records: Iterable[Any]) -> list[Any]:
    """Return those of all records that there is room for, each once, oldest first.

    What is no such record takes room too, and is older than any.
    """
    latest: dict[str, tuple[str, Any]] = {}
    for record in records:
        name, time = _name_and_time(record)
        if name not in latest or latest[name][0] < time:
            latest[name] = (time, record)
    kept: list[Any] = []
    sizes: list[int] = []
    for _, name in sorted(((time, name) for name, (time, _) in latest.items()), reverse=True):
        size = len(to_utf8(name)) - 1
        if _has_room(sizes, size):
            insort(sizes, -size)
            kept.append(latest[name][1])
        if len(kept) == MOST:
            break
    return kept[::-1]


def within_bounds(value: Any) -> Any:
    """Return what a file has for the earlier texts of a note, cut where it is more than we keep."""
    records = _listed(value)
    if len(records) <= MOST and _most_bytes(records) <= LARGEST:
        return value
    kept = united(records[-_MOST_LOOKED_AT:])
    return value if len(kept) == len(records) else kept


def is_text(record: Any) -> bool:
    """Tell whether a record is an earlier text, perhaps with more that we do not know of."""
    if not isinstance(record, dict) or not isinstance(record.get("value"), str):
        return False
    try:
        return bool(time_of(record, "modified"))
    except RecordError:
        return False


def just_after(time: str) -> str:
    """Return a time that sorts after another, or that one where the calendar has no such day."""
    try:
        # Written without a fraction, a time sorts after those of the same second.
        step = timedelta(milliseconds=1) if "." in time else timedelta(seconds=1)
        later = datetime.fromisoformat(time) + step
    except (ValueError, OverflowError):
        return time
    return later.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _name_and_time(record: Any) -> tuple[str, str]:
    """Return what tells a record from others, one sign longer than it is large, and its time."""
    if not is_text(record):
        return "?" + canonical_json(record), ""
    is_plain = len(record) == len(_FIELDS)
    return "=" + record["value"] if is_plain else "+" + canonical_json(record), record["modified"]


def _has_room(sizes: list[int], size: int) -> bool:
    """Tell whether a text may come to others, whose sizes are negative here, the longest first."""
    at = bisect_left(sizes, -size)
    together = [*sizes[:at], -size, *sizes[at:]]
    return all(-each * number <= LARGEST for number, each in enumerate(together, 1))


def _most_bytes(records: Iterable[Any]) -> int:
    """Return a number of bytes that texts do not exceed; more than we keep where one is no text."""
    signs = 0
    for record in records:
        if not isinstance(record, dict) or record.keys() != _FIELDS:
            return LARGEST + 1
        signs += len(record["value"]) if isinstance(record["value"], str) else LARGEST
    return signs * _WIDEST


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
