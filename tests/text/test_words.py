from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.offsets import TextRange
from reader.text.script import simplify
from reader.text.words import count_of_word, word_at, words
from tests.support.patience import LONGEST_S

TRADITIONAL = "圖書館裡的讀者，在頁邊寫下感想。See page 12，𠮷祥😀。"

texts = st.text(st.one_of(st.sampled_from("圖書館裡的讀者书后後 \n，。aB1𠮷😀_"), st.characters(
    exclude_categories=["Cs"]
)))  # fmt: skip


def test_words_are_those_of_the_simplified_form() -> None:
    assert [word.slice(TRADITIONAL) for word in words(TRADITIONAL)][:5] == [
        "圖書館", "裡", "的", "讀者", "，",
    ]  # fmt: skip
    assert words(TRADITIONAL) == words(simplify(TRADITIONAL))


def test_small_punctuation_parts_words_as_the_usual_does() -> None:
    small = "他說﹕今天天氣好﹐我們去讀書﹔怎麼樣﹖好﹗甲﹑乙"
    usual = small.translate(dict(zip(map(ord, "﹕﹐﹔﹖﹗﹑"), "：，；？！、", strict=True)))

    assert words(small) == words(usual)


@pytest.mark.parametrize(
    ("offset", "word"),
    [(0, "圖書館"), (2, "圖書館"), (3, "裡"), (5, "讀者"), (7, "，"), (17, "See"), (26, "12")],
)
def test_the_word_at_a_place(offset: int, word: str) -> None:
    assert word_at(TRADITIONAL, offset).slice(TRADITIONAL) == word


def test_at_the_end_it_is_the_last_word() -> None:
    assert word_at("圖書館", 3) == TextRange(0, 3)
    assert word_at("", 0) == TextRange(0, 0)


@pytest.mark.parametrize("offset", [-1, 4])
def test_a_place_outside_is_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="place"):
        word_at("圖書館", offset)


@settings(deadline=None)
@given(texts)
def test_words_cover_the_text(text: str) -> None:
    found = words(text)

    assert "".join(word.slice(text) for word in found) == text
    assert all(len(word) for word in found)
    assert all(word_at(text, i).start <= i < word_at(text, i).end for i in range(len(text)))


def test_in_a_line_of_any_length_only_what_is_near_is_looked_at() -> None:
    line = "圖書館裡的讀者在頁邊寫下感想" * 200_000
    word_at(line, 0)

    started = process_time()
    word = word_at(line, len(line) // 2)

    assert word.slice(line) in {"圖書館", "感想"}
    assert process_time() - started < 0.1


def test_without_a_segmenter_a_word_is_a_character() -> None:
    script = (
        "import sys\n"
        "sys.modules['rjieba'] = None\n"
        "from reader.text.words import words\n"
        "text = '圖書館  see ab12漢，。'\n"
        "found = [word.slice(text) for word in words(text)]\n"
        "sys.exit(found != ['圖', '書', '館', '  ', 'see', ' ', 'ab12', '漢', '，', '。'])\n"
    )

    assert (
        subprocess.run([sys.executable, "-c", script], check=False, timeout=LONGEST_S).returncode
        == 0
    )


def test_the_segmenter_is_loaded_when_it_is_needed() -> None:
    script = "import sys, reader.text.words; sys.exit('rjieba' in sys.modules)"

    assert (
        subprocess.run([sys.executable, "-c", script], check=False, timeout=LONGEST_S).returncode
        == 0
    )


def test_a_word_is_whole_with_the_variants_it_is_written_in() -> None:
    text = "讀書\U000e0100人\ufe00在這裡"

    assert word_at(text, 1).slice(text) == "讀書\U000e0100人\ufe00"


def test_words_are_counted_if_there_is_a_dictionary() -> None:
    pytest.importorskip("rjieba")

    assert count_of_word("学习") > count_of_word("孺子牛") > 0
    assert count_of_word("习学的") == 0


def test_no_word_is_counted_without_a_dictionary() -> None:
    script = (
        "import sys\n"
        "sys.modules['rjieba'] = None\n"
        "from reader.text.words import count_of_word\n"
        "sys.exit(count_of_word('学习'))\n"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 0
