"""What a screen reader hears of the window, over the bus that screen readers use on Linux."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import pytest

from tests.places import ROOT
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SYSTEM_PYTHON = "/usr/bin/python3"
LISTENER = ROOT / "tests" / "support" / "listener.py"
FIRST = "一本舊書放在桌上，紙已經黃了，字還是清楚的，𠮷先生翻開第一頁，前人的朱筆圈點就在那裡。"
SECOND = "有人讀書從最後一頁讀起，說後記裡有作者的真心話，讀過再回頭看正文，處處都是伏筆。"
ARTICLE = f"# 燈下：怎樣讀一本舊書\n\n{FIRST}\n\n{SECOND}\n\n" + f"{FIRST}{SECOND}\n\n" * 60


class Program:
    """A process that is told things by lines, and says things by lines."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.heard: list[dict[str, Any]] = []

    def tell(self, line: str) -> None:
        assert self._process.stdin is not None
        print(line, file=self._process.stdin, flush=True)

    def line(self) -> str:
        """Wait for a line; one that never comes ends the process, and with it the wait."""
        assert self._process.stdout is not None
        patience = Timer(LONGEST_S, self._process.kill)
        patience.start()
        line = self._process.stdout.readline()
        patience.cancel()
        assert line, f"nothing more after {self.heard[-5:]}"
        return line

    def hears(self, event: str, **expected: Any) -> dict[str, Any]:
        """Wait for an event of some kind, of which some things are known."""
        while True:
            said = json.loads(self.line())
            self.heard.append(said)
            is_it = event in said["event"]
            if is_it and all(said.get(key) == value for key, value in expected.items()):
                return said


@contextmanager
def running(*command: str, env: Mapping[str, str]) -> Iterator[Program]:
    with subprocess.Popen(
        command,
        env=env,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield Program(process)
        finally:
            process.kill()


def what_is_missing() -> str:
    """Return what there is not of what this needs; empty where all is there."""
    for command in ("Xvfb", "dbus-daemon", SYSTEM_PYTHON):
        if shutil.which(command) is None:
            return command
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        return "at-spi2-core"
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([SYSTEM_PYTHON, "-c", asked], capture_output=True, check=False).returncode:
        return "gir1.2-atspi-2.0 and python3-gi"
    return ""


@pytest.fixture(scope="module")
def env() -> Iterator[dict[str, str]]:
    """Where programs have a screen and a bus to themselves."""
    if missing := what_is_missing():
        pytest.skip(f"no screen reader can be had here: {missing} is missing")
    with ExitStack() as stack:
        private = stack.enter_context(tempfile.TemporaryDirectory())
        env = os.environ | {
            "HOME": private,
            "XDG_RUNTIME_DIR": private,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONUNBUFFERED": "1",
        }
        screen = ("Xvfb", "-displayfd", "1", "-screen", "0", "1200x900x24", "-nolisten", "tcp")
        bus = ("dbus-daemon", "--session", "--print-address", "--nofork")
        env["DISPLAY"] = f":{stack.enter_context(running(*screen, env=env)).line().strip()}"
        address = stack.enter_context(running(*bus, env=env)).line().strip()
        yield env | {"DBUS_SESSION_BUS_ADDRESS": address}


@pytest.fixture
def window(env: dict[str, str], tmp_path: Path) -> Iterator[Program]:
    article = tmp_path / "article.md"
    article.write_text(ARTICLE, encoding="utf-8")
    script = "tests.support.spoken_to"
    command = (sys.executable, "-m", script, str(article), str(tmp_path / "library"))
    with running(*command, env=env) as program:
        if program.line() != "open\n":
            pytest.skip("no window can be shown here: libraries of X11 are missing")
        yield program


@pytest.fixture
def reader(window: Program, env: dict[str, str]) -> Iterator[Program]:
    """One that comes while the window is open."""
    with running(SYSTEM_PYTHON, "-W", "ignore", str(LISTENER), env=env) as program:
        program.hears("ready")
        window.tell("listened")
        assert window.line() == "listened\n"
        yield program
        window.tell("")


def test_caret_and_selection_are_heard(window: Program, reader: Program) -> None:
    window.tell("key Ctrl+Shift+Space")
    window.tell(f"show {FIRST[20:24]}")
    window.tell("key Right")

    said = reader.hears("caret-moved", paragraph=FIRST)

    assert said["name"] == "燈下：怎樣讀一本舊書"
    assert said["showing"]
    assert said["line"] in FIRST
    window.tell("key Shift+Right")
    window.tell("key Shift+Right")
    assert reader.hears("selection-changed", selected=FIRST[21:23])
    window.tell(f"select {SECOND[:7]}")
    assert reader.hears("selection-changed", selected=SECOND[:7])


def test_what_the_reader_does_is_done(window: Program, reader: Program) -> None:
    window.tell("key Ctrl+Shift+Space")
    window.tell(f"show {FIRST[:8]}")
    at = reader.hears("caret-moved", paragraph=FIRST)["caret"]

    reader.tell(f"caret {at + 5}")
    reader.hears("caret-moved", caret=at + 5)
    window.tell("key Shift+Right")

    reader.hears("selection-changed", selected=FIRST[5])
    reader.tell(f"select {at} {at + 4}")
    reader.hears("selection-changed", selected=FIRST[:4])
    window.tell("key Shift+Right")
    reader.hears("selection-changed", selected=FIRST[:5])


def test_a_turned_page_is_heard(window: Program, reader: Program) -> None:
    window.tell("key PgDown")
    first = reader.hears("caret-moved")
    window.tell("key PgDown")
    second = reader.hears("caret-moved")
    while second["caret"] == first["caret"]:  # said again as the text glided to its place
        second = reader.hears("caret-moved")

    assert second["caret"] > first["caret"] > 0
    assert second["line"] in FIRST + SECOND


def test_a_mark_is_heard_where_the_caret_comes_into_it(window: Program, reader: Program) -> None:
    window.tell("key Ctrl+Shift+Space")
    window.tell(f"select {FIRST[8:12]}")
    window.tell("key 2")
    window.tell("key Alt+3")
    window.tell("key Left")

    assert reader.hears("announcement")["sentence"] == "Green · Wavy line"


def test_a_notice_is_heard(window: Program, reader: Program) -> None:
    window.tell("say 這裡有一句話。")
    assert reader.hears("announcement", sentence="這裡有一句話。")
