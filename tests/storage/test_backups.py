from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.changes import deleted, revise
from reader.annotation.merging import earlier_texts, heads, merge
from reader.annotation.model import Body
from reader.errors import AnnotationsUnreadableError
from reader.storage.article_store import ArticleStore
from reader.storage.backups import Backup, Backups
from reader.storage.codec import decode, encode
from reader.storage.differences import Since, differences, restored
from tests.support.made_sets import a_set, an_annotation, missing_from, notes

if TYPE_CHECKING:
    from reader.annotation.model import Annotation, AnnotationSet

LATER = "2026-05-05T00:00:00.000Z"


@dataclass
class Clock:
    """Says what it is told to."""

    now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "article--01234567"
    folder.mkdir()
    return folder


@pytest.fixture
def store(folder: Path, clock: Clock) -> ArticleStore:
    return ArticleStore(folder, Backups(folder.parent, clock))


def held(backups: list[Backup]) -> list[int]:
    return [len(backup.load().items) for backup in backups]


def test_first_save_of_a_day_keeps_what_was_there(
    store: ArticleStore, folder: Path, clock: Clock
) -> None:
    store.save(notes(1))
    clock.pass_days(1)
    for count in (2, 3, 4):
        store.save(notes(count))

    (backup,) = store.backups.of(folder)
    assert backup.path == folder.parent / "backups" / folder.name / "2026-03-02.json"
    assert backup.day == date(2026, 3, 2)
    assert backup.load() == notes(1)


def test_days_are_those_of_utc(folder: Path, clock: Clock) -> None:
    backups = Backups(folder.parent, clock)
    clock.now = datetime(2026, 3, 1, 23, 59, tzinfo=UTC)
    backups.keep(folder, encode(notes(1)))
    clock.now = datetime(2026, 3, 2, 0, 1, tzinfo=UTC)
    backups.keep(folder, encode(notes(2)))

    assert [backup.day.day for backup in backups.of(folder)] == [2, 1]


def test_nothing_is_kept_of_a_day_without_changes(
    store: ArticleStore, folder: Path, clock: Clock
) -> None:
    for _ in range(3):
        store.save(notes(1))
        clock.pass_days(1)

    assert not store.backups.of(folder)


def test_backup_is_never_replaced(folder: Path, clock: Clock) -> None:
    Backups(folder.parent, clock).keep(folder, encode(notes(3)))

    for younger in (b"", encode(a_set()), encode(notes(9))):
        Backups(folder.parent, clock).keep(folder, younger)

    assert held(Backups(folder.parent, clock).of(folder)) == [3]


def test_damaged_state_is_no_backup(store: ArticleStore, folder: Path, clock: Clock) -> None:
    store.save(notes(3))
    clock.pass_days(1)
    store.save(notes(4))
    for _ in range(20):
        clock.pass_days(1)
        store.path.write_bytes(b"damaged")
        store.save(notes(5))

    assert held(store.backups.of(folder)) == [3]
    good = store.backups.newest_good(folder)
    assert good is not None
    assert good[1] == notes(3)


def test_fourteen_days_and_the_first_of_twelve_months_are_kept(folder: Path, clock: Clock) -> None:
    backups = Backups(folder.parent, clock)
    clock.now = datetime(2026, 1, 1, tzinfo=UTC)
    made = []
    while clock.now < datetime(2027, 6, 20, tzinfo=UTC):
        backups.keep(folder, encode(notes(1)))
        made.append(clock.now.date())
        clock.pass_days(1)

    kept = [backup.day for backup in backups.of(folder)]

    firsts = [day for day in made if day.day == 1][-12:]
    assert kept == sorted({*made[-14:], *firsts}, reverse=True)


def test_years_without_a_save_cost_no_backup(folder: Path, clock: Clock) -> None:
    backups = Backups(folder.parent, clock)
    for _ in range(10):
        backups.keep(folder, encode(notes(1)))
        clock.pass_days(400)

    assert len(backups.of(folder)) == 10


def test_clock_set_back_replaces_nothing(folder: Path, clock: Clock) -> None:
    backups = Backups(folder.parent, clock)
    for count, days in ((1, 0), (2, 1), (3, -1), (4, 1), (5, -30)):
        clock.pass_days(days)
        backups.keep(folder, encode(notes(count)))

    assert held(backups.of(folder)) == [2, 1, 5]


def test_other_files_among_the_backups_are_left(folder: Path, clock: Clock) -> None:
    place = folder.parent / "backups" / folder.name
    place.mkdir(parents=True)
    for name in ("2020-01-01.txt", "2020-13-45.json", "mine.json"):
        (place / name).write_text("{}")
    backups = Backups(folder.parent, clock)
    for _ in range(40):
        backups.keep(folder, encode(notes(1)))
        clock.pass_days(1)

    assert {"2020-01-01.txt", "2020-13-45.json", "mine.json"} <= {p.name for p in place.iterdir()}


