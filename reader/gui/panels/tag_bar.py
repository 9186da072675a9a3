"""A field below the list of notes, for a tag that those chosen get or lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.annotation.tags import cleaned
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_tip
from reader.localization import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent


class TagBar(QFrame):
    """Asks for a tag, and offers those there are."""

    add_requested = Signal(str)
    """The notes chosen are to have a tag."""
    remove_requested = Signal(str)
    """They are to have it no longer."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tagBar")
        self.field = QLineEdit()
        self.field.setObjectName("bulkTag")
        self.field.setMaxLength(200)
        self.field.returnPressed.connect(self._on_add_clicked)
        self.field.textChanged.connect(self._offer)
        self._add = QPushButton(tr("Add"))
        self._add.setObjectName("addTag")
        self._add.clicked.connect(self._on_add_clicked)
        self._remove = QPushButton(tr("Remove"))
        self._remove.setObjectName("removeTag")
        self._remove.clicked.connect(self._on_remove_clicked)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._add, 1)
        row.addWidget(self._remove, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addLayout(row)
        self.hide()
        self._offer()

    def ask(self, count: int, tags: Sequence[str]) -> None:
        """Ask for the tag of so many notes.

        Args:
            count: of the notes chosen.
            tags: those there are, which are offered while one types.
        """
        words = trn("Tag of {count:,} note", "Tag of {count:,} notes", count).format(count=count)
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.field.setToolTip(plain_tip(words))
        if (before := self.field.completer()) is not None:
            before.deleteLater()
        completer = QCompleter(list(tags), self.field)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        self.field.clear()
        self.show()
        self.field.setFocus()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def close_bar(self) -> None:
        """Ask no more; what has the focus goes first, or hiding would give it to anything."""
        self.closed.emit()
        self.hide()

    @property
    def _tag(self) -> str:
        """What is typed, as a tag; it may be empty."""
        return cleaned(self.field.text())

    def _offer(self) -> None:
        for button in (self._add, self._remove):
            button.setEnabled(bool(self._tag))

    def _on_add_clicked(self) -> None:
        if tag := self._tag:
            self.add_requested.emit(tag)
            self.close_bar()

    def _on_remove_clicked(self) -> None:
        if tag := self._tag:
            self.remove_requested.emit(tag)
            self.close_bar()
