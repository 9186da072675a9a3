"""Rules and tables on the page: drawn, hit, selected and walked over like text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from reader.document.model import BlockKind
from reader.document.rendition import Rendition
from reader.document.unit_table import UNIT_LENGTH
from reader.gui.page.table_layout import TableLayout, shared
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.theme import load_theme
from reader.importers import import_bytes
from reader.text.offsets import TextRange
from reader.text.phonetics import Notation
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import MarkList

    MakePage = Callable[..., PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
PROSE = "燈下讀書，翻開第一頁，前人的朱筆圈點就在那裡，像有人在耳邊輕聲說話，這樣讀書的人不多。"
TABLE = """\
| 書名 | 作者 | 次 | 說明 |
| --- | :-: | --: | --- |
| 《邊城》 | 沈從文 | 3 | 一九三四年寫成，寫湘西的一個渡口和擺渡的老人，讀過三遍，還想再讀一遍。 |
| 《呼蘭河傳》 | 蕭紅 |  | 在香港寫成 |
| 𠮷書 | 林海音 | 12 | 北京的童年 |"""
RULE = "* * *"
TEXT = f"# 書目\n\n{PROSE}\n\n{TABLE}\n\n{PROSE}\n\n{RULE}\n\n{PROSE}\n"


@pytest.fixture
def make_page(qtbot: QtBot, marks: MarkList) -> MakePage:
    def make(mode: Mode, text: str = TEXT, size: tuple[int, int] = (900, 800)) -> PageView:
        page = PageView(load_theme("light"), 20.0, mode=mode)
        qtbot.addWidget(page)
        page.resize(*size)
        page.show()
        document = import_bytes(text.encode(), ROOT / "書目.md")
        page.show_document(Rendition(document, "original"), marks, "")
        return page

    return make


def boxes(page: PageView, words: str) -> list[QRectF]:
    start = TEXT.index(words)
    return page.boxes_of(TextRange(start, start + len(words)))


def block_of(page: PageView, kind: BlockKind) -> TextRange:
    assert page._rendition is not None
    return next(each.range for each in page._rendition.document.blocks if each.kind is kind)


@MODES
@pytest.mark.parametrize("size", [(900, 800), (420, 460)])
def test_each_character_of_a_cell_is_hit_in_its_box(
    make_page: MakePage, mode: Mode, size: tuple[int, int]
) -> None:
    page = make_page(mode, size=size)
    table = block_of(page, BlockKind.TABLE)
    page.show_at_top(table.start)

    seen = 0
    for offset in range(table.start, table.end):
        for box in page.boxes_of(TextRange(offset, offset + 1)):
            if min(box.width(), box.height()) > 1:
                seen += 1
                assert page.pointer.character_at(box.center()) == offset
    assert seen > 40


@MODES
def test_cells_stand_under_each_other_and_rows_do_not_overlap(
    make_page: MakePage, mode: Mode
) -> None:
    page = make_page(mode)
    assert page._page_layout is not None
    window = page._page_layout.window
    table = block_of(page, BlockKind.TABLE)
    unit = page._page_layout.flow.units.table.at(table.start)

    layout = page._page_layout.flow.layout(unit)
    assert isinstance(layout, TableLayout)
    assert len(layout.lines) == 4
    assert all(above.block_end <= below.block + 0.01 for above, below in pairwise(layout.lines))
    firsts = [window.to_rect(boxes(page, each)[0]) for each in ("書名", "《邊城》", "𠮷書")]
    assert max(box.inline for box in firsts) - min(box.inline for box in firsts) < 12
    # A column of numbers ends at one place, and one in the middle has its middle there.
    ends = [window.to_rect(boxes(page, each)[0]).inline_end for each in ("次", "12")]
    assert ends[0] == pytest.approx(ends[1], abs=1)
    middles = [window.to_rect(boxes(page, each)[0]).inline_center for each in ("作者", "蕭紅")]
    assert middles[0] == pytest.approx(middles[1], abs=1)


@MODES
def test_what_stands_between_cells_has_no_width(make_page: MakePage, mode: Mode) -> None:
    page = make_page(mode)
    for sign in (" | :-: ", "| --- |", " |\n| 𠮷"[:4]):
        for box in boxes(page, sign):
            assert min(box.width(), box.height()) == 0


@MODES
def test_a_caret_walks_through_a_table_and_over_a_rule(
    make_page: MakePage, mode: Mode, qtbot: QtBot
) -> None:
    page = make_page(mode)
    page.setFocus()
    page.show_caret(is_shown=True)
    page.caret.put(block_of(page, BlockKind.TABLE).start - 4)
    along, on = (
        (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if mode is HORIZONTAL
        else (Qt.Key.Key_Down, Qt.Key.Key_Left)
    )

    offsets = [page.caret.offset]
    while page.caret.offset < block_of(page, BlockKind.RULE).end + 4:
        qtbot.keyClick(page, along)
        assert page.caret.offset > offsets[-1]
        assert len(page.caret.boxes()) == 1
        offsets.append(page.caret.offset)
    page.caret.put(block_of(page, BlockKind.TABLE).start)
    for _ in range(8):
        before = page.caret.offset
        qtbot.keyClick(page, on)
        assert page.caret.offset > before


@MODES
def test_a_rule_is_drawn_and_its_signs_are_not(make_page: MakePage, mode: Mode) -> None:
    page = make_page(mode)
    (box,) = boxes(page, RULE)
    image = page.viewport().grab().toImage()
    ink = QColor(load_theme("light").inks["quiet"])

    inked = [
        (x, y)
        for x in range(int(box.left()), int(box.right()))
        for y in range(int(box.top()), int(box.bottom()))
        if image.pixelColor(x, y) == ink
    ]
    across = {at[1] if mode is HORIZONTAL else at[0] for at in inked}
    assert len(across) == 1
    assert len(inked) == pytest.approx(160, abs=2)
    middle = page.viewport().rect().center()
    offset = box.center() - QPointF(middle)
    assert abs(offset.x() if mode is HORIZONTAL else offset.y()) < 2


@MODES
def test_a_rule_can_be_selected_and_copied_as_it_is_written(
    make_page: MakePage, mode: Mode
) -> None:
    page = make_page(mode)
    rule = block_of(page, BlockKind.RULE)

    page.select(TextRange(rule.start, rule.end))

    assert page.selected_text.strip("　＊* ") == ""
    for offset in range(rule.start, rule.end):
        for box in page.boxes_of(TextRange(offset, offset + 1)):
            if min(box.width(), box.height()) > 1:
                hit = page.pointer.character_at(box.center())
                assert hit is not None
                assert rule.start <= hit < rule.end


def test_readings_have_room_in_cells(make_page: MakePage) -> None:
    page = make_page(HORIZONTAL)
    table = block_of(page, BlockKind.TABLE)
    assert page._page_layout is not None
    unit = page._page_layout.flow.units.table.at(table.start)
    before = page._page_layout.flow.layout(unit).block_size

    page.set_readings(lambda _r, part, _n: ["yàn"] * len(part), Notation.PINYIN)

    assert page._page_layout.flow.layout(unit).block_size > before
    page.viewport().grab()


def test_a_table_too_long_for_a_unit_is_cut_between_rows(make_page: MakePage) -> None:
    rows = "\n".join(f"| 第{i}行 | {PROSE} |" for i in range(200))
    text = f"# 書目\n\n{PROSE}\n\n| 行 | 說 |\n|---|---|\n{rows}\n"
    assert len(rows) > 2 * UNIT_LENGTH
    page = make_page(HORIZONTAL, text)
    assert page._page_layout is not None
    flow = page._page_layout.flow

    rows_in_units = [
        len(layout.lines)
        for unit in range(len(flow.units))
        if isinstance(layout := flow.layout(unit), TableLayout)
    ]

    assert len(rows_in_units) > 2
    assert sum(rows_in_units) == 201


@MODES
def test_pages_have_whole_rows(make_page: MakePage, mode: Mode) -> None:
    rows = "\n".join(f"| 第{i}行 | {PROSE} | {i} |" for i in range(40))
    text = f"# 書目\n\n{PROSE}\n\n| 行 | 說 | 數 |\n|---|---|---|\n{rows}\n\n{PROSE}\n"
    page = make_page(mode, text, (700, 500))
    page.set_paged(True)
    window = page.viewport().rect()

    seen: set[int] = set()
    while True:
        for number in range(40):
            start = text.index(f"| 第{number}行")
            found = page.boxes_of(TextRange(start, text.index("\n", start)))
            if [box for box in found if min(box.width(), box.height()) > 1]:
                seen.add(number)
                assert all(window.contains(box.toAlignedRect()) for box in found)
        if not page.scrolling.scroll_by_screen(1):
            break
    assert seen == set(range(40))


@MODES
def test_of_a_row_higher_than_a_page_all_is_seen(make_page: MakePage, mode: Mode) -> None:
    text = f"# 書目\n\n{PROSE}\n\n| 行 | 說 |\n|---|---|\n| 一 | {PROSE * 20} |\n\n{PROSE}\n"
    page = make_page(mode, text, (420, 420))
    page.set_paged(True)
    window, start = page.viewport().rect(), text.index("| 一")

    seen: set[int] = set()
    while True:
        for offset in range(start, start + 20 * len(PROSE)):
            for box in page.boxes_of(TextRange(offset, offset + 1)):
                if window.contains(box.toAlignedRect()):
                    seen.add(offset)
        if not page.scrolling.scroll_by_screen(1):
            break
    assert len(seen) == 20 * len(PROSE)


@pytest.mark.parametrize(
    ("natural", "room", "widths"),
    [
        ([10, 20, 30], 100, [10, 20, 30]),
        ([10, 90, 90], 100, [10, 45, 45]),
        ([10, 30, 90], 100, [10, 30, 60]),
        ([50, 50, 50, 50], 20, [8, 8, 8, 8]),
    ],
)
def test_columns_share_the_room(natural: list[float], room: float, widths: list[float]) -> None:
    assert shared(natural, room, least=8) == widths


@MODES
def test_rows_that_tabulators_set_stand_in_one_table(
    make_page: MakePage, mode: Mode, qtbot: QtBot
) -> None:
    rows = "館名\t冊數\n東館\t12000\n西館\t850\n南館\t4300\n"
    text = f"藏書統計\n\n{PROSE}\n\n{rows}\n{PROSE}\n"
    page = make_page(mode, text)
    assert page._page_layout is not None
    start = text.index(rows)

    layout = page._page_layout.flow.layout(page._page_layout.flow.units.table.at(start))
    assert isinstance(layout, TableLayout)
    assert len(layout.lines) == 4
    for offset, character in enumerate(rows[:-1], start):
        for box in page.boxes_of(TextRange(offset, offset + 1)):
            if not character.isspace():
                assert page.pointer.character_at(box.center()) == offset
    page.setFocus()
    page.show_caret(is_shown=True)
    page.caret.put(start - 2)
    seen = []
    for _ in range(len(rows) + 4):
        seen.append(page.caret.offset)
        qtbot.keyClick(page, Qt.Key.Key_Down if mode.is_vertical else Qt.Key.Key_Right)
    assert seen == sorted(set(seen))
    assert start + len(rows) in seen or max(seen) > start + len(rows) - 3
    page.select(TextRange(start, start + len(rows) - 1))
    assert page.selected_text == rows[:-1]
