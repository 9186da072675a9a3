"""The panel of repairs: what stood there, what is shown instead, what else it may have been."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.document.overlays.repair_decisions import decision_on, decision_on_all
from reader.gui.widgets.guard import guarded, saved
from reader.gui.widgets.plain_text import PlainLabel, plain_caption
from reader.gui.widgets.shrinking_area import ShrinkingArea
from reader.localization import tr
from reader.text.offsets import TextRange
from reader.text.repair import (
    Confidence,
    Repair,
    line_ends,
    rewrap,
    small_forms,
    terminal_colors,
    widen,
)
from reader.wording.texts import confidence_name, count_repairs, rule_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QPainter, QShowEvent

    from reader.gui.article.session import Session

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_REPAIR_ROLE = Qt.ItemDataRole.UserRole + 1
_CONTEXT = 6
"""Characters of repaired text shown on either side."""
_DOUBT = {Confidence.NONE: 0, Confidence.LOW: 1, Confidence.MEDIUM: 2, Confidence.HIGH: 3}
_IN_BULK = frozenset(
    {line_ends.NAME, rewrap.NAME, small_forms.NAME, terminal_colors.NAME, widen.NAME}
)
"""Rules that find something in every line of a text, or nothing."""
_ROW_HEIGHT = 56


class RepairsModel(QAbstractListModel):
    """One row a repair, the doubtful ones first; last, what would drown them in its numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repairs: Sequence[Repair] = ()
        self._order: Sequence[int] = ()
        """Of each row, which repair of the article it is."""
        self._places: Sequence[tuple[int, int]] = ()
        """Where the repairs of the article are, in the order of its text."""

    def show_repairs(self, repairs: Sequence[Repair]) -> None:
        """Show the repairs of an article, ordered by place."""
        if repairs and _places(repairs) == self._places:
            # Only decided otherwise: to lay out 100,000 rows anew takes the view half a second.
            self._repairs = [repairs[number] for number in self._order]
            self.dataChanged.emit(self.index(0), self.index(len(repairs) - 1))
            return
        self.beginResetModel()
        self._places = _places(repairs)
        self._order = sorted(range(len(repairs)), key=lambda number: _urgency(repairs[number]))
        self._repairs = [repairs[number] for number in self._order]
        self.endResetModel()

    def row_of(self, repair: Repair) -> int:
        """Return the row of the repair of the same place, -1 where there is none."""
        places = (each.start for each in self._repairs)
        return next((row for row, start in enumerate(places) if start == repair.start), -1)

    @guarded(0)
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._repairs)

    @guarded(None)
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        repair = self._repairs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{repair.before} → {repair.after}"
        return repair if role == _REPAIR_ROLE else None


def _places(repairs: Sequence[Repair]) -> list[tuple[int, int]]:
    return [(repair.start, repair.end) for repair in repairs]


def _urgency(repair: Repair) -> tuple[bool, int, int]:
    return repair.rule in _IN_BULK, _DOUBT[repair.confidence], repair.start


class _RepairDelegate(QStyledItemDelegate):
    """Draws the change on one line, rule and confidence on the next."""

    @guarded(None)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        repair = index.data(_REPAIR_ROLE)
        self.initStyleOption(option, index)
        change, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        with saved(painter):
            painter.setFont(option.font)
            box = QRect(option.rect).adjusted(10, 7, -10, -7)
            colors = option.palette
            painter.setPen(colors.color(colors.ColorRole.Text))
            metrics = option.fontMetrics
            shown = metrics.elidedText(change, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignTop, shown)
            painter.setPen(colors.color(colors.ColorRole.PlaceholderText))
            painter.drawText(box, Qt.AlignmentFlag.AlignBottom, _about(repair))

    @guarded(QSize())
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), _ROW_HEIGHT)


def _about(repair: Repair) -> str:
    parts = [rule_name(repair.rule), confidence_name(repair.confidence)]
    if not repair.applied:
        parts.append(tr("not applied"))
    return " · ".join(parts)


