"""Which key scrolls a page, how far and which way.

Arrows point to where the text goes on: down a page of lines, to the left over one of columns. Pages
are turned by all four, as those of a book lie beside each other.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from reader.gui.page.writing_mode import WritingMode


class By(Enum):
    """What a key scrolls by."""

    LINE = auto()
    SCREEN = auto()
    WHOLE = auto()
    """To an end of the text."""


class Scroll(NamedTuple):
    """What a key asks for."""

    by: By
    times: int
    """Less than 0 for back."""


_KEYS = {
    Qt.Key.Key_Up: Scroll(By.LINE, -1),
    Qt.Key.Key_Down: Scroll(By.LINE, 1),
    Qt.Key.Key_PageUp: Scroll(By.SCREEN, -1),
    Qt.Key.Key_PageDown: Scroll(By.SCREEN, 1),
    Qt.Key.Key_Space: Scroll(By.SCREEN, 1),
    Qt.Key.Key_Home: Scroll(By.WHOLE, -1),
    Qt.Key.Key_End: Scroll(By.WHOLE, 1),
}
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def scroll_of(event: QKeyEvent, mode: WritingMode, *, is_paged: bool) -> Scroll | None:
    """Return what a key asks for; None where it does not scroll.

    Args:
        event: of the key.
        mode: which way the text runs.
        is_paged: whether it is shown page by page.
    """
    key = Qt.Key(event.key())
    scroll = _KEYS.get(key)
    if key in _SIDEWAYS and (mode.is_vertical or is_paged):
        scroll = Scroll(By.LINE, -_SIDEWAYS[key] if mode.is_vertical else _SIDEWAYS[key])
    if scroll is None:
        return None
    if key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        scroll = Scroll(By.SCREEN, -1)
    return scroll._replace(by=By.SCREEN) if is_paged and scroll.by is By.LINE else scroll
