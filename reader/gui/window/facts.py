"""What is there for commands to work on, and a signal for when that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.gui.window.commands import Need

if TYPE_CHECKING:
    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.page.view import PageView


class Facts(QObject):
    """Which needs of commands are met in a window."""

    changed = Signal()

    def __init__(
        self, article: ActiveArticle, active: ActiveAnnotation, page: PageView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._active = active
        self._page = page
        self.met: frozenset[Need] = frozenset()
        article.shown.connect(self._look)
        article.writable_changed.connect(self._look)
        active.changed.connect(self._look)
        page.selection_changed.connect(self._look)

    def _look(self) -> None:
        there = {
            Need.ARTICLE: self._article.session is not None,
            Need.WRITABLE: self._article.is_writable,
            Need.SELECTION: self._page.selection is not None,
            Need.ANNOTATION: self._active.id is not None,
        }
        met = frozenset(need for need, is_met in there.items() if is_met)
        if met != self.met:
            self.met = met
            self.changed.emit()
