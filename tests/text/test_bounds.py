from __future__ import annotations

import pytest

from reader.document.structure.lines import Lines
from tests.bounds.foods import Food, foods
from tests.bounds.measuring import measure, seconds_here
from tests.bounds.openings import opened, openings
from tests.bounds.rules import Rule, rules

_RULES = {rule.name: rule for rule in rules()}
_FOODS = {food.name: food for food in foods()}
_SIZE = 24_000
_MOST_SECONDS = 0.25
"""Four times what a rule may take at most, on a machine that does something else as well."""
_TIMES_LINES = 10
"""Four to six were measured, and thirteen to twenty before."""
_ARTICLE = 8_000
_MOST_SECONDS_OF_ARTICLE = 0.5
"""Most take a tenth of it; what is read when first needed is no part of the text."""
_BOOK = "第一章\u3000燈\n燈下翻書。\n".encode()
_SHARES = 6
"""One food of so many is tried here, others with each of the rules that run all others."""


@pytest.mark.parametrize(
    ("name", "share"),
    [("text.repair.rules.find_damage", 0), ("document.structure.find_structure.find_structure", 1)],
)
def test_no_text_is_bad_for_a_rule(name: str, share: int) -> None:
    rule = _RULES[name]
    rule.on("燈下翻書。\n" * 40)()

    slow = [food.name for food in [*_FOODS.values()][share::_SHARES] if _is_slow(rule, food)]

    assert slow == []


@pytest.mark.parametrize(
    ("name", "food"),
    [
        ("text.repair.mojibake.find", "utf-8 as cp1252, one line"),
        ("text.repair.mojibake.find", "utf-8 as gbk, one line"),
        ("document.structure.headings.group_labels.find_group_labels", r"pairs of 5, gap '\n'"),
        ("document.structure.front_matter.article_head.credits_of", r"作者：N'\n'"),
        ("document.structure.markdown.is_markdown", "'## 字' ' '…"),
        ("document.structure.markdown.read_markdown", "'## 字' ' '…"),
    ],
)
def test_what_once_took_the_square_of_a_text_does_not(name: str, food: str) -> None:
    cost = measure(lambda: _RULES[name].on(_FOODS[food].make(400_000)), limit=10)

    assert cost.failure == ""
    assert cost.seconds < 4
    assert cost.megabytes < 120


def test_no_article_takes_long_to_open() -> None:
    opened(_BOOK)()

    slow = [
        opening.name
        for opening in openings()
        if seconds_here(opened(opening.make(_ARTICLE)), 2) > _MOST_SECONDS_OF_ARTICLE
    ]

    assert slow == []


@pytest.mark.parametrize("food", [r"'0\n'", r"'Z\n'", r"'a\n'", r"'-\n'", r"'=\n'"])
def test_lines_of_one_sign_take_little_more_than_to_find_where_they_are(food: str) -> None:
    text = _FOODS[food].make(200_000)
    rule = _RULES["document.structure.find_structure.find_structure"]
    rule.on(text[:1_000])()

    found, read = (
        min(seconds_here(call, 10) for _ in range(3))
        for call in (lambda: Lines(text), rule.on(text))
    )

    assert read < _TIMES_LINES * found


def test_a_line_of_many_lost_bytes_takes_no_square_of_its_length_to_keep() -> None:
    sentence = (
        "那天晚上，他坐在窗前的燈下，把舊書一頁一頁翻過去。外面的雨聲漸漸大了，街上沒有行人。"
    )
    misread = sentence.encode().decode("cp1252", "replace")
    # What is lost for good keeps the line in one piece.
    line = f"{misread}a\ufffd\ufffdb{misread * 1_000}"

    cost = measure(lambda: _RULES["text.repair.mojibake.find"].on(line), limit=10)

    assert cost.failure == ""
    assert cost.megabytes < 100


def test_tables_of_contents_are_read_in_linear_time() -> None:
    rule = _RULES["document.structure.headings.listed_in_contents.find_listed_headings"]

    assert seconds_here(rule.on("目錄\n甲" + " " * 40_000 + "乙\n丙\n"), 2) < 1


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("document.structure.headings.enumerations.is_counted", "貳貳", ""),
        ("document.structure.headings.enumerations.is_counted", "12", ""),
        ("document.structure.headings.enumerations.is_counted", "（一一)", ""),
        ("document.structure.headings.keywords.is_keyword", "正文", "§字"),
        ("document.structure.credits.date_in", "正文", "§字"),
        ("document.structure.credits.date_in", "2024", ""),
    ],
)
@pytest.mark.parametrize("space", [" ", "\u3000", "\t\u3000"])
def test_a_line_of_much_white_space_is_read_in_linear_time(
    name: str, before: str, after: str, space: str
) -> None:
    line = before + space * (40_000 // len(space)) + after

    assert seconds_here(_RULES[name].on(line), 3) < 1


@pytest.mark.parametrize(
    "name", ["text.repair.entity.find", "document.structure.tables.find_table"]
)
def test_rules_are_found_by_what_they_take(name: str) -> None:
    assert name in _RULES


def test_each_rule_is_found_once() -> None:
    names = [rule.name for rule in rules()]

    assert len(names) == len(_RULES)


def _is_slow(rule: Rule, food: Food) -> bool:
    call = rule.on(food.make(_SIZE))
    # What was slow once may have waited for something else.
    return all(seconds_here(call, 2) > _MOST_SECONDS for _ in range(3))
