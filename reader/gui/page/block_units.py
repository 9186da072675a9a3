"""What kind of unit each kind of block is laid out as.

What most texts have none of is loaded with the first of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.gui.page.units import TextUnit

if TYPE_CHECKING:
    from reader.document.unit_table import UnitKind
    from reader.gui.page.pictures import Pictures
    from reader.gui.page.units import LayoutUnit
    from reader.text.offsets import TextRange


def unit_of(part: TextRange, kind: UnitKind, pictures: Pictures | None) -> LayoutUnit:
    """Return the unit that lays out a block, or a part of one that is too long for one unit.

    Args:
        part: of the source.
        kind: of the unit.
        pictures: of the article; None where it has none.
    """
    if kind.block is BlockKind.TABLE:
        from reader.gui.page.table_unit import TableUnit

        return TableUnit(part, kind)
    is_whole = kind.is_first and kind.is_last
    if kind.block is BlockKind.RULE and is_whole:
        from reader.gui.page.rule_unit import RuleUnit

        return RuleUnit(part, kind)
    if kind.block is BlockKind.FIGURE and is_whole and pictures is not None:
        from reader.gui.page.figure_unit import FigureUnit

        return FigureUnit(part, kind, pictures)
    return TextUnit(part, kind)
