"""A part of a long text, understood before the whole: it must say what the whole says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document import first_part as first_parts
from reader.document.analysis import analyse
from reader.document.first_part import first_part
from reader.document.model import BlockKind, Document
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on, decision_on_all
from reader.importers import extract
from tests.bench.books import SAMPLE, make_book
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.model import Block, Extraction
    from reader.text.offsets import TextRange
    from reader.text.repair import Repair

_PATH = ROOT / "book.txt"
SHORTEST = 150_000
LENGTH = SHORTEST + 30_000
PLACES = (0, LENGTH // 3, LENGTH - 1)


def extracted(text: str) -> Extraction:
    return extract(text.encode(), _PATH)


def within(part: TextRange, blocks: Sequence[Block]) -> list[Block]:
    return [b for b in blocks if part.start <= b.range.start and b.range.end <= part.end]


def said(document: Document, part: TextRange) -> Sequence[Repair]:
    return [r for r in document.repairs if part.start <= r.start and r.end <= part.end]


def titles(document: Document, part: TextRange) -> list[tuple[str | None, int]]:
    return [
        (section.title, section.level)
        for section in document.sections
        if within(part, section.blocks)
    ]


@pytest.fixture(autouse=True)
def _books_are_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_parts, "SHORTEST", SHORTEST)


@pytest.fixture(scope="module")
def sample() -> str:
    """The sample's words, repaired."""
    repaired, _ = analyse(extract(SAMPLE.read_bytes(), SAMPLE)).repaired
    return repaired


@pytest.fixture(scope="module")
def clean(sample: str) -> str:
    return make_book(sample, LENGTH, 20)


def folded(text: str) -> str:
    return text.translate(str.maketrans("，：；！？", ",:;!?"))


def annotated(text: str) -> str:
    """As a tool leaves it that puts readings behind the characters of its table."""
    for character, reading in (("書", "shū"), ("頁", "yè"), ("燈", "dēng")):
        text = text.replace(character, f"{character}({reading})")
    return text


def entities(text: str) -> str:
    return text.replace("，", "，&nbsp;")


BOOKS = {"clean": str, "folded": folded, "entities": entities, "annotated": annotated}


@pytest.mark.parametrize("name", BOOKS)
def test_a_part_is_what_it_is_in_the_whole(name: str, clean: str) -> None:
    extraction = extracted(BOOKS[name](clean))
    whole = analyse(extraction)

    for place in PLACES:
        found = first_part(extraction, Overlays(), place)
        assert found is not None
        document, part = found.document, found.document.part
        assert part is not None
        assert list(document.blocks) == within(part, whole.blocks)
        assert said(document, part) == said(whole, part)
        for found_title, title in zip(titles(document, part), titles(whole, part), strict=True):
            # A heading before the part may be damaged itself.
            assert found_title in {title, (None, title[1])}
        assert titles(document, part)[1:] == titles(whole, part)[1:]
        assert (document.title, document.script) == (whole.title, whole.script)
        assert document.source is whole.source
        inside = min(max(place, part.start), part.end - 1)
        assert abs(inside - place) < 1_000
        assert document.repaired_part(part)[0] == whole.repaired_part(part)[0]


def test_what_is_short_is_understood_at_once(clean: str) -> None:
    assert first_part(extracted(clean[: SHORTEST - 1]), Overlays(), 0) is None


def broken(text: str) -> str:
    """Lines of one width, as a terminal breaks them."""
    return "\n".join(
        "\n".join(line[start : start + 36] for start in range(0, len(line), 36))
        for line in text.split("\n")
    )


def misread(text: str) -> str:
    return text[:LENGTH].encode("gb18030").decode("cp1252", "replace")


@pytest.mark.parametrize("damage", [broken, misread])
def test_what_changes_lines_is_not_shown_before_the_whole_is_understood(
    damage: object, clean: str
) -> None:
    assert callable(damage)

    assert first_part(extracted(damage(clean)), Overlays(), 0) is None


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_where_samples_differ_only_the_whole_can_tell(share: float, clean: str) -> None:
    cut = clean.index("\n", int(len(clean) * share))
    extraction = extracted(folded(clean[:cut]) + clean[cut:])
    whole = analyse(extraction)

    found = first_part(extraction, Overlays(), 0)

    # Nothing, or what the whole says.
    if found is not None:
        part = found.document.part
        assert part is not None
        assert said(found.document, part) == said(whole, part)


def test_one_line_is_nothing_to_show_a_part_of() -> None:
    assert first_part(extracted("燈下讀書" * (SHORTEST // 4)), Overlays(), 0) is None


def test_what_was_decided_about_a_whole_rule_counts(clean: str) -> None:
    extraction = extracted(folded(clean))
    overlays = Overlays(decisions=(decision_on_all("widen", applied=False),))

    found = first_part(extraction, overlays, 0)

    assert found is not None
    assert found.document.repairs
    assert not any(repair.applied for repair in found.document.repairs)
    assert found.document.laid == analyse(extraction, overlays).laid


def test_what_was_decided_about_a_place_waits_for_the_whole(clean: str) -> None:
    extraction = extracted(folded(clean))
    found = first_part(extraction, Overlays(), 0)
    assert found is not None

    overlays = Overlays(decisions=(decision_on(found.document.repairs[0], applied=False),))

    assert first_part(extraction, overlays, 0) is None


def test_a_guess_that_is_right_is_the_whole(clean: str) -> None:
    extraction = extracted(clean)
    found = first_part(extraction, Overlays(), 0)
    assert found is not None

    whole = analyse(extraction, guess=found.guess)

    assert whole.sections is found.guess.sections
    assert whole == analyse(extraction)


def test_a_guess_that_is_wrong_is_dropped(clean: str) -> None:
    far = clean.index("\n", LENGTH // 2)
    extraction = extracted(f"{clean[:far]}&nbsp;{clean[far:]}")
    found = first_part(extraction, Overlays(), 0)
    assert found is not None

    whole = analyse(extraction, guess=found.guess)

    assert whole == analyse(extraction)
    assert whole.part is None


def test_a_title_is_the_one_of_the_whole(sample: str) -> None:
    book = "燈下讀書記\n\n" + make_book(sample, LENGTH, 20)
    extraction = extracted(book)

    found = first_part(extraction, Overlays(), 0)

    assert found is not None
    assert found.document.blocks[0].kind is BlockKind.TITLE
    assert found.document.title == analyse(extraction).title == "燈下讀書記"


_TEXTS = ROOT.parent / "shared" / "data" / "articles"


@pytest.mark.skipif(not _TEXTS.is_dir(), reason="no texts of others beside the checkout")
@pytest.mark.parametrize("name", ["ah-q", "hongloumeng-01-03", "ordos-court"])
def test_parts_of_books_made_of_real_texts(name: str) -> None:
    text = (_TEXTS / f"{name}.txt").read_text("utf-8")
    extraction = extracted("\n".join([text] * (SHORTEST // len(text) + 2)))
    whole = analyse(extraction)

    for place in (0, LENGTH // 2):
        found = first_part(extraction, Overlays(), place)
        if found is not None:
            part = found.document.part
            assert part is not None
            assert list(found.document.blocks) == within(part, whole.blocks)
            assert said(found.document, part) == said(whole, part)
