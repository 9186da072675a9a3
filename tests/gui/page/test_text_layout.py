from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.model import BlockKind
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import style_of
from reader.gui.widgets.fonts import Region, page_font
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

EM = 20.0
MEASURE = 20 * EM


def set_as(kind: BlockKind, text: str) -> TextLayout:
    style = style_of(kind, level=1 if kind is BlockKind.HEADING else 0)
    font = page_font(Region.TAIWAN, style.size * EM, bold=style.bold)
    return TextLayout(text, font, style, em=EM, measure=MEASURE)


def widths(layout: TextLayout) -> list[float]:
    return [box.inline_size for box in layout.boxes(TextRange(0, len(layout.text)))]


@pytest.mark.parametrize("kind", [BlockKind.TITLE, BlockKind.HEADING, BlockKind.CAPTION])
def test_no_character_stands_alone_on_the_last_line(qtbot: QtBot, kind: BlockKind) -> None:
    full = int(MEASURE / (style_of(kind, 1).size * EM))

    lines = widths(set_as(kind, "燈" * (full + 1)))

    assert len(lines) == 2
    assert min(lines) > 0.8 * max(lines)


def test_balancing_makes_no_line_more_and_none_too_wide(qtbot: QtBot) -> None:
    for length in range(1, 60):
        layout = set_as(BlockKind.TITLE, ("夜讀，燈下" * 12)[:length])

        assert max(widths(layout)) <= MEASURE + 1
        assert len(layout.lines) <= -(-length * 1.6 * EM // MEASURE) + 1


def test_the_last_line_of_a_paragraph_is_as_long_as_it_is(qtbot: QtBot) -> None:
    assert widths(set_as(BlockKind.PARAGRAPH, "燈" * 39))[-1] < EM * 3


@pytest.mark.parametrize("before", range(16, 24))
def test_no_line_begins_with_the_dot_between_names(qtbot: QtBot, before: int) -> None:
    text = "燈" * before + "卷𠀀·夜讀" + "燈" * 30
    layout = set_as(BlockKind.PARAGRAPH, text)

    assert "·" not in {text[line.start] for line in layout.lines}
    lines = widths(layout)
    assert max(lines) <= MEASURE + 1
    assert min(lines[:-1]) > MEASURE - 2.5 * EM
    assert len(layout.lines) == 3
