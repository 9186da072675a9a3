"""The Qt application: one for the process, speaking the user's language."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

from reader.gc_pause import share_one_heap
from reader.gui.app.display import has_display
from reader.gui.app.qt_localization import localize
from reader.gui.app.qt_messages import failure_in_words
from reader.gui.widgets.icons import application_icon

if TYPE_CHECKING:
    from collections.abc import MutableMapping


_TURN_SECONDS = 0.0005
"""How long another thread runs on when the window's wants its turn. Python's usual 5 ms, at each
turn that a frame takes, is felt while thousands of notes are saved."""


LOGGING_RULES = "qt.text.font.db.info=false\nqt.text.font.db.warning=false"
"""Where characters are of a script that no face here shapes, Qt says so of each face, hundreds of
times. QT_LOGGING_RULES overrides it."""


def application(locale: str) -> QApplication:
    """Return the application, made on the first call."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    use_reachable_input_method(os.environ)
    sys.setswitchinterval(_TURN_SECONDS)
    share_one_heap()
    QLoggingCategory.setFilterRules(LOGGING_RULES)
    with failure_in_words():
        app = QApplication(sys.argv[:1])
    app.setApplicationName("quandian")
    app.setDesktopFileName("quandian")
    app.setWindowIcon(application_icon())
    app.setStyle("Fusion")
    localize(app, locale)
    return app


def use_reachable_input_method(environ: MutableMapping[str, str]) -> None:
    """Send Chinese input by the one way that Qt's wheels know.

    Fcitx wants a plugin of its own, which the wheels lack: with QT_IM_MODULE=fcitx no character
    could be typed. Fcitx speaks the protocol of ibus too, and the wheels have the plugin for that.
    """
    if environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        environ["QT_IM_MODULE"] = "ibus"
