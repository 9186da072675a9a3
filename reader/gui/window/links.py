"""Opening what a note links to, in the program that the desktop has for it."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from reader.annotation.note_markdown import OPENED


def open_link(address: str) -> None:
    """Open an address of the web or of mail; nothing else is opened."""
    if address.casefold().startswith(OPENED):
        QDesktopServices.openUrl(QUrl(address))
