"""An article that others have open, and a file that others write, in processes of their own."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton

from reader.annotation.changes import Change, apply, created, deleted, now, revise
from reader.annotation.model import Body
from reader.annotation.versions import notes_of
from reader.gui.article.article_lock import LOCK, ArticleLock
from reader.gui.article.autosave import SaveStatus
from reader.storage.article_store import ArticleStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.gui.dialogs.restore_dialog import RestoreDialog
    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand
    from tests.support.lock_holder import Other

PASSAGE = "前人的朱筆圈點"
ELSEWHERE = "一天只讀三五頁"


@pytest.fixture
def folder(window: MainWindow) -> Path:
    return window.annotations_path.parent


@pytest.fixture
def held(
    window: MainWindow,
    folder: Path,
    article: Path,
    make_other: Callable[[Path], Other],
    hand_at: Callable,
    make_window: Callable,
) -> tuple[Hand, Other]:
    """A window on an article that another process has, with a mark of mine in it."""
    hand_at(window).mark(PASSAGE)
    window.close()
    other = make_other(folder)
    assert other("acquire") == "''"
    again = make_window()
    assert again.open_now(article)
    return hand_at(again), other


def saved_state(hand: Hand) -> str:
    return hand.child(QLabel, "saveState").text()


def note_elsewhere(hand: Hand, note: str = "別處寫的") -> None:
    """Write a note as another program does, while the window is open."""
    store = ArticleStore(hand.window.annotations_path.parent)
    session = hand.session
    kept = store.load() or session.annotations
    made = created(session.document, hand.place_of(ELSEWHERE), Body(value=note), now=now())
    store.save(apply(kept, Change(None, made)))


def test_what_another_has_open_can_be_read(held: tuple[Hand, Other], folder: Path) -> None:
    hand, _ = held

    assert hand.session.is_read_only
    assert f"@{os.uname().nodename} has this article open" in hand.window.notification
    assert saved_state(hand) == "Read only"
    hand.page.select(hand.place_of(ELSEWHERE))
    hand.trigger("color-green")
    assert [item.quote for _, item in hand.session.annotation_index.in_reading_order()] == [PASSAGE]
    (marked,) = [item for _, item in hand.session.annotation_index.in_reading_order()]
    hand.cards.edit(marked.id)
    assert hand.cards.edited is None
    assert hand.cards._hint == ""


def test_a_reader_sees_what_the_holder_writes(held: tuple[Hand, Other], qtbot: QtBot) -> None:
    hand, _ = held

    note_elsewhere(hand)

    qtbot.waitUntil(lambda: "別處寫的" in hand.notes)


def test_taking_over_brings_all_together(
    held: tuple[Hand, Other], qtbot: QtBot, folder: Path
) -> None:
    hand, other = held
    note_elsewhere(hand)

    hand.click(hand.child(QToolButton, "noticeOffer"))

    qtbot.waitUntil(lambda: "別處寫的" in hand.notes)
    assert not hand.session.is_read_only
    assert not hand.window._notification_bar.isVisible()
    hand.mark("讀得很慢")
    assert hand.window.flush().status is SaveStatus.SAVED
    assert saved_state(hand) == "Saved"
    assert "讀得很慢" in (folder / "annotations.json").read_text("utf-8")
    assert os.uname().nodename in other("acquire")


def test_whoever_is_taken_over_from_has_saved_what_was_typed(
    hand: Hand, folder: Path, make_other: Callable[[Path], Other], qtbot: QtBot
) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("note")
    hand.type("still typing")
    other = make_other(folder)
    assert os.uname().nodename in other("acquire")

    other("take_over")

    qtbot.waitUntil(lambda: hand.session.is_read_only)
    assert hand.session.annotation(id_).note == "still typing"
    assert "still typing" in (folder / "annotations.json").read_text("utf-8")
    assert hand.cards.edited is None
    assert "has this article open" in hand.window.notification
    hand.trigger("undo")
    assert hand.session.annotation(id_).note == "still typing"
    assert hand.window.close()
    assert (folder / LOCK).exists()
    assert other("acquire") == "''"


def test_an_article_that_is_let_go_of_can_be_written_again(
    held: tuple[Hand, Other], qtbot: QtBot
) -> None:
    hand, other = held

    other("release")

    qtbot.waitUntil(lambda: not hand.session.is_read_only)
    assert not hand.window._notification_bar.isVisible()
    assert saved_state(hand) == "Saved"


def test_nothing_is_restored_while_somebody_else_has_the_article(
    hand: Hand,
    dialogs: FakeDialogs,
    folder: Path,
    make_other: Callable[[Path], Other],
    qtbot: QtBot,
) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("save")
    hand.session.remove(id_)
    hand.trigger("save")
    other = make_other(folder)

    def look(dialog: RestoreDialog) -> None:
        button = dialog.findChild(QPushButton, "restoreChecked")
        why = dialog.findChild(QLabel, "whyNotToRestore")
        assert button is not None
        assert why is not None
        dialog.show()
        assert button.isEnabled()
        assert not why.isVisible()
        other("take_over")
        qtbot.waitUntil(lambda: not button.isEnabled())
        assert why.isVisible()
        assert "has this article open" in why.text()
        dialog._all.click()
        dialog._all.click()
        assert not button.isEnabled()
        other("release")
        qtbot.waitUntil(button.isEnabled)
        assert not why.isVisible()

    dialogs.restoring.append(look)
    hand.trigger("restore")

    assert not hand.session.annotation(id_).is_deleted


def test_a_crashed_holder_holds_nothing(
    held: tuple[Hand, Other], make_window: Callable, article: Path, folder: Path
) -> None:
    _, other = held
    other.kill()
    assert (folder / LOCK).exists()

    again = make_window()
    assert again.open_now(article)

    assert again.session is not None
    assert not again.session.is_read_only


def test_closing_lets_go(window: MainWindow, folder: Path) -> None:
    assert (folder / LOCK).exists()

    window.close()

    assert not (folder / LOCK).exists()


def test_a_lock_of_another_machine_never_ages(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("1\nquandian\nfar-away\nid\nboot\nann\n", "utf-8")
    os.utime(tmp_path / LOCK, (0, 0))

    assert ArticleLock(tmp_path).acquire() == "ann@far-away"


def test_a_lock_that_was_never_finished_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / LOCK).touch()
    assert ArticleLock(tmp_path).acquire() == "?"
    os.utime(tmp_path / LOCK, (0, 0))

    assert ArticleLock(tmp_path).acquire() == ""


def test_a_folder_without_locks_is_nobodys() -> None:
    assert ArticleLock(Path("/proc")).acquire() == ""


def test_a_note_from_elsewhere_appears_beside_one_that_is_being_written(
    hand: Hand, qtbot: QtBot
) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("note")
    hand.type("half a thought")
    assert hand.window.controller.article.flush().status is SaveStatus.SAVED
    cursor = hand.editor.textCursor()
    cursor.setPosition(4)
    hand.editor.setTextCursor(cursor)
    hand.page.select(hand.place_of("書邊上最好"))
    scroll = hand.page.verticalScrollBar().value()

    note_elsewhere(hand)

    qtbot.waitUntil(lambda: "別處寫的" in hand.notes)
    assert hand.cards.edited == id_
    assert hand.editor.isVisible()
    assert hand.editor.toPlainText() == "half a thought"
    assert hand.editor.textCursor().position() == 4
    assert hand.page.selection == hand.place_of("書邊上最好")
    assert hand.page.verticalScrollBar().value() == scroll


def test_each_of_two_replacements_is_seen(hand: Hand, qtbot: QtBot) -> None:
    for note in ("first", "second"):
        note_elsewhere(hand, note)
        qtbot.waitUntil(lambda note=note: note in hand.notes)


def test_a_conflict_copy_that_appears_is_merged_and_put_aside(hand: Hand, qtbot: QtBot) -> None:
    hand.mark(PASSAGE)
    assert hand.window.flush().status is SaveStatus.SAVED
    path = hand.window.annotations_path
    other = ArticleStore(path.parent.parent / "elsewhere")
    other.folder.mkdir()
    made = created(hand.session.document, hand.place_of(ELSEWHERE), Body(value="另一台"), now=now())
    other.save(apply(hand.session.annotations, Change(None, made)))
    copy = path.with_name("annotations.sync-conflict-20261122-205053-O6FYWIS.json")

    other.path.replace(copy)

    qtbot.waitUntil(lambda: "另一台" in hand.notes)
    assert not copy.exists()
    assert list((path.parent.parent / "backups" / "merged").rglob(copy.name))


def test_a_file_that_is_damaged_underneath_is_copied_and_written_anew(
    hand: Hand, qtbot: QtBot
) -> None:
    hand.mark(PASSAGE)
    assert hand.window.flush().status is SaveStatus.SAVED
    path = hand.window.annotations_path

    path.write_bytes(path.read_bytes()[:-50])
    damaged = path.read_bytes()

    qtbot.waitUntil(lambda: "was damaged" in hand.window.notification)
    (copy,) = path.parent.glob("annotations.json.damaged-*")
    assert copy.read_bytes() == damaged
    assert ArticleStore(path.parent).load() == hand.session.annotations


def test_damage_in_a_row_is_told_in_one_sentence_that_says_nothing_is_lost(
    hand: Hand, qtbot: QtBot
) -> None:
    hand.mark(PASSAGE)
    hand.mark("先讀後記")
    assert hand.window.flush().status is SaveStatus.SAVED
    path = hand.window.annotations_path
    said = []
    for cut in (50, 60):
        path.write_bytes(path.read_bytes()[:-cut])
        hand.trigger("save")
        qtbot.waitUntil(lambda: "was damaged" in hand.window.notification)
        qtbot.waitUntil(lambda: hand.window.notification not in said)
        said.append(hand.window.notification)

    assert "All 2 notes of this window were saved again" in said[0]
    assert said[1].endswith("This has happened 2 times since the article was opened.")
    assert len(list(path.parent.glob("annotations.json.damaged-*"))) == 2
    notification = hand.child(QFrame, "notification")
    hand.click(next(b for b in notification.findChildren(QToolButton) if b.text() == "Close"))
    assert not notification.isVisible()


def test_what_differs_is_kept_on_both_sides(hand: Hand, qtbot: QtBot) -> None:
    id_ = hand.mark(PASSAGE)
    assert hand.window.flush().status is SaveStatus.SAVED
    store = ArticleStore(hand.window.annotations_path.parent)
    theirs = store.load()
    assert theirs is not None
    (item,) = theirs.items
    changed = revise(item, now=now(), body=replace(item.body, value="theirs"))
    hand.session.set_note(id_, "mine")

    store.save(apply(theirs, Change(item, changed)))

    def has_both() -> bool:
        text = hand.window.annotations_path.read_text("utf-8")
        return "theirs" in text and "mine" in text

    qtbot.waitUntil(has_both)


def write_over(hand: Hand, id_: str, note: str, *, ahead_days: int = 0) -> None:
    """Give an annotation another note as a device does that knows all that is on disk."""
    store = ArticleStore(hand.window.annotations_path.parent)
    kept = store.load()
    assert kept is not None
    (item,) = (each for each in kept.items if each.id == id_)
    time = (datetime.now(UTC) + timedelta(days=ahead_days)).isoformat(timespec="milliseconds")
    after = revise(item, now=time.replace("+00:00", "Z"), body=Body(value=note))
    store.save(apply(kept, Change(item, after)))


@pytest.mark.parametrize("ahead_days", [0, 3])
@pytest.mark.parametrize("is_saved", [True, False])
def test_what_is_typed_takes_no_note_away_that_came_while_the_editor_was_open(
    hand: Hand, qtbot: QtBot, *, is_saved: bool, ahead_days: int
) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("note")
    hand.type("half")
    article = hand.window.controller.article
    assert article is not None
    assert article.flush().status is SaveStatus.SAVED
    if not is_saved:
        hand.type(" a")

    write_over(hand, id_, "theirs", ahead_days=ahead_days)

    qtbot.waitUntil(lambda: "theirs" in said_of(hand, id_))
    hand.type(" thought")
    written = "half thought" if is_saved else "half a thought"
    assert hand.editor.toPlainText() == written
    assert said_of(hand, id_) == [written, "theirs"]
    assert hand.window.flush().status is SaveStatus.SAVED
    assert said_of(hand, id_) == [written, "theirs"]
    kept = ArticleStore(hand.window.annotations_path.parent).load()
    assert kept is not None
    assert [notes_of(each) for each in kept.items] == [[written, "theirs"]]
    for _ in range(hand.session.undo_stack.count()):
        hand.trigger("undo")
    assert "theirs" in said_of(hand, id_)


def said_of(hand: Hand, id_: str) -> list[str]:
    """Return the notes that devices gave an annotation, that of the version shown first."""
    return notes_of(hand.session.annotation(id_))


def test_who_writes_what_another_deletes_is_back_on_the_page(hand: Hand, qtbot: QtBot) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("note")
    hand.type("half")
    article = hand.window.controller.article
    assert article is not None
    assert article.flush().status is SaveStatus.SAVED
    store = ArticleStore(hand.window.annotations_path.parent)
    kept = store.load()
    assert kept is not None
    (item,) = kept.items

    store.save(apply(kept, Change(item, deleted(item, now=now()))))

    qtbot.waitUntil(lambda: hand.session.annotation(id_).is_deleted)
    assert hand.cards.edited is None
    assert hand.window.focusWidget() is hand.page
