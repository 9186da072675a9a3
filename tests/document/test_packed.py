"""Documents packed and made again, of all kinds of texts."""

from __future__ import annotations

import marshal
from pathlib import Path

import pytest

from reader.document.analysis import analyse, with_repairs
from reader.document.packed import packed, unpacked
from reader.importers import extract
from tests.bench.books import SAMPLE, make_book
from tests.corruption import CUTS, SCALE, corrupt

BOOK = make_book(SAMPLE.read_text("utf-8"), 20_000, 5)
TEXTS = {
    "the sample": SAMPLE.read_bytes(),
    "a book": BOOK.encode(),
    "a damaged book": corrupt(BOOK, SCALE[:62], cuts=CUTS).text.encode(),
    "a book in a wrong encoding": BOOK.encode().decode("gb18030", "replace").encode(),
    "gb18030": BOOK.encode("gb18030"),
    "big5 with broken characters": BOOK.encode("big5", "replace")[:-1] + b"\xff\xff\xa4",
    "line ends of all kinds": BOOK.replace("\n", "\r\n", 9).replace("\n", "\r", 20).encode(),
    "a byte order mark": b"\xef\xbb\xbf" + BOOK.encode(),
    "controls and NUL": ("一本\x00舊書\x07放在桌上，紙已經黃了。\ufeff" * 20).encode(),
    "beyond the basic plane": ("𠮷野家的𠮷字，不是吉字。\n" * 20).encode(),
    "a line": "一".encode(),
}


@pytest.mark.parametrize("data", TEXTS.values(), ids=TEXTS)
def test_a_document_is_the_same_once_unpacked(data: bytes) -> None:
    document = analyse(extract(data, Path("夜讀.txt"), insists=True))

    kept = marshal.dumps(packed(document, data))
    again = unpacked(marshal.loads(kept), data, "夜讀")  # noqa: S302

    assert again == document
    assert again.blocks == document.blocks
    assert again.repaired == document.repaired
    assert (again.script, again.length) == (document.script, document.length)
    assert list(map(type, again.repairs)) == list(map(type, document.repairs))
    assert [type(each.confidence) for each in again.repairs] == [
        type(each.confidence) for each in document.repairs
    ]


def test_repairs_as_decided_are_kept_beside_those_proposed() -> None:
    data = TEXTS["a damaged book"]
    document = analyse(extract(data, Path("夜讀.txt")))
    left = [repair._replace(applied=index % 2 == 0) for index, repair in enumerate(document.found)]
    decided = with_repairs(document, left)

    again = unpacked(packed(decided, data), data, "夜讀")

    assert again == decided
    assert again.found == document.found
    assert again.repaired == decided.repaired


def test_what_is_unpacked_with_other_bytes_is_refused() -> None:
    data = TEXTS["a damaged book"]
    kept = packed(analyse(extract(data, Path("夜讀.txt"))), data)

    with pytest.raises((ValueError, IndexError)):
        unpacked(kept, data[: len(data) // 2], "夜讀")
