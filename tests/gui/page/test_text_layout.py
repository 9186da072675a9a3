from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.model import BlockKind
from reader.gui.page.characters import gap_before
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import style_of
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.fonts import Region, code_font, page_font
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


@pytest.mark.parametrize("label", ["• ", "1. ", "（三）", "12、"])
def test_lines_of_an_item_stand_behind_what_it_begins_with(qtbot: QtBot, label: str) -> None:
    layout = set_as(BlockKind.LIST_ITEM, label + "燈下翻書" * 20)

    first, *later = layout.set_lines
    assert first.edges[0] == 0.0
    assert len(later) > 2
    for line in later:
        assert line.edges[0] == pytest.approx(first.edges[len(label)], abs=0.25 * EM)
        assert line.edges[-1] <= MEASURE


def test_code_is_neither_squeezed_nor_spread(qtbot: QtBot) -> None:
    text = "「（燈」，if（a==b）：\n    return「」"
    style = style_of(BlockKind.CODE)
    layout = TextLayout(
        text, code_font(Region.TAIWAN, style.size * EM), style, em=EM, measure=MEASURE
    )

    assert layout.text[layout.set_lines[1].start :].startswith("    return")
    assert all(not line.shifts for line in layout.set_lines)
    start, end = text.index("if"), text.index("（a")
    edges = layout.set_lines[0].edges
    assert edges[end] - edges[start] == pytest.approx(edges[1] - edges[0], abs=0.5)


ODD = (
    "約翰·𠀀𠮷野家，e\u0301t\u00e9“office”——שלום עולם，😀👍🏽一\U000e0100。（2024年）\ttab　"
    "ภาษาไทย안녕 http://a.example/b?c=d"
)


@pytest.mark.parametrize("ems", [3, 7, 12.5, 40])
def test_each_character_with_a_box_is_hit_in_it(qtbot: QtBot, ems: float) -> None:
    style = style_of(BlockKind.PARAGRAPH)
    layout = TextLayout(ODD, page_font(Region.TAIWAN, EM), style, em=EM, measure=ems * EM)

    for offset in range(len(ODD)):
        for box in layout.boxes(TextRange(offset, offset + 1)):
            if box.inline_size > 0.01:
                middle = LogicalPoint(box.inline_center, box.block + box.block_size / 2)
                assert layout.character_at(middle) == offset
                before = LogicalPoint(box.inline + 0.001, middle.block)
                assert layout.offset_at(before) == gap_before(ODD, offset)


@pytest.mark.parametrize("ems", [3, 7, 12.5, 40])
def test_no_glyph_of_a_text_is_lost(qtbot: QtBot, ems: float) -> None:
    style = style_of(BlockKind.PARAGRAPH)
    layout = TextLayout(ODD, page_font(Region.TAIWAN, EM), style, em=EM, measure=ems * EM)
    whole = TextLayout(ODD, page_font(Region.TAIWAN, EM), style, em=EM, measure=9999.0)

    def drawn(each: TextLayout) -> list[int]:
        return sorted(index for _, run in each.glyph_runs() for index in run.glyphIndexes())

    assert drawn(layout) == drawn(whole)
    assert len(drawn(whole)) >= len([c for c in ODD if c.isalnum()]) - 1


def test_no_face_is_loaded_for_scripts_that_none_can_shape(faces_in_vain: list[str]) -> None:
    text = "讀ܫދߞনमਪગଓதతಕമසខ書"

    layout = set_as(BlockKind.PARAGRAPH, text)

    assert faces_in_vain == []
    assert layout.text == text
    assert widths(layout) == pytest.approx([(len(text) + 2) * EM], abs=5 * EM)


@pytest.mark.parametrize(
    "pattern", ["{0}", "國{0}", "{0}國", "國語{0}國語國", "文{0}e\u0301文國\u0301{0}文"]
)
@pytest.mark.parametrize(
    "rare", ["\ufffd", "𠀀", "\U00031350", "☃", "㋿", "\ue123", "𠮷", "\u0378"]
)
def test_each_character_has_a_place_of_its_own_whichever_face_it_is_in(
    qtbot: QtBot, pattern: str, rare: str
) -> None:
    text = pattern.format(rare) * 30

    layout = set_as(BlockKind.PARAGRAPH, text)

    drawn = {offset for stretch in layout.shaped.stretches for offset in stretch.offsets}
    marks = {at for at, character in enumerate(text) if character == "\u0301"}
    assert drawn | marks == set(range(len(text)))
    assert max(layout.shaped.advances) < 2 * EM
    assert max(widths(layout)) <= MEASURE + 1
