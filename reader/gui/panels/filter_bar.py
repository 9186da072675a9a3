"""What stands above the list of notes: the filter, what it lets pass, and how they are arranged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.annotation.note_filter import NoteFilter
from reader.gui.panels.filter_menu import FilterMenu, choice_name, in_menu_order
from reader.gui.widgets.clearing import offer_clearing
from reader.gui.widgets.elided_button import ElidedButton
from reader.gui.widgets.icons import icon
from reader.gui.widgets.plain_text import PlainLabel, plain_caption, plain_tip
from reader.localization import tr

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from reader.annotation.note_filter import Choice
    from reader.gui.widgets.theme import Theme


class FilterBar(QWidget):
    """Asks which notes are listed, and how; says what is asked for, and how many there are."""

    changed = Signal()
    """Others are to be listed."""

    def __init__(
        self, theme: Theme, counted: Callable[[], Counter[Choice]], parent: QWidget | None = None
    ) -> None:
        """Let all notes pass.

        Args:
            theme: colours.
            counted: counts what can be chosen of the notes.
            parent: owner.
        """
        super().__init__(parent)
        self.filter = NoteFilter()
        self.field = QLineEdit()
        self.field.setObjectName("noteFilter")
        self.field.setPlaceholderText(tr("Filter notes"))
        self.field.setAccessibleName(tr("Filter notes"))
        self.field.textChanged.connect(self._on_field_text_changed)
        self._choose = _button("chooseNotes", tr("Filter by colour, style, tag, note and state"))
        self._menu = FilterMenu(counted, self)
        self._menu.toggled.connect(self._on_menu_toggled)
        self._menu.clear_requested.connect(self.clear)
        self._choose.setMenu(self._menu)
        self._arrange = _button("arrangeNotes", tr("Arrange the notes"))
        self._chip = ElidedButton("")
        self._chip.setObjectName("filterChip")
        self._chip.clicked.connect(self._on_chip_clicked)
        self._count = PlainLabel()
        self._count.setObjectName("noteCount")
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addWidget(self._choose)
        row.addWidget(self._arrange)
        self._told = QWidget()
        told = QHBoxLayout(self._told)
        told.setContentsMargins(4, 0, 0, 0)
        told.addWidget(self._count)
        told.addWidget(self._chip, 1)
        told.addStretch()
        self._told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 10, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._told)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in other colours."""
        self._theme = theme
        self._menu.set_theme(theme)
        self._arrange.setIcon(icon("arrange", theme.text))
        self._show_choices()

    def set_arrange_menu(self, menu: QMenu) -> None:
        """Have the button open a menu with the ways to arrange notes."""
        self._arrange.setMenu(menu)

    def clear(self) -> None:
        """List all notes."""
        self._set(NoteFilter())

    def show_count(self, shown: int, count: int) -> None:
        """Say how many of the notes are listed, where not all of them need be."""
        words = tr("{shown:,} of {all:,}").format(shown=shown, all=count)
        self._count.setText(words)
        self._told.setVisible(not self.filter.is_empty)

    def _set(self, by: NoteFilter) -> None:
        if by == self.filter:
            return
        self.filter = self._menu.filter = by
        if self.field.text() != by.text:
            self.field.setText(by.text)
        self._show_choices()
        self.changed.emit()

    def _show_choices(self) -> None:
        names = [choice_name(choice) for choice in in_menu_order(self.filter.choices)]
        words = " · ".join(names)
        said = tr("Filter: {choices}").format(choices=words)
        self._chip.setText(plain_caption(f"{words}  ×"))
        self._chip.setAccessibleName(said)
        self._chip.setToolTip(plain_tip(f"{said}\n{tr('Clear the filter')}"))
        self._chip.setVisible(bool(names))
        theme = self._theme
        self._choose.setIcon(icon("filter", theme.accent if names else theme.text))

    def _on_field_text_changed(self, text: str) -> None:
        offer_clearing(self.field)  # not before: its icon is looked for on disk
        self._set(NoteFilter(text, self.filter.choices))

    def _on_menu_toggled(self, choice: Choice) -> None:
        self._set(self.filter.toggled(choice))

    def _on_chip_clicked(self) -> None:
        self.field.setFocus()  # hiding what has the focus would give it to whatever comes next
        self._set(NoteFilter(self.filter.text))


def _button(name: str, tip: str) -> QToolButton:
    """Return a button that opens a menu, as high as what it stands beside."""
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(tip)
    button.setToolTip(plain_tip(tip))
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button
