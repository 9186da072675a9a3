"""The backups of an article: what of each day is missing now, to be brought back or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.errors import AnnotationsUnreadableError, ReaderError
from reader.gui.dialogs.losses import in_a_line, in_full, is_text_lost, summary
from reader.gui.widgets.background_job import BackgroundJob
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.widgets.within_screen import resize_within_screen
from reader.localization import tr
from reader.storage.backups import of_file
from reader.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from reader.annotation.model import AnnotationSet
    from reader.gui.dialogs.losses import BackupDiff, Compare
    from reader.gui.widgets.background_job import JobProgress
    from reader.storage.backups import Backup

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the user wants back."""

    annotations: AnnotationSet
    """The backup."""
    ids: frozenset[str]
    decisions: bool
    """Whether decisions on repairs, structure and words are wanted too."""


class RestoreDialog(QDialog):
    """Lists the days; of the one selected, what is missing. What is checked is brought back."""

    def __init__(
        self,
        backups: Sequence[Backup],
        comparing: Callable[[], Compare],
        *,
        choose_file: Callable[[], Path | None],
        obstacle: Callable[[], str],
        obstacle_changed: SignalInstance,
        parent: QWidget | None = None,
    ) -> None:
        """Show the newest backup.

        Args:
            backups: newest first.
            comparing: returns what looks at one of them, in another thread.
            choose_file: asks for a copy of the annotations that was saved elsewhere.
            obstacle: says why the article cannot be changed; nothing where it can.
            obstacle_changed: tells that this may be otherwise now.
            parent: the window.
        """
        super().__init__(parent)
        self._backups = list(backups)
        self._comparing = comparing
        self._choose_file = choose_file
        self._obstacle = obstacle
        self._diff: BackupDiff | None = None
        self._job: BackgroundJob | None = None
        """Looks at the day selected."""
        self.setWindowTitle(tr("Restore from a backup"))
        resize_within_screen(self, 760, 560)
        self._days = QListWidget()
        self._days.setObjectName("backupDays")
        self._days.setAccessibleName(tr("Days"))
        self._days.setFixedWidth(150)
        self._days.setItemDelegate(_ElidingDelegate(self._days))
        self._days.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._summary = PlainLabel()
        self._summary.setObjectName("backupSummary")
        self._summary.setWordWrap(True)
        self._list = QListWidget()
        self._list.setObjectName("losses")
        self._list.setAccessibleName(tr("What is missing now"))
        self._list.setItemDelegate(_ElidingDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._detail = QPlainTextEdit()
        self._detail.setObjectName("lossDetail")
        self._detail.setAccessibleName(tr("Then and now"))
        self._detail.setReadOnly(True)
        self._detail.setTabChangesFocus(True)
        self._detail.setFixedHeight(130)
        self._all = QCheckBox(tr("All of it"))
        self._all.setObjectName("allLosses")
        self._why_not = PlainLabel()
        self._why_not.setObjectName("whyNotToRestore")
        self._why_not.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self._restore = QPushButton(tr("Restore"))
        self._restore.setObjectName("restoreChecked")
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        self._from_file = QPushButton(tr("From a file…"))
        self._from_file.setObjectName("restoreFromFile")
        self._from_file.setAutoDefault(False)
        self._from_file.clicked.connect(self._on_from_file_clicked)
        buttons.addButton(self._from_file, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        self._days.currentRowChanged.connect(self._show_day)
        self._list.currentRowChanged.connect(self._show_detail)
        self._list.itemChanged.connect(self._on_list_item_changed)
        self._all.clicked.connect(self._check_all)
        obstacle_changed.connect(self._show_what_can_be_done)
        self._fill()
        self._show_what_can_be_done()

    @property
    def is_looking(self) -> bool:
        """Whether a backup is still being compared with what is there."""
        return self._job is not None and self._job.is_running

    def chosen(self) -> Chosen | None:
        """Return what is checked; None where nothing is."""
        if self._diff is None or not (rows := self._checked()):
            return None
        losses = self._diff.losses
        return Chosen(
            annotations=self._diff.annotations,
            ids=frozenset(losses[row].difference.id for row in rows if row < len(losses)),
            decisions=any(row >= len(losses) for row in rows),
        )

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        intro = PlainLabel(
            tr(
                "What is brought back is added to what there is. Nothing present is taken away:"
                " a note that reads differently now gets its earlier text as a second version."
            )
        )
        intro.setWordWrap(True)
        right = QVBoxLayout()
        right.addWidget(self._summary)
        right.addWidget(self._list, 1)
        right.addWidget(self._all)
        right.addWidget(self._detail)
        middle = QHBoxLayout()
        middle.addWidget(self._days)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.addWidget(intro)
        column.addLayout(middle, 1)
        column.addWidget(self._why_not)
        column.addWidget(buttons)

    def _fill(self) -> None:
        if self._backups:
            self._days.addItems([backup.day.isoformat() for backup in self._backups])
            self._days.setCurrentRow(0)
            return
        self._summary.setText(
            tr(
                "There is no backup of this article yet. The first save of each day keeps what was"
                " there before it, for 14 days and, one a month, for a year."
            )
        )
        self._show_what_is_listed(False)

    def _show_what_is_listed(self, is_visible: bool) -> None:
        for widget in (self._days, self._list, self._all, self._detail):
            widget.setVisible(is_visible)

    def _on_from_file_clicked(self) -> None:
        path = self._choose_file()
        if path is None:
            return
        self._backups.append(of_file(path))
        self._days.addItem(path.name)
        self._show_what_is_listed(True)
        self._days.setCurrentRow(len(self._backups) - 1)

    def _show_day(self, row: int) -> None:
        self._list.clear()
        self._detail.clear()
        self._diff = None
        self._summary.setText(tr("Comparing with what is there now…"))
        self._on_list_item_changed()
        if self._job is not None:
            self._job.cancel()
        self._job = BackgroundJob(partial(_compared, self._comparing(), self._backups[row]), self)
        self._job.result.connect(self._show_look)
        self._job.error.connect(self._show_error)
        self._job.start()

    def _show_error(self, error: object) -> None:
        if isinstance(error, AnnotationsUnreadableError):
            # In which character of the file it is damaged helps nobody here.
            words = tr("The backup {path} is damaged or gone.")
            self._summary.setText(words.format(path=error.path))
        else:  # of a fault the window tells
            self._summary.setText(explain(error) if isinstance(error, ReaderError) else "")

    def _show_look(self, diff: BackupDiff) -> None:
        self._diff = diff
        rows = [(in_a_line(loss), is_text_lost(loss)) for loss in diff.losses]
        if diff.has_decisions:
            rows.append((tr("Decisions on repairs, structure and words"), True))
        for text, is_wanted in rows:
            item = QListWidgetItem(text)
            item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._summary.setText(summary(diff))
        if rows:
            self._list.setCurrentRow(0)
        self._on_list_item_changed()

    def _show_detail(self, row: int) -> None:
        is_loss = self._diff is not None and 0 <= row < len(self._diff.losses)
        self._detail.setPlainText(in_full(self._diff.losses[row]) if self._diff and is_loss else "")

    def _checked(self) -> list[int]:
        rows = range(self._list.count())
        checked = Qt.CheckState.Checked
        return [row for row in rows if self._list.item(row).checkState() == checked]

    def _check_all(self) -> None:
        state = Qt.CheckState.Checked if self._all.isChecked() else Qt.CheckState.Unchecked
        with QSignalBlocker(self._list):  # or each row would count all of them
            for row in range(self._list.count()):
                self._list.item(row).setCheckState(state)
        self._on_list_item_changed()

    def _on_list_item_changed(self) -> None:
        checked = len(self._checked())
        self._all.setEnabled(self._list.count() > 0)
        self._all.setChecked(0 < checked == self._list.count())
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        obstacle = self._obstacle()
        self._why_not.setText(obstacle)
        self._why_not.setVisible(bool(obstacle))
        self._restore.setEnabled(not obstacle and bool(self._checked()))


def _compared(compare: Compare, backup: Backup, progress: JobProgress) -> BackupDiff:
    progress.check()
    return compare(backup)


class _ElidingDelegate(QStyledItemDelegate):
    """Ends a line in … where it has no room, instead of asking for more; the full text is below."""

    @guarded(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())
