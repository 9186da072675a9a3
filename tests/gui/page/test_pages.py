"""The article page by page: whole lines, turned by keys and wheel, in one area or in two."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor

from reader.document.model import BlockKind
from reader.document.rendition import Rendition
from reader.gui.page.lines import LinePlace
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.text_settings import BOOK
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange
from reader.text.phonetics import Notation
from tests.support.wheel import turn_wheel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.page_layout import PageLayout
    from tests.gui.conftest import MarkList
    from tests.support.hand import Mouse

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
SENTENCE = "夜讀𠮷書，燈下有雨，翻開第12頁，“前人的朱筆圈點”就在那裡，像有人在耳邊輕聲說話。"
LONG = "\n".join(
    f"# 第{i}章，燈下\n第{i}段，{SENTENCE * (1 + i % 7)}\n{SENTENCE * (i % 3 + 1)}"
    for i in range(40)
)
SIZES = [(900, 700), (1600, 900), (620, 420), (300, 240), (700, 1500)]
"""Pixels of the window."""


@pytest.fixture
def make_page(qtbot: QtBot, marks: MarkList) -> MakePage:
    def make(
        document: Document, mode: Mode = HORIZONTAL, size: tuple[int, int] = (900, 700)
    ) -> PageView:
        page = PageView(load_theme("light"), 20.0, mode=mode)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        page.show_document(Rendition(document, "original"), marks, "")
        page.set_paged(True)
        return page

    return make


def layout_of(page: PageView) -> PageLayout:
    assert page._page_layout is not None
    return page._page_layout


def shown_lines(page: PageView) -> list[LinePlace]:
    """Return the lines on a page, in the order in which they are read; each is whole."""
    page_layout = layout_of(page)
    window = page_layout.window.size
    found = []
    for unit in page_layout.visible():
        for number, line in enumerate(page_layout.flow.layout(unit.unit).lines):
            begin, end = unit.block + line.block, unit.block + line.block_end
            if unit.begins - 0.01 <= begin and end <= unit.ends + 0.01:
                assert begin >= 0, end <= window.block
                found.append(LinePlace(unit.unit, number))
            else:
                assert end <= unit.begins + 0.01 or begin >= unit.ends - 0.01, "a line is cut"
    return found


def all_lines(page: PageView) -> list[LinePlace]:
    flow = layout_of(page).flow
    return [
        LinePlace(unit, number)
        for unit in range(len(flow.units))
        for number in range(len(flow.layout(unit).lines))
    ]


def turn(page: PageView, pages: int) -> bool:
    return page.scrolling.scroll_by_screen(pages)


@pytest.mark.alike(5)
@MODES
@pytest.mark.parametrize("size", SIZES)
def test_each_line_is_on_a_page_and_the_last_one_on_the_next_too(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, size: tuple[int, int]
) -> None:
    page = make_page(make_document(LONG), mode, size)

    pages = [shown_lines(page)]
    while turn(page, 1):
        pages.append(shown_lines(page))

    every = all_lines(page)
    assert pages[0][0] == every[0]
    assert pages[-1][-1] == every[-1]
    for before, after in pairwise(pages):
        assert after[0] == before[-1] or len(before) == 1
        assert every.index(after[0]) <= every.index(before[-1]) + 1
    for lines in pages:
        start = every.index(lines[0])
        assert lines == every[start : start + len(lines)]
    assert page.progress == 1.0
    # The pages before are those that were left.
    for lines in reversed(pages[:-1]):
        assert turn(page, -1)
        assert shown_lines(page) == lines
    assert not turn(page, -1)
    assert page.progress == pytest.approx(0.0, abs=0.001)


@MODES
@pytest.mark.parametrize("size", SIZES[:3])
def test_a_page_turned_back_to_ends_where_the_other_began(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, size: tuple[int, int]
) -> None:
    document = make_document(LONG)
    page = make_page(document, mode, size)
    for start in range(document.length, 0, -977):
        page.show_at_top(start)
        first = shown_lines(page)[0]
        if turn(page, -1):
            lines = shown_lines(page)
            assert lines[0] < first <= lines[-1]
            # It is full: a line earlier, there would be no room for that one.
            assert lines[0] == (0, 0) or len(lines) > 3
        else:
            assert first == (0, 0)


@MODES
def test_no_page_ends_with_a_heading(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(LONG), mode, (900, 560))
    kinds = layout_of(page).flow.units.table.kinds

    seen = 0
    while turn(page, 1):
        assert kinds[shown_lines(page)[-1].unit].block is not BlockKind.HEADING
        seen += 1
    assert seen > 10


@pytest.mark.parametrize(
    ("mode", "key", "goes_on"),
    [
        (mode, key, goes_on if mode is HORIZONTAL or not sideways else not goes_on)
        for mode in (HORIZONTAL, VERTICAL)
        for key, goes_on, sideways in (
            (Qt.Key.Key_PageDown, True, False),
            (Qt.Key.Key_PageUp, False, False),
            (Qt.Key.Key_Space, True, False),
            (Qt.Key.Key_Down, True, False),
            (Qt.Key.Key_Up, False, False),
            (Qt.Key.Key_Right, True, True),
            (Qt.Key.Key_Left, False, True),
        )
    ],
)
def test_keys_turn_a_page_the_way_they_point(
    make_page: MakePage,
    make_document: MakeDocument,
    qtbot: QtBot,
    mode: Mode,
    key: Qt.Key,
    goes_on: bool,
) -> None:
    page = make_page(make_document(LONG), mode)
    turn(page, 3)
    here = shown_lines(page)

    qtbot.keyClick(page, key)

    lines = shown_lines(page)
    if goes_on:
        assert lines[0] == here[-1]
    else:
        assert lines[-1] == here[0]


def test_space_with_shift_turns_back_and_home_and_end_go_to_the_ends(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(LONG))
    turn(page, 2)
    here = shown_lines(page)

    qtbot.keyClick(page, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert shown_lines(page)[-1] == here[0]
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert shown_lines(page)[-1] == all_lines(page)[-1]
    assert len(shown_lines(page)) > 10
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert shown_lines(page)[0] == (0, 0)


@MODES
@pytest.mark.parametrize("steps", [(-120,), (-60, -60), (-15,) * 8])
def test_a_notch_of_the_wheel_turns_a_page_however_it_is_reported(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, steps: Sequence[int]
) -> None:
    page = make_page(make_document(LONG), mode)
    here = shown_lines(page)

    for step in steps:
        turn_wheel(page, QPoint(0, step))
    assert shown_lines(page)[0] == here[-1]

    for step in steps:
        turn_wheel(page, QPoint(0, -step))
    assert shown_lines(page) == here


@MODES
def test_what_is_read_stays_whatever_changes(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    document = make_document(LONG)
    page = make_page(document, mode)
    page.set_paged(False)
    offset = document.blocks[61].range.start
    page.show_at_top(offset)
    part = TextRange(offset, offset + 1)

    for change in (
        lambda: page.set_paged(True),
        lambda: page.set_em(44.0),
        lambda: page.set_em(13.0),
        lambda: page.resize(1700, 880),
        lambda: page.resize(640, 480),
        lambda: page.set_rendition(Rendition(document, "t2s"), ""),
        lambda: page.set_mode(VERTICAL if mode is HORIZONTAL else HORIZONTAL),
        lambda: page.set_paged(False),
        lambda: page.set_paged(True),
    ):
        change()
        assert page.reading_offset == offset
        assert page.is_in_sight(part)
    place = layout_of(page).flow.place(offset)
    assert shown_lines(page)[0] == (place.unit, 0)


@MODES
def test_going_to_a_place_shows_its_page(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    document = make_document(LONG)
    page = make_page(document, mode)
    for start in (0, document.length // 2, document.length - 2, 7):
        part = TextRange(start, start + 2)

        page.go_to(part)

        assert page.is_in_sight(part)
        assert page.boxes_of(part)
        lines = shown_lines(page)
        page.go_to(part)
        assert shown_lines(page) == lines


@MODES
def test_the_bar_shows_each_place_and_the_end(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(LONG), mode)
    bar = page.verticalScrollBar() if mode is HORIZONTAL else page.horizontalScrollBar()

    values = [bar.value()]
    while turn(page, 1):
        values.append(bar.value())
    assert values == sorted(set(values))
    assert values[-1] == bar.maximum()

    for part in (0.5, 0.2, 0.9):
        bar.setValue(round(bar.maximum() * part))
        assert shown_lines(page)
        assert page.progress == pytest.approx(part, abs=0.08)
    bar.setValue(bar.maximum())
    assert shown_lines(page)[-1] == all_lines(page)[-1]
    bar.setValue(0)
    assert shown_lines(page)[0] == (0, 0)


@MODES
def test_nothing_is_painted_of_lines_that_are_not_shown(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(SENTENCE * 60), mode)
    turn(page, 1)
    page_layout = layout_of(page)
    image = page.viewport().grab().toImage()
    blank = QColor(load_theme("light").page)

    window = page_layout.window
    (unit,) = page_layout.visible()
    assert unit.begins > 10
    assert unit.ends < window.size.block - 10
    for block in (unit.begins - 2, unit.ends + 2):
        for inline in range(0, int(window.size.inline), 3):
            at = window.transform.map(QPointF(inline, block)).toPoint()
            assert image.pixelColor(at) == blank


@MODES
def test_the_caret_takes_the_page_along(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, qtbot: QtBot
) -> None:
    page = make_page(make_document(LONG), mode)
    page.setFocus()
    page.show_caret(is_shown=True)
    on = Qt.Key.Key_Down if mode is HORIZONTAL else Qt.Key.Key_Left
    back = Qt.Key.Key_Up if mode is HORIZONTAL else Qt.Key.Key_Right
    last = shown_lines(page)[-1]

    for _ in range(60):
        qtbot.keyClick(page, on)
        (box,) = page.caret.boxes()
        assert page.viewport().rect().contains(box.toAlignedRect().adjusted(1, 1, -1, -1))
    assert shown_lines(page)[0] >= last
    for _ in range(60):
        qtbot.keyClick(page, back)
        assert len(page.caret.boxes()) == 1
    assert page.caret.offset == 2

    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert shown_lines(page)[0] == last
    assert page.caret.boxes()
    qtbot.keyClick(page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert shown_lines(page)[-1] == all_lines(page)[-1]
    assert page.caret.boxes()


def test_no_line_moves_where_a_bar_takes_some_of_the_window(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(LONG), size=(900, 700))
    turn(page, 2)
    part = TextRange(page.reading_offset, page.reading_offset + 1)
    before = page.boxes_of(part)

    for height in (655, 611, 700):
        page.resize(900, height)
        assert page.boxes_of(part) == before


@pytest.mark.parametrize(("width", "count"), [(700, 1), (1200, 1), (1340, 2), (1600, 2), (2600, 2)])
def test_the_number_of_areas_follows_the_characters_in_a_line(
    make_page: MakePage, make_document: MakeDocument, width: int, count: int
) -> None:
    page = make_page(make_document(LONG), size=(width, 700))

    areas = layout_of(page).areas

    assert len(areas.inlines) == count
    assert len({unit.inline for unit in layout_of(page).visible()}) == count
    assert 24 <= areas.measure / page.em <= 36
    viewport = page.viewport().width()
    assert areas.inlines[0] == pytest.approx(viewport - areas.inlines[-1] - areas.measure, abs=1.5)
    page.set_em(40.0)
    assert len(layout_of(page).areas.inlines) == (2 if width == 2600 else 1)


@MODES
def test_each_character_of_two_areas_is_hit_in_its_box(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    size = (1500, 700) if mode is HORIZONTAL else (700, 1500)
    page = make_page(make_document(LONG), mode, size)
    turn(page, 1)
    assert len({unit.inline for unit in layout_of(page).visible()}) == 2

    start, seen = page.reading_offset, 0
    for offset in range(start, start + 900):
        boxes = page.boxes_of(TextRange(offset, offset + 1))
        assert len(boxes) <= 1
        for box in boxes:
            if min(box.width(), box.height()) > 1:
                seen += 1
                assert page.pointer.character_at(box.center()) == offset
    assert seen > 500


@MODES
def test_a_drag_selects_across_areas(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, mouse: Mouse
) -> None:
    size = (1500, 700) if mode is HORIZONTAL else (700, 1500)
    page = make_page(make_document(LONG), mode, size)
    page_layout = layout_of(page)
    first, *_, last = page_layout.visible()
    assert first.inline < last.inline
    flow = page_layout.flow
    start, end = flow.units[first.unit].range.start + 1, flow.units[last.unit].range.start + 4

    def before(offset: int) -> QPointF:
        (box,) = page.boxes_of(TextRange(offset, offset + 1))
        return box.center() - (QPointF(8, 0) if mode is HORIZONTAL else QPointF(0, 8))

    mouse.drag(page.viewport(), before(start), before(end))

    assert page.selection == TextRange(start, end)
    areas = {
        page_layout.areas.nearest(page_layout.window.to_rect(box).inline_center)
        for box in page.boxes_of(TextRange(start, end))
    }
    assert len(areas) == 2


def test_readings_have_their_room_on_pages(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(SENTENCE * 90))
    before = len(shown_lines(page))
    page.set_readings(lambda _r, part, _n: ["ㄧㄢ"] * len(part), Notation.PINYIN)

    assert 3 < len(shown_lines(page)) < before
    assert turn(page, 1)
    shown_lines(page)


@MODES
def test_a_line_higher_than_the_window_can_be_turned_past(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(SENTENCE * 3), mode, (260, 240))
    page.set_em(400.0)

    pages = 1
    while turn(page, 1):
        pages += 1
        assert pages < 1000
    assert page.progress == 1.0
    while turn(page, -1):
        pages -= 1
    assert pages == 1


def test_a_book_is_laid_out_only_where_its_pages_are(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    document = make_document("\n".join(f"第{i}段，头发长了，干部来了。" * 5 for i in range(5000)))
    page = make_page(document)
    rendition = Rendition(document, "s2tw")

    page.set_rendition(rendition, "")
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum())
    turn(page, -2)
    bar.setValue(bar.maximum() // 2)
    turn(page, -2)

    assert rendition._render.cache_info().misses < 250


def test_the_whole_page_is_painted_as_it_was_after_turning_on_and_back(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(LONG), size=(1500, 800))
    before = page.viewport().grab().toImage()

    turn(page, 1)
    assert page.viewport().grab().toImage() != before
    turn(page, -1)

    assert page.viewport().grab().toImage() == before


@MODES
@pytest.mark.parametrize("leading", [120, 150, 180])
def test_what_is_beside_the_last_line_of_a_page_is_not_cut(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, leading: int
) -> None:
    page = make_page(make_document(SENTENCE * 40), mode)
    page.set_text(replace(BOOK, leading=leading))
    part = TextRange(0, len(SENTENCE) * 40)
    box = page.boxes_of(part)[-1].toRect()
    # Where a frame is, as horizontal and as vertical text is underlined.
    beside = QRect(box.left() + 20, box.bottom() + 2, 40, 5)
    if mode is VERTICAL:
        beside = QRect(box.left() - 3, box.top() + 20, 3, 40)
    plain = page.viewport().grab(beside).toImage()

    page.choose(part)

    assert page.viewport().grab(beside).toImage() != plain


@MODES
def test_what_frames_lines_of_other_pages_is_not_painted(
    make_page: MakePage, make_document: MakeDocument, mode: Mode
) -> None:
    page = make_page(make_document(SENTENCE * 40), mode)
    page.scrolling.scroll_by_screen(1)
    page.choose(TextRange(0, len(SENTENCE) * 40))
    framed = page.viewport().grab().toImage()
    on_page = QRectF()
    for box in page.boxes_of(TextRange(0, len(SENTENCE) * 40)):
        on_page |= box.adjusted(-8, -8, 8, 8)
    page.choose(None)
    plain = page.viewport().grab().toImage()

    changed = [
        (x, y)
        for x in range(framed.width())
        for y in range(framed.height())
        if framed.pixel(x, y) != plain.pixel(x, y)
    ]

    assert changed
    assert all(on_page.contains(QPointF(x, y)) for x, y in changed)
