"""Work in a thread: heard of once, in the window's thread, and no more once it is cancelled."""

from __future__ import annotations

import sys
import threading
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from reader.errors import SourceMissingError
from reader.gui.widgets.background_job import BackgroundJob, JobProgress
from reader.progress import Cancelled, Stretch
from tests.places import ROOT
from tests.support.patience import LONGEST_S
from tests.support.run_python import run_python

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


class Heard:
    """What a job told, in order, with the thread it was heard in."""

    def __init__(self, job: BackgroundJob) -> None:
        self.all: list[tuple[str, object]] = []
        self.threads: set[int] = set()
        self.job = job
        job.progress.connect(lambda value: self._take("progress", value))
        job.item.connect(lambda value: self._take("item", value))
        job.result.connect(lambda value: self._take("result", value))
        job.error.connect(lambda value: self._take("error", value))
        job.ended.connect(lambda: self._take("ended", None))

    def _take(self, kind: str, value: object) -> None:
        self.all.append((kind, value))
        self.threads.add(threading.get_ident())

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.all]


class Gate:
    """Work that goes on only when a test lets it."""

    def __init__(self) -> None:
        self.has_begun, self.goes_on, self.is_over = Event(), Event(), Event()
        self.was_cancelled = False

    def __call__(self, progress: JobProgress) -> str:
        self.has_begun.set()
        try:
            assert self.goes_on.wait(LONGEST_S)
            progress.report(0.5)
        except Cancelled:
            self.was_cancelled = True
            raise
        finally:
            self.is_over.set()
        return "done"


def finished(job: BackgroundJob, qtbot: QtBot) -> Heard:
    heard = Heard(job)
    with qtbot.waitSignal(job.ended):
        job.start()
    return heard


def test_what_is_returned_is_heard_in_the_threads_own(qtbot: QtBot) -> None:
    worked_in: list[int] = []

    def work(progress: JobProgress) -> str:
        worked_in.append(threading.get_ident())
        progress.report(0.25)
        progress.tell("part")
        return "whole"

    heard = finished(BackgroundJob(work), qtbot)

    assert heard.all == [
        ("progress", 0.25), ("item", "part"), ("result", "whole"), ("ended", None),
    ]  # fmt: skip
    assert heard.threads == {threading.get_ident()}
    assert worked_in != [threading.get_ident()]


def test_an_expected_error_is_told_and_no_fault(qtbot: QtBot, faults: list[BaseException]) -> None:
    error = SourceMissingError(ROOT)

    def work(_: JobProgress) -> None:
        raise error

    assert finished(BackgroundJob(work), qtbot).all == [("error", error), ("ended", None)]
    assert faults == []


@pytest.mark.parametrize("kind", [ValueError, MemoryError, RecursionError, SystemExit])
def test_a_fault_is_reported_once(
    qtbot: QtBot, faults: list[BaseException], kind: type[BaseException]
) -> None:
    error = kind("something unforeseen")

    def work(_: JobProgress) -> None:
        raise error

    assert finished(BackgroundJob(work), qtbot).all == [("error", error), ("ended", None)]
    assert faults == [error]


def test_what_is_cancelled_is_heard_of_no_more(qtbot: QtBot) -> None:
    gate = Gate()
    job = BackgroundJob(gate)
    heard = Heard(job)
    job.start()
    assert gate.has_begun.wait(LONGEST_S)
    assert job.is_running

    job.cancel()
    assert heard.kinds() == ["ended"]
    assert not job.is_running
    gate.goes_on.set()
    assert gate.is_over.wait(LONGEST_S)
    finished(BackgroundJob(lambda _: None), qtbot)

    assert heard.kinds() == ["ended"]
    assert gate.was_cancelled


def test_cancelling_before_the_start_or_after_the_end_does_nothing(qtbot: QtBot) -> None:
    early = BackgroundJob(lambda _: "never")
    heard = Heard(early)
    early.cancel()
    early.start()
    late = BackgroundJob(lambda _: "there")
    after = finished(late, qtbot)
    late.cancel()

    assert heard.kinds() == ["ended"]
    assert after.kinds() == ["result", "ended"]


def test_a_job_whose_owner_is_gone_ends(qtbot: QtBot) -> None:
    gate, owner = Gate(), QObject()
    job = BackgroundJob(gate, owner)
    heard = Heard(job)
    job.start()
    assert gate.has_begun.wait(LONGEST_S)

    with qtbot.waitSignal(job.ended):
        owner.deleteLater()
    gate.goes_on.set()
    assert gate.is_over.wait(LONGEST_S)

    assert heard.kinds() == ["ended"]
    assert gate.was_cancelled


def test_one_that_waits_keeps_no_other_from_its_work(qtbot: QtBot) -> None:
    gates = [Gate() for _ in range(3)]
    jobs = [BackgroundJob(gate) for gate in gates]
    for job in jobs:
        job.start()

    assert finished(BackgroundJob(lambda _: "quick"), qtbot).kinds() == ["result", "ended"]

    for job, gate in zip(jobs, gates, strict=True):
        job.cancel()
        gate.goes_on.set()
        assert gate.is_over.wait(LONGEST_S)


def test_small_steps_are_told_together(qtbot: QtBot) -> None:
    def work(progress: JobProgress) -> None:
        for step in range(100_000):
            progress.report(step / 100_000)

    assert len(finished(BackgroundJob(work), qtbot).all) < 110


def test_a_stretch_is_a_part_of_the_whole(qtbot: QtBot) -> None:
    def work(progress: JobProgress) -> None:
        Stretch(Stretch(progress, 0.5, 1.0), 0.0, 0.5).report(1.0)

    assert finished(BackgroundJob(work), qtbot).all[0] == ("progress", 0.75)


_ENDING = """
import os
from threading import Event
from PySide6.QtCore import QCoreApplication
from reader.gui.widgets.background_job import BackgroundJob, shut_down

app = QCoreApplication([])
begun = Event()

def work(progress):
    begun.set()
    {work}

BackgroundJob(work).start()
begun.wait()
is_done = shut_down({patience})
print(is_done, flush=True)
if not is_done:
    os._exit(0)
"""


@pytest.mark.parametrize(
    ("work", "patience", "is_done"),
    [
        ("Event().wait()", 0.1, False),
        ("while True: pass", 0.1, False),
        ("while True: progress.report(0.5)", 20, True),
    ],
    ids=["waits for ever", "works for ever", "listens"],
)
def test_the_program_ends_whatever_a_job_does(work: str, patience: float, is_done: bool) -> None:
    done = run_python("-c", _ENDING.format(work=work, patience=patience))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == str(is_done)


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What was reported as a fault of the program."""
    told: list[BaseException] = []
    hook: Callable[..., None] = lambda kind, error, trace: told.append(error)  # noqa: E731
    monkeypatch.setattr(sys, "excepthook", hook)
    return told
