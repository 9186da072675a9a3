"""The page of a window, and a second view of its article beside it, or below it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter

from reader.gui.page.note_card import NoteCard
from reader.gui.page.page_mirror import PageMirror
from reader.gui.page.page_pair import PagePair
from reader.gui.page.selection_bar import SelectionBar
from reader.gui.page.view import PageView
from reader.gui.window.article_page import ArticlePage
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from reader.document.rendition import Rendition
    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.session import Session
    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme

_NARROWEST, _LOWEST = 220, 120
"""Pixels of a page."""
_SIDE_BY_SIDE = Qt.Orientation.Horizontal


class Pages(QSplitter):
    """Shows the page, and the second view while the article has one.

    Commands are about the page; what is in step with it, the second view has as well.
    """

    second_shown = Signal(object)
    """There is a second page; it."""
    count_changed = Signal()
    """The second view has come or gone."""

    def __init__(
        self,
        theme: Theme,
        em: float,
        article: ActiveArticle,
        active: ActiveAnnotation,
        *,
        shows_notes: Callable[[], bool],
        bottom: QWidget,
    ) -> None:
        """Begin with one page.

        Args:
            theme: colours.
            em: pixels of a character.
            article: the one shown.
            active: the annotation that is framed.
            shows_notes: whether a panel shows the notes, so that no card need do it.
            bottom: an ancestor of the pages, which what screen readers read lies at the bottom of.
        """
        super().__init__(_SIDE_BY_SIDE)
        self._article = article
        self._active = active
        self._shows_notes = shows_notes
        self.bottom = bottom
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.page = PageView(theme, em)
        self.page.setAccessibleName(tr("Article"))
        self.bar = SelectionBar(theme, self.page.viewport())
        self.card = NoteCard(theme, self.page.viewport())
        self._in_use = self.page
        self._second: _SecondView | None = None
        self._add(self.page)
        self.article_page = ArticlePage(
            self.page,
            self.bar,
            article,
            active,
            self,
            note_card=self.card,
            shows_notes=shows_notes,
            is_in_use=lambda: self._in_use is self.page,
        )
        article.shown.connect(self._on_article_second_changed)
        article.second_changed.connect(self._on_article_second_changed)

    @property
    def second(self) -> PageView | None:
        """The second view; None where there is none."""
        return self._second.page if self._second else None

    @property
    def shown(self) -> Sequence[PageView]:
        """The page, and the second view where there is one."""
        return (self.page,) if self._second is None else (self.page, self._second.page)

    @property
    def beside_each_other(self) -> int:
        """How many pages share the width."""
        return len(self.shown) if self.orientation() is _SIDE_BY_SIDE else 1

    @property
    def in_use(self) -> PageView:
        """The page that the keys went to last."""
        return self._in_use

    def take_keys(self) -> None:
        """Let the keys go to the page in use again."""
        self._in_use.setFocus()

    def copy(self) -> None:
        """Put what is selected, else what is framed, on the clipboard as the page in use has it."""
        self._in_use.copy()

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """Lay each out once at the end, whatever changes meanwhile."""
        with ExitStack() as stack:
            for page in self.shown:
                stack.enter_context(page.laid_out_once())
            yield

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.page.set_theme(theme)
        for bar, card in self._beside():
            bar.set_theme(theme)
            card.set_theme(theme)

    def set_mode(self, mode: WritingMode) -> None:
        """Write in lines or in columns; the second view is where its lines have most room."""
        with self.laid_out_once():
            for bar, card in self._beside():
                bar.set_mode(mode)
                card.set_mode(mode)
            self.page.set_mode(mode)
            self.setOrientation(Qt.Orientation.Vertical if mode.is_vertical else _SIDE_BY_SIDE)

    def place_bars(self) -> None:
        """Put the bar beside what is selected, in the page in use."""
        self.article_page.place_bar()
        if self._second is not None:
            self._second.article_page.place_bar()

    # Inside

    def _add(self, page: PageView) -> None:
        page.setMinimumWidth(_NARROWEST)
        page.setMinimumHeight(_LOWEST)
        page.taken_up.connect(partial(self._on_page_taken_up, page))
        self.addWidget(page)

    def _beside(self) -> Sequence[tuple[SelectionBar, NoteCard]]:
        own = (self.bar, self.card)
        return (own,) if self._second is None else (own, (self._second.bar, self._second.card))

    def _on_page_taken_up(self, page: PageView) -> None:
        if page is not self._in_use:
            self._in_use = page
            self.place_bars()

    def _on_article_second_changed(self) -> None:
        session = self._article.session
        has_second = session is not None and session.second is not None
        if has_second and self._second is None:
            self._open()
        elif not has_second and self._second is not None:
            self._close(self._second)

    def _open(self) -> None:
        page = PageView(self.page.theme, self.page.em, mode=self.page.mode)
        page.setObjectName("secondPage")
        page.setAccessibleName(tr("Second view"))
        with self.page.laid_out_once(), page.laid_out_once():
            self._add(page)
            self._second = _SecondView(self, page, self._article, self._active, self._shows_notes)
            self.second_shown.emit(page)
            size = self.width() if self.orientation() is _SIDE_BY_SIDE else self.height()
            self.setSizes([size // 2, size - size // 2])
            self.count_changed.emit()

    def _close(self, second: _SecondView) -> None:
        had_keys = second.page.hasFocus()
        self._second = None
        self._in_use = self.page
        with self.page.laid_out_once():
            second.close()
            self.count_changed.emit()
        if had_keys:
            self.page.setFocus()


class _SecondView:
    """A second page with all that belongs to it."""

    def __init__(
        self,
        pages: Pages,
        page: PageView,
        article: ActiveArticle,
        active: ActiveAnnotation,
        shows_notes: Callable[[], bool],
    ) -> None:
        self.page = page
        self.bar = SelectionBar(page.theme, page.viewport(), page.mode)
        self.bar.act_for(pages.bar)
        self.card = NoteCard(page.theme, page.viewport(), page.mode)
        self.card.act_for(pages.card)
        self.article_page = ArticlePage(
            page,
            self.bar,
            article,
            active,
            page,
            note_card=self.card,
            shows_notes=shows_notes,
            is_in_use=lambda: pages.in_use is page,
            rendition_of=_second_of,
        )
        page.look_like(pages.page)
        self.article_page.show()
        self.article_page.frame_active()
        self._pair = PagePair(pages.page, page)
        self.mirror = PageMirror(page, pages.bottom)

    def close(self) -> None:
        """Be seen no more, and be gone when Qt comes round to it."""
        if (shadow := self.mirror.shadow) is not None:
            shadow.hide()
            shadow.deleteLater()
        self.mirror.deleteLater()
        self.page.hide()
        self.page.setParent(None)
        self.page.deleteLater()


def _second_of(session: Session) -> Rendition | None:
    return session.second
