"""The strip beside the scroll bar: where places are shown, named and gone to, either way."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt

from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.widgets.theme import Theme
    from reader.text.offsets import TextRange

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
TEXT = "\n".join(
    f"第{number}段，{'燈下翻書，窗外有雨。' * (number % 9 + 1)}" for number in range(200)
)


class Places:
    """Places at some offsets of a text."""

    def __init__(self, *starts: int, color: str = "#123456") -> None:
        self.starts = list(starts)
        self.color = color
        self.gone_to: list[int] = []
        self.asked = 0

    def colors_in(self, part: TextRange, theme: Theme) -> Iterable[str]:
        del theme
        self.asked += 1
        return [self.color for _ in self._in(part)]

    def words_in(self, part: TextRange) -> Iterable[str]:
        return [f"at {start}" for start in self._in(part)]

    def go_to_first(self, part: TextRange) -> bool:
        self.gone_to += self._in(part)[:1]
        return bool(self._in(part))

    def _in(self, part: TextRange) -> list[int]:
        return [start for start in self.starts if part.start <= start < part.end]


def along(page: PageView, point: QPointF) -> float:
    """Return how far along the article a point of the strip is, from 0 to 1."""
    if page._mode is HORIZONTAL:
        return point.y() / page.strip.height()
    return 1 - point.x() / page.strip.width()


@MODES
def test_it_lies_between_the_page_and_its_scroll_bar(
    make_page: MakePage, make_document: MakeDocument, mode: WritingMode
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    before = page.viewport().size()
    for _ in range(4):
        page.add_places(Places(5))
    assert page.viewport().size() != before
    is_horizontal = mode is HORIZONTAL
    bar = page.verticalScrollBar() if is_horizontal else page.horizontalScrollBar()
    strip, text = page.strip.geometry(), page.viewport().geometry()

    assert strip.isValid()
    assert not strip.intersects(text)
    bar_start = bar.mapTo(page, bar.rect().topLeft())
    if is_horizontal:
        assert text.right() < strip.left()
        assert strip.right() < bar_start.x()
        assert strip.height() == text.height()
    else:
        assert text.bottom() < strip.top()
        assert strip.bottom() < bar_start.y()
        assert strip.width() == text.width()


@MODES
@pytest.mark.parametrize("part", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_a_place_is_where_the_scroll_bar_would_be_for_it(
    make_page: MakePage, make_document: MakeDocument, mode: WritingMode, part: float
) -> None:
    document = make_document(TEXT)
    page = make_page(document, mode=mode)
    offset = min(round(len(TEXT) * part), len(TEXT) - 1)
    page.add_places(Places(offset))

    (tick,) = page.strip.ticks()

    page.show_at_top(offset)
    scroller = page._page_layout.scroller
    shown = scroller.value / (scroller.maximum + scroller.height)
    at = along(page, page.strip.box_of(tick).center())
    # The last places cannot be the first ones in the window.
    assert at == pytest.approx(shown, abs=0.06) or (part > 0.85 and at > shown)


@MODES
def test_each_place_is_painted_in_its_color(
    make_page: MakePage, make_document: MakeDocument, mode: WritingMode
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    page.add_places(Places(0, 900, 3000))
    page.add_places(Places(900, color="#ff0000"))

    image = page.strip.grab().toImage()

    for tick in page.strip.ticks():
        at = page.strip.box_of(tick).toRect().center()
        assert image.pixelColor(at).name() == tick.colors[0]
    assert [tick.lane for tick in page.strip.ticks()] == [0, 0, 0, 1]


@MODES
def test_a_click_goes_to_the_place_under_the_pointer_and_hovering_names_it(
    make_page: MakePage, make_document: MakeDocument, mode: WritingMode, qtbot: QtBot
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    places = Places(500, 4000)
    page.add_places(places)

    for tick in page.strip.ticks():
        at = page.strip.box_of(tick).center()
        qtbot.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=at.toPoint())
        assert page.strip.words_at(at) == [f"at {places.gone_to[-1]}"]

    assert places.gone_to == [500, 4000]


@MODES
def test_where_nothing_is_there_are_no_words_and_a_click_goes_nowhere(
    make_page: MakePage, make_document: MakeDocument, mode: WritingMode, qtbot: QtBot
) -> None:
    page = make_page(make_document(TEXT), mode=mode)
    places = Places(0)
    page.add_places(places)
    middle = page.strip.rect().center()

    qtbot.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=middle)

    assert page.strip.words_at(QPointF(middle)) == []
    assert places.gone_to == []


def test_what_is_asked_for_grows_with_its_pixels_and_not_with_the_places(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(TEXT))
    many = Places(*range(0, len(TEXT), 2))
    page.add_places(many)

    page.strip.ticks()
    page.strip.ticks()

    assert 0 < many.asked <= page.strip.height()


def test_where_there_is_nothing_little_is_asked_for(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(TEXT))
    none, few = Places(), Places(0, len(TEXT))
    page.add_places(none)
    page.add_places(few)

    ticks = page.strip.ticks()

    assert [tick.lane for tick in ticks] == [1, 1]
    assert none.asked == 1
    assert few.asked < page.strip.height() / 3 / 2


def test_all_places_of_a_text_are_in_some_row(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(TEXT))
    rows = page.strip.height() // 3

    parts = [page.strip.part_of_row(row) for row in range(rows)]

    assert parts[0].start == 0
    assert parts[-1].end == len(TEXT) + 1
    assert all(one.end == other.start for one, other in itertools.pairwise(parts))
