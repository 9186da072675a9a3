"""What is raised where Qt calls us: it never leaves an override, and is told of once, in words."""

from __future__ import annotations

import inspect
import os
import stat
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame

from reader.gui.app.entry import render
from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.gui.widgets.fault_report import Faults
from reader.gui.widgets.guard import guarded
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from tests.drills.overrides import overrides
from tests.support.run_python import run_python

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document


@pytest.fixture
def faults(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[Faults, list[str]]]:
    del qtbot  # there is an application
    made = Faults(tmp_path / "cache" / "faults.txt")
    made.take_over()
    told: list[str] = []
    made.told.connect(told.append)
    yield made, told
    made.give_back()


def raise_(error: BaseException) -> None:
    raise error


def test_each_override_of_a_method_of_qt_is_guarded() -> None:
    found = dict(overrides())

    assert len(found) > 50
    assert [name for name, method in found.items() if inspect.unwrap(method) is method] == []


@pytest.mark.parametrize("mode", ["each", "creeping"])
def test_the_window_lives_while_its_overrides_raise(mode: str) -> None:
    outcome = run_python("-m", "tests.drills.overrides", mode)

    assert outcome.returncode == 0, outcome.stderr
    *untouched, last = outcome.stdout.split()
    assert last == "alive"
    if mode == "creeping":
        assert untouched == []


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError(None), RecursionError(), MemoryError(), SystemExit(3)]
)
def test_whatever_is_raised_an_override_answers(
    error: BaseException, faults: tuple[Faults, list[str]]
) -> None:
    @guarded(7)
    def override() -> int:
        raise error

    assert override() == 7
    (said,) = faults[1]
    assert type(error).__name__ in said


