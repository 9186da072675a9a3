"""Font faces that are no longer used: Qt keeps them until it is made to free them.

Qt loads the faces of a font for each size again, and where a character is in few of them, one after
the other: up to 9 MB for one size. What it keeps, it reckons to be far less than it is, so that it
hardly ever frees any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_FONTS = 16
"""Fonts made before what is unused is let go of: two sizes of a page, in all that it is set in."""


class Faces:
    """Counts the fonts made since Qt last let go of the faces that nothing is set in."""

    def __init__(self, *forget: Callable[[], None]) -> None:
        """Count from nothing.

        Args:
            forget: empty the caches that hold fonts.
        """
        self._forget = forget
        self._made = 0

    def also_forget(self, forget: Callable[[], None]) -> None:
        """Let something else be called that empties a cache of what is set in fonts."""
        self._forget = (*self._forget, forget)

    def note_made(self) -> None:
        """Count one more font; soon after the last one that may be, those unused go."""
        self._made += 1
        # Not now, while a text is being set: the faces of the next line may not change below it.
        if self._made == MOST_FONTS and (application := QCoreApplication.instance()):
            QTimer.singleShot(0, application, self.let_go)

    def let_go(self) -> None:
        """Let Qt forget all faces but those that something which is set in them holds.

        Even where no font was made since: what stayed on a page loads its faces again as it is
        painted.
        """
        self._made = 0
        for forget in self._forget:
            forget()
        # Naming the same faces as before changes nothing but that: it empties Qt's cache.
        QFontDatabase.setApplicationEmojiFontFamilies(QFontDatabase.applicationEmojiFontFamilies())
        # What the interface's font loads from now on is in no cache, and stays as long as it does.
        application = QCoreApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(_anew(application.font()))


def _anew(font: QFont) -> QFont:
    """Return a font that is equal to another and has loaded nothing yet."""
    copy = QFont(font)
    # As it is changed it lets go of what it shares with the other.
    copy.setBold(not font.bold())
    copy.setWeight(font.weight())
    return copy
