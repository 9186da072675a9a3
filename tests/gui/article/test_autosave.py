from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from reader.annotation.model import About, AnnotationSet
from reader.errors import SaveError
from reader.gui.article.autosave import Autosave, SaveStatus
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.article.autosave import SaveState


class FakeStore:
    """Keeps what it is given, when it is told to go on; fails as often as it is told to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written: list[AnnotationSet] = []
        self.looked_at: list[AnnotationSet] = []
        self.theirs: AnnotationSet | None = None
        """What others wrote; None where they did not."""
        self.failures = 0
        self.error: Exception = SaveError(path, "No space left on device")
        self.may_go_on = Event()
        self.may_go_on.set()

    def save(self, annotations: AnnotationSet) -> AnnotationSet:
        assert self.may_go_on.wait(LONGEST_S)
        if self.failures:
            self.failures -= 1
            raise self.error
        self.written.append(annotations)
        return annotations

    def refreshed(self, annotations: AnnotationSet) -> AnnotationSet:
        self.looked_at.append(annotations)
        return self.theirs or annotations


class Work:
    """Something that changes."""

    def __init__(self) -> None:
        self.version = 0

    def take(self) -> AnnotationSet:
        return AnnotationSet(id=str(self.version), about=About(title="書"))


@pytest.fixture
def store(tmp_path: Path) -> FakeStore:
    return FakeStore(tmp_path / "annotations.json")


@pytest.fixture
def work() -> Work:
    return Work()


@pytest.fixture
def autosave(qtbot: QtBot, store: FakeStore, work: Work) -> Iterator[Autosave]:
    made = Autosave(store, work.take, delay_ms=0, retry_ms=0)
    yield made
    store.may_go_on.set()
    made.close()


def is_saved(autosave: Autosave) -> Callable[[], None]:
    def check() -> None:
        assert autosave.state.status is SaveStatus.SAVED

    return check


def test_saved_is_said_only_after_the_store_is_done(
    autosave: Autosave, store: FakeStore, qtbot: QtBot
) -> None:
    store.may_go_on.clear()

    autosave.schedule()
    assert autosave.state.status is SaveStatus.SAVING
    assert store.written == []

    store.may_go_on.set()
    qtbot.waitUntil(is_saved(autosave))
    assert len(store.written) == 1


def test_what_changes_while_saving_is_saved_next(
    autosave: Autosave, store: FakeStore, work: Work, qtbot: QtBot
) -> None:
    store.may_go_on.clear()
    autosave.schedule()
    qtbot.waitUntil(lambda: autosave._running is not None)
    for _ in range(3):
        work.version += 1
        autosave.schedule()

    store.may_go_on.set()

    qtbot.waitUntil(is_saved(autosave))
    assert [written.id for written in store.written] == ["0", "3"]


def test_a_failure_is_shown_and_tried_again(
    autosave: Autosave, store: FakeStore, qtbot: QtBot
) -> None:
    store.failures = 2
    seen = []
    autosave.state_changed.connect(lambda state: seen.append(state.status))

    autosave.schedule()

    qtbot.waitUntil(lambda: bool(store.written))
    qtbot.waitUntil(is_saved(autosave))
    assert SaveStatus.FAILED in seen


def test_flush_saves_at_once_and_tells_how_it_went(
    autosave: Autosave, store: FakeStore, work: Work
) -> None:
    autosave.schedule()
    assert autosave.flush().status is SaveStatus.SAVED
    assert len(store.written) == 1

    store.failures = 1
    work.version = 1
    autosave.schedule()
    state = autosave.flush()

    assert state.status is SaveStatus.FAILED
    assert isinstance(state.error, SaveError)
    assert autosave.flush().status is SaveStatus.SAVED
    assert store.written[-1].id == "1"


def test_what_others_wrote_is_taken_in_before_more_is_saved(
    autosave: Autosave, store: FakeStore, work: Work, qtbot: QtBot
) -> None:
    store.theirs = AnnotationSet(id="theirs", about=About(title="書"))
    taken_in: list[tuple[str, list[str]]] = []
    autosave.merged.connect(
        lambda merged, _: taken_in.append((merged.id, [each.id for each in store.written]))
    )
    store.may_go_on.clear()
    autosave.schedule()
    qtbot.waitUntil(lambda: autosave._running is not None)
    autosave.refresh()
    work.version = 1
    autosave.schedule()

    QTimer.singleShot(0, store.may_go_on.set)
    state = autosave.flush()

    assert state.status is SaveStatus.SAVED
    assert taken_in == [("theirs", ["0"])]
    assert [each.id for each in store.written] == ["0", "1"]


def test_it_may_be_closed_and_deleted_while_it_is_waited_for(
    qtbot: QtBot, store: FakeStore, work: Work
) -> None:
    autosave = Autosave(store, work.take, delay_ms=0, retry_ms=0)
    store.may_go_on.clear()
    autosave.schedule()

    def close() -> None:
        autosave.close()
        autosave.destroyed.connect(store.may_go_on.set)
        autosave.deleteLater()

    QTimer.singleShot(0, close)
    state = autosave.flush()

    assert state.status is SaveStatus.SAVING
    qtbot.waitUntil(lambda: len(store.written) == 1)


def test_there_is_nothing_to_flush_when_nothing_changed(
    autosave: Autosave, store: FakeStore
) -> None:
    assert autosave.flush().status is SaveStatus.SAVED
    assert store.written == []


def test_who_never_pauses_is_saved_all_the_same(qtbot: QtBot, store: FakeStore, work: Work) -> None:
    autosave = Autosave(store, work.take, delay_ms=60)
    strokes = QTimer(interval=0)
    strokes.timeout.connect(autosave.schedule)

    strokes.start()
    try:
        qtbot.waitUntil(lambda: len(store.written) >= 2)
    finally:
        strokes.stop()
        autosave.close()


def test_an_error_nobody_expected_is_shown_and_tried_again(
    autosave: Autosave, store: FakeStore, qtbot: QtBot
) -> None:
    store.error = RuntimeError("out of luck")
    store.failures = 1
    failed = []
    autosave.state_changed.connect(
        lambda state: failed.append(state) if state.status is SaveStatus.FAILED else None
    )

    autosave.schedule()

    qtbot.waitUntil(is_saved_after(autosave, failed))
    assert len(store.written) == 1
    assert "out of luck" in str(failed[0].error)


def is_saved_after(autosave: Autosave, failed: list[SaveState]) -> Callable[[], bool]:
    return lambda: bool(failed) and autosave.state.status is SaveStatus.SAVED


def test_an_error_nobody_expected_is_told_by_flush(autosave: Autosave, store: FakeStore) -> None:
    store.error = RuntimeError("out of luck")
    store.failures = 1
    autosave.schedule()

    assert autosave.flush().status is SaveStatus.FAILED

    assert autosave.flush().status is SaveStatus.SAVED
    assert len(store.written) == 1
