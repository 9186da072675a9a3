from __future__ import annotations

import pytest

from reader.text.encoding import BinaryError, decode
from reader.text.padding import with_even_padding, without_padding

CHINESE = (
    "古人读书，手边总有一支朱笔。读到会心之处，便在字旁加一个圈；读到可疑之处，就打一个点。\n"
    "这些圈点不是文章的一部分，却比文章更贴近读书人的呼吸：“善哉！”他写道。\n"
)
ENGLISH = "He read slowly, and marked what he loved.\n"


@pytest.mark.parametrize("text", [CHINESE, ENGLISH * 3, "渡口旧事\n第一章\n"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("head", "tail"), [(0, 512), (16, 0), (1, 7), (513, 3000), (0, 70_000)])
def test_a_text_with_nuls_at_its_ends_is_a_text(
    text: str, codec: str, head: int, tail: int
) -> None:
    data = b"\0" * head + text.encode(codec) + b"\0" * tail

    assert decode(data).text == "\0" * head + text + "\0" * tail


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [4, 510, 512, 4096])
def test_a_block_of_nuls_within_a_text_is_no_sign_of_a_binary_file(codec: str, size: int) -> None:
    text = (
        CHINESE
        if codec != "big5"
        else "古人讀書，手邊總有一枝朱筆。讀到會心之處，便加一個圈。\n" * 4
    )
    half = text.encode(codec)

    decoded = decode(half + b"\0" * size + half)

    assert decoded.text.replace("\0", "") == text * 2


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("head", "tail"), [(0, 512), (512, 0), (16, 2000)])
def test_padding_does_not_hide_that_a_text_is_utf16(codec: str, head: int, tail: int) -> None:
    data = b"\0" * head + CHINESE.encode(codec) + b"\0" * tail

    decoded = decode(data)

    assert decoded.encoding == codec
    assert decoded.text.strip("\0") == CHINESE


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 1000,
        b"\0" * 512 + bytes(range(256)) * 2,
        b"RIFF\x24\x08\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x44\xac\0\0\x88\x58\x01\0" + b"\0" * 2000,
        b"BM\x36\0\x0c\0\0\0\0\0\x36\0\0\0\x28\0\0\0\0\x02\0\0\0\x02\0\0\x01\0\x18" + b"\0" * 999,
        b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x68\x04\0\0\x16" + b"\0" * 500,
        b"a.txt" + b"\0" * 95 + b"0000644\0" * 3 + b"\0" * 133 + b"ustar  \0" + b"\0" * 247
        + ENGLISH.encode() * 50,
    ],
)  # fmt: skip
def test_programs_pictures_and_archives_are_still_none(data: bytes) -> None:
    with pytest.raises(BinaryError):
        decode(data)


def test_rows_of_nuls_are_left_out_and_single_ones_are_not() -> None:
    assert without_padding(b"\0\0a\0b" + b"\0" * 4 + b"c\0") == b"a\0bc"
    assert with_even_padding(b"a" + b"\0" * 513 + b"b" + b"\0" * 4 + b"\0" * 4) == b"a\0b"
    assert without_padding(b"text") == b"text"
