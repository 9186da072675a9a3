"""Finding in the article: a bar to type in, places lit on the page, and the way among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from reader.gui.article.found_places import FoundPlaces
from reader.gui.page.decorations import Decoration, Passage, fill_boxes, passage
from reader.gui.window.commands import ARTICLE, Command, Menu
from reader.gui.window.feature import Feature
from reader.gui.window.find_bar import FindBar
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from reader.gui.page.decorations import Shown
    from reader.gui.widgets.theme import Theme
    from reader.gui.window.features.navigation import Navigation
    from reader.gui.window.workspace import Workspace
    from reader.search.query import Query
    from reader.text.offsets import TextRange

_LONGEST_TAKEN = 60
"""Characters of a selection that are looked for; a longer one is for marking, not for finding."""


class Finding(Feature):
    """Asks for a query, shows all its places, and goes from one to the next."""

    def __init__(self, workspace: Workspace, navigation: Navigation, parent: QObject) -> None:
        super().__init__(parent)
        self._article = workspace.article
        self._page, self._pages = workspace.page, workspace.pages
        self._navigation = navigation
        self.found = FoundPlaces(self._article, self)
        self.bar = FindBar(self._article, self.found)
        self._origin = 0
        """Source offset from which the first place is looked for."""
        self._has_gone = False
        """Whether the way back leads to where finding began."""
        self._page.add_decoration(Decoration(items_in=self._others_in, behind=_paint_found))
        self._page.add_decoration(
            Decoration(items_in=lambda _: passage(self._current), behind=_paint_current)
        )
        self.bar.query_changed.connect(self._on_bar_query_changed)
        self.bar.step_requested.connect(self.step)
        self.bar.closed.connect(self.close)
        self.bar.list.place_activated.connect(self._on_list_place_activated)
        self.bar.list.note_activated.connect(navigation.go_to_annotation)
        self.found.changed.connect(self._page.refresh)
        self.found.moved.connect(self._on_found_moved)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands that find."""
        return (
            Command(
                name="find",
                text=tr("Find…"),
                menu=Menu.EDIT,
                run=Finding.open,
                needs=ARTICLE,
                keys=("Ctrl+F",),
                starts_group=True,
            ),
            Command(
                name="find-next",
                text=tr("Find next"),
                menu=Menu.EDIT,
                run=Finding.step,
                arguments=(1,),
                needs=ARTICLE,
                keys=("F3", "Ctrl+G"),
            ),
            Command(
                name="find-previous",
                text=tr("Find previous"),
                menu=Menu.EDIT,
                run=Finding.step,
                arguments=(-1,),
                needs=ARTICLE,
                keys=("Shift+F3", "Ctrl+Shift+G"),
            ),
        )

    def open(self) -> None:
        """Let the user type what is looked for; what is selected is taken for it."""
        session, selection = self._article.session, self._page.selection
        text = ""
        if session is not None and selection is not None and len(selection) <= _LONGEST_TAKEN:
            text = session.rendition.text_of(selection)
        self._origin = self._page.reading_offset if selection is None else selection.start
        self._has_gone = False
        self.bar.ask(text if "\n" not in text else "")
        if self.found.query != self.bar.query:
            self._look()

    def step(self, steps: int) -> None:
        """Go to the next place, or to the one before; ask what to look for where nothing is."""
        if self.bar.query.is_empty:
            self.open()
            return
        if self.found.query.is_empty:
            self.bar.show()
            self._look_on(steps)
            return
        self.found.step(steps)

    def close(self) -> None:
        """Put the bar away; the place found last is selected, ready to be marked."""
        current = self.found.current
        self.bar.hide()
        self.found.drop()
        self._pages.take_keys()
        if current is not None and self._page.is_in_sight(current):
            self._page.select(current)
            self._page.point_at(current.start)

    @property
    def _current(self) -> TextRange | None:
        return self.found.current

    def _look(self) -> None:
        self.found.look_for(self.bar.query, self._origin)

    def _look_on(self, steps: int) -> None:
        """Look again for what was looked for last, from what is selected on, or back from it."""
        selected = self._page.selection
        looks_back = steps < 0
        if selected is None or not self._page.is_in_sight(selected):
            self._origin = self._page.reading_offset
        else:
            self._origin = selected.start if looks_back else selected.end
        self._has_gone = False
        self.found.look_for(self.bar.query, self._origin, looks_back=looks_back)

    def _others_in(self, part: TextRange) -> list[Passage]:
        places = self.found.places_in(part)
        return [Passage(place) for place in places if place != self.found.current]

    def _on_bar_query_changed(self, _query: Query) -> None:
        self._look()

    def _on_found_moved(self) -> None:
        place = self.found.current
        if place is not None:
            if self._page.selection != place:
                # What is done next is meant for the place, and not for what was selected before.
                self._page.select(None)
            if not self._page.is_in_sight(place):
                self._article.go_to(place, remembers=not self._has_gone)
                self._has_gone = True
            self._page.point_at(place.start)
        self._page.refresh()

    def _on_list_place_activated(self, index: int) -> None:
        self.found.make_current(index)


def _paint_found(painter: QPainter, theme: Theme, shown: Sequence[Shown[Passage]]) -> None:
    fill_boxes(painter, shown, QColor(theme.found))


def _paint_current(painter: QPainter, theme: Theme, shown: Sequence[Shown[Passage]]) -> None:
    fill_boxes(painter, shown, QColor(theme.found_current))
