"""The page written in columns: changed to and back, scrolled, and painted beside the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.annotation.mark import Mark
from reader.document.rendition import Rendition
from reader.gui.page.end_moves import End
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange
from reader.text.phonetics import Notation
from tests.support.wheel import turn_wheel

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from reader.gui.page.writing_mode import WritingMode
    from tests.gui.conftest import MarkList

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

SENTENCE = "夜讀𠮷書，燈下有雨，翻開第12頁，“前人的朱筆圈點”就在那裡，像有人在耳邊輕聲說話。"
LONG = "\n".join(f"第{i}段，{SENTENCE * 3}" for i in range(60))


@pytest.fixture
def vertical(make_page: MakePage, make_document: MakeDocument) -> PageView:
    page = make_page(make_document(LONG))
    page.set_mode(VERTICAL)
    return page


def test_the_line_read_stays_when_the_writing_changes(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    document = make_document(LONG)
    page = make_page(document)
    offset = document.blocks[30].range.start
    page.show_at_top(offset)

    for mode in (VERTICAL, HORIZONTAL, VERTICAL, HORIZONTAL):
        page.set_mode(mode)
        assert page.reading_offset == offset
        assert page.is_in_sight(TextRange(offset, offset + 1))
        assert page.verticalScrollBar().isVisible() is (mode is HORIZONTAL)
        assert page.horizontalScrollBar().isVisible() is (mode is VERTICAL)


def test_a_change_of_direction_lays_out_once(vertical: PageView) -> None:
    seen = []
    vertical.laid_out.connect(lambda: seen.append(vertical.viewport().size()))

    for mode in (HORIZONTAL, VERTICAL):
        seen.clear()
        vertical.set_mode(mode)
        assert seen == [vertical.viewport().size()]


def test_columns_fade_as_they_leave_the_window(vertical: PageView) -> None:
    vertical.show_at_top(2000)
    place, bar = TextRange(2100, 2101), vertical.horizontalScrollBar()

    def darkest(left: int) -> int:
        """Return how dark the column is with its left edge so many pixels within the window."""
        (box,) = vertical.boxes_of(place)
        bar.setValue(bar.value() + left - round(box.left()))
        (box,) = vertical.boxes_of(place)
        seen = box.toRect().intersected(vertical.viewport().rect())
        picture = vertical.viewport().grab(seen).toImage()
        places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
        return min(QColor(picture.pixel(*at)).lightness() for at in places)

    whole, half, sliver = (darkest(left) for left in (4, -10, -17))

    assert whole < 80
    assert 80 < half < 200
    assert sliver > 180


@pytest.mark.parametrize(
    ("turned", "goes_on"),
    [
        (QPoint(0, -120), True),
        (QPoint(0, 120), False),
        # Fingers that go to the right take the columns along.
        (QPoint(120, 0), True),
        (QPoint(-120, 0), False),
    ],
)
def test_the_wheel_moves_the_columns(vertical: PageView, turned: QPoint, goes_on: bool) -> None:
    bar = vertical.horizontalScrollBar()
    bar.setValue(1000)

    turn_wheel(vertical, turned)

    assert bar.value() > 1000 if goes_on else bar.value() < 1000


def test_a_wheel_turned_in_small_steps_comes_as_far(vertical: PageView) -> None:
    bar = vertical.horizontalScrollBar()
    turn_wheel(vertical, QPoint(0, -120))
    step = bar.value()
    bar.setValue(0)

    for _ in range(8):
        turn_wheel(vertical, QPoint(0, -15))

    assert bar.value() == pytest.approx(step, abs=8)


@pytest.mark.parametrize(
    ("key", "goes_on"),
    [
        (Qt.Key.Key_Left, True),
        (Qt.Key.Key_Right, False),
        (Qt.Key.Key_Down, True),
        (Qt.Key.Key_Up, False),
        (Qt.Key.Key_PageDown, True),
        (Qt.Key.Key_PageUp, False),
        (Qt.Key.Key_Space, True),
    ],
)
def test_keys_move_the_columns(
    vertical: PageView, qtbot: QtBot, key: Qt.Key, goes_on: bool
) -> None:
    bar = vertical.horizontalScrollBar()
    bar.setValue(2000)

    qtbot.keyClick(vertical, key)

    assert bar.value() > 2000 if goes_on else bar.value() < 2000


def test_arrows_to_the_side_do_nothing_to_lines(
    make_page: MakePage, make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(LONG))
    page.verticalScrollBar().setValue(500)

    qtbot.keyClick(page, Qt.Key.Key_Left)
    qtbot.keyClick(page, Qt.Key.Key_Right)

    assert page.verticalScrollBar().value() == 500


@pytest.mark.parametrize("width", [700, 1000])
def test_each_character_on_the_page_is_hit_in_its_box(vertical: PageView, width: int) -> None:
    vertical.resize(width, 520)
    vertical.show_at_top(700)
    window = QRectF(vertical.viewport().rect())

    seen = 0
    for offset in range(700, 1100):
        for box in vertical.boxes_of(TextRange(offset, offset + 1)):
            if window.contains(box) and box.height() > 1:
                seen += 1
                assert vertical.pointer.character_at(box.center()) == offset
    assert seen > 300


def test_a_double_click_selects_a_word(vertical: PageView, qtbot: QtBot) -> None:
    start = LONG.index("燈下")
    (box,) = vertical.boxes_of(TextRange(start, start + 1))

    qtbot.mouseDClick(vertical.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    assert vertical.selection is not None
    assert vertical.selection.start <= start < vertical.selection.end <= start + 3


@pytest.mark.parametrize("change", ["zoom", "resize"])
def test_the_column_read_stays_through_zoom_and_resize(vertical: PageView, change: str) -> None:
    vertical.show_at_top(1500)
    offset = vertical.reading_offset

    for em, width in ((28.0, 640), (14.0, 1100), (20.0, 900)):
        if change == "zoom":
            vertical.set_em(em)
        else:
            vertical.resize(width, 500)
        shown = vertical.boxes_of(TextRange(offset, offset + 1))
        assert shown
        assert shown[0].center().x() > vertical.viewport().width() * 0.8


def test_lines_that_underline_are_at_the_right(vertical: PageView, marks: MarkList) -> None:
    part = TextRange(5, 20)
    theme = load_theme("light")
    marks.marks = [Mark("a", part, "green", "underline", has_note=False)]
    vertical.refresh()
    image = vertical.viewport().grab().toImage()

    (box,) = vertical.boxes_of(part)

    colored = [
        x
        for x in range(round(box.left()) - 4, round(box.right()) + 5)
        if image.pixelColor(x, round(box.center().y())) == QColor(theme.strokes["green"])
    ]
    assert colored
    assert all(abs(x - box.right()) < 3 for x in colored)


@pytest.mark.parametrize("notation", list(Notation))
@pytest.mark.parametrize("style", ["underline", "wavy", "dots"])
def test_lines_that_underline_leave_readings_their_place(
    vertical: PageView, marks: MarkList, notation: Notation, style: str
) -> None:
    part = TextRange(5, 20)
    stroke = QColor(load_theme("light").strokes["green"])
    vertical.set_readings(lambda _r, part, _n: [None] * len(part), notation)
    marks.marks = [Mark("a", part, "green", style, has_note=False)]
    vertical.refresh()
    image = vertical.viewport().grab().toImage()

    (box,) = vertical.boxes_of(part)

    around = box.toRect().adjusted(-12, 4, 12, -4)
    colored = {
        x
        for x in range(around.left(), around.right())
        for y in range(around.top(), around.bottom())
        if image.pixelColor(x, y) == stroke
    }
    assert colored
    assert max(colored) < box.center().x()


@pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
def test_a_frame_crosses_no_reading(
    make_page: MakePage, make_document: MakeDocument, mode: WritingMode
) -> None:
    page = make_page(make_document(SENTENCE), mode=mode)
    page.set_readings(lambda _r, part, _n: ["yán"] * len(part), Notation.PINYIN)
    part = TextRange(3, 9)
    box = page.boxes_of(part)[0].toRect()
    plain = page.viewport().grab().toImage()

    page.choose(part)

    beside = QRect(box.right() + 1, box.top() + 8, 6, box.height() - 16)
    above = QRect(box.left() + 8, box.top() - 7, box.width() - 16, 6)
    of_readings = beside if mode is VERTICAL else above
    assert page.viewport().grab().toImage().copy(of_readings) == plain.copy(of_readings)


def test_the_ends_of_a_mark_are_where_they_can_be_taken_beside_readings(
    vertical: PageView, marks: MarkList
) -> None:
    part = TextRange(5, 20)
    ink = QColor(load_theme("light").inks["text"])
    vertical.set_readings(lambda _r, part, _n: [None] * len(part), Notation.PINYIN)
    marks.marks = [Mark("a", part, "green", "underline", has_note=False)]
    vertical.refresh()
    vertical.ends.set(marks.marks[0])
    image = vertical.viewport().grab().toImage()

    (box,) = vertical.boxes_of(part)

    for knob in (QPointF(box.right(), box.top() - 3), QPointF(box.left(), box.bottom() + 3)):
        assert image.pixelColor(knob.toPoint()) == ink


@pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
@pytest.mark.parametrize(("before", "after"), [(0, 1), (1, 0), (1, 1), (0, 0)])
def test_a_mark_from_between_paragraphs_to_between_them_has_both_ends(
    make_page: MakePage, make_document: MakeDocument, mode: WritingMode, before: int, after: int
) -> None:
    words = "那天晚上他在燈下"
    page = make_page(make_document(f"第一段。\n{words}\n第三段。"), mode=mode)
    page_layout = page.page_layout
    assert page_layout is not None
    start = len("第一段。\n")
    part = TextRange(start - before, start + len(words) + after)

    page.ends.set(Mark("a", part, "green", "solid", has_note=False))

    (box,) = page.boxes_of(TextRange(start, start + len(words)))
    if mode is VERTICAL:
        ends = QPointF(box.center().x(), box.top() - 3), QPointF(box.center().x(), box.bottom() + 3)
    else:
        ends = QPointF(box.left() - 3, box.center().y()), QPointF(box.right() + 3, box.center().y())
    found = [page.ends.end_at(page_layout.window.to_point(at)) for at in ends]
    assert found == [End.START, End.END]
    (shown,) = [
        each
        for placed in page_layout.visible()
        for each in page.ends.decoration().shown_in(page_layout, placed)
    ]
    assert (shown.begins, shown.ends) == (True, True)


def test_what_is_copied_has_the_marks_of_the_text(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(SENTENCE))
    page.set_mode(VERTICAL)
    page.select(TextRange(0, len(SENTENCE)))

    page.copy()

    assert QApplication.clipboard().text() == SENTENCE


def test_quotes_of_some_views_only_are_corners(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    document = make_document(SENTENCE)
    page = make_page(document, "original")
    page.set_corner_quotes(["auto-tw"])

    def shown() -> str:
        layout = page._page_layout
        assert layout is not None
        return layout.flow.layout(0).text  # type: ignore[attr-defined]

    assert "“" in shown()
    page.set_rendition(Rendition(document, "auto-tw"), "")
    assert "「前人" in shown()
    page.set_rendition(Rendition(document, "auto-s"), "")
    assert "“" in shown()
    page.set_mode(VERTICAL)
    assert "『前人" in shown()
    page.set_rendition(Rendition(document, "auto-hk"), "")
    assert "「前人" in shown()


def point_at(page: PageView, offset: int) -> None:
    """Move the pointer, with no button held, over a character."""
    (box,) = page.boxes_of(TextRange(offset, offset + 1))
    nothing = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        box.center(),
        page.viewport().mapToGlobal(box.center()),
        nothing,
        nothing,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(page.viewport(), event)


def test_the_beam_over_columns_lies(vertical: PageView) -> None:
    point_at(vertical, 3)
    picture = vertical.viewport().cursor().pixmap().toImage()

    assert vertical.viewport().cursor().shape() is Qt.CursorShape.BitmapCursor
    dark = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() > 200 and picture.pixelColor(x, y).lightness() < 80
    ]
    across = max(x for x, _ in dark) - min(x for x, _ in dark)
    down = max(y for _, y in dark) - min(y for _, y in dark)
    assert across > 1.5 * down
    vertical.set_mode(HORIZONTAL)
    point_at(vertical, 3)
    assert vertical.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor
