"""The central widget: the page between its panels."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reader.gui.article.active_annotation import ActiveAnnotation
from reader.gui.article.active_article import ActiveArticle
from reader.gui.page.page_mirror import PageMirror
from reader.gui.page.type_areas import comfortable_size
from reader.gui.panels.annotations import AnnotationsPanel
from reader.gui.panels.outline import OutlinePanel
from reader.gui.widgets.guard import guarded
from reader.gui.window.article_page import ReadingPlace
from reader.gui.window.links import open_link
from reader.gui.window.pages import Pages
from reader.gui.window.responsive_panels import Panes
from reader.gui.window.side_panel import BIN, REPAIRS, SidePanel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.panels.bin import BinPanel
    from reader.gui.panels.repairs import RepairsPanel
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange

_PANEL_WIDTHS = (236, 880, 330)
_BESIDE_LINES = 16
"""Pixels of the scroll bar and of the handles."""


class _Splitter(QSplitter):
    """Says that it is about to give its widgets other sizes, and lets others do so too."""

    def __init__(self, resizing: Callable[[Callable[[], None]], object]) -> None:
        """Lay out side by side.

        Args:
            resizing: called in place of a resize, with what resizes the widgets.
        """
        super().__init__(Qt.Orientation.Horizontal)
        self._resizing = resizing

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resizing(lambda: super(_Splitter, self).resizeEvent(event))


class Workspace(QWidget):
    """Lays out page and panels. Each of them follows the active article by itself."""

    def __init__(self, theme: Theme, em: float, parent: QWidget | None = None) -> None:
        """Make a workspace without an article.

        Args:
            theme: colours.
            em: pixels of a character.
            parent: owner.
        """
        super().__init__(parent)
        self._theme = theme
        self.article = ActiveArticle(self)
        self.active = ActiveAnnotation(self.article, self)
        self.outline = OutlinePanel(self.article)
        self.annotations = AnnotationsPanel(self.article, self.active, theme)
        self.pages = Pages(
            theme,
            em,
            self.article,
            self.active,
            shows_notes=self.annotations.isVisible,
            bottom=self,
        )
        self.page = self.pages.page
        """What commands are about; a second view is in step with it."""
        self.annotations.cards.reading_requested.connect(self.pages.take_keys)
        self.annotations.cards.link_requested.connect(open_link)
        self.side = SidePanel(self.annotations)
        self.selection_bar, self.note_card = self.pages.bar, self.pages.card
        ReadingPlace(self.page, self.article)
        self._splitter = _Splitter(self._on_splitter_resized)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget in (self.outline, self.pages, self.side):
            self._splitter.addWidget(widget)
        for widget in (self.side, self.pages, self.outline):
            # In the order in which they are read out: the lowest comes first.
            widget.lower()
        self._splitter.setSizes(_PANEL_WIDTHS)
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        self._chosen_widths = list(_PANEL_WIDTHS)
        """Of contents, page and notes, as the user set them last."""
        self._splitter.setStretchFactor(1, 1)
        self.outline.setMinimumWidth(150)
        self.side.setMinimumWidth(220)
        self._has_repairs = False
        """Whether the list of repairs was made."""
        self.has_bin = False
        """Whether that of the bin was."""
        self.panes = Panes(self.outline, self.side, parent=self)
        self._page_needs = 0
        self._note_need()
        self.pages.count_changed.connect(self._on_pages_count_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        self.mirror = PageMirror(self.page, self)

    @cached_property
    def repairs(self) -> RepairsPanel:
        """The list of repairs, made when it is asked for first."""
        from reader.gui.panels.repairs import RepairsPanel

        return RepairsPanel(self.article)

    @cached_property
    def bin(self) -> BinPanel:
        """The list of what was deleted, made when it is asked for first."""
        from reader.gui.panels.bin import BinPanel

        return BinPanel(self.article, self._theme)

    def show_tab(self, tab: int) -> None:
        """Have the notes, the repairs or the bin in the panel beside the page."""
        if tab == REPAIRS and not self._has_repairs:
            self._has_repairs = True
            self.side.add_repairs(self.repairs)
            # Made late, it would come last.
            self.setTabOrder(self.annotations.cards, self.repairs.list)
        if tab == BIN and not self.has_bin:
            self.has_bin = True
            self.side.add_bin(self.bin)
            self.setTabOrder(self.annotations.cards, self.bin.list)
        self.side.show_tab(tab)

    def reveal_repair(self, place: TextRange) -> None:
        """Make the repair of a place of the source the current one, where repairs are listed."""
        if self._has_repairs:
            self.repairs.reveal(place)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        if self.has_bin:
            self.bin.set_theme(theme)
        self.pages.set_theme(theme)
        self.annotations.set_theme(theme)

    def set_em(self, em: float) -> None:
        """Set the text larger or smaller; a character is so many pixels."""
        with self.pages.laid_out_once():
            self.page.set_em(em)
            self._note_need()
            self._fit()
        self.pages.place_bars()

    def set_writing_mode(self, mode: WritingMode) -> None:
        """Write the page in lines or in columns."""
        with self.pages.laid_out_once():
            self.pages.set_mode(mode)
            if self.pages.second is not None:
                self._note_need()
                self._fit()
        self.pages.place_bars()

    def set_paged(self, is_paged: bool) -> None:
        """Show the article page by page, or let it scroll."""
        self.page.set_paged(is_paged)
        self.pages.place_bars()

    @property
    def panel_widths(self) -> list[int]:
        """Pixels of contents, page and notes; 0 for a panel that the user closed."""
        sizes = self._splitter.sizes()
        for index, chosen in enumerate(self._chosen_widths):
            panel = self._splitter.widget(index)
            is_panel = panel is not self.pages
            if self.panes.comes_back(panel) or (is_panel and panel and not panel.isHidden()):
                # In a narrow window it may have less.
                sizes[index] = chosen
            elif panel is not None and panel.isHidden():
                # Before it was ever laid out, the splitter knows only what it is to get.
                sizes[index] = 0
        return sizes

    def set_panel_widths(self, widths: Sequence[int]) -> None:
        """Give contents, page and notes other widths, and close those that have none."""
        if len(widths) != len(_PANEL_WIDTHS):
            return
        self.outline.setVisible(widths[0] > 0)
        self.side.setVisible(widths[-1] > 0)
        # A panel opened again is as wide as one that was never closed.
        pairs = zip(widths, _PANEL_WIDTHS, strict=True)
        self._chosen_widths = [width or usual for width, usual in pairs]
        self._splitter.setSizes(self._chosen_widths)

    def _note_need(self) -> None:
        one = comfortable_size(self.page.em) + _BESIDE_LINES
        self._page_needs = one * self.pages.beside_each_other
        self.panes.set_beside(self._page_needs)

    def _fit(self) -> None:
        """Give the page its room: panels get narrower, then they are hidden."""
        if self.window().isFullScreen():
            return
        self.panes.fit(self.width())
        # It would give the page what the handles of hidden panels had only later.
        self._splitter.refresh()
        shown = [panel for panel in (self.outline, self.side) if not panel.isHidden()]
        chosen = dict(zip((self.outline, self.side), self._chosen_widths[::2], strict=True))
        spare = max(0, self.width() - self._page_needs)
        widths = {panel: chosen[panel] for panel in shown}
        for panel in shown:
            too_wide = max(0, sum(widths.values()) - spare)
            widths[panel] = max(panel.minimumWidth(), widths[panel] - too_wide)
        left, right = widths.get(self.outline, 0), widths.get(self.side, 0)
        self._splitter.setSizes([left, max(1, self.width() - left - right), right])

    def _on_splitter_resized(self, resize: Callable[[], None]) -> None:
        # The page has one size after the other until all have theirs.
        with self.pages.laid_out_once():
            resize()
            self._fit()

    def _on_pages_count_changed(self) -> None:
        self._note_need()
        self._fit()

    def _on_splitter_moved(self) -> None:
        pairs = zip(self._splitter.sizes(), self._chosen_widths, strict=True)
        self._chosen_widths = [width or chosen for width, chosen in pairs]
