from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.document.readings import Known, reading_of_word, readings_of
from reader.document.rendition import Rendition
from reader.importers import import_bytes
from reader.text.phonetics import Notation

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

DAMAGED = "本區(qū)的業(yè)務與執(zhí)行，由區(qū)長(zhǎng)說明，音樂(lè)會後繼續(xù)辦(bàn)理。\n"


def damaged() -> Document:
    return import_bytes((DAMAGED * 5).encode(), Path("a.txt"))


@pytest.mark.parametrize("target", ["original", "auto-s"])
def test_pinyin_that_damage_left_is_no_text_and_the_word_decides(target: str) -> None:
    rendition = Rendition(damaged(), target)
    part = rendition.document.blocks[0].range

    text = rendition.part(part).text
    found = readings_of(rendition, part, Notation.PINYIN)

    assert "(" not in text
    assert len(found) == len(text)
    assert found[text.index("音") + 1] == "yuè"
    assert found[1] == "qū"


def test_the_pinyin_of_the_file_is_taken_where_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("reader.document.readings.readings", lambda _text, _notation: None)
    rendition = Rendition(damaged(), "auto-s")
    part = rendition.document.blocks[0].range

    text = rendition.part(part).text
    found = readings_of(rendition, part, Notation.PINYIN)

    assert {c: reading for c, reading in zip(text, found, strict=True) if reading} == {
        "区": "qū", "业": "yè", "执": "zhí", "长": "zhǎng", "乐": "lè", "续": "xù", "办": "bàn"
    }  # fmt: skip


def test_the_word_at_a_place_is_read_as_a_whole(make_document: Callable[..., Document]) -> None:
    rendition = Rendition(make_document("他去銀行，A。"))
    part = rendition.document.blocks[-1].range

    assert reading_of_word(rendition, part, 3, Notation.PINYIN) == ("銀行", "yín háng")
    assert reading_of_word(rendition, part, 3, Notation.ZHUYIN) == ("銀行", "ㄧㄣˊ ㄏㄤˊ")
    assert reading_of_word(rendition, part, 4, Notation.PINYIN) == ("，", "")


def test_only_what_is_not_known_has_a_reading(make_document: Callable[..., Document]) -> None:
    rendition = Rendition(make_document("人們蹉跎歲月"))
    part = rendition.document.blocks[-1].range

    def read(known: Known) -> list[str | None]:
        return known.readings_of(rendition, part, Notation.PINYIN)

    assert read(Known(2000)) == [None, None, "cuō", "tuó", None, None]
    assert read(Known(2000, frozenset("蹉"), frozenset("人"))) == [
        "rén", None, None, "tuó", None, None
    ]  # fmt: skip
