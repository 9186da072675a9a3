"""Words of others as they are: Qt would read some as HTML, load pictures, and take & for a key."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

_CONTROLS = frozenset(("Cc", "Zl", "Zp"))
"""Of Unicode's general categories: control characters, line and paragraph separators."""
_DIRECTIONS = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""What turns the direction of writing, also of the words that follow."""

MOST_SHOWN = 20_000
"""Characters of one text of others that are laid out. A megabyte takes the window seconds, at every
stroke and every turn of the wheel."""


class PlainLabel(QLabel):
    """A label that shows what it is given, and never takes it for HTML."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """Return what a tool tip must be given to show a text as it is."""
    if "<" not in text:
        return text  # without such a sign Qt takes nothing for HTML
    from html import escape

    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'


def plain_caption(text: str) -> str:
    """Return what a button or a menu must be given to show a text as it is."""
    return text.replace("&", "&&")


def plain_window_title(text: str) -> str:
    """Return what a window must be given to show a text as it is, `[*]` too: its mark of edits."""
    return text.replace("[*]", "[*][*]")


def beginning_of(text: str, most: int = MOST_SHOWN) -> str:
    """Return as much of a text as is laid out; … stands for the rest."""
    return text if len(text) <= most else f"{text[:most]}…"


def in_a_line(text: str) -> str:
    """Return a text on one line, written in the direction of the words around it."""
    return "".join(
        " " if unicodedata.category(character) in _CONTROLS else character
        for character in text.translate(_DIRECTIONS)
    )
