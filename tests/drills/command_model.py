"""What commands may do to marks, in the simplest words, and whether all that shows them agrees."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from reader.annotation.arranging import Arrangement
from reader.annotation.model import COLORS, STYLES
from reader.gui.panels.group_heading import Heading
from reader.storage.article_store import ArticleStore
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotation.model import Annotation
    from reader.gui.window.main_window import MainWindow

State = dict[str, "Look"]
"""All marks of an article by their ids; one that was only made to write beside it is not there."""

COLORING = {f"color-{color}": color for color in COLORS}
STYLING = {f"style-{style}": style for style in STYLES}
STRETCHING = tuple(f"{end}-{way}-by-" for end in ("start", "end") for way in ("back", "on"))
READING = "encoding-"
"""Commands that begin so read the file anew, where marks stand at other offsets."""


class Look(NamedTuple):
    """One mark."""

    start: int
    end: int
    color: str
    style: str
    note: str


class Before(NamedTuple):
    """What there was before a command."""

    article: str
    state: State
    active: str | None
    selected: TextRange | None
    """What is selected and in sight."""
    active_is_meant: bool
    """Whether nothing is selected, and the active mark is in sight, and no other is chosen."""
    chosen: frozenset[str] = frozenset()
    """The active mark, and those chosen besides."""

    @property
    def meant(self) -> frozenset[str | None]:
        """What a command may act on."""
        return self.chosen | {self.active}


def state_of(window: MainWindow) -> State:
    """Return the marks that the open article has."""
    session = window.session
    if session is None:
        return {}
    fresh = window.features.marking._fresh_note
    return _looks(session.annotations.items, without=fresh)


def seen_before(window: MainWindow) -> Before:
    """Return what there is before a command."""
    session, page = window.session, window.workspace.page
    assert session is not None
    page.scrolling.arrive()
    active, selected = window.workspace.active.id, page.selection
    place = session.annotation_index.place_of(active) if active else None
    return Before(
        article=session.document.source.digest,
        state=state_of(window),
        active=active,
        selected=selected if selected is not None and page.is_in_sight(selected) else None,
        active_is_meant=selected is None
        and place is not None
        and page.is_in_sight(place)
        and len(window.workspace.active.ids) == 1,
        chosen=window.workspace.active.ids,
    )


class Known:
    """What an article was seen to hold, since it was read as it is now."""

    def __init__(self, state: State) -> None:
        self._states = {_key(state)}
        self.state = state

    def see(self, state: State) -> None:
        """Remember a state."""
        self._states.add(_key(state))
        self.state = state

    def has_seen(self, state: State) -> bool:
        """Tell whether the marks ever were so."""
        return _key(state) in self._states


def faults(name: str, before: Before, after: State, known: Known) -> Iterator[str]:
    """Yield what a command did to the marks of an article that it must not."""
    added = after.keys() - before.state.keys()
    gone = before.state.keys() - after.keys()
    changed = {id_ for id_ in after.keys() & before.state.keys() if after[id_] != before.state[id_]}
    told = f"{name} added {len(added)}, removed {len(gone)}, changed {len(changed)}"
    if name in {"undo", "redo"}:
        if not known.has_seen(after):
            yield f"{told}: the marks never were so"
    elif name in COLORING or name in STYLING or name == "highlight":
        if gone or len(added) > 1 or changed - before.meant or (added and changed):
            yield told
        yield from _marking_faults(name, before, after, added)
    elif name == "delete":
        if added or changed or gone - before.meant:
            yield told
        if before.active in before.state and before.active_is_meant and not gone:
            yield f"{told}: what was active is there"
    elif name == "bookmark":
        touched = [*(after[id_] for id_ in added), *(before.state[id_] for id_ in gone)]
        if changed or len(touched) > 1 or any(look.start != look.end for look in touched):
            yield told
    elif name.startswith(STRETCHING):
        moved = {id_ for id_ in changed if before.state[id_][2:] == after[id_][2:]}
        if added or gone or moved - {before.active} or changed != moved:
            yield told
    elif name.startswith(READING):
        if {id_: look[2:] for id_, look in after.items()} != {
            id_: look[2:] for id_, look in before.state.items()
        }:
            yield told
    elif added or gone or changed:
        yield told


def _marking_faults(name: str, before: Before, after: State, added: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with the mark that was made, or with the one that was changed."""
    if before.selected is not None:
        looks = [after[id_] for id_ in added]
        if [look[:2] for look in looks] != [(before.selected.start, before.selected.end)]:
            yield f"{name} made {looks} of {before.selected}"
    elif before.active in after and before.active_is_meant:
        looks = [after[before.active]]
        if looks[0].start == looks[0].end:
            return  # a bookmark has no colour
    else:
        return
    for look in looks:
        if look.color != COLORING.get(name, look.color):
            yield f"{name} left {look.color}"
        if look.style != STYLING.get(name, look.style):
            yield f"{name} left {look.style}"


