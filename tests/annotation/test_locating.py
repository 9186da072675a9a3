"""How sure it is where a target stands, by what is stored of it alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from reader.annotation.anchor_states import Anchored, State
from reader.annotation.anchoring import moved
from reader.annotation.locating import anchored, finder_in
from reader.annotation.model import Target
from reader.annotation.unplaced import unplaced_in
from reader.text.offsets import TextRange
from tests.bench.anchoring import outcomes
from tests.bench.books import SAMPLE
from tests.support.variants import KINDS, REPEATED, case_of, made_article

OLD, NEW = "sha256:old", "sha256:new"
TEXT = SAMPLE.read_text("utf-8")


def target_of(text: str, place: TextRange) -> Target:
    return moved(Target(source=OLD, range=place, exact="", prefix="", suffix=""), place, text)


def place_of(text: str, quote: str) -> TextRange:
    return TextRange(text.index(quote), text.index(quote) + len(quote))


def found(text: str, quote: str, new: str) -> Anchored:
    return anchored(target_of(text, place_of(text, quote)), finder_in(new), NEW)


def test_what_was_not_changed_is_exact() -> None:
    place = place_of(TEXT, "金聖歎")

    assert found(TEXT, "金聖歎", TEXT) == Anchored(State.EXACT, place)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("金聖歎", "金聖歎。首推金圣叹"),
        ("只曉得許多閒事", "只曉得許多閑事"),
        ("只曉得許多閒事", "只曉得許多閒事兒"),
        ("只曉得許多閒事", "只，曉得許多\n閒事"),
    ],
)
def test_what_is_said_otherwise_is_moved(old: str, new: str) -> None:
    state, place, _ = found(TEXT, old, "新加的一行。\n" + TEXT.replace(old, new))

    assert state is State.MOVED
    assert place is not None
    assert place.start == TEXT.index(old) + 7


def test_two_characters_said_fifty_times_are_placed_by_context_or_uncertain() -> None:
    lines = [
        f"{TEXT[n * 30 : n * 30 + 25]}問題{TEXT[n * 30 + 25 : n * 30 + 30]}" for n in range(50)
    ]
    text = "\n".join(lines)
    gone = "\n".join(lines[:20] + lines[21:])
    finder = finder_in(gone)
    starts = [index for index in range(len(text)) if text.startswith("問題", index)]

    states = [anchored(target_of(text, TextRange(at, at + 2)), finder, NEW) for at in starts]

    for number, (at, each) in enumerate(zip(starts, states, strict=True)):
        before = TextRange(at, at + 2) if number < 20 else None
        after = TextRange(at, at + 2).shifted(len(gone) - len(text)) if number > 20 else None
        assert each.place in (None, before or after)
    assert sum(each.place is not None for each in states) >= 45


def test_a_short_quotation_in_another_context_is_no_more_than_a_candidate() -> None:
    new = "完全是另一篇文章，也說到金聖歎，如此而已，別無其他。" * 2

    state, place, candidates = found(TEXT, "金聖歎", new)

    assert (state, place) == (State.UNCERTAIN, None)
    assert [each.place.slice(new) for each in candidates] == ["金聖歎", "金聖歎"]


def test_what_is_gone_is_lost() -> None:
    assert found(TEXT, "只曉得許多閒事", "完全是另一篇文章。" * 20).state is State.LOST


def test_what_was_found_to_have_no_place_in_a_text_has_none() -> None:
    place = place_of(TEXT, "金聖歎")
    target = unplaced_in(target_of(TEXT, place), NEW, State.LOST)

    state, certain, candidates = anchored(target, finder_in(TEXT), NEW)

    assert (state, certain) == (State.LOST, None)
    assert [each.place for each in candidates] == [place]
    assert anchored(target, finder_in(TEXT), OLD).state is State.EXACT


def test_a_quotation_without_context_must_be_long_and_said_once() -> None:
    bare = replace(target_of(TEXT, place_of(TEXT, "只曉得許多閒事；")), prefix="", suffix="")
    short = replace(target_of(TEXT, place_of(TEXT, "首推")), prefix="", suffix="")
    finder = finder_in("新" + TEXT)

    assert anchored(bare, finder, NEW).state is State.MOVED
    assert anchored(short, finder, NEW).state is State.UNCERTAIN


@pytest.mark.parametrize("kind", [*KINDS, REPEATED])
def test_no_passage_is_put_in_a_wrong_place(kind: str) -> None:
    article = made_article(TEXT, 3_000, 4)
    case = case_of(kind, article, 1, count=60)

    found = Counter(word for word, _ in outcomes(case, is_compared=False))

    assert found["wrong"] == 0
    assert found["right"] >= found["unsure"] + found["missed"]
