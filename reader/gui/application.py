"""The Qt application: one for the process, speaking the reader's language."""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication

from reader.gui.icons import application_icon
from reader.gui.localization import localize


def has_display() -> bool:
    """Tell whether a window can be shown, or a platform was chosen that needs none."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application(locale: str) -> QApplication:
    """Return the application, made on the first call."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(sys.argv[:1])
    app.setApplicationName("quandian")
    app.setDesktopFileName("quandian")
    app.setWindowIcon(application_icon())
    app.setStyle("Fusion")
    localize(app, locale)
    return app
