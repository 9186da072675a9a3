"""Two pages that show one article: what is done in the one is seen in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.page.page_tops import begin_with, top_of

if TYPE_CHECKING:
    from reader.gui.page.view import PageView


class PagePair(QObject):
    """Keeps a second page in step with the first, and the first with what is done in the second.

    All that commands are about is then the same in both: what is selected or pointed at, where the
    caret is, and the paragraph at the top. How the first is set and painted, the second is too.
    """

    def __init__(self, first: PageView, second: PageView) -> None:
        """Begin with what the first page shows; until the second is gone."""
        super().__init__(second)
        self._first = first
        self._second = second
        self._moved = first
        """The page that was scrolled last, and that the other one follows."""
        self._is_following = False
        for page, other in ((first, second), (second, first)):
            _Following(page, other, self)
            page.laid_out.connect(self.align)
        first.restyled.connect(self._on_first_restyled)
        second.ends.dropped.connect(first.ends.dropped)
        self._on_first_restyled()
        second.show_selected(first.selection)
        second.caret.put(first.caret.offset)
        second.caret.turn(is_on=first.caret.is_on)
        self.align()

    def align(self) -> None:
        """Let the page that was not scrolled last begin with what the other one begins with."""
        page = self._moved
        other = self._second if page is self._first else self._first
        here, there = page.page_layout, other.page_layout
        # While another document comes, one of them has it first.
        if here is None or there is None or here.flow.units.table is not there.flow.units.table:
            return
        top = top_of(here)
        if top != top_of(there):
            self._is_following = True
            other.scrolling.rest()
            begin_with(there, top)
            other.scrolling.settle()
            self._is_following = False

    def follow(self, page: PageView) -> None:
        """Take note that a page was scrolled, unless it followed the other one."""
        if not self._is_following:
            if page is not self._moved:
                self._moved.scrolling.rest()
                self._moved = page
            self.align()

    def _on_first_restyled(self) -> None:
        self._second.look_like(self._first)


class _Following(QObject):
    """Brings what is done in one page to the other."""

    def __init__(self, page: PageView, other: PageView, pair: PagePair) -> None:
        super().__init__(pair)
        self._page = page
        self._other = other
        self._pair = pair
        page.reading_moved.connect(self._on_page_reading_moved)
        page.selection_changed.connect(self._on_page_selection_changed)
        page.caret.changed.connect(self._on_page_caret_changed)
        page.caret.turned.connect(self._on_page_caret_turned)
        page.caret.moved.connect(other.note_pointed)
        page.pointer.pressed.connect(other.note_pointed)
        page.glow.started.connect(other.glow.start)

    def _on_page_reading_moved(self) -> None:
        self._pair.follow(self._page)

    def _on_page_selection_changed(self) -> None:
        self._other.show_selected(self._page.selection)

    def _on_page_caret_changed(self) -> None:
        if self._other.caret.offset != self._page.caret.offset:
            self._other.caret.put(self._page.caret.offset)

    def _on_page_caret_turned(self) -> None:
        if self._other.caret.is_on != self._page.caret.is_on:
            self._other.caret.turn(is_on=self._page.caret.is_on)
