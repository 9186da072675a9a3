"""Marks over the same words: each is seen, whatever its style, its colour and their number."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import dist
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from reader.annotation.mark import Mark
from reader.annotation.model import COLORS, STYLES
from reader.gui.page.mark_layers import beside_each_other, stacked
from reader.gui.widgets.theme import THEMES, load_theme
from reader.text.offsets import TextRange
from tests.support.pictures import colors_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QImage

    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from reader.gui.widgets.theme import Theme
    from tests.gui.conftest import MarkList

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

TEXT = "燈下翻書，窗外有雨，翻到一處便停下來想一想。"
WORDS = TextRange(1, 4)
RANGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda t: TextRange(t[0], t[0] + t[1])),
    max_size=12,
)


def picture(page: PageView, marks: MarkList, *looks: tuple[str, str], note: bool = False) -> QImage:
    """Return a picture of the words with marks of some styles and colours over them."""
    marks.marks = [
        Mark(str(number), WORDS, color, style, has_note=note)
        for number, (style, color) in enumerate(looks)
    ]
    page.refresh()
    (box,) = page.boxes_of(WORDS)
    return page.viewport().grab(box.adjusted(-2, -2, 2, 12).toAlignedRect()).toImage()


def strokes_in(image: QImage, theme: Theme) -> Counter[str]:
    """Return how many points of a picture are likest to the stroke of each annotation colour."""
    names = {name: name for name in (theme.page, theme.inks["text"])}
    names |= {f"fill {name}": fill for name, fill in theme.fills.items()}
    known = {name: QColor(color).getRgb() for name, color in (names | theme.strokes).items()}
    counted: Counter[str] = Counter()
    for seen, count in colors_in(image).items():
        distances = {name: dist(color, QColor(seen).getRgb()) for name, color in known.items()}
        counted[min(distances, key=distances.__getitem__)] += count
    return counted


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("style", STYLES)
def test_one_more_mark_of_the_same_look_is_seen(
    make_page: MakePage, make_document: MakeDocument, marks: MarkList, style: str, theme: str
) -> None:
    page = make_page(make_document(TEXT))
    page.set_theme(load_theme(theme))

    pictures = [picture(page, marks, *[(style, "blue")] * count) for count in range(7)]

    for fewer, more in combinations(pictures, 2):
        assert fewer != more


@pytest.mark.alike(10)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("style", ["underline", "strikethrough", "outline"])
@pytest.mark.parametrize("count", [2, 3])
def test_lines_of_several_marks_do_not_cover_each_other(
    make_page: MakePage,
    make_document: MakeDocument,
    marks: MarkList,
    style: str,
    theme: str,
    count: int,
) -> None:
    page = make_page(make_document(TEXT))
    colors = load_theme(theme)
    page.set_theme(colors)

    alone = {
        color: strokes_in(picture(page, marks, (style, color)), colors)[color] for color in COLORS
    }
    for chosen in combinations(COLORS, count):
        seen = strokes_in(picture(page, marks, *[(style, color) for color in chosen]), colors)

        for color in chosen:
            assert seen[color] >= alone[color] / 4 > 5, (chosen, color)


@pytest.mark.parametrize("theme", THEMES)
def test_fills_of_several_marks_show_through_each_other(
    make_page: MakePage, make_document: MakeDocument, marks: MarkList, theme: str
) -> None:
    page = make_page(make_document(TEXT))
    colors = load_theme(theme)
    page.set_theme(colors)

    for below, above in combinations(COLORS, 2):
        seen = colors_in(picture(page, marks, ("solid", below), ("solid", above)))

        # The one below has an edge of its own; the one above is tinged by it.
        assert seen[colors.fills[below]] > 20
        assert seen[colors.fills[above]] < 20


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("note", [False, True])
def test_all_six_styles_over_the_same_words_are_seen(
    make_page: MakePage, make_document: MakeDocument, marks: MarkList, theme: str, note: bool
) -> None:
    page = make_page(make_document(TEXT))
    colors = load_theme(theme)
    page.set_theme(colors)
    looks = list(zip(STYLES, COLORS, strict=True))

    whole = colors_in(picture(page, marks, *looks, note=note))
    strokes = strokes_in(picture(page, marks, *looks, note=note), colors)

    assert whole[colors.fills["yellow"]] > 20
    for style, color in looks[1:]:
        assert strokes[color] > 8, style
    for left_out in range(len(looks)):
        rest = looks[:left_out] + looks[left_out + 1 :]
        assert colors_in(picture(page, marks, *rest, note=note)) != whole


def test_marks_beside_each_other_are_painted_as_if_alone(
    make_page: MakePage, make_document: MakeDocument, marks: MarkList
) -> None:
    page = make_page(make_document(TEXT))
    for style in STYLES:
        alone = picture(page, marks, (style, "green"))
        elsewhere = Mark("z", TextRange(6, 9), "pink", style, has_note=False)
        marks.marks.insert(0, elsewhere)
        page.refresh()
        (box,) = page.boxes_of(WORDS)
        again = page.viewport().grab(box.adjusted(-2, -2, 2, 12).toAlignedRect()).toImage()

        assert again == alone


def test_lines_stay_out_of_the_next_line(
    make_page: MakePage, make_document: MakeDocument, marks: MarkList
) -> None:
    page = make_page(make_document(TEXT * 6))
    first, *_ = page.boxes_of(TextRange(0, 60))
    for count in range(1, 13):
        marks.marks = [
            Mark(str(n), TextRange(2, 9), COLORS[n % 6], "underline", has_note=False)
            for n in range(count)
        ]
        page.refresh()
        below = first.translated(0, first.height() * 18 / 13).adjusted(0, 2, 0, 0)
        seen = colors_in(page.viewport().grab(below.toAlignedRect()).toImage())
        assert not any(stroke in seen for stroke in load_theme("light").strokes.values())


@given(RANGES)
def test_a_level_is_above_all_earlier_ones_over_the_same_words(ranges: Sequence[TextRange]) -> None:
    levels = stacked(ranges)

    for (one, low), (other, high) in combinations(zip(ranges, levels, strict=True), 2):
        assert not one.overlaps(other) or low < high


@given(RANGES, st.data())
def test_no_two_share_a_lane_over_the_same_words(
    ranges: Sequence[TextRange], data: st.DataObject
) -> None:
    count = len(ranges)
    widths = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))

    lanes = beside_each_other(ranges, widths)

    taken = [set(range(lane, lane + width)) for lane, width in zip(lanes, widths, strict=True)]
    for (one, mine), (other, theirs) in combinations(zip(ranges, taken, strict=True), 2):
        assert not one.overlaps(other) or not mine & theirs
    assert all(lane <= sum(widths) for lane in lanes)


def test_very_many_wavy_lines_over_a_whole_page_are_painted_soon(
    make_page: MakePage, make_document: MakeDocument, marks: MarkList
) -> None:
    text = TEXT * 20
    page = make_page(make_document(text))
    marks.marks = [
        Mark(str(n), TextRange(0, len(text)), COLORS[n % 6], "wavy", has_note=True)
        for n in range(200)
    ]
    page.refresh()
    start = process_time()

    page.viewport().grab()

    assert process_time() - start < 1  # 0.2; with a curve for each line, 2.3
