"""The rows of the list of notes: headings of groups, and below each its annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.arranged_notes import ArrangedNotes
from reader.annotation.arranging import Grouping
from reader.gui.panels.group_heading import Heading, group_name
from reader.gui.widgets.color_names import given_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.arranging import Group, GroupKey
    from reader.gui.article.session import Session
    from reader.gui.panels.card_column import Row


class NoteRows:
    """Makes rows of the annotations of an article, those of a group only where they are shown."""

    def __init__(self) -> None:
        self.notes = ArrangedNotes(given_names().of)
        self.count = 0
        """Annotations that the filter lets pass, those in collapsed groups among them."""
        self._groups: list[Group] = []
        self._collapsed: set[GroupKey] = set()
        self._known: dict[GroupKey, tuple[Sequence[object], Heading, Sequence[Row]]] = {}
        """Annotations, heading and rows of each group as it was shown last."""

    def forget(self) -> None:
        """Begin anew, with another article."""
        self.notes.forget()
        self._collapsed.clear()
        self._known.clear()

    def forget_names(self) -> None:
        """Name all groups again, and look at all words: colours are called otherwise."""
        self.notes.forget_words()
        self._known.clear()

    def rows(self, session: Session) -> list[Row]:
        """Return all rows; a group where nothing has changed has the same ones."""
        self._groups = self.notes.groups(session.annotation_index)
        rows: list[Row] = []
        for group in self._groups:
            rows += self._rows_of(group, session)
        if self.notes.arrangement.grouping is Grouping.TAG:
            self.count = len({each.id for group in self._groups for each in group.annotations})
        else:
            self.count = sum(len(group.annotations) for group in self._groups)
        return rows

    def toggle(self, key: GroupKey) -> None:
        """Show the annotations of a group, or no longer."""
        self._collapsed ^= {key}

    def collapse_all(self) -> None:
        """Show nothing but headings."""
        self._collapsed.update(group.key for group in self._groups)

    def expand_all(self) -> None:
        """Show the annotations of all groups."""
        self._collapsed.clear()

    def expand_for(self, id_: str) -> bool:
        """Show the groups an annotation is in; return whether that shows it."""
        hiding = [
            group.key
            for group in self._groups
            if group.key in self._collapsed and any(each.id == id_ for each in group.annotations)
        ]
        self._collapsed.difference_update(hiding[:1])
        return bool(hiding)

    def _rows_of(self, group: Group, session: Session) -> Sequence[Row]:
        is_collapsed = group.key in self._collapsed
        name = group_name(group.key, session.titles)
        heading = Heading(name, len(group.annotations), group.key, is_collapsed)
        known, known_heading, rows = self._known.get(group.key, ((), None, ()))
        if known is not group.annotations or known_heading != heading:
            rows = [heading] if is_collapsed else [heading, *group.annotations]
            self._known[group.key] = group.annotations, heading, rows
        return rows
