"""The list of what was found, with context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.gui.panels.found_model import ROW_HEIGHT, FoundDelegate, FoundModel
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.row_table import RowTable
from reader.localization import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QShowEvent

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.found_places import FoundPlaces

_ROWS = 6
"""Shown at once."""
_FEWEST_ROWS = 2
"""Where the window is low."""


class FoundList(RowTable):
    """A row for each place, in reading order, and for each note."""

    place_activated = Signal(int)
    """The place of this number in reading order was clicked or chosen by key."""
    note_activated = Signal(str)
    """The note of the annotation of this id was."""

    def __init__(
        self, article: ActiveArticle, found: FoundPlaces, parent: QWidget | None = None
    ) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.setObjectName("foundList")
        self.setAccessibleName(tr("What was found"))
        self._found = found
        self._model = FoundModel(article, found, self)
        self.setModel(self._model)
        self.setItemDelegate(FoundDelegate(self))
        self.setMinimumHeight(_FEWEST_ROWS * ROW_HEIGHT)
        self.setMaximumHeight(_ROWS * ROW_HEIGHT + 2 * self.frameWidth())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.clicked.connect(self._on_activated)
        self.activated.connect(self._on_activated)
        found.moved.connect(self._follow)
        self._model.modelReset.connect(self._follow)
        found.changed.connect(self._show_found)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.maximumHeight())

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model.refresh()

    def _show_found(self) -> None:
        if self.isVisible():
            self._model.refresh()

    def _follow(self) -> None:
        """Make the row of the current place the current one, in sight."""
        index = self._found.current_index
        if index is not None and index < self._model.rowCount():
            self.setCurrentIndex(self._model.index(index))

    def _on_activated(self, index: QModelIndex) -> None:
        note = self._model.note_at(index.row())
        if note is None:
            self.place_activated.emit(index.row())
        else:
            self.note_activated.emit(note.id)
