"""What the tool tip over a place of the page says of repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.text.repair import Confidence, Repair
from reader.text.repair.trivial import TRIVIAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document
    from reader.gui.page.view import PageView

TEXT = "夜裡讀書,燈下有雨。"


@pytest.mark.parametrize("rule", ["lost-byte", "inline-pinyin", *sorted(TRIVIAL)])
def test_only_what_was_damaged_says_what_the_file_has(
    make_page: Callable[..., PageView], make_document: Callable[..., Document], rule: str
) -> None:
    repair = Repair(rule=rule, start=4, end=5, before=",", after="，", confidence=Confidence.HIGH)
    page = make_page(make_document(TEXT, repairs=[repair]))

    assert page.tip_over(4) == ("" if rule in TRIVIAL else "In the file: ,")
    assert page.tip_over(3) == ""
