"""What the strip beside the scroll bar shows: found places, marks, notes and uncertain repairs."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.gui.widgets.plain_text import beginning_of, in_a_line
from reader.gui.widgets.style_names import look_in_words
from reader.localization import tr
from reader.text.offsets import TextRange
from reader.text.repair import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtCore import SignalInstance

    from reader.annotation.model import Annotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.found_places import FoundPlaces
    from reader.gui.page.places_strip import PlaceKind
    from reader.gui.page.view import PageView
    from reader.gui.widgets.theme import Theme
    from reader.gui.window.features.navigation import Navigation
    from reader.gui.window.workspace import Workspace
    from reader.text.repair import Repair

_AROUND = 12
"""Characters shown before and after what was found."""
_LONGEST = 80
"""Characters of a note or passage that are shown."""
_UNCERTAIN = (Confidence.LOW, Confidence.NONE)


def show_places(workspace: Workspace, navigation: Navigation, found: FoundPlaces) -> None:
    """Show the places of all kinds beside the scroll bar of each page."""
    article = workspace.article
    kinds: Sequence[tuple[PlaceKind, tuple[SignalInstance, ...]]] = (
        (_Found(article, found), (found.changed,)),
        (_Marks(article, navigation), (article.shown, article.annotations_changed)),
        (_Notes(article, navigation), (article.shown, article.annotations_changed)),
        (_UncertainRepairs(article), (article.shown, article.document_changed)),
    )

    def show_beside(page: PageView) -> None:
        with page.laid_out_once():
            for kind, changed in kinds:
                page.add_places(kind, *changed)

    show_beside(workspace.page)
    workspace.pages.second_shown.connect(show_beside)


class _Found:
    def __init__(self, article: ActiveArticle, found: FoundPlaces) -> None:
        self._article = article
        self._found = found

    def colors_in(self, part: TextRange, theme: Theme) -> Iterable[str]:
        is_any = self._found.index_at(part.start) < self._found.index_at(part.end)
        return (theme.found_current,) if is_any else ()

    def words_in(self, part: TextRange) -> Iterator[str]:
        session, first = self._article.session, self._found.index_at(part.start)
        if session is not None:
            for number in range(first, self._found.index_at(part.end)):
                place = self._found[number]
                around = TextRange(max(0, place.start - _AROUND), place.end + _AROUND)
                yield _line(f"…{session.rendition.text_of(around)}…")

    def go_to_first(self, part: TextRange) -> bool:
        first = self._found.index_at(part.start)
        if first == self._found.index_at(part.end):
            return False
        self._found.make_current(first)
        return True


class _Marks:
    def __init__(self, article: ActiveArticle, navigation: Navigation) -> None:
        self._article = article
        self._navigation = navigation

    def colors_in(self, part: TextRange, theme: Theme) -> Iterator[str]:
        return (theme.strokes[each.color] for each in self._in(part))

    def words_in(self, part: TextRange) -> Iterator[str]:
        session = self._article.session
        for each in self._in(part):
            place = session.annotation_index.place_of(each.id) if session else None
            if session is not None and place is not None:
                words = session.rendition.text_of(place, enough=_LONGEST + 1)
                yield f"{_line(words)} · {look_in_words(each.color, each.style)}"

    def go_to_first(self, part: TextRange) -> bool:
        first = next(iter(self._in(part)), None)
        if first is not None:
            self._navigation.go_to_annotation(first.id)
        return first is not None

    def _in(self, part: TextRange) -> Iterable[Annotation]:
        session = self._article.session
        return () if session is None else session.annotation_index.beginning_in(part)


class _Notes(_Marks):
    def words_in(self, part: TextRange) -> Iterator[str]:
        return (tr("Note: {words}").format(words=_line(each.note)) for each in self._in(part))

    def _in(self, part: TextRange) -> Iterable[Annotation]:
        return filter(attrgetter("note"), super()._in(part))


class _UncertainRepairs:
    """Repairs that are not sure, and that the user has not decided on."""

    def __init__(self, article: ActiveArticle) -> None:
        self._article = article
        self._repairs: Sequence[Repair] | None = None
        self._starts: Sequence[int] = ()
        article.shown.connect(self._forget)
        article.document_changed.connect(self._forget)

    def colors_in(self, part: TextRange, theme: Theme) -> Iterable[str]:
        return (theme.warning,) if self._in(part) else ()

    def words_in(self, part: TextRange) -> Iterator[str]:
        for each in self._in(part):
            yield _line(f"{each.before} → {each.after if each.applied else each.before}")

    def go_to_first(self, part: TextRange) -> bool:
        for each in self._in(part):
            self._article.go_to(TextRange(each.start, each.end))
            return True
        return False

    def _in(self, part: TextRange) -> Sequence[Repair]:
        session = self._article.session
        if self._repairs is None and session is not None:
            repairs = session.repairs_to_check()
            # A book has 100,000 repairs: asked for once, not for each row of pixels.
            self._repairs = [each for each in repairs if each.confidence in _UNCERTAIN]
            self._starts = [each.start for each in self._repairs]
        first = bisect_left(self._starts, part.start)
        return (self._repairs or ())[first : bisect_left(self._starts, part.end)]

    def _forget(self) -> None:
        self._repairs, self._starts = None, ()


def _line(words: str) -> str:
    return in_a_line(beginning_of(words, _LONGEST))
