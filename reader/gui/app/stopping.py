"""Ending in order where the system asks for it: Ctrl+C, a terminal that is closed, a shutdown."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_AT_ONCE = 1000
"""Signals read together."""


class Stopping(QObject):
    """Ends the program at a signal; while it is ending, and may be asking, another kills it.

    Python hears of a signal only when it runs, and in Qt's loop it may not for hours: what the
    system's own handler writes to a socket wakes the loop.
    """

    def __init__(self, end: Callable[[], bool], parent: QObject | None = None) -> None:
        """Listen for signals.

        Args:
            end: ends the program; False where the user would rather stay.
            parent: the owner.
        """
        super().__init__(parent)
        self._end = end
        self._heard, self._told = socket.socketpair()
        for each in (self._heard, self._told):
            each.setblocking(False)
        self._notifier = QSocketNotifier(
            self._heard.fileno(), QSocketNotifier.Type.Read, parent=self
        )
        self._notifier.activated.connect(self._on_notifier_activated)
        numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._numbers = [each for each in numbers if not _is_to_be_ignored(each)]
        signal.set_wakeup_fd(self._told.fileno(), warn_on_full_buffer=False)
        self._set(self._on_signal)

    def _set(self, handler: Callable[..., object] | signal.Handlers) -> None:
        for number in self._numbers:
            signal.signal(number, handler)

    def _on_signal(self, *_: object) -> None:
        self._set(signal.SIG_DFL)

    def _on_notifier_activated(self) -> None:
        try:
            self._heard.recv(_AT_ONCE)
        except BlockingIOError:
            return
        if not self._end():
            self._set(self._on_signal)


def _is_to_be_ignored(number: int) -> bool:
    """Tell whether the parent process set a signal to be ignored, as `nohup` does.

    Not SIGINT: a script has it ignored by all it starts in the background, wanted or not.
    """
    return number != signal.SIGINT and signal.getsignal(number) is signal.SIG_IGN
