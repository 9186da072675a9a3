"""The panel of repairs: what stood there, what is shown instead, what else it may have been."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QVBoxLayout, QWidget

from reader.gui.panels.repair_choices import RepairChoices
from reader.gui.panels.repairs_model import REPAIR_ROLE, ROW_HEIGHT, RepairDelegate, RepairsModel
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.widgets.shrinking_area import ShrinkingArea
from reader.localization import tr
from reader.text.offsets import TextRange
from reader.text.repair import Repair
from reader.wording.texts import count_repairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

    from reader.gui.article.active_article import ActiveArticle


class RepairsPanel(QFrame):
    """Shows the repairs of the article and takes decisions on them."""

    def __init__(self, article: ActiveArticle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._article = article
        self._is_stale = article.session is not None
        """Whether something was to be shown while the panel was hidden."""
        self._model = RepairsModel(self)
        self._heading = PlainLabel()
        self._heading.setProperty("heading", True)
        self.list = QListView()
        """With a row for each repair."""
        self.list.setObjectName("repairList")
        self.list.setAccessibleName(tr("Repairs"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(RepairDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.clicked.connect(self._go_to_current)
        self._choices = RepairChoices()
        self._choices.decided.connect(self.list.setFocus)
        area = ShrinkingArea(self._choices)
        area.setObjectName("repairChoices")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)
        column.addWidget(area)
        # The list takes what the choices leave.
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(ROW_HEIGHT)
        article.shown.connect(self._refresh)
        article.document_changed.connect(self._refresh)
        article.writable_changed.connect(self._refresh)

    @property
    def choices(self) -> Sequence[QPushButton]:
        """The buttons for what can be decided on the current repair."""
        return self._choices.buttons

    def reveal(self, place: TextRange) -> None:
        """Make the repair of a place of the source the current one, if there is one in sight."""
        session = self._article.session
        if session is None or not self.isVisible():
            return
        repairs = session.document.repairs
        at = bisect_left(repairs, place.start, key=attrgetter("start"))
        if at < len(repairs) and (repairs[at].start, repairs[at].end) == (place.start, place.end):
            self.list.setCurrentIndex(self._model.index(self._model.row_of(repairs[at])))

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        """Show the repairs as they are decided now; the current one stays."""
        session = self._article.session
        if session is None:
            return
        self._is_stale = self.isHidden()
        if self._is_stale:
            # A book has 100,000 repairs, and first of all its text is to be seen.
            return
        current = self._current()
        repairs = session.document.repairs
        self._model.show_repairs(repairs, session.document.found)
        self.list.viewport().update()
        applied = session.document.applied_count
        words = count_repairs(applied, len(repairs) - applied)
        if doubtful := sum(1 for _ in session.repairs_to_check()):
            words += " · " + tr("to check: {count:,}").format(count=doubtful)
        self._heading.setText(words)
        row = self._model.row_of(current) if current else 0
        self.list.setCurrentIndex(self._model.index(max(row, 0)))
        self._show_choices()

    def _current(self) -> Repair | None:
        repair = self.list.currentIndex().data(REPAIR_ROLE)
        return repair if isinstance(repair, Repair) else None

    def _on_list_current_changed(self) -> None:
        self._show_choices()
        self._go_to_current()

    def _go_to_current(self) -> None:
        repair = self._current()
        if repair is not None and self.isVisible():
            self._article.go_to(TextRange(repair.start, repair.end), remembers=False)

    def _show_choices(self) -> None:
        if self._article.session is not None:
            self._choices.show_repair(self._article.session, self._current())