class Watcher(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.watched = QObject()

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return watched is self.watched


def test_what_the_collector_takes_apart_is_asked_no_more(faults: tuple[Faults, list[str]]) -> None:
    event = QEvent(QEvent.Type.LayoutRequest)
    watcher = Watcher()
    assert watcher.eventFilter(watcher.watched, event)

    vars(watcher).clear()

    assert not watcher.eventFilter(watcher, event)
    assert faults[1] == []


def test_what_lacks_an_attribute_only_is_told_of(faults: tuple[Faults, list[str]]) -> None:
    watcher = Watcher()
    vars(watcher)["other"] = vars(watcher).pop("watched")

    assert not watcher.eventFilter(watcher, QEvent(QEvent.Type.LayoutRequest))

    (said,) = faults[1]
    assert "AttributeError" in said


def test_a_fault_is_told_once_for_each_place(
    faults: tuple[Faults, list[str]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = tmp_path / "cache" / "faults.txt"

    for _ in range(3):
        guarded(None)(lambda: raise_(ValueError("甲\n\x1b[31m乙")))()
    guarded(None)(lambda: raise_(KeyError("丙")))()

    first, second = faults[1]
    assert first.startswith("Something in the program went wrong (ValueError, test_guard.py:")
    assert str(log) in first
    assert "KeyError" in second
    assert capsys.readouterr().err.splitlines() == [first, second]
    assert "\x1b" not in first
    details = log.read_text("utf-8")
    assert details.count("Traceback") == 2
    assert "甲" in details
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("stands_there", ["a pipe", "a folder", "a file for a folder"])
def test_without_a_file_for_details_a_fault_is_told_all_the_same(
    faults: tuple[Faults, list[str]], tmp_path: Path, stands_there: str
) -> None:
    log = tmp_path / "cache" / "faults.txt"
    if stands_there == "a file for a folder":
        log.parent.touch()
    else:
        log.parent.mkdir()
        os.mkfifo(log) if stands_there == "a pipe" else log.mkdir()

    guarded(None)(lambda: raise_(ValueError("x")))()

    (said,) = faults[1]
    assert said.endswith("Please report it.")


def test_the_file_of_details_does_not_grow_without_end(
    faults: tuple[Faults, list[str]], tmp_path: Path
) -> None:
    log = tmp_path / "cache" / "faults.txt"
    log.parent.mkdir()
    log.write_bytes(b"x" * 2_000_000)

    guarded(None)(lambda: raise_(ValueError("x")))()

    assert log.stat().st_size < 10_000


def test_faults_without_end_are_told_of_up_to_a_number(faults: tuple[Faults, list[str]]) -> None:
    for number in range(300):
        error = type(f"Fault{number}Error", (Exception,), {})()
        guarded(None)(partial(raise_, error))()

    assert len(faults[1]) == 100


def test_a_fault_of_a_slot_a_timer_and_a_thread_is_told_of(
    faults: tuple[Faults, list[str]], qtbot: QtBot
) -> None:
    sender = QObject()
    sender.objectNameChanged.connect(lambda _: raise_(KeyError("slot")))
    sender.setObjectName("other")
    QTimer.singleShot(0, lambda: raise_(ValueError("timer")))
    thread = threading.Thread(target=lambda: raise_(TypeError("thread")))
    thread.start()
    thread.join()

    qtbot.waitUntil(lambda: len(faults[1]) == 3)
    for kind in ("KeyError", "ValueError", "TypeError"):
        assert sum(kind in said for said in faults[1]) == 1


def test_where_the_terminal_is_gone_a_fault_is_told_in_the_window(
    faults: tuple[Faults, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - closed on purpose
    closed.close()
    for stream, error in ((closed, ValueError("x")), (None, KeyError("x"))):
        monkeypatch.setattr(sys, "stderr", stream)
        guarded(None)(partial(raise_, error))()

    assert len(faults[1]) == 2


def test_the_window_says_so_after_what_it_says(
    faults: tuple[Faults, list[str]], tmp_path: Path, article: Path, qtbot: QtBot
) -> None:
    windows = Windows(
        Library(tmp_path / "library"), DeviceState(SettingsStore(tmp_path / "settings"))
    )
    faults[0].told.connect(windows.tell, Qt.ConnectionType.QueuedConnection)
    guarded(None)(lambda: raise_(KeyError("before there is a window")))()
    windows.show_files([article])
    (window,) = windows.open_ones
    qtbot.waitUntil(lambda: window.article_path == article)
    window.say("First this.")

    guarded(None)(lambda: raise_(ValueError("x")))()

    qtbot.waitUntil(lambda: len(window._notification_bar._waiting) == 1)
    assert window.notification == "First this."
    window._notification_bar._show_next()
    notification = window.findChild(QFrame, "notification")
    assert notification is not None
    assert notification.isVisible()
    assert "ValueError" in window.notification
    assert window.close()


def test_a_picture_that_lacks_something_is_not_written(
    tmp_path: Path, make_document: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, before = tmp_path / "page.png", sys.excepthook
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("reader.gui.page.surface.paint_page", lambda *_: raise_(ValueError("x")))

    with pytest.raises(SystemExit) as ended:
        render(
            make_document("燈下讀書\n"),
            None,
            out,
            refused=(),
            size=(300, 300),
            target="original",
            theme="light",
            is_vertical=False,
            ruby=None,
            at=None,
        )

    assert ended.value.code == 1
    assert not out.exists()
    assert sys.excepthook is before


@pytest.mark.parametrize("is_kept_open", [True, False])
def test_a_window_that_cannot_save_for_a_fault_stays_once(
    make_window: Callable[..., QObject],
    article: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    is_kept_open: bool,
) -> None:
    window = make_window()
    assert window.open_now(article)
    with monkeypatch.context() as fault, qtbot.capture_exceptions() as raised:
        fault.setattr(window.controller, "leave", lambda: raise_(ValueError("x")))
        assert not window.close()
        assert window.isVisible()
        if is_kept_open:
            assert window.close()
            window.show()
    assert {kind for kind, _, _ in raised} == {ValueError}
