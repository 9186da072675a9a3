"""Merging what two sets say of their article, and the fields in them that are unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.annotation.canonical_json import canonical_json
from reader.annotation.encodings import CHOICES, times_chosen
from reader.annotation.fields import as_extra
from reader.annotation.model import NO_EXTRA
from reader.annotation.records import about_to_record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.annotation.model import About


def both_about(one: About, other: About) -> About:
    """Return what one of the two says the article is, with the unknown fields of both.

    The encoding that was chosen most often counts, and what is counted in it comes along.
    """
    about = max(one, other, key=_rank)
    extra = dict(joined_fields(one.extra, other.extra))
    if times := times_chosen(about):
        extra[CHOICES] = times
    return replace(about, extra=as_extra(extra))


def joined_fields(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of both; where they differ, the one whose JSON text sorts last.

    Objects, which sort after all else, are joined in their turn: no field of one gets lost. They
    come sorted, so that devices write the same, unless both have the same.
    """
    if list(one) == list(other) and canonical_json(dict(one)) == canonical_json(dict(other)):
        return one
    joined = dict(one)
    for name, value in other.items():
        old = joined.get(name, value)
        if isinstance(old, dict) and isinstance(value, dict):
            joined[name] = dict(joined_fields(old, value))
        else:
            joined[name] = max(old, value, key=canonical_json)
    return as_extra(dict(sorted(joined.items())))


def _rank(about: About) -> tuple[int, str]:
    # Unknown fields have no say: joined, they would rank otherwise than those they came from.
    return times_chosen(about), canonical_json(about_to_record(replace(about, extra=NO_EXTRA)))
