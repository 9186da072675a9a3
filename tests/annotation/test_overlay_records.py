from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.merging import merge
from reader.annotation.model import About, AnnotationSet
from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.document.model import BlockKind
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import Decision
from reader.document.overlays.role_corrections import Correction
from reader.storage.codec import decode, encode
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = AnnotationSet(id="urn:uuid:s", about=About(title="夜讀", source="sha256:0"))
NO = Decision(rule="nbsp", start=2, end=3, before="?", after=" ", applied=False)
CAPTION = Correction(range=TextRange(4, 9), kind=BlockKind.CAPTION)
ALL = Overlays(decisions=(NO,), corrections=(CAPTION,), refused=frozenset("于"))


def test_what_is_stored_is_read_again_with_what_is_not_understood(tmp_path: Path) -> None:
    strange = AnnotationSet(
        id=EMPTY.id, about=EMPTY.about, repairs=({"of": "others"},), roles=(7,), refused=("?",)
    )

    stored = with_overlays(strange, ALL)
    again = decode(encode(stored), tmp_path)

    assert again == stored
    assert overlays_of(again) == ALL
    assert overlays_of(with_overlays(again, Overlays())) == Overlays()
    assert {"of": "others"} in with_overlays(again, Overlays()).repairs


def test_what_is_withdrawn_does_not_come_back_from_another_device() -> None:
    stored = with_overlays(EMPTY, ALL)

    merged = merge(with_overlays(stored, Overlays()), stored)

    assert overlays_of(merged) == Overlays()


def test_a_decision_of_another_device_is_taken_over() -> None:
    here = with_overlays(EMPTY, Overlays(decisions=(NO,)))
    there = with_overlays(EMPTY, Overlays(corrections=(CAPTION,), refused=frozenset("于")))

    assert overlays_of(merge(here, there)) == overlays_of(merge(there, here)) == ALL


def test_saying_the_same_again_leaves_the_set_as_it_is() -> None:
    stored = with_overlays(EMPTY, ALL)

    assert encode(with_overlays(stored, ALL)) == encode(stored)
