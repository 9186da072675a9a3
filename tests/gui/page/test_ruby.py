"""Readings beside the characters: room for them, and where they are drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from reader.document.model import BlockKind
from reader.document.readings import readings_of
from reader.gui.page.ruby import Ruby, RubyStyle
from reader.gui.page.text_layout import TextLayout
from reader.gui.page.typography import style_of
from reader.gui.page.vertical_text import VerticalText
from reader.gui.page.writing_mode import LogicalPoint
from reader.gui.widgets.fonts import Region, page_font
from reader.text.offsets import TextRange
from reader.text.phonetics import Notation, readings
from reader.text.vertical_forms import vertical_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.syllables import Syllable
    from reader.gui.page.view import PageView

TEXTS = (
    "床床床床床床床床床床床床床床床床床床床床",
    "他雙手捧著裝滿莊稼種子的床，窗「窗」窗，裝，莊·床A床。",
    "一衣一衣，床一床一；「床」「床」、床」「床a i床",
    "讀書的人，從朱筆墨筆到頁邊批注：狀況" * 12,
)
EMS = (10.0, 14.0, 20.0, 33.0)


def set_with(
    text: str, notation: Notation, em: float, *, is_vertical: bool = False, measure: int = 20
) -> tuple[TextLayout, Ruby]:
    style = style_of(BlockKind.PARAGRAPH)
    found = readings(text, notation)
    assert found is not None
    ruby = Ruby(found, RubyStyle(notation, is_vertical), Region.TAIWAN, size=em)
    font = page_font(Region.TAIWAN, em)
    layout = TextLayout(text, font, style, em=em, measure=measure * em, ruby=ruby)
    return layout, ruby


def ink(corner: QPointF, syllable: Syllable) -> QRectF:
    box = QRectF()
    for glyph in syllable.glyphs:
        path = glyph.font.pathForGlyph(glyph.id).translated(glyph.place + corner)
        box = box.united(path.boundingRect())
    return box


def inks(layout: TextLayout, ruby: Ruby, number: int) -> list[QRectF]:
    return [ink(corner, syllable) for _, corner, syllable in ruby.placed(layout, number)]


@pytest.mark.parametrize("em", EMS)
@pytest.mark.parametrize("notation", list(Notation))
@pytest.mark.parametrize("text", TEXTS)
def test_readings_touch_neither_each_other_nor_characters(
    qtbot: QtBot, text: str, notation: Notation, em: float
) -> None:
    layout, ruby = set_with(text, notation, em)

    for number, line in enumerate(layout.lines):
        boxes = inks(layout, ruby, number)
        for one, other in pairwise(boxes):
            assert one.right() < other.left()
        if notation is Notation.PINYIN:
            assert all(box.top() >= line.block for box in boxes)
            assert all(box.bottom() <= line.block + line.ascent - 0.7 * em for box in boxes)
        if notation is Notation.ZHUYIN:
            end = layout.lines[number + 1].start if number + 1 < len(layout.lines) else len(text)
            for (place, _, _), box in zip(ruby.placed(layout, number), boxes, strict=True):
                character = layout.boxes(TextRange(place, place + 1))[0]
                assert character.inline + em <= box.left()
                if place + 1 < end:
                    assert box.right() <= character.inline_end


@pytest.mark.parametrize("measure", [9, 13, 16, 27, 36])
@pytest.mark.parametrize("notation", list(Notation))
def test_readings_touch_no_other_in_lines_spread_and_squeezed(
    qtbot: QtBot, notation: Notation, measure: int
) -> None:
    clauses = ("裝「床」、『窗』（莊）。", "雙——壯A，", "“霜”：《狀》！狂……")
    layout, ruby = set_with("".join(clauses) * 20, notation, 20.0, measure=measure)

    for number in range(len(layout.lines)):
        for one, other in pairwise(inks(layout, ruby, number)):
            assert one.right() < other.left()


def test_a_stop_stays_with_what_it_ends(qtbot: QtBot) -> None:
    layout, _ = set_with("窗，床雙窗", Notation.PINYIN, 20.0)

    one, stop, following, another, _ = (
        layout.boxes(TextRange(at, at + 1))[0] for at in range(len("窗，床雙窗"))
    )
    assert one.inline_size == pytest.approx(20, abs=0.5)
    assert stop.inline_end == following.inline
    assert another.inline - following.inline > 22


@pytest.mark.parametrize("measure", [9, 20])
def test_at_the_end_of_a_line_nothing_keeps_syllables_apart(qtbot: QtBot, measure: int) -> None:
    layout, _ = set_with("窗床雙" * 20, Notation.PINYIN, 20.0, measure=measure)

    for line in layout.set_lines:
        last = layout.boxes(TextRange(line.end - 1, line.end))[0]
        assert last.inline_size == pytest.approx(20, abs=0.5)


@pytest.mark.parametrize("notation", list(Notation))
def test_each_reading_is_drawn_once_over_its_character(qtbot: QtBot, notation: Notation) -> None:
    text = TEXTS[-1]
    layout, ruby = set_with(text, notation, 20.0)
    found = readings(text, notation) or []

    placed = [
        place for number in range(len(layout.lines)) for place, _, _ in ruby.placed(layout, number)
    ]

    assert placed == [at for at, reading in enumerate(found) if reading]


def test_lines_get_higher_for_what_stands_above_and_not_for_what_stands_beside(
    qtbot: QtBot,
) -> None:
    plain = style_of(BlockKind.PARAGRAPH).leading * 20
    above, _ = set_with(TEXTS[-1], Notation.PINYIN, 20.0)
    beside, _ = set_with(TEXTS[-1], Notation.ZHUYIN, 20.0)
    in_columns, _ = set_with(TEXTS[-1], Notation.ZHUYIN, 20.0, is_vertical=True)

    assert above.lines[0].block_size > plain + 5
    assert beside.lines[0].block_size == plain
    assert in_columns.lines[0].block_size > plain + 5


@pytest.mark.parametrize("em", EMS)
@pytest.mark.parametrize("notation", list(Notation))
@pytest.mark.parametrize("text", TEXTS)
def test_readings_touch_no_other_in_text_stood_upright(
    qtbot: QtBot, text: str, notation: Notation, em: float
) -> None:
    written = vertical_text(text)
    ruby = Ruby(
        readings(text, notation) or [],
        RubyStyle(notation, is_vertical=True),
        Region.TAIWAN,
        size=em,
    )
    style, font = style_of(BlockKind.PARAGRAPH), page_font(Region.TAIWAN, em)
    layout = VerticalText(written, font, style, em=em, measure=20 * em, ruby=ruby)

    for number in range(len(layout.lines)):
        for one, other in pairwise(inks(layout, ruby, number)):
            if notation is Notation.PINYIN:
                assert one.right() < other.left()
            else:
                assert one.bottom() < other.top()


def test_lines_are_no_wider_for_readings(qtbot: QtBot) -> None:
    for notation in Notation:
        layout, _ = set_with(TEXTS[-1], notation, 20.0)

        boxes = layout.boxes(TextRange(0, len(layout.text)))
        assert max(box.inline_end for box in boxes) <= 20 * 20.0 + 1


def test_in_columns_zhuyin_stands_at_the_right_of_its_column(qtbot: QtBot) -> None:
    em = 20.0
    layout, ruby = set_with(TEXTS[-1], Notation.ZHUYIN, em, is_vertical=True)

    for number, line in enumerate(layout.lines):
        middle = line.body + line.body_size / 2
        for place, corner, syllable in ruby.placed(layout, number):
            box = ink(corner, syllable)
            character = layout.boxes(TextRange(place, place + 1))[0]
            # Turned upright, x goes against the block axis and y along the line.
            assert box.left() >= -middle + em / 2
            assert box.right() <= -line.block
            assert box.center().y() == pytest.approx(character.inline + em / 2, abs=em / 4)


@pytest.mark.parametrize("em", EMS)
@pytest.mark.parametrize("text", [*TEXTS, "中國裝莊窗床姊姊爺爺謝謝"])
def test_in_columns_zhuyin_touches_no_other(qtbot: QtBot, text: str, em: float) -> None:
    layout, ruby = set_with(text, Notation.ZHUYIN, em, is_vertical=True)

    for number in range(len(layout.lines)):
        for one, other in pairwise(inks(layout, ruby, number)):
            assert one.bottom() < other.top()


@pytest.mark.parametrize("is_vertical", [False, True])
@pytest.mark.parametrize("notation", list(Notation))
def test_readings_are_drawn_where_they_stand(
    qtbot: QtBot, notation: Notation, is_vertical: bool
) -> None:
    layout, ruby = set_with("床前明月光", notation, 40.0, is_vertical=is_vertical)
    size = 700
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)

    with QPainter(image) as painter:
        if is_vertical:
            painter.setTransform(QTransform(0, 1, -1, 0, size, 0))
        layout.draw_readings(painter, LogicalPoint(0, 0))

    turn = QTransform(1, 0, 0, 1, size, 0) if is_vertical else QTransform()
    if is_vertical and notation is Notation.PINYIN:
        turn = QTransform(0, 1, -1, 0, size, 0)
    for box in inks(layout, ruby, 0):
        at = turn.mapRect(box).toAlignedRect()
        assert any(
            image.pixelColor(x, y).lightness() < 128
            for x in range(at.left(), at.right())
            for y in range(at.top(), at.bottom())
        )


def test_readings_are_neither_selected_nor_copied(
    make_page: Callable[..., PageView], make_document: Callable[..., Document]
) -> None:
    document = make_document(TEXTS[-1])
    page = make_page(document)
    block = document.blocks[-1].range

    page.set_readings(readings_of, Notation.PINYIN)
    page.select(block)
    page.copy()

    assert QApplication.clipboard().text() == TEXTS[-1]
    assert page.selected_text == TEXTS[-1]


def test_the_line_being_read_stays_when_readings_come(
    make_page: Callable[..., PageView], make_document: Callable[..., Document]
) -> None:
    document = make_document("\n".join(f"第{n}段，{TEXTS[-1]}" for n in range(60)))
    page = make_page(document)
    page.show_at_top(document.blocks[40].range.start)
    before = page.reading_offset

    page.set_readings(readings_of, Notation.PINYIN)

    assert page.reading_offset == before
