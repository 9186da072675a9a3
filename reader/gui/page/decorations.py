"""Decorations: what is painted behind and over ranges of the text.

The painter knows none of them; it paints a list, in its order. Boxes are in the painter's
coordinates, where x is inline whatever the writing mode, and y grows towards where lines that
underline stand: below a line, at the right of a column, and at its left where readings are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPen

from reader.gui.widgets.guard import saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PySide6.QtGui import QPainter

    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.placed_unit import PlacedUnit
    from reader.gui.page.writing_mode import LogicalRect
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange

_REPAIR_GAP = 2
"""Pixels between what marks cover and the line below a repair."""


class Ranged(Protocol):
    """Something about a range of the text."""

    @property
    def range(self) -> TextRange:
        """Code points of the source text."""


_Item = TypeVar("_Item", bound=Ranged)


class Passage(NamedTuple):
    """A range of the text about which nothing else is to be said."""

    range: TextRange
    """Code points of the source text."""


class Shown(NamedTuple, Generic[_Item]):
    """The part of something decorated that the window shows of one unit."""

    item: _Item
    boxes: Sequence[QRectF]
    """Behind the text, one for each line that is on the page."""
    begins: bool
    """Whether the item's range begins in the first of them."""
    ends: bool
    """Whether it ends in the last."""
    character_size: float
    """Pixels of a Han character along a line."""
    above: float = 0.0
    """Pixels of what readings take beside a box, where no line underlines it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoration(Generic[_Item]):
    """One kind of thing painted on the page, such as highlights or the selection."""

    items_in: Callable[[TextRange], Iterable[_Item]]
    """Returns what is decorated of a source range, in the order it is painted."""
    behind: Callable[[QPainter, Theme, Sequence[Shown[_Item]]], None] | None = None
    """Paints behind the text, a unit at a time."""
    over: Callable[[QPainter, Theme, Sequence[Shown[_Item]]], None] | None = None
    """Paints over the text, likewise."""
    shows_gaps: bool = False
    """Whether a range that displays nothing has a box, without width, where it would stand."""

    def shown_in(self, page_layout: PageLayout, placed: PlacedUnit) -> list[Shown[_Item]]:
        """Return what a unit shows of it in the window."""
        flow, index = page_layout.flow, placed.unit
        found: list[Shown[_Item]] = []
        if not (items := list(self.items_in(flow.units.range_of(index)))):
            return found
        layout = flow.layout(index)
        displayed = flow.traced_part if self.shows_gaps else flow.shown_part
        ruby = page_layout.setting.ruby_style
        for item in items:
            if (part := displayed(index, item.range)) is None:
                continue
            every = layout.boxes(part)
            boxes = [box for box in every if placed.shows(box)] if placed.is_cut else every
            if boxes:
                shown = Shown(
                    item,
                    [in_painter(placed.box(box), page_layout) for box in boxes],
                    begins=flow.begins_in(index, item.range) and boxes[0] == every[0],
                    ends=flow.ends_in(index, item.range) and boxes[-1] == every[-1],
                    character_size=layout.character_size,
                    above=ruby.above * layout.character_size if ruby else 0.0,
                )
                found.append(shown)
        return found


Decorations = list[Decoration[Any]]
"""From the lowest to the topmost."""


def in_painter(box: LogicalRect, page_layout: PageLayout) -> QRectF:
    """Return where a box is painted, with what underlines it at its bottom."""
    if not page_layout.setting.has_lines_at_right:
        return box.in_painter()
    return QRectF(box.inline, -box.block_end, box.inline_size, box.block_size)


def passage(part: TextRange | None) -> Iterator[Passage]:
    """Yield a range as what a decoration decorates; nothing where there is none."""
    if part is not None:
        yield Passage(part)


def fill_boxes(painter: QPainter, shown: Sequence[Shown[Any]], color: QColor) -> None:
    """Fill all boxes with a colour."""
    for each in shown:
        for box in each.boxes:
            painter.fillRect(box, color)


def paint_selection(painter: QPainter, theme: Theme, shown: Sequence[Shown[Any]]) -> None:
    """Paint what is selected, behind the text."""
    fill_boxes(painter, shown, QColor(theme.selection))


def paint_repairs(painter: QPainter, theme: Theme, shown: Sequence[Shown[Any]]) -> None:
    """Underline what was repaired."""
    with saved(painter):
        painter.setPen(QPen(QColor(theme.accent), 1.4, Qt.PenStyle.DotLine))
        for each in shown:
            for box in each.boxes:
                line = box.translated(0, _REPAIR_GAP)
                painter.drawLine(line.bottomLeft(), line.bottomRight())
