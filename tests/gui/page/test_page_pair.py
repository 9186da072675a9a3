"""Two pages of one article begin with the same paragraph, whichever of them is scrolled."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from reader.document.rendition import UNREPAIRED, Rendition
from reader.document.unit_table import UnitTable
from reader.gui.page.page_pair import PagePair
from reader.gui.page.page_tops import top_of
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.widgets.theme import load_theme
from reader.importers import import_bytes
from reader.text.offsets import TextRange
from tests.support.wheel import turn_wheel

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.gui.page.writing_mode import WritingMode

    Pair = tuple[PageView, PageView]
    MakePair = Callable[..., Pair]

_WORDS = (
    "他發(fā)現(xiàn)這一區(qū)的規(guī)範，",
    "燈下讀一本舊書，",
    "软件与程序员，",
    "頭髮和乾隆。",
)
MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["lines", "columns"])


def article(paragraphs: int = 150) -> str:
    """Return paragraphs that are of very different length where they are not repaired."""
    rng = Random(7)  # noqa: S311 - repeatable, not secret
    lines = ("".join(rng.choices(_WORDS, k=rng.randint(1, 40))) for _ in range(paragraphs))
    return "夜讀週報 – 一篇長文\n\n" + "\n\n".join(lines)


@pytest.fixture
def make_pair(qtbot: QtBot) -> MakePair:
    # What belongs to it can go before the test ends.
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(1600, 900)
    holder.show()

    def make(
        mode: WritingMode = HORIZONTAL,
        sizes: tuple[tuple[int, int], ...] = ((700, 600), (500, 600)),
    ) -> Pair:
        document = import_bytes(article().encode(), Path("a.txt"))
        table = UnitTable(document)
        pages = []
        for target, size in zip(("original", UNREPAIRED), sizes, strict=True):
            page = PageView(load_theme("light"), 20.0, holder, mode=mode)
            page.resize(*size)
            page.show()
            page.show_document(Rendition(document, target), lambda _: (), "", table)
            pages.append(page)
        first, second = pages
        PagePair(first, second)
        return first, second

    return make


def tops(pair: Pair) -> list[tuple[int, float]]:
    """Return which unit each begins with, and how much of it is above the window."""
    found = []
    for page in pair:
        assert page.page_layout is not None
        top = top_of(page.page_layout)
        found.append((top.unit, round(top.above, 6)))
    return found


def are_together(pair: Pair) -> bool:
    first, second = tops(pair)
    return first[0] == second[0] and first[1] == pytest.approx(second[1], abs=1e-3)


@pytest.fixture(params=[0, 1], ids=["first", "second"])
def used(request: pytest.FixtureRequest) -> int:
    """Which of the two is used."""
    return request.param


@MODES
def test_the_wheel_scrolls_both(make_pair: MakePair, mode: WritingMode, used: int) -> None:
    pair = make_pair(mode)
    before = 0.0

    for _ in range(40):
        turn_wheel(pair[used], QPoint(0, -120))
        assert are_together(pair)
        unit, above = tops(pair)[1 - used]
        assert unit + above >= before
        before = unit + above
    assert before > 3
    for _ in range(20):
        turn_wheel(pair[used], QPoint(0, 120))
        assert are_together(pair)


@MODES
@pytest.mark.parametrize("used", [0, 1])
def test_each_step_is_a_step_in_the_other(
    make_pair: MakePair, mode: WritingMode, used: int
) -> None:
    pair = make_pair(mode)
    moved: list[int] = []
    pair[used].reading_moved.connect(moved.append)

    places = []
    for _ in range(200):
        pair[used].scrolling.scroll_by(3)
        unit, above = tops(pair)[1 - used]
        places.append(unit + above)

    # What follows does not push back, and moves with every step, never by a paragraph at once.
    assert len(moved) == 200
    after_margin = [place for place in places if place > 0]
    steps = [b - a for a, b in pairwise(after_margin)]
    assert min(steps) > 0
    assert max(steps) < 0.5


@MODES
@pytest.mark.parametrize(
    "key", [Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_End]
)
def test_keys_scroll_both(
    qtbot: QtBot, make_pair: MakePair, mode: WritingMode, used: int, key: Qt.Key
) -> None:
    pair = make_pair(mode)

    for _ in range(3):
        qtbot.keyClick(pair[used], key)

    assert tops(pair)[used] != (0, 0.0)
    if key != Qt.Key.Key_End:
        assert are_together(pair)
    else:
        # One of them cannot go as far: its last line is in the window then.
        whole = TextRange(*[len(article()) - 1] * 2)
        assert any(page.is_in_sight(whole) for page in pair)


def test_what_is_gone_to_is_at_the_top_of_both(make_pair: MakePair, used: int) -> None:
    pair = make_pair()
    start = article().index("\n", 5000) + 2

    pair[used].show_at_top(start)
    assert are_together(pair)
    pair[used].go_to(TextRange(start + 9000, start + 9004))
    assert are_together(pair)
    assert pair[1 - used].glow.part == TextRange(start + 9000, start + 9004)


@MODES
def test_another_size_leaves_what_is_read_at_the_top(
    make_pair: MakePair, mode: WritingMode, used: int
) -> None:
    pair = make_pair(mode)
    start = article().index("\n", 9000) + 2
    pair[used].show_at_top(start)
    line = pair[used].reading_offset

    for size in ((400, 600), (800, 500), (500, 700)):
        for page in pair:
            page.resize(*size)
        assert are_together(pair)
        assert abs(pair[used].reading_offset - line) < 60


def test_pages_begin_with_the_same_line(qtbot: QtBot, make_pair: MakePair, used: int) -> None:
    first, second = pair = make_pair()
    first.set_paged(True)
    assert second.scrolling.is_paged

    for _ in range(10):
        qtbot.keyClick(pair[used], Qt.Key.Key_PageDown)
        place = pair[used].reading_offset
        assert pair[1 - used].is_in_sight(TextRange(place, place))


def test_the_second_goes_on_where_the_first_glides(make_pair: MakePair) -> None:
    first, second = make_pair()
    first.set_smooth(True)
    assert second.scrolling.is_smooth

    turn_wheel(first, QPoint(0, -120))
    turn_wheel(second, QPoint(0, -120))

    # Whoever takes the other wheel wants that one.
    assert not (first.scrolling.is_gliding and second.scrolling.is_gliding)
    second.scrolling.arrive()
    assert are_together((first, second))


def test_what_is_pointed_at_selected_and_framed_is_the_same(make_pair: MakePair) -> None:
    first, second = make_pair()
    second.caret.go_to(700)
    assert first.pointed_offset == first.caret.offset == 700

    second.select(TextRange(20, 40))
    assert first.selection == TextRange(20, 40)
    first.select(None)
    assert second.selection is None
    first.show_caret(is_shown=True)
    assert second.caret.is_on


def test_a_second_page_that_is_gone_is_not_followed(qtbot: QtBot, make_pair: MakePair) -> None:
    first, second = make_pair()
    second.hide()
    with qtbot.waitSignal(second.destroyed):
        second.deleteLater()

    first.scrolling.scroll_by(500)
    first.set_em(24.0)
    first.select(TextRange(3, 9))
    first.go_to(TextRange(900, 905))
    assert first.selection == TextRange(3, 9)
