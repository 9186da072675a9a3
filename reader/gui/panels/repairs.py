"""The panel of repairs: what stood there, what is shown instead, what else it may have been."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QFrame, QVBoxLayout, QWidget

from reader.gui.panels.repair_choices import RepairChoices
from reader.gui.panels.repairs_list import RepairsList
from reader.gui.panels.repairs_model import GROUP_ROLE, REPAIR_ROLE, RepairsModel
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.widgets.shrinking_area import ShrinkingArea
from reader.localization import tr
from reader.text.offsets import TextRange
from reader.text.repair import Repair
from reader.wording.texts import count_repairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.panels.repair_groups import RepairGroup


class RepairsPanel(QFrame):
    """Shows the repairs of the article and takes decisions on them.

    It opens at the repair nearest to where the user reads. The page goes to a repair only when the
    user goes to its row.
    """

    def __init__(self, article: ActiveArticle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._article = article
        self._is_stale = article.session is not None
        """Whether something was to be shown while the panel was hidden."""
        self._is_led = False
        """Whether it is not the user who makes another row the current one."""
        self._model = RepairsModel(self)
        self._heading = PlainLabel()
        self._heading.setProperty("heading", True)
        self.list = RepairsList(self._model)
        """With a row for each group, and for each repair of those that are open."""
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
        article.shown.connect(self._refresh)
        article.document_changed.connect(self._refresh)
        article.writable_changed.connect(self._refresh)

    @property
    def choices(self) -> Sequence[QPushButton]:
        """The buttons for what can be decided on the current repair or group."""
        return self._choices.buttons

    def reveal(self, place: TextRange) -> None:
        """Make the repair of a place of the source the current one, if there is one in sight."""
        if self.isVisible() and (row := self._model.row_of(place.start)) >= 0:
            self._make_current(row)

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()
        self._make_current(self._model.row_near(self._article.reading_offset))
        self.list.scrollTo(self.list.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _refresh(self) -> None:
        """Show the repairs as they are decided now; the current one stays."""
        session = self._article.session
        if session is None:
            return
        self._is_stale = self.isHidden()
        if self._is_stale:
            # A book has 100,000 repairs, and first of all its text is to be seen.
            return
        group, repair = self._group(), self._repair()
        repairs = session.document.repairs
        self._is_led = True
        self._model.show_repairs(repairs, session.document.found)
        self._is_led = False
        self.list.viewport().update()
        applied = session.document.applied_count
        words = count_repairs(applied, len(repairs) - applied)
        if doubtful := sum(1 for _ in session.repairs_to_check()):
            words += " · " + tr("to check: {count:,}").format(count=doubtful)
        self._heading.setText(words)
        row = self._model.row_of_group(group.key) if group else -1
        if repair is not None:
            row = self._model.row_of(repair.start)
        if row < 0:
            row = self._model.row_near(self._article.reading_offset)
        self._make_current(row)
        self._show_choices()

    def _make_current(self, row: int) -> None:
        """Make a row the current one, and leave the page where it is."""
        self._is_led = True
        self.list.setCurrentIndex(self._model.index(row))
        self._is_led = False

    def _repair(self) -> Repair | None:
        """Return the current repair."""
        repair = self.list.currentIndex().data(REPAIR_ROLE)
        return repair if isinstance(repair, Repair) else None

    def _group(self) -> RepairGroup | None:
        """Return the group whose row is the current one."""
        group: RepairGroup | None = self.list.currentIndex().data(GROUP_ROLE)
        return group

    def _on_list_current_changed(self, _: QModelIndex) -> None:
        self._show_choices()
        if not self._is_led:
            self._go_to_current()

    def _go_to_current(self) -> None:
        repair = self._repair()
        if repair is not None and self.isVisible():
            self._article.go_to(TextRange(repair.start, repair.end), remembers=False)

    def _show_choices(self) -> None:
        session, group = self._article.session, self._group()
        if session is None:
            return
        if group is not None:
            self._choices.show_group(session, group, self._model.applied_of(group))
        else:
            self._choices.show_repair(session, self._repair())
        for before, after in pairwise((self.list, *self.choices)):
            # New ones would come last of all.
            self.setTabOrder(before, after)
