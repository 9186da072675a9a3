"""Sets of annotations for the tests of what is kept on disk, and what must survive of one."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from reader.annotation.merging import heads
from reader.annotation.model import About, Annotation, AnnotationSet, Body, Motivation, Target
from reader.annotation.records import to_record
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGEST = "sha256:" + hashlib.sha256(b"").hexdigest()
TIME = "2026-01-01T00:00:00.000Z"
ID = "urn:uuid:5e7"


def an_annotation(number: int, note: str = "") -> Annotation:
    """Return a note; ids sort as their numbers do."""
    return Annotation(
        id=f"urn:uuid:{number:08}",
        created=TIME,
        modified=TIME,
        motivation=Motivation.COMMENTING,
        body=Body(value=note or f"第{number}條"),
        target=Target(source=DIGEST, range=TextRange(0, 2), exact="夜讀", prefix="", suffix=""),
    )


def a_set(*items: Annotation) -> AnnotationSet:
    """Return a set about an empty article."""
    return AnnotationSet(id=ID, about=About(title="燈下讀書記", source=DIGEST), items=items)


def notes(count: int, note: str = "") -> AnnotationSet:
    """Return a set of so many notes."""
    return a_set(*(an_annotation(number, note) for number in range(count)))


def texts_of(items: Iterable[Annotation]) -> list[tuple[Annotation, bytes]]:
    """Return annotations with their text as we write it, from brace to brace."""
    return [
        (item, _indented(json.dumps(to_record(item), ensure_ascii=False, indent=2)).encode())
        for item in items
    ]


def whole_in(data: bytes, texts: Iterable[tuple[Annotation, bytes]]) -> list[Annotation]:
    """Return the annotations whose whole text is in the bytes."""
    return [item for item, text in texts if text in data]


def missing_from(items: Iterable[Annotation], wanted: Iterable[Annotation]) -> list[str]:
    """Return the ids of the wanted annotations of which `items` has no such version."""
    versions = {item.id: heads(item) for item in items}
    return [each.id for each in wanted if each not in versions.get(each.id, ())]


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
