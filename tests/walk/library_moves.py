"""The library moved whole by somebody who tidies up, while articles of it are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import FolderGoneError
from reader.gui.article.autosave import SaveStatus
from reader.storage.backups import BACKUPS
from reader.text.offsets import TextRange
from reader.wording.errors import explain
from tests.support.hand import trigger
from tests.walk.folders import free_name

if TYPE_CHECKING:
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from tests.walk.world import World

_SHARE_LEFT_AWAY = 0.3
"""Of the moves: what is done to the articles then is done without their notes."""


def move_library(world: World, window: MainWindow) -> str:
    """Move the library, or bring it back where it was moved; return what was done.

    Complains where the window does not say what is wrong and what to do about it, or does not save
    once that was done.
    """
    if world.elsewhere.exists():
        return f"bring the library back {_bring_back(world)}"
    if not world.library.exists():
        return "no library to move"
    is_saved = _has_saved(window)
    stores = world.stores()
    world.library.rename(world.elsewhere)
    if is_saved and _mark(world, window):
        _see_what_is_said(world, window)
    is_left_away = world.rng.random() < _SHARE_LEFT_AWAY
    if is_left_away or _is_made_again(world):
        for store in stores:
            world.part(world.elsewhere / store.folder.name)
    if is_left_away:
        return "move the library"
    done = _bring_back(world)
    if is_saved:
        _see_whether_it_is_saved(world, window)
    return f"move the library and bring it back {done}"


def _has_saved(window: MainWindow) -> bool:
    """Tell whether a window has an article that can be written, and has written all of it."""
    article = window.controller.article
    if article is None or article.file_sync is None or article.obstacle is not None:
        return False
    is_saved = window.flush().status is SaveStatus.SAVED
    path = window.annotations_path
    is_there = path is not None and path.parent.exists()
    return is_saved and is_there and window.controller.article is article


def _mark(world: World, window: MainWindow) -> bool:
    """Mark something; tell whether there is anything to save now."""
    before = window.session.annotations if window.session is not None else None
    if window.session is not None:
        block = world.rng.choice(window.session.document.blocks).range
        window.workspace.page.select(TextRange(block.start, min(block.end, block.start + 3)))
        trigger(window, "highlight")
    return window.session is not None and window.session.annotations != before


def _see_what_is_said(world: World, window: MainWindow) -> None:
    was_there = world.library.exists()  # made again by an opening
    state, path = window.flush(), window.annotations_path
    if state.status is SaveStatus.SAVED and path is not None and not path.exists():
        world.complaints.add(f"it is said that {path} is saved, which is gone")
    if state.status is not SaveStatus.FAILED or state.error is None:
        return
    if not isinstance(state.error, FolderGoneError):
        world.complaints.add(f"a library that was moved is told of as {explain(state.error)!r}")
    elif state.error.is_library and was_there:
        world.complaints.add("a library that is there is said to be gone")
    elif window.notification != explain(state.error):
        world.complaints.add(f"that the library was moved is told as {window.notification!r}")


def _see_whether_it_is_saved(world: World, window: MainWindow) -> None:
    state = window.flush()
    if state.status is SaveStatus.FAILED and state.error is not None:
        said = explain(state.error)
        world.complaints.add(f"the library is back where it was, and it is still said {said!r}")


def _is_made_again(world: World) -> bool:
    """Tell whether somebody makes a library where there is none, or reads without its notes."""
    opening = (window.controller.loader.is_busy for window in world.open_ones)
    return world.library.exists() or any(opening)


def _bring_back(world: World) -> str:
    """Put the library where it was, or what was in it into what was made there meanwhile."""
    if not world.library.exists():
        world.elsewhere.rename(world.library)
        return "as it was"
    _put_into(world.elsewhere, world.library)
    return "into another"


def _put_into(old: Path, new: Path) -> None:
    """Move all there is in a folder into another one, as a file manager does."""
    for each in sorted(old.iterdir()):
        place = new / each.name
        if each.name == BACKUPS and place.exists():
            _put_into(each, place)
        elif each.is_dir() or not place.exists():
            each.rename(free_name(place))
        else:
            each.unlink()
    old.rmdir()