def test_backups_are_found_after_the_folder_got_another_name(folder: Path, clock: Clock) -> None:
    Backups(folder.parent, clock).keep(folder, encode(notes(1)))
    clock.pass_days(1)
    renamed = folder.rename(folder.with_name("another-name--01234567"))
    backups = Backups(folder.parent, clock)
    backups.keep(renamed, encode(notes(2)))

    assert held(backups.of(renamed)) == [2, 1]


def test_backup_that_vanished_is_an_error(folder: Path, clock: Clock) -> None:
    backups = Backups(folder.parent, clock)
    backups.keep(folder, encode(notes(1)))
    (backup,) = backups.of(folder)
    backup.path.unlink()

    with pytest.raises(AnnotationsUnreadableError):
        backup.load()
    assert backups.newest_good(folder) is None


# What restoring would bring back, and does


def edited(item: Annotation, note: str) -> Annotation:
    return revise(item, now=LATER, body=Body(value=note))


BEFORE = notes(4)
NOW = replace(
    BEFORE,
    items=(
        BEFORE.items[0],
        deleted(BEFORE.items[1], now=LATER),
        edited(BEFORE.items[2], "改寫"),
        an_annotation(9, "新寫"),
    ),
)
ALL = [(BEFORE.items[number].id, since) for number, since in
       ((1, Since.DELETED), (2, Since.CHANGED), (3, Since.MISSING))]  # fmt: skip


def test_preview_names_what_was_lost_and_nothing_else() -> None:
    assert [(each.id, each.since) for each in differences(NOW, BEFORE)] == ALL


def test_restoring_brings_back_and_takes_nothing_away() -> None:
    after = restored(NOW, BEFORE, None, now=LATER)

    notes_of = {item.id: [head.note for head in heads(item)] for item in after.items}
    assert list(notes_of.values()) == [["第0條"], ["第1條"], ["改寫", "第2條"], ["第3條"], ["新寫"]]
    assert not differences(after, BEFORE)
    assert restored(after, BEFORE, None, now=LATER) == after
    assert decode(encode(after), Path("restored.json")) == after


def test_what_only_a_tombstone_has_is_not_missing() -> None:
    item = an_annotation(0, "刪了")
    backup = a_set(deleted(item, now="2026-01-02T00:00:00.000Z"))

    assert differences(a_set(), backup) == []
    assert differences(backup, backup) == []
    assert [each.since for each in differences(backup, a_set(item))] == [Since.DELETED]


def test_what_comes_back_knows_what_it_said_before() -> None:
    item = edited(an_annotation(0, "初"), "再")
    gone = deleted(an_annotation(0, "初"), now="2026-01-02T00:00:00.000Z")

    back = restored(a_set(gone), a_set(item), None, now="2026-01-03T00:00:00.000Z").items[0]

    assert back.note == "再"
    assert [text.value for text in earlier_texts(back)] == ["初"]


def test_only_what_is_asked_for_is_brought_back() -> None:
    for id_, _ in ALL:
        after = restored(NOW, BEFORE, [id_], now=LATER)
        assert [each.id for each in differences(after, BEFORE)] == [
            other for other, _ in ALL if other != id_
        ]


def test_what_was_restored_wins_over_a_device_that_has_the_deletion() -> None:
    after = restored(NOW, BEFORE, None, now=LATER)

    assert merge(after, NOW) == after
    assert merge(BEFORE, after) == after


def test_decisions_come_back_with_all() -> None:
    decision = {"rule": "entity", "start": 1, "end": 2}
    before = replace(BEFORE, refused=(decision,))

    assert restored(NOW, before, None, now=LATER).refused == (decision,)
    assert restored(NOW, before, [], now=LATER) == NOW


def test_another_title_since_stays() -> None:
    renamed = replace(NOW, about=replace(NOW.about, title="乙"))

    assert restored(renamed, BEFORE, None, now=LATER).about.title == "乙"


