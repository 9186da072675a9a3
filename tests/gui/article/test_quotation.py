"""Passages quoted with their source, in the language of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.gui.article.quotation import quotation
from reader.localization import use_locale
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.document.model import Document
    from reader.gui.article.session import Session
    from tests.support.hand import Hand

TEXT = """# 燈下讀書記

開頭說「讀書」兩字。

## 先讀後記

他说“这是‘旧’书”，it’s old，不必急。
"""


@pytest.fixture(params=["en", "zh_TW", "zh_CN"])
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    use_locale(request.param)
    yield request.param
    use_locale("en")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "開頭說「讀書」兩字",
            {
                "en": "“開頭說「讀書」兩字” — “燈下讀書記”",
                "zh_TW": "「開頭說『讀書』兩字」——〈燈下讀書記〉",
                "zh_CN": "“開頭說「讀書」兩字”——《燈下讀書記》",
            },
        ),
        (
            "他说“这是‘旧’书”，it’s old",
            {
                "en": "“他说‘这是“旧”书’，it’s old” — “燈下讀書記”, section “先讀後記”",
                "zh_TW": "「他说“这是‘旧’书”，it’s old」——〈燈下讀書記〉，「先讀後記」一節",
                "zh_CN": "“他说‘这是“旧”书’，it’s old”——《燈下讀書記》，“先讀後記”一节",
            },
        ),
    ],
)
def test_the_marks_are_those_of_the_language_and_nest(
    make_session: Callable[[Document], Session],
    make_document: Callable[..., Document],
    locale: str,
    words: str,
    wanted: dict[str, str],
) -> None:
    start = TEXT.index(words)
    session = make_session(make_document(TEXT))

    assert quotation(session.rendition, TextRange(start, start + len(words))) == wanted[locale]


def test_it_is_quoted_in_the_script_shown(
    make_session: Callable[[Document], Session], make_document: Callable[..., Document]
) -> None:
    session = make_session(make_document(TEXT))
    session.show_in("auto-s")
    start = TEXT.index("開頭")

    assert quotation(session.rendition, TextRange(start, start + 3)) == "“开头说” — “灯下读书记”"


@pytest.mark.parametrize("name", ["copy", "copy-quotation"])
def test_what_is_copied_is_selected_or_active(hand: Hand, name: str) -> None:
    assert not hand.action(name).isEnabled()
    hand.mark("前人的朱筆")
    hand.trigger(name)
    assert "前人的朱筆" in QApplication.clipboard().text()

    hand.page.select(hand.place_of("燈下"))
    hand.trigger(name)
    assert "燈下" in QApplication.clipboard().text()
    hand.page.select(None)
    hand.press(Qt.Key.Key_Escape)

    assert hand.cards.active is None
    assert not hand.action(name).isEnabled()
