"""Several notes chosen together in the list: coloured, tagged, deleted in one step to undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.annotation.bulk_changes import all_deleted, bodies_changed, tagged, untagged
from reader.annotation.changes import now
from reader.annotation.tags import tags_of
from reader.localization import trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.changes import Change
    from reader.annotation.model import Annotation
    from reader.gui.window.workspace import Workspace


class Choosing(QObject):
    """Acts on all annotations that are chosen."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._article = workspace.article
        self._active = workspace.active
        self._page = workspace.page
        self._notes = workspace.annotations
        self._tag_bar = self._notes.tag_bar
        self._tag_bar.add_requested.connect(self.add_tag)
        self._tag_bar.remove_requested.connect(self.remove_tag)
        self._active.changed.connect(self._on_active_changed)

    @property
    def has_several(self) -> bool:
        """Whether several annotations are chosen."""
        return len(self._active.ids) > 1

    @property
    def chosen(self) -> list[Annotation]:
        """Those that are chosen, in the order of the text, and then those not found in it."""
        session, ids = self._article.session, self._active.ids
        if session is None:
            return []
        index = session.annotation_index
        placed = [item for _, item in index.in_reading_order() if item.id in ids]
        return placed + [item for item in index.orphans() if item.id in ids]

    def recolor(self, color: str) -> None:
        """Give all that are chosen a colour."""
        changes = bodies_changed(self._painted, lambda body: replace(body, color=color), now=now())
        text = trn(
            "Change colour of {count:,} note", "Change colour of {count:,} notes", len(changes)
        )
        self._change(changes, text)

    def restyle(self, style: str) -> None:
        """Paint all that are chosen in a style."""
        changes = bodies_changed(
            self._painted, lambda body: replace(body, highlight=style), now=now()
        )
        text = trn(
            "Change style of {count:,} note", "Change style of {count:,} notes", len(changes)
        )
        self._change(changes, text)

    def ask_for_tag(self) -> None:
        """Ask for a tag that those chosen get or lose."""
        session = self._article.session
        if session is None:
            return
        self._notes.cards.finish_editing()
        self._notes.wanted.emit()
        self._tag_bar.ask(len(self._active.ids), tags_of(session.annotation_index.all()))

    def add_tag(self, tag: str) -> None:
        """Give a tag to all that are chosen."""
        changes = tagged(self.chosen, tag, now=now())
        self._change(changes, trn("Tag {count:,} note", "Tag {count:,} notes", len(changes)))

    def remove_tag(self, tag: str) -> None:
        """Take a tag from all that are chosen."""
        changes = untagged(self.chosen, tag, now=now())
        text = trn(
            "Remove tag from {count:,} note", "Remove tag from {count:,} notes", len(changes)
        )
        self._change(changes, text)

    def delete(self) -> None:
        """Delete all that are chosen; who does so in the list goes on with the next card."""
        session, cards = self._article.session, self._notes.cards
        cards.finish_editing()
        # A note that was only begun is gone by now, and its highlight with it.
        if session is None or self._active.id is None:
            return
        has_keys = cards.window().focusWidget() is cards
        following = cards.choice.successor() if has_keys else None
        if self.has_several:
            changes = all_deleted(self.chosen, now=now())
            self._change(
                changes, trn("Delete {count:,} note", "Delete {count:,} notes", len(changes))
            )
        else:
            session.remove(self._active.id)
        self._active.set(following)

    @property
    def _painted(self) -> list[Annotation]:
        """Those of them that have a look."""
        return [each for each in self.chosen if each.has_look]

    def _change(self, changes: Sequence[Change], text: str) -> None:
        if (session := self._article.session) is not None:
            session.change_all(changes, text.format(count=len(changes)))

    def _on_active_changed(self) -> None:
        if self.has_several:
            # What is done next is done to them.
            self._page.select(None)
