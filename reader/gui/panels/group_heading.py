"""The rows above the groups of cards: what they are, and what groups are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.annotation.arranging import NOWHERE, WHOLE, Grouping
from reader.clock import utc_now
from reader.gui.widgets.color_names import color_names
from reader.gui.widgets.plain_text import beginning_of, in_a_line
from reader.localization import tr, trn

if TYPE_CHECKING:
    from reader.annotation.arranging import GroupKey
    from reader.gui.article.display_titles import Titles

HEADING_HEIGHT = 34.0
"""Pixels."""
_LONGEST_TAG = 200
"""Characters of a tag that a heading may have room for."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that says what the cards below it have in common."""

    text: str
    count: int
    key: GroupKey
    is_collapsed: bool = False
    """Whether its cards are not shown."""
    id: str = ""
    """None of its own; annotations have one."""


def group_name(key: GroupKey, titles: Titles) -> str:
    """Return what a group is called.

    Args:
        key: of the group.
        titles: of the sections of its article.
    """
    value = key.value
    if isinstance(value, int):
        if value == WHOLE:
            return tr("The whole article")
        return tr("Not found in the text") if value == NOWHERE else titles.of_section(value)
    if isinstance(value, date):
        return _day_name(value)
    if value is None:
        return tr("Without a tag") if key.grouping is Grouping.TAG else tr("Without a date")
    if key.grouping is Grouping.COLOR:
        return color_names()[value]
    return tag_name(value)


def tag_name(tag: str) -> str:
    """Return how a tag is written, on one line."""
    return in_a_line(beginning_of(f"#{tag}", _LONGEST_TAG))


def heading_in_words(heading: Heading) -> str:
    """Return what a heading says to those who do not see how it is painted."""
    notes = trn("{count:,} note", "{count:,} notes", heading.count).format(count=heading.count)
    state = tr("collapsed") if heading.is_collapsed else tr("expanded")
    return f"{heading.text} · {notes} · {state}"


def _day_name(day: date) -> str:
    today = utc_now().astimezone().date()
    if day == today:
        return tr("Today")
    return tr("Yesterday") if day == today - timedelta(days=1) else day.isoformat()
