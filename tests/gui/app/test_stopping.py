"""Signals that ask the program to end, which it does in order, and a second one that ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are sent as Unix does")

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from reader.gui.app import entry
from reader.gui.window.article_controller import ArticleController
from reader.gui.app.single_instance import InstanceRole

file, library, mode = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def on_shown(controller, article):
    session = article.session
    session.set_note(session.highlight(session.document.blocks[1].range, "blue"), "記")
    if mode == "asking":
        controller.leaving.connect(lambda: (print("asks", flush=True), QEventLoop().exec()))
    elif mode == "staying":
        leave, answers = controller.leave, iter((False, True))
        stays = lambda: print("stays", flush=True)
        controller.leave = lambda: (QTimer.singleShot(0, stays), next(answers) and leave())[1]
    elif mode == "dialog":
        QTimer.singleShot(0, QMessageBox(controller.parent()).exec)
    QTimer.singleShot(0, lambda: print("ready", flush=True))

init = ArticleController.__init__
def with_listener(self, *args):
    init(self, *args)
    self.shown.connect(lambda article: on_shown(self, article))
ArticleController.__init__ = with_listener
sys.exit(entry.open_windows([file], library=library, locale="en", place=InstanceRole(None, None)))
"""


class Running:
    """The program, with an article whose note is not saved yet."""

    def __init__(self, folder: Path, mode: str, before: str = "") -> None:
        file = folder / "article.txt"
        file.write_text("燈下讀書記\n\n有人讀書從最後一頁讀起。\n", "utf-8")
        self.library = folder / "library"
        self.process = subprocess.Popen(
            [sys.executable, "-c", before + PROGRAM, file, self.library, mode],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.wait_for("ready")

    def wait_for(self, word: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stderr is not None
        said = self.process.stdout.readline()
        assert said == word + "\n", self.process.stderr.read()

    def send(self, number: int) -> None:
        self.process.send_signal(number)

    def ended(self) -> tuple[int, str]:
        """Wait for the end; return the code and what was said on standard error."""
        _, errors = self.process.communicate(timeout=LONGEST_S)
        return self.process.returncode, "".join(
            line for line in errors.splitlines(True) if "plugin does not support" not in line
        )

    def has_saved(self) -> bool:
        return any(
            "記" in each.read_text("utf-8") for each in self.library.glob("*/annotations.json")
        )


@pytest.fixture(autouse=True)
def _hangups_are_heard() -> Iterator[None]:
    """Let what is started hear of them, also where these tests were started by `nohup`."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    running: list[Running] = []

    def start(mode: str = "plain", before: str = "") -> Running:
        running.append(Running(tmp_path, mode, before))
        return running[-1]

    yield start
    for each in running:
        each.process.kill()
        each.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order_with_all_saved(run: Callable[..., Running], number: int) -> None:
    running = run()

    running.send(number)

    assert running.ended() == (0, "")
    assert running.has_saved()


def test_it_ends_while_a_dialog_is_open(run: Callable[..., Running]) -> None:
    running = run("dialog")

    running.send(signal.SIGINT)

    assert running.ended() == (0, "")
    assert running.has_saved()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_ends_it_at_once(run: Callable[..., Running], number: int) -> None:
    running = run("asking")
    running.send(signal.SIGINT)
    running.wait_for("asks")

    running.send(number)

    assert running.ended() == (-number, "")


def test_who_would_rather_stay_is_asked_again_at_the_next(run: Callable[..., Running]) -> None:
    running = run("staying")

    running.send(signal.SIGINT)
    running.wait_for("stays")
    running.send(signal.SIGINT)

    assert running.ended() == (0, "")
    assert running.has_saved()


def test_what_was_to_be_ignored_is_ignored(run: Callable[..., Running]) -> None:
    running = run(before="import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n")

    running.send(signal.SIGHUP)
    running.send(signal.SIGINT)

    assert running.ended() == (0, "")
