"""The panel of notes: all annotations of the article in groups, with a filter."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reader.annotation.arranging import Arrangement
from reader.annotation.note_filter import counted
from reader.annotation.tags import tags_of
from reader.gui.panels.cards import CardList
from reader.gui.panels.filter_bar import FilterBar
from reader.gui.panels.note_rows import NoteRows
from reader.gui.panels.tag_bar import TagBar
from reader.gui.panels.versions import VersionsBox
from reader.gui.widgets.color_names import given_names
from reader.gui.widgets.fonts import Region, region_of
from reader.localization import tr
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Collection

    from reader.annotation.arranging import GroupKey
    from reader.annotation.model import Annotation
    from reader.annotation.note_filter import Choice
    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.session import Session
    from reader.gui.widgets.theme import Theme

_FOLLOWING = 60
"""Characters behind a bookmark that its card shows."""
_LONGEST_QUOTE = 2_000
"""Characters of a passage that its card may have room for: somebody may mark a whole book."""


class AnnotationsPanel(QFrame):
    """Shows the annotations of the article and edits their notes in place."""

    annotation_activated = Signal(str)
    """A card was clicked or reached by key; the annotation's id."""
    editing_finished = Signal(str)
    wanted = Signal()
    """Something is to be seen in the panel, which may be hidden."""

    def __init__(
        self,
        article: ActiveArticle,
        active: ActiveAnnotation,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._article = article
        self._active = active
        self._rows = NoteRows()
        self.follows_reading = False
        """Whether the list scrolls along with the page, while it is in the order of the text."""
        self.filter_bar = FilterBar(theme, self._count_choices)
        self.filter_bar.changed.connect(self._on_filter_bar_changed)
        self.cards = CardList(active, theme, Region.TAIWAN)
        self.cards.setAccessibleName(tr("Notes"))
        self.cards.card_activated.connect(self.annotation_activated)
        self.cards.note_edited.connect(self._on_cards_note_edited)
        self.cards.tags_edited.connect(self._on_cards_tags_edited)
        self.cards.editing_finished.connect(self.editing_finished)
        self.cards.versions_requested.connect(self.show_versions)
        self.cards.group_toggled.connect(self._on_cards_group_toggled)
        self.tag_bar = TagBar()
        self.tag_bar.closed.connect(self.cards.setFocus)
        self.versions = VersionsBox()
        self.versions.kept.connect(self._on_versions_kept)
        self.versions.joined.connect(self._on_versions_joined)
        self.versions.closed.connect(self.cards.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter_bar)
        column.addWidget(self.cards, 1)
        column.addWidget(self.tag_bar)
        column.addWidget(self.versions)
        article.shown.connect(self._on_article_shown)
        article.annotations_changed.connect(self._refresh)
        article.document_changed.connect(self._on_article_rendition_changed)
        article.rendition_changed.connect(self._on_article_rendition_changed)
        article.writable_changed.connect(self._refresh)
        article.reading_moved.connect(self._follow_reading)
        given_names().changed.connect(self._on_color_names_changed)
        active.revealing.connect(self._on_active_revealing)
        active.changed.connect(self._on_active_changed)

    def _refresh(self) -> None:
        """Show what the session holds now, in the script it is shown in."""
        session = self._article.session
        if session is None:
            return
        self.cards.can_edit = not session.is_read_only
        self._rows.notes.filter = self.filter_bar.filter
        self._rows.notes.kept = self.cards.being_edited
        rows = self._rows.rows(session)
        region = region_of(session.rendition.target, session.document.script)
        self.cards.show_rows(rows, self._quote_of, region)
        self.filter_bar.show_count(self._rows.count, session.annotation_index.count)
        if (shown := self.versions.annotation_id) is not None:
            self._offer_versions(session, shown)
        if not self._rows.notes.filter.is_empty:
            self.cards.set_hint(tr("No note matches the filter."))
        elif session.is_read_only:
            self.cards.set_hint("")
        else:
            self.cards.set_hint(
                tr("Select a passage and press 1 to 6 to mark it, N to write a note.")
            )

    def edit(self, id_: str) -> None:
        """Open the editor of an annotation's note, in sight."""
        self.wanted.emit()
        self._active.reveal(id_)
        self.cards.edit(id_)

    def edit_tags(self, id_: str) -> None:
        """Open the field for an annotation's tags, in sight."""
        if self._article.session is not None:
            self.wanted.emit()
            self._active.reveal(id_)
            self.cards.edit_tags(id_, tags_of(self._article.session.annotations.items))

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.cards.set_theme(theme)
        self.filter_bar.set_theme(theme)

    @property
    def arrangement(self) -> Arrangement:
        """How the notes are listed."""
        return self._rows.notes.arrangement

    def arrange(self, arrangement: Arrangement) -> None:
        """List the notes in other groups, or in another order; the active one stays in sight."""
        if arrangement != self.arrangement:
            self._rows.notes.arrangement = arrangement
            self._rearrange()

    def collapse_all(self) -> None:
        """Show nothing but the headings of the groups."""
        self.cards.set_active(None)
        self._rows.collapse_all()
        self._refresh()

    def expand_all(self) -> None:
        """Show the notes of all groups."""
        self._rows.expand_all()
        self._rearrange()

    def reveal(self, id_: str, *, opens: bool) -> None:
        """Make an annotation the active one, its card in sight.

        Args:
            id_: of the annotation.
            opens: whether the notes are shown for it where they are not.
        """
        if opens:
            self.wanted.emit()
        self._active.reveal(id_)

    def show_chosen(self) -> None:
        """Have the active one of those chosen in sight; they stay chosen."""
        self.wanted.emit()
        if self._active.id is not None:
            self.cards.bring_into_sight(self._active.id)

    def show_undecided(self, wanted: Collection[str] = ()) -> None:
        """Show the versions of the active annotation, else of the first that has several.

        Args:
            wanted: ids of those that come first, where they still have several.
        """
        session = self._article.session
        if session is None or not (undecided := session.annotation_index.undecided()):
            return
        undecided = [id_ for id_ in undecided if id_ in wanted] or undecided
        id_ = self._active.id if self._active.id in undecided else undecided[0]
        self.wanted.emit()
        self.annotation_activated.emit(id_)
        self.show_versions(id_)

    def show_versions(self, id_: str) -> None:
        """Show what there is to choose from of an annotation, if there is."""
        if self._article.session is None:
            return
        self.cards.finish_editing()
        self._active.reveal(id_)
        self._offer_versions(self._article.session, id_)
        self.versions.take_focus()

    def _offer_versions(self, session: Session, id_: str) -> None:
        self.versions.show_versions(session.annotation(id_), can_choose=not session.is_read_only)

    def _on_article_shown(self) -> None:
        self._rows.forget()
        self.filter_bar.clear()
        self.cards.column.fold_all()
        self.versions.hide()
        self._refresh()

    def _on_color_names_changed(self) -> None:
        self._rows.forget_names()
        self.cards.forget_quotes()
        self._refresh()

    def _on_article_rendition_changed(self) -> None:
        self.cards.forget_quotes()
        self._refresh()

    def _on_active_revealing(self, id_: str) -> None:
        if self.cards.has(id_):
            return
        if not self._rows.notes.filter.is_empty:
            self.filter_bar.clear()
        if self._rows.expand_for(id_):
            self._refresh()

    def _on_active_changed(self) -> None:
        if self.tag_bar.isVisible():
            # It asks for those chosen before.
            self.tag_bar.hide()

    def _on_versions_kept(self, id_: str, version: Annotation) -> None:
        if self._article.session is not None:
            self._article.session.settle(id_, version)
            self.cards.setFocus()

    def _on_versions_joined(self, id_: str) -> None:
        if self._article.session is not None:
            self._article.session.join_versions(id_)
            self.cards.setFocus()

    def _quote_of(self, annotation: Annotation) -> str:
        session = self._article.session
        place = session.annotation_index.place_of(annotation.id) if session else None
        if session is None or place is None:
            return annotation.quote
        if place.is_empty:
            # A bookmark is known by what follows it.
            words = session.rendition.text_of(TextRange(place.start, place.start + _FOLLOWING))
            return f"{words.strip()}…"
        return session.rendition.text_of(place, enough=_LONGEST_QUOTE) or annotation.quote

    def _count_choices(self) -> Counter[Choice]:
        """Count what can be chosen of the notes, those that the filter hides among them."""
        if self._article.session is None:
            return Counter()
        index = self._article.session.annotation_index
        return counted(list(index.all()), index)

    def _rearrange(self) -> None:
        self._refresh()
        if self._active.id is not None:
            self.cards.bring_into_sight(self._active.id)

    def _follow_reading(self) -> None:
        """Have the notes of what is read in sight, unless the user is busy in the list."""
        session, offset = self._article.session, self._article.reading_offset
        is_by_place = self.arrangement == Arrangement()
        if not (self.follows_reading and is_by_place and session) or self._has_keys():
            return
        rest = TextRange(offset, len(session.document.source.text))
        if (first := next(session.annotation_index.beginning_in(rest), None)) is not None:
            self.cards.show_at_top(first.id)

    def _has_keys(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _on_filter_bar_changed(self) -> None:
        self.cards.finish_editing()
        self._refresh()

    def _on_cards_group_toggled(self, key: GroupKey) -> None:
        self._rows.toggle(key)
        self._refresh()

    def _on_cards_note_edited(self, id_: str, note: str, before: str) -> None:
        if self._article.session is not None:
            self._article.session.set_note(id_, note, instead_of=before)

    def _on_cards_tags_edited(self, id_: str, tags: tuple[str, ...]) -> None:
        if self._article.session is not None:
            self._article.session.set_tags(id_, tags)
