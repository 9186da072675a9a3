"""The offer to put machine-made Traditional right: each changed word, to agree to or refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.widgets.within_screen import resize_within_screen
from reader.localization import join_sentences, tr, trn

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reader.text.normalise import ChangedWord

_WORD_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the user makes of the offer."""

    refused: frozenset[str]
    """Words left as they stand in the article."""
    is_for_all: bool
    """Whether they are refused in all articles."""


class NormaliseDialog(QDialog):
    """Lists the words that change; what is unchecked stays as it is."""

    def __init__(
        self, words: Sequence[ChangedWord], refused: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Normalise"))
        resize_within_screen(self, 420, 560)
        count = sum(word.count for word in words)
        places = trn("{count:,} place changes.", "{count:,} places change.", count)
        intro = PlainLabel(
            join_sentences(
                tr("The words of this article decide which Traditional character is meant."),
                places.format(count=count),
            )
        )
        intro.setWordWrap(True)
        self._list = QListWidget()
        self._list.setObjectName("changedWords")
        self._list.setAccessibleName(tr("Words that change"))
        for original, alike in _by_original(words).items():
            news = "／".join(word.new for word in alike)
            item = QListWidgetItem(f"{original} → {news}　×{sum(word.count for word in alike):,}")
            item.setData(_WORD_ROLE, original)
            state = Qt.CheckState.Unchecked if original in refused else Qt.CheckState.Checked
            item.setCheckState(state)
            self._list.addItem(item)
        self._for_all = QCheckBox(tr("Leave what is unchecked in all articles"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        buttons.addButton(tr("Normalise"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(intro)
        column.addWidget(self._list)
        column.addWidget(self._for_all)
        column.addWidget(buttons)

    def agreement(self) -> Agreement:
        """Return what is agreed to as the boxes stand."""
        items = [self._list.item(row) for row in range(self._list.count())]
        refused = frozenset(
            str(item.data(_WORD_ROLE))
            for item in items
            if item.checkState() == Qt.CheckState.Unchecked
        )
        return Agreement(refused, self._for_all.isChecked())


def _by_original(words: Sequence[ChangedWord]) -> dict[str, list[ChangedWord]]:
    """Join what a word becomes here and there: refused, it stays as it is everywhere."""
    joined: dict[str, list[ChangedWord]] = {}
    for word in words:
        joined.setdefault(word.original, []).append(word)
    return joined
