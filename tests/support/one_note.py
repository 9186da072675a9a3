"""A note of one device, and what another makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.changes import revise
from reader.annotation.model import Annotation, Body, Target
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from typing import Any

T0, T1, T2, T3 = (f"2026-01-01T00:00:0{second}.000Z" for second in range(4))
FIRST = Annotation(
    id="urn:uuid:a",
    created=T0,
    modified=T0,
    body=Body(value="初", tags=("讀",)),
    target=Target(source="sha256:0", range=TextRange(0, 2), exact="夜讀", prefix="", suffix=""),
)


def changed(item: Annotation, now: str = T1, **fields: Any) -> Annotation:
    """Return the note after a change of some fields of its body."""
    assert item.body is not None
    return revise(item, now=now, body=replace(item.body, **fields))


def tags(item: Annotation) -> tuple[str, ...]:
    assert item.body is not None
    return item.body.tags
