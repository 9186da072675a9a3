"""Set whole texts at eight widths, in lines and in columns; count what no line may do, and losses.

    python3 -m tests.drills.lines FILE|S|L|XL…

Prints for each text and direction the lines looked at, bad line starts and ends, gaps over the
limit and characters without a glyph. It ends with 0 where there were none.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from reader.article_text import document_of
from reader.document.model import BlockKind
from reader.document.rendition import Rendition
from reader.document.unit_table import UnitTable
from reader.gui.app.qt_application import application
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.units import LayoutUnits, Setting
from reader.gui.widgets.fonts import Region
from tests.bench.books import SIZES, made
from tests.support.set_lines import WIDTHS, faults, lost

_EM = 20.0
_TOLD = 5
"""Faults of a text that are printed."""


def main(names: list[str]) -> int:
    """Print a line for each text and direction."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application("en")
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="quandian-lines-") as folder:
        for name in names:
            path = made(name, Path(folder)) if name in SIZES else Path(name)
            for is_vertical in (False, True):
                wrong += _look_at(path, is_vertical=is_vertical)
    app.quit()
    return 1 if wrong else 0


def _look_at(path: Path, *, is_vertical: bool) -> int:
    document = document_of(path.read_bytes(), path, None)
    rendition, units = Rendition(document, "original"), LayoutUnits(UnitTable(document))
    found: Counter[str] = Counter()
    lines = 0
    for width in WIDTHS:
        setting = Setting(
            rendition, Region.TAIWAN, _EM, width * _EM, is_vertical=is_vertical, room=_EM * width
        )
        for number in range(len(units)):
            layout = units[number].lay_out(setting, room_after=0.0)
            if isinstance(layout, TextLayout):
                lines += len(layout.set_lines)
                is_code = units.table.kinds[number].block is BlockKind.CODE
                found.update(() if is_code else faults(layout))
                found.update(f"lost: {character}" for character in lost(layout))
    kinds: Counter[str] = Counter()
    for fault, times in found.items():
        kinds[fault.split()[0].rstrip(":")] += times
    direction = "columns" if is_vertical else "lines"
    sys.stdout.write(f"{path.name}: {lines} {direction}, {dict(kinds) or 'nothing wrong'}\n")
    for fault, times in found.most_common(_TOLD):
        sys.stdout.write(f"  {fault} ({times})\n")
    sys.stdout.flush()
    return found.total()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
