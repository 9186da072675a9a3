from __future__ import annotations

from pathlib import Path

import pytest

from reader.importers import import_bytes
from reader.text.repair import apply_repairs, padding
from reader.text.source_text import canonical_text

TEXT = "渡口旧事\n\n　　巷子里的灯亮了一夜，推车的人走过石板路。\n"


def repaired(raw: str) -> str:
    return apply_repairs(canonical_text(raw), padding.find_before_canonical(raw))[0]


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        ("\0" * 16 + TEXT, TEXT),
        (TEXT + "\0" * 513, TEXT),
        ("\ufeff渡\0口\r\n\0\0旧\x01事\r\0", "渡口\n旧事\n"),
        ("\0\ufeff渡\0\ufeff口", "\ufeff渡\ufeff口"),
        ("a\0b, c\0\0d", "a\ufffdb, cd"),
        ("坏\ufffd字\0", "坏\ufffd字"),
        ("无", "无"),
    ],
)
def test_nuls_are_taken_out(raw: str, left: str) -> None:
    assert repaired(raw) == left


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le"])
def test_a_padded_file_has_its_title_and_nothing_undecoded(codec: str) -> None:
    data = b"\0" * 16 + (TEXT * 3).encode(codec) + b"\0" * 512

    document = import_bytes(data, Path("a.txt"))

    assert document.title == "渡口旧事"
    assert "\ufffd" not in document.repaired[0]
    assert document.source.damage == 0
    assert "".join(repair.before for repair in document.repairs).strip("\ufffd") == ""
