from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from reader.annotation.annotation_index import AnnotationIndex
from reader.annotation.arranged_notes import ArrangedNotes
from reader.annotation.arranging import NOWHERE, Arrangement, Grouping, Order, local_day
from reader.annotation.changes import created, deleted, revise
from reader.annotation.merging import merge_versions
from reader.annotation.model import COLORS, STYLES, Body
from reader.annotation.note_filter import (
    EXACT,
    LOST,
    SEVERAL,
    WITH_NOTE,
    WITHOUT_NOTE,
    Choice,
    NoteFilter,
    Trait,
    counted,
)
from reader.importers import import_bytes
from reader.text.offsets import TextRange
from tests.support.made_sets import TIME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotation.model import Annotation

COUNT = 12
TEXT = "".join(
    f"# 第{number}回\n這一回說的是第{number}件事，發展很慢。\n" for number in range(COUNT)
)
DOCUMENT = import_bytes(TEXT.encode(), Path("a.md"))


def marked(start: int, when: str = TIME, **fields: object) -> Annotation:
    body = Body(**fields)  # type: ignore[arg-type]
    return created(DOCUMENT, TextRange(start, start + 4), body, now=when)


def lost(annotation: Annotation) -> Annotation:
    assert annotation.target is not None
    target = replace(annotation.target, exact="書中沒有的話", prefix="", suffix="")
    return replace(annotation, target=target)


def at(day: int, hour: int = 12) -> str:
    return f"2026-03-{day:02}T{hour:02}:00:00.000Z"


def shown(notes: ArrangedNotes, index: AnnotationIndex) -> list[tuple[object, list[str]]]:
    return [(g.key.value, [each.note for each in g.annotations]) for g in notes.groups(index)]


def arranged(grouping: Grouping, order: Order = Order.PLACE, **fields: object) -> ArrangedNotes:
    notes = ArrangedNotes()
    notes.arrangement = Arrangement(grouping, order)
    notes.filter = NoteFilter(**fields)  # type: ignore[arg-type]
    return notes


@pytest.fixture
def index() -> AnnotationIndex:
    sections = [TEXT.index(f"# 第{number}回") for number in range(COUNT)]
    return AnnotationIndex(
        DOCUMENT,
        [
            marked(sections[1] + 9, at(3), value="甲", color="pink", tags=("讀", "b")),
            marked(sections[1] + 7, at(5), value="乙", color="green"),
            marked(sections[4] + 8, at(4), value="丙", color="green", tags=("B", "讀", "讀")),
            lost(marked(sections[2] + 8, at(5, 1), value="丁", color="pink", tags=("讀",))),
        ],
    )


@pytest.fixture
def in_taipei(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Taipei")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_by_section_they_stand_in_reading_order_and_the_lost_ones_last(
    index: AnnotationIndex,
) -> None:
    assert shown(arranged(Grouping.SECTION), index) == [
        (1, ["乙", "甲"]),
        (4, ["丙"]),
        (NOWHERE, ["丁"]),
    ]


def test_by_color_they_stand_in_the_order_of_the_colors(index: AnnotationIndex) -> None:
    assert shown(arranged(Grouping.COLOR), index) == [
        ("green", ["乙", "丙"]),
        ("pink", ["甲", "丁"]),
    ]


def test_who_has_several_tags_is_in_the_group_of_each(index: AnnotationIndex) -> None:
    assert shown(arranged(Grouping.TAG), index) == [
        ("B", ["丙"]),
        ("b", ["甲"]),
        ("讀", ["甲", "丙", "丁"]),
        (None, ["乙"]),
    ]


def test_by_day_the_newest_come_first_unless_the_oldest_shall(index: AnnotationIndex) -> None:
    days = [date(2026, 3, day) for day in (3, 4, 5)]

    assert shown(arranged(Grouping.DATE), index) == [
        (days[2], ["乙", "丁"]),
        (days[1], ["丙"]),
        (days[0], ["甲"]),
    ]
    assert shown(arranged(Grouping.DATE, Order.OLDEST), index) == [
        (days[0], ["甲"]),
        (days[1], ["丙"]),
        (days[2], ["丁", "乙"]),
    ]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
@pytest.mark.usefixtures("in_taipei")
def test_a_day_is_that_of_the_calendar_here() -> None:
    assert local_day("2026-03-03T15:59:59.999Z") == date(2026, 3, 3)
    assert local_day("2026-03-03T16:00:00.000Z") == date(2026, 3, 4)
    assert local_day("2026-03-03T20:00:00-05:00") == date(2026, 3, 4)


@pytest.mark.parametrize("moment", ["", "昨天", "2026-13-01T00:00:00Z", "2026-02-30"])
def test_what_is_no_time_has_no_day(moment: str) -> None:
    assert local_day(moment) is None


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_day_at_an_end_of_the_calendar_is_one(moment: str) -> None:
    assert local_day(moment) is not None


@pytest.mark.parametrize(
    ("order", "notes"), [(Order.NEWEST, ["乙", "甲"]), (Order.OLDEST, ["甲", "乙"])]
)
def test_within_a_section_the_newest_or_the_oldest_may_come_first(
    index: AnnotationIndex, order: Order, notes: list[str]
) -> None:
    assert shown(arranged(Grouping.SECTION, order), index)[0] == (1, notes)


# Filtering


@pytest.mark.parametrize("text", ["发展", "發展", "發展很", " 發展 ", "發"])
def test_words_are_found_in_passages_whatever_their_script(text: str) -> None:
    index = AnnotationIndex(DOCUMENT, [marked(TEXT.index("發展"), value="a"), marked(8, value="b")])

    assert shown(arranged(Grouping.COLOR, text=text), index) == [("yellow", ["a"])]


