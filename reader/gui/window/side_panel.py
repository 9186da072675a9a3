"""The panel beside the page: notes, repairs or the bin, by tabs, with a button that closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout

from reader.gui.widgets.plain_text import plain_tip
from reader.localization import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

NOTES, REPAIRS, BIN = range(3)
"""The tabs."""


class SidePanel(QFrame):
    """Shows what the tab that was chosen is about."""

    tab_chosen = Signal(int)
    """The user chose the other tab."""
    close_requested = Signal()
    repairs_made = Signal()
    """The list of repairs is there; it is made when it is shown first."""
    bin_made = Signal()
    """So is that of the bin."""

    def __init__(self, notes: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._tabs = QTabBar()
        self._tabs.setObjectName("sideTabs")
        self._tabs.setAccessibleName(tr("Beside the page"))
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for name in (tr("Notes"), tr("Repairs"), tr("Bin")):
            self._tabs.addTab(name)
        self._tabs.currentChanged.connect(self.tab_chosen)
        close = QToolButton()
        close.setObjectName("closeSide")
        close.setText("×")
        close.setAccessibleName(tr("Close the panel"))
        close.setToolTip(plain_tip(tr("Close the panel")))
        close.clicked.connect(self.close_requested)
        self._pages = QStackedWidget()
        for tab in (notes, QFrame(), QFrame()):
            self._pages.addWidget(tab)
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 8, 0)
        head.addWidget(self._tabs)
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    @property
    def tab(self) -> int:
        """Which of the tabs is in front."""
        return self._tabs.currentIndex()

    def add_repairs(self, repairs: QWidget) -> None:
        """Take in what the tab of the repairs shows."""
        self._put(REPAIRS, repairs)
        self.repairs_made.emit()

    def add_bin(self, bin_: QWidget) -> None:
        """Take in what the tab of the bin shows."""
        self._put(BIN, bin_)
        self.bin_made.emit()

    def count_in_bin(self, count: int) -> None:
        """Say in the tab how much lies in the bin."""
        name = tr("Bin {count:,}").format(count=count) if count else tr("Bin")
        if self._tabs.tabText(BIN) != name:
            self._tabs.setTabText(BIN, name)

    def show_tab(self, tab: int) -> None:
        """Bring a tab to the front, without telling of it."""
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(tab)
        self._tabs.blockSignals(False)
        self._pages.setCurrentIndex(tab)

    def _put(self, tab: int, widget: QWidget) -> None:
        """Have a tab show something, which was not there before."""
        if (empty := self._pages.widget(tab)) is not None:
            self._pages.removeWidget(empty)
            empty.deleteLater()
        self._pages.insertWidget(tab, widget)
