"""What the name of a file says of the text in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.analysis import with_repairs
from reader.document.structure.file_name import read_file_name
from reader.importers import import_bytes

PROSE = "燈下翻開一冊舊書。\n紙頁已經發黃。\n"


@pytest.mark.parametrize(
    ("stem", "title", "creators"),
    [
        ("《燈下集》作者：沈夜行", "燈下集", ("沈夜行",)),
        ("《灯下集》（校对版全本）作者：陆某某", "灯下集", ("陆某某",)),
        ("灯下集(校对版全本)作者：陆某某", "灯下集", ("陆某某",)),
        ("燈下集 作者：沈夜行", "燈下集", ("沈夜行",)),
        ("《燈下集》_作者_沈夜行", "燈下集", ("沈夜行",)),
        ("燈下集-沈夜行", "燈下集", ("沈夜行",)),
        ("沈夜行_燈下集", "燈下集", ("沈夜行",)),
        ("[沈夜行]燈下集", "燈下集", ("沈夜行",)),
        ("燈下集 by 沈夜行", "燈下集", ("沈夜行",)),
        ("燈下集（全本）", "燈下集", ()),
        ("燈下集@books.example.com", "燈下集", ()),
        ("燈下集.txt", "燈下集", ()),
    ],
)
def test_names_that_say_title_and_author(stem: str, title: str, creators: tuple[str, ...]) -> None:
    document = import_bytes(PROSE.encode(), Path(f"{stem}.txt"))

    assert (document.title, document.creators) == (title, creators)
    assert with_repairs(document, ()).creators == creators


@pytest.mark.parametrize(
    "stem",
    [
        "燈下集",
        "a",
        "-",
        "06-lamp",
        "2024-05-03",
        "燈下集-雨",
        "《燈下集》讀後",
        "第一章 燈",
        "a.b",
    ],
)
def test_names_that_are_no_more_than_a_title(stem: str) -> None:
    assert read_file_name(stem) == (stem, ())


def test_a_text_with_a_title_takes_only_the_author_of_its_own_file() -> None:
    text = f"燈下集\n\n{PROSE}".encode()

    assert import_bytes(text, Path("燈下集-沈夜行.txt")).creators == ("沈夜行",)
    assert import_bytes(text, Path("雨集-沈夜行.txt")).creators == ()
