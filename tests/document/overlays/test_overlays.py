from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.analysis import as_decided
from reader.document.model import BlockKind
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on
from reader.document.overlays.role_corrections import Correction
from reader.importers import import_bytes
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from reader.document.model import Document

SAMPLE = RESOURCES / "sample" / "sample.txt"


def sample() -> Document:
    return import_bytes(SAMPLE.read_bytes(), SAMPLE)


def test_without_overlays_a_document_is_what_the_rules_found() -> None:
    document = sample()

    assert as_decided(document, Overlays()) is document


def test_decisions_and_corrections_lie_over_each_other() -> None:
    found = sample()
    paragraph = next(b for b in found.blocks if b.kind is BlockKind.PARAGRAPH)
    overlays = (
        Overlays()
        .decided([decision_on(repair, applied=False) for repair in found.repairs])
        .corrected([Correction(range=paragraph.range, kind=BlockKind.CAPTION)])
    )

    document = as_decided(found, overlays)

    assert document.repaired[0] == found.source.text
    assert document.blocks[document.block_index(paragraph.range.start)].kind is BlockKind.CAPTION
    assert document.source == found.source


def test_a_step_back_leaves_what_others_did_in_the_meantime() -> None:
    found = sample()
    here, there, last = (decision_on(repair, applied=False) for repair in found.repairs[:3])
    mine = Correction(range=found.blocks[1].range, kind=BlockKind.CAPTION)
    before = Overlays(refused=frozenset("于")).decided([last])
    after = before.decided([here]).corrected([mine]).refusing("里")
    merged = after.decided([there]).refusing("里面")

    undone = merged.stepped(after, before)

    assert undone == before.decided([there]).refusing("于面")
    assert undone.stepped(before, after) == merged
