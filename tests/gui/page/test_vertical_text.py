"""Text in columns: what is drawn of it, upright or lying, and that nothing of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from reader.document.model import BlockKind
from reader.gui.page.columns import glyphs_of
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import style_of
from reader.gui.page.upright_glyphs import UprightGlyphs
from reader.gui.page.vertical_text import TOGETHER, VerticalText
from reader.gui.page.writing_mode import VERTICAL, LogicalPoint, WindowMapping
from reader.gui.widgets.fonts import Region, page_font
from reader.text.offsets import TextRange
from reader.text.vertical_forms import goes_with_base, vertical_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QGlyphRun

    from reader.gui.page.columns import Columns

    MakeColumns = Callable[..., VerticalText]

EM = 40.0
MIXED = (
    "他說：“讀《紅樓夢》——第12回……真的！？”那是2024年11月5日，阿Q與Lu Xun·魯迅、𠮷野家 A座😀，"
    "約3.14,共100%（見 https://example.org/a_b ）。é甲e\u0301乙「『丙』」，1. 丁 No. 5戊T恤①℃ー～。"
)


@pytest.fixture
def make_columns(qapp: object) -> MakeColumns:
    def make(
        text: str, *, measure: float = 12 * EM, region: Region = Region.TAIWAN
    ) -> VerticalText:
        style = style_of(BlockKind.VERSE)
        return VerticalText(
            vertical_text(text), page_font(region, EM), style, em=EM, measure=measure
        )

    return make


@pytest.mark.parametrize(
    "text",
    ["", "\n", "\t", " ", "\u200b", "\u2060", "\ufe0e", "\u202e", "\u0301", "\ufffc", "\ud7a4"],
)
@pytest.mark.parametrize("measure", [0.0, 1.0, 12 * EM])
def test_a_text_of_nothing_to_be_seen_is_drawn(
    make_columns: MakeColumns, text: str, measure: float
) -> None:
    style = style_of(BlockKind.PARAGRAPH)
    font = page_font(Region.TAIWAN, EM)
    in_lines = TextLayout(text, font, style, em=EM, measure=measure)
    for layout in (make_columns(text, measure=measure), in_lines):
        image = QImage(100, 100, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        layout.draw(painter, LogicalPoint(0.0, 0.0))
        layout.boxes(TextRange(0, len(text)))
        painter.end()

        assert len(layout.shaped.advances) == len(text)


def columns_of(text: VerticalText) -> list[Columns]:
    return [text.columns(number) for number in range(0, len(text.lines), TOGETHER)]


def count(runs: Iterable[QGlyphRun]) -> int:
    return sum(len(run.glyphIndexes()) for run in runs)


def picture(text: VerticalText) -> tuple[QImage, WindowMapping]:
    """Return a picture of a text as a window shows it."""
    window = WindowMapping(VERTICAL, QSize(round(text.block_size), round(16 * EM)))
    image = QImage(round(text.block_size), round(16 * EM), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        painter.setTransform(window.transform)
        text.draw(painter, LogicalPoint(0.0, 0.0))
    return image, window


def ink(image: QImage, box: QRectF) -> QRectF:
    """Return what is drawn on in a box; where that is nothing, an empty one."""
    area = box.toRect().intersected(image.rect())
    dark = [
        (x, y)
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
        if QColor(image.pixel(x, y)).lightness() < 128
    ]
    if not dark:
        return QRectF()
    columns, rows = zip(*dark, strict=True)
    return QRectF(QPointF(min(columns), min(rows)), QPointF(max(columns) + 1, max(rows) + 1))


def box_of(text: VerticalText, window: WindowMapping, offset: int, length: int = 1) -> QRectF:
    (box,) = text.boxes(TextRange(offset, offset + length))
    return window.to_pixels(box)


@pytest.mark.parametrize("region", list(Region))
@pytest.mark.parametrize("measure", [4, 7, 12, 30])
def test_each_glyph_that_was_set_is_drawn_once(
    make_columns: MakeColumns, region: Region, measure: int
) -> None:
    text = make_columns(MIXED, measure=measure * EM, region=region)

    columns = columns_of(text)

    seen = [
        glyph
        for number in range(len(text.lines))
        for glyph in glyphs_of(text.shaped, text.set_lines[number], 0.0, text._rooms)
        if not text.text[glyph.offset].isspace()
    ]
    drawn = sum(count((*column.upright, *column.lying)) for column in columns)
    assert drawn == len(seen)
    visible = {
        offset
        for offset, character in enumerate(text.text)
        if not character.isspace() and not goes_with_base(character)
    }
    assert visible <= {glyph.offset for glyph in seen}


def test_each_character_has_ink_in_its_own_place(make_columns: MakeColumns) -> None:
    text = make_columns(MIXED)
    image, window = picture(text)

    blank = [
        character
        for offset, character in enumerate(text.text)
        if not character.isspace()
        and not goes_with_base(character)
        and ink(image, box_of(text, window, offset)).isEmpty()
    ]

    assert not blank


def test_han_characters_stand_and_words_lie(make_columns: MakeColumns) -> None:
    (column,) = columns_of(make_columns("甲乙Lu丙丁", measure=20 * EM))

    assert (count(column.upright), count(column.lying)) == (4, 2)


def test_a_short_number_stands_side_by_side_in_one_square(make_columns: MakeColumns) -> None:
    text = make_columns("甲12乙", measure=20 * EM)
    image, window = picture(text)
    square = box_of(text, window, 1, 2)

    assert square.height() == pytest.approx(EM, abs=1)
    assert box_of(text, window, 3).top() == pytest.approx(square.bottom(), abs=1)
    number = ink(image, square)
    assert number.width() > number.height()
    assert number.center().x() == pytest.approx(square.center().x(), abs=2)
    assert number.center().y() == pytest.approx(square.center().y(), abs=2)


@pytest.mark.parametrize("text", ["甲·乙", "甲—乙", "甲…乙", "甲‧乙"])
@pytest.mark.parametrize("region", list(Region))
def test_a_narrow_sign_stands_in_the_middle_of_its_column(
    make_columns: MakeColumns, text: str, region: Region
) -> None:
    columns = make_columns(text, measure=20 * EM, region=region)
    image, window = picture(columns)
    place = box_of(columns, window, 1)

    sign = ink(image, place)

    assert sign.center().x() == pytest.approx(place.center().x(), abs=2)
    assert sign.center().y() == pytest.approx(place.center().y(), abs=2)


@pytest.mark.parametrize(("opening", "closing"), ["「」", "（）", "《》", "『』", "【】"])
def test_brackets_open_downwards(make_columns: MakeColumns, opening: str, closing: str) -> None:
    text = make_columns(f"甲{opening}乙{closing}丙", measure=20 * EM)
    image, window = picture(text)

    above, below = box_of(text, window, 1), box_of(text, window, 3)

    assert ink(image, above).center().y() > above.center().y() + EM / 8
    assert ink(image, below).center().y() < below.center().y() - EM / 8
    assert ink(image, above).width() > ink(image, above).height()


def test_brackets_lie_with_the_line_where_the_font_has_none_that_stand(
    make_columns: MakeColumns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(UprightGlyphs, "vertical_form", lambda *_: None)

    (columns,) = columns_of(make_columns("甲「乙，丙」。", measure=20 * EM))

    assert (count(columns.upright), count(columns.lying)) == (5, 2)


def test_only_columns_in_sight_are_made(make_columns: MakeColumns) -> None:
    text = make_columns("燈下翻書，窗外有雨。" * 40)
    image = QImage(100, 600, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        painter.setTransform(VERTICAL.transform_in(image.size()))
        text.draw(painter, LogicalPoint(0.0, -200.0))

    assert len(text.lines) > 4 * TOGETHER
    assert 0 < len(text._drawn) <= 2


@pytest.mark.parametrize("measure", [5, 8, 13])
def test_each_character_is_hit_in_the_middle_of_its_box(
    make_columns: MakeColumns, measure: int
) -> None:
    text = make_columns(MIXED, measure=measure * EM)

    for offset in range(len(text.text)):
        box = next(box for box in text.boxes(TextRange(offset, offset + 1)))
        # A space at the end of a line has no room there.
        if box.inline_size > 1 and not goes_with_base(text.text[offset + 1 : offset + 2] or "x"):
            middle = LogicalPoint(box.inline_center, box.block + box.block_size / 2)
            assert text.character_at(middle) == offset


def test_two_dashes_are_one_line(make_columns: MakeColumns) -> None:
    text = make_columns("甲——乙", measure=20 * EM)
    image, window = picture(text)
    place = box_of(text, window, 1, 2)

    line = ink(image, place)

    x = round(line.center().x())
    rows = range(round(line.top()) + 1, round(line.bottom()) - 1)
    assert line.height() > 1.5 * EM
    assert all(QColor(image.pixel(x, y)).lightness() < 192 for y in rows)


def test_an_apostrophe_is_as_narrow_as_in_latin(make_columns: MakeColumns) -> None:
    text = make_columns("甲don’t乙", measure=20 * EM)

    (box,) = text.boxes(TextRange(4, 5))

    assert box.inline_size < EM / 2


@pytest.mark.parametrize("text", ["甲👩\u200d👧乙", "甲👍🏽乙", "甲🇹🇼乙", "甲葛\U000e0100乙"])
def test_what_several_characters_draw_together_stays_in_its_place(
    make_columns: MakeColumns, text: str
) -> None:
    columns = make_columns(text, measure=20 * EM)
    image, window = picture(columns)
    place = box_of(columns, window, 1, len(text) - 2)

    assert not ink(image, place).isEmpty()
    last = box_of(columns, window, len(text) - 1)
    alone = make_columns("乙", measure=20 * EM)
    drawn, mapping = picture(alone)
    expected = ink(drawn, box_of(alone, mapping, 0))
    assert ink(image, last).size() == expected.size()


@pytest.mark.parametrize("square", ["12", "7", "A", "!?"])
def test_what_stands_in_one_square_has_no_space_beside_it(
    make_columns: MakeColumns, square: str
) -> None:
    text = make_columns(f"甲{square}乙", measure=20 * EM)

    (box,) = text.boxes(TextRange(0, len(text.text)))

    assert box.inline_size == pytest.approx(3 * EM, abs=1)


# Of scripts for which few machines have a face, each a character; the last is in no script.
WITHOUT_FACE = "\u0700\u1bc0\ua840\U00011100\U000111e1\U00011700\U00012000\U0001e900\U0010fffd"


@pytest.mark.parametrize("character", WITHOUT_FACE)
def test_a_character_for_which_there_is_no_face_is_drawn_as_a_box(
    make_columns: MakeColumns, character: str
) -> None:
    text = make_columns(f"甲{character}乙{character}")

    (columns,) = columns_of(text)

    assert count(columns.upright) + count(columns.lying) >= 4
