"""What the user calls the colours in an article: `reader:colors`, one record for each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.annotation.mv_registers import revise_records, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.annotation.model import AnnotationSet


def key_of(record: Any) -> tuple[Any, ...] | None:
    """Return what a record is about, None for what is no such record."""
    match record:
        case {"color": str(color)} if color:
            return (color,)
    return None


def color_names(annotations: AnnotationSet) -> dict[str, str]:
    """Return the names that were given, by colour."""
    values = filter(is_understood, map(value_of, annotations.colors))
    return {value["color"]: value["name"] for value in values}


def with_color_names(annotations: AnnotationSet, names: Mapping[str, str]) -> AnnotationSet:
    """Return the set with these names and no others; other devices will hear of what went."""
    colors = revise_records(
        annotations.colors,
        ({"color": color, "name": name} for color, name in names.items()),
        key_of,
        is_understood=is_understood,
    )
    return replace(annotations, colors=colors)


def is_understood(value: Any) -> bool:
    """Tell whether a record says just what we would store."""
    match value:
        case {"color": str(), "name": str(), **rest}:
            return not rest
    return False
