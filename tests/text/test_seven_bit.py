from __future__ import annotations

import pytest

from reader.text.encoding import Certainty, decode, guess_encoding
from reader.text.seven_bit import chinese_in_ascii

LONG = "古人读书，手边总有一支朱笔。读到会心之处，便在字旁加一个圈；读到可疑之处，就打一个点。\n"


@pytest.mark.parametrize("codec", ["hz", "utf-7"])
@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "标题\n" + LONG,
        "Subject: an old message\n\nHe wrote: " + LONG * 2,
        "".join(f"第{number}章 渡口\n\n" + LONG for number in "一二三"),
        "　　" + LONG.replace("，", ","),
    ],
)
def test_chinese_in_seven_bits_is_read(codec: str, text: str) -> None:
    data = text.encode(codec)

    assert data.isascii()
    assert decode(data) == (text, codec, False, Certainty.LIKELY)
    assert guess_encoding(data) == codec


@pytest.mark.parametrize("codec", ["hz", "utf-7"])
@pytest.mark.parametrize("text", ["渡口", "渡口旧事\n", "他说：好。"])
def test_a_few_characters_are_read_with_doubt(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == (text, codec, False, Certainty.DOUBTFUL)


@pytest.mark.parametrize("codec", ["hz", "utf-7"])
def test_a_word_of_it_in_a_text_of_ascii_makes_that_doubtful(codec: str) -> None:
    text = "This is a long message about something else altogether. " * 8 + "渡口"
    data = text.encode(codec)

    decoded = decode(data)

    assert (decoded.encoding, decoded.certainty) == ("utf-8", Certainty.DOUBTFUL)
    assert decoded.text == data.decode()


@pytest.mark.parametrize("codec", ["iso2022_jp_2", "iso2022_kr", "iso2022_jp"])
def test_escapes_into_other_sets_are_never_certain(codec: str) -> None:
    assert decode(("漢字" * 60 + "\n").encode(codec)).certainty is not Certainty.CERTAIN


def test_chinese_of_messages_that_nobody_closed_is_never_certain() -> None:
    assert decode(b"~{6I?Z>IJB\nJi~}\n" * 20).certainty is not Certainty.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "~~struck out~~ and ~/.config and ~{",
        "A~{x}~B and ~{\\bf bold} is LaTeX~\\cite{a}",
        "class A { ~A() {} }; ~{}~{}~}",
        "~{ab~} is a pair of braces",
        "C++, a+b-c, x+=1, +AGE- and +1-800-555-0100",
        "diff +foo- +bar- +AAA- +abcd-",
        "https://example.com/?q=a+b+c+d&x=search+terms+here",
        "Ym9va3M+cmVhZGluZw+dGhpcyBpcyBiYXNlNjQ+ZGF0YQ/aGVyZSBpcyBtb3Jl" * 5,
        "| +---+ | +---+ |\n+======+\n",
        "git log --pretty=~{h} ~} --since=1+2",
    ],
)
def test_signs_of_programs_and_prose_are_certain_ascii(text: str) -> None:
    assert chinese_in_ascii(text.encode()) is None
    assert decode(text.encode()) == (text, "utf-8", False, Certainty.CERTAIN)
