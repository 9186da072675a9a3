from __future__ import annotations

import pytest

from reader.document.rendition import Rendition
from reader.text.matching import find_quote
from reader.text.offsets import TextRange
from reader.text.repair import apply_repairs, split_words
from tests.support.understanding import understood

SPACES = [" ", "\u00a0", "\u3000", "\u2009", "\u202f"]


def repaired(text: str) -> str:
    return apply_repairs(text, split_words.find(text))[0]


@pytest.mark.parametrize("space", SPACES, ids=ascii)
@pytest.mark.parametrize(
    ("text", "converted"),
    [
        ("老人的头_发全白了，坐着不动。", "老人的頭髮全白了，坐著不動。"),
        ("她不喜欢皇_后，只喜欢花。", "她不喜歡皇后，只喜歡花。"),
        ("这件事很复_杂，谁也不懂。", "這件事很複雜，誰也不懂。"),
    ],
)
def test_a_space_within_a_word_hinders_no_conversion(text: str, converted: str, space: str) -> None:
    source = text.replace("_", space)
    document = understood(source)

    shown = Rendition(document, "s2t").text_of(TextRange(0, len(source)))

    assert shown.replace("着", "著") == converted


@pytest.mark.parametrize("space", SPACES, ids=ascii)
def test_words_are_found_over_spaces_that_stay(space: str) -> None:
    assert find_quote(f"头{space}发", "头发") == [TextRange(0, 3)]


def test_where_print_was_stretched_all_spaces_go() -> None:
    line = "石桥在城北, 已有两百年 光景。冬天水浅以后 , 人们便 到桥下去拾瓦片 。\n"

    whole = "石桥在城北, 已有两百年光景。冬天水浅以后, 人们便到桥下去拾瓦片。\n"
    assert repaired(2 * line) == 2 * whole


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("columns", "张三　李四　王五\n" * 8),
        ("a letter-spaced title", "祝 福\n\n他走了，没有回来。"),
        ("a label", "摘 要：论文写的是桥。\n作 者：某人，男。"),
        ("verse", "明月几时有 把酒问青天，\n不知天上宫 阙今是何年。" * 9),
        ("a numbered title", "第一回 来客，\n一　天下，\n其 一，水边。"),
        ("words", "王后 里程 表面 上海，都是词。"),
        ("letters", "大 家 好 ， 我 是 新 来 的 。"),
        ("nothing", ""),
    ],
)
def test_spaces_that_say_something_stay(why: str, text: str) -> None:
    assert repaired(text) == text, why
