from __future__ import annotations

import time
from pathlib import Path

import pytest

from reader.importers import import_bytes

HOSTILE = {
    "brackets": "（(" * 500_000,
    "annotated brackets": "區(" * 300_000,
    "one line": "燈下翻開舊書，" * 400_000,
    "short lines": "字\n" * 100_000,
    "counted lines": "一、甲\n" * 50_000,
    "centred lines": (" " * 20 + "燈下\n\n") * 20_000,
    "accents": "é" * 500_000,
    "half of a misread text": "ä¸­" * 200_000,
    "signs of a misread text": "锛銆" * 300_000,
    "broken lines": ("字" * 36 + "\n") * 20_000,
    "invisible": "字a" + "\u200b" * 300_000 + "a",
    "white space": "字" + " " * 1_000_000 + "字",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_texts_are_understood_in_linear_time(text: str) -> None:
    started = time.process_time()
    document = import_bytes(text.encode(), Path("書.txt"))

    assert document.source.text == text
    # Measured at 2 s at most.
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("燈下\x01\x02讀書。\n" + "夜雨" * 200, "燈下讀書。\n" + "夜雨" * 200),
        ("燈下\x00讀書。\n" * 2 + "夜雨" * 200, "燈下\ufffd讀書。\n" * 2 + "夜雨" * 200),
    ],
)
def test_control_characters_do_not_reach_the_text(raw: str, text: str) -> None:
    assert import_bytes(raw.encode(), Path("書.txt")).source.text == text


def test_lone_surrogates_are_shown_as_lost() -> None:
    data = ("燈下讀書。\n" * 60).encode() + "燈\ud800下\n".encode("utf-8", "surrogatepass")

    text = import_bytes(data, Path("書.txt")).source.text

    assert text.startswith("燈下讀書。\n" * 60 + "燈\ufffd")
    text.encode("utf-8")
