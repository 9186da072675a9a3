"""What kind of unit each kind of block is laid out as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.gui.page.figure_unit import FigureUnit
from reader.gui.page.rule_unit import RuleUnit
from reader.gui.page.table_unit import TableUnit
from reader.gui.page.units import TextUnit

if TYPE_CHECKING:
    from reader.document.unit_table import UnitKind
    from reader.gui.page.pictures import Pictures
    from reader.gui.page.units import LayoutUnit
    from reader.text.offsets import TextRange


def unit_of(part: TextRange, kind: UnitKind, pictures: Pictures) -> LayoutUnit:
    """Return the unit that lays out a block, or a part of one that is too long for one unit.

    Args:
        part: of the source.
        kind: of the unit.
        pictures: of the article.
    """
    if kind.block is BlockKind.RULE and kind.is_first and kind.is_last:
        return RuleUnit(part, kind)
    if kind.block is BlockKind.FIGURE and kind.is_first and kind.is_last:
        return FigureUnit(part, kind, pictures)
    if kind.block is BlockKind.TABLE:
        return TableUnit(part, kind)
    return TextUnit(part, kind)
