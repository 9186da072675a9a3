"""Something new is painted on the page by adding it to the list, and by nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QColor

from reader.annotation.mark import Mark
from reader.gui.page.decorations import Decoration, Passage, Shown, fill_boxes, passage
from reader.gui.widgets.theme import load_theme
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from reader.gui.widgets.theme import Theme
    from tests.gui.conftest import MarkList

    MakeDocument = Callable[..., Document]
    MakePage = Callable[..., PageView]

TEXT = "燈下翻書，窗外有雨，翻到一處便停下來想一想。"
FOUND = "#123456"


def find_hits(*parts: TextRange) -> Decoration[Passage]:
    """Return what a search would add: a colour behind each passage found."""
    hits = [Passage(part) for part in parts]
    return Decoration(
        items_in=lambda part: [hit for hit in hits if hit.range.overlaps(part)], behind=paint_hits
    )


def paint_hits(painter: QPainter, _theme: Theme, shown: Sequence[Shown[Any]]) -> None:
    fill_boxes(painter, shown, QColor(FOUND))


def colors_in(page: PageView, box: QRectF) -> list[str]:
    image = page.viewport().grab(box.toAlignedRect()).toImage()
    return [
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    ]


def test_what_is_found_is_painted_behind_its_characters(
    make_page: MakePage, make_document: MakeDocument
) -> None:
    page = make_page(make_document(TEXT + "\n" + TEXT))
    hits = TextRange(5, 9), TextRange(30, 33)
    before = [colors_in(page, box) for hit in hits for box in page.boxes_of(hit)]

    page.add_decoration(find_hits(*hits))

    for hit, plain in zip(hits, before, strict=True):
        (box,) = page.boxes_of(hit)
        colors = colors_in(page, box)
        assert colors.count(FOUND) > len(colors) / 2
        # The text is still there: what is behind it covers none of it.
        assert load_theme("light").inks["text"] in colors
        assert load_theme("light").inks["text"] in plain
    assert FOUND not in colors_in(page, page.boxes_of(TextRange(12, 20))[0])


def test_the_later_one_lies_above_the_earlier(
    make_page: MakePage, make_document: MakeDocument, marks: MarkList
) -> None:
    page = make_page(make_document(TEXT))
    marks.marks = [Mark("a", TextRange(0, 9), "blue", "solid", has_note=False)]
    page.add_decoration(find_hits(TextRange(3, 6)))
    fill = load_theme("light").fills["blue"]

    assert fill in colors_in(page, page.boxes_of(TextRange(0, 2))[0])
    (box,) = page.boxes_of(TextRange(3, 6))
    inside = box.adjusted(2, 2, -2, -2)
    assert FOUND in colors_in(page, inside)
    assert fill not in colors_in(page, inside)


def test_what_is_over_the_text_covers_it(make_page: MakePage, make_document: MakeDocument) -> None:
    page = make_page(make_document(TEXT))
    part = TextRange(3, 6)
    cover: Decoration[Passage] = Decoration(items_in=lambda _: passage(part), over=paint_hits)

    page.add_decoration(cover)

    inside = page.boxes_of(part)[0].adjusted(2, 2, -2, -2)
    assert set(colors_in(page, inside)) == {FOUND}


@pytest.mark.parametrize("shows_gaps", [True, False])
def test_each_unit_is_told_what_it_shows_and_whether_that_begins_and_ends_there(
    make_page: MakePage, make_document: MakeDocument, shows_gaps: bool
) -> None:
    page = make_page(make_document(TEXT + "\n" + TEXT))
    told: list[tuple[TextRange, int, bool, bool]] = []

    def listen(_painter: QPainter, _theme: Theme, shown: Sequence[Shown[Passage]]) -> None:
        told.extend((each.item.range, len(each.boxes), each.begins, each.ends) for each in shown)

    across, gap = TextRange(20, 27), TextRange(4, 4)
    page.add_decoration(
        Decoration(
            items_in=lambda _: [Passage(gap), Passage(across)], over=listen, shows_gaps=shows_gaps
        )
    )
    page.viewport().grab()

    in_gap = [(gap, 1, True, True)] if shows_gaps else []
    assert told == [*in_gap, (across, 1, True, False), (across, 1, False, True)]
