"""Going about: by sections, by annotations, back to where one was, and to any location."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.article.location import Location
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QObject

    from reader.gui.window.workspace import Workspace


class Navigation(Feature):
    """Goes to locations, and remembers the way back."""

    def __init__(
        self, workspace: Workspace, open_article: Callable[[Path], object], parent: QObject
    ) -> None:
        """Make ready.

        Args:
            workspace: where locations are shown.
            open_article: begins to open another article, here or where it is open already.
            parent: owner.
        """
        super().__init__(parent)
        self._article = workspace.article
        self._active = workspace.active
        self._page = workspace.page
        self._outline = workspace.outline
        self._open_article = open_article
        self._way_back: list[Location] = []
        self._way_forward: list[Location] = []
        self._awaited: Location | None = None
        """Where to go as soon as its article is shown."""
        self._has_annotations = False
        self._article.shown.connect(self._on_article_shown)
        self._article.annotations_changed.connect(self._on_article_annotations_changed)
        self._article.location_requested.connect(self._on_article_location_requested)
        self._outline.section_activated.connect(self.go_to_section)
        workspace.annotations.annotation_activated.connect(self.go_to_annotation)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands that go somewhere."""
        return (
            Command(
                name="next-section",
                text=tr("Next section"),
                menu=Menu.GO,
                run=Navigation.go_by_sections,
                arguments=(1,),
                needs=ARTICLE,
                keys=("Ctrl+Down",),
            ),
            Command(
                name="previous-section",
                text=tr("Previous section"),
                menu=Menu.GO,
                run=Navigation.go_by_sections,
                arguments=(-1,),
                needs=ARTICLE,
                keys=("Ctrl+Up",),
            ),
            Command(
                name="next-note",
                text=tr("Next annotation"),
                menu=Menu.GO,
                run=Navigation.go_by_annotations,
                arguments=(1,),
                is_available=Navigation.has_annotations,
                needs=ARTICLE,
                keys=("Alt+Down",),
                starts_group=True,
            ),
            Command(
                name="previous-note",
                text=tr("Previous annotation"),
                menu=Menu.GO,
                run=Navigation.go_by_annotations,
                arguments=(-1,),
                is_available=Navigation.has_annotations,
                needs=ARTICLE,
                keys=("Alt+Up",),
            ),
            Command(
                name="back",
                text=tr("Back to where I was reading"),
                menu=Menu.GO,
                run=Navigation.go_back,
                is_available=Navigation.leads_back,
                needs=ARTICLE,
                keys=("Alt+Left",),
                starts_group=True,
            ),
            Command(
                name="forward",
                text=tr("Forward to where I came back from"),
                menu=Menu.GO,
                run=Navigation.go_forward,
                is_available=Navigation.leads_forward,
                needs=ARTICLE,
                keys=("Alt+Right",),
            ),
        )

    def open(self, location: Location, *, remembers: bool = True) -> None:
        """Go to a location, wherever it is; in another article as soon as that is shown.

        Args:
            location: in the article shown, or in another, which is opened.
            remembers: whether the way back leads to where the user is now.
        """
        if location.part is None or location.article != self._article.path:
            self._awaited = location
            self._open_article(location.article)
            return
        if remembers:
            self._remember_way()
        if location.is_at_top:
            self._page.show_at_top(location.part.start)
        else:
            self._page.go_to(location.part)

    def resume(self, offset: int) -> None:
        """Go to where an article just shown was left, or to what of it was asked for."""
        awaited, self._awaited = self._awaited, None
        path = self._article.path
        if path is None:
            return
        if awaited is not None and awaited.part is not None and awaited.article == path:
            self.open(awaited, remembers=False)
        elif offset:
            self.open(Location(path, TextRange(offset, offset), is_at_top=True), remembers=False)

    def go_to_section(self, section: int) -> None:
        """Show the beginning of a section."""
        session, path = self._article.session, self._article.path
        if (
            session is not None
            and path is not None
            and 0 <= section < len(session.document.sections)
        ):
            start = session.document.sections[section].blocks[0].range.start
            self.open(Location(path, TextRange(start, start), is_at_top=True))
            self._page.point_at(start)
            self._outline.follow(section)

    def go_by_sections(self, steps: int) -> None:
        """Go some sections on, or back."""
        if (session := self._article.session) is not None:
            # At the end of an article the last sections have no line at the top of the window.
            pointed = TextRange(self._page.pointed_offset, self._page.pointed_offset)
            is_shown = self._page.is_in_sight(pointed)
            offset = pointed.start if is_shown else self._page.reading_offset
            self.go_to_section(session.document.section_index(offset) + steps)

    def go_to_annotation(self, id_: str) -> None:
        """Make an annotation the active one, and show its passage."""
        # The keys are for it from now on, and no longer for what was selected.
        self._page.select(None)
        self._active.set(id_)
        session = self._article.session
        place = session.annotation_index.place_of(id_) if session else None
        if place is not None:
            self._article.go_to(place)

    def go_by_annotations(self, steps: int) -> None:
        """Go to the next annotation in the text, or the one before."""
        if (session := self._article.session) is None:
            return
        ids = [annotation.id for _, annotation in session.annotation_index.in_reading_order()]
        if ids:
            here = ids.index(self._active.id) + steps if self._active.id in ids else 0
            self.go_to_annotation(ids[here % len(ids)])

    def has_annotations(self) -> bool:
        """Tell whether there is an annotation to go to."""
        return self._has_annotations

    def leads_back(self) -> bool:
        """Tell whether there was a jump."""
        return bool(self._way_back)

    def leads_forward(self) -> bool:
        """Tell whether the user went back, and nowhere since."""
        return bool(self._way_forward)

    def go_back(self) -> None:
        """Return to where the reading was before the last jump."""
        self._retrace(self._way_back, self._way_forward)

    def go_forward(self) -> None:
        """Go to where the reading was before going back."""
        self._retrace(self._way_forward, self._way_back)

    def look_at(self, place: TextRange) -> None:
        """Bring a passage into sight, if it is not; what commands are about stays."""
        if not self._page.is_in_sight(place):
            self._remember_way()
        self._page.bring_into_sight(place)

    def _retrace(self, way: list[Location], other: list[Location]) -> None:
        """Go to the last place of a way; where that was left is the last one of the other."""
        here = self._here()
        if here is None or not way:
            return
        other.append(here)
        self.open(way.pop(), remembers=False)
        self.availability_changed.emit()

    def _here(self) -> Location | None:
        if self._article.path is None:
            return None
        offset = self._page.reading_offset
        return Location(self._article.path, TextRange(offset, offset), is_at_top=True)

    def _remember_way(self) -> None:
        here = self._here()
        if here is None:
            return
        self._way_forward.clear()
        if not self._way_back or self._way_back[-1] != here:
            self._way_back.append(here)
        self.availability_changed.emit()

    def _on_article_shown(self) -> None:
        self._way_back.clear()
        self._way_forward.clear()
        self._on_article_annotations_changed()
        self.availability_changed.emit()

    def _on_article_annotations_changed(self) -> None:
        session, before = self._article.session, self._has_annotations
        self._has_annotations = session is not None and session.annotation_index.has_places
        if self._has_annotations != before:
            self.availability_changed.emit()

    def _on_article_location_requested(self, location: Location, remembers: bool) -> None:
        self.open(location, remembers=remembers)
