"""What a reader laid over an article ⇄ the records in a set that other devices change as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.annotation.color_names import color_names, with_color_names
from reader.annotation.encodings import keyed
from reader.annotation.registers import revise_records, value_of
from reader.document import decisions, refusals, roles
from reader.document.overlays import Overlays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotation.model import AnnotationSet


def overlays_of(annotations: AnnotationSet) -> Overlays:
    """Return what a set says of its article; records we do not understand have no effect."""
    return Overlays(
        decisions=decisions.from_values(_values(annotations.repairs)),
        corrections=roles.from_values(_values(annotations.roles)),
        refused=refusals.from_values(_values(annotations.refused)),
        color_names=tuple(sorted(color_names(annotations).items())),
    )


def with_overlays(annotations: AnnotationSet, overlays: Overlays) -> AnnotationSet:
    """Return the set with records that say just this, and know what they replace.

    Records we do not understand stay.
    """
    return replace(
        with_color_names(annotations, dict(overlays.color_names)),
        repairs=revise_records(
            annotations.repairs,
            map(decisions.to_record, overlays.decisions),
            keyed(decisions.key_of),
            is_understood=lambda value: decisions.from_value(value) is not None,
        ),
        roles=revise_records(
            annotations.roles,
            map(roles.to_record, overlays.corrections),
            keyed(roles.key_of),
            is_understood=lambda value: roles.from_value(value) is not None,
        ),
        refused=revise_records(
            annotations.refused,
            map(refusals.to_record, sorted(overlays.refused)),
            refusals.key_of,
            is_understood=refusals.is_understood,
        ),
    )


def _values(records: Iterable[Any]) -> Iterator[Any]:
    return (value for record in records if (value := value_of(record)) is not None)
