"""Two starts, which are two processes; and what stands for a first one that hangs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from PySide6.QtNetwork import QLocalServer

from reader.gui.app import single_instance
from reader.gui.app.meeting_place import TAKEN
from reader.gui.app.single_instance import address_of, first_or_none
from tests.places import ROOT
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow

TEXT = "窗外的雨下了一整夜，書桌上的燈也亮了一整夜，讀到天明才把這一本讀完，合上書，雨也停了。\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills and stops as Unix does")


class Starts:
    """Starts the program, and ends what it started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self._run = TemporaryDirectory(prefix="quandian-")
        """Of a short name: those of sockets may not be long."""
        self._started: list[subprocess.Popen[str]] = []

    def article(self, name: str) -> Path:
        path = self.folder / f"{name}.txt"
        path.write_text(f"{name}\n\n{TEXT}", "utf-8")
        return path

    def start(self, *files: Path | str, library: Path | None = None) -> subprocess.Popen[str]:
        names = ("--library", library or self.library, *files)
        environ = {
            **os.environ,
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_RUNTIME_DIR": self._run.name,
        }
        process = subprocess.Popen(
            [sys.executable, ROOT / "main.py", *names],
            cwd=self.folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._started.append(process)
        return process

    def is_listening(self) -> bool:
        return any(path.is_socket() for path in Path(self._run.name).iterdir())

    def has_opened(self, name: str) -> bool:
        return any(self.library.glob(f"{name}--*/source.txt"))

    def running(self) -> list[subprocess.Popen[str]]:
        return [process for process in self._started if process.poll() is None]

    def end(self) -> None:
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        self._run.cleanup()


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    made = Starts(tmp_path)
    yield made
    made.end()


@pytest.fixture
def first(starts: Starts, qtbot: QtBot) -> subprocess.Popen[str]:
    process = starts.start(starts.article("first"))
    qtbot.waitUntil(lambda: starts.has_opened("first") and starts.is_listening())
    return process


def test_a_second_start_hands_its_files_over_and_ends(
    first: subprocess.Popen[str], starts: Starts, qtbot: QtBot
) -> None:
    starts.article("second")

    second = starts.start("second.txt")

    assert second.wait(LONGEST_S) == 0
    qtbot.waitUntil(lambda: starts.has_opened("second"))
    assert starts.running() == [first]


def test_a_second_start_with_several_files_leaves_the_first_alive(
    first: subprocess.Popen[str], starts: Starts, qtbot: QtBot
) -> None:
    names = ("second", "third", "fourth")
    files = [starts.article(name) for name in names]

    second = starts.start(*files, files[0], starts.folder / "missing.txt", starts.folder)

    assert second.wait(LONGEST_S) == 0
    qtbot.waitUntil(lambda: all(map(starts.has_opened, names)))
    assert starts.start().wait(LONGEST_S) == 0
    assert starts.running() == [first]


def test_after_a_kill_the_next_start_is_the_first(
    first: subprocess.Popen[str], starts: Starts, qtbot: QtBot
) -> None:
    first.send_signal(signal.SIGKILL)
    first.wait()

    second = starts.start(starts.article("second"))
    qtbot.waitUntil(lambda: starts.has_opened("second"))
    third = starts.start(starts.article("third"))

    assert third.wait(LONGEST_S) == 0
    qtbot.waitUntil(lambda: starts.has_opened("third"))
    assert starts.running() == [second]


def test_two_starts_at_the_same_moment_make_one_instance(starts: Starts, qtbot: QtBot) -> None:
    names = ("one", "two", "three")

    for name in names:
        starts.start(starts.article(name))

    qtbot.waitUntil(lambda: all(map(starts.has_opened, names)))
    qtbot.waitUntil(lambda: len(starts.running()) == 1)


def test_another_library_has_an_instance_of_its_own(
    first: subprocess.Popen[str], starts: Starts, qtbot: QtBot
) -> None:
    other = starts.folder / "other"

    second = starts.start(starts.article("second"), library=other)

    qtbot.waitUntil(lambda: any(other.glob("second--*/source.txt")))
    assert starts.running() == [first, second]


def test_a_first_one_that_hangs_does_not_hang_the_second(
    first: subprocess.Popen[str], starts: Starts, qtbot: QtBot
) -> None:
    first.send_signal(signal.SIGSTOP)

    second = starts.start(starts.article("second"))

    qtbot.waitUntil(lambda: starts.has_opened("second"))
    assert second.poll() is None


def test_who_is_asked_and_does_not_answer_is_told_of(qapp: QApplication, tmp_path: Path) -> None:
    del qapp  # without one, Qt's sockets do not work
    address = str(tmp_path / "socket")
    silent = QLocalServer()
    assert silent.listen(address)
    lock = first_or_none(address, [])
    assert lock is not None

    place = first_or_none(address, [tmp_path / "a.txt"], patience_s=0.2)

    assert place is not None
    assert place.lock is None
    assert place.is_unanswered
    silent.close()
    lock.lock.close()


class Clock:
    """Goes on by a second whenever somebody looks, and does something when it strikes."""

    def __init__(self, strikes: float, do: Callable[[], object]) -> None:
        self.now = 0.0
        self._strikes = strikes
        self._do = do

    def __call__(self) -> float:
        self.now += 1
        if self.now == self._strikes:
            self._do()
        return self.now


def test_a_first_one_that_is_still_starting_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = str(tmp_path / "socket")
    first = first_or_none(address, [])
    server = socket.socket(socket.AF_UNIX)
    heard: list[bytes] = []

    def listen() -> None:
        server.bind(address)
        server.listen()
        Thread(target=answer).start()

    def answer() -> None:
        connection, _ = server.accept()
        with connection:
            heard.append(connection.recv(1000))
            connection.sendall(TAKEN)

    monkeypatch.setattr(single_instance, "_AGAIN_S", 0)
    monkeypatch.setattr(single_instance, "monotonic", Clock(20, listen))

    assert first_or_none(address, [tmp_path / "a.txt"]) is None
    assert str(tmp_path / "a.txt").encode() in heard[0]
    server.close()
    first.lock.close()


def test_a_first_one_that_never_listens_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = str(tmp_path / "socket")
    first = first_or_none(address, [])
    clock = Clock(0, lambda: None)
    monkeypatch.setattr(single_instance, "_AGAIN_S", 0)
    monkeypatch.setattr(single_instance, "monotonic", clock)

    place = first_or_none(address, [tmp_path / "a.txt"])

    assert place is not None
    assert place.is_unanswered
    assert clock.now >= single_instance.STARTING_S
    first.lock.close()


def test_standard_input_is_read_where_it_was_given(tmp_path: Path) -> None:
    address = str(tmp_path / "socket")
    first = first_or_none(address, [])

    place = first_or_none(address, [Path("-")], patience_s=0.2)

    assert place is not None
    assert not place.is_unanswered
    first.lock.close()


def test_without_a_safe_place_every_start_is_its_own_and_says_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        place = first_or_none(None, [tmp_path / "a.txt"])

        assert place is not None
        assert place.lock is None
        assert not place.is_unanswered


def test_without_a_place_for_the_lock_every_start_is_its_own(tmp_path: Path) -> None:
    place = first_or_none(str(tmp_path / "nowhere" / "socket"), [])

    assert place is not None
    assert place.lock is None
    assert not place.is_unanswered


def test_an_address_is_that_of_a_configuration_and_a_library(tmp_path: Path) -> None:
    address = address_of(tmp_path / "config", tmp_path / "library")

    assert address is not None
    assert address == address_of(tmp_path / "config", tmp_path / "library")
    assert address != address_of(tmp_path / "config", tmp_path / "other")
    assert address != address_of(tmp_path / "other", tmp_path / "library")


def test_a_file_that_a_window_shows_is_shown_there(
    make_window: Callable[..., MainWindow], article: Path
) -> None:
    shown: list[Path] = []
    window = make_window(activate_existing=lambda path: not shown.append(path))

    window.open(article)

    assert shown == [article]
    assert window.session is None