class RepairsPanel(QFrame):
    """Shows the repairs of a session and takes decisions on them."""

    repair_activated = Signal(TextRange)
    """A repair was chosen; its source range."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session: Session | None = None
        self._is_stale = False
        """Whether something was to be shown while the panel was hidden."""
        self._model = RepairsModel(self)
        self._heading = PlainLabel()
        self._heading.setProperty("heading", True)
        self._list = QListView()
        self._list.setObjectName("repairList")
        self._list.setAccessibleName(tr("Repairs"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_RepairDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self._list.clicked.connect(self._go_to_current)
        self._detail = PlainLabel()
        self._detail.setObjectName("repairDetail")
        self._detail.setWordWrap(True)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self._list, 1)
        inside = QWidget()
        inside.setObjectName("repairChoicesInside")
        detail = QVBoxLayout(inside)
        detail.setContentsMargins(16, 6, 16, 0)
        detail.addWidget(self._detail)
        detail.addLayout(self._choices)
        area = ShrinkingArea(inside)
        area.setObjectName("repairChoices")
        column.addWidget(area)
        # The list takes what the choices leave.
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._list.setMinimumHeight(_ROW_HEIGHT)

    def show_session(self, session: Session) -> None:
        """Show the repairs of an article."""
        self._session = session
        self.refresh()

    def refresh(self) -> None:
        """Show the repairs as they are decided now; the current one stays."""
        if self._session is None:
            return
        self._is_stale = self.isHidden()
        if self._is_stale:
            # A book has 100,000 repairs, and first of all its text is to be seen.
            return
        current = self._current()
        repairs = self._session.document.repairs
        self._model.show_repairs(repairs)
        words = count_repairs(repairs)
        if doubtful := _doubtful(self._session.undecided_repairs()):
            words += " · " + tr("to check: {count:,}").format(count=doubtful)
        self._heading.setText(words)
        row = self._model.row_of(current) if current else 0
        self._list.setCurrentIndex(self._model.index(max(row, 0)))
        self._show_choices()

    def reveal(self, place: TextRange) -> None:
        """Make the repair of a place of the source the current one, if there is one in sight."""
        if self._session is None or not self.isVisible():
            return
        repairs = self._session.document.repairs
        at = bisect_left(repairs, place.start, key=attrgetter("start"))
        if at < len(repairs) and (repairs[at].start, repairs[at].end) == (place.start, place.end):
            self._list.setCurrentIndex(self._model.index(self._model.row_of(repairs[at])))

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _current(self) -> Repair | None:
        repair = self._list.currentIndex().data(_REPAIR_ROLE)
        return repair if isinstance(repair, Repair) else None

    def _on_list_current_changed(self) -> None:
        self._show_choices()
        self._go_to_current()

    def _go_to_current(self) -> None:
        repair = self._current()
        if repair is not None and self.isVisible():
            self.repair_activated.emit(TextRange(repair.start, repair.end))

    def _show_choices(self) -> None:
        _clear(self._choices)
        repair, session = self._current(), self._session
        if repair is None or session is None:
            self._detail.setText(tr("Nothing was found to repair."))
            return
        self._detail.setText(_in_context(session, repair))
        for words in session.readings_of(repair):
            chosen = repair.applied and words == repair.after
            self._choices.addWidget(
                self._button(
                    tr("Show “{words}”").format(words=words),
                    partial(self._decide, repair, applied=True, after=words),
                    is_chosen=chosen,
                )
            )
        self._choices.addWidget(
            self._button(
                tr("Leave “{words}”").format(words=repair.before),
                partial(self._decide, repair, applied=False),
                is_chosen=not repair.applied,
            )
        )
        row = QHBoxLayout()
        row.addWidget(
            self._button(tr("Apply all like this"), partial(self._decide_all, repair, True))
        )
        row.addWidget(
            self._button(tr("Leave all like this"), partial(self._decide_all, repair, False))
        )
        self._choices.addLayout(row)

    def _button(
        self, text: str, slot: Callable[[], None], *, is_chosen: bool = False
    ) -> QPushButton:
        button = QPushButton(plain_caption(text))
        button.setProperty("chosen", is_chosen)
        button.setEnabled(self._session is not None and not self._session.is_read_only)
        button.clicked.connect(lambda *_: slot())
        return button

    def _decide(self, repair: Repair, *, applied: bool, after: str | None = None) -> None:
        if self._session is not None:
            decision = decision_on(repair, applied=applied, after=after)
            self._session.decide([decision], tr("Decide on a repair"))
            # The button that had the focus is gone.
            self._list.setFocus()

    def _decide_all(self, like: Repair, applied: bool) -> None:
        if self._session is not None:
            decision = decision_on_all(like.rule, applied=applied)
            self._session.decide([decision], tr("Decide on all repairs of a kind"))
            self._list.setFocus()


def _doubtful(undecided: Iterable[Repair]) -> int:
    # To compare is faster than to look up in a set, which has Python hash each of 100,000.
    return sum(
        repair.confidence is Confidence.LOW or repair.confidence is Confidence.NONE
        for repair in undecided
    )


def _in_context(session: Session, repair: Repair) -> str:
    text, offsets = session.document.repaired
    shown = offsets.to_target(TextRange(repair.start, repair.end))
    before = text[max(0, shown.start - _CONTEXT) : shown.start].rpartition("\n")[2]
    after = text[shown.end : shown.end + _CONTEXT].partition("\n")[0]
    return f"…{before}〔{shown.slice(text)}〕{after}…"


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None and isinstance(inner, QHBoxLayout):
            _clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
