from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.folding import fold, fold_without_leftovers
from reader.text.offsets import OffsetMap, TextRange
from reader.text.script import CONFIGS, convert

texts = st.text(
    st.one_of(
        st.sampled_from("後后裡裏里著着頭发髮ＡａＺ！　İßΣς㑮𫝈𠮷😀\n"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("後來", "后来"),
        ("頭髮", "头发"),
        ("這裡", "這裏"),
        ("臺灣", "台湾"),
        ("穿著", "穿着"),
        ("衞生", "卫生"),
        ("答覆，憑藉", "答复，凭借"),
        ("ＡＢＣ１２３（）！", "abc123()!"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("\u3000\xa0", "  "),
        ("﹐﹑﹔﹕﹖", "，、；：？"),
    ],
)
def test_what_reads_the_same_folds_to_the_same(a: str, b: str) -> None:
    assert fold(a) == fold(b)


@pytest.mark.parametrize(("a", "b"), [("軟體", "软件"), ("頭", "発"), ("。", "．"), ("甲", "乙")])
def test_what_reads_differently_stays_different(a: str, b: str) -> None:
    assert fold(a) != fold(b)


def test_every_character_folds_to_one_that_folds_no_further() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    once = fold(everything)

    assert len(once) == len(everything)
    assert fold(once) == once


@settings(deadline=None)
@given(texts, texts)
def test_each_character_is_folded_by_itself(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)
    assert len(fold(a)) == len(a)


@given(st.text("后後发髮里裡里面条复復复杂着了和表", min_size=1))
def test_conversion_without_vocabulary_is_invisible_to_it(text: str) -> None:
    for config in set(CONFIGS) - {"s2twp", "tw2sp"}:
        assert fold(convert(text, (config,)).text) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("發(fā)展規（guī）劃", "发展规划"),
        ("系(xi)(xi)統", "系统"),
        ("邛(qióng)崃", "邛崃"),
        ("圈\u200b點\ufeff\xad", "圈点"),
        ("圈點（Q）(abcdefg)a(b)（一）", "圈点(q)(abcdefg)a(b)(一)"),
        ("(fā)展", "(fā)展"),
        ("", ""),
    ],
)
def test_what_tools_left_behind_is_taken_out(text: str, folded: str) -> None:
    assert fold_without_leftovers(text).text == folded


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["發", "(fā)", "（x）", "\u200b", "a", "Ｂ", "(", "）", "𠮷"])).map(
        "".join
    )
)
def test_what_is_left_keeps_its_place(text: str) -> None:
    folded, offsets = fold_without_leftovers(text)

    assert offsets.source_length == len(text)
    assert offsets.target_length == len(folded)
    for place in range(len(folded)):
        source = offsets.to_source(TextRange(place, place + 1))
        assert fold(source.slice(text)) == folded[place]


def test_a_text_without_leftovers_maps_to_itself() -> None:
    assert fold_without_leftovers("圈點（1）").map == OffsetMap.identity(5)
