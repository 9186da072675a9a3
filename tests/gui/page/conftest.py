"""What the tests of the page share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.rendition import Rendition
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL
from reader.gui.widgets.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.page.writing_mode import WritingMode
    from tests.gui.conftest import MarkList


@pytest.fixture
def make_page(qtbot: QtBot, marks: MarkList) -> Callable[..., PageView]:
    """Makes a page that shows a document, in a script and a writing mode."""

    def make(
        document: Document, target: str = "original", *, mode: WritingMode = HORIZONTAL
    ) -> PageView:
        page = PageView(load_theme("light"), 20.0, mode=mode)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        page.show_document(Rendition(document, target), marks, "")
        return page

    return make
