"""Which key moves a caret by what.

Arrows go the way they point, whichever way the text runs: along a line or from line to line. What
no arrow is left for is under the fingers of one hand, in the same order from small to large: J and
L by clauses, U and O by sentences, I and K by paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt

from reader.gui.page.caret_moves import Step

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from reader.gui.page.writing_mode import WindowMapping


class Movement(NamedTuple):
    """What a key asks of a caret."""

    step: Step
    forward: bool
    extends: bool
    """Whether what is moved over is selected."""


_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_LETTERS = {
    Qt.Key.Key_J: (Step.CLAUSE, False),
    Qt.Key.Key_L: (Step.CLAUSE, True),
    Qt.Key.Key_U: (Step.SENTENCE, False),
    Qt.Key.Key_O: (Step.SENTENCE, True),
    Qt.Key.Key_I: (Step.PARAGRAPH, False),
    Qt.Key.Key_K: (Step.PARAGRAPH, True),
    Qt.Key.Key_Home: (Step.LINE_EDGE, False),
    Qt.Key.Key_End: (Step.LINE_EDGE, True),
}
_WITH_CONTROL = {
    Qt.Key.Key_Home: (Step.DOCUMENT, False),
    Qt.Key.Key_End: (Step.DOCUMENT, True),
    Qt.Key.Key_PageUp: (Step.SECTION, False),
    Qt.Key.Key_PageDown: (Step.SECTION, True),
}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_NOT_OURS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def movement_of(event: QKeyEvent, window: WindowMapping) -> Movement | None:
    """Return what a key asks of a caret; None for any other key."""
    key, held = Qt.Key(event.key()), event.modifiers()
    if held & _NOT_OURS:
        return None
    has_control, extends = bool(held & _CONTROL), bool(held & _SHIFT)
    if key in _ARROWS:
        return _by_arrow(window, _ARROWS[key], has_control=has_control, extends=extends)
    step, forward = (_WITH_CONTROL if has_control else _LETTERS).get(key, (None, False))
    return None if step is None else Movement(step, forward, extends)


def _by_arrow(
    window: WindowMapping, way: QPointF, *, has_control: bool, extends: bool
) -> Movement | None:
    start, end = window.to_point(QPointF(0, 0)), window.to_point(way)
    along, across = end.inline - start.inline, end.block - start.block
    if abs(along) > abs(across):
        return Movement(Step.WORD if has_control else Step.CHARACTER, along > 0, extends)
    return None if has_control else Movement(Step.LINE, across > 0, extends)
