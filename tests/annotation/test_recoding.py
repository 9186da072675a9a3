"""A file read in another encoding: annotations, decisions and roles stay on their bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.anchoring import anchor
from reader.annotation.changes import Change, apply, created, revise
from reader.annotation.encodings import CHOICES, ENCODING, times_chosen
from reader.annotation.merging import heads, merge
from reader.annotation.model import Annotation, AnnotationSet, Body
from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.annotation.recoding import BYTES, recoded, reconciled
from reader.annotation.sets import new_set
from reader.document.model import BlockKind
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import Decision
from reader.document.overlays.role_corrections import Correction
from reader.importers import import_bytes
from reader.text.byte_map import ByteMap
from reader.text.encoding import ENCODINGS
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from reader.document.model import Document

NOW = "2026-01-01T00:00:00.000Z"
TEXT = (
    "燈下讀書記\n\n古人讀書，手邊總有一枝朱筆。讀到會心之處，便在字旁加一個圈。\n\n"
    "這些圈點不是文章的一部分，卻比文章更貼近讀書人的呼吸。\n"
)
WORD = "手邊總有一枝朱筆"


def read(data: bytes, encoding: str) -> Document:
    return import_bytes(data, Path("article.txt"), encoding, insists=True)


def marked(annotations: AnnotationSet, document: Document, *places: TextRange) -> AnnotationSet:
    for place in places:
        new = created(document, place, Body(value="記"), now=NOW)
        annotations = apply(annotations, Change(None, new))
    return annotations


def place_of(document: Document, words: str) -> TextRange:
    start = document.source.text.index(words)
    return TextRange(start, start + len(words))


def words_of(annotations: AnnotationSet, document: Document) -> list[str]:
    places = [anchor(item, document) for item in annotations.items]
    return ["" if place is None else place.slice(document.source.text) for place in places]


def said(annotations: AnnotationSet) -> list[tuple]:
    return [(item.target, item.quote, item.body) for item in annotations.items]


letters = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]) | st.sampled_from(
    "讀書人。𠮷\n a"
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, bytes, str, str, TextRange]:
    """A text, its bytes, its encoding, a wrong one, and a place in the wrong reading."""
    right = draw(st.sampled_from([each for each in ENCODINGS if each != "cp1252"]))
    wrong = draw(st.sampled_from([each for each in ENCODINGS if each != right]))
    words = draw(st.text(letters, min_size=1, max_size=60))
    data = ("夜" + words).encode(right, "ignore")
    length = len(read(data, wrong).source.text)
    start = draw(st.integers(0, length - 1))
    end = draw(st.integers(start + 1, length))
    return data.decode(right), data, right, wrong, TextRange(start, end)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_a_highlight_made_under_a_wrong_guess_lands_on_the_same_bytes(
    case: tuple[str, bytes, str, str, TextRange],
) -> None:
    _, data, right, wrong, place = case
    old, new = read(data, wrong), read(data, right)
    bytes_ = ByteMap(data, wrong).to_bytes(place)
    # Counted by hand: the characters of the true text whose own bytes are among those.
    ends = ByteMap(data, right)
    covered = [
        index
        for index in range(len(new.source.text))
        if (own := ends.to_bytes(TextRange(index, index + 1))).start < bytes_.end
        and own.end > bytes_.start
    ]

    moved = recoded(marked(new_set(old), old, place), data, old, new)

    (item,) = moved.items
    assert anchor(item, new) == TextRange(covered[0], covered[-1] + 1)
    assert item.target is not None
    assert item.target.exact == item.target.range.slice(new.source.text)


@settings(max_examples=150, deadline=None)
@given(cases())
def test_choosing_the_old_encoding_again_brings_back_the_old_places(
    case: tuple[str, bytes, str, str, TextRange],
) -> None:
    _, data, right, wrong, place = case
    old, new = read(data, wrong), read(data, right)
    before = marked(new_set(old), old, place)

    after = recoded(recoded(before, data, old, new), data, new, old)

    assert said(after) == said(before)
    assert replace(after.about, extra=before.about.extra) == before.about


@pytest.mark.parametrize("wrong", [each for each in ENCODINGS if each != "big5hkscs"])
def test_a_highlight_of_whole_characters_is_exact(wrong: str) -> None:
    data = TEXT.encode("big5")
    old, new = read(data, wrong), read(data, "big5hkscs")
    bytes_ = ByteMap(data, "big5hkscs").to_bytes(place_of(new, WORD))
    place = ByteMap(data, wrong).to_text(bytes_)

    moved = recoded(marked(new_set(old), old, place), data, old, new)

    assert WORD in words_of(moved, new)[0]


def test_what_the_set_is_about_follows() -> None:
    data = TEXT.encode("big5")
    old, new = read(data, "gb18030"), read(data, "big5hkscs")

    about = recoded(new_set(old), data, old, new).about

    assert (about.title, about.encoding, about.text_length) == (
        "燈下讀書記", "big5hkscs", len(new.source.text),
    )  # fmt: skip
    assert (about.extra[CHOICES], times_chosen(about)) == (1, 1)


def test_notes_that_find_no_place_are_kept_as_they_were() -> None:
    data = TEXT.encode("big5")
    old, new = read(data, "gb18030"), read(data, "big5hkscs")
    lost = marked(new_set(new), new, place_of(new, WORD)).items[0]
    assert lost.target is not None
    stray = replace(lost, target=replace(lost.target, exact="不在書中的話", prefix="", suffix=""))

    moved = recoded(replace(new_set(old), items=(stray,)), data, old, new)

    assert moved.items == (stray,)


def test_a_quote_that_moved_is_looked_for_before_its_bytes_are() -> None:
    data = TEXT.encode("big5")
    old, new = read(data, "big5hkscs"), read(data, "gb18030")
    made = marked(new_set(old), old, place_of(old, WORD)).items[0]
    assert made.target is not None
    off = replace(made, target=replace(made.target, range=TextRange(0, len(WORD))))

    moved = recoded(replace(new_set(old), items=(off,)), data, old, new)

    back = recoded(moved, data, new, old)
    assert words_of(back, old) == [WORD]


def test_every_version_of_an_annotation_is_moved() -> None:
    data = TEXT.encode("big5")
    old, new = read(data, "gb18030"), read(data, "big5hkscs")
    start = marked(new_set(old), old, TextRange(9, 14))
    here, there = (
        replace(start, items=(revise(start.items[0], now=NOW, body=Body(value=note)),))
        for note in ("此", "彼")
    )

    moved = recoded(merge(here, there), data, old, new)

    versions = heads(moved.items[0])
    assert {version.note for version in versions} == {"此", "彼"}
    assert all(anchor(version, new) == anchor(versions[0], new) for version in versions)


# Decisions and corrected roles


def overlaid(document: Document, *, at: str) -> AnnotationSet:
    """Return a set that decides on some words and calls their paragraph a caption."""
    place = place_of(document, at)
    start = document.source.text.rindex("\n", 0, place.start) + 1
    end = document.source.text.index("\n", place.end)
    decision = Decision(
        rule="nbsp", start=place.start, end=place.end, before=at, after="□", applied=False
    )
    correction = Correction(range=TextRange(start, end), kind=BlockKind.CAPTION)
    overlays = Overlays(decisions=(decision,), corrections=(correction,))
    return with_overlays(new_set(document), overlays)


def test_decisions_and_roles_move_where_their_ends_are_places_in_both() -> None:
    data = TEXT.encode()
    old, new = read(data, "cp1252"), read(data, "utf-8")
    wanted = overlays_of(overlaid(new, at=WORD))
    before = recoded(overlaid(new, at=WORD), data, new, old)

    after = recoded(before, data, old, new)

    assert overlays_of(after) == wanted
    assert overlays_of(before).corrections != wanted.corrections
    assert len(overlays_of(before).corrections) == 1


def test_what_cannot_move_has_no_effect_until_the_old_encoding_is_back() -> None:
    data = TEXT.encode()
    old, new = read(data, "utf-8"), read(data, "utf-16-le")
    before = overlaid(old, at=WORD[1:])

    moved = recoded(before, data, old, new)

    assert overlays_of(moved) == Overlays()
    assert [record[ENCODING] for record in (*moved.repairs, *moved.roles)] == ["utf-8"] * 2
    back = recoded(moved, data, new, old)
    assert (back.repairs, back.roles) == (before.repairs, before.roles)


# Two devices


def test_a_choice_beats_a_guess_and_a_later_choice_an_earlier_one() -> None:
    data = TEXT.encode("big5")
    texts = {each: read(data, each) for each in ("gb18030", "big5hkscs", "utf-8")}
    guessed = new_set(texts["gb18030"])
    once = recoded(guessed, data, texts["gb18030"], texts["utf-8"])
    twice = recoded(once, data, texts["utf-8"], texts["big5hkscs"])

    for one, other in ((guessed, twice), (once, twice), (twice, guessed), (twice, once)):
        assert merge(one, other).about == twice.about
    assert merge(guessed, once).about == once.about


def test_a_device_that_has_not_heard_of_the_choice_takes_nothing_back() -> None:
    data = TEXT.encode("big5")
    old, new = read(data, "gb18030"), read(data, "big5hkscs")
    common = marked(overlaid_by_bytes(old), old, TextRange(12, 20))
    here = recoded(common, data, old, new)
    there = marked(common, old, TextRange(26, 31))

    merged = merge(there, here)
    settled = reconciled(merged, data, new)

    assert merged == merge(here, there)
    assert merged.about.encoding == "big5hkscs"
    assert len(overlays_of(settled).corrections) == 1
    assert overlays_of(settled) == overlays_of(here)
    wanted = recoded(there, data, old, new)
    assert words_of(settled, new) == words_of(wanted, new)
    assert said(settled) == said(wanted)
    assert all(len(heads(item)) == 1 for item in settled.items)


def overlaid_by_bytes(document: Document) -> AnnotationSet:
    """Return a set that calls the third line a caption, however its characters look."""
    start = len("".join(document.source.text.splitlines(keepends=True)[:2]))
    correction = Correction(
        range=TextRange(start, document.source.text.index("\n", start)), kind=BlockKind.CAPTION
    )
    return with_overlays(new_set(document), Overlays(corrections=(correction,)))


def test_merging_three_devices_with_two_encodings_does_not_depend_on_the_order() -> None:
    data = TEXT.encode("big5")
    texts = {each: read(data, each) for each in ("gb18030", "big5hkscs")}
    guess, right = texts["gb18030"], texts["big5hkscs"]
    one = marked(overlaid_by_bytes(guess), guess, TextRange(9, 12))
    two = recoded(marked(new_set(guess), guess, TextRange(20, 25)), data, guess, right)
    three = recoded(recoded(one, data, guess, right), data, right, guess)

    assert merge(merge(one, two), three) == merge(one, merge(two, three))
    assert merge(merge(one, two), three) == merge(merge(three, one), two)
    assert merge(three, merge(one, two)).about.encoding == "gb18030"


def test_reconciling_what_is_settled_changes_nothing() -> None:
    data = TEXT.encode("big5")
    document = read(data, "big5hkscs")
    annotations = marked(overlaid(document, at=WORD), document, TextRange(9, 14))

    assert reconciled(annotations, data, document) is annotations


def test_an_annotation_of_another_article_is_left_alone() -> None:
    data = TEXT.encode("big5")
    old, new = read(data, "gb18030"), read(data, "big5hkscs")
    item = marked(new_set(old), old, TextRange(9, 14)).items[0]
    assert item.target is not None
    other: Annotation = replace(item, target=replace(item.target, source="sha256:other"))

    assert recoded(replace(new_set(old), items=(other,)), data, old, new).items == (other,)


def test_the_bytes_of_a_place_that_grew_are_remembered_only_while_it_is_larger() -> None:
    data = TEXT.encode()
    old, new = read(data, "gb18030"), read(data, "utf-8")
    before = marked(new_set(old), old, TextRange(1, 2))

    moved = recoded(before, data, old, new)
    back = recoded(moved, data, new, old)

    assert moved.items[0].target is not None
    assert moved.items[0].target.extra[BYTES] == [2, 4]
    assert said(back) == said(before)
