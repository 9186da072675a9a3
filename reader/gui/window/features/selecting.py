"""Copying the selection, and making it larger or smaller by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from reader.gui.article.quotation import quotation
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from reader.document.rendition import Rendition
    from reader.gui.window.features.choosing import Choosing
    from reader.gui.window.workspace import Workspace
    from reader.text.offsets import TextRange


class Selecting(Feature):
    """Commands about what is selected in the page."""

    def __init__(self, workspace: Workspace, choosing: Choosing, parent: QObject) -> None:
        super().__init__(parent)
        self._article = workspace.article
        self._choosing = choosing
        self._page = workspace.page
        self._pages = workspace.pages
        self._page.selection_changed.connect(self.availability_changed)
        workspace.active.changed.connect(self.availability_changed)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands about the selection."""
        return (
            Command(
                name="copy",
                text=tr("Copy the passage"),
                menu=Menu.EDIT,
                run=Selecting.copy,
                is_available=Selecting.has_passage,
                is_in_page_menu=True,
                needs=ARTICLE,
                keys=("Ctrl+C",),
                starts_group=True,
            ),
            Command(
                name="copy-quotation",
                text=tr("Copy as a quotation with its source"),
                menu=Menu.EDIT,
                run=Selecting.copy_quotation,
                is_available=Selecting.has_passage,
                is_in_page_menu=True,
                needs=ARTICLE,
                keys=("Ctrl+Shift+C",),
            ),
            Command(
                name="expand-selection",
                text=tr("Extend the selection"),
                menu=Menu.EDIT,
                run=Selecting.expand,
                needs=ARTICLE,
                keys=("Ctrl+Shift+Up",),
            ),
            Command(
                name="shrink-selection",
                text=tr("Reduce the selection"),
                menu=Menu.EDIT,
                run=Selecting.shrink,
                is_available=Selecting.has_selection,
                needs=ARTICLE,
                keys=("Ctrl+Shift+Down",),
            ),
            # Single keys mark, and F7 shows the repairs; no input method takes these three.
            Command(
                name="caret",
                text=tr("Caret in the page"),
                menu=Menu.EDIT,
                run=Selecting.switch_caret,
                keys=("Ctrl+Shift+Space",),
                is_checkable=True,
                starts_group=True,
            ),
        )

    def has_passage(self) -> bool:
        """Tell whether something is selected, or an annotation has a passage."""
        return self._page.passage is not None or self._choosing.has_several

    def has_selection(self) -> bool:
        """Tell whether something is selected."""
        return self._page.selection is not None

    def copy(self) -> None:
        """Put what is selected, else what is active, on the clipboard as displayed."""
        if self._choosing.has_several:
            self._copy_chosen(lambda rendition, place: rendition.text_of(place))
        else:
            self._pages.copy()

    def copy_quotation(self) -> None:
        """Put the same in quotation marks on the clipboard, with title and section."""
        rendition, passage = self._pages.in_use.rendition, self._page.passage
        if self._choosing.has_several:
            self._copy_chosen(quotation)
        elif rendition is not None and passage is not None:
            QApplication.clipboard().setText(quotation(rendition, passage))

    def _copy_chosen(self, words_of: Callable[[Rendition, TextRange], str]) -> None:
        """Put the passages of all annotations chosen on the clipboard, with a line between them."""
        session, rendition = self._article.session, self._pages.in_use.rendition
        if session is None or rendition is None:
            return
        texts = []
        for annotation in self._choosing.chosen:
            place = session.annotation_index.place_of(annotation.id)
            texts.append(annotation.quote if place is None else words_of(rendition, place))
        QApplication.clipboard().setText("\n\n".join(filter(None, texts)))

    def switch_caret(self) -> None:
        """Let keys move a caret through the text, or scroll again."""
        self._page.show_caret(is_shown=not self._page.caret.is_on)

    def expand(self) -> None:
        """Select the next larger unit of text."""
        self._page.expand_selection()

    def shrink(self) -> None:
        """Select the next smaller unit of text."""
        self._page.shrink_selection()
