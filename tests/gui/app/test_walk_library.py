"""What a walk does to the library as a whole, and the longest notes it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.gui.panels.note_editor import MOST_WRITTEN
from reader.text.offsets import TextRange
from tests.walk import library_moves, writing
from tests.walk.library_moves import move_library
from tests.walk.writing import write_note

if TYPE_CHECKING:
    from reader.gui.window.main_window import MainWindow
    from tests.walk.world import World


@pytest.fixture
def window(world: World) -> MainWindow:
    """A window with an article, in which there is a note."""
    window = world.open_ones[0]
    assert window.open_now(world.articles[1])
    window.workspace.page.select(TextRange(2, 5))
    assert "typed" in write_note(world, window)
    window.flush()
    world.look(takes_back=False)
    return window


def leave_away(monkeypatch: pytest.MonkeyPatch, *, is_left: bool) -> None:
    monkeypatch.setattr(library_moves, "_SHARE_LEFT_AWAY", float(is_left))


def marks_of(window: MainWindow) -> int:
    assert window.session is not None
    return len(window.session.annotations.items)


def end(world: World) -> None:
    assert world.close_all()
    world.stop()
    world.look_on_disk()
    world.start()
    assert world.complaints.all == []


def test_library_that_is_moved_and_brought_back_holds_what_was_marked_meanwhile(
    world: World, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_away(monkeypatch, is_left=False)
    before = marks_of(window)

    done = move_library(world, window)
    world.look(takes_back=False)

    assert "as it was" in done
    assert marks_of(window) == before + 1
    assert not world.elsewhere.exists()
    end(world)


def test_library_is_brought_back_into_one_that_was_made_meanwhile(
    world: World, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_away(monkeypatch, is_left=True)
    move_library(world, window)
    world.look(takes_back=False)
    second = world.windows.add()
    second.controller.loader.wait()
    assert second.open_now(world.articles[2])
    assert world.library.exists()

    done = move_library(world, window)
    world.look(takes_back=False)

    assert "into another" in done
    assert not world.elsewhere.exists()
    end(world)


def test_window_that_does_not_say_that_the_library_is_gone_is_complained_of(
    world: World, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_away(monkeypatch, is_left=False)
    monkeypatch.setattr(type(window), "notification", "Nothing is wrong.")

    move_library(world, window)

    assert ["was moved is told as" in each for each in world.complaints.all] == [True]


@pytest.mark.parametrize("of", ["𠮷", "長長的一行，寫滿了字。\n"])
def test_long_notes_are_filled_nearly_to_the_brim_and_kept(
    world: World, window: MainWindow, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    window.controller.flush()
    window.workspace.page.select(TextRange(2, 5))
    monkeypatch.setattr(writing, "_SHARE_LONG", 1.0)
    monkeypatch.setattr(writing, "_LONG_OF", (of,))

    write_note(world, window)
    world.look(takes_back=False)

    assert window.session is not None
    longest = max((each.note for each in window.session.annotations.items), key=len)
    assert MOST_WRITTEN - 30 < len(longest) <= MOST_WRITTEN + 10
    end(world)
