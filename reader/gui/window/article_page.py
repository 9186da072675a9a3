"""The page of a window: it shows the active article, and what is clicked in it becomes active."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.article.byline import byline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.document.rendition import Rendition
    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.session import Session
    from reader.gui.page.note_card import NoteCard
    from reader.gui.page.selection_bar import SelectionBar
    from reader.gui.page.view import PageView


class ArticlePage(QObject):
    """Connects a page with the article, the active annotation and the bar beside the selection."""

    def __init__(
        self,
        page: PageView,
        selection_bar: SelectionBar,
        article: ActiveArticle,
        active: ActiveAnnotation,
        parent: QObject,
        *,
        note_card: NoteCard,
        shows_notes: Callable[[], bool],
        is_in_use: Callable[[], bool] = lambda: True,
        rendition_of: Callable[[Session], Rendition | None] = attrgetter("rendition"),
    ) -> None:
        """Connect them.

        Args:
            page: where the article is read.
            selection_bar: on the page.
            article: the one shown.
            active: the annotation that is framed.
            parent: owner.
            note_card: on the page, for the annotation that is clicked there.
            shows_notes: whether a panel shows the notes, so that no card need do it.
            is_in_use: whether the bar is to be on this page, and on no other one.
            rendition_of: what of an article the page shows; None where it is about to go.
        """
        super().__init__(parent)
        self._page = page
        self._bar = selection_bar
        self._article = article
        self._active = active
        self._card = note_card
        self._shows_notes = shows_notes
        self._is_in_use = is_in_use
        self._rendition_of = rendition_of
        self._card_id: str | None = None
        """The annotation that was clicked and is shown on the card, as far as there is room."""
        self._clicked: tuple[int, Sequence[str]] = (0, ())
        """Where a passage was clicked last, and the annotations over it."""
        article.shown.connect(self.show)
        article.rendition_changed.connect(self._on_article_rendition_changed)
        article.second_changed.connect(self._on_article_rendition_changed)
        article.document_changed.connect(self._on_article_document_changed)
        article.annotations_changed.connect(self._on_article_annotations_changed)
        article.writable_changed.connect(self.place_bar)
        active.changed.connect(self.frame_active)
        page.reading_moved.connect(self._on_page_reading_moved)
        page.selection_changed.connect(selection_bar.hide)
        page.selection_finished.connect(self.place_bar)
        page.laid_out.connect(self._on_page_laid_out)
        page.passage_clicked.connect(self._on_page_passage_clicked)
        page.passage_pointed.connect(self._on_page_passage_pointed)
        page.choice_dropped.connect(self._on_page_choice_dropped)
        page.selection_changed.connect(self._drop_card)
        active.changed.connect(self._on_active_changed)
        article.writable_changed.connect(self._place_card)
        article.writable_changed.connect(self.frame_active)
        page.ends.changed.connect(self._place_card)

    def show(self) -> None:
        """Show the article there is now, from its top."""
        session, rendition = self._article.session, self._rendition()
        if session is not None and rendition is not None:
            self._page.show_document(rendition, session.marks_in, byline(rendition), session.units)

    def place_bar(self) -> None:
        """Put the bar beside the selection, where there is one that can be marked."""
        selection = self._page.selection
        if selection is None or not self._article.is_writable or not self._is_in_use():
            self._bar.hide()
        else:
            self._bar.show_beside(self._page.boxes_of(selection))

    def _place_card(self) -> None:
        """Put the card beside the annotation that was clicked, where no panel shows it."""
        session, id_ = self._article.session, self._card_id
        place = session.annotation_index.place_of(id_) if session and id_ else None
        if self._shows_notes():
            # Nor is it to come up by itself when they are shown no more.
            self._drop_card()
            return
        if session is None or id_ is None or place is None or self._page.ends.is_held:
            self._card.hide()
            return
        note = session.annotation(id_).note
        self._card.show_note(note, can_change=self._article.is_writable)
        self._card.show_beside(self._page.boxes_of(place))

    def _drop_card(self) -> None:
        self._card_id = None
        self._card.hide()

    def _on_active_changed(self) -> None:
        if self._active.id != self._card_id:
            self._drop_card()

    def _rendition(self) -> Rendition | None:
        session = self._article.session
        return None if session is None else self._rendition_of(session)

    def _on_article_rendition_changed(self) -> None:
        rendition = self._rendition()
        if rendition is not None and rendition is not self._page.rendition:
            self._page.set_rendition(rendition, byline(rendition))
            self.place_bar()

    def _on_article_document_changed(self) -> None:
        session, rendition = self._article.session, self._rendition()
        if session is not None and rendition is not None:
            self._page.set_document(rendition, byline(rendition), session.units)

    def _on_article_annotations_changed(self) -> None:
        self.frame_active()
        self._page.refresh()
        self._place_card()

    def frame_active(self) -> None:
        """Put a frame around the passage of the active annotation, with ends that can be moved."""
        session, id_ = self._article.session, self._active.id
        place = session.annotation_index.place_of(id_) if session and id_ else None
        self._page.choose(place)
        can_move = place is not None and self._article.is_writable
        marks = session.marks_in(place) if session and place and can_move else ()
        self._page.ends.set(next((mark for mark in marks if mark.id == id_), None))

    def _on_page_reading_moved(self) -> None:
        if self._bar.isVisible():
            self.place_bar()
        self._place_card()

    def _on_page_laid_out(self) -> None:
        if self._bar.isVisible():
            self.place_bar()
        self._place_card()

    def _on_page_passage_clicked(self, offset: int) -> None:
        if self._article.session is None:
            return
        ids, active = self._ids_over(offset), self._active.id
        # Clicking again goes through the annotations that lie over each other.
        is_again = (offset, ids) == self._clicked and active in ids
        here = ids.index(active) + 1 if is_again and active else 0
        self._clicked = offset, ids
        if ids:
            self._active.reveal(ids[here % len(ids)])
            self._card_id = self._active.id
            self._place_card()
        else:
            self._active.set(None)

    def _on_page_passage_pointed(self, offset: int) -> None:
        if self._active.id not in self._ids_over(offset):
            self._on_page_passage_clicked(offset)
        self._drop_card()  # a menu says what can be done

    def _on_page_choice_dropped(self) -> None:
        self._active.set(None)

    def _ids_over(self, offset: int) -> list[str]:
        """Return the annotations painted over a character, the one on top first."""
        if self._article.session is None:
            return []
        painted = self._article.session.marks_in(self._page.character_around(offset))
        return [mark.id for mark in reversed(painted)]


class ReadingPlace(QObject):
    """Tells the article where in it the user reads on a page."""

    def __init__(self, page: PageView, article: ActiveArticle) -> None:
        super().__init__(page)
        self._page = page
        self._article = article
        page.reading_moved.connect(self._tell)
        # The end of the article may have come into the window, or left it.
        page.laid_out.connect(self._tell)

    def _tell(self) -> None:
        self._article.move_reading(self._page.reading_offset, self._page.progress)