@pytest.mark.parametrize("text", ["修辞", "ＡＢ", "ab", "Ab"])
def test_words_are_found_in_notes_and_tags_whatever_their_script_width_and_case(text: str) -> None:
    index = AnnotationIndex(
        DOCUMENT,
        [marked(8, value="修辭 aB"), marked(9, tags=("修辭", "AB")), marked(10, value="別的")],
    )

    (group,) = arranged(Grouping.COLOR, text=text).groups(index)

    assert len(group.annotations) == 2


@pytest.mark.parametrize("text", ["]", "^", "a-c", "\\", "[", ".", "&&", "ff", "𠀀", "『", "%"])
def test_signs_are_found_as_they_are(text: str) -> None:
    index = AnnotationIndex(DOCUMENT, [marked(8, value=f"見{text}上"), marked(9, value="b")])

    assert shown(arranged(Grouping.COLOR, text=text), index) == [("yellow", [f"見{text}上"])]


def test_of_one_trait_any_choice_will_do_and_of_each_trait_one_must(
    index: AnnotationIndex,
) -> None:
    green, pink = Choice(Trait.COLOR, "green"), Choice(Trait.COLOR, "pink")
    read = Choice(Trait.TAG, "讀")

    def of(*choices: Choice) -> list[str]:
        notes = arranged(Grouping.SECTION, choices=frozenset(choices))
        return [note for _, some in shown(notes, index) for note in some]

    assert of(pink) == ["甲", "丁"]
    assert of(pink, green) == ["乙", "甲", "丙", "丁"]
    assert of(green, read) == ["丙"]
    assert of(LOST) == ["丁"]
    assert of(EXACT, pink) == ["甲"]
    assert of(WITHOUT_NOTE) == []
    assert of(Choice(Trait.TAG, "沒有")) == []


def test_each_choice_lets_pass_what_has_it_and_nothing_else() -> None:
    rng = Random(12)  # noqa: S311 - repeatable, not secret
    items = [
        marked(
            rng.randrange(len(TEXT) - 4),
            value=rng.choice(("", "  ", "記")),
            color=rng.choice((*COLORS, "red")),
            highlight=rng.choice(STYLES),
            tags=tuple(rng.sample(("讀", "寫", "想"), rng.randrange(3))),
        )
        for _ in range(200)
    ]
    items[:20] = [lost(item) for item in items[:20]]
    items[10:30] = [
        merge_versions(
            revise(item, now=at(6), body=Body(value="此")),
            revise(item, now=at(7), body=Body(value="彼")),
        )
        for item in items[10:30]
    ]
    index = AnnotationIndex(DOCUMENT, items)
    every = {choice for item in items for choice in counted([item], index)}
    assert {EXACT, LOST, SEVERAL, WITH_NOTE, WITHOUT_NOTE} <= every
    assert len(every) == len(COLORS) + len(STYLES) + 3 + 2 + 3

    for choice in every:
        notes = arranged(Grouping.SECTION, choices=frozenset({choice}))
        passed = {item.id for group in notes.groups(index) for item in group.annotations}
        assert passed == {item.id for item in items if choice in counted([item], index)}


def test_what_is_being_written_in_passes_any_filter(index: AnnotationIndex) -> None:
    notes = arranged(Grouping.SECTION, text="沒有的話")
    assert shown(notes, index) == []

    notes.kept = index.orphans()[0].id

    assert shown(notes, index) == [(NOWHERE, ["丁"])]


def test_an_empty_filter_is_known_as_one() -> None:
    assert NoteFilter().is_empty
    assert NoteFilter(text="　 ").is_empty
    assert not NoteFilter(text="讀").is_empty
    assert not NoteFilter().toggled(LOST).is_empty
    assert NoteFilter().toggled(LOST).toggled(LOST).is_empty


# Going on


@pytest.mark.parametrize(("grouping", "order"), list(product(Grouping, Order)))
def test_what_is_still_known_after_changes_is_what_is_found_anew(
    grouping: Grouping, order: Order
) -> None:
    rng = Random(f"{grouping}{order}")  # noqa: S311 - repeatable, not secret
    items = [marked(rng.randrange(len(TEXT) - 4), at(1 + n % 9), value=f"{n}") for n in range(60)]
    index = AnnotationIndex(DOCUMENT, items)
    notes = arranged(grouping, order)

    for number in range(60):
        item = index[rng.choice(items).id]
        body = Body(
            value=f"{number}",
            color=rng.choice(COLORS),
            tags=tuple(rng.sample(("讀", "寫", "想"), rng.randrange(3))),
        )
        change = rng.randrange(6)
        if change == 0:
            index.put([deleted(item, now=TIME)])
        elif change == 1:
            index.put([lost(item)])
        elif change == 2:
            notes.filter = rng.choice((NoteFilter(), NoteFilter("3"), NoteFilter().toggled(EXACT)))
        else:
            index.put([revise(item, now=TIME, body=body)])
        anew = arranged(grouping, order)
        anew.filter = notes.filter
        assert notes.groups(index) == anew.groups(index)


def test_a_section_where_nothing_changed_has_the_same_list(index: AnnotationIndex) -> None:
    notes = arranged(Grouping.SECTION, Order.NEWEST, text="甲")
    notes.filter = NoteFilter(choices=frozenset({EXACT}))
    before = {group.key: group.annotations for group in notes.groups(index)}
    changed = before[next(iter(before))][0]

    index.put([revise(changed, now=TIME, body=Body(value="戊"))])

    after = {group.key: group.annotations for group in notes.groups(index)}
    assert [after[key] is before[key] for key in before] == [False, True]
