from __future__ import annotations

import pytest

from reader.document.analysis import with_repairs
from reader.document.model import BlockKind, Document
from reader.text.page_marks import find_page_ends
from tests.support.understanding import understood
from tests.text.repair.prose import Prose

NUMBERS = {
    "bare": "{n}",
    "dashes": "- {n} -",
    "long dashes": "— {n} —",
    "dots": "· {n} ·",
    "named": "第{n}頁",
    "named and counted": "第 {n} 页 共 90 页",
    "of all": "{n}/90",
    "English": "Page {n} of 90",
    "Roman": "· {roman} ·",
}
ROMAN = ("xi", "xii", "xiii", "xiv", "xv", "xvi")
HEADS = {
    "no heads": ("", ""),
    "the same": ("石橋小史", "石橋小史"),
    "alternating": ("石橋小史", "第二卷　橋與城"),
}


def pages(form: str, heads: tuple[str, str], width: int, blank: str) -> tuple[str, list[str]]:
    """Return six pages of wrapped text with numbers and heads, and the paragraphs on them."""
    prose = Prose(f"{form} {width}")
    paragraphs = [prose.paragraph(9) for _ in range(6)]
    lines = [line for p in paragraphs for line in prose.wrapped("\u3000\u3000" + p, width)]
    step = len(lines) // 6
    text = ["石橋", ""]
    for page in range(6):
        last = None if page == 5 else (page + 1) * step
        text += lines[page * step : last]
        number = NUMBERS[form].format(n=11 + page, roman=ROMAN[page])
        text += [part for part in (blank, number, blank, heads[page % 2]) if part is not None]
    return "\n".join(line for line in text), paragraphs


def blocks(document: Document, *kinds: BlockKind) -> list[str]:
    return [
        document.repaired_part(block.range)[0] for block in document.blocks if block.kind in kinds
    ]


@pytest.mark.parametrize("heads", HEADS)
@pytest.mark.parametrize("form", NUMBERS)
@pytest.mark.parametrize("width", [44, 80])
def test_sentences_are_whole_across_pages(form: str, heads: str, width: int) -> None:
    text, paragraphs = pages(form, HEADS[heads], width, "")

    assert blocks(understood(text), BlockKind.PARAGRAPH) == paragraphs


@pytest.mark.parametrize("form", NUMBERS)
def test_what_cuts_no_sentence_is_shown_as_what_is_not_of_the_text(form: str) -> None:
    text, _ = pages(form, HEADS["alternating"], 60, "")
    document = understood(text)

    marks = blocks(document, BlockKind.BACK_MATTER)

    assert NUMBERS[form].format(n=16, roman=ROMAN[5]) in marks
    assert len(marks) < 13
    undone = blocks(with_repairs(document, ()), BlockKind.BACK_MATTER)
    assert len(undone) == 12


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("chapters", "".join(f"{n}\n\n{Prose(str(n)).paragraph(8)}\n\n" for n in range(1, 9))),
        (
            "subtitles",
            "".join(f"{n}\n00:0{n}:00,000 --> 00:0{n}:02,000\n他來了\n\n" for n in range(1, 9)),
        ),
        ("a list", "".join(f"{n}\n桐油\n" for n in range(1, 30))),
        ("scores", "".join(f"甲隊對乙隊\n{n}/{n + 2}\n" for n in range(1, 9))),
        ("years", "".join(f"{n}\n{Prose(str(n)).paragraph(4)}\n" for n in range(1950, 1960))),
        ("one number", "水退以後\n12\n石頭露了出來。"),
        ("nothing", ""),
    ],
)
def test_other_numbers_are_no_pages(why: str, text: str) -> None:
    assert not find_page_ends("標題\n" + text), why


def test_the_numbers_of_pages_are_no_headings() -> None:
    text, _ = pages("bare", HEADS["no heads"], 60, "")

    assert not blocks(understood(text), BlockKind.HEADING)
