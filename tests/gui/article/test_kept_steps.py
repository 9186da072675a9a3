"""What could be undone when an article was closed can be undone after the next start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import now, revise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

PASSAGE, OTHER = "前人的朱筆圈點", "一天只讀三五頁"


@pytest.fixture
def restart(
    make_window: Callable[..., MainWindow], article: Path, hand_at: Callable[[MainWindow], Hand]
) -> Callable[..., Hand]:
    """Close what was opened last, and start again; between the two others may do something."""
    windows: list[MainWindow] = []

    def start(between: Callable[[], object] = lambda: None) -> Hand:
        if windows:
            assert windows[-1].close()
        between()
        windows.append(make_window())
        assert windows[-1].open_now(article)
        return hand_at(windows[-1])

    return start


def names(hand: Hand) -> list[str]:
    return [step.text for step in hand.session.steps.done]


def test_steps_are_undone_and_done_again_after_the_next_start(restart: Callable[..., Hand]) -> None:
    hand = restart()
    id_ = hand.mark(PASSAGE)
    hand.session.set_note(id_, "朱筆")
    hand.session.set_color(id_, "pink")
    hand.session.remove(id_)
    hand.trigger("undo")

    hand = restart()

    assert names(hand) == ["Highlight", "Edit note", "Change colour"]
    assert hand.action("redo").text() == "Redo: Delete"
    assert hand.action("undo").text() == "Undo: Change colour"
    hand.trigger("redo")
    assert hand.session.annotation(id_).is_deleted
    for _ in range(2):
        hand.trigger("undo")
    assert hand.session.annotation(id_).color == "green"
    hand.trigger("undo")
    assert hand.session.annotation(id_).note == ""
    hand.trigger("undo")
    assert hand.session.annotation_index.place_of(id_) is None
    assert not hand.action("undo").isEnabled()

    hand = restart()

    assert names(hand) == []
    for _ in range(3):
        hand.trigger("redo")
    assert hand.session.annotation(id_).note == "朱筆"
    assert hand.session.annotation(id_).color == "pink"


def test_what_is_done_after_the_start_is_undone_first(restart: Callable[..., Hand]) -> None:
    id_ = restart().mark(PASSAGE)
    hand = restart()
    hand.session.set_note(id_, "朱筆")
    hand.session.set_note(id_, "朱筆圈點")

    hand = restart()

    assert names(hand) == ["Highlight", "Edit note"]
    hand.trigger("undo")
    assert hand.session.annotation(id_).note == ""


def test_a_step_on_what_others_changed_since_ends_what_can_be_undone(
    restart: Callable[..., Hand],
) -> None:
    hand = restart()
    first, second = hand.mark(PASSAGE), hand.mark(OTHER)
    hand.session.set_color(first, "pink")
    hand.session.set_color(second, "blue")
    opened, known = hand.window.controller.article, hand.session.annotations
    assert opened is not None
    store = opened.article.store
    assert store is not None

    def paint() -> None:
        written = store.load_for_writing(known)
        items = [
            revise(each, now=now(), body=replace(each.body, color="orange"))
            if each.id == first and each.body
            else each
            for each in written.items
        ]
        store.save(replace(written, items=tuple(items)))

    hand = restart(paint)

    assert names(hand) == ["Change colour"]
    hand.trigger("undo")
    assert hand.session.annotation(second).color == "green"
    assert not hand.action("undo").isEnabled()
    assert hand.session.annotation(first).color == "orange"


def test_damaged_steps_are_ignored_in_a_line(
    restart: Callable[..., Hand], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = restart().mark(PASSAGE)

    def cut() -> None:
        (path,) = (tmp_path / "settings" / "steps").iterdir()
        path.write_bytes(path.read_bytes()[:-9])

    hand = restart(cut)

    assert names(hand) == []
    assert not hand.action("undo").isEnabled()
    assert hand.session.annotation_index.place_of(id_) is not None
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "steps" in said
