"""What screen readers are told of the page: the text around the caret, caret and selection."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtWidgets import QWidget

from reader.document.rendition import Rendition
from reader.gui.page.page_mirror import PageMirror
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.text.offsets import TextRange
from reader.text.phonetics import Notation
from reader.text.repair.model import Confidence, Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.shadow_text import ShadowText
    from reader.gui.page.view import PageView

TEXT = """# 𠮷先生的打印机

𠮷先生买了一台打印机，放在窗边的桌上，每天早晨先印一页昨夜读过的书，再用朱笔慢慢地圈点，圈到好处便停下来想一想。

第二段说的是邻居。邻居也姓𠮷，也读书，只是从来不圈点，说书上干干净净的才好看，后来借了一本圈过的，读了三天没有还。

# 第二节

借书的人说，圈点的地方他都先读了一遍，然后才从头读起，这样读书像跟着一个熟路的人走山路，省力，也有话说。
"""


class Mirrored:
    """A page, and what stands for it where screen readers look."""

    def __init__(self, page: PageView, mirror: PageMirror) -> None:
        self.page = page
        self.mirror = mirror

    @property
    def shadow(self) -> ShadowText:
        self.mirror.update()
        assert self.mirror.shadow is not None
        return self.mirror.shadow

    @property
    def text(self) -> str:
        return self.shadow.toPlainText()

    @property
    def before_caret(self) -> str:
        return self._between(0, self.shadow.textCursor().position())

    @property
    def selected(self) -> str:
        cursor = self.shadow.textCursor()
        return self._between(cursor.selectionStart(), cursor.selectionEnd())

    @property
    def line(self) -> str:
        cursor = self.shadow.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfLine)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def offset_of(self, words: str) -> int:
        assert self.page.page_layout is not None
        return self.page.page_layout.flow.rendition.document.source.text.index(words)

    def range_of(self, words: str) -> TextRange:
        start = self.offset_of(words)
        return TextRange(start, start + len(words))

    def ask(self, first: str, last: str = "") -> None:
        """Put the caret before some words, or select up to others, as a screen reader does."""
        before = self.text[: self.text.index(first)]
        cursor = self.shadow.textCursor()
        cursor.setPosition(_utf16(before))
        if last:
            end = self.text[: self.text.index(last) + len(last)]
            cursor.setPosition(_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        self.shadow.setTextCursor(cursor)

    def _between(self, start: int, end: int) -> str:
        encoded = self.text.encode("utf-16-le")
        return encoded[2 * start : 2 * end].decode("utf-16-le")


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.fixture
def asked() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def make_mirrored(
    qtbot: QtBot, make_page: Callable[..., PageView]
) -> Iterator[Callable[..., Mirrored]]:
    made: list[Mirrored] = []

    def make(document: Document, target: str = "original") -> Mirrored:
        parent = QWidget()
        qtbot.addWidget(parent)
        page = make_page(document, target)
        page.setParent(parent)
        parent.resize(page.size())
        parent.show()
        page.show()
        made.append(Mirrored(page, PageMirror(page, parent)))
        return made[-1]

    yield make
    # Now: else they are found in circles while Qt paints another page.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def mirrored(
    make_mirrored: Callable[..., Mirrored], make_document: Callable[..., Document]
) -> Mirrored:
    return make_mirrored(make_document(TEXT))


def test_nothing_is_mirrored_before_something_asks(mirrored: Mirrored, qtbot: QtBot) -> None:
    mirrored.page.show_caret(is_shown=True)
    qtbot.keyClick(mirrored.page, Qt.Key.Key_Right)
    assert mirrored.mirror.shadow is None


@pytest.mark.usefixtures("asked")
def test_it_is_mirrored_once_something_asks(mirrored: Mirrored, qtbot: QtBot) -> None:
    mirrored.page.show_caret(is_shown=True)
    qtbot.waitUntil(lambda: mirrored.mirror.shadow is not None)


def test_the_text_is_the_words_of_the_page(mirrored: Mirrored) -> None:
    words = [line.lstrip("# ") for line in TEXT.splitlines() if line]
    assert mirrored.text == "\n".join(words)
    assert mirrored.shadow.isReadOnly()


@pytest.mark.parametrize("target", ["original", "s2t", "s2twp", "s2hk"])
@pytest.mark.parametrize("words", ["机", "，放在", "第二段", "还。", "熟路", "𠮷，", "读了"])
def test_the_caret_is_before_the_same_character(
    make_mirrored: Callable[..., Mirrored],
    make_document: Callable[..., Document],
    target: str,
    words: str,
) -> None:
    document = make_document(TEXT)
    mirrored = make_mirrored(document, target)
    mirrored.page.show_caret(is_shown=True)
    offset = mirrored.offset_of(words)

    mirrored.page.caret.go_to(offset)

    start = document.blocks[document.block_index(offset)].range.start
    shown = Rendition(document, target).text_of(TextRange(start, offset))
    before = mirrored.before_caret.rpartition("\n")[2]
    # Within a word that is converted as one, it is where the word begins.
    assert before == shown or (target == "s2twp" and shown.startswith(before))


def test_the_selection_is_mirrored_with_the_caret_at_the_end_that_moves(
    mirrored: Mirrored, qtbot: QtBot
) -> None:
    mirrored.page.show_caret(is_shown=True)
    mirrored.page.caret.go_to(mirrored.offset_of("𠮷，也"))
    for _ in range(3):
        qtbot.keyClick(mirrored.page, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)

    assert mirrored.selected == "居也姓"
    cursor = mirrored.shadow.textCursor()
    assert cursor.position() < cursor.anchor()
    mirrored.page.select(None)
    assert mirrored.selected == ""


def test_a_selection_over_paragraphs_is_mirrored(mirrored: Mirrored) -> None:
    start, end = mirrored.range_of("停下来"), mirrored.range_of("借书的人")
    mirrored.page.select(TextRange(start.start, end.end))
    assert mirrored.selected.startswith("停下来想一想。\n第二段")
    assert mirrored.selected.endswith("第二节\n借书的人")


def test_a_screen_reader_can_move_the_caret(mirrored: Mirrored) -> None:
    mirrored.page.show_caret(is_shown=True)
    mirrored.ask("熟路的人")
    assert mirrored.page.caret.offset == mirrored.offset_of("熟路的人")
    assert mirrored.before_caret.endswith("跟着一个")


def test_a_screen_reader_can_select(mirrored: Mirrored) -> None:
    mirrored.ask("𠮷，也", "只是")
    assert mirrored.page.selection == mirrored.range_of("𠮷，也读书，只是")


def test_what_a_screen_reader_selected_is_extended_by_keys(
    mirrored: Mirrored, qtbot: QtBot
) -> None:
    mirrored.page.show_caret(is_shown=True)
    mirrored.page.caret.go_to(mirrored.offset_of("第二段"))
    mirrored.ask("𠮷，也", "只是")

    qtbot.keyClick(mirrored.page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    assert mirrored.selected == "𠮷，也读书，只是从"


def test_where_no_caret_is_the_first_line_shown_is_read(
    make_mirrored: Callable[..., Mirrored], make_document: Callable[..., Document]
) -> None:
    mirrored = make_mirrored(make_document(TEXT * 12))
    assert mirrored.before_caret == ""

    mirrored.page.scrolling.scroll_by_screen(2)

    read = mirrored.page.reading_offset
    assert read > 0
    assert mirrored.shadow.textCursor().position() > 0
    cursor = mirrored.shadow.textCursor()
    assert mirrored.line
    mirrored.page.caret.go_to(read)
    assert mirrored.shadow.textCursor().position() == cursor.position()


@pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])
@pytest.mark.parametrize("width", [500, 900])
def test_lines_are_those_of_the_page(mirrored: Mirrored, mode: object, width: int) -> None:
    mirrored.page.set_mode(mode)
    mirrored.page.resize(width, 700)
    page_layout = mirrored.page.page_layout
    assert page_layout is not None
    for unit in [placed.unit for placed in page_layout.visible()]:
        text, lines = page_layout.flow.rendered(unit).text, page_layout.flow.layout(unit).lines
        ends = [line.start for line in lines[1:]] + [len(text)]
        start = page_layout.flow.units[unit].range.start
        for line, end in zip(lines, ends, strict=True):
            mirrored.page.caret.go_to(start + line.start)
            assert mirrored.line == text[line.start : end]


def test_marks_made_of_several_characters_stay_in_their_line(
    make_mirrored: Callable[..., Mirrored], make_document: Callable[..., Document]
) -> None:
    mirrored = make_mirrored(
        make_document("読か\u3099書e\u0301は👩\u200d🏫楽\U000e0100しい。" * 40)
    )
    page_layout = mirrored.page.page_layout
    assert page_layout is not None
    text, lines = page_layout.flow.rendered(0).text, page_layout.flow.layout(0).lines
    assert len(lines) > 3
    for line, after in pairwise(lines):
        mirrored.page.caret.go_to(line.start)
        assert mirrored.line == text[line.start : after.start]


def test_readings_are_no_part_of_it_and_the_script_and_repairs_are(
    make_mirrored: Callable[..., Mirrored], make_document: Callable[..., Document]
) -> None:
    text = "内蒙古自治區(qū)的圖書館，裡面有打印机。" * 9
    repairs = [
        Repair("inline-pinyin", found.start(), found.end(), "區(qū)", "區", Confidence.HIGH)
        for found in re.finditer(r"區\(qū\)", text)
    ]
    document = make_document(text, repairs=repairs)
    mirrored = make_mirrored(document, "s2twp")
    before = mirrored.text

    mirrored.page.set_readings(lambda *_: [], Notation.PINYIN)

    assert "印表機" in before
    assert "自治區的" in before
    assert "qū" not in before
    assert mirrored.text == before
    mirrored.page.set_rendition(Rendition(document), "")
    assert "打印机" in mirrored.text
    mirrored.ask("裡面")
    assert mirrored.page.caret.offset == text.index("裡面")


def test_of_a_long_text_the_neighbourhood_is_mirrored(
    make_mirrored: Callable[..., Mirrored], make_document: Callable[..., Document]
) -> None:
    lines = [f"第{number}段，" + "讀書寫字" * 20 for number in range(3000)]
    mirrored = make_mirrored(make_document("\n".join(lines)))
    mirrored.page.show_caret(is_shown=True)
    for number in (0, 1499, 1500, 1520, 2999, 3):
        mirrored.page.caret.go_to(mirrored.offset_of(f"第{number}段"))
        assert mirrored.line.startswith(f"第{number}段")
        assert len(mirrored.text) < 12_000
        around = (number - 10, number + 10)
        assert all(f"第{n}段" in mirrored.text for n in around if 0 <= n < len(lines))


def test_the_text_stays_while_the_caret_is_well_within_it(
    make_mirrored: Callable[..., Mirrored], make_document: Callable[..., Document]
) -> None:
    lines = [f"第{number}段，" + "讀書寫字" * 20 for number in range(3000)]
    mirrored = make_mirrored(make_document("\n".join(lines)))
    mirrored.page.caret.go_to(mirrored.offset_of("第1000段"))
    before = mirrored.text
    mirrored.page.caret.go_to(mirrored.offset_of("第1020段"))
    assert mirrored.text == before


def test_a_selection_beyond_what_is_mirrored_reaches_its_ends(
    make_mirrored: Callable[..., Mirrored], make_document: Callable[..., Document]
) -> None:
    lines = [f"第{number}段，" + "讀書寫字" * 20 for number in range(3000)]
    mirrored = make_mirrored(make_document("\n".join(lines)))
    mirrored.page.select(TextRange(0, mirrored.offset_of("第2000段")))
    assert mirrored.selected == mirrored.text


def test_it_has_the_focus_with_the_page_and_is_no_stop_for_the_tab_key(
    mirrored: Mirrored, qtbot: QtBot
) -> None:
    mirrored.page.window().activateWindow()
    mirrored.page.setFocus()
    qtbot.waitUntil(mirrored.page.hasFocus)
    assert mirrored.shadow.hasFocus()
    qtbot.keyClick(mirrored.page, Qt.Key.Key_Tab)
    assert mirrored.page.window().focusWidget() is not mirrored.shadow
