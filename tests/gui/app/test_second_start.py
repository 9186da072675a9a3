"""Who knocks at the first instance: later starts, many at once, and others who say anything."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.gui.app import instance_server
from reader.gui.app.instance_server import InstanceServer
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(os.name == "nt", reason="speaks to sockets as Unix has them")

ASKED = json.dumps({"files": ["/a.txt", "/b.txt"]}).encode() + b"\n"
FILES = [Path("/a.txt"), Path("/b.txt")]
TAKEN = b"taken\n"

_WAITS_WITHIN = """
import socket, sys
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from reader.gui.app.instance_server import InstanceServer

app = QCoreApplication([])
door = InstanceServer(sys.argv[1])
client = socket.socket(socket.AF_UNIX)
client.connect(sys.argv[1])

def on_files_arrived(files):
    # As a window does that is opened: Qt's loop runs, and the visitor is gone by then.
    client.close()
    for _ in range(50):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    print(*files, flush=True)
    QTimer.singleShot(0, app.quit)

door.files_arrived.connect(on_files_arrived)
client.sendall(b'{"files": ["/a.txt", "/b.txt"]}\\n')
sys.exit(app.exec())
"""


class Knocker:
    """Connects to the door without Qt, says bytes, and reads what is answered."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(address)
        self._socket.setblocking(False)
        self.heard = b""
        self.is_sent_away = False

    def say(self, data: bytes) -> Knocker:
        try:
            self._socket.sendall(data)
        except OSError:  # all that the system keeps of what nobody reads yet, or sent away
            self._socket.setblocking(False)
        return self

    def listen(self) -> bool:
        """Hear what there is; tell whether anything came of it: an answer, or the end."""
        try:
            data = self._socket.recv(1000)
        except BlockingIOError:
            return False
        except ConnectionError:
            data = b""
        self.heard += data
        self.is_sent_away = not data
        return True

    def leave(self) -> None:
        self._socket.close()


@pytest.fixture
def arrived() -> list[list[Path]]:
    return []


@pytest.fixture
def knock(
    tmp_path: Path, qtbot: QtBot, arrived: list[list[Path]]
) -> Iterator[Callable[[], Knocker]]:
    del qtbot  # there is an application
    address = str(tmp_path / "socket")
    door = InstanceServer(address)
    door.files_arrived.connect(arrived.append)
    knockers: list[Knocker] = []

    def one() -> Knocker:
        knockers.append(Knocker(address))
        return knockers[-1]

    yield one
    for knocker in knockers:
        knocker.leave()
    door.close()


def test_what_arrives_is_handed_on_outside_of_the_reading(tmp_path: Path) -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", _WAITS_WITHIN, tmp_path / "socket"],
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )

    assert (outcome.returncode, outcome.stdout) == (0, "/a.txt /b.txt\n"), outcome.stderr


def test_many_starts_at_once_are_all_answered(
    knock: Callable[[], Knocker], arrived: list[list[Path]], qtbot: QtBot
) -> None:
    knockers = [knock().say(ASKED) for _ in range(40)]

    qtbot.waitUntil(lambda: all(each.heard == TAKEN or each.listen() for each in knockers))

    assert arrived == [FILES] * 40


@pytest.mark.parametrize(
    "said",
    [
        b"\n",
        b"no json\n",
        b"\0\xff\xfe" * 100 + b"\n",
        b"null\n",
        b'"files"\n',
        b"[1]\n",
        b"{}\n",
        b'{"files": null}\n',
        b'{"files": {"0": "a"}}\n',
        b'{"files": [1]}\n',
        b'{"files": ["a", null]}\n',
        b'{"files": ["a"]\n',
        b"[" * 100_000 + b"\n",
        b"9" * 5_000 + b"\n",
        ASKED[:-1] + b"x\n",
    ],
)
def test_who_says_what_is_no_message_is_sent_away(
    said: bytes, knock: Callable[[], Knocker], arrived: list[list[Path]], qtbot: QtBot
) -> None:
    knocker = knock().say(said)

    qtbot.waitUntil(knocker.listen)

    assert knocker.is_sent_away
    assert arrived == []


def test_who_says_more_than_a_message_can_hold_is_sent_away(
    knock: Callable[[], Knocker], arrived: list[list[Path]], qtbot: QtBot
) -> None:
    knocker = knock()

    def is_sent_away_while_it_speaks() -> bool:
        knocker.say(b"a" * 100_000)
        return knocker.listen()

    qtbot.waitUntil(is_sent_away_while_it_speaks)

    assert knocker.is_sent_away
    assert arrived == []


@pytest.mark.parametrize("said", [b"", ASKED[:-1], b"{"])
def test_who_never_says_all_of_it_is_sent_away_in_the_end(
    said: bytes,
    tmp_path: Path,
    arrived: list[list[Path]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(instance_server, "_SILENCE_MS", 20)
    address = str(tmp_path / "socket")
    door = InstanceServer(address)
    door.files_arrived.connect(arrived.append)
    knocker = Knocker(address).say(said)

    qtbot.waitUntil(knocker.listen)

    assert knocker.is_sent_away
    assert arrived == []
    knocker.leave()
    door.close()


@pytest.mark.parametrize("said", [b"", b"{", ASKED[:-1], ASKED, ASKED * 2, b"no json\n"])
def test_who_leaves_at_any_moment_harms_nobody(
    said: bytes, knock: Callable[[], Knocker], arrived: list[list[Path]], qtbot: QtBot
) -> None:
    for _ in range(10):
        knock().say(said).leave()
    after = knock().say(ASKED)

    qtbot.waitUntil(after.listen)

    assert after.heard == TAKEN
    assert arrived[-1] == FILES


def test_a_visitor_is_heard_in_pieces_and_once(
    knock: Callable[[], Knocker], arrived: list[list[Path]], qtbot: QtBot
) -> None:
    knocker, other = knock().say(ASKED[:10]), knock().say(ASKED)
    qtbot.waitUntil(other.listen)

    knocker.say(ASKED[10:] + ASKED)
    qtbot.waitUntil(knocker.listen)
    last = knock().say(ASKED)
    qtbot.waitUntil(last.listen)

    assert knocker.heard == TAKEN
    assert arrived == [FILES] * 3
