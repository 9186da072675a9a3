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
    start = page_layout.inline_start
    is_beside = not start <= point.inline <= start + page_layout.setting.measure
    lines = [
        (block + layout.lines[0].block, block + layout.lines[-1].block_end)
        for index, block in page_layout.visible()
        for layout in (page_layout.flow.layout(index),)
    ]
    if is_beside or not lines[0][0] <= point.block <= lines[-1][1]:
        return Qt.CursorShape.ArrowCursor
    return Qt.CursorShape.IBeamCursor
