"""How annotations are listed: in which groups, and in which order within each."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.annotation.model import COLORS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from reader.annotation.model import Annotation

Value = str | date | None
"""A colour, a tag or a day; None for no tag, and for no day that can be read."""

WHOLE = -2
"""In the place of a section, for annotations of the whole article."""
NOWHERE = -1
"""In the place of a section, for annotations whose text was not found."""


class Grouping(StrEnum):
    """What the annotations of a group have in common."""

    SECTION = "section"
    COLOR = "color"
    TAG = "tag"
    """Who has several is in several groups."""
    DATE = "date"
    """The day on which it was made, by the calendar here."""


class Order(StrEnum):
    """What comes first within a group."""

    PLACE = "place"
    NEWEST = "newest"
    """By when they were made: one that is written in stays where it is."""
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A way to list annotations."""

    grouping: Grouping = Grouping.SECTION
    order: Order = Order.PLACE


def arrangement_of(grouping: str, order: str) -> Arrangement:
    """Return an arrangement by its names; the usual one for names we do not know."""
    return Arrangement(
        Grouping(grouping) if grouping in list(Grouping) else Grouping.SECTION,
        Order(order) if order in list(Order) else Order.PLACE,
    )


class GroupKey(NamedTuple):
    """What the annotations of one group have in common."""

    grouping: Grouping
    value: int | Value
    """A section's index, `WHOLE` or `NOWHERE` where they are grouped by section."""


class Group(NamedTuple):
    """Annotations that have something in common; never without one."""

    key: GroupKey
    annotations: Sequence[Annotation]


def sorted_by(order: Order, annotations: Sequence[Annotation]) -> Sequence[Annotation]:
    """Return annotations that are ordered by place in another order; themselves for that."""
    if order is Order.PLACE:
        return annotations
    return sorted(annotations, key=attrgetter("created"), reverse=order is Order.NEWEST)


def values_of(grouping: Grouping) -> Callable[[Annotation], Collection[Value]]:
    """Return what tells the groups an annotation is in, by any grouping but that by section."""
    return _VALUES[grouping]


def ordered_values(grouping: Grouping, values: Collection[Value], order: Order) -> Sequence[Value]:
    """Return the values of groups in the order they are listed in; None comes last."""
    some = [value for value in values if value is not None]
    if grouping is Grouping.COLOR:
        some.sort(key=lambda value: COLORS.index(str(value)))
    elif grouping is Grouping.DATE:
        some.sort(key=str, reverse=order is not Order.OLDEST)
    else:
        some.sort(key=lambda value: (str(value).casefold(), str(value)))
    return [*some, None] if None in values else some


def tags_of(annotation: Annotation) -> tuple[str, ...]:
    """Return the tags of an annotation, each once."""
    tags = annotation.body.tags if annotation.body else ()
    return tags if len(tags) < 2 else tuple(dict.fromkeys(tags))


def local_day(moment: str) -> date | None:
    """Return the day of an annotation's time in the user's own time zone; None for no time.

    Where the calendar there has no such day, that is as it was written.
    """
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return None
    with suppress(OverflowError, ValueError, OSError):  # each on another system
        then = then.astimezone()
    return then.date()


_VALUES: Mapping[Grouping, Callable[[Annotation], Collection[Value]]] = {
    Grouping.COLOR: lambda annotation: (annotation.color,),
    Grouping.TAG: lambda annotation: tags_of(annotation) or (None,),
    Grouping.DATE: lambda annotation: (local_day(annotation.created),),
}
