"""For how long the window's thread stood still, on a machine that has more to do."""

from __future__ import annotations

import time
import weakref
from threading import Thread

import pytest

from tests.walk.watch import STALL_S, Complaints, Schedule, Watchdog, schedules, stalled_s


@pytest.mark.parametrize(
    ("own", "others", "stalled"),
    [
        (Schedule(0.1, 0.0), [], 2.0),  # asleep, nobody knows why
        (Schedule(2.0, 0.0), [Schedule(0.0, 2.0)], 2.0),  # at work, whoever else waits
        (Schedule(0.1, 1.5), [], 0.5),  # the machine had other things to do
        (Schedule(0.1, 0.0), [Schedule(0.2, 1.5)], 0.5),  # so had it for who held a lock
        (Schedule(0.1, 0.0), [Schedule(0.2, 1.0), Schedule(0.1, 0.5)], 0.5),
        (Schedule(0.1, 0.5), [Schedule(0.2, 5.0)], 0.1),
    ],
)
def test_time_that_the_machine_took_is_no_stall(
    own: Schedule, others: list[Schedule], stalled: float
) -> None:
    assert stalled_s(2.0, own, others) == pytest.approx(stalled)


class Told(Complaints):
    """Complaints that are not printed."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def add(self, what: str) -> None:
        self.all.append(what)


def at_work() -> weakref.ref[Told]:
    held = Told()
    ends = time.thread_time() + 1.5 * STALL_S
    while time.thread_time() < ends:
        pass
    return weakref.ref(held)


def test_a_thread_at_work_is_seen_and_where_it_is() -> None:
    told = Told()
    dog = Watchdog(told)
    dog.beat()
    assert told.all == []

    held = at_work()
    dog.beat()
    dog.beat()
    assert held() is None  # what the thread had then is in no frame that is still known
    dog.close()

    assert [__name__.rpartition(".")[2] in each for each in told.all] == [True]
    assert dog.longest_s > STALL_S


def test_how_time_went_by_is_told_of_each_thread() -> None:
    before = schedules()
    ended: list[str] = []
    thread = Thread(target=lambda: ended.extend(schedules().keys() - before.keys()))
    thread.start()
    thread.join()

    assert before
    assert len(ended) == 1
