"""The panel of the bin: what was deleted, to be looked at, brought back or let go of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from reader.annotation.bin import in_bin
from reader.gui.panels.bin_model import GONE_ROLE, ROW_HEIGHT, BinDelegate, BinModel
from reader.gui.panels.card import tags_in_words
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.local_time import local_time
from reader.gui.widgets.plain_text import PlainLabel, beginning_of
from reader.gui.widgets.row_table import RowTable
from reader.gui.widgets.shrinking_area import ShrinkingArea
from reader.gui.widgets.style_names import look_in_words
from reader.localization import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from reader.annotation.model import Annotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange

_LONGEST_QUOTE = 2_000
"""Characters of a passage that are shown below the list."""
_TALLEST = 260
"""Pixels of what is shown there; beyond that it scrolls."""
_BESIDE = 16


class BinPanel(QFrame):
    """Lists what lies in the bin of the article, and shows the current one whole."""

    restore_requested = Signal()
    """What is selected is to be brought back."""
    emptying_requested = Signal(bool)
    """The bin is to be emptied: of all, or of what is selected alone."""
    selection_changed = Signal()

    def __init__(self, article: ActiveArticle, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._article = article
        self._is_led = False
        """Whether it is not the user who makes another row the current one."""
        self._heading = PlainLabel()
        self._heading.setProperty("heading", True)
        self._heading.setWordWrap(True)
        self._model = BinModel(self._quote_of, self)
        self._delegate = BinDelegate(theme, self)
        self.list = _BinList(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.selectionModel().selectionChanged.connect(self._on_list_selection_changed)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.restore_requested.connect(self.restore_requested)
        self.list.emptying_requested.connect(self.emptying_requested)
        self._detail = PlainLabel()
        self._detail.setObjectName("binDetail")
        self._detail.setWordWrap(True)
        self._detail.setMinimumWidth(1)
        self._about = PlainLabel()
        self._about.setObjectName("versionAbout")
        self._about.setWordWrap(True)
        inside = QWidget()
        inside.setObjectName("repairChoicesInside")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(_BESIDE, 4, _BESIDE, 4)
        lines.addWidget(self._detail)
        lines.addWidget(self._about)
        self._area = ShrinkingArea(inside)
        self._area.setObjectName("repairChoices")
        self._area.setMaximumHeight(_TALLEST)
        self._restore = QPushButton(tr("Restore"))
        self._restore.setObjectName("restoreDeleted")
        self._restore.clicked.connect(self.restore_requested)
        self._empty = QPushButton(tr("Empty the bin…"))
        self._empty.setObjectName("emptyBin")
        self._empty.clicked.connect(self._on_empty_clicked)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setContentsMargins(_BESIDE, 0, _BESIDE, 0)
        for button in (self._restore, self._empty):
            self._buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)
        column.addWidget(self._area)
        column.addLayout(self._buttons)
        for before, after in pairwise((self.list, self._restore, self._empty)):
            self.setTabOrder(before, after)
        for signal in (
            article.shown,
            article.annotations_changed,
            article.document_changed,
            article.rendition_changed,
            article.writable_changed,
        ):
            signal.connect(self._refresh)

    @property
    def selected(self) -> list[str]:
        """Ids of what is selected."""
        rows = self.list.selectionModel().selectedRows()
        return [index.data(GONE_ROLE).id for index in rows]

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._delegate.theme = theme
        self.list.viewport().update()

    @guarded(None)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        need = sum(each.sizeHint().width() for each in (self._restore, self._empty)) + 8
        ways = QBoxLayout.Direction
        fits = need <= self.width() - 2 * _BESIDE
        self._buttons.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def _refresh(self) -> None:
        """Show what lies in the bin now; what is selected stays, or else its place."""
        session = self._article.session
        if session is None or self.isHidden():
            return
        selected, row = self.selected, self.list.currentIndex().row()
        current: Annotation | None = self.list.currentIndex().data(GONE_ROLE)
        gone = in_bin(session.annotations.items)
        self._is_led = True
        self._model.show_gone(gone)
        if current is not None and (there := self._model.row_of(current.id)) >= 0:
            row = there
        self._select(selected, min(max(row, 0), len(gone) - 1))
        self._is_led = False
        words = trn("{count:,} deleted", "{count:,} deleted", len(gone)).format(count=len(gone))
        self._heading.setText(words if gone else tr("Nothing lies in the bin."))
        self._show_current()

    def _select(self, ids: Sequence[str], row: int) -> None:
        """Select what still lies there of some annotations, and make a row the current one."""
        flags, model = QItemSelectionModel.SelectionFlag, self.list.selectionModel()
        rows = [there for id_ in ids if (there := self._model.row_of(id_)) >= 0] or [row]
        model.setCurrentIndex(self._model.index(row), flags.NoUpdate)
        for each in rows:
            if each >= 0:
                model.select(self._model.index(each), flags.Select | flags.Rows)

    def _show_current(self) -> None:
        """Show the current one whole, and offer what can be done with what is selected."""
        session, gone = self._article.session, self.list.currentIndex().data(GONE_ROLE)
        if session is None:
            return
        can_change, count = not session.is_read_only, len(self.selected)
        self._restore.setEnabled(can_change and count > 0)
        words = tr("Restore {count:,}") if count > 1 else tr("Restore")
        self._restore.setText(words.format(count=count))
        self._empty.setEnabled(can_change and self._model.rowCount() > 0)
        self._area.setVisible(gone is not None)
        if gone is not None:
            quote = beginning_of(self._quote_of(gone), _LONGEST_QUOTE)
            note = beginning_of(gone.text.strip())
            self._detail.setText("\n\n".join(filter(None, (quote, note))))
            deleted = tr("deleted {time}").format(time=local_time(gone.deleted or ""))
            tags = tags_in_words(gone.body.tags) if gone.body else ""
            parts = (look_in_words(gone.color, gone.style), tags, self._section_of(gone), deleted)
            self._about.setText(" · ".join(filter(None, parts)))
            self._area.updateGeometry()

    def _place_of(self, gone: Annotation) -> TextRange | None:
        """Return where the passage of a deleted annotation still stands as it did."""
        session, target = self._article.session, gone.target
        if session is None or target is None or target.range.is_empty:
            return None
        text = session.document.source.text[target.range.start : target.range.end]
        return target.range if text == target.exact else None

    def _quote_of(self, gone: Annotation) -> str:
        session, place = self._article.session, self._place_of(gone)
        if session is None or place is None:
            return gone.quote
        return session.rendition.text_of(place, enough=_LONGEST_QUOTE) or gone.quote

    def _section_of(self, gone: Annotation) -> str:
        """Return the heading it stood under."""
        session, place = self._article.session, self._place_of(gone)
        if session is not None and place is not None:
            return session.titles.of_section(session.document.section_index(place.start))
        headings = gone.target.headings if gone.target else ()
        return headings[-1][1] if headings else ""

    def _on_list_selection_changed(self) -> None:
        if not self._is_led:
            self._show_current()
        self.selection_changed.emit()

    def _on_list_current_changed(self) -> None:
        if self._is_led or not self.isVisible():
            return
        self._show_current()
        gone = self.list.currentIndex().data(GONE_ROLE)
        if gone is not None and (place := self._place_of(gone)) is not None:
            self._article.go_to(place, remembers=False)

    def _on_empty_clicked(self) -> None:
        self.emptying_requested.emit(True)


class _BinList(RowTable):
    """Rows of which several can be selected: with Ctrl, with Shift, all by Ctrl+A."""

    restore_requested = Signal()
    emptying_requested = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.setObjectName("binList")
        self.setAccessibleName(tr("Bin"))
        self.setSelectionMode(RowTable.SelectionMode.ExtendedSelection)

    @guarded(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Here these keys are about the rows, and not about the page.
            keys = QKeySequence.StandardKey
            if event.matches(keys.SelectAll) or event.key() == Qt.Key.Key_Delete:
                event.accept()
                return True
        return super().event(event)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.restore_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.emptying_requested.emit(False)
        else:
            super().keyPressEvent(event)
