"""The choices for one repair: what stands in the file, and what may be shown instead."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from reader.document.overlays.repair_decisions import decision_on, decisions_on_group
from reader.gui.widgets.elided_button import ElidedButton
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel, beginning_of, in_a_line
from reader.localization import tr, trn
from reader.text.offsets import TextRange
from reader.wording.texts import confidence_name, rule_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from reader.gui.article.session import Session
    from reader.gui.panels.repair_groups import RepairGroup
    from reader.text.repair import Confidence, Repair

_CONTEXT = 6
"""Characters of repaired text shown on either side."""
_BESIDE = 16
"""Pixels at either side of the buttons."""
_LONGEST = 60
"""Characters of a repair that are shown."""


class RepairChoices(QWidget):
    """Shows a repair in its context, with one button for each decision that can be taken on it."""

    decided = Signal()
    """A decision was taken; the button that had the focus is gone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("repairChoicesInside")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._detail = PlainLabel()
        self._detail.setObjectName("repairDetail")
        self._detail.setWordWrap(True)
        self._detail.setMinimumWidth(1)  # else as wide as Qt thinks a paragraph should be
        self._buttons: list[QPushButton] = []
        self._pair: QBoxLayout | None = None
        """Of the buttons that are side by side where there is room."""
        self._choices = QVBoxLayout()
        self._choices.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(_BESIDE, 6, _BESIDE, 0)
        column.addWidget(self._detail)
        column.addLayout(self._choices)

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """What can be decided on the repair shown."""
        return self._buttons

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn_pair()

    def show_repair(self, session: Session, repair: Repair | None) -> None:
        """Offer the decisions on a repair of an article; None says that there is none."""
        self._clear()
        if repair is None:
            self._detail.setText(tr("Nothing was found to repair."))
            return
        self._detail.setText(_in_context(session, repair))
        for words in session.readings_of(repair):
            self._choices.addWidget(
                self._button(
                    session,
                    tr("Show “{words}”").format(words=words),
                    partial(self._decide, session, repair, applied=True, after=words),
                    is_chosen=repair.applied and words == repair.after,
                )
            )
        self._choices.addWidget(
            self._button(
                session,
                tr("Leave “{words}”").format(words=repair.before),
                partial(self._decide, session, repair, applied=False),
                is_chosen=not repair.applied,
            )
        )
        decide = partial(self._decide_all, session, repair.rule, repair.confidence)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        all_texts = {True: tr("Apply all like this"), False: tr("Leave all like this")}
        for is_applied, words in all_texts.items():
            self._pair.addWidget(self._button(session, words, partial(decide, is_applied)))
        self._choices.addLayout(self._pair)
        self._turn_pair()

    def show_group(self, session: Session, group: RepairGroup, applied: int) -> None:
        """Offer the decisions on all repairs of a group, of which so many are applied."""
        self._clear()
        rule, confidence = group.key
        count = len(group.numbers)
        self._detail.setText(f"{rule_name(rule)} · {confidence_name(confidence)}")
        decide = partial(self._decide_all, session, rule, confidence)
        for words, is_applied, is_chosen in (
            (trn("Apply it", "Apply all {count:,}", count), True, applied == count),
            (trn("Leave it", "Leave all {count:,}", count), False, not applied),
        ):
            text, slot = words.format(count=count), partial(decide, is_applied)
            self._choices.addWidget(self._button(session, text, slot, is_chosen=is_chosen))

    def _clear(self) -> None:
        self._pair = None
        self._buttons = []
        _clear(self._choices)

    def _turn_pair(self) -> None:
        """Have the pair of buttons side by side, or one below the other."""
        if self._pair is not None:
            room = self.width() - 2 * _BESIDE
            items = [self._pair.itemAt(number) for number in range(self._pair.count())]
            need = sum(item.sizeHint().width() for item in items if item) + self._pair.spacing()
            ways = QBoxLayout.Direction
            self._pair.setDirection(ways.LeftToRight if need <= room else ways.TopToBottom)

    def _button(
        self,
        session: Session,
        text: str,
        slot: Callable[[], None],
        *,
        is_chosen: bool | None = None,
    ) -> QPushButton:
        """Return a button; for one of several choices it says whether it is the one taken."""
        button = ElidedButton(in_a_line(beginning_of(text, _LONGEST)))
        if is_chosen is not None:
            button.setCheckable(True)
            button.setChecked(is_chosen)
        button.setEnabled(not session.is_read_only)
        button.clicked.connect(lambda *_: slot())
        self._buttons.append(button)
        return button

    def _decide(
        self, session: Session, repair: Repair, *, applied: bool, after: str | None = None
    ) -> None:
        decision = decision_on(repair, applied=applied, after=after)
        session.decide([decision], tr("Decide on a repair"))
        self.decided.emit()

    def _decide_all(
        self, session: Session, rule: str, confidence: Confidence, applied: bool
    ) -> None:
        repairs = session.document.repairs
        decisions = decisions_on_group(repairs, rule, confidence, applied=applied)
        session.decide(decisions, tr("Decide on all repairs of a kind"))
        self.decided.emit()


def _in_context(session: Session, repair: Repair) -> str:
    text, offsets = session.document.repaired
    shown = offsets.to_target(TextRange(repair.start, repair.end))
    before = text[max(0, shown.start - _CONTEXT) : shown.start].rpartition("\n")[2]
    after = text[shown.end : shown.end + _CONTEXT].partition("\n")[0]
    return f"…{before}〔{beginning_of(shown.slice(text), _LONGEST)}〕{after}…"


def _clear(layout: QBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None and isinstance(inner, QBoxLayout):
            _clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
