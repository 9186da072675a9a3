"""Files of annotations as somebody may make them who means no good, or whose program is broken."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from reader.annotation.changes import Change, apply, created, deleted, revise
from reader.annotation.merging import merge_versions
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.document.model import BlockKind
from reader.document.overlays import repair_decisions
from reader.document.overlays.repair_decisions import decision_on
from reader.storage.codec import encode
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document

TEXT = "# 夜讀\n燈下翻書，聲音\u200b也輕。雨聲漸重，書聲更遠。\n" * 3
_T0, _T1 = "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.000Z"

EXTREME: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31 - 1, 2**31, 2**63, 10**400, -(10**400), 1.0, 0.0, -0.5,
    1e308, "", "x", "\x00\x1b[31m\n\u202e", "\ufffd" * 3, "字" * 5_000, "urn:uuid:1",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59+00:00",
    "0001-01-01T00:00:00+23:59", "2026-02-31T00:00:00Z", "2026-01-01T00:00:00+99:99", "punycode",
    [], {}, [[]], [{}], {"": {}}, ["x"], [1], {"id": "urn:uuid:1"},
    {"id": {}, "type": "Annotation"},
    [None, True, 1.5, "x", [], {}], {"type": "Annotation"}, {"reader:alternatives": [{}]},
)  # fmt: skip
"""Values of every JSON type, at and over the ends of what fields may hold."""


def rich_record(document: Document) -> dict[str, Any]:
    """Return a file's object with one of everything: what is marked, said, chosen and carried."""
    annotations = new_set(document)
    for body in (Body(value="注", tags=("修辭",)), Body(color="blue"), None, Body(), Body()):
        place = TextRange(5, 5) if body is None else TextRange(5, 9)
        annotations = apply(annotations, Change(None, created(document, place, body, now=_T0)))
    *_, gone, torn = annotations.items
    here, there = (revise(torn, now=_T1, body=Body(value=note)) for note in ("此", "彼"))
    annotations = apply(annotations, Change(gone, deleted(gone, now=_T1)))
    annotations = apply(annotations, Change(torn, merge_versions(here, there)))
    record: dict[str, Any] = json.loads(encode(annotations))
    decision = repair_decisions.to_record(decision_on(document.repairs[0], applied=False))
    block = next(each for each in document.blocks if each.kind is BlockKind.PARAGRAPH)
    role = {"start": block.range.start, "end": block.range.end, "kind": "heading", "level": 2}
    record["reader:repairs"] = [
        {**decision, "reader:history": ["0" * 12], "reader:encoding": "utf-8"},
        {"rule": "zero-width", "start": 0, "end": 0, "before": "", "after": "", "state": "applied"},
    ]
    record["reader:roles"] = [{**role, "reader:alternatives": [{**role, "level": 3}]}]
    record["reader:refused"] = [{"word": "裏"}, {"word": "着", "reader:deleted": True}]
    record["reader:colors"] = [{"color": "yellow", "name": "疑"}]
    record["about"] |= {"dc:publisher": ["某報"], "dc:date": "2026", "reader:encoding-choices": 1}
    record["items"][0]["target"]["reader:bytes"] = [1, 2]
    record["items"][0]["reader:own-tags"] = ["修辭"]
    record["items"][0]["reader:nonce"] = "0" * 12
    record["items"][1]["strange"] = {"x": [1]}
    for item in record["items"][:2]:
        item["reader:earlier"] = [{"value": "舊", "modified": _T0}]
    return record


def places_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a JSON value, from the outermost on."""
    if path:
        yield path
    items = enumerate(value) if isinstance(value, list) else ()
    for name, inner in value.items() if isinstance(value, dict) else items:
        yield from places_in(inner, (*path, name))


def changed(record: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """Return a record with another value at one place."""
    new = copy.deepcopy(record)
    inner: Any = new
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = copy.deepcopy(value)
    return new
