"""Thousands of targets that are nowhere, or anywhere: bounded work finds them, and all are kept."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.annotation_index import AnnotationIndex
from reader.annotation.model import Annotation, AnnotationSet, Body, Target
from reader.annotation.recoding import reconciled
from reader.annotation.sets import new_set
from reader.errors import SourceEncodingUnknownError
from reader.importers import import_bytes
from reader.text.matching import Finder, find_quote
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document

TIME = "2026-01-01T00:00:00.000Z"
IN_SECONDS = 8
"""Of the processor. Each measures below 1.5; without bounds it is minutes."""


@pytest.fixture(scope="module")
def document() -> Document:
    """A million characters, as often as in ordinary Chinese some, and others rare."""
    chance = random.Random(4)  # noqa: S311
    characters = [chr(0x4E00 + int(chance.expovariate(1 / 300))) for _ in range(1_000_000)]
    lines = ("".join(characters[start : start + 80]) for start in range(0, len(characters), 80))
    return import_bytes("\n".join(lines).encode(), Path("書.txt"))


@pytest.fixture
def _at_once(document: Document) -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < IN_SECONDS


def a_note(number: int, quote: str, start: int, around: tuple[str, str] = ("", "")) -> Annotation:
    return Annotation(
        id=f"urn:uuid:{number:08}",
        created=TIME,
        modified=TIME,
        body=Body(value=str(number)),
        target=Target(
            source="sha256:x",
            range=TextRange(start, start + len(quote)),
            exact=quote,
            prefix=around[0],
            suffix=around[1],
        ),
    )


def assert_none_is_lost(document: Document, items: list[Annotation]) -> AnnotationIndex:
    annotation_index = AnnotationIndex(document, items)

    ids = {item.id for item in annotation_index.orphans()}
    ids |= {item.id for _, item in annotation_index.in_reading_order()}
    assert ids == {item.id for item in items}
    return annotation_index


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize("count", [200, 3_000])
def test_quotes_that_are_nowhere_are_orphans(document: Document, count: int) -> None:
    text = document.source.text
    quotes = (text[number * 30 : number * 30 + 20] + f"\u9fff{number}" for number in range(count))

    annotation_index = assert_none_is_lost(
        document, [a_note(n, q, 100) for n, q in enumerate(quotes)]
    )

    assert len(annotation_index.orphans()) == count


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize("is_one", [True, False], ids=["one character", "many characters"])
def test_misplaced_quotes_of_one_character_cost_little(document: Document, is_one: bool) -> None:
    quotes = ("一" if is_one else chr(0x4E00 + number % 2_000) for number in range(2_000))

    items = [a_note(n, quote, 3 * n, ("〇", "〇")) for n, quote in enumerate(quotes)]

    assert_none_is_lost(document, items)


@pytest.mark.usefixtures("_at_once")
def test_quotes_of_what_is_there_again_and_again_cost_little() -> None:
    document = import_bytes(("哈" * 300_000).encode(), Path("書.txt"))
    quotes = ("哈" * (n % 90 + 1) + ("b" + "哈" * 40) * (n % 2) for n in range(500))

    items = [a_note(n, quote, n, ("呵哈", "哈呵")) for n, quote in enumerate(quotes)]

    assert_none_is_lost(document, items)


@pytest.mark.usefixtures("_at_once")
def test_quotes_copied_with_other_spaces_cost_little(document: Document) -> None:
    text = document.source.text
    quotes = (" ".join(text[n * 300 : n * 300 + 200]) for n in range(500))

    annotation_index = assert_none_is_lost(
        document, [a_note(n, q, n) for n, q in enumerate(quotes)]
    )

    assert annotation_index.place_of("urn:uuid:00000001") == TextRange(300, 500)


@pytest.mark.usefixtures("_at_once")
def test_thousands_that_moved_together_are_all_found(document: Document) -> None:
    text = document.source.text
    starts = range(40, 900_000, 300)
    items = [
        a_note(n, text[at : at + 3], at - 40, (text[at - 32 : at], text[at + 3 : at + 35]))
        for n, at in enumerate(starts)
    ]

    annotation_index = assert_none_is_lost(document, items)

    places = [annotation_index.place_of(item.id) for item in items]
    assert places == [TextRange(at, at + 3) for at in starts]


def test_after_so_much_work_nothing_more_is_found() -> None:
    finder = Finder("甲乙丙" * 10, effort=10_000)

    assert finder.find("甲乙", most=2) == [TextRange(0, 2), TextRange(3, 5)]
    assert finder.find("乙丙") == []  # not some of the places, which might be taken for all
    assert finder.find("甲乙", most=2) == [TextRange(0, 2), TextRange(3, 5)]
    assert len(find_quote("甲乙丙" * 10, "乙丙")) == 10


# Encodings


def with_roles(document: Document, encodings: list[str]) -> AnnotationSet:
    roles = tuple(
        {"start": 0, "end": 2, "kind": "paragraph", "reader:encoding": encoding}
        for encoding in encodings
    )
    annotations = new_set(document)
    return AnnotationSet(id=annotations.id, about=annotations.about, roles=roles)


@pytest.mark.usefixtures("_at_once")
@pytest.mark.parametrize(
    "encodings",
    [
        [f"gb{'-_ '[n % 3] * (n // 3)}18030" for n in range(400)],
        [f"{name}{'-' * n}" for n in range(60) for name in ("Big5", "u8", "UTF 16", "latin1")],
        [f"cp{number}" for number in range(400, 1300)],
        ["punycode", "idna", "rot13", "base64", "undefined", "unicode_escape", "\0", "x" * 10_000],
    ],
    ids=["aliases", "aliases of several", "many", "none of text"],
)
def test_records_in_whatever_encodings_cost_a_few_readings(encodings: list[str]) -> None:
    data = ("a-" + "燈下翻書，" * 60_000).encode("gb18030")
    document = import_bytes(data, Path("書.txt"), "utf-8", insists=True)
    annotations = with_roles(document, encodings)

    moved = reconciled(annotations, data, document)

    assert len(moved.roles) <= len(annotations.roles)


def test_no_article_is_read_as_names_of_hosts() -> None:
    with pytest.raises(SourceEncodingUnknownError):
        import_bytes(b"a-" + b"b" * 200_000, Path("書.txt"), "punycode", insists=True)
