"""Title and credits on the page, and the one line of the window's own below them."""

from __future__ import annotations

import pytest

from reader.document.rendition import Rendition
from reader.document.unit_table import UnitTable
from reader.gui.article.byline import byline
from reader.gui.page.flow import BYLINE, Flow
from reader.gui.page.units import LayoutUnits, Setting
from reader.gui.widgets.fonts import Region
from tests.support.understanding import understood

BODY = "燈下翻開一冊舊書，紙頁已經發黃，邊上有前人用朱筆點過的痕跡，一圈一點都不含糊。\n" * 3


def rendition_of(text: str) -> Rendition:
    return Rendition(understood(text))


def flow_of(text: str) -> Flow:
    rendition = rendition_of(text)
    setting = Setting(rendition, Region.TAIWAN, em=20.0, measure=720.0)
    return Flow(LayoutUnits(UnitTable(rendition.document)), setting)


@pytest.mark.parametrize(
    ("head", "end"),
    [
        ("夜讀\n", 0),
        ("夜讀\n作者：沈夜行\n2024年5月3日\n", 2),
        ("夜讀\n——燈與雨\n【導讀】燈下的書。\n", 1),
        ("夜讀。\n", None),
    ],
)
def test_the_head_ends_with_the_credits(qapp: object, head: str, end: int | None) -> None:
    assert flow_of(head + BODY).head_end == end


def test_room_is_kept_below_the_last_line_of_credits(qapp: object) -> None:
    flow = flow_of(f"夜讀\n作者：沈夜行\n2024年5月3日\n{BODY}")
    guessed = flow.heights[2]

    byline, date = flow.layout(1).block_size, flow.layout(2).block_size

    assert date - byline == pytest.approx(BYLINE * 20.0)
    assert guessed == pytest.approx(date)


def test_author_and_origin_are_named_once() -> None:
    assert "某某日報" in byline(rendition_of(f"某某日報 – 夜讀的燈與雨\n{BODY}"))
    # What stands beside the title in its line is shown below it.
    assert "沈夜行" not in byline(rendition_of(f"《燈下集》作者：沈夜行\n{BODY}"))
    assert "沈夜行" in byline(rendition_of(f"燈下集\n{BODY}文／沈夜行\n"))
    assert "沈夜行" not in byline(rendition_of(f"燈下集\n文／沈夜行\n{BODY}"))
    assert "某某日報" not in byline(rendition_of(f"夜讀\n2024年5月3日 來源：某某日報\n{BODY}"))


def test_the_length_is_told_in_characters_and_words() -> None:
    assert "words" not in byline(rendition_of(f"夜讀\n{BODY}電郵 mail\n"))
    both = byline(rendition_of(f"夜讀\n{BODY}" + "The lamp is lit and the rain goes on. " * 9))
    assert "characters" in both
    assert "81 words" in both
    assert "character" not in byline(rendition_of("The lamp is lit and the rain goes on " * 99))
