"""Finding in an article: whatever the script, the width, the damage, a query finds its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import ExpressionError, ExpressionSlowError
from reader.search import find_in_article
from reader.search.find_in_article import ArticleSearch
from reader.search.query import Query, QueryMode
from tests.support.understanding import understood

if TYPE_CHECKING:
    from reader.text.offsets import TextRange


def found(
    text: str, query: str, mode: QueryMode = QueryMode.ANY_FORM, offset: int = 0
) -> list[str]:
    return [place.slice(text) for place in places(text, query, mode, offset)]


def places(
    text: str, query: str, mode: QueryMode = QueryMode.ANY_FORM, offset: int = 0
) -> list[TextRange]:
    search = ArticleSearch(understood(text), Query(query, mode))
    return [place for piece in search.pieces(offset) for place in search.places_in(piece)]


class TestInAnyForm:
    @pytest.mark.parametrize(
        "query", ["发展", "發展", "發（fā）展", "发 展", "發\u200b展", "發(fa)展"]
    )
    @pytest.mark.parametrize(
        "passage", ["发展", "發展", "發（fā）展", "发 展", "发\u3000展", "發\u200b\u200d展"]
    )
    def test_forms_of_a_word_find_each_other(self, query: str, passage: str) -> None:
        text = f"第一句話說的是{passage}，就是這樣。"

        assert found(text, query) == [passage]

    @pytest.mark.parametrize(
        ("query", "passage"),
        [
            ("ＡＢＣ", "abc"),
            ("abc", "ＡｂＣ"),
            ("12，5", "１２,5"),
            ("「好」", "“好”"),
            ('"好"', "『好』"),
            ("着", "著"),
            ("一方面", "一方⾯"),
            ("理发", "理髮"),
            ("后", "後"),
        ],
    )
    def test_width_case_quotes_and_variants_do_not_matter(self, query: str, passage: str) -> None:
        assert found(f"前面的話{passage}旁邊的話。", query) == [passage]

    def test_english_words_stay_apart(self) -> None:
        text = "他說 now here 然後又說 nowhere，再說 Now  Here。"

        assert found(text, "now here") == ["now here", "Now  Here"]
        assert found(text, "nowhere") == ["nowhere"]

    def test_spaces_between_latin_and_han_do_not_matter(self) -> None:
        assert found("用 Python 寫程式", "用python寫") == ["用 Python 寫"]
        assert found("用Python寫程式", "用 python 寫") == ["用Python寫"]

    def test_a_place_never_goes_over_the_end_of_a_paragraph(self) -> None:
        assert found("第一段說完。\n\n全部的人都走了，大家都說完\n\n全是這樣。", "完全") == []

    def test_what_was_repaired_is_found_as_it_reads(self) -> None:
        text = "".join(
            f"第{n}段：內蒙古自治區(qū)的法院在發(fā)展，干警們學習，說(shuō)的都是現(xiàn)在。\n"
            for n in "一二三四五六"
        )

        assert found(text, "自治區的法院") == ["自治區(qū)的法院"] * 6
        assert found(text, "说的都是现在") == ["說(shuō)的都是現(xiàn)在"] * 6

    @pytest.mark.parametrize("query", ["", " ", "\u3000\n", "\u200b"])
    def test_nothing_is_a_query_for_nothing(self, query: str) -> None:
        assert Query(query).is_empty

    @pytest.mark.parametrize("sign", list(".*+?[](){}|^$\\-#&~"))
    def test_signs_of_expressions_stand_for_themselves(self, sign: str) -> None:
        assert found(f"甲{sign}乙，甲丙乙", f"甲{sign}乙") == [f"甲{sign}乙"]


class TestExactly:
    def test_script_and_width_matter(self) -> None:
        text = "发展與發展與發（fā）展"

        assert found(text, "發展", QueryMode.EXACT) == ["發展"]

    def test_white_space_alone_can_be_looked_for(self) -> None:
        assert found("甲  乙", "  ", QueryMode.EXACT) == ["  "]


class TestExpressions:
    def test_places_are_what_matches(self) -> None:
        text = "第一章 開始\n\n三個人說：「好。」\n\n第十二章 結束"

        assert found(text, r"第\p{Han}+章", QueryMode.EXPRESSION) == ["第一章", "第十二章"]

    def test_ends_of_lines_are_those_of_paragraphs(self) -> None:
        assert found("甲一乙\n\n甲二丙\n\n丁甲", "^甲", QueryMode.EXPRESSION) == ["甲", "甲"]

    def test_what_matches_nothing_is_no_place(self) -> None:
        assert found("甲乙丙", "x*", QueryMode.EXPRESSION) == []

    @pytest.mark.parametrize("expression", ["(", "[", "a{2,1}", "(?P<x>", "\\"])
    def test_what_is_none_says_why(self, expression: str) -> None:
        with pytest.raises(ExpressionError) as caught:
            Query(expression, QueryMode.EXPRESSION).pattern()

        assert caught.value.reason

    def test_one_that_takes_for_ever_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("reader.search.expressions.SECONDS", 0.05)

        with pytest.raises(ExpressionSlowError):
            places("甲" * 5_000 + "乙", "(甲+)+丙", QueryMode.EXPRESSION)


class TestInPieces:
    @given(
        text=st.text("甲乙发發 (fā)\n。", max_size=120),
        query=st.sampled_from(["甲", "甲甲", "发甲", "甲乙甲", "發發發"]),
        piece=st.integers(1, 30),
    )
    def test_pieces_find_what_the_whole_does(self, text: str, query: str, piece: int) -> None:
        text = "。" + text
        document = understood(text)
        whole = ArticleSearch(document, Query(query))
        expected = [place for part in whole.pieces() for place in whole.places_in(part)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(find_in_article, "PIECE", piece)
            search = ArticleSearch(document, Query(query))
            got = [place for part in search.pieces() for place in search.places_in(part)]

        assert got == expected

    def test_the_piece_of_the_reading_place_comes_first(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(find_in_article, "PIECE", 10)
        text = "。".join(f"第{n}句話在這裡" for n in "一二三四五六七八九")

        order = [place.start for place in places(text, "句話", offset=40)]

        first = order.index(min(order))
        assert order[0] >= 30
        assert order == sorted(order[:first]) + sorted(order[first:])