@st.composite
def histories(draw: st.DrawFn) -> tuple[AnnotationSet, AnnotationSet]:
    """A state, and one that came of it; each word is written once."""
    words = iter(f"詞{number}" for number in range(1000))
    state = a_set(
        *(an_annotation(number, next(words)) for number in range(draw(st.integers(0, 4))))
    )
    before = state
    for step in range(draw(st.integers(0, 12))):
        items = {item.id: item for item in state.items}
        alive = sorted(item.id for item in state.items if not item.is_deleted)
        act = draw(st.sampled_from(("new", "edit", "edit", "delete", "drop", "fork", "backup")))
        if act == "backup":
            before = state
        elif act == "new" or not alive:
            item = an_annotation(100 + step, next(words))
            items[item.id] = item
        else:
            id_ = draw(st.sampled_from(alive))
            item = items.pop(id_)
            if act == "edit":
                items[id_] = edited(item, next(words))
            elif act == "delete":
                items[id_] = deleted(item, now=LATER)
            elif act == "fork":
                one, other = edited(item, next(words)), edited(item, next(words))
                items[id_] = merge(a_set(one), a_set(other)).items[0]
        state = replace(state, items=tuple(items[key] for key in sorted(items)))
    return before, state


def words_in(annotations: AnnotationSet) -> set[str]:
    return {head.note for item in annotations.items for head in heads(item) if head.note}


@settings(max_examples=250, deadline=None)
@given(histories(), st.data())
def test_restoring_removes_nothing_and_loses_no_text(
    states: tuple[AnnotationSet, AnnotationSet], data: st.DataObject
) -> None:
    before, current = states
    ids = data.draw(
        st.none() | st.lists(st.sampled_from([item.id for item in before.items] or ["none"]))
    )

    after = restored(current, before, ids, now=LATER)

    wanted = before if ids is None else replace(
        before, items=tuple(item for item in before.items if item.id in ids)
    )  # fmt: skip
    assert words_in(after) == words_in(current) | words_in(wanted)
    alive = [item for item in current.items if not item.is_deleted]
    shown = {item.id: item for item in after.items}
    assert all(shown[item.id].note == item.note for item in alive)
    assert not missing_from(after.items, [head for item in alive for head in heads(item)])
    assert restored(after, before, ids, now=LATER) == after
    assert merge(after, current) == after
    assert merge(current, after) == after


# Clocks that are wrong


def saved_for(days: int, store: ArticleStore, clock: Clock, state: AnnotationSet) -> AnnotationSet:
    """Save a change of the only note on each of so many days; return the last state."""
    for _ in range(days):
        body = Body(value=f"{clock.now:%Y-%m-%d}")
        state = replace(state, items=(revise(state.items[0], now=LATER, body=body),))
        store.save(state)
        clock.pass_days(1)
    return state


def newest_note(store: ArticleStore) -> list[str]:
    good = store.backups.newest_good(store.folder)
    assert good is not None
    return [head.note for head in heads(good[1].items[0])]


@pytest.mark.parametrize("days", [3, 15, 40])
def test_clock_that_is_put_back_costs_no_backup(
    store: ArticleStore, clock: Clock, days: int
) -> None:
    clock.now = datetime(2026, 9, 1, tzinfo=UTC)
    state = saved_for(20, store, clock, notes(1))
    clock.now = datetime(2025, 10, 5, tzinfo=UTC)

    saved_for(days, store, clock, state)

    before_last = clock.now.date() - timedelta(days=2)
    assert newest_note(store) == [before_last.isoformat()]


def test_day_that_comes_again_has_a_backup_again(store: ArticleStore, clock: Clock) -> None:
    start = clock.now
    state = saved_for(10, store, clock, notes(1))
    clock.now = start + timedelta(days=2)

    saved_for(4, store, clock, state)

    assert newest_note(store) == [(start + timedelta(days=4)).date().isoformat()]


def test_few_seconds_around_midnight_make_one_backup_a_day(folder: Path, clock: Clock) -> None:
    clock.now = datetime(2026, 3, 1, 23, 59, 50, tzinfo=UTC)
    for _ in range(5):
        for seconds in (20, -20):
            Backups(folder.parent, clock).keep(folder, encode(notes(1)))
            clock.now += timedelta(seconds=seconds)

    assert len(Backups(folder.parent, clock).of(folder)) == 2


@pytest.mark.parametrize("has_times", [True, False])
def test_save_on_a_day_that_is_far_ahead_is_not_the_newest_for_ever(
    store: ArticleStore, folder: Path, clock: Clock, has_times: bool
) -> None:
    state = saved_for(5, store, clock, notes(1))
    clock.now = datetime(2099, 1, 1, tzinfo=UTC)
    state = saved_for(1, store, clock, state)
    clock.now = datetime(2026, 4, 1, tzinfo=UTC)

    saved_for(40, store, clock, state)

    if not has_times:
        for backup in store.backups.of(folder):
            os.utime(backup.path, (0, 0))
    assert newest_note(store) == [(clock.now.date() - timedelta(days=2)).isoformat()]
    assert len(store.backups.of(folder)) <= 14 + 4
