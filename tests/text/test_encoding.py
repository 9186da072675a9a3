from __future__ import annotations

import codecs
import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.encoding import (
    BinaryError,
    Certainty,
    UndecodableError,
    UnknownEncodingError,
    canonical,
    decode,
)

if TYPE_CHECKING:
    from pathlib import Path

TRADITIONAL = (
    "古人讀書，手邊總有一枝朱筆。讀到會心之處，便在字旁加一個圈；讀到可疑之處，就打一個點。\n"
    "這些圈點不是文章的一部分，卻比文章更貼近讀書人的呼吸：「善哉！」他寫道。\n"
)
SIMPLIFIED = (
    "古人读书，手边总有一支朱笔。读到会心之处，便在字旁加一个圈；读到可疑之处，就打一个点。\n"
    "这些圈点不是文章的一部分，却比文章更贴近读书人的呼吸：“善哉！”他写道。\n"
)
CANTONESE = "佢哋喺屋企睇書，嗰本書好靚，我哋都鍾意。唔該你畀我睇吓啦！佢話冇問題喎。\n"


@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_both_scripts_are_decoded_from_any_encoding_that_holds_them(
    text: str, encoding: str
) -> None:
    assert decode(text.encode(encoding))[:3] == (text, encoding, False)


@pytest.mark.parametrize(("text", "encoding"), [(TRADITIONAL, "big5"), (CANTONESE, "big5hkscs")])
def test_both_kinds_of_big5_are_read_as_the_larger(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[:3] == (text, "big5hkscs", False)


def test_a_sign_that_microsofts_big5_maps_differently_decides_for_it() -> None:
    text = "約翰‧彌爾～" + TRADITIONAL

    assert decode(text.encode("cp950"))[:3] == (text, "cp950", False)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    text = "字𠮷"

    assert decode(mark + text.encode(encoding)) == (text, encoding, True, Certainty.CERTAIN)


def test_english_in_utf16_without_a_mark_is_not_taken_for_binary() -> None:
    text = "Plain English.\n"

    assert decode(text.encode("utf-16-le"))[:2] == (text, "utf-16-le")


def test_mostly_ascii_text_may_be_windows_western() -> None:
    text = "“Read slowly,” wrote the old teacher in his café, “and mark what you love.” " * 3

    assert decode(text.encode("cp1252")) == (text, "cp1252", False, Certainty.DOUBTFUL)


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    data = TRADITIONAL.encode()

    text, encoding, _, certainty = decode(data[:100] + b"\xff" + data[100:])

    assert (encoding, certainty) == ("utf-8", Certainty.LIKELY)
    assert text.count("\ufffd") <= 4
    assert text.endswith("他寫道。\n")


def test_a_sample_that_ends_inside_a_character_is_no_damage() -> None:
    # The sample for detection ends at 65,536 bytes: in the middle of a three-byte character here.
    text = "。" + SIMPLIFIED * 2000

    for encoding in ("gb18030", "utf-16-le"):
        assert decode(b"x".decode().encode(encoding) + text.encode(encoding)).text == "x" + text


@pytest.mark.parametrize("encoding", ["gb2312", "GBK", "big5", "utf8", "utf_16"])
def test_the_encoding_asked_for_is_used(encoding: str) -> None:
    text = "讀書" if "big5" in encoding else "读书"

    assert decode(text.encode(encoding), encoding).text == text


def test_names_of_small_encodings_mean_their_supersets() -> None:
    assert decode("囍镕".encode("gb18030"), "gb2312").encoding == "gb18030"


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "", "a\0b"])
def test_an_encoding_that_is_none_is_not_known(encoding: str) -> None:
    with pytest.raises(UnknownEncodingError):
        decode(b"text", encoding)


def test_a_wrong_encoding_asked_for_makes_no_text() -> None:
    with pytest.raises(UndecodableError):
        decode(TRADITIONAL.encode("big5"), "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x00\x01\x02\x03",
        b"hello\x00world",
        bytes(range(256)) * 4,
        b"\x00" * 1000,
    ],
)
def test_what_is_no_text_is_called_binary(data: bytes) -> None:
    with pytest.raises(BinaryError):
        decode(data)


def test_bytes_no_encoding_explains_are_undecodable() -> None:
    rng = random.Random(7)  # noqa: S311 — repeatable, not secret

    with pytest.raises(UndecodableError):
        decode(bytes(rng.choice(range(0x80, 0x100)) for _ in range(2000)))


