from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.rendition import Rendition
from reader.importers import open_source
from reader.text.encoding import Certainty
from reader.text.matching import find_quote

if TYPE_CHECKING:
    from pathlib import Path

    from reader.document.model import Document

INVISIBLE = (
    "48b-zerowidth", "53-bom", "53-cgj", "53-fa", "53-hangulfill", "53-hf", "53-is", "53-ivs17",
    "53-lre", "53-lrm", "53-nnbsp", "53-pdi", "53-rlo", "53-tag", "53-vs1", "53-wj", "53-zwnj",
)  # fmt: skip


def opened(shared_data: Path, name: str) -> Document:
    path = shared_data / "cases" / f"{name}.txt"
    if not path.exists():
        pytest.skip("the cases are not here")
    return open_source(path)


def shown(document: Document, target: str) -> str:
    rendition = Rendition(document, target)
    return "\n".join(rendition.part(block.range).text for block in document.blocks)


@pytest.mark.parametrize("name", INVISIBLE)
def test_what_nobody_sees_hinders_nothing(name: str, shared_data: Path) -> None:
    document = opened(shared_data, name)

    titles = [section.title for section in document.sections if section.title]

    assert titles[0] == "第一章 渡口"
    assert "車輪在石板上磕磕碰碰" in shown(document, "auto-tw")
    assert find_quote(document.source.text, "车轮在石板上磕磕碰碰")


@pytest.mark.parametrize(
    ("name", "target", "words"),
    [
        ("29a-kangxi-s", "auto-tw", "一個人在燈下讀書，要有自己的方法"),
        ("29a-kangxi-s", "auto-tw", "馬車、青風、飛鳥"),
        ("30-compat", "auto-s", "领导人说"),
        ("31-ivs", "auto-s", "他把剑放在桌上"),
        ("32-ids", "auto-tw", "此字作⿰虫风，又作⿱艹发，俗作⿰亻干"),
        ("26a-gbk-pua", "original", "︐"),
        ("26a-gbk-pua", "original", "龴"),
        ("26a-gbk-pua", "original", "ḿ"),
        ("22a-euro", "original", "卖€50"),
        ("22a-euro", "original", "卖€120"),
        ("16a-lostbyte-gbk", "original", "面的人家，其实也有不愿意让外人知道的一面"),
    ],
)
def test_characters_are_what_they_were_meant_to_be(
    name: str, target: str, words: str, shared_data: Path
) -> None:
    document = opened(shared_data, name)

    assert words in shown(document, target)


@pytest.mark.parametrize("name", ["21a-hz", "21c-hz-short"])
def test_messages_in_seven_bits_are_read(name: str, shared_data: Path) -> None:
    source = opened(shared_data, name).source

    assert (source.encoding, source.certainty) == ("hz", Certainty.LIKELY)


@pytest.mark.parametrize("name", ["23c-nulpad", "23f-nulhead"])
def test_files_that_nuls_fill_up_are_texts(name: str, shared_data: Path) -> None:
    document = opened(shared_data, name)

    assert document.title == "渡口旧事"
    assert "\ufffd" not in document.repaired[0]
