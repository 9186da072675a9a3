"""Faults of the program itself: told once in words, with what a report needs in a file."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.controls import on_one_line
from reader.localization import tr

if TYPE_CHECKING:
    from types import TracebackType

_LARGEST_LOG = 1_000_000
"""Bytes, after which the file is started over."""
_MOST = 100
"""Places told of: a fault in each of a million notes fills no disk."""


class Faults(QObject):
    """Handles unhandled exceptions of any thread, in place of Python's trace on the terminal."""

    told = Signal(str)
    """A sentence for the user, once for each place in the program. Wherever it is emitted, what
    Qt is doing is to be finished first: connect it queued."""

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        """Make ready.

        Args:
            log: the file that gets the details; its folder need not exist.
            parent: the owner.
        """
        super().__init__(parent)
        self._log = log
        self._former = sys.excepthook, threading.excepthook
        self._known: set[tuple[str, str]] = set()

    @property
    def has_told(self) -> bool:
        """Whether there was any."""
        return bool(self._known)

    def take_over(self) -> None:
        """Take all faults of this process from now on."""
        self._former = sys.excepthook, threading.excepthook
        sys.excepthook = self._take
        threading.excepthook = lambda told: self._take(
            told.exc_type, told.exc_value, told.exc_traceback
        )

    def give_back(self) -> None:
        """Restore the handlers that were there before."""
        sys.excepthook, threading.excepthook = self._former

    def _take(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # There is nobody left to take a fault of this.
        with suppress(Exception):
            self._tell(kind, error, trace)

    def _tell(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        fault = kind.__name__, _place(trace)
        if fault in self._known or len(self._known) >= _MOST:
            return
        self._known.add(fault)
        details = "".join(traceback.format_exception(kind, error, trace))
        sentence = self._sentence(", ".join(filter(None, fault)), is_logged=self._write(details))
        print_line(sentence)
        self.told.emit(sentence)

    def _sentence(self, fault: str, *, is_logged: bool) -> str:
        if is_logged:
            said = tr(
                "Something in the program went wrong ({fault}). Please report it: the details"
                " are in {path}."
            )
        else:
            said = tr("Something in the program went wrong ({fault}). Please report it.")
        return on_one_line(said.format(fault=fault, path=self._log))

    def _write(self, details: str) -> bool:
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            # Not waiting: whatever stands there is not waited for.
            how = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)
            with open(os.open(self._log, how, 0o600), "ab") as file:  # noqa: PTH123 - private
                if file.tell() > _LARGEST_LOG:
                    file.truncate(0)
                file.write(details.encode("utf-8", "backslashreplace") + b"\n")
        except OSError:
            return False
        return True


def _place(trace: TracebackType | None) -> str:
    """Return the line of the program where something was raised last."""
    frames = traceback.extract_tb(trace)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""


def print_line(sentence: str) -> None:
    """Write a sentence to the terminal the program was started from, where there is one."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):  # the terminal may be gone
            sys.stderr.write(sentence.encode(errors="replace").decode() + "\n")
