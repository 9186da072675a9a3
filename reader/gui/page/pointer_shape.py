"""What the pointer looks like over a page: it says beforehand what a click would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from reader.gui.page.mark_ends import MarkEnds
    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.surface import MarksIn


def pointer_shape(
    page_layout: PageLayout, marks_in: MarksIn, ends: MarkEnds, at: QPointF
) -> Qt.CursorShape:
    """Return the shape at a point: a hand over marks, an arrow in the margins.

    Args:
        page_layout: what is under the pointer.
        marks_in: returns the marks over a source range.
        ends: what can be moved along the lines.
        at: the point, in pixels of the window.
    """
    point = page_layout.window.to_point(at)
    if ends.end_at(point) is not None:
        is_vertical = page_layout.window.mode.is_vertical
        return Qt.CursorShape.SizeVerCursor if is_vertical else Qt.CursorShape.SizeHorCursor
    offset = page_layout.character_at(point)
    if offset is not None and marks_in(page_layout.flow.character_around(offset)):
        return Qt.CursorShape.PointingHandCursor
    is_beside = not page_layout.is_over_text(point)
    return Qt.CursorShape.ArrowCursor if is_beside else Qt.CursorShape.IBeamCursor
