"""The caret: where keys take it, in both directions of writing, and what they select."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTransform

from reader.document.unit_table import UNIT_LENGTH
from reader.gui.page.caret_moves import CaretPlace, Step, gap_of, line_at_caret, moved
from reader.gui.page.flow import DisplayPosition
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.flow import Flow
    from reader.gui.page.view import PageView
    from tests.support.hand import Hand

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
LINE = "夜裡讀書，燈下有雨；翻開第一頁，前人的朱筆圈點就在那裡。"
PLAIN = f"# 夜讀\n\n{LINE * 3}\n\n## 又一節\n\n「他說：」{LINE}\n\n{LINE}"
TEXTS = {
    "plain": (PLAIN, "original"),
    "beyond the basic plane": ("甲𠮷乙𫇥丙，👩‍👧 和 é 各是一個字。\n" * 3, "original"),
    "marks of variants": ("葛\U000e0100城和辻\U000e0101堂，都是地名。\n" * 3, "original"),
    "words of another length": ("软件和程序员，头发与干部，打印机坏了。\n" * 3, "s2twp"),
    "flags and voiced kana": ("🇹🇼🇨🇳，か\u3099と。\n" * 3, "original"),
    "damage": ("他發(fā)現(xiàn)這一區(qū)的規(guī)範很好。\n\n" * 3, "original"),
    "cut paragraphs": (LINE * (2 * UNIT_LENGTH // len(LINE)), "original"),
}
KEYS = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def make_page(make_page: MakePage) -> MakePage:
    def make(*arguments: Any, **named: Any) -> PageView:
        page = make_page(*arguments, **named)
        page.show_caret(is_shown=True)
        page.caret.set_focus(has_focus=True)
        return page

    return make


def flow_of(page: PageView) -> Flow:
    assert page._page_layout is not None
    return page._page_layout.flow


def walk(page: PageView, step: Step, *, forward: bool) -> list[CaretPlace]:
    """Return where a caret comes by as it goes through an article from one end."""
    flow = flow_of(page)
    place = moved(flow, CaretPlace(0), Step.DOCUMENT, forward=not forward, inline=0.0)
    places = [place]
    while (place := moved(flow, place, step, forward=forward, inline=60.0)) != places[-1]:
        places.append(place)
        assert len(places) < 9000
    return places


def go(page: PageView, qtbot: QtBot, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> int:
    for key in keys:
        qtbot.keyClick(page, key, held or Qt.KeyboardModifier.NoModifier)
    return page.caret.offset


@pytest.mark.alike(12)
@pytest.mark.parametrize(("text", "target"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("step", [Step.CHARACTER, Step.WORD, Step.CLAUSE, Step.SENTENCE])
def test_a_walk_through_an_article_always_goes_on(
    make_page: MakePage, make_document: MakeDocument, text: str, target: str, step: Step
) -> None:
    page = make_page(make_document(text), target=target)
    blocks = flow_of(page).rendition.document.blocks
    there = [place.offset for place in walk(page, step, forward=True)]
    back = [place.offset for place in walk(page, step, forward=False)]

    assert there == sorted(set(there))
    assert back == sorted(set(back), reverse=True)
    assert {there[0], back[-1]} == {blocks[0].range.start}
    assert {there[-1], back[0]} == {blocks[-1].range.end}
    if step is Step.CHARACTER:
        assert back[::-1] == there


@pytest.mark.parametrize(("text", "target"), TEXTS.values(), ids=TEXTS)
def test_by_characters_it_stops_at_each_once(
    make_page: MakePage, make_document: MakeDocument, text: str, target: str
) -> None:
    page = make_page(make_document(text), target=target)
    flow = flow_of(page)
    seen = [gap_of(flow, place.offset) for place in walk(page, Step.CHARACTER, forward=True)]

    assert seen == sorted(set(seen))
    for before, after in pairwise(seen):
        if before.unit == after.unit:
            ends = {flow.source_offset(before), flow.source_offset(after)}
            for gap in range(before.offset + 1, after.offset):
                # What it passes by is no gap of the source, but inside a sign or a word.
                text = flow.rendered(before.unit).text
                is_inside = not text[before.offset : after.offset].isalnum()
                place = DisplayPosition(before.unit, gap)
                assert is_inside or flow.source_offset(place) in ends


@pytest.mark.parametrize(("text", "target"), TEXTS.values(), ids=TEXTS)
def test_by_lines_it_comes_by_every_line(
    make_page: MakePage, make_document: MakeDocument, text: str, target: str
) -> None:
    page = make_page(make_document(text), target=target)
    flow = flow_of(page)
    lines = [
        (unit, number)
        for unit in range(len(flow.units))
        for number in range(len(flow.layout(unit).lines))
    ]

    for forward in (True, False):
        places = walk(page, Step.LINE, forward=forward)
        seen = dict.fromkeys(tuple(line_at_caret(flow, place)) for place in places)
        assert list(seen) == (lines if forward else lines[::-1])


@pytest.mark.parametrize(
    ("step", "ends"),
    [
        (Step.WORD, ["夜裡", "讀書", "燈下", "有", "雨"]),
        (Step.CLAUSE, ["夜裡讀書", "燈下有雨", "翻開第一頁", "前人的朱筆圈點就在那裡"]),
        (Step.SENTENCE, ["夜裡讀書，燈下有雨；翻開第一頁，前人的朱筆圈點就在那裡。"]),
    ],
)
def test_forward_leads_to_ends_and_back_to_beginnings(
    make_page: MakePage, make_document: MakeDocument, step: Step, ends: list[str]
) -> None:
    page = make_page(make_document(f"{LINE}後一句。"))
    flow, place, last = flow_of(page), CaretPlace(0), 0
    starts = []
    for words in ends:
        place = moved(flow, place, step, forward=True, inline=0.0)
        last = LINE.index(words, last) + len(words)
        assert place.offset == last
        starts.append(last - len(words))
    for start in reversed(starts):
        place = moved(flow, place, step, forward=False, inline=0.0)
        assert place.offset == start


@MODES
def test_arrows_go_where_they_point(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot, mode: Mode
) -> None:
    page = make_page(make_document(LINE * 9), mode=mode)
    page.point_at(40)
    ways = {
        KEYS.Key_Left: QPointF(-1, 0),
        KEYS.Key_Right: QPointF(1, 0),
        KEYS.Key_Up: QPointF(0, -1),
        KEYS.Key_Down: QPointF(0, 1),
    }

    for key, way in ways.items():
        before = page.caret.boxes()[0].center()
        go(page, qtbot, key)
        step = page.caret.boxes()[0].center() - before
        assert QPointF.dotProduct(step, way) > 15, key
        assert abs(step.x() * way.y()) + abs(step.y() * way.x()) < 12, key


@MODES
def test_the_ends_of_a_line_are_both_in_it(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot, mode: Mode
) -> None:
    page = make_page(make_document(LINE * 9), mode=mode)
    page.point_at(40)
    flow = flow_of(page)
    here = line_at_caret(flow, CaretPlace(40))

    end = go(page, qtbot, KEYS.Key_End)
    assert line_at_caret(flow, page.caret._place) == here
    assert end == flow.layout(0).lines[here.number + 1].start
    start = go(page, qtbot, KEYS.Key_Home)
    assert start == flow.layout(0).lines[here.number].start
    on = KEYS.Key_Right if mode is HORIZONTAL else KEYS.Key_Down
    assert go(page, qtbot, KEYS.Key_End, on) == end + 1


def test_from_line_to_line_it_stays_where_it_is_along_them(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(f"{LINE * 3}\n短\n{LINE * 3}"))
    page.point_at(20)
    x = page.caret.boxes()[0].x()

    go(page, qtbot, *[KEYS.Key_Down] * 5)
    go(page, qtbot, *[KEYS.Key_Up] * 5)

    assert page.caret.boxes()[0].x() == pytest.approx(x, abs=11)


@MODES
@pytest.mark.parametrize(
    ("keys", "held"),
    [
        ((KEYS.Key_L,) * 40, None),
        ((KEYS.Key_O,) * 30, None),
        ((KEYS.Key_K,) * 20, None),
        ((KEYS.Key_End,), CONTROL),
        ((KEYS.Key_PageDown,) * 4, None),
        ((KEYS.Key_PageDown,) * 2, CONTROL),
        ((KEYS.Key_End,), CONTROL | SHIFT),
    ],
)
def test_it_is_in_sight_wherever_it_goes(
    make_page: MakePage,
    make_document: MakeDocument,
    qtbot: QtBot,
    mode: Mode,
    keys: tuple[Qt.Key, ...],
    held: Qt.KeyboardModifier | None,
) -> None:
    sections = "".join(f"# 第{n}章\n\n" + f"{LINE * 3}\n\n" * 12 for n in range(4))
    page = make_page(make_document(sections), mode=mode)
    window = page.viewport().rect().toRectF()

    before = page.caret.offset
    for key in keys:
        go(page, qtbot, key, held=held)
        assert page.caret.offset > before
        before = page.caret.offset
        (box,) = page.caret.boxes()
        assert window.contains(box.center())
    go(page, qtbot, KEYS.Key_Home, held=CONTROL)
    assert page.caret.offset == page._rendition.document.blocks[0].range.start
    assert window.contains(page.caret.boxes()[0].center())


def test_a_line_below_scrolls_no_further_than_it_needs(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(f"{LINE * 2}\n" * 80))
    bar = page.verticalScrollBar()
    steps = []
    for _ in range(60):
        before = bar.value()
        go(page, qtbot, KEYS.Key_Down)
        steps.append(bar.value() - before)

    assert steps[0] == 0
    assert 0 < max(steps) < 90


@pytest.mark.parametrize("key", [KEYS.Key_Right, KEYS.Key_L, KEYS.Key_Down, KEYS.Key_End])
def test_with_shift_it_selects_there_and_back(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot, key: Qt.Key
) -> None:
    page = make_page(make_document(LINE * 5))
    page.point_at(33)
    end = go(page, qtbot, key, key, held=SHIFT)
    assert page.selection == TextRange(33, end)

    # Over the place where it began, to the other side.
    go(page, qtbot, KEYS.Key_Home, held=SHIFT | CONTROL)
    assert page.selection == TextRange(0, 33)
    go(page, qtbot, KEYS.Key_Left)
    assert page.selection is None
    assert page.caret.offset == 0


@pytest.mark.parametrize(
    ("at", "key", "words"),
    [
        ("，燈下", KEYS.Key_L, "燈下有雨"),
        ("燈下", KEYS.Key_J, "夜裡讀書"),
        ("下有雨", KEYS.Key_L, "下有雨"),
        ("有雨；", KEYS.Key_J, "燈下"),
        ("；翻開", KEYS.Key_L, "翻開第一頁"),
        ("又一句", KEYS.Key_U, LINE),
    ],
)
def test_marks_before_what_is_moved_over_are_left_out(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot, at: str, key: Qt.Key, words: str
) -> None:
    text = f"{LINE}又一句。"
    page = make_page(make_document(text))
    page.point_at(text.index(at))

    go(page, qtbot, key, held=SHIFT)

    assert page.selection is not None
    assert page.selection.slice(text) == words


def test_what_was_selected_otherwise_is_extended_at_its_end(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(LINE))
    page.point_at(6)
    page.expand_selection()
    assert page.selection == TextRange(5, 7)

    page.show_caret(is_shown=True)
    go(page, qtbot, KEYS.Key_L, held=SHIFT)

    assert page.selection == TextRange(5, LINE.index("；"))


def test_a_click_puts_it_there_and_keys_go_on_from_it(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(LINE))
    (box,) = page.boxes_of(TextRange(9, 10))

    qtbot.mouseClick(
        page.viewport(),
        Qt.MouseButton.LeftButton,
        pos=(box.center() - QPointF(box.width() / 4, 0)).toPoint(),
    )

    assert page.caret.offset == 9
    assert go(page, qtbot, KEYS.Key_Right) == 10


def dark_lines(page: PageView) -> set[int]:
    """Return where along the lines there is one across them as dark and long as the caret."""
    (box,) = page.caret.boxes()
    image: QImage = page.viewport().grab().toImage()
    if box.width() > box.height():
        turn = QTransform(0, 1, 1, 0, 0, 0)
        image, box = image.transformed(turn), turn.mapRect(box)
    ink = load_theme("light").text
    across = range(round(box.top()) + 2, round(box.bottom()) - 2)
    return {
        x for x in range(image.width()) if all(image.pixelColor(x, y).name() == ink for y in across)
    }


@MODES
@pytest.mark.parametrize("offset", [0, 3, len(LINE)])
def test_it_is_painted_where_it_is_and_only_with_the_keys(
    make_page: MakePage, make_document: MakeDocument, mode: Mode, offset: int
) -> None:
    page = make_page(make_document(LINE), mode=mode)
    page.point_at(offset)
    (box,) = page.caret.boxes()
    along = box.y() if mode.is_vertical else box.x()

    assert dark_lines(page)
    assert all(abs(x - along) <= 2 for x in dark_lines(page))
    page.caret.blinked.emit()
    page.caret.set_focus(has_focus=False)
    assert not dark_lines(page)
    page.caret.set_focus(has_focus=True)
    page.show_caret(is_shown=False)
    assert not dark_lines(page)


def test_without_a_caret_keys_scroll_as_before(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(f"{LINE * 2}\n" * 80))
    page.show_caret(is_shown=False)

    qtbot.keyClick(page, KEYS.Key_Down)

    assert page.verticalScrollBar().value() > 0
    assert page.caret.offset == 0


# In a window


@pytest.fixture
def reader(hand: Hand) -> Hand:
    """A hand that touches nothing but keys."""
    hand.press(KEYS.Key_Space, CONTROL, SHIFT)
    assert hand.page.caret.is_on
    return hand


def test_a_clause_is_found_marked_and_written_beside_by_keys_alone(reader: Hand) -> None:
    hand = reader
    hand.press(KEYS.Key_PageDown, CONTROL)
    hand.press(KEYS.Key_K)
    hand.press(KEYS.Key_J)
    hand.press(KEYS.Key_L, SHIFT)
    assert hand.page.selection is not None
    words = hand.page.selection.slice(hand.session.document.source.text)

    hand.press(KEYS.Key_3)
    hand.press(KEYS.Key_N)
    hand.type("abc")
    hand.press(KEYS.Key_Escape)

    ((_, annotation),) = hand.session.annotation_index.in_reading_order()
    assert (annotation.quote, annotation.note) == (words, "abc")
    assert hand.page.hasFocus()
    at = hand.page.caret.offset
    hand.press(KEYS.Key_Right)
    assert hand.page.caret.offset > at


def test_return_takes_the_mark_at_the_caret(reader: Hand) -> None:
    hand = reader
    id_ = hand.mark("前人的朱筆圈點")
    hand.press(KEYS.Key_Home, CONTROL)
    assert hand.cards.active is None
    hand.page.point_at(hand.place_of("朱筆").start)

    hand.press(KEYS.Key_Return)

    assert hand.cards.active == id_
    hand.press(KEYS.Key_Delete)
    assert hand.session.annotation(id_).is_deleted


@pytest.mark.parametrize("quote", ["一本", "舊書", "放在"])
def test_where_nothing_is_selected_the_word_at_the_caret_is_marked(
    reader: Hand, quote: str
) -> None:
    reader.page.point_at(reader.place_of("一本舊書放在桌上").start + "一本舊書放在".index(quote))

    reader.press(KEYS.Key_2)

    ((place, _),) = reader.session.annotation_index.in_reading_order()
    assert place == TextRange(place.start, place.start + len(quote))
    assert place.slice(reader.session.document.source.text) == quote


def test_a_section_gone_to_has_the_caret(reader: Hand) -> None:
    reader.trigger("next-section")

    section = reader.session.document.sections[1]
    assert reader.page.caret.offset == section.blocks[0].range.start
