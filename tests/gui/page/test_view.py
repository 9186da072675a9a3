"""The page under a hand: pixels to ranges and back, scrolling, zooming, marks on every script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication

from reader.annotation.mark import Mark
from reader.document.rendition import Rendition
from reader.document.unit_table import UNIT_LENGTH
from reader.gui.widgets.theme import load_theme
from reader.importers import import_bytes
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.document.rendition import Rendered
    from reader.gui.page.view import PageView
    from tests.gui.conftest import MarkList

    MakeDocument = Callable[..., Document]

LONG = "\n".join(
    ["# 第一章"] + [f"第{i}段，人生識字憂患始，姓名粗記可以休。" * 6 for i in range(200)]
)
ASTRAL = "甲𠮷乙𫇥丙，這裡有兩個不在基本平面的字。"


@pytest.mark.parametrize("wanted", [TextRange(1, 2), TextRange(2, 3), TextRange(3, 8)])
def test_boxes_stand_on_their_characters_whatever_qt_counts(
    make_page: Callable[..., PageView], make_document: MakeDocument, wanted: TextRange
) -> None:
    page = make_page(make_document(ASTRAL))

    (box,) = page.boxes_of(wanted)

    assert box.width() == pytest.approx(20.0 * len(wanted), abs=1.0)


def test_clicking_a_character_tells_which(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(ASTRAL))
    box = page.boxes_of(TextRange(4, 5))[0]

    with qtbot.waitSignal(page.passage_clicked) as blocker:
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())

    assert blocker.args == [4]
    assert page.selection is None


def test_clicking_beside_the_text_is_no_click_on_it(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document("短\n" + ASTRAL))

    with qtbot.assertNotEmitted(page.passage_clicked):
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(850, 80))


def test_a_book_is_converted_and_laid_out_only_where_it_is_seen(
    make_page: Callable[..., PageView], make_document: MakeDocument
) -> None:
    document = make_document("\n".join(f"第{i}段，头发长了，干部来了。" * 5 for i in range(5000)))
    rendition = Rendition(document, "s2tw")
    page = make_page(document)

    page.set_rendition(rendition, "")
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())

    assert rendition._render.cache_info().misses < 100


def test_copying_takes_the_text_as_displayed(
    make_page: Callable[..., PageView], make_document: MakeDocument
) -> None:
    page = make_page(make_document("他们干了什么\n头发长了"), "s2tw")

    page.select(TextRange(0, 9))
    page.copy()

    assert QApplication.clipboard().text() == "他們幹了什麼\n頭髮"


def test_the_line_being_read_stays_through_zoom_resize_and_script(
    make_page: Callable[..., PageView], make_document: MakeDocument
) -> None:
    document = make_document(LONG)
    page = make_page(document)
    offset = document.blocks[120].range.start
    page.show_at_top(offset)
    assert page.reading_offset == offset

    page.set_em(31.0)
    page.resize(620, 500)
    page.set_rendition(Rendition(document, "t2s"), "")
    page.set_em(14.0)

    assert page.reading_offset == offset
    assert page.boxes_of(TextRange(offset, offset + 1))[0].top() < 40


def test_keys_scroll(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(LONG))
    bar = page.verticalScrollBar()

    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() > 500
    qtbot.keyClick(page, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    qtbot.keyClick(page, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(page, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_going_to_a_passage_brings_it_into_sight(
    make_page: Callable[..., PageView], make_document: MakeDocument
) -> None:
    document = make_document(LONG)
    page = make_page(document)
    passage = TextRange(document.blocks[150].range.start, document.blocks[150].range.start + 9)
    assert page.boxes_of(passage) == []

    page.go_to(passage)

    assert 0 < page.boxes_of(passage)[0].top() < page.viewport().height()


def colors_in(page: PageView, box: QRectF) -> set[str]:
    image: QImage = page.viewport().grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(round(box.left()), round(box.right()))
        for y in range(round(box.top()), round(box.bottom()))
    }


@pytest.mark.parametrize(
    "style", ["solid", "underline", "wavy", "strikethrough", "dots", "outline"]
)
def test_every_style_of_mark_is_painted_over_its_passage(
    make_page: Callable[..., PageView], make_document: MakeDocument, marks: MarkList, style: str
) -> None:
    page = make_page(make_document(ASTRAL))
    marked, beside = page.boxes_of(TextRange(1, 3))[0], page.boxes_of(TextRange(10, 12))[0]
    theme = load_theme("light")
    color = theme.fills["blue"] if style == "solid" else theme.strokes["blue"]
    assert color not in colors_in(page, marked)

    marks.marks = [Mark("a", TextRange(1, 3), "blue", style, has_note=False)]

    assert color in colors_in(page, marked.adjusted(0, 0, 0, 2))
    assert color not in colors_in(page, beside)


HAIR = {"original": "头发", "t2s": "头发", "s2tw": "頭髮", "s2twp": "頭髮", "s2hk": "頭髮"}


@pytest.mark.parametrize("target", HAIR)
def test_a_mark_lies_over_the_same_characters_in_every_script(
    make_page: Callable[..., PageView], make_document: MakeDocument, marks: MarkList, target: str
) -> None:
    text = "𠮷他说算法和打印机都坏了，头发乱了。"
    hair = TextRange(text.index("头发"), text.index("头发") + 2)
    page = make_page(make_document(text), target)
    shown = page._rendition.text_of(TextRange(0, len(text)))
    start = shown.index(HAIR[target])
    # A page on which nothing is converted tells where the characters displayed stand.
    (expected,) = make_page(make_document(shown)).boxes_of(TextRange(start, start + 2))
    marks.marks = [Mark("a", hair, "blue", "solid", has_note=False)]

    (box,) = page.boxes_of(hair)

    assert box.left() == pytest.approx(expected.left(), abs=1)
    assert box.width() == pytest.approx(expected.width(), abs=1)
    color = load_theme("light").fills["blue"]
    assert color in colors_in(page, box)
    assert color not in colors_in(page, box.translated(-box.width(), 0))
    assert color not in colors_in(page, box.translated(box.width(), 0))


def test_a_phrase_changes_its_length_before_the_mark(make_document: MakeDocument) -> None:
    text = "𠮷他说算法和打印机都坏了，头发乱了。"

    shown = Rendition(make_document(text), "s2twp").text_of(TextRange(0, len(text)))

    assert shown == "𠮷他說演算法和印表機都壞了，頭髮亂了。"


@pytest.mark.parametrize("locale", ["zh_CN", "zh_TW", "en"])
def test_the_language_of_the_interface_does_not_change_the_forms_of_the_text(
    make_page: Callable[..., PageView], make_document: MakeDocument, locale: str
) -> None:
    document = make_document("骨，角。「過」！")
    page = make_page(document)
    before = QLocale()

    QLocale.setDefault(QLocale(locale))
    try:
        other = make_page(document)
        drawn = other.viewport().grab().toImage()
    finally:
        QLocale.setDefault(before)

    assert drawn == page.viewport().grab().toImage()


class CountedRendition(Rendition):
    """Remembers how long the parts were that were asked for."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.lengths: list[int] = []

    def part(self, part: TextRange) -> Rendered:
        self.lengths.append(len(part))
        return super().part(part)


