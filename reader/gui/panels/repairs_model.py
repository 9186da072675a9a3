"""The list of repairs in groups that fold: a row for each group, and below it one for each repair.

Rows are worked out when they are asked for: a book has 100,000 repairs, most of them in groups that
are folded.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from reader.gui.panels.repair_groups import grouped
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import plain_tip
from reader.localization import tr
from reader.wording.texts import confidence_name, rule_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from reader.gui.panels.repair_groups import GroupKey, RepairGroup
    from reader.text.repair import Repair

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
REPAIR_ROLE = Qt.ItemDataRole.UserRole + 1
GROUP_ROLE = Qt.ItemDataRole.UserRole + 2
"""Of the row of a group, the group."""
FOLDED_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether the group of a row shows no repairs."""
ABOUT_ROLE = Qt.ItemDataRole.UserRole + 4
"""What else is to be said of a row."""
ENDING_ROLE = Qt.ItemDataRole.UserRole + 5
"""What the words of a group end with: its certainty, which is to be read in a narrow panel too."""


class RepairsModel(QAbstractListModel):
    """The groups of an article's repairs; the trivial ones are folded until they are opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repairs: Sequence[Repair] = ()
        self._found: Sequence[Repair] = ()
        self._groups: Sequence[RepairGroup] = ()
        self._starts: Sequence[int] = (0,)
        """The row of each group, and behind them the number of all rows."""
        self._applied: dict[GroupKey, int] = {}
        """How many are applied of the groups that were looked at."""
        self._turned: set[GroupKey] = set()
        """Groups that the user folded or opened: they are otherwise than at first."""

    def show_repairs(self, repairs: Sequence[Repair], found: Sequence[Repair]) -> None:
        """Show the repairs of an article.

        Args:
            repairs: as they are decided, ordered by place.
            found: the same as they were found. As long as they are the same, only decisions
                changed, and the view need only be painted again.
        """
        is_known = found is self._found and len(repairs) == len(self._repairs)
        self._applied.clear()
        if is_known and repairs:
            self._repairs = repairs
            return
        self.beginResetModel()
        self._repairs, self._found = repairs, found
        self._groups = grouped(repairs)
        self._count_rows()
        self.endResetModel()

    def row_of(self, start: int) -> int:
        """Return the row of the repair at a source offset, or of its group; -1 for none."""
        for group, first in zip(self._groups, self._starts, strict=False):
            at = group.nearest(self._repairs, start)
            if self._repairs[group.numbers[at]].start == start:
                return first if self.is_folded(group) else first + 1 + at
        return -1

    def row_of_group(self, key: GroupKey) -> int:
        """Return the row of a group, -1 where there is none."""
        keys = [group.key for group in self._groups]
        return self._starts[keys.index(key)] if key in keys else -1

    def row_near(self, offset: int) -> int:
        """Return the row of the repair nearest to a source offset, of those that are shown."""
        rows = []
        for group, first in zip(self._groups, self._starts, strict=False):
            if not self.is_folded(group):
                at = group.nearest(self._repairs, offset)
                distance = abs(self._repairs[group.numbers[at]].start - offset)
                rows.append((distance, first + 1 + at))
        return min(rows, default=(0, 0))[1]

    def applied_of(self, group: RepairGroup) -> int:
        """Return how many repairs of a group are applied."""
        if group.key not in self._applied:
            self._applied[group.key] = sum(self._repairs[each].applied for each in group.numbers)
        return self._applied[group.key]

    def is_folded(self, group: RepairGroup) -> bool:
        """Tell whether a group shows no repairs."""
        return group.key.is_trivial is not (group.key in self._turned)

    def set_folded(self, row: int, is_folded: bool) -> None:
        """Show the repairs of the group that a row belongs to, or no longer."""
        number, _ = self._at(row)
        group = self._groups[number]
        if is_folded is self.is_folded(group):
            return
        first, count = self._starts[number], len(group.numbers)
        change, end = (
            (self.beginRemoveRows, self.endRemoveRows)
            if is_folded
            else (self.beginInsertRows, self.endInsertRows)
        )
        change(_NOWHERE, first + 1, first + count)
        self._turned ^= {group.key}
        self._count_rows()
        end()
        header = self.index(first)
        self.dataChanged.emit(header, header)

    def header_of(self, row: int) -> int:
        """Return the row of the group that a row belongs to."""
        return self._starts[self._at(row)[0]]

    # Qt

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._starts[-1]

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, inside = self._at(index.row())
        group = self._groups[number]
        if inside < 0:
            return self._of_group(group, role)
        repair = self._repairs[group.numbers[inside]]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{repair.before} → {repair.after}".replace("\n", "↵")
        if role == ABOUT_ROLE:
            return "" if repair.applied else tr("not applied")
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            name = self._of_group(group, Qt.ItemDataRole.DisplayRole)
            return name if repair.applied else f"{name} · {tr('not applied')}"
        return repair if role == REPAIR_ROLE else None

    def _of_group(self, group: RepairGroup, role: int) -> Any:
        key = group.key
        if role == Qt.ItemDataRole.DisplayRole:
            return rule_name(key.rule) + self._of_group(group, ENDING_ROLE)
        if role == ENDING_ROLE:
            return f" · {confidence_name(key.confidence)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._of_group(group, Qt.ItemDataRole.DisplayRole))
        if role == ABOUT_ROLE:
            return self._counted(group)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = tr("folded") if self.is_folded(group) else tr("open")
            name = self._of_group(group, Qt.ItemDataRole.DisplayRole)
            return ", ".join((name, self._counted(group), state))
        if role == FOLDED_ROLE:
            return self.is_folded(group)
        return group if role == GROUP_ROLE else None

    def _counted(self, group: RepairGroup) -> str:
        """Return in words how many repairs a group has, and how many of them are applied."""
        count, applied = len(group.numbers), self.applied_of(group)
        if applied == count:
            return f"{count:,}"
        return tr("{applied:,} of {count:,}").format(applied=applied, count=count)

    def _at(self, row: int) -> tuple[int, int]:
        """Return the group of a row, and which of its repairs it is; -1 for the group itself."""
        number = bisect_right(self._starts, row) - 1
        return number, row - self._starts[number] - 1

    def _count_rows(self) -> None:
        shown = (0 if self.is_folded(group) else len(group.numbers) for group in self._groups)
        self._starts = list(accumulate((1 + count for count in shown), initial=0))