def disagreements(window: MainWindow) -> Iterator[str]:
    """Yield where page, panel and file show other marks than the article has."""
    session = window.session
    if session is None:
        return
    items = [item for item in session.annotations.items if not item.is_deleted]
    index = session.annotation_index
    places = {item.id: index.place_of(item.id) for item in items}
    # Where nothing is marked there is no mark: a bookmark, and a note that was written at one.
    placed = {each.id: each for each in items if (p := places[each.id]) and not p.is_empty}
    whole = TextRange(0, len(session.document.source.text))
    marks = window.workspace.page._marks_in(whole)
    painted = {mark.id: mark for mark in marks if not mark.range.is_empty}
    if painted.keys() != placed.keys():
        yield f"the page has {len(painted)} marks of {len(placed)}"
    bookmarks = [place for item in items if item.is_bookmark and (place := places[item.id])]
    if sorted(map(str, session.bookmarks_in(whole))) != sorted(map(str, bookmarks)):
        yield f"the page has other bookmarks than {bookmarks}"
    for id_, mark in painted.items():
        item = placed.get(id_)
        if item is not None and (mark.range, mark.color, mark.style, mark.has_note) != (
            index.place_of(id_),
            item.color,
            item.style,
            bool(item.note),
        ):
            yield f"the page has {mark} for {item}"
    yield from _apart(window)
    notes = window.workspace.annotations
    rows = notes.cards.column.rows
    is_collapsed = any(isinstance(row, Heading) and row.is_collapsed for row in rows)
    if not (notes.filter_bar.field.text() or is_collapsed):
        shown = [row for row in rows if not isinstance(row, Heading)]
        groups = [group for _, group in index.by_section()]
        in_order = [*index.of_article(), *chain.from_iterable(groups), *index.orphans()]
        if notes.arrangement == Arrangement() and shown != in_order:
            yield f"the panel has other cards: {len(shown)} for {len(items)}"
        if {row.id: row for row in shown} != {item.id: item for item in items}:
            yield f"the panel has {len(shown)} cards for {len(items)} marks"
    yield from _unsaved(window)


def _apart(window: MainWindow) -> Iterator[str]:
    """Yield in what a second view is not in step with the page."""
    pages, session = window.workspace.pages, window.session
    if (pages.second is None) != (session is None or session.second is None):
        yield "there is a second view and nothing for it, or the reverse"
    if pages.second is None or session is None:
        return
    for page, rendition in ((pages.page, session.rendition), (pages.second, session.second)):
        if page.rendition is not rendition:
            yield "a page shows what the article was before"
    states = [
        (page.selection, page.chosen, page.ends.part, page.caret.offset, page.caret.is_on, page.em)
        for page in pages.shown
    ]
    if states[0] != states[1]:
        yield f"the second view is not in step: {states}"


def _unsaved(window: MainWindow) -> Iterator[str]:
    assert window.session is not None
    window.flush()
    path = window.annotations_path
    kept = ArticleStore(path.parent).load() if path is not None and path.exists() else None
    in_file = _looks(kept.items, window.features.marking._fresh_note) if kept is not None else {}
    if in_file != state_of(window):
        yield f"the file has {len(in_file)} marks of {len(state_of(window))}"


def _looks(items: Iterable[Annotation], without: str | None) -> State:
    return {
        item.id: Look(
            item.target.range.start if item.target else -1,
            item.target.range.end if item.target else -1,
            item.color,
            item.style,
            item.note,
        )
        for item in items
        if not item.is_deleted and (item.id != without or item.note)
    }


def _key(state: State) -> frozenset[tuple[str, Look]]:
    return frozenset(state.items())
