"""The scroll position in a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.placed_unit import PlacedUnit
from reader.gui.widgets.scroller import Scroller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.page.flow import Flow
    from reader.gui.page.type_areas import TypeAreas

_TOP_MARGIN = 2.6
"""Ems above the first unit."""
_BOTTOM_MARGIN = 4.0
"""Ems below the last one."""


class FlowScroller(Scroller):
    """A place in a flow, seen through a window."""

    def __init__(self, flow: Flow, areas: TypeAreas) -> None:
        """Start at the top of a flow, which is shown in one area."""
        self._inline = areas.inlines[0]
        em = flow.setting.em
        super().__init__(flow, areas.block_size, top=_TOP_MARGIN * em, bottom=_BOTTOM_MARGIN * em)

    def placed(self) -> Sequence[PlacedUnit]:
        """Return the units in the window, in the order in which they are read."""
        return [PlacedUnit(index, self._inline, block) for index, block in self.visible()]
