"""The page between its panels, wired to the session: reading, marking, going about."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from reader.annotation.model import COLORS
from reader.document.model import BlockKind
from reader.gui.page.selection_bar import SelectionBar
from reader.gui.page.view import PageView
from reader.gui.panels.annotations import AnnotationsPanel
from reader.gui.panels.outline import OutlinePanel
from reader.gui.panels.repairs import RepairsPanel
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import in_a_line
from reader.gui.window.responsive_panels import Panes
from reader.gui.window.status_bar import minutes_for
from reader.localization import tr, trn

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QResizeEvent

    from reader.document.model import Document
    from reader.document.rendition import Rendition
    from reader.gui.article.session import Session
    from reader.gui.article.undo_commands import Touched
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange

EM = 20.0
"""Pixels of a character at normal size."""
ZOOMS = (60, 70, 80, 90, 100, 110, 125, 140, 160, 180, 210, 250, 300)
"""Per cent."""
_CREDITS = 16
"""Blocks among which the lines of credits below the title are."""
_OF_CREDITS = frozenset((BlockKind.BYLINE, BlockKind.DATE_LINE))
_PANEL_WIDTHS = (236, 880, 330)
_LEAST_WITH_CONTENTS = 900
_LEAST_WITH_NOTES = 700
"""Pixels of the whole below which the lines of the page would get too short beside them."""


class Workspace(QWidget):
    """Shows one session at a time."""

    reading_moved = Signal(int)
    """The source offset of the first line in the window."""
    color_used = Signal(str)
    refused = Signal()
    """Something was to be changed in an article that can only be read."""
    notes_requested = Signal()
    """A note is to be written: the notes must be in sight."""

    def __init__(self, theme: Theme, zoom: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self._last_color = COLORS[0]
        self._fresh_note: str | None = None
        """An annotation made only to write a note beside it."""
        self._way_back: list[int] = []
        self._clicked: tuple[int, Sequence[str]] = (0, ())
        """Where a passage was clicked last, and the annotations over it."""
        self.outline = OutlinePanel()
        self.page = PageView(theme, EM * self._zoom / 100)
        self.page.setAccessibleName(tr("Article"))
        self.annotations = AnnotationsPanel(theme)
        self.repairs = RepairsPanel()
        self.side = QStackedWidget()
        self.side.addWidget(self.annotations)
        self.side.addWidget(self.repairs)
        self._bar = SelectionBar(theme, self.page.viewport())
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget in (self.outline, self.page, self.side):
            self._splitter.addWidget(widget)
        self._splitter.setSizes(_PANEL_WIDTHS)
        self._chosen_widths = list(_PANEL_WIDTHS)
        """Of contents, page and notes, as the user set them last."""
        self.panes = Panes(
            (self.outline, _LEAST_WITH_CONTENTS), (self.side, _LEAST_WITH_NOTES), parent=self
        )
        self._splitter.setStretchFactor(1, 1)
        self.outline.setMinimumWidth(150)
        self.page.setMinimumWidth(220)
        self.side.setMinimumWidth(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)
        self._connect()

    # What is shown

    @property
    def session(self) -> Session | None:
        """The article shown."""
        return self._session

    def show_session(self, session: Session) -> None:
        """Show an article from its top."""
        if self._session is not None and isValid(self._session):
            self._session.annotations_changed.disconnect(self._on_session_annotations_changed)
            self._session.document_changed.disconnect(self._on_session_document_changed)
        self._session = session
        self._fresh_note = None
        self._way_back.clear()
        session.annotations_changed.connect(self._on_session_annotations_changed)
        session.document_changed.connect(self._on_session_document_changed)
        self.page.show_document(session.rendition, session.marks_in, byline(session.rendition))
        self.outline.show_session(session)
        self.annotations.show_session(session)
        self.repairs.show_session(session)

    def show_what_can_be_done(self) -> None:
        """Offer changes or not: somebody else has the article now, or no longer."""
        self.annotations.refresh()
        self.repairs.refresh()
        self._place_bar()

    def show_repairs(self, shows: bool) -> None:
        """Show the repairs in place of the notes, and underline them in the page; or not."""
        self.side.setCurrentWidget(self.repairs if shows else self.annotations)
        self.page.set_shows_repairs(shows)

    def show_in(self, target: str) -> None:
        """Show the article in another script."""
        if self._session is None:
            return
        self._session.show_in(target)
        self.page.set_rendition(self._session.rendition, byline(self._session.rendition))
        self.outline.refresh()
        self.annotations.show_in_script()
        self._place_bar()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.page.set_theme(theme)
        self.annotations.set_theme(theme)
        self._bar.set_theme(theme)

    @property
    def zoom(self) -> int:
        """Size of the text, per cent."""
        return self._zoom

    def set_zoom(self, zoom: int) -> None:
        """Set the text larger or smaller."""
        self._zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self.page.set_em(EM * self._zoom / 100)
        self._place_bar()

    def zoom_by(self, steps: int) -> None:
        """Go some steps up or down the sizes."""
        here = bisect_left(ZOOMS, self._zoom)
        self.set_zoom(ZOOMS[min(max(here + steps, 0), len(ZOOMS) - 1)])

    @property
    def panel_widths(self) -> list[int]:
        """Pixels of contents, page and notes; 0 for a panel that the user closed."""
        sizes = self._splitter.sizes()
        for index, chosen in enumerate(self._chosen_widths):
            panel = self._splitter.widget(index)
            if self.panes.comes_back(panel):
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

    # Qt

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.window().isFullScreen():
            self.panes.fit(event.size().width())

    # Marking

    def set_last_color(self, color: str) -> None:
        """Set the colour a highlight gets when none is chosen."""
        if color in COLORS:
            self._last_color = color

    def mark(self, color: str | None = None) -> None:
        """Highlight the selection, or give the active annotation the colour."""
        session = self._session
        if session is None or self._refuses():
            return
        chosen = color or self._last_color
        if self.page.selection is not None:
            # What was only begun is taken back before, as the last step.
            self.annotations.cards.finish_editing()
            id_ = session.highlight(self.page.selection, chosen)
            self.page.select(None)
            self.annotations.cards.set_active(id_)
        elif self._active is not None:
            session.set_color(self._active, chosen)
            # From now on it is there for its colour, whatever becomes of the note.
            self._fresh_note = None
        else:
            return
        self.set_last_color(chosen)
        self.color_used.emit(chosen)

    def write_note(self) -> None:
        """Write beside the selection, or beside the active annotation."""
        session = self._session
        if session is None or self._refuses():
            return
        if self.page.selection is not None:
            self.mark()
            self._fresh_note = self._active
        if self._active is not None:
            self.notes_requested.emit()
            self.annotations.reveal(self._active)
            self.annotations.cards.edit(self._active)

    def show_versions(self, wanted: Collection[str] = ()) -> None:
        """Show the versions of the active annotation, else of the first that has several.

        Args:
            wanted: ids of those that come first, where they still have several.
        """
        if self._session is None or not (undecided := self._session.placed.undecided()):
            return
        undecided = [id_ for id_ in undecided if id_ in wanted] or undecided
        id_ = self._active if self._active in undecided else undecided[0]
        self.notes_requested.emit()
        self._activate(id_)
        self.annotations.show_versions(id_)

    def delete(self) -> None:
        """Delete the active annotation."""
        if self._session is None or self._active is None or self._refuses():
            return
        self.annotations.cards.finish_editing()
        # A note that was only begun is gone by now, and its highlight with it.
        if self._active is not None:
            self._session.remove(self._active)
            self.annotations.cards.set_active(None)

    def correct(self, kind: BlockKind, level: int = 0) -> None:
        """Say what the block selected, or pointed at last, is."""
        if self._session is not None and not self._refuses():
            selection = self.page.selection
            offset = selection.start if selection else self.page.pointed_offset
            self._session.correct(offset, kind, level)

    # Going about

    def go_to_section(self, section: int) -> None:
        """Show the beginning of a section."""
        if self._session is not None and 0 <= section < len(self._session.document.sections):
            self._remember_way()
            block = self._session.document.sections[section].blocks[0]
            self.page.show_at_top(block.range.start)
            self.page.point_at(block.range.start)
            self.outline.follow(section)

    def go_by_sections(self, steps: int) -> None:
        """Go some sections on, or back."""
        if self._session is not None:
            here = self._session.document.section_index(self.page.reading_offset)
            self.go_to_section(here + steps)

    def go_by_annotations(self, steps: int) -> None:
        """Go to the next annotation in the text, or the one before."""
        if self._session is None:
            return
        ids = [annotation.id for _, annotation in self._session.placed.in_reading_order()]
        if not ids:
            return
        here = ids.index(self._active) + steps if self._active in ids else 0
        self._activate(ids[here % len(ids)])

    def go_back(self) -> None:
        """Return to where the reading was before the last jump."""
        if self._way_back:
            self.page.show_at_top(self._way_back.pop())

    def look_at(self, place: TextRange) -> None:
        """Bring a passage into sight, if it is not."""
        if not self.page.is_in_sight(place):
            self._remember_way()
        self.page.bring_into_sight(place)

    def show_card(self, id_: str, *, opens: bool) -> None:
        """Make an annotation the active one, its card in sight.

        Args:
            id_: of the annotation.
            opens: whether the notes are shown for it where they are not.
        """
        if opens:
            self.notes_requested.emit()
        self.annotations.reveal(id_)

    def show_changed(self, touched: Touched) -> None:
        """Bring into sight what was undone or redone, in the page and in the panel."""
        session = self._session
        if session is None:
            return
        places = sorted(touched.places, key=attrgetter("start"))
        seen = (place for place in places if self.page.is_in_sight(place))
        place = next(seen, places[0] if places else None)
        if place is not None:
            self.look_at(place)
            self.repairs.reveal(place)
        there = [id_ for id_ in touched.ids if not session.annotation(id_).is_deleted]
        if there:
            self.page.select(None)
            at_place = (id_ for id_ in there if session.placed.place_of(id_) == place)
            self.show_card(next(at_place, there[0]), opens=place is None)

    # Inside

    def _refuses(self) -> bool:
        """Tell, and say, that the article can only be read."""
        is_refused = self._session is not None and self._session.is_read_only
        if is_refused:
            self.refused.emit()
        return is_refused

    @property
    def _active(self) -> str | None:
        return self.annotations.cards.active

    def _connect(self) -> None:
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        self.page.reading_moved.connect(self._on_page_reading_moved)
        self.page.selection_changed.connect(self._bar.hide)
        self.page.selection_finished.connect(self._place_bar)
        self.page.laid_out.connect(self._on_page_laid_out)
        self.page.passage_clicked.connect(self._on_page_passage_clicked)
        self.page.passage_pointed.connect(self._on_page_passage_pointed)
        self.page.choice_dropped.connect(self._on_page_choice_dropped)
        self.annotations.cards.active_changed.connect(self._show_chosen)
        self.outline.section_activated.connect(self.go_to_section)
        self.annotations.annotation_activated.connect(self._activate)
        self.annotations.cards.reading_requested.connect(self.page.setFocus)
        self.annotations.editing_finished.connect(self._on_annotations_editing_finished)
        self.repairs.repair_activated.connect(self.page.go_to)
        self._bar.color_requested.connect(self.mark)
        self._bar.note_requested.connect(self.write_note)
        self._bar.copy_requested.connect(self.page.copy)

    def _activate(self, id_: str) -> None:
        # The keys are for it from now on, and no longer for what was selected.
        self.page.select(None)
        self.annotations.cards.set_active(id_)
        place = self._session.placed.place_of(id_) if self._session else None
        if place is not None:
            self._remember_way()
            self.page.go_to(place)

    def _remember_way(self) -> None:
        offset = self.page.reading_offset
        if not self._way_back or self._way_back[-1] != offset:
            self._way_back.append(offset)

    def _place_bar(self) -> None:
        selection = self.page.selection
        can_mark = self._session is not None and not self._session.is_read_only
        if selection is None or not can_mark:
            self._bar.hide()
        else:
            self._bar.show_beside(self.page.boxes_of(selection))

    def _on_splitter_moved(self) -> None:
        pairs = zip(self._splitter.sizes(), self._chosen_widths, strict=True)
        self._chosen_widths = [width or chosen for width, chosen in pairs]

    def _on_page_laid_out(self) -> None:
        if self._bar.isVisible():
            self._place_bar()

    def _on_page_reading_moved(self, offset: int) -> None:
        if self._bar.isVisible():
            self._place_bar()
        if self._session is not None:
            self.outline.follow(self._session.document.section_index(offset))
        self.reading_moved.emit(offset)

    def _on_page_passage_clicked(self, offset: int) -> None:
        if self._session is None:
            return
        ids = self._ids_over(offset)
        # Clicking again goes through the annotations that lie over each other.
        is_again = (offset, ids) == self._clicked and self._active in ids
        here = ids.index(self._active) + 1 if is_again and self._active else 0
        self._clicked = offset, ids
        if ids:
            self.annotations.reveal(ids[here % len(ids)])
        else:
            self.annotations.cards.set_active(None)

    def _on_page_passage_pointed(self, offset: int) -> None:
        if self._active not in self._ids_over(offset):
            self._on_page_passage_clicked(offset)

    def _on_page_choice_dropped(self) -> None:
        self.annotations.cards.set_active(None)

    def _ids_over(self, offset: int) -> list[str]:
        """Return the annotations painted over a character, the one on top first."""
        if self._session is None:
            return []
        painted = self._session.marks_in(self.page.character_around(offset))
        return [mark.id for mark in reversed(painted)]

    def _show_chosen(self) -> None:
        """Put a frame around the passage of the active annotation."""
        active = self._active
        place = self._session.placed.place_of(active) if self._session and active else None
        self.page.choose(place)

    def _on_session_annotations_changed(self) -> None:
        session, active = self._session, self._active
        if session is not None and active is not None and session.annotation(active).is_deleted:
            if self.annotations.cards.edited == active:
                # Hiding the editor would give the keys to whatever comes next.
                self.page.setFocus()
            self.annotations.cards.set_active(None)
        self._show_chosen()
        self.page.refresh_marks()
        self.outline.refresh()
        self.annotations.refresh()

    def _on_session_document_changed(self) -> None:
        session = self._session
        if session is not None:
            self.page.set_document(session.rendition)
            self.outline.show_document(session)
            self.annotations.show_in_script()
            self.repairs.refresh()

    def _on_annotations_editing_finished(self, id_: str) -> None:
        session = self._session
        if session is None:
            return
        session.finish_note()
        if id_ == self._fresh_note and not session.annotation(id_).note:
            # Nothing was written: the highlight was only made for the note.
            session.discard_created(id_)
            self.annotations.cards.set_active(None)
        self._fresh_note = None


def byline(rendition: Rendition) -> str:
    """Return the line below the title: who wrote and published the article, how long it is.

    Names that stand below the title anyway are left out.
    """
    document = rendition.document
    minutes = minutes_for(document.length)
    length = trn("{count:,} character", "{count:,} characters", document.length)
    time = trn("about {count} minute", "about {count} minutes", minutes)
    parts = [length.format(count=document.length), time.format(count=minutes)]
    known = (*document.creators, *filter(None, [document.origin]))
    shown = _credits_shown(document)
    parts[:0] = [
        in_a_line(rendition.words(name)) for name in known if "".join(name.split()) not in shown
    ]
    return "　·　".join(parts)


def _credits_shown(document: Document) -> str:
    """Return what the lines below the title say of author and publisher, without spaces."""
    first = (b for b in document.blocks[:_CREDITS] if b.kind in _OF_CREDITS)
    words = "\n".join(document.repaired_part(block.range)[0] for block in first)
    return "".join(words.split())
