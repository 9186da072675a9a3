"""The backups of an article: what of each day is missing now, to be brought back or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
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
from reader.gui.guard import guarded
from reader.gui.plain import PlainLabel
from reader.localization import join_sentences, tr, trn
from reader.storage.backups import Since
from reader.wording import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.annotation.model import AnnotationSet
    from reader.storage.backups import Backup, Difference

Index = QModelIndex | QPersistentModelIndex
_LONGEST = 40
"""Characters of a passage or note that stand in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What restoring would bring back of one annotation, and where that is."""

    difference: Difference
    section: str
    """The title of its section; empty where its text is not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a backup has that is not there now."""

    annotations: AnnotationSet
    """The backup."""
    losses: Sequence[Loss]
    has_decisions: bool
    """Whether decisions on repairs, structure or words are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the reader wants back."""

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
        look: Callable[[Backup], Look],
        *,
        can_restore: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Show the newest backup.

        Args:
            backups: newest first.
            look: opens one of them; may raise a ReaderError.
            can_restore: whether the article can be changed.
            parent: the window.
        """
        super().__init__(parent)
        self._backups = backups
        self._look_at = look
        self._can_restore = can_restore
        self._look: Look | None = None
        self.setWindowTitle(tr("Restore from a backup"))
        self.resize(760, 560)
        self._days = QListWidget()
        self._days.setObjectName("backupDays")
        self._days.setAccessibleName(tr("Days"))
        self._days.setFixedWidth(150)
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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self._restore = QPushButton(tr("Restore"))
        self._restore.setObjectName("restoreChecked")
        buttons.addButton(self._restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._lay_out(buttons)
        self._days.currentRowChanged.connect(self._show_day)
        self._list.currentRowChanged.connect(self._show_detail)
        self._list.itemChanged.connect(self._on_list_item_changed)
        self._all.clicked.connect(self._check_all)
        self._fill()

    def chosen(self) -> Chosen | None:
        """Return what is checked; None where nothing is."""
        if self._look is None or not (rows := self._checked()):
            return None
        losses = self._look.losses
        return Chosen(
            annotations=self._look.annotations,
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
        for widget in (self._days, self._list, self._all, self._detail):
            widget.hide()
        self._restore.setEnabled(False)

    def _show_day(self, row: int) -> None:
        self._list.clear()
        self._detail.clear()
        self._look = None
        try:
            self._look = self._look_at(self._backups[row])
        except AnnotationsUnreadableError as error:
            # In which character of the file it is damaged helps nobody here.
            words = tr("The backup {path} is damaged or gone.")
            self._summary.setText(words.format(path=error.path))
        except ReaderError as error:
            self._summary.setText(explain(error))
        else:
            self._show_look(self._look)
        self._on_list_item_changed()

    def _show_look(self, look: Look) -> None:
        rows = [(_in_a_line(loss), _is_text_lost(loss)) for loss in look.losses]
        if look.has_decisions:
            rows.append((tr("Decisions on repairs, structure and words"), True))
        for text, is_wanted in rows:
            item = QListWidgetItem(text)
            item.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._summary.setText(_summary(look))
        if rows:
            self._list.setCurrentRow(0)

    def _show_detail(self, row: int) -> None:
        is_loss = self._look is not None and 0 <= row < len(self._look.losses)
        self._detail.setPlainText(
            _in_full(self._look.losses[row]) if self._look and is_loss else ""
        )

    def _checked(self) -> list[int]:
        rows = range(self._list.count())
        checked = Qt.CheckState.Checked
        return [row for row in rows if self._list.item(row).checkState() == checked]

    def _check_all(self) -> None:
        state = Qt.CheckState.Checked if self._all.isChecked() else Qt.CheckState.Unchecked
        for row in range(self._list.count()):
            self._list.item(row).setCheckState(state)

    def _on_list_item_changed(self) -> None:
        checked = len(self._checked())
        self._all.setEnabled(self._list.count() > 0)
        self._all.setChecked(0 < checked == self._list.count())
        self._restore.setEnabled(self._can_restore and checked > 0)


class _ElidingDelegate(QStyledItemDelegate):
    """Ends a line in … where it has no room, instead of asking for more; the full text is below."""

    @guarded(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


def _summary(look: Look) -> str:
    if not look.losses and not look.has_decisions:
        return tr("All that was there then is there now.")
    since = [loss.difference.since for loss in look.losses]
    gone, changed = len(since) - since.count(Since.CHANGED), since.count(Since.CHANGED)
    parts = []
    if gone:
        words = trn(
            "{count} annotation was deleted since.", "{count} annotations were deleted since.", gone
        )
        parts.append(words.format(count=gone))
    if changed:
        words = trn("{count} was changed since.", "{count} were changed since.", changed)
        parts.append(words.format(count=changed))
    return join_sentences(*parts)


def _in_a_line(loss: Loss) -> str:
    then = loss.difference.then
    note = f" – {_short(then.note)}" if then.note.strip() else ""
    words = tr("{since}: {what}")
    return words.format(since=_since(loss.difference), what=f"「{_short(then.quote)}」{note}")


def _is_text_lost(loss: Loss) -> bool:
    """Tell whether more than a colour or an empty note is missing: few want those back."""
    then, now = loss.difference.then, loss.difference.now
    is_there = now is not None and not now.is_deleted
    return not is_there or bool(then.note.strip() and now and then.note != now.note)


def _in_full(loss: Loss) -> str:
    then, now = loss.difference.then, loss.difference.now
    lines = [f"「{then.quote}」"]
    if loss.section:
        lines.append(tr("In: {section}").format(section=loss.section))
    lines.append(tr("Then: {note}").format(note=then.note.strip() or tr("No note")))
    if now is not None and not now.is_deleted:
        lines.append(tr("Now: {note}").format(note=now.note.strip() or tr("No note")))
    return "\n".join(lines)


def _since(difference: Difference) -> str:
    return {
        Since.DELETED: tr("Deleted"),
        Since.MISSING: tr("Missing"),
        Since.CHANGED: tr("Changed"),
    }[difference.since]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
