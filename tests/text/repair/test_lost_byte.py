from __future__ import annotations

import time
from pathlib import Path

import pytest

from reader.importers import import_bytes
from reader.text.encoding import decode
from reader.text.repair import apply_repairs, lost_byte
from reader.text.source_text import canonical_text

LINES = (
    "巷子尽头的灯亮了一夜，卖豆浆的人推着车走过去，车轮在石板上磕磕碰碰。",
    "他把那本旧书翻到最后一页，纸已经发脆，边上有人用铅笔写了一行小字。",
    "“你真的来了。”她说完放下竹篮，水顺着衣角滴了一地……",
    "老人没有回答，低头去理那团缠在一起的麻绳，终于理出一个头来！",
)


def without_byte(line: str, place: int, half: int, codec: str = "gbk") -> bytes:
    characters = [character.encode(codec) for character in line]
    characters[place] = characters[place][half : half + 1]
    return b"".join(characters)


def repaired(data: bytes, codec: str = "gb18030") -> str:
    raw = decode(data, codec, insists=True).text
    return apply_repairs(canonical_text(raw), lost_byte.find_in_bytes(data, codec, raw))[0]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("place", [1, 5, 9, 14, 20])
def test_the_line_reads_on_after_the_lost_byte(line: str, half: int, place: int) -> None:
    data = b"\r\n".join((b"\x01" + LINES[0].encode("gbk"), without_byte(line, place, half), b"ok"))

    first, text, last = repaired(data).split("\n")

    assert (first, last) == (LINES[0], "ok")
    assert len(text) == len(line)
    # Where exactly the byte is missing cannot always be told.
    wrong = [at for at, (a, b) in enumerate(zip(text, line, strict=True)) if a != b]
    assert len(wrong) <= 2
    assert all(abs(at - place) <= 1 for at in wrong)


def test_each_stretch_of_a_line_is_put_right() -> None:
    parts = [without_byte(line, 6, 0) for line in LINES[:3]]

    text = repaired(b"1".join(parts))

    assert len(text) == sum(map(len, LINES[:3])) + 2
    assert [part[8:] for part in text.split("1")] == [line[8:] for line in LINES[:3]]


def test_what_the_character_may_have_been_is_offered() -> None:
    data = without_byte(LINES[1], 20, 0)

    (repair,) = lost_byte.find_in_bytes(data, "gb18030", decode(data, "gb18030").text)

    texts = (repair.after, *repair.alternatives)
    assert len(texts) > 2
    assert all(text[1:] == repair.after[1:] for text in texts)


@pytest.mark.parametrize(
    "data",
    [
        LINES[0].encode("gbk"),
        LINES[0].encode("gbk")[:-1],
        LINES[0].encode("gbk") + b"\xff\n" + LINES[1].encode("gbk"),
        LINES[0].encode("gbk") + b"\xb0\n",
        b"abc \xb0 def",
        LINES[0].encode("utf-8"),
        bytes(range(0x81, 0xFF)) * 3 + b"\xb0\n",
    ],
)
def test_other_damage_is_left_alone(data: bytes) -> None:
    raw = data.decode("gb18030", "replace")

    assert not lost_byte.find_in_bytes(data, "gb18030", raw)


def test_an_article_shows_what_follows_the_lost_byte() -> None:
    data = "\n".join(("旧灯", *LINES)).encode("gbk") + b"\n" + without_byte(LINES[1], 7, 1) + b"\n"

    document = import_bytes(data, Path("a.txt"))

    assert document.repaired[0].endswith(LINES[1][9:] + "\n")
    assert document.source.text == canonical_text(decode(data).text)


@pytest.mark.parametrize("lines", [1, 6_000])
def test_a_long_damaged_text_is_read_in_no_time(lines: int) -> None:
    torn = without_byte(LINES[0] * (6_000 // lines), 3, 0) + b"\n"
    data = torn * lines
    raw = data.decode("gb18030", "replace")
    begun = time.process_time()

    assert len(lost_byte.find_in_bytes(data, "gb18030", raw)) == lines
    assert time.process_time() - begun < 4
