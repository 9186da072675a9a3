"""What stands above the list of notes: the field of the filter, and how they are arranged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from reader.gui.widgets.clearing import offer_clearing
from reader.gui.widgets.icons import icon
from reader.gui.widgets.plain_text import plain_tip
from reader.localization import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from reader.gui.widgets.theme import Theme


class FilterBar(QWidget):
    """Asks which notes are listed, and how."""

    changed = Signal()
    """Others are to be listed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setObjectName("noteFilter")
        self.field.setPlaceholderText(tr("Filter notes"))
        self.field.setAccessibleName(tr("Filter notes"))
        self.field.textChanged.connect(self._on_field_text_changed)
        self._arrange = _button("arrangeNotes", tr("Arrange the notes"))
        row = QHBoxLayout()
        row.setSpacing(2)
        # By their tops, the order in which the tab key goes through them is theirs.
        row.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._arrange, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 10, 6)
        column.setSpacing(4)
        column.addLayout(row)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in other colours."""
        self._arrange.setIcon(icon("arrange", theme.text))

    def set_arrange_menu(self, menu: QMenu) -> None:
        """Have the button open a menu with the ways to arrange notes."""
        self._arrange.setMenu(menu)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.field.text()

    def clear(self) -> None:
        """List all notes."""
        self.field.clear()

    def _on_field_text_changed(self) -> None:
        offer_clearing(self.field)  # not before: its icon is looked for on disk
        self.changed.emit()


def _button(name: str, tip: str) -> QToolButton:
    """Return a button that opens a menu."""
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(tip)
    button.setToolTip(plain_tip(tip))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
