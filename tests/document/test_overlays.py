from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.decisions import decision_on
from reader.document.model import BlockKind
from reader.document.overlays import Overlays
from reader.document.roles import Correction
from reader.importers import import_bytes
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from reader.document.model import Document

SAMPLE = RESOURCES / "sample" / "sample.txt"


def sample() -> Document:
    return import_bytes(SAMPLE.read_bytes(), SAMPLE)


def test_without_overlays_a_document_is_what_the_rules_found() -> None:
    document = sample()

    assert Overlays().over(document) is document


def test_decisions_and_corrections_lie_over_each_other() -> None:
    found = sample()
    paragraph = next(b for b in found.blocks if b.kind is BlockKind.PARAGRAPH)
    overlays = (
        Overlays()
        .decided([decision_on(repair, applied=False) for repair in found.repairs])
        .corrected([Correction(range=paragraph.range, kind=BlockKind.CAPTION)])
    )

    document = overlays.over(found)

    assert document.repaired[0] == found.source.text
    assert document.blocks[document.block_index(paragraph.range.start)].kind is BlockKind.CAPTION
    assert document.source == found.source


def test_what_is_stored_is_read_again_with_what_is_not_understood() -> None:
    found = sample()
    overlays = Overlays(unknown_repairs=({"of": "others"},), unknown_roles=(7,)).decided(
        [decision_on(found.repairs[0], applied=False)]
    )

    again = Overlays.from_records(overlays.repair_records(), overlays.role_records())

    assert again == overlays
