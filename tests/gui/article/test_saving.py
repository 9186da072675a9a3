"""What the user is told of saving, and what holds the window until it is done."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QToolButton
from shiboken6 import isValid

from reader.annotation.merging import merge
from reader.errors import SaveError
from reader.gui.article.autosave import Autosave, SaveStatus
from reader.gui.dialogs.port import Unsaved
from reader.storage.article_store import ArticleStore
from reader.storage.conflicts import read_set
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.annotation.model import AnnotationSet
    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"
REASON = "No space left on a device whose name goes on and on " * 20


class Disk:
    """Saving as it is, or with an error in its way, once or for good."""

    def __init__(self) -> None:
        self.error: Exception | None = None
        self.is_once = False
        self.may_answer = Event()
        self.may_answer.set()

    def check(self) -> None:
        assert self.may_answer.wait(LONGEST_S)
        error = self.error
        if self.is_once:
            self.error = None
        if error is not None:
            raise error


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made = Disk()
    save = ArticleStore.save

    def checked(store: ArticleStore, annotations: AnnotationSet) -> AnnotationSet:
        made.check()
        return save(store, annotations)

    monkeypatch.setattr(ArticleStore, "save", checked)
    yield made
    made.may_answer.set()


def is_shown(hand: Hand) -> bool:
    return hand.child(QFrame, "notification").isVisible()


def saved_state(hand: Hand) -> str:
    return hand.child(QLabel, "saveState").text()


def test_why_it_failed_is_said_until_it_succeeds(
    hand: Hand, window: MainWindow, disk: Disk
) -> None:
    width, least = window.width(), window.minimumSizeHint().width()
    disk.error = SaveError(window.annotations_path, REASON)
    hand.mark(PASSAGE)

    hand.trigger("save")

    assert is_shown(hand)
    assert "No space left" in window.notification
    assert saved_state(hand) == "Not saved"
    assert window.width() == width
    assert window.minimumSizeHint().width() == least

    disk.error = None
    hand.trigger("save")

    assert not is_shown(hand)
    assert saved_state(hand) == "Saved"
    assert PASSAGE in window.annotations_path.read_text("utf-8")


def test_another_sentence_stays_when_saving_succeeds(
    hand: Hand, window: MainWindow, disk: Disk, tmp_path: Path
) -> None:
    disk.error = SaveError(window.annotations_path, "No space left on device")
    hand.mark(PASSAGE)
    hand.trigger("save")
    assert not window.open_now(tmp_path / "missing.txt")

    disk.error = None
    hand.trigger("save")

    assert saved_state(hand) == "Saved"
    assert is_shown(hand)
    assert "missing.txt" in window.notification


def test_an_error_nobody_expected_holds_the_window(
    hand: Hand, window: MainWindow, disk: Disk, dialogs: FakeDialogs
) -> None:
    disk.error = RuntimeError("out of luck")
    hand.mark(PASSAGE)
    dialogs.unsaved = [Unsaved.STAY]

    assert not window.close()

    assert window.isVisible()
    assert "out of luck" in dialogs.reasons[0]
    assert saved_state(hand) == "Not saved"
    path = window.annotations_path
    disk.error = None
    assert window.close()
    assert PASSAGE in path.read_text("utf-8")


@pytest.mark.usefixtures("saves_when_told")
def test_trying_again_closes_when_it_succeeds(
    hand: Hand, window: MainWindow, disk: Disk, dialogs: FakeDialogs
) -> None:
    path = window.annotations_path
    disk.error = RuntimeError("out of luck")
    disk.is_once = True
    hand.mark(PASSAGE)
    dialogs.unsaved = [Unsaved.TRY_AGAIN]

    assert window.close()

    assert PASSAGE in path.read_text("utf-8")


def test_closing_without_saving_closes(
    hand: Hand, window: MainWindow, disk: Disk, dialogs: FakeDialogs
) -> None:
    path = window.annotations_path
    before = path.read_bytes() if path.exists() else None
    disk.error = RuntimeError("out of luck")
    hand.mark(PASSAGE)
    dialogs.unsaved = [Unsaved.DISCARD]

    assert window.close()

    assert (path.read_bytes() if path.exists() else None) == before


def test_what_cannot_be_saved_is_saved_elsewhere(
    hand: Hand, window: MainWindow, disk: Disk, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    disk.error = SaveError(window.annotations_path, "No space left on device")
    hand.mark(PASSAGE)
    hand.trigger("save")
    copy = tmp_path / "copy.json"
    dialogs.copies = [copy]

    hand.click(hand.child(QToolButton, "noticeOffer"))

    assert read_set(copy, below=None) == hand.session.annotations
    assert saved_state(hand) == "Not saved"
    disk.error = None


def test_what_is_written_on_knows_what_was_saved_elsewhere(
    hand: Hand, window: MainWindow, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.json"
    noted = hand.mark(PASSAGE)
    hand.session.set_note(noted, "誰的")
    dialogs.copies = [copy]
    assert window.controller.save_elsewhere()

    hand.session.set_note(noted, "誰的圈點？")

    both = merge(hand.session.annotations, read_set(copy, below=None))
    assert both == hand.session.annotations


def test_closing_with_a_copy_elsewhere_closes(
    hand: Hand, window: MainWindow, disk: Disk, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    disk.error = RuntimeError("out of luck")
    hand.mark(PASSAGE)
    copy = tmp_path / "copy.json"
    # One without a place for it, one where nothing can be written, one that can be.
    dialogs.copies = [None, tmp_path / "missing" / "copy.json", copy]
    dialogs.unsaved = [Unsaved.ELSEWHERE] * 3

    assert window.close()

    assert PASSAGE in copy.read_text("utf-8")


def test_a_disk_that_does_not_answer_is_not_waited_for_without_asking(
    hand: Hand,
    window: MainWindow,
    disk: Disk,
    dialogs: FakeDialogs,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    flush = Autosave.flush
    monkeypatch.setattr(Autosave, "flush", lambda autosave: flush(autosave, 0.3))
    disk.may_answer.clear()
    hand.mark(PASSAGE)
    copy = tmp_path / "copy.json"
    dialogs.copies = [copy]
    dialogs.unsaved = [Unsaved.STAY, Unsaved.TRY_AGAIN, Unsaved.ELSEWHERE]

    assert not window.close()
    assert window.isVisible()
    assert saved_state(hand) == "Saving…"
    assert window.close()

    assert "has not answered" in dialogs.reasons[0]
    assert PASSAGE in copy.read_text("utf-8")


def test_a_disk_that_answers_at_last_has_it_all(
    hand: Hand, window: MainWindow, disk: Disk, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    disk.may_answer.clear()
    hand.mark(PASSAGE)
    assert window.controller.article.autosave.flush(0.1).status is SaveStatus.SAVING

    disk.may_answer.set()

    qtbot.waitUntil(lambda: saved_state(hand) == "Saved")
    assert PASSAGE in window.annotations_path.read_text("utf-8")


def test_opening_the_open_article_again_keeps_a_mark_just_made(
    hand: Hand, window: MainWindow, article: Path
) -> None:
    id_ = hand.mark(PASSAGE)
    assert window.controller.article.autosave.state.status is SaveStatus.SAVING

    assert window.open_now(article)

    assert hand.session.annotation_index.place_of(id_) == hand.place_of(PASSAGE)
    assert hand.session.annotation(id_).color == "green"


def test_quitting_closes_all_windows(
    window: MainWindow, make_window: Callable[[], MainWindow], hand: Hand
) -> None:
    others = [make_window() for _ in range(2)]
    others[0].open_something()
    others[0].controller.loader.wait()

    hand.trigger("quit")

    assert [each.isVisible() for each in (window, *others)] == [False, False, False]


def test_a_window_may_be_gone_once_it_has_saved_to_read_its_article_otherwise(
    hand: Hand, window: MainWindow, disk: Disk
) -> None:
    disk.may_answer.clear()
    hand.mark(PASSAGE)

    def go() -> None:
        assert window.controller.article is not None
        window.controller.article.close()
        window.controller.article = None
        window.controller.destroyed.connect(disk.may_answer.set)
        window.controller.deleteLater()

    QTimer.singleShot(0, go)

    window.controller.read_in("gb18030")

    assert not isValid(window.controller)
