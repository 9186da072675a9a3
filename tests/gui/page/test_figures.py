"""Pictures on the page: whole, upright, decoded beside the window, and never trusted."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage

from reader.document.analysis import analyse
from reader.document.model import Block, BlockKind, Extraction, Picture, Source
from reader.document.packed import packed, unpacked
from reader.document.rendition import Rendition
from reader.gui.page.figure_unit import FigureLayout
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRectF
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.pictures import Pictures
    from tests.gui.conftest import MarkList

    MakePage = Callable[..., PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
PROSE = "燈下讀書，翻開第一頁，前人的朱筆圈點就在那裡，像有人在耳邊輕聲說話，這樣讀書的人不多。"
WORDS = "渡口的早晨"
RED, BLUE = QColor("#c02020"), QColor("#2020c0")


def picture(width: int, height: int, form: str = "PNG") -> bytes:
    """Return the file of a picture that is red at the left and blue at the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    for x in range(width // 2, width):
        for y in range(height):
            image.setPixelColor(x, y, BLUE)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    return bytes(data.data())


def claiming(width: int, height: int) -> bytes:
    """Return a file that says that it is a picture of some size, and has nothing of it."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + head
        + struct.pack(">I", zlib.crc32(head))
        + b"\0\0\0\0"
    )


def article(data: bytes, before: str = PROSE, after: BlockKind = BlockKind.PARAGRAPH) -> Document:
    """Return a document as an importer gives it that knows of a picture between paragraphs."""
    text = f"{before}\n{WORDS}\n{PROSE}"
    start = len(before) + 1
    end = start + len(WORDS)
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, range=TextRange(0, len(before))),
        Block(kind=BlockKind.FIGURE, range=TextRange(start, end)),
        Block(kind=after, range=TextRange(end + 1, len(text))),
    )
    return analyse(
        Extraction(
            source=Source(text=text, encoding="utf-8", digest="sha256:" + "0" * 64),
            name="渡口",
            blocks=blocks,
            pictures=(Picture(start, data),),
        )
    )


@pytest.fixture
def make_page(qtbot: QtBot, marks: MarkList) -> MakePage:
    def make(document: Document, mode: Mode = HORIZONTAL) -> PageView:
        page = PageView(load_theme("light"), 20.0, mode=mode)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        page.show_document(Rendition(document, "original"), marks, "")
        return page

    return make


def pictures_of(page: PageView) -> Pictures:
    assert page._pictures is not None
    return page._pictures


def figure_box(page: PageView) -> QRectF:
    assert page._rendition is not None
    (box,) = page.boxes_of(page._rendition.document.blocks[1].range)
    return box


def colors(page: PageView) -> tuple[str, str]:
    """Return the colours in the left and in the right half of the figure."""
    image, box = page.viewport().grab().toImage(), figure_box(page)
    quarter = QPointF(box.width() / 4, 0)
    left, right = ((box.center() + at).toPoint() for at in (-quarter, quarter))
    return image.pixelColor(left).name(), image.pixelColor(right).name()


@MODES
@pytest.mark.parametrize("form", ["PNG", "JPG", "BMP"])
def test_a_picture_stands_upright_in_its_own_size(
    make_page: MakePage, qtbot: QtBot, mode: Mode, form: str
) -> None:
    page = make_page(article(picture(120, 60, form)), mode)
    before = page.boxes_of(TextRange(len(PROSE) + len(WORDS) + 2, len(PROSE) + len(WORDS) + 3))

    with qtbot.waitSignal(pictures_of(page).changed):
        page.viewport().grab()

    left, right = map(QColor, colors(page))
    assert left.red() > 150 > 100 > left.blue()
    assert right.blue() > 150 > 100 > right.red()
    box = figure_box(page)
    assert (box.width(), box.height()) == pytest.approx((126, 66), abs=1)
    # Nothing moved when it came.
    after = page.boxes_of(TextRange(len(PROSE) + len(WORDS) + 2, len(PROSE) + len(WORDS) + 3))
    assert after == before


@pytest.mark.alike(4)
@MODES
@pytest.mark.parametrize("size", [(3000, 400), (400, 3000), (2000, 2000), (1, 1)])
def test_a_picture_is_never_larger_than_the_window(
    make_page: MakePage, mode: Mode, size: tuple[int, int]
) -> None:
    page = make_page(article(picture(*size)), mode)
    for em in (20.0, 44.0, 12.0):
        page.set_em(em)
        box = figure_box(page)
        assert box.width() <= page.viewport().width()
        assert box.height() <= page.viewport().height()
        shown = (box.width() - 6) / (box.height() - 6)
        assert shown == pytest.approx(size[0] / size[1], rel=0.1)


@MODES
def test_it_grows_with_the_text(make_page: MakePage, mode: Mode) -> None:
    page = make_page(article(picture(100, 50)), mode)
    page.set_em(30.0)

    assert figure_box(page).width() == pytest.approx(156, abs=1)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect/></svg>",
        claiming(100_000, 100_000),
        claiming(0, 10),
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    ],
)
def test_what_is_no_picture_is_shown_in_its_words(make_page: MakePage, data: bytes) -> None:
    page = make_page(article(data))
    page.viewport().grab()

    assert page._page_layout is not None
    assert not isinstance(page._page_layout.flow.layout(1), FigureLayout)
    assert not pictures_of(page)._jobs
    box = figure_box(page)
    assert box.width() == pytest.approx(len(WORDS) * 20 * 0.84, abs=3)


def test_a_picture_that_is_broken_is_tried_once(make_page: MakePage, qtbot: QtBot) -> None:
    whole = picture(300, 200)
    page = make_page(article(whole[:90]))
    page.viewport().grab()
    qtbot.waitUntil(lambda: not pictures_of(page)._jobs)

    page.viewport().grab()

    assert not pictures_of(page)._jobs
    assert figure_box(page).width() == pytest.approx(306, abs=1)
    page.show_document(Rendition(article(whole), "original"), lambda _: (), "")
    with qtbot.waitSignal(pictures_of(page).changed):
        page.viewport().grab()


def test_only_what_is_seen_is_decoded(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(article(picture(200, 100), before=PROSE * 40))
    page.viewport().grab()
    assert not pictures_of(page)._jobs

    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    with qtbot.waitSignal(pictures_of(page).changed):
        page.viewport().grab()


@MODES
def test_a_figure_is_hit_selected_and_copied(make_page: MakePage, mode: Mode, qtbot: QtBot) -> None:
    page = make_page(article(picture(200, 100)), mode)
    start = len(PROSE) + 1

    with qtbot.waitSignal(page.passage_clicked) as blocker:
        at = figure_box(page).center().toPoint()
        qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert blocker.args is not None
    assert start <= blocker.args[0] < start + len(WORDS)
    page.select(TextRange(start, start + len(WORDS)))

    assert page.selected_text == WORDS


@MODES
def test_a_page_has_a_figure_whole(make_page: MakePage, mode: Mode) -> None:
    page = make_page(article(picture(900, 900), before=PROSE * 7), mode)
    page.set_paged(True)
    part = TextRange(len(PROSE) * 7 + 1, len(PROSE) * 7 + 3)

    seen = 0
    while True:
        for box in page.boxes_of(part):
            seen += 1
            assert page.viewport().rect().contains(box.toAlignedRect())
        if not page.scrolling.scroll_by_screen(1):
            break
    assert seen


@MODES
def test_a_picture_and_its_caption_are_on_one_page(make_page: MakePage, mode: Mode) -> None:
    figure = picture(500, 500)
    for count in range(4, 16):
        before = PROSE * count
        page = make_page(article(figure, before, BlockKind.CAPTION), mode)
        page.set_paged(True)
        start = len(before) + 1
        while not page.boxes_of(TextRange(start, start + 2)):
            assert page.scrolling.scroll_by_screen(1)

        caption = start + len(WORDS) + 1
        assert page.boxes_of(TextRange(caption, caption + 2))


def test_a_document_that_is_kept_has_its_pictures() -> None:
    document = article(picture(20, 10))
    data = document.source.text.encode()

    again = unpacked(packed(document, data), data, "渡口")

    assert again.extraction.pictures == document.extraction.pictures
