"""What in a JSON value, parsed from somewhere in a damaged file, is a record that is whole."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.annotation.fields import RecordError, check_depth
from reader.annotation.merging import merge_versions
from reader.annotation.mv_registers import ALTERNATIVES
from reader.annotation.records import ITEM_FIELDS, about_from_record, from_record
from reader.storage.codec import rest_of_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.annotation.model import About, Annotation

_SET_FIELDS = frozenset(("items", "about", "reader:schema"))
"""Each tells a set from other records, whatever became of the type it names."""
_PARTS = frozenset(("TextualBody", "TextPositionSelector", "TextQuoteSelector", "Software"))
"""Types of what is in a record of ours, and is none."""
_SORTED = json.JSONEncoder(sort_keys=True)


@dataclass(slots=True)
class WholeRecords:
    """What was found so far."""

    items: dict[str, Annotation] = field(default_factory=dict)
    unreadable: dict[str, Any] = field(default_factory=dict)
    """By their JSON text."""
    broken: dict[str, str | None] = field(default_factory=dict)
    """Annotations that are not whole: by id, when they were modified, if that can be read."""
    remnants: dict[str, Annotation] = field(default_factory=dict)
    """Of broken ones all that is known to us, less what ran into them."""
    set_id: str | None = None
    about: About | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    """Fields of the set that this version does not know."""

    def take(self, value: Any, *, is_listed: bool = False) -> bool:
        """Keep the annotations in a value, however deep they lie in it; tell if there were any.

        Args:
            value: as parsed.
            is_listed: whether it stands where the items of a set do, so that it is a record even
                if another program's.
        """
        before = len(self.items) + len(self.unreadable)
        if isinstance(value, dict) and is_listed and _is_foreign(value):
            self._take_unreadable(value)
            return True
        waiting, count = [value], 0
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                is_ours, inner = self._take_record(value)
                count += is_ours
                waiting += inner
        return count > 0 or len(self.items) + len(self.unreadable) > before

    def _take_record(self, record: dict[str, Any]) -> tuple[bool, list[Any]]:
        """Keep a record; return whether it is one of ours, and what is to be looked at in it."""
        if _is_annotation(record):
            return True, self._take_annotation(record)
        if not _SET_FIELDS.isdisjoint(record):
            return False, self._take_head(record)
        id_ = record.get("id")
        if "type" not in record or not isinstance(id_, str) or not id_.startswith("urn:uuid:"):
            return False, list(record.values())
        return True, self._take_whole_or_inner(record)

    def _take_annotation(self, record: dict[str, Any]) -> list[Any]:
        if swallowed := list(_annotations_in(record)):
            modified = record.get("modified")
            self.broken[record["id"]] = modified if isinstance(modified, str) else None
            if remnant := _remnant(record):
                self.remnants[remnant.id] = remnant
            return swallowed
        try:
            item = from_record(record)
        except RecordError:
            self._take_unreadable(record)
            return []
        known = self.items.get(item.id)
        self.items[item.id] = merge_versions(known, item) if known else item
        return []

    def _take_whole_or_inner(self, record: dict[str, Any]) -> list[Any]:
        """Keep another's record, or one whose type was damaged, unless annotations ran into it."""
        if swallowed := list(_annotations_in(record)):
            return swallowed
        self._take_unreadable(record)
        return []

    def _take_head(self, record: dict[str, Any]) -> list[Any]:
        """Keep what a set says of itself, and other programs' records in it; return the rest."""
        if isinstance(record.get("id"), str):
            self.set_id = record["id"]
        with suppress(RecordError):
            self.about = about_from_record(record.get("about"))
        self.take_fields(record)
        listed = record.get("items")
        if not isinstance(listed, list):
            return list(record.values())
        foreign = [each for each in listed if not isinstance(each, dict) or _is_foreign(each)]
        for value in foreign:
            self._take_unreadable(value)
        rest = [value for name, value in record.items() if name != "items"]
        return rest + [each for each in listed if isinstance(each, dict) and not _is_foreign(each)]

    def take_fields(self, record: Mapping[str, Any]) -> None:
        """Keep those fields of a set that are not known to us, and of each the first that is."""
        for name, value in rest_of_set(record).items():
            try:
                check_depth({name: value})
            except RecordError:
                continue
            if not any(_annotations_in({"": value})):
                self.extra.setdefault(name, value)

    def _take_unreadable(self, record: Any) -> None:
        try:
            check_depth(record)
        except RecordError:
            return
        self.unreadable[_SORTED.encode(record)] = record


def _is_annotation(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.get("type") == "Annotation"
        and isinstance(value.get("id"), str)
    )


def _is_foreign(record: dict[str, Any]) -> bool:
    """Tell whether it is a record of another program, with nothing of ours in it."""
    return (
        isinstance(record.get("type"), str)
        and record["type"] not in _PARTS
        and isinstance(record.get("id"), str)
        and not _is_annotation(record)
        and _SET_FIELDS.isdisjoint(record)
        and not any(_annotations_in(record))
    )


def _annotations_in(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the annotations in a record that are no versions of it, without looking inside them."""
    waiting = list(_parts(record))
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif _is_annotation(value):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()


def _parts(record: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the values in a record, and in its alternatives those in each."""
    for name, value in record.items():
        if name == ALTERNATIVES and isinstance(value, list):
            for each in value:
                if _is_version(each, record):
                    yield from each.values()
                else:
                    yield each
        else:
            yield value


def _is_version(value: Any, record: Mapping[str, Any]) -> bool:
    return _is_annotation(value) and value["id"] == record.get("id")


def _remnant(record: dict[str, Any]) -> Annotation | None:
    """Return an annotation without the fields others ran into; None where those are its own."""
    # What names a set's own fields is what ran into it.
    foreign = {
        name: value
        for name, value in rest_of_set(record).items()
        if name not in ITEM_FIELDS and not any(_annotations_in({"": value}))
    }
    kept = {name: value for name, value in record.items() if name in ITEM_FIELDS} | foreign
    versions = record.get(ALTERNATIVES)
    if isinstance(versions, list):
        own = [each for each in versions if _is_version(each, record)]
        if own := [each for each in own if not any(_annotations_in(each))]:
            kept[ALTERNATIVES] = own
        else:
            kept.pop(ALTERNATIVES, None)
    if any(_annotations_in(kept)):
        return None
    try:
        return from_record(kept)
    except RecordError:
        return None
