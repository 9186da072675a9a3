"""Whole articles page by page: every line is seen, whole, in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.article_text import document_of
from reader.document.rendition import Rendition
from reader.gui.page.lines import LinePlace
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.theme import load_theme
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

ARTICLES = ROOT.parent / "shared" / "data" / "articles"
MOST_PAGES = 40
"""Of an article: a book is turned through at its beginning and at its end."""


def samples() -> Iterator[object]:
    if not ARTICLES.is_dir():
        yield pytest.param(None, marks=pytest.mark.skip(reason=f"there is no {ARTICLES}"))
    else:
        yield from (
            pytest.param(path, id=path.name) for path in sorted(ARTICLES.glob("*.[tm][xd]*"))
        )


def whole_lines(page: PageView) -> list[LinePlace]:
    page_layout = page._page_layout
    assert page_layout is not None
    found = []
    for unit in page_layout.visible():
        for number, line in enumerate(page_layout.flow.layout(unit.unit).lines):
            begin, end = unit.block + line.block, unit.block + line.block_end
            if unit.begins - 0.01 <= begin and end <= unit.ends + 0.01:
                assert begin >= -0.01
                assert end <= page_layout.window.size.block + 0.01
                found.append(LinePlace(unit.unit, number))
            else:
                assert end <= unit.begins + 0.01 or begin >= unit.ends - 0.01
    return found


@pytest.mark.alike(8)
@pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
@pytest.mark.parametrize("size", [(1600, 900), (700, 500)])
@pytest.mark.parametrize("path", list(samples()))
def test_an_article_is_turned_through_without_losing_a_line(
    qtbot: QtBot, path: Path, size: tuple[int, int], mode: Mode
) -> None:
    page = PageView(load_theme("light"), 20.0, mode=mode)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    page.set_paged(True)
    document = document_of(path.read_bytes(), path, None)
    page.show_document(Rendition(document, "original"), lambda _: (), "")
    assert page._page_layout is not None
    flow = page._page_layout.flow

    before = whole_lines(page)
    assert before[0] == (0, 0)
    for _ in range(MOST_PAGES):
        if not page.scrolling.scroll_by_screen(1):
            break
        lines = whole_lines(page)
        assert lines[0] == before[-1]
        before = lines
    bar = page.verticalScrollBar() if mode is HORIZONTAL else page.horizontalScrollBar()
    bar.setValue(bar.maximum())
    after = whole_lines(page)
    assert after[-1].unit == len(flow.units) - 1
    assert page.progress == 1.0
    for _ in range(MOST_PAGES):
        if not page.scrolling.scroll_by_screen(-1):
            break
        lines = whole_lines(page)
        assert lines[0] < after[0] <= lines[-1]
        after = lines
