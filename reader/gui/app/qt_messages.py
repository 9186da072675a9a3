"""What Qt says while it starts: where it cannot, the reason in words instead of an abort."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

from reader.localization import locale_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def failure_in_words() -> Iterator[None]:
    """While the application is made, end the process with 1 and a sentence where Qt would abort.

    Nothing is raised there that could be caught: Qt gives its reasons as warnings, then a message
    that it is going to abort, and does so as soon as that has been taken note of.
    """
    said: list[str] = []

    def listen(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        line = qFormatLogMessage(kind, context, message)
        if kind is QtMsgType.QtFatalMsg:
            from reader.bootstrap.trouble import explain_qt  # with all that setting up takes

            tell(explain_qt("\n".join(said or [line]), locale_in_use()))
            os._exit(1)
        said.append(line)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    for line in said:
        tell(line)


def tell(line: str) -> None:
    """Write a line to the terminal the program was started from, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
