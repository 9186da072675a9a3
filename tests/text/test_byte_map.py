"""Every character is found by its bytes, in any reading of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.text.byte_map import ByteMap, ByteRange
from reader.text.encoding import ENCODINGS, decode, mark_length
from reader.text.offsets import TextRange
from reader.text.source_text import canonical_text

CODECS = (*ENCODINGS, "utf-32-le", "shift_jis")
TEXT = "圈\r\n點𠮷\rab。\u0085读\x00書\n"

pieces = st.sampled_from(
    ["圈點", "读书", "𠮷", "\r\n", "\r", "\n", "a", "é", "\x07", "\ufeff", "。"]
)
raw = st.binary(max_size=8)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Bytes of texts in one encoding or several, and bytes of none; some longer than a stretch."""
    codec = draw(st.sampled_from(ENCODINGS))
    parts = [
        part if isinstance(part, bytes) else part.encode(codec, "ignore")
        for part in draw(st.lists(pieces | raw, min_size=1, max_size=30))
    ]
    return b"".join(parts) * draw(st.sampled_from([1, 1, 1, 40]))


def reading(data: bytes, codec: str) -> str:
    return canonical_text(data[mark_length(data, codec) :].decode(codec, "replace"))


@given(files(), st.sampled_from(CODECS))
@example(TEXT.encode("gb18030"), "gb18030")
def test_a_map_counts_the_characters_of_the_text(data: bytes, codec: str) -> None:
    assert ByteMap(data, codec).length == len(reading(data, codec))


@given(files(), st.sampled_from(ENCODINGS), st.data())
@example("\ufeff圈點".encode(), "utf-8", None)
def test_a_range_is_found_again_by_its_bytes(
    data: bytes, codec: str, choice: st.DataObject | None
) -> None:
    length = len(reading(data, codec))
    map_ = ByteMap(data, codec)
    start = choice.draw(st.integers(0, length)) if choice else 0
    end = choice.draw(st.integers(start, length)) if choice else 1
    place = TextRange(start, end)

    assert map_.to_text(map_.to_bytes(place)) == place


@given(st.lists(pieces, min_size=1), st.sampled_from(["utf-8", "gb18030", "utf-16-le"]), st.data())
def test_the_bytes_of_a_range_are_those_of_its_characters(
    parts: list[str], codec: str, choice: st.DataObject
) -> None:
    text = "字" + "".join(parts).replace("\ufeff", "")
    data, length = text.encode(codec), len(canonical_text(text))
    start = choice.draw(st.integers(0, length - 1))
    place = TextRange(start, choice.draw(st.integers(start + 1, length)))

    found = ByteMap(data, codec).to_bytes(place)

    shown = canonical_text(data[found.start : found.end].decode(codec)).rstrip("\n")
    assert shown == place.slice(canonical_text(text)).rstrip("\n")


def test_bytes_inside_a_character_mean_the_whole_character() -> None:
    data = "圈點".encode()

    assert ByteMap(data, "utf-8").to_text(ByteRange(1, 4)) == TextRange(0, 2)


def test_a_broken_character_and_what_follows_are_two() -> None:
    data = b"\xb6 \xc8\xa6"
    assert decode(data, "gb18030").text == "\ufffd 圈"

    map_ = ByteMap(data, "gb18030")

    assert [map_.to_bytes(TextRange(i, i + 1)) for i in range(3)] == [(0, 1), (1, 2), (2, 4)]


@pytest.mark.parametrize("codec", ["utf-16", "punycode", "klingon"])
def test_a_codec_that_cannot_begin_anywhere_has_no_map(codec: str) -> None:
    with pytest.raises((LookupError, ValueError)):
        ByteMap("圈點".encode(), codec)


def test_bytes_beyond_the_file_mean_its_end() -> None:
    assert ByteMap("圈點".encode(), "utf-8").to_text(ByteRange(100, 200)) == TextRange(2, 2)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_a_book_is_mapped_at_once(codec: str) -> None:
    text = "读书人的呼吸，\r\n" * 60_000
    data = text.encode(codec)

    started = time.process_time()
    map_ = ByteMap(data, codec)
    for start in range(0, map_.length - 10, 2000):
        map_.to_text(map_.to_bytes(TextRange(start, start + 10)))

    # Measured at 0.15 s; going through the characters one by one takes several seconds.
    assert time.process_time() - started < 3


def test_bytes_that_switch_between_ways_of_writing_have_a_place() -> None:
    data = b"ab~{R9~}"
    map_ = ByteMap(data, "hz")

    assert map_.to_text(ByteRange(0, len(data))) == TextRange(0, 3)
    assert map_.to_text(ByteRange(7, 8)) == TextRange(3, 3)
    assert all(
        map_.to_text(ByteRange(start, end)).end <= map_.length
        for end in range(len(data) + 1)
        for start in range(end + 1)
    )


def test_every_byte_of_a_long_text_in_seven_bits_has_a_place() -> None:
    data = ("~{6I?Z~} a ~{>IJB~}\n" * 200).encode()
    map_ = ByteMap(data, "hz")

    assert all(
        map_.to_text(ByteRange(byte, byte + 1)).end <= map_.length for byte in range(len(data))
    )


def test_a_decoder_that_waits_for_most_of_a_file_tells_no_places() -> None:
    with pytest.raises(LookupError):
        ByteMap(b"+" + b"bCFT" * 20_000, "utf-7")


def test_the_euro_of_gbk_is_one_character_of_one_byte() -> None:
    data = "卖".encode("gbk") + b"\x8050" + "元".encode("gbk")
    map_ = ByteMap(data, "gb18030")

    assert map_.to_bytes(TextRange(1, 4)) == ByteRange(2, 5)
    assert map_.length == len(decode(data, "gb18030").text)
