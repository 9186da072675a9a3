"""The annotations that commands are about: one framed in the page, perhaps others besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Collection

    from reader.gui.article.active_article import ActiveArticle


class ActiveAnnotation(QObject):
    """Which annotation of the article is active, if any; never one that was deleted.

    Others may be chosen besides: what is done to it is done to all of them.
    """

    changing = Signal(object)
    """Another is about to become active, the id or None: what is begun with this one ends first."""
    changed = Signal()
    """Another is active, or others are chosen besides."""
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
        self._ids: frozenset[str] = frozenset()
        article.shown.connect(self._on_article_shown)
        article.annotations_changed.connect(self._on_article_annotations_changed)

    @property
    def id(self) -> str | None:
        """The id of the active annotation."""
        return self._id

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the active annotation and of those chosen besides."""
        return self._ids

    def set(self, id_: str | None) -> None:
        """Make an annotation active, or none; no other is chosen."""
        self.choose((), id_)

    def choose(self, ids: Collection[str], id_: str | None) -> None:
        """Make an annotation active, with others chosen besides; without one there are none."""
        if id_ != self._id:
            self.changing.emit(id_)
        chosen = frozenset() if id_ is None else frozenset((*ids, id_))
        if (id_, chosen) != (self._id, self._ids):
            self._id, self._ids = id_, chosen
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
        if session is None or self._id is None:
            return
        if session.annotation(self._id).is_deleted:
            self.lost.emit(self._id)
            self.set(None)
        elif len(self._ids) > 1:
            gone = {id_ for id_ in self._ids if session.annotation(id_).is_deleted}
            if gone:
                self.choose(self._ids - gone, self._id)
