from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.annotation.annotation_index import AnnotationIndex
from reader.annotation.merging import heads
from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.articles import article_of
from reader.cli import main
from reader.document.analysis import as_decided
from reader.export import EXPORTERS, notes_of
from reader.importers import import_bytes
from reader.storage.check.library_check import examine
from reader.storage.library import Library
from reader.wording.library_check import explain_finding
from tests.support.hostile import EXTREME, TEXT, changed, places_in, rich_record

if TYPE_CHECKING:
    from reader.document.model import Document

DATA = TEXT.encode()
PATH = Path("書.txt")


@pytest.fixture(scope="module")
def document() -> Document:
    return import_bytes(DATA, PATH)


@pytest.fixture(scope="module")
def record(document: Document) -> dict[str, Any]:
    return rich_record(document)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "文庫")


def written(library: Library, document: Document, record: Any) -> Path:
    store = library.add(DATA, PATH, document)
    store.path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    return store.path


def use(library: Library) -> set[str]:
    """Open the article, look at all of it, save it; return the ids of what it shows."""
    article = article_of(DATA, PATH, library).for_writing(library)
    annotations = article.annotations
    assert annotations is not None
    assert article.store is not None
    overlays = overlays_of(annotations)
    shown = as_decided(article.document, overlays)
    annotation_index = AnnotationIndex(shown, annotations.items)
    annotation_index.undecided()
    list(annotation_index.by_section())
    for export in EXPORTERS.values():
        export([notes_of(annotations)])
    if article.problem is None:
        article.store.save(with_overlays(annotations, overlays))
    return {head.id for item in annotations.items for head in heads(item)}


def mutations(record: dict[str, Any], count: int) -> list[tuple[tuple[Any, ...], Any]]:
    """Return so many places of a record, each with a value that does not belong there."""
    every = [(place, value) for place in places_in(record) for value in EXTREME]
    return random.Random(8).sample(every, count)  # noqa: S311


def test_no_value_of_any_field_breaks_anything_or_costs_another_record(
    library: Library, document: Document, record: dict[str, Any]
) -> None:
    ids = {item["id"] for item in record["items"]}
    for place, value in mutations(record, 250):
        path = written(library, document, changed(record, place, value))
        list(map(explain_finding, (f for each in examine(library) for f in each.findings)))
        untouched = ids if place[0] != "items" else ids - {_id_at(record, place)}
        if place in {("items",), ("reader:schema",)}:
            untouched = set()  # a list that is none holds nothing, and a newer file is not read

        assert untouched <= use(library), (place, value)

        kept = path.read_text("utf-8")
        assert all(f'"{id_}"' in kept for id_ in untouched), (place, value)


def _id_at(record: dict[str, Any], place: tuple[Any, ...]) -> str:
    return str(record["items"][place[1]]["id"]) if len(place) > 1 else ""


@pytest.mark.parametrize("command", ["notes", "check"])
def test_commands_say_what_they_can_and_end(
    library: Library,
    document: Document,
    record: dict[str, Any],
    command: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for place, value in mutations(record, 25):
        written(library, document, changed(record, place, value))

        assert main(["--library", str(library.root), command]) in {0, 1}, (place, value)
        assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (("items", 0, "id"), {}, "items[0]: id"),
        (("items", 1, "created"), "2026-02-31T00:00:00Z", "items[1]: created"),
        (("items", 0, "target", "selector", 0, "start"), -1, "items[0]: start"),
        (("items", 0, "target", "selector", 0, "start"), 5.0, "items[0]: start"),
        (("items", 0, "target", "selector", 0, "start"), True, "items[0]: start"),
        (("items", 0, "body", "color"), 7, "items[0]: color"),
        (("items", 0, "body", "tags"), {"a": 1}, "items[0]: tags"),
        (("items", 0, "reader:own-tags"), [1], "reader:own-tags"),
        (("items", 0, "reader:nonce"), 7, "reader:nonce"),
        (("items", 0, "target", "reader:bytes"), [2, 1], "reader:bytes"),
        (("reader:roles", 0, "level"), 2.0, "reader:roles[0]"),
        (("reader:roles", 0, "level"), True, "reader:roles[0]"),
        (("reader:roles", 0, "start"), -5, "reader:roles[0]"),
        (("reader:roles", 0, "end"), 2**40, "reader:roles[0]"),
        (("reader:repairs", 0, "start"), 13.0, "reader:repairs[0]"),
        (("reader:repairs", 1, "end"), False, "reader:repairs[1]"),
        (("reader:repairs", 0, "reader:history"), "x", "reader:repairs[0]: reader:history"),
        (("reader:refused", 0, "word"), ["裏"], "reader:refused[0]"),
        (("reader:colors", 0), "yellow", "reader:colors[0]"),
        (("about", "reader:encoding-choices"), -1, "about: reader:encoding-choices"),
        (("about", "dc:publisher"), "某報", "about: dc:publisher"),
    ],
)
def test_check_names_what_is_wrong_and_where(
    library: Library,
    document: Document,
    record: dict[str, Any],
    place: tuple[Any, ...],
    value: Any,
    named: str,
) -> None:
    written(library, document, changed(record, place, value))

    found = [each for examined in examine(library) for each in examined.findings if each.details]

    assert any(named in detail for each in found for detail in each.details)
    assert any(named in explain_finding(each) for each in found)


def test_an_encoding_that_is_none_is_named(
    library: Library, document: Document, record: dict[str, Any]
) -> None:
    odd = changed(record, ("about", "reader:encoding"), "punycode")
    for written_record in (odd, changed(odd, ("items",), [])):
        written(library, document, written_record)

        said = [explain_finding(each) for of_one in examine(library) for each in of_one.findings]

        assert any("punycode" in each or "about: reader:encoding" in each for each in said)


def test_what_is_in_order_is_not_named(
    library: Library, document: Document, record: dict[str, Any]
) -> None:
    written(library, document, record)

    assert not [each for examined in examine(library) for each in examined.findings if each.details]


def test_a_level_that_is_no_whole_number_makes_no_heading(
    library: Library, document: Document, record: dict[str, Any]
) -> None:
    written(library, document, changed(record, ("reader:roles", 0, "level"), 1.0))

    article = article_of(DATA, PATH, library)

    assert article.annotations is not None
    assert overlays_of(article.annotations).corrections == ()
    assert article.annotations.roles[0]["level"] == 1.0
