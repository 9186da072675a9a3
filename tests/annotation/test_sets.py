from __future__ import annotations

from reader.annotation.sets import date_of, new_set, publishers
from tests.support.understanding import understood


def test_a_new_set_says_who_wrote_the_article_and_when() -> None:
    text = (
        "某某日報 – 夜讀的燈與窗前的雨\n作者：沈夜行\n2024年5月3日\n"
        "燈下翻開一冊舊書，紙頁已經發黃。\n雨停了。\n"
    )
    document = understood(text)

    about = new_set(document).about

    assert about.creators == ("沈夜行",)
    assert (date_of(about), publishers(about)) == ("2024-05-03", ("某某日報",))
