from __future__ import annotations

import time

import pytest

from reader.text.repair import apply_repairs, nbsp


def repaired(text: str) -> str:
    return apply_repairs(text, nbsp.find(text))[0]


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("? ? ? ? 清晨下了雨。", "\xa0 \xa0 \xa0 \xa0 清晨下了雨。"),
        ("編號 ? ?三", "編號 \xa0 \xa0三"),
        ("第一段\n?\n第二段\n ? \n第三段", "第一段\n\xa0\n第二段\n \xa0 \n第三段"),
        ("TU311.3??文獻標志碼：A", "TU311.3\xa0\xa0文獻標志碼：A"),
        ("中图分类号:K825?文献标识码:B", "中图分类号:K825\xa0文献标识码:B"),
        ("【關鍵詞】渡船?【中圖分類號】U6", "【關鍵詞】渡船\xa0【中圖分類號】U6"),
        ("單位：水文站??收稿日期：2003-04-05", "單位：水文站\xa0\xa0收稿日期：2003-04-05"),
        ("河的春天\n摘??要：本文", "河的春天\n摘\xa0\xa0要：本文"),
        ("目?录\n一", "目\xa0录\n一"),
        ("第一章??總則\n無\n第二章??分則", "第一章\xa0\xa0總則\n無\n第二章\xa0\xa0分則"),
        (("????" + "河水慢慢地流" * 4 + "\n") * 3, ("\xa0" * 4 + "河水慢慢地流" * 4 + "\n") * 3),
    ],
)
def test_rows_of_question_marks_become_spaces(damaged: str, clean: str) -> None:
    assert repaired(damaged) == clean


@pytest.mark.parametrize(
    "text",
    [
        "真的嗎? 我不信。 你呢 ? 好。",
        "他問:\n?\n沒有人回答。",
        "A 是什麼? B 是什麼? ?!",
        "見 https://example.org/? 一頁",
        "價格是多少??沒有人知道。",
        "要多少錢??單位：元",
        "你要哪個DOI?摘要：沒有",
        "寫成a=b?c:d，或者a??b:c。",
        "第一章?他不記得。",
        "??你在說什麼\n??我不知道\n???",
        "他摘?要不要幫他摘?",
    ],
)
def test_questions_are_left_alone(text: str) -> None:
    assert not nbsp.find(text)


@pytest.mark.parametrize(
    "unit", ["?", "? ", " ", "?\n", " ?", "A??文章", "????" + "河" * 20 + "\n", "第一章?"]
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    nbsp.find(unit * (200_000 // len(unit)))

    # Measured at 0.2 s at most.
    assert time.process_time() - started < 3
