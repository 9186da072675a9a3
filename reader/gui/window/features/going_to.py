"""Going to a place that one knows: so many per cent of the text, or the words that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from reader.gui.article.location import Location
from reader.gui.widgets.announcing import announce
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr
from reader.search.find_in_article import ArticleSearch
from reader.search.query import Query
from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

    from reader.document.model import Document
    from reader.gui.window.features.navigation import Navigation
    from reader.gui.window.workspace import Workspace

_PERCENT = lazy_pattern(r"\s*(\d{1,3}(?:[.．]\d{1,6})?)\s*[%％]?\s*")
_AROUND = " \t\u3000“”‘’「」『』\"'"
"""What stands around a quotation and is no part of it."""
_ENOUGH = 60
"""Characters of a quotation that are looked for: so many stand nowhere else."""


class GoToBar(QFrame):
    """Asks where to go. It lies below the page, whose lines stay."""

    wanted = Signal(str)
    """What was typed was entered."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._field = QLineEdit()
        self._field.setObjectName("goToField")
        self._field.setPlaceholderText(tr("Per cent of the text, or words that stand there"))
        self._field.setAccessibleName(tr("Go to"))
        self._field.returnPressed.connect(self._on_field_return_pressed)
        self._field.textEdited.connect(self._on_field_text_edited)
        self._answer = PlainLabel()
        self._answer.setObjectName("goToAnswer")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self._field, 2)
        row.addWidget(self._answer, 1)
        self.hide()

    def ask(self) -> None:
        """Show the bar and let the user type."""
        self._answer.setText("")
        self.show()
        self._field.selectAll()
        self._field.setFocus()

    def answer(self, words: str) -> None:
        """Say why nothing happened."""
        self._answer.setText(words)
        announce(words, self)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def _on_field_return_pressed(self) -> None:
        self.wanted.emit(self._field.text())

    def _on_field_text_edited(self) -> None:
        self._answer.setText("")


class GoingTo(Feature):
    """Takes what is typed for a place, and goes there."""

    def __init__(self, workspace: Workspace, navigation: Navigation, parent: QObject) -> None:
        super().__init__(parent)
        self._article = workspace.article
        self._page, self._pages = workspace.page, workspace.pages
        self._navigation = navigation
        self.bar = GoToBar()
        self.bar.wanted.connect(self.go)
        self.bar.closed.connect(self._close)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the command that asks where to go."""
        return (
            Command(
                name="go-to",
                text=tr("Go to…"),
                menu=Menu.GO,
                run=GoingTo.ask,
                needs=ARTICLE,
                keys=("Ctrl+L",),
            ),
        )

    def ask(self) -> None:
        """Let the user type where to go."""
        self.bar.ask()

    def go(self, words: str) -> None:
        """Go to so many per cent of the text, or to the next place of a quotation."""
        session, path = self._article.session, self._article.path
        if session is None or path is None or not words.strip():
            return
        pointed = TextRange(self._page.pointed_offset, self._page.pointed_offset)
        # Asked for the same again, it is the next one that is wanted.
        here = pointed.start if self._page.is_in_sight(pointed) else self._page.reading_offset
        place = _place(session.document, words, here)
        if place is None:
            self.bar.answer(tr("This stands nowhere in the article."))
            return
        self._navigation.open(Location(path, place, is_at_top=place.is_empty))
        self._close()

    def _close(self) -> None:
        self.bar.hide()
        self._pages.take_keys()


def _place(document: Document, words: str, here: int) -> TextRange | None:
    """Return what words stand for, a gap for a part of the whole; None where they stand nowhere."""
    match = _PERCENT.fullmatch(words)
    if match and (percent := float(match[1].replace("．", "."))) <= 100:
        offset = round(len(document.source.text) * percent / 100)
        return TextRange(offset, offset)
    lines = (line.strip(_AROUND) for line in words.splitlines())
    query = Query(next(filter(None, lines), "")[:_ENOUGH])
    if query.is_empty:
        return None
    search = ArticleSearch(document, query)
    found = (place for piece in search.pieces(here) for place in search.places_in(piece))
    first = None
    for place in found:
        if place.start > here:
            return place
        first = first or place
    return first
