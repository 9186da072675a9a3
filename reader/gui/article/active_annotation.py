"""The annotation that commands are about: framed in the page, its card marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from reader.gui.article.active_article import ActiveArticle


class ActiveAnnotation(QObject):
    """Which annotation of the article is active, if any; never one that was deleted."""

    changing = Signal(object)
    """Another is about to become active, the id or None: what is begun with this one ends first."""
    changed = Signal()
    activated = Signal()
    """One was made active, or was so already: lists of annotations scroll to it."""
    revealing = Signal(str)
    """One is about to become active, and must be seen where annotations are listed; the id."""
    lost = Signal(str)
    """The active annotation was deleted and is about to be inactive; its id."""

    def __init__(self, article: ActiveArticle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._article = article
        self._id: str | None = None
        article.shown.connect(self._on_article_shown)
        article.annotations_changed.connect(self._on_article_annotations_changed)

    @property
    def id(self) -> str | None:
        """The id of the active annotation."""
        return self._id

    def set(self, id_: str | None) -> None:
        """Make an annotation active, or none."""
        if id_ != self._id:
            self.changing.emit(id_)
        if id_ != self._id:
            self._id = id_
            self.changed.emit()
        self.activated.emit()

    def reveal(self, id_: str) -> None:
        """Make an annotation active, and have it seen where a filter hides it."""
        self.revealing.emit(id_)
        self.set(id_)

    def _on_article_shown(self) -> None:
        self.set(None)

    def _on_article_annotations_changed(self) -> None:
        session = self._article.session
        if session is None or self._id is None or not session.annotation(self._id).is_deleted:
            return
        self.lost.emit(self._id)
        self.set(None)