def test_a_block_without_end_is_laid_out_in_parts(
    make_page: Callable[..., PageView], make_document: MakeDocument
) -> None:
    document = make_document("無邊落木蕭蕭下" * 40_000)
    page = make_page(document)
    rendition = CountedRendition(document)
    page.set_rendition(rendition, "")

    page.show_at_top(200_000)

    assert page.boxes_of(TextRange(200_000, 200_007))
    assert max(rendition.lengths) <= UNIT_LENGTH
    assert rendition._render.cache_info().misses < 10


def test_a_passage_gone_to_glows_once(
    make_page: Callable[..., PageView], make_document: MakeDocument, qtbot: QtBot
) -> None:
    page = make_page(make_document(LONG))
    passage = TextRange(40, 48)
    (box,) = page.boxes_of(passage)
    plain = page.viewport().grab(box.toAlignedRect()).toImage()

    page.go_to(passage)

    assert page.boxes_of(passage) == [box]
    assert page.viewport().grab(box.toAlignedRect()).toImage() != plain
    beside = box.translated(box.width() + 20, 0)
    assert load_theme("light").page in colors_in(page, beside)
    qtbot.waitUntil(lambda: page.viewport().grab(box.toAlignedRect()).toImage() == plain)


def test_the_lines_of_code_stand_below_each_other(make_page: Callable[..., PageView]) -> None:
    text = "# 題\n\n寫法如下，共有三行。\n\n```\n甲\n乙\n丙\n```\n\n## 完\n\n寫完了。\n"
    page = make_page(import_bytes(text.encode(), Path("a.md")))

    first, second = (text.index(character) for character in "甲丙")
    above = page.boxes_of(TextRange(first, first + 1))[0]
    below = page.boxes_of(TextRange(second, second + 1))[0]

    assert below.top() > above.bottom()
    assert below.left() == pytest.approx(above.left(), abs=1)


def test_a_page_too_low_for_a_line_can_be_clicked_and_left(
    make_page: Callable[..., PageView], qtbot: QtBot
) -> None:
    page = make_page(import_bytes("燈下讀書\n\n前人用朱筆點過。\n".encode(), Path("a.txt")))
    page.resize(400, 4)
    page.set_em(60.0)

    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 2))

    assert page.reading_offset == 0


@pytest.mark.parametrize("is_paged", [False, True])
def test_progress_goes_from_nothing_to_all_whatever_the_text_is_written_in(
    make_page: Callable[..., PageView], make_document: MakeDocument, is_paged: bool
) -> None:
    words = "An old book lay on the table, its paper yellow, its letters still as clear as ever. "
    page = make_page(make_document(f"{words * 6}\n\n\n" * 60))
    page.set_paged(is_paged)

    seen = [page.progress]
    while page.scrolling.scroll_by_screen(1):
        seen.append(page.progress)

    assert seen == sorted(seen)
    assert seen[0] == 0.0
    assert max(seen[:-1]) < 1.0
    assert seen[-1] == 1.0
    assert seen[len(seen) // 2] == pytest.approx(0.5, abs=0.08)
