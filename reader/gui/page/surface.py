"""The surface of the page: an article laid out for a widget, painted with its decorations."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from reader.document.unit_table import UnitTable
from reader.gui.page.block_units import unit_of
from reader.gui.page.decorations import Decoration, Passage, paint_repairs, passage
from reader.gui.page.marks import paint_fills, paint_frames, paint_strokes
from reader.gui.page.page_layout import PageLayout
from reader.gui.page.painter import RenderOptions, paint_page
from reader.gui.page.places_strip import PlacesStrip
from reader.gui.page.tips import looks_in_words, tip_over
from reader.gui.page.units import LayoutUnits
from reader.gui.page.writing_mode import WindowMapping, WritingMode
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.own_viewport import use_own_viewport
from reader.gui.widgets.text_settings import BOOK
from reader.text.offsets import TextRange
from reader.text.phonetics import Notation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from reader.annotation.mark import Mark
    from reader.document.model import Document
    from reader.document.rendition import Rendition
    from reader.gui.page.pictures import Pictures
    from reader.gui.page.places_strip import PlaceKind
    from reader.gui.page.units import Read
    from reader.gui.widgets.text_settings import TextSettings
    from reader.gui.widgets.theme import Theme

    MarksIn = Callable[[TextRange], Sequence[Mark]]
    """Returns the marks over a source range, in the order they are painted."""


class PageSurface(QAbstractScrollArea):
    """Lays out a rendition of a document and paints it. Ranges and offsets are of the source."""

    laid_out = Signal()
    """The layout changed: characters have other positions."""
    restyled = Signal()
    """What it shows is to be set or painted in another way."""

    def __init__(self, theme: Theme, em: float, mode: WritingMode, parent: QWidget | None) -> None:
        super().__init__(parent)
        use_own_viewport(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._theme = theme
        self._em = em
        self._mode = mode
        self._text = BOOK
        self._is_paged = False
        self._rendition: Rendition | None = None
        self._units: LayoutUnits | None = None
        self._page_layout: PageLayout | None = None
        self._held = 0
        self._is_due = False
        """Whether it is to be laid out once nothing holds it."""
        self._marks_in: MarksIn = lambda _: ()
        self._byline = ""
        self._shows_repairs = False
        self._chosen: TextRange | None = None
        self._pictures: Pictures | None = None
        self._added: list[Decoration[Any]] = []
        self.strip = PlacesStrip(theme, self, mode)
        self._corner_quotes: frozenset[str] = frozenset()
        self._read: Read | None = None
        self._notation = Notation.PINYIN
        self._hover_notation: Notation | None = None

    def add_decoration(self, decoration: Decoration[Any]) -> None:
        """Paint one more kind of thing: above the marks, below selection and glow."""
        self._added.append(decoration)
        self.refresh()

    def add_places(self, kind: PlaceKind, *changed: SignalInstance) -> None:
        """Show one more kind of place beside the scroll bar; signals say when it has others."""
        self.strip.add(kind, *changed)
        self._make_room_for_strip()

    def decorations(self) -> list[Decoration[Any]]:
        """Return what is painted behind and over the text, the lowest first."""
        return [
            Decoration(items_in=self._marks_in, behind=paint_fills, over=paint_strokes),
            Decoration(items_in=self._repairs_in, over=paint_repairs),
            *self._added,
        ]

    def frame_decoration(self) -> Decoration[Passage]:
        """Return what frames the passage that commands are about."""
        chosen = self._chosen
        # Behind the text, or it would hide lines of marks.
        return Decoration(items_in=lambda _: passage(chosen), behind=paint_frames, shows_gaps=True)

    def show_document(
        self,
        rendition: Rendition,
        marks_in: MarksIn,
        byline: str,
        table: UnitTable | None = None,
    ) -> None:
        """Show a document.

        Args:
            rendition: the document in a script.
            marks_in: returns what is marked in it.
            byline: stands below the title.
            table: the units of the document; None to find them.
        """
        self._marks_in = marks_in
        self.set_document(rendition, byline, table)

    def set_document(
        self, rendition: Rendition, byline: str, table: UnitTable | None = None
    ) -> None:
        """Show the article as it is understood now; the line being read stays."""
        make = partial(unit_of, pictures=self._pictures_of(rendition.document))
        self._units = LayoutUnits(table or UnitTable(rendition.document), make)
        self._byline = byline
        self._rendition = rendition
        self._lay_out()

    def set_rendition(self, rendition: Rendition, byline: str) -> None:
        """Show the same document in another script; the line being read stays."""
        self._rendition = rendition
        self._byline = byline
        self._lay_out()

    def look_like(self, other: PageSurface) -> None:
        """Set and paint what is shown as another page does, decorations added to it included."""
        with self.laid_out_once():
            self._added = other._added
            self._shows_repairs = other._shows_repairs
            self._hover_notation = other._hover_notation
            if other._theme is not self._theme:
                self.set_theme(other._theme)
            if other._em != self._em:
                self.set_em(other._em)
            self.set_text(other._text)
            self.set_mode(other._mode)
            self.set_paged(other._is_paged)
            if other._corner_quotes != self._corner_quotes:
                self.set_corner_quotes(other._corner_quotes)
            self.set_readings(other._read, other._notation)
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.strip.set_theme(theme)
        self.refresh()

    @property
    def page_layout(self) -> PageLayout | None:
        """The article laid out; None before there is one."""
        return self._page_layout

    @property
    def rendition(self) -> Rendition | None:
        """What it shows; None before there is something."""
        return self._rendition

    @property
    def byline(self) -> str:
        """What stands below the title."""
        return self._byline

    @property
    def theme(self) -> Theme:
        """The colours it is painted in."""
        return self._theme

    @property
    def mode(self) -> WritingMode:
        """How its lines run."""
        return self._mode

    @property
    def em(self) -> float:
        """Pixels of a Han character of body text."""
        return self._em

    def set_em(self, em: float) -> None:
        """Set the page larger or smaller; the line being read stays."""
        self._em = em
        self._restyle()

    def set_text(self, text: TextSettings) -> None:
        """Set the page as the user wants text to be; the line being read stays."""
        if text != self._text:
            self._text = text
            self._restyle()

    def set_mode(self, mode: WritingMode) -> None:
        """Write in lines or in columns; the line being read stays."""
        self._mode = mode
        self.strip.set_mode(mode)
        self._make_room_for_strip()
        self._restyle()

    def set_paged(self, is_paged: bool) -> None:
        """Show whole pages, or scroll; the line being read stays."""
        if is_paged != self._is_paged:
            self._is_paged = is_paged
            self._restyle()

    @contextmanager
    def laid_out_once(self) -> Iterator[None]:
        """Lay out once at the end, whatever changes meanwhile."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            if self._is_due and not self._held:
                self._lay_out()

    def set_corner_quotes(self, targets: Collection[str]) -> None:
        """Show curly quotation marks as corner brackets in these script views."""
        self._corner_quotes = frozenset(targets)
        self._restyle()

    @property
    def shows_readings(self) -> bool:
        """Whether it is shown how characters are read."""
        return self._read is not None

    def set_readings(self, read: Read | None, notation: Notation) -> None:
        """Show how characters are read, or with None do not; the line being read stays."""
        if (read, notation) != (self._read, self._notation):
            self._read, self._notation = read, notation
            self._restyle()

    def set_hover_notation(self, notation: Notation | None) -> None:
        """Say how the word under the pointer is read, or with None do not."""
        self._hover_notation = notation
        self.restyled.emit()

    def set_shows_repairs(self, shows: bool) -> None:
        """Underline what was repaired, or not."""
        self._shows_repairs = shows
        self.refresh()

    def refresh(self) -> None:
        """Paint again after annotations, or what else decorates the text, changed."""
        self.viewport().update()
        self.restyled.emit()

    @property
    def chosen(self) -> TextRange | None:
        """What has a frame around it."""
        return self._chosen

    def choose(self, part: TextRange | None) -> None:
        """Put a frame around what commands are about, or around nothing."""
        if part != self._chosen:
            self._chosen = part
            self.viewport().update()

    def boxes_of(self, part: TextRange) -> list[QRectF]:
        """Return the boxes of a range within the window, in pixels of the viewport."""
        if self._page_layout is None:
            return []
        to_pixels = self._page_layout.window.to_pixels
        return [to_pixels(box) for box in self._page_layout.boxes_of(part)]

    def character_around(self, offset: int) -> TextRange:
        """Return the source of the displayed character that a source offset is in."""
        if self._page_layout is None:
            return TextRange(offset, offset + 1)
        return self._page_layout.flow.character_around(offset)

    def tip_over(self, offset: int | None) -> str:
        """Return what there is to say about a displayed character, by its source offset."""
        if offset is None or self._page_layout is None:
            return ""
        marks = self._marks_in(self.character_around(offset))
        return tip_over(self._page_layout, offset, self._hover_notation, marks)

    def looks_over(self, offset: int) -> str:
        """Return in words how the displayed character at a source offset is marked."""
        return " · ".join(looks_in_words(self._marks_in(self.character_around(offset))))

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(900, 800)

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.page))
            if self._page_layout is not None:
                options = RenderOptions(
                    theme=self._theme, byline=self._byline, decorations=self.decorations()
                )
                paint_page(painter, self._page_layout, options)
                self._paint_focus(painter, self._page_layout)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_strip()
        self._lay_out()

    def _paint_focus(self, painter: QPainter, page_layout: PageLayout) -> None:
        """Show that the keys go here, if they do."""

    def _make_room_for_strip(self) -> None:
        room, has_columns = self.strip.room, self._mode.is_vertical
        self.setViewportMargins(0, 0, 0 if has_columns else room, room if has_columns else 0)
        self._place_strip()

    def _place_strip(self) -> None:
        """Put the strip between the page and its scroll bar."""
        page, room = self.viewport().geometry(), self.strip.room
        if self._mode.block_axis is Qt.Orientation.Vertical:
            self.strip.setGeometry(page.right() + 1, page.top(), room, page.height())
        else:
            self.strip.setGeometry(page.left(), page.bottom() + 1, page.width(), room)

    def _restyle(self) -> None:
        self._lay_out()
        self.restyled.emit()

    def _lay_out(self) -> None:
        self._is_due = self._held > 0
        if self._is_due or self._rendition is None or self._units is None:
            return
        window = WindowMapping(self._mode, self.viewport().size())
        self._page_layout = PageLayout(
            self._rendition,
            self._units,
            em=self._em,
            window=window,
            text=self._text,
            has_corner_quotes=self._rendition.target in self._corner_quotes,
            read=self._read,
            notation=self._notation,
            is_paged=self._is_paged,
        )
        self.strip.show_layout(self._page_layout)
        self.viewport().update()
        self.laid_out.emit()

    def _pictures_of(self, document: Document) -> Pictures | None:
        """Have the pictures of a document ready, where it or the one before has any."""
        pictures = document.extraction.pictures
        if pictures and self._pictures is None:
            from reader.gui.page.pictures import Pictures

            self._pictures = Pictures(self)
            self._pictures.changed.connect(self.viewport().update)
        if self._pictures is not None:
            self._pictures.show_all(pictures)
        return self._pictures

    def _repairs_in(self, part: TextRange) -> list[Passage]:
        if self._rendition is None or not self._shows_repairs:
            return []
        repairs = self._rendition.document.repairs_in(part)
        return [Passage(TextRange(repair.start, repair.end)) for repair in repairs]
