"""Targets ⇄ the JSON objects they are stored as.

One target of ours is several objects in W3C's terms: two selectors in a list, and the headings of
the place. What we do not know of those is kept under the name of the field that holds them, in the
target's `extra`: `selector` is then the list as it stood, less what we know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotation.fields import (
    RecordError,
    as_extra,
    as_object,
    number_of,
    rest_of,
    text_of,
    with_rest,
)
from reader.annotation.model import Target
from reader.annotation.unplaced import UNPLACED
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.annotation.model import Extra

BYTES = "reader:bytes"
"""The field of a target with the bytes it is about, where no range of characters has just these."""
_POSITION, _QUOTE = "TextPositionSelector", "TextQuoteSelector"
_TARGET_FIELDS = frozenset(("source", "selector", "meta"))
_SELECTOR_FIELDS = {
    _POSITION: frozenset(("type", "start", "end")),
    _QUOTE: frozenset(("type", "prefix", "exact", "suffix")),
}
_OF_PLACE = frozenset((BYTES, UNPLACED, "selector"))
"""Fields of a target's `extra` that say in another way where it is."""
_META_FIELDS = frozenset(("headings",))
_HEADING_FIELDS = frozenset(("level", "txt"))
_USUAL = [{"type": _POSITION}, {"type": _QUOTE}]
"""The list of selectors we write, less what we know of it."""


def target_to_record(target: Target) -> dict[str, Any]:
    """Return the JSON object of a target."""
    rest = dict(target.extra)
    record: dict[str, Any] = {
        "source": target.source,
        "selector": _selectors(target, rest.pop("selector", _USUAL)),
    }
    if meta := _meta(target, rest.pop("meta", {})):
        record["meta"] = meta
    return with_rest(record, rest)


def target_from_record(value: Any) -> Target:
    """Return the target a JSON value describes.

    Raises:
        RecordError: it describes none, or none with both a position and a quote.
    """
    record = as_object(value, "target")
    rest = rest_of(record, _TARGET_FIELDS)
    position, quote, bare = _known_selectors(record.get("selector"))
    if bare != _USUAL:
        rest["selector"] = bare
    headings, unknown = _headings(as_object(record.get("meta", {}), "meta"))
    if unknown:
        rest["meta"] = unknown
    start, end = number_of(position, "start"), number_of(position, "end")
    if start > end:
        raise RecordError("selector: ends before it starts")
    return Target(
        source=text_of(record, "source"),
        range=TextRange(start, end),
        exact=text_of(quote, "exact"),
        prefix=text_of(quote, "prefix", ""),
        suffix=text_of(quote, "suffix", ""),
        headings=headings,
        extra=as_extra(rest),
    )


def extra_elsewhere(target: Target) -> Extra:
    """Return what a target at another place of the source carries along of its unknown fields.

    What other programs, or other encodings, know the old place by is left behind.
    """
    kept = {name: value for name, value in target.extra.items() if name not in _OF_PLACE}
    return as_extra(kept)


def _selectors(target: Target, bare: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the list of selectors: the bare one with what we know filled in."""
    known: dict[str, dict[str, Any]] = {
        _POSITION: {"start": target.range.start, "end": target.range.end},
        _QUOTE: {"prefix": target.prefix, "exact": target.exact, "suffix": target.suffix},
    }
    selectors = []
    for selector in bare:
        kind = selector.get("type")
        ours = known.pop(kind, None) if isinstance(kind, str) else None
        selectors.append(
            dict(selector) if ours is None else with_rest({"type": kind, **ours}, selector)
        )
    return selectors


def _known_selectors(
    value: Any,
) -> tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]:
    """Return the first position, the first quote, and the list less what we know of them."""
    if not isinstance(value, list):
        raise RecordError("selector: not a list")
    found: dict[str, dict[str, Any]] = {}
    bare = []
    for each in value:
        selector = as_object(each, "selector")
        kind = selector.get("type")
        if isinstance(kind, str) and kind in _SELECTOR_FIELDS and kind not in found:
            found[kind] = selector
            bare.append({"type": kind, **rest_of(selector, _SELECTOR_FIELDS[kind])})
        else:
            bare.append(rest_of(selector, frozenset()))
    if len(found) < len(_SELECTOR_FIELDS):
        raise RecordError("selector: no position or no quote")
    return found[_POSITION], found[_QUOTE], bare


def _meta(target: Target, unknown: Mapping[str, Any]) -> dict[str, Any]:
    """Return where the place is among headings; empty where there is nothing to say."""
    # A target moved to another place may have more headings than the unknown fields belong to.
    more = [*unknown.get("headings", ()), *({} for _ in target.headings)]
    headings = [
        with_rest({"level": level, "txt": text}, rest)
        for (level, text), rest in zip(target.headings, more, strict=False)
    ]
    rest = {name: value for name, value in unknown.items() if name != "headings"}
    return with_rest({"headings": headings} if headings else {}, rest)


def _headings(meta: dict[str, Any]) -> tuple[tuple[tuple[int, str], ...], dict[str, Any]]:
    """Return the headings as level and text, and what else `meta` holds."""
    records = meta.get("headings", [])
    if not isinstance(records, list):
        raise RecordError("headings: not a list")
    headings = tuple(
        (number_of(as_object(each, "heading"), "level"), text_of(each, "txt")) for each in records
    )
    unknown = rest_of(meta, _META_FIELDS)
    rests = [rest_of(each, _HEADING_FIELDS) for each in records]
    if any(rests):
        unknown["headings"] = rests
    return headings, unknown
