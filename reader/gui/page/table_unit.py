"""A unit of the text that is a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

from reader.document.markdown_tables import read_table
from reader.gui.page.ruby import Ruby
from reader.gui.page.table_layout import TableLayout
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.units import TextUnit, style_of_unit
from reader.gui.page.vertical_text import VerticalText
from reader.gui.widgets.fonts import page_font

if TYPE_CHECKING:
    from reader.document.unit_table import UnitKind
    from reader.gui.page.unit_layout import UnitLayout
    from reader.gui.page.units import Setting
    from reader.text.offsets import TextRange

_NOTHING = "\u3000"
"""What is set in an empty cell, so that it has a line."""
_PADDING = 0.25
"""Ems before and after what a cell says."""


class TableUnit(NamedTuple):
    """A block that is a table, if it can be read as one; of a long one some rows."""

    range: TextRange
    kind: UnitKind

    def lay_out(self, setting: Setting, *, room_after: float) -> UnitLayout:
        """Set each cell, or where there are none the text as it is."""
        plain = setting.rendition.part(self.range).text
        table = read_table(plain)
        if table is None:
            return TextUnit(self.range, self.kind).lay_out(setting, room_after=room_after)
        text, style = setting.written(plain), style_of_unit(self.kind, setting.text)
        of_cell = replace(
            style,
            before=_PADDING,
            after=_PADDING,
            inset=0.0,
            alignment=Qt.AlignmentFlag.AlignLeft,
            is_code=False,
        )
        pixels = style.size * setting.em
        ruby_style = setting.ruby_style
        readings: tuple[str | None, ...] = ()
        if setting.read is not None:
            readings = tuple(setting.read(setting.rendition, self.range, setting.notation))
        layout = VerticalText if setting.is_vertical else TextLayout

        def set_cell(cell: TextRange, measure: float, is_of_head: bool) -> TextLayout:
            ruby = None
            if ruby_style is not None:
                of_text = readings[cell.start : cell.end]
                ruby = Ruby(of_text, ruby_style, setting.region, size=pixels)
            return layout(
                cell.slice(text) or _NOTHING,
                page_font(setting.region, pixels, bold=is_of_head, face=setting.text.face),
                of_cell,
                em=setting.em,
                measure=min(measure, _ENDLESS * setting.em),
                ruby=ruby,
            )

        laid_out = TableLayout(
            table,
            set_cell,
            style,
            em=setting.em,
            measure=setting.measure,
            room_after=room_after,
            opens=self.kind.is_first,
            closes=self.kind.is_last,
        )
        if setting.is_paged and max(row.block_size for row in laid_out.lines) > setting.room:
            # No page could show such a row whole, and lines of text can be parted.
            return TextUnit(self.range, self.kind).lay_out(setting, room_after=room_after)
        return laid_out


_ENDLESS = 10_000.0
"""Ems of a line that no cell fills."""
