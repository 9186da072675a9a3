"""The bar below the page to find by: a field, what was found, and the way from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.gui.panels.found_list import FoundList
from reader.gui.panels.found_model import of_place
from reader.gui.widgets.announcing import announce
from reader.gui.widgets.clearing import offer_clearing
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel, plain_tip
from reader.localization import tr, trn
from reader.search.query import Query, QueryMode
from reader.wording.errors import explain

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.found_places import FoundPlaces

_NARROWEST_FIELD = 120
_WIDEST_FIELD = 420


class FindBar(QFrame):
    """Asks for a query and shows how much is found. It lies below the page, whose lines stay."""

    query_changed = Signal(object)
    """Another Query was typed."""
    step_requested = Signal(int)
    """The next place is wanted, or, -1, the one before."""
    closed = Signal()

    def __init__(
        self, article: ActiveArticle, found: FoundPlaces, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._article, self._found = article, found
        self._field = QLineEdit()
        self._field.setObjectName("findField")
        self._field.setPlaceholderText(tr("Find in the article and its notes"))
        self._field.setAccessibleName(tr("Find"))
        offer_clearing(self._field)
        self._field.setMinimumWidth(_NARROWEST_FIELD)
        self._field.setMaximumWidth(_WIDEST_FIELD)
        self._field.textChanged.connect(self._on_query_changed)
        self._field.installEventFilter(self)
        self._modes = _modes()
        self._modes.currentIndexChanged.connect(self._on_query_changed)
        self._count = PlainLabel()
        self._count.setObjectName("foundCount")
        self.list = FoundList(article, found)
        self.list.hide()
        self._previous = _button("↑", tr("Previous place"), "findPreviousButton")
        self._previous.clicked.connect(self._on_previous_clicked)
        self._next = _button("↓", tr("Next place"), "findNextButton")
        self._next.clicked.connect(self._on_next_clicked)
        self._lists = _button(tr("List"), tr("Show what was found in a list"), "findListButton")
        self._lists.setCheckable(True)
        self._lists.toggled.connect(self._on_lists_toggled)
        close = _button(tr("Close"), tr("Close the bar"), "findCloseButton")
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self._field, 3)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._modes)
        row.addWidget(self._lists)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addLayout(row)
        found.changed.connect(self._show_found)
        found.moved.connect(self._show_found)
        self._show_found()
        self.hide()

    @property
    def query(self) -> Query:
        """What is looked for."""
        return Query(self._field.text(), QueryMode(self._modes.currentData()))

    def ask(self, text: str = "") -> None:
        """Show the bar and let the user type.

        Args:
            text: what is looked for; empty for what was looked for last.
        """
        self.show()
        if text:
            self._field.setText(text)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_query_changed(self) -> None:
        self.query_changed.emit(self.query)

    def _on_previous_clicked(self) -> None:
        self.step_requested.emit(-1)

    def _on_next_clicked(self) -> None:
        self.step_requested.emit(1)

    def _on_lists_toggled(self, shows: bool) -> None:
        self.list.setVisible(shows)

    def _show_found(self) -> None:
        found = self._found
        if self._count.text() != (words := _words(found)):
            self._count.setText(words)
            self._announce(words)
        self._count.setToolTip(plain_tip(explain(found.error)) if found.error else "")
        has_failed = found.error is not None or (
            found.is_complete and not found.query.is_empty and not found.count and not found.notes
        )
        for widget in (self._count, self._field):
            if widget.property("failed") != has_failed:
                widget.setProperty("failed", has_failed)
                widget.style().polish(widget)
        for button in (self._previous, self._next):
            button.setEnabled(bool(found.count))

    def _announce(self, words: str) -> None:
        """Have read out how much is found, and the line of the current place."""
        found, session = self._found, self._article.session
        if self.isVisible() and found.is_complete:
            current = found.current if session is not None else None
            line = of_place(session, current).line if session and current else ""
            announce(" · ".join(filter(None, (words, line))), self)

    # Qt

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step_requested.emit(-1 if is_back else 1)
            case Qt.Key.Key_Up:
                self.step_requested.emit(-1)
            case Qt.Key.Key_Down:
                self.step_requested.emit(1)
            case _:
                return super().eventFilter(watched, event)
        return True

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _words(found: FoundPlaces) -> str:
    """Return how much is found, in words."""
    if found.query.is_empty:
        return ""
    if found.error is not None:
        return explain(found.error)
    if not found.count:
        places = tr("Not found in the text") if found.is_complete else tr("Looking…")
    elif found.is_complete and found.current_index is not None:
        places = tr("{number} of {count}").format(
            number=f"{found.current_index + 1:,}",
            count=f"{found.count:,}+" if found.is_cut else f"{found.count:,}",
        )
    else:
        places = tr("{count} so far").format(count=f"{found.count:,}")
    if not found.notes:
        return places
    notes = trn("{count} note", "{count} notes", len(found.notes))
    return f"{places} · {notes.format(count=f'{len(found.notes):,}')}"


def _modes() -> QComboBox:
    modes = QComboBox()
    modes.setObjectName("findMode")
    modes.setAccessibleName(tr("How to find"))
    # On Linux the name of such a box is what is chosen in it.
    modes.setAccessibleDescription(tr("How to find"))
    for mode, text, tip in (
        (
            QueryMode.ANY_FORM,
            tr("Any form"),
            tr("发展, 發展 and 發(fā)展 find each other; width, case and spaces do not matter"),
        ),
        (
            QueryMode.EXACT,
            tr("Exactly"),
            tr("The very characters of the article, repaired but not converted"),
        ),
        (
            QueryMode.EXPRESSION,
            tr("Regular expression"),
            tr("As in programs: 第[一二三]+章"),
        ),
    ):
        modes.addItem(text, mode)
        modes.setItemData(modes.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
    return modes


def _button(text: str, tip: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setToolTip(plain_tip(tip))
    button.setAccessibleName(tip)
    return button
