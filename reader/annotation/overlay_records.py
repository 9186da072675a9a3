"""The user's overlays of an article ⇄ the records of them in a set, which merge between devices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.annotation.color_names import color_names, with_color_names
from reader.annotation.encodings import keyed
from reader.annotation.mv_registers import revise_records, value_of
from reader.document.overlays import refused_words, repair_decisions, role_corrections
from reader.document.overlays.overlays import Overlays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotation.model import AnnotationSet


def overlays_of(annotations: AnnotationSet) -> Overlays:
    """Return what a set says of its article; records we do not understand have no effect."""
    return Overlays(
        decisions=repair_decisions.from_values(_values(annotations.repairs)),
        corrections=role_corrections.from_values(_values(annotations.roles)),
        refused=refused_words.from_values(_values(annotations.refused)),
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
            map(repair_decisions.to_record, overlays.decisions),
            keyed(repair_decisions.key_of),
            is_understood=lambda value: repair_decisions.from_value(value) is not None,
        ),
        roles=revise_records(
            annotations.roles,
            map(role_corrections.to_record, overlays.corrections),
            keyed(role_corrections.key_of),
            is_understood=lambda value: role_corrections.from_value(value) is not None,
        ),
        refused=revise_records(
            annotations.refused,
            map(refused_words.to_record, sorted(overlays.refused)),
            refused_words.key_of,
            is_understood=refused_words.is_understood,
        ),
    )


def _values(records: Iterable[Any]) -> Iterator[Any]:
    return (value for record in records if (value := value_of(record)) is not None)
