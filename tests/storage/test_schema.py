from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from reader.annotation.changes import Change, apply, created, deleted, revise
from reader.annotation.merging import merge_versions
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.paths import RESOURCES
from reader.storage.codec import decode, encode
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document

T0, T1 = "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.000Z"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    path = RESOURCES / "schema" / "annotations.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture
def annotations(make_document: Callable[..., Document]) -> AnnotationSet:
    """One of everything: a note that was another, a highlight, a bookmark, a deletion, two versions
    of one."""
    document = make_document("# 夜讀\n燈下翻書，聲音𠮷也輕。\n", origin="某某日報")
    annotations = new_set(document)
    for body in (Body(value="注", tags=("修辭",)), Body(color="blue"), None, Body(), Body()):
        place = TextRange(5, 5) if body is None else TextRange(5, 9)
        annotations = apply(annotations, Change(None, created(document, place, body, now=T0)))
    rewritten, *_, gone, torn = annotations.items
    second = revise(rewritten, now=T1, body=Body(value="再注", tags=("修辭",)))
    annotations = apply(annotations, Change(rewritten, second))
    here, there = (revise(torn, now=T1, body=Body(value=note)) for note in ("此", "彼"))
    annotations = apply(annotations, Change(gone, deleted(gone, now=T0)))
    return apply(annotations, Change(torn, merge_versions(here, there)))


def test_what_we_write_is_valid(schema: Draft202012Validator, annotations: AnnotationSet) -> None:
    data = json.loads(encode(annotations))

    assert list(schema.iter_errors(data)) == []
    assert "reader:alternatives" in data["items"][-1]
    assert "reader:deleted" in data["items"][-2]
    assert "target" in data["items"][-2]
    assert "reader:nonce" in data["items"][-2]
    assert data["items"][0]["reader:earlier"] == [{"value": "注", "modified": T0}]


def test_memory_that_an_older_program_left_is_valid(
    schema: Draft202012Validator, annotations: AnnotationSet
) -> None:
    data = json.loads(encode(annotations))
    for name in ("body", "target", "reader:quote"):
        data["items"][-2].pop(name)

    assert schema.is_valid(data)


def test_empty_set_is_valid(schema: Draft202012Validator, annotations: AnnotationSet) -> None:
    assert schema.is_valid(json.loads(encode(replace(annotations, items=()))))


def test_unknown_fields_are_valid(schema: Draft202012Validator, annotations: AnnotationSet) -> None:
    data = json.loads(encode(annotations))
    item = data["items"][0]
    for place in (data, data["about"], item, item["body"], item["target"]):
        place["x:unknown"] = [1]
    item["target"]["selector"].append({"type": "FragmentSelector", "value": "x"})

    assert schema.is_valid(data)


WRONG: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no schema": lambda data: data.pop("reader:schema"),
    "newer schema": lambda data: data.update({"reader:schema": 2}),
    "no set": lambda data: data.update(type="Annotation"),
    "no id": lambda data: data.pop("id"),
    "no about": lambda data: data.pop("about"),
    "items no list": lambda data: data.update(items={}),
    "item no object": lambda data: data["items"].append("x"),
    "digest cut": lambda data: data["about"].update({"reader:source": "sha256:12"}),
    "other canonical form": lambda data: data["about"]["reader:text"].update(canon=2),
    "item without motivation": lambda data: data["items"][0].pop("motivation"),
    "unknown motivation": lambda data: data["items"][0].update(motivation="singing"),
    "item without target": lambda data: data["items"][0].pop("target"),
    "local time": lambda data: data["items"][0].update(created="2026-01-01T00:00:00"),
    "body as text": lambda data: data["items"][0].update(body="注"),
    "tag as number": lambda data: data["items"][0]["body"].update(tags=[1]),
    "no position": lambda data: data["items"][0]["target"]["selector"].pop(0),
    "no quote": lambda data: data["items"][0]["target"]["selector"].pop(1),
    "start below zero": lambda data: data["items"][0]["target"]["selector"][0].update(start=-1),
    "heading without level": lambda data: data["items"][0]["target"]["meta"]["headings"][0].pop(
        "level"
    ),
    "history with a word": lambda data: data["items"][-1].update({"reader:history": ["gone"]}),
    "earlier text without time": lambda data: data["items"][0]["reader:earlier"][0].pop("modified"),
    "nonce as number": lambda data: data["items"][-2].update({"reader:nonce": 7}),
    "earlier texts no list": lambda data: data["items"][0].update({"reader:earlier": "注"}),
    "deleted with a body as text": lambda data: data["items"][-2].update(body="注"),
    "deleted without time": lambda data: data["items"][-2].update({"reader:deleted": True}),
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_wrong_files_are_not_valid(
    schema: Draft202012Validator,
    annotations: AnnotationSet,
    spoil: Callable[[dict[str, Any]], Any],
) -> None:
    data = json.loads(encode(annotations))
    spoil(data)

    assert not schema.is_valid(data)


def test_valid_items_are_read(
    schema: Draft202012Validator, annotations: AnnotationSet, tmp_path: Path
) -> None:
    read = decode(encode(annotations), tmp_path)

    assert read == annotations
    assert read.unreadable == ()
