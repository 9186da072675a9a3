"""The margins beside pages: a click there turns one, as a finger at the edge of a book does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from reader.gui.page.page_layout import PageLayout


def pages_at(page_layout: PageLayout, at: QPointF) -> int:
    """Return how many pages on a click would lead: -1 for back, 0 where it is not in a margin.

    The margins are those at the left and the right, whichever way the text runs.

    Args:
        page_layout: of pages.
        at: the point, in pixels of the window.
    """
    point, areas = page_layout.window.to_point(at), page_layout.areas
    if page_layout.window.mode.is_vertical:
        place, begins, ends = point.block, areas.block, areas.block + areas.block_size
    else:
        place, begins, ends = point.inline, areas.inlines[0], areas.inlines[-1] + areas.measure
    return (place >= ends) - (place < begins)
