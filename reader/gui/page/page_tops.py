"""What stands at the top of a page, so that another page of the same article can begin with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.gui.page.page_layout import ReadingLine
from reader.gui.page.paged_scroller import PagedScroller

if TYPE_CHECKING:
    from reader.gui.page.page_layout import PageLayout


class Top(NamedTuple):
    """What a window begins with, however long its lines are."""

    unit: int
    """Index of the first unit in the window."""
    above: float
    """How much of the unit is above the window, of 1."""
    before: float
    """Pixels from where the window begins to the unit; 0 where it begins above."""
    line: int
    """Source offset of the first line in the window."""


def top_of(page_layout: PageLayout) -> Top:
    """Return what the window begins with."""
    first, line = page_layout.visible()[0], page_layout.reading_line().offset
    size = page_layout.flow.layout(first.unit).block_size
    above = max(0.0, -first.block) / size if size else 0.0
    return Top(first.unit, above, max(0.0, first.block), line)


def begin_with(page_layout: PageLayout, top: Top) -> None:
    """Scroll so that the window begins with the same, in a layout of the same units.

    Scrolled, a paragraph that is longer than in the other layout goes by faster, so that each
    begins when it does there. A page begins with the same line.
    """
    if isinstance(page_layout.scroller, PagedScroller):
        page_layout.show_line(ReadingLine(top.line, 0.0))
    else:
        size = page_layout.flow.layout(top.unit).block_size
        page_layout.scroller.show(top.unit, top.above * size, top.before)
