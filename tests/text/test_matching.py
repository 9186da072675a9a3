from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.folding import fold
from reader.text.matching import find_quote
from reader.text.offsets import TextRange

TEXT = "圈點是讀書人的眼睛。\n\u3000\u3000後來的人讀到𠮷字，又添一圈；後來的後來，ＡＢＣ也進了書。"


def quoted(text: str, quote: str) -> list[str]:
    return [found.slice(text) for found in find_quote(text, quote)]


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("讀書人", ["讀書人"]),
        ("读书人", ["讀書人"]),
        ("后来", ["後來", "後來", "後來"]),
        ("abc", ["ＡＢＣ"]),
        ("𠮷字,又添", ["𠮷字，又添"]),
        ("眼睛。後來的人", ["眼睛。\n\u3000\u3000後來的人"]),
        ("眼睛。 后来的人", ["眼睛。\n\u3000\u3000後來的人"]),
        ("讀 書\n人", ["讀書人"]),
        ("不在書裡", []),
        ("", []),
        (" \n", []),
    ],
)
def test_a_quotation_is_found_as_it_stands_in_the_text(quote: str, found: list[str]) -> None:
    assert quoted(TEXT, quote) == found


def test_exact_hits_come_alone() -> None:
    assert find_quote("后来，後來，后来", "后来") == [TextRange(0, 2), TextRange(6, 8)]


def test_hits_do_not_overlap() -> None:
    assert find_quote("哈哈哈哈哈", "哈哈") == [TextRange(0, 2), TextRange(2, 4)]


def test_characters_with_a_meaning_in_patterns_are_just_characters() -> None:
    assert quoted("一 (甲+乙)* = ?", "（甲 ＋ 乙）＊") == ["(甲+乙)*"]


@settings(deadline=None)
@given(st.text("甲乙后後发髮𠮷 \n\u3000Ａa.*", min_size=1, max_size=60), st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    part = text[start:end]

    hits = find_quote(text, part)

    assert bool(hits) == bool(part.strip())
    assert all(hit.slice(text) == part for hit in hits)


@settings(deadline=None)
@given(st.text("甲乙后後发髮𠮷 \n", max_size=60), st.text("甲乙后後发髮𠮷 \n", max_size=8))
def test_whatever_is_found_is_the_quotation(text: str, quote: str) -> None:
    plain = "".join(fold(quote).split())

    hits = find_quote(text, quote)

    assert all("".join(fold(hit.slice(text)).split()) == plain for hit in hits)
    if plain and plain in "".join(fold(text).split()):
        assert hits


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("發展", ["發(fā)展"]),
        ("发展规划", ["發(fā)展規(guī)劃"]),
        ("規", ["規"]),
        ("發(fā)展", ["發(fā)展"]),
        ("劃 得好", ["劃\u200b得\n好"]),
        ("\u200b\u200b", []),
    ],
)
def test_what_tools_left_behind_does_not_hide_a_quotation(quote: str, found: list[str]) -> None:
    text = "發(fā)展規(guī)劃\u200b得\n好。"

    assert [place.slice(text) for place in find_quote(text, quote)] == found


@pytest.mark.parametrize(
    "sign", ["\u200d", "\u2063", "\u034f", "\u3164", "\u2800", "\ufe0e", "\U000e0101", "\U000e0041"]
)
def test_signs_that_nobody_sees_do_not_hinder(sign: str) -> None:
    text = f"他把劍{sign}放在桌{sign}上。"

    assert find_quote(text, "劍放在桌上") == [TextRange(2, 9)]
    assert find_quote("他把劍放在桌上。", f"劍{sign}放在") == [TextRange(2, 5)]
