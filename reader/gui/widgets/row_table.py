"""A long list, as a table of one column: a list view lays out 100,000 rows in half a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class RowTable(QTableView):
    """Shows rows of one height, of which one is current; the tab key leads out of it."""

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        """Make it without a model.

        Args:
            row_height: pixels.
            parent: the owner.
        """
        super().__init__(parent)
        self.setShowGrid(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
