"""The dialog of what a note said before, with what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QIcon, QTextCharFormat
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from reader.annotation.merging import earlier_texts
from reader.gui.widgets.local_time import local_time
from reader.gui.widgets.missing_scripts import with_stand_ins
from reader.gui.widgets.plain_text import PlainLabel, beginning_of, in_a_line
from reader.gui.widgets.within_screen import resize_within_screen
from reader.localization import tr
from reader.text.word_differences import Kind, Stretch, differences

if TYPE_CHECKING:
    from reader.annotation.model import Annotation

_TEXT = Qt.ItemDataRole.UserRole
_LONGEST_LINE = 60


class EarlierDialog(QDialog):
    """Lists what a note said before, the latest first, and shows how it differs from what it says.

    Form tells what colour tells too: what is there no longer is struck out, what is new underlined.
    """

    def __init__(
        self, annotation: Annotation, *, can_change: bool, parent: QWidget | None = None
    ) -> None:
        """Show the texts of a note.

        Args:
            annotation: whose note it is.
            can_change: whether an earlier text can be restored.
            parent: the window.
        """
        super().__init__(parent)
        self.setWindowTitle(tr("Earlier texts"))
        resize_within_screen(self, 640, 440)
        self._note = annotation.note
        self._list = QListWidget()
        self._list.setObjectName("earlierTexts")
        self._list.setAccessibleName(tr("Earlier texts"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for text in reversed(earlier_texts(annotation)):
            if text.value == self._note:
                continue  # it was said again
            first = in_a_line(beginning_of(text.value.strip(), _LONGEST_LINE))
            item = QListWidgetItem(f"{local_time(text.modified)}\n{with_stand_ins(first)}")
            item.setData(_TEXT, text.value)
            self._list.addItem(item)
        self._shown = QPlainTextEdit()
        self._shown.setObjectName("earlierShown")
        self._shown.setAccessibleName(tr("What became of it"))
        self._shown.setReadOnly(True)
        self._shown.setTabChangesFocus(True)
        self._said = PlainLabel()
        self._said.setWordWrap(True)
        self._restore = QPushButton(tr("Restore this text"))
        self._restore.setObjectName("restoreText")
        self._restore.clicked.connect(self.accept)
        self._restore.setEnabled(False)
        self._can_change = can_change
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setIcon(QIcon())
        cancel.setText(tr("Close"))
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._shown)
        both.setSizes([220, 420])
        column = QVBoxLayout(self)
        column.addWidget(both, 1)
        column.addWidget(self._said)
        column.addWidget(buttons)
        self._list.currentItemChanged.connect(self._on_list_current_item_changed)
        self._list.setCurrentRow(0)

    @property
    def text(self) -> str | None:
        """What is chosen."""
        item = self._list.currentItem()
        return None if item is None else str(item.data(_TEXT))

    def _on_list_current_item_changed(self) -> None:
        text = self.text
        if text is None:
            return
        found = differences(beginning_of(text), beginning_of(self._note))
        self._show(found)
        is_same = all(each.kind is Kind.SAME for each in found)
        self._said.setText(
            tr("It differs in script, width or size of letters alone.")
            if is_same
            else tr("Struck out: only in the earlier text. Underlined: only in the note as it is.")
        )
        self._restore.setEnabled(self._can_change and text != self._note)

    def _show(self, found: list[Stretch]) -> None:
        self._shown.clear()
        cursor = self._shown.textCursor()
        for kind, text in found:
            cursor.insertText(with_stand_ins(text), self._format(kind))
        self._shown.moveCursor(cursor.MoveOperation.Start)

    def _format(self, kind: Kind) -> QTextCharFormat:
        colors, form = self.palette(), QTextCharFormat()
        if kind is Kind.REMOVED:
            form.setFontStrikeOut(True)
            form.setForeground(colors.placeholderText())
        elif kind is Kind.INSERTED:
            form.setFontUnderline(True)
            form.setFontWeight(QFont.Weight.DemiBold)
            form.setForeground(colors.link())
        return form
