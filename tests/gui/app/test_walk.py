"""A short walk at random through the window; `python3 -m tests.walk` is the long one."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any
from weakref import ref

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from reader.annotation.decodings import Decodings
from reader.gui.window.commands import Command
from reader.storage.article_store import ArticleStore
from reader.storage.backups import BACKUPS
from reader.storage.sources import digest_of
from reader.text.offsets import TextRange
from tests.support.hand import trigger
from tests.support.run_python import run_python
from tests.walk.acts import act
from tests.walk.processes import Written
from tests.walk.walker import is_in_inner_loop

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.annotation.model import Annotation
    from reader.gui.window.main_window import MainWindow
    from tests.walk.world import World

ACTIONS = 150
SEED = 3


@pytest.mark.skipif(sys.platform != "linux", reason="what a process takes is read from /proc")
def test_a_short_walk_finds_nothing_wrong() -> None:
    done = run_python("-m", "tests.walk", str(ACTIONS), "--seed", str(SEED))

    assert done.returncode == 0, done.stdout + done.stderr


class Chosen(Random):
    """Chooses one kind of thing to do, and the note's key or the space bar for it."""

    def __init__(self, kind: str) -> None:
        super().__init__(1)
        self._kind = kind

    def choices(self, population: Sequence[Any], *_: Any, **__: Any) -> list[Any]:
        return [next(each for each in population if each.__name__ == self._kind)]

    def choice(self, seq: Sequence[Any]) -> Any:
        wanted = (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
        return next((each for each in seq if each in wanted or _is_note(each)), seq[0])


def _is_note(each: object) -> bool:
    return isinstance(each, Command) and each.name == "note"


def mark(window: MainWindow) -> str:
    """Highlight something; return the id of the mark."""
    assert window.session is not None
    window.workspace.page.select(TextRange(2, 5))
    trigger(window, "highlight")
    return window.session.annotations.items[-1].id


def two_and_a_copy(world: World) -> tuple[MainWindow, MainWindow, Path]:
    """Return a window on an article, another, and a file with the same text for that."""
    first, second = world.open_ones[0], world.windows.add()
    second.controller.loader.wait()
    copy = world.folder / "copy.txt"
    copy.write_bytes(world.articles[1].read_bytes())
    assert first.open_now(world.articles[1])
    return first, second, copy


def two_on_one_article(world: World) -> tuple[MainWindow, MainWindow]:
    first, second, copy = two_and_a_copy(world)
    assert second.open_now(copy)
    return first, second


def test_what_a_window_did_that_left_may_be_heard_of_later(world: World) -> None:
    first, second = two_on_one_article(world)
    made = mark(first)
    world.look(takes_back=False)

    assert first.open_now(world.articles[2])
    world.look(takes_back=False)

    assert world.complaints.all == []
    digest = second.session.document.source.digest
    assert made in world.model.articles[digest].alive


def test_the_beginning_of_a_note_is_not_heard_of_after_its_window_left(world: World) -> None:
    first, second = two_on_one_article(world)
    first.workspace.page.select(TextRange(2, 5))
    trigger(first, "note")
    begun = first.workspace.annotations.cards.edited
    world.look(takes_back=False)

    assert first.open_now(world.articles[2])
    world.look(takes_back=False)

    assert begun is not None
    assert second.session is not None
    digest = second.session.document.source.digest
    assert begun not in world.model.articles[digest].alive


def test_the_beginning_of_a_note_that_another_window_knows_goes_with_its_own(
    world: World, qtbot: QtBot
) -> None:
    first, second = two_on_one_article(world)
    # Who goes to another window has ended the note.
    first.come_to_front()
    qtbot.waitUntil(first.isActiveWindow)
    first.workspace.page.select(TextRange(2, 5))
    trigger(first, "note")
    begun = first.workspace.annotations.cards.edited
    first.controller.save()
    there = second.session.annotation_index
    qtbot.waitUntil(lambda: there.get(begun) is not None)
    world.look(takes_back=False)

    hears = second.controller.article.file_sync.autosave.merged
    hears.disconnect(second.session.merge_external)
    assert first.open_now(world.articles[2])
    world.look(takes_back=False)
    assert not there[begun].is_deleted
    second.session.merge_external(ArticleStore(second.annotations_path.parent).load())
    assert there[begun].is_deleted
    world.look(takes_back=False)

    assert world.complaints.all == []


def test_a_mark_is_owed_as_any_window_read_it_and_not_otherwise(world: World) -> None:
    first, second, copy = two_and_a_copy(world)
    made = mark(first)
    assert first.session is not None
    digest = first.session.document.source.digest
    first.controller.flush()
    assert second.open_now(copy)
    trigger(second, "encoding-utf-16-le")
    assert second.session is not None
    otherwise = second.session.annotations.items
    world.look(takes_back=True)
    quoted = first.session.annotations.items

    def is_missing(items: Sequence[Annotation]) -> bool:
        return any(
            made in each for each in world.model.missing([world.library], {digest: items}, {})
        )

    assert otherwise[0].quote != quoted[0].quote
    assert not is_missing(otherwise)
    assert not is_missing(quoted)
    assert is_missing([replace(quoted[0], quote="別的字")])


def test_a_mark_is_owed_as_its_bytes_read_though_no_window_was_seen_to_read_them_so(
    world: World,
) -> None:
    window = world.open_ones[0]
    assert window.open_now(world.articles[1])
    made = mark(window)
    world.look(takes_back=False)
    trigger(window, "encoding-utf-16-le")
    assert window.session is not None
    digest = window.session.document.source.digest
    (otherwise,) = window.session.annotations.items
    sources = {digest: world.articles[1].read_bytes()}

    def is_missing(item: Annotation) -> bool:
        found = world.model.missing([world.library], {digest: [item]}, sources)
        return any(made in each for each in found)

    assert otherwise.quote not in world.model.articles[digest].quotes[made]
    assert not is_missing(otherwise)
    assert otherwise.target is not None
    other = replace(otherwise.target, exact="別的字")
    assert is_missing(replace(otherwise, quote="別的字", target=other))


def test_a_mark_is_owed_though_another_encoding_reads_more_at_its_ends(world: World) -> None:
    window = world.open_ones[0]
    assert window.open_now(world.articles[1])
    assert window.session is not None
    source = window.session.document.source
    sources = {source.digest: world.articles[1].read_bytes()}
    readings = Decodings(sources[source.digest], {})
    made = mark(window)
    (item,) = window.session.annotations.items
    assert item.target is not None

    # What others wrote stays as they wrote it, and is shown in whole characters.
    others = readings.text("utf-16-be")
    shown = readings.text("cp950")
    assert others is not None
    assert shown is not None
    for start in range(20, 60):
        place = TextRange(start, start + 7)
        bytes_ = readings.to_bytes("utf-16-be", place)
        seen = readings.to_text("cp950", bytes_) if bytes_ else None
        assert seen is not None
        world.model.articles[source.digest].alive = {made: ("yellow", shown[seen.start : seen.end])}
        world.model.articles[source.digest].places[made] = {("cp950", seen)}
        written = replace(item.target, range=place, exact=others[place.start : place.end])
        as_written = replace(item, quote=written.exact, target=written)
        found = world.model.missing([world.library], {source.digest: [as_written]}, sources)
        assert [each for each in found if made in each] == []


def test_nothing_is_done_while_the_loop_of_a_dialog_ends(qtbot: QtBot) -> None:
    found: list[bool] = []
    program, dialog = QEventLoop(), QEventLoop()

    def in_dialog() -> None:
        found.append(is_in_inner_loop())
        dialog.quit()

    def in_program() -> None:
        found.append(is_in_inner_loop())
        QTimer.singleShot(0, in_dialog)
        dialog.exec()
        found.append(is_in_inner_loop())
        program.quit()

    QTimer.singleShot(0, in_program)
    program.exec()

    assert found == [False, True, False]


def test_what_was_closed_is_not_held_when_the_memory_is_looked_at(world: World) -> None:
    second = world.windows.add()
    second.controller.loader.wait()
    assert second.open_now(world.articles[1])
    world.look(takes_back=False)
    pages = [ref(window.workspace.page) for window in world.open_ones]
    del second

    assert world.close_all()
    world.stop()
    world.come_to_rest()

    assert [page() for page in pages] == [None, None]
    world.start()


def test_what_is_in_a_folder_that_was_taken_away_is_owed_there(world: World) -> None:
    window = world.open_ones[0]
    assert window.open_now(world.articles[1])
    made = mark(window)
    world.look(takes_back=False)
    path = window.annotations_path
    assert path is not None
    assert window.open_now(world.articles[2])

    world.part(path.parent)
    path.parent.rename(world.folder / "elsewhere")
    world.away.mkdir()
    # Of what is gone the library has backups.
    shutil.rmtree(world.library / BACKUPS, ignore_errors=True)
    assert window.open_now(world.articles[1])
    world.look(takes_back=False)

    assert world.complaints.all == []
    world.look_on_disk()
    assert [made in each for each in world.complaints.all] == [True]
    (world.folder / "elsewhere").rename(world.away / "elsewhere")
    world.complaints.all.clear()
    world.look_on_disk()
    assert world.complaints.all == []


def write(world: World, window: MainWindow) -> str:
    """Begin a note on something; return the text that it was given."""
    window.workspace.page.select(TextRange(2, 5))
    trigger(window, "note")
    text = world.model.token()
    editor = window.findChild(QPlainTextEdit, "noteEditor")
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    QTest.keyClicks(editor, text)
    return text


def test_what_was_saved_elsewhere_is_owed_and_not_looked_for_in_the_article(world: World) -> None:
    window = world.open_ones[0]
    assert window.open_now(world.articles[1])
    text = write(world, window)
    world.look(takes_back=False)
    assert window.session is not None
    digest = window.session.document.source.digest

    world.model.save_elsewhere(digest)
    emptied = replace(window.session.annotations, items=())
    lost = world.model.see(digest, emptied, unfinished=(), takes_back=False)

    assert lost == []
    assert text in world.model.articles[digest].owed


@pytest.mark.parametrize("kind", ["_press_shortcut", "_press_key"])
def test_a_key_in_the_editor_may_break_what_was_written(world: World, kind: str) -> None:
    window = world.open_ones[0]
    assert window.open_now(world.articles[1])
    text = write(world, window)
    world.look(takes_back=False)
    editor = window.findChild(QPlainTextEdit, "noteEditor")
    assert isinstance(editor, QPlainTextEdit)
    QTest.keyClick(editor, Qt.Key.Key_Left)
    world.rng = Chosen(kind)

    done = act(world, window, str)
    world.look(takes_back=done.takes_back)

    assert text not in editor.toPlainText()
    assert world.complaints.all == []


def test_files_of_a_second_process_are_opened_by_the_first(world: World) -> None:
    world.processes.open(world.articles[1:3])

    world.processes.wait()
    world.come_to_rest()
    for window in world.open_ones:
        window.controller.loader.wait()

    assert world.complaints.all == []
    assert {window.article_path for window in world.open_ones} >= {*world.articles[1:3]}


def test_what_a_command_wrote_is_owed(world: World) -> None:
    article = world.articles[1]
    digest = digest_of(article.read_bytes())
    token = world.model.token()
    quote = article.read_text("utf-8")[:2]
    world.processes.command(
        "annotate", str(article), "--quote", quote, "--note", token,
        writes=Written(digest, token),
    )  # fmt: skip

    assert world.close_all()

    assert world.complaints.all == []
    assert world.model.articles[digest].owed == {token}
    world.look_on_disk()
    assert world.complaints.all == []


def test_how_a_process_ended_is_complained_of_but_not_that_a_command_refused(world: World) -> None:
    world.processes.command("notes", str(world.folder / "missing.txt"))
    world.processes.wait()
    assert world.complaints.all == []

    world.processes.command("notes", "--nonsense")
    world.processes.wait()

    assert ["ended with 2" in each for each in world.complaints.all] == [True]


def test_what_is_gone_and_nobody_took_back_is_complained_of(world: World) -> None:
    window = world.open_ones[0]
    assert window.open_now(world.articles[1])
    made = mark(window)
    world.look(takes_back=False)

    window.session.discard_created(made)
    world.look(takes_back=False)

    assert world.complaints.all == [f"mark {made} is gone, and nobody took it back"]
