"""Which encoding a set's offsets count in, and who may change that.

They count the characters of the article as read in `about.encoding`. A user's choice beats any
guess, and a later choice an earlier one, so that devices which merge agree and stay agreed. A
record of an overlay that counts in another encoding says so, and has no effect until it is moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotation.mv_registers import ALTERNATIVES
from reader.text.stored import is_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.annotation.model import About

ENCODING = "reader:encoding"
"""The field of a record that counts in another encoding than its set."""
CHOICES = "reader:encoding-choices"
"""The field of `about` with how often the encoding was chosen; absent while it is a guess."""


def times_chosen(about: About) -> int:
    """Return how often users chose the encoding: 0 where it is a guess."""
    times = about.extra.get(CHOICES, 0)
    return times if is_number(times) else 0


def said_in(records: Iterable[Any], own: str, other: str) -> tuple[Any, ...]:
    """Return records of a set in the encoding `own` as those of one in `other`: none is moved."""
    return (
        tuple(_said_in(record, own, other) for record in records) if own != other else (*records,)
    )


def keyed(
    key_of: Callable[[Any], tuple[Any, ...] | None],
) -> Callable[[Any], tuple[Any, ...] | None]:
    """Return a key of records by which those of two encodings are never about the same."""

    def key(record: Any) -> tuple[Any, ...] | None:
        place = key_of(record)
        return place and (*place, str(record.get(ENCODING, "")))

    return key


def _said_in(record: Any, own: str, other: str) -> Any:
    if not isinstance(record, dict):
        return record
    bare = {name: each for name, each in record.items() if name != ENCODING}
    encoding = record.get(ENCODING, own)
    said = bare if encoding == other else {**bare, ENCODING: encoding}
    alternatives = record.get(ALTERNATIVES)
    if isinstance(alternatives, list):
        said[ALTERNATIVES] = [_said_in(each, own, other) for each in alternatives]
    return said
