"""The panel of notes: all annotations of the article by section, with a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reader.annotation.tags import tags_of
from reader.gui.panels.card import Heading
from reader.gui.panels.cards import CardList
from reader.gui.panels.versions import VersionsBox
from reader.gui.widgets.clearing import offer_clearing
from reader.gui.widgets.fonts import Region, region_of
from reader.localization import tr
from reader.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.annotation.model import Annotation
    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.session import Session
    from reader.gui.panels.card_column import Row
    from reader.gui.widgets.theme import Theme

_NOWHERE = -1
"""In the place of a section, for annotations whose text was not found."""
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
        self._parts: dict[int, tuple[str, Sequence[Annotation], list[Row]]] = {}
        """Title, annotations and rows of each section as it was shown last without a filter."""
        self._folded = _FoldedWords()
        self._filter = QLineEdit()
        self._filter.setObjectName("noteFilter")
        self._filter.setPlaceholderText(tr("Filter notes"))
        self._filter.setAccessibleName(tr("Filter notes"))
        self._filter.textChanged.connect(self._on_filter_text_changed)
        self.cards = CardList(active, theme, Region.TAIWAN)
        self.cards.setAccessibleName(tr("Notes"))
        self.cards.card_activated.connect(self.annotation_activated)
        self.cards.note_edited.connect(self._on_cards_note_edited)
        self.cards.tags_edited.connect(self._on_cards_tags_edited)
        self.cards.editing_finished.connect(self.editing_finished)
        self.cards.versions_requested.connect(self.show_versions)
        self.versions = VersionsBox()
        self.versions.kept.connect(self._on_versions_kept)
        self.versions.joined.connect(self._on_versions_joined)
        self.versions.closed.connect(self.cards.setFocus)
        row = QHBoxLayout()
        row.setContentsMargins(14, 12, 14, 6)
        row.addWidget(self._filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.cards, 1)
        column.addWidget(self.versions)
        article.shown.connect(self._on_article_shown)
        article.annotations_changed.connect(self._refresh)
        article.document_changed.connect(self._on_article_rendition_changed)
        article.rendition_changed.connect(self._on_article_rendition_changed)
        article.writable_changed.connect(self._refresh)
        active.revealing.connect(self._on_active_revealing)

    def _refresh(self) -> None:
        """Show what the session holds now, in the script it is shown in."""
        session = self._article.session
        if session is None:
            return
        self.cards.can_edit = not session.is_read_only
        rows = self._rows(session)
        region = region_of(session.rendition.target, session.document.script)
        self.cards.show_rows(rows, self._quote_of, region)
        if (shown := self.versions.annotation_id) is not None:
            self._offer_versions(session, shown)
        if self._filter.text():
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

    def reveal(self, id_: str, *, opens: bool) -> None:
        """Make an annotation the active one, its card in sight.

        Args:
            id_: of the annotation.
            opens: whether the notes are shown for it where they are not.
        """
        if opens:
            self.wanted.emit()
        self._active.reveal(id_)

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
        self._parts.clear()
        self._folded = _FoldedWords()
        self._filter.clear()
        self.cards.column.fold_all()
        self.versions.hide()
        self._refresh()

    def _on_article_rendition_changed(self) -> None:
        self.cards.forget_quotes()
        self._refresh()

    def _on_active_revealing(self, id_: str) -> None:
        if not self.cards.has(id_):
            self._filter.clear()

    def _on_versions_kept(self, id_: str, version: Annotation) -> None:
        if self._article.session is not None:
            self._article.session.settle(id_, version)
            self.cards.setFocus()

    def _on_versions_joined(self, id_: str) -> None:
        if self._article.session is not None:
            self._article.session.join_versions(id_)
            self.cards.setFocus()

    def _rows(self, session: Session) -> list[Row]:
        filtered = self._filter.text().strip()
        # Folding needs the conversion tables, which opening an article must not wait for.
        sought = fold(filtered) if filtered else ""
        rows: list[Row] = []
        for section, group in session.annotation_index.by_section():
            rows += self._grouped(section, session.titles.of_section(section), group, sought)
        rows += self._grouped(
            _NOWHERE, tr("Not found in the text"), session.annotation_index.orphans(), sought
        )
        return rows

    def _grouped(
        self, section: int, title: str, annotations: Sequence[Annotation], sought: str
    ) -> list[Row]:
        if not sought:
            return self._whole_group(section, title, annotations)
        # What is being written stays, whatever becomes of its words.
        group = [
            each
            for each in annotations
            if self.cards.is_being_edited(each.id) or self._folded.hold(each, sought)
        ]
        return [Heading(title, len(group)), *group] if group else []

    def _whole_group(
        self, section: int, title: str, annotations: Sequence[Annotation]
    ) -> list[Row]:
        """Return the rows of a section; those of the last time where nothing has changed in it."""
        known_title, known, rows = self._parts.get(section, ("", None, []))
        if known is not annotations or known_title != title:
            rows = [Heading(title, len(annotations)), *annotations] if annotations else []
            self._parts[section] = title, annotations, rows
        return rows

    def _quote_of(self, annotation: Annotation) -> str:
        session = self._article.session
        place = session.annotation_index.place_of(annotation.id) if session else None
        if session is None or place is None:
            return annotation.quote
        return session.rendition.text_of(place, enough=_LONGEST_QUOTE) or annotation.quote

    def _on_filter_text_changed(self) -> None:
        offer_clearing(self._filter)  # not before: its icon is looked for on disk
        self.cards.finish_editing()
        self._refresh()

    def _on_cards_note_edited(self, id_: str, note: str, before: str) -> None:
        if self._article.session is not None:
            self._article.session.set_note(id_, note, instead_of=before)

    def _on_cards_tags_edited(self, id_: str, tags: tuple[str, ...]) -> None:
        if self._article.session is not None:
            self._article.session.set_tags(id_, tags)


class _FoldedWords:
    """The words of annotations, folded once for each version: a filter asks again at every key."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Annotation, str]] = {}

    def hold(self, annotation: Annotation, sought: str) -> bool:
        """Tell whether any of an annotation's words hold what is sought, folded."""
        known, words = self._known.get(annotation.id, (None, ""))
        if known is not annotation:
            tags = annotation.body.tags if annotation.body else ()
            # What is sought has no line ends, so it is found in one of them or nowhere.
            words = fold("\n".join((annotation.quote, annotation.note, *tags)))
            self._known[annotation.id] = annotation, words
        return sought in words