def test_one_stray_nul_in_a_long_text_is_tolerated() -> None:
    data = (TRADITIONAL * 3).encode()

    assert decode(data[:30] + b"\0" + data[30:]).encoding == "utf-8"


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except (BinaryError, UndecodableError):
        return
    canonical(text).encode("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=200))
def test_any_text_survives_utf8(text: str) -> None:
    assert decode(text.encode("utf-8"), "utf-8").text == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("data", "encoding", "certainty"),
    [
        (SIMPLIFIED.encode(), None, Certainty.CERTAIN),
        (b"Plain English.", None, Certainty.CERTAIN),
        (SIMPLIFIED.encode("gbk"), "gbk", Certainty.CERTAIN),
        (SIMPLIFIED.encode("gbk"), None, Certainty.LIKELY),
        (TRADITIONAL.encode("big5"), None, Certainty.LIKELY),
        (TRADITIONAL.encode("utf-16-be"), None, Certainty.LIKELY),
        ("读书".encode("gbk"), None, Certainty.DOUBTFUL),
        (b"reader's marks: " * 20 + "读书".encode("gbk"), None, Certainty.DOUBTFUL),
    ],
)
def test_how_sure_the_encoding_is(data: bytes, encoding: str | None, certainty: Certainty) -> None:
    assert decode(data, encoding).certainty is certainty


def test_a_part_in_another_encoding_is_shown_damaged_and_the_whole_called_doubtful() -> None:
    data = (SIMPLIFIED * 20).encode("gb18030") + (SIMPLIFIED * 3).encode("utf-8")

    text, encoding, _, certainty = decode(data)

    assert text.startswith(SIMPLIFIED * 20)
    assert (encoding, certainty) == ("gb18030", Certainty.DOUBTFUL)


def test_a_part_of_utf8_that_is_not_is_shown_as_replacements() -> None:
    data = (SIMPLIFIED * 20).encode("utf-8") + SIMPLIFIED.encode("gb18030")

    text, encoding, _, certainty = decode(data)

    assert text.startswith(SIMPLIFIED * 20)
    assert "\ufffd" in text
    assert (encoding, certainty) == ("utf-8", Certainty.DOUBTFUL)


@pytest.mark.parametrize("name", ["shift_jis", "utf-7", "euc_kr", "cp437", "utf_32_be", "latin-1"])
def test_any_encoding_of_text_may_be_asked_for(name: str) -> None:
    assert decode("reader".encode(name), name).text == "reader"


def test_slices_of_real_texts_are_decoded_exactly(shared_data: Path) -> None:
    folder = shared_data / "articles"
    texts = [(folder / name).read_text("utf-8") for name in ("ah-q.txt", "hongloumeng-01-03.txt")]
    texts.append((folder / "copyright-law.gb18030.txt").read_text("gb18030"))
    rng = random.Random(20)  # noqa: S311 — repeatable, not secret
    wrong = []
    for text in texts:
        for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8"):
            for length in (12, 40, 150, 1000) * 3:
                start = rng.randrange(len(text) - length)
                data = text[start : start + length].encode(encoding, "ignore")
                if data.decode(encoding).strip() and decode(data).text != data.decode(encoding):
                    wrong.append((encoding, length, data.decode(encoding)))
    assert wrong == []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("甲\r\n乙\r丙\n", "甲\n乙\n丙\n"),
        ("\ufeff甲", "甲"),
        ("甲\t乙\x0b\x0c\x1b\x7f\x85\x9f丙", "甲\t乙丙"),
        ("\x00\ufffc\ufdd0\ufdef\ud800\udfff", "\ufffd" * 6),
        # Nothing is normalised: compatibility forms, decomposed letters, variants, other spaces.
        ("Ａe\u0301㈱豈\u3000\u200b﹐𠮷\U000e0100", "Ａe\u0301㈱豈\u3000\u200b﹐𠮷\U000e0100"),
    ],
)
def test_canonical_form(raw: str, text: str) -> None:
    assert canonical(raw) == text


@given(st.text(max_size=200))
def test_canonical_form_of_canonical_text_is_itself(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_a_long_text_is_made_canonical_at_once() -> None:
    text = TRADITIONAL * 30_000

    started = time.perf_counter()
    canonical(text)

    # Measured at 0.02 s for these 2.4 million characters; a loop in Python would take seconds.
    assert time.perf_counter() - started < 0.5
