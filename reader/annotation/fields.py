"""Reading one field of a JSON object that came from outside, where any value may be of any type."""

from __future__ import annotations

import re
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reader.annotation.model import NO_EXTRA, Extra
from reader.annotation.mv_registers import ALTERNATIVES
from reader.text.patterns import lazy_pattern
from reader.text.stored import LARGEST, is_number, nests_deeper

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 64
"""Levels of nesting we carry along; deeper ones could be read but not written again."""
_PARTS = 4
"""Levels of an annotation above the unknown fields of its parts."""
_LONGEST_SAID = 120
_TIME = lazy_pattern(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)


class RecordError(ValueError):
    """A JSON value is not the record it should be; the message says where."""


def shortened(said: str) -> str:
    """Return the beginning of what is said of a file, which may quote a megabyte of it."""
    return said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID]}…"


def as_object(value: Any, name: str) -> dict[str, Any]:
    """Return the value, which must be an object; `name` is for the error."""
    if not isinstance(value, dict):
        raise RecordError(f"{name}: not an object")
    return value


def text_of(record: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """Return a string field; the default where it is absent and there is one."""
    value = record.get(name, default)
    if not isinstance(value, str):
        raise RecordError(f"{name}: no text")
    return value


def texts_of(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a field that is a list of strings; empty where it is absent."""
    value = record.get(name, [])
    if not isinstance(value, list):
        raise RecordError(f"{name}: not a list of texts")
    for text in value:
        if not isinstance(text, str):
            raise RecordError(f"{name}: not a list of texts")
    return tuple(value)


def time_of(record: Mapping[str, Any], name: str) -> str:
    """Return a field that is a date and time with its zone."""
    value = text_of(record, name)
    if not (_TIME.fullmatch(value) and _is_in_calendar(value)):
        raise RecordError(f"{name}: not a time: {shortened(repr(value))}")
    return value


def _is_in_calendar(time: str) -> bool:
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return False
    return True


def number_of(record: Mapping[str, Any], name: str, default: int | None = None) -> int:
    """Return a field that is a whole number from 0 to `LARGEST`."""
    value = record.get(name, default)
    if not is_number(value):
        raise RecordError(f"{name}: not a number from 0 to {LARGEST}")
    return value


def rest_of(record: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Return the fields whose names are not known.

    Raises:
        RecordError: one is nested too deeply to be written again.
    """
    if known.issuperset(record):
        return {}
    rest = {name: value for name, value in record.items() if name not in known}
    check_record_depth(rest, of_versions=DEEPEST + _PARTS)
    return rest


def as_extra(rest: Mapping[str, Any]) -> Extra:
    """Return unknown fields in the form the model carries them."""
    return MappingProxyType(dict(rest)) if rest else NO_EXTRA


def with_rest(record: dict[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record with the unknown fields after the known ones."""
    for name, value in rest.items():
        record.setdefault(name, value)
    return record


def check_record_depth(value: Any, left: int = DEEPEST, *, of_versions: int | None = None) -> None:
    """Refuse a record nested too deeply to be written again, after any merging.

    Merging puts versions of a record under its alternatives, and one of them in its place: so each
    counts by itself.

    Args:
        value: the record, or another value.
        left: levels it may have.
        of_versions: levels each alternative may have; as many where none are given.

    Raises:
        RecordError: it is nested deeper.
    """
    if isinstance(value, dict) and ALTERNATIVES in value:
        versions = value[ALTERNATIVES]
        for each in versions if isinstance(versions, list) else [versions]:
            check_depth(each, of_versions or left)
        value = {name: each for name, each in value.items() if name != ALTERNATIVES}
    check_depth(value, left)


def check_depth(value: Any, left: int = DEEPEST) -> None:
    """Refuse a value nested too deeply to be written again.

    Raises:
        RecordError: it is nested deeper than so many levels.
    """
    if nests_deeper(value, left):
        raise RecordError(f"nested deeper than {DEEPEST} levels")
