"""Three machines with the same article, played at random over real folders.

    python3 -m tests.machines [RUNS]

Whatever the program does, no note is missing that a user typed, that was saved, and that nobody
who saw it has replaced or deleted. What the test itself does to files, as a failing disk would or a
service that copies them, may destroy notes; those are no longer asked for. Nor is any text missing
that was saved as what a note said before, or as what was deleted; nor one that a user replaced or
deleted, once that is saved, before a user empties the bin of it, or 90 days are over. And nothing
is back in the bin that was emptied by somebody who saw it there.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from reader.annotation.bin import emptying, in_bin, restoring
from reader.annotation.changes import Change, apply, deleted, restored, revise
from reader.annotation.emptying import contents_of
from reader.annotation.merging import choices, earlier_texts, heads, merge
from reader.annotation.model import About, Annotation, AnnotationSet, Body, Target
from reader.annotation.records import version_hash
from reader.errors import AnnotationsUnreadableError
from reader.storage.article_store import ArticleStore
from reader.storage.backups import Backups
from reader.storage.codec import decode
from reader.storage.conflicts import conflict_copies, merge_conflict_copies
from reader.storage.differences import restored as restored_from
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Set

DIGEST = "sha256:" + hashlib.sha256(b"").hexdigest()
NEW = AnnotationSet(id="urn:uuid:s", about=About(title="燈下讀書記", source=DIGEST))
TARGET = Target(source=DIGEST, range=TextRange(0, 2), exact="夜讀", prefix="", suffix="")
NAME = "夜讀--0123abcd"

WHICH = st.integers(0, 2)
INDEX = st.integers(0, 3)


@dataclass
class _Machine:
    """One of them: its folder, its clock, and the program while it runs."""

    folder: Path
    skew: timedelta = timedelta()
    store: ArticleStore | None = None
    memory: AnnotationSet | None = None
    steps: list[tuple[Annotation | None, Annotation]] = field(default_factory=list)
    """What can be undone."""
    undone: list[tuple[Annotation | None, Annotation]] = field(default_factory=list)
    """What can be done again."""
    version: list[int] = field(default_factory=lambda: [0, 0, 0])
    """How often each machine had changed the file, as a service for synchronisation counts."""

    @property
    def path(self) -> Path:
        return self.folder / "annotations.json"


@dataclass(frozen=True)
class _Event:
    """That a note was typed, or was replaced by somebody who saw it."""

    machine: int
    note: str
    is_said: bool


class _File(NamedTuple):
    """What a file says that the program reads."""

    notes: Set[str]
    """All that its items say that are not deleted."""
    texts: Set[str]
    """All that its items say or said."""


class Machines(RuleBasedStateMachine):
    """The rules: what users, the program, services and disks do."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="quandian-machines-"))
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        self.count = 0
        self.machines: list[_Machine] = []
        self.events: list[tuple[_Event, bool]] = []
        """With whether it is saved; what is not is taken back when the program is killed."""
        self.excused: set[str] = set()
        self.at_risk: set[str] = set()
        """Saved notes that the test has destroyed in every file, and that memories still have."""
        self.former: set[str] = set()
        """Texts that were saved as earlier or deleted ones; less those that were destroyed."""
        self.replaced: dict[int, set[str]] = {}
        """By machine, texts that were replaced or deleted there since it last saved."""
        self.former_at_risk: set[str] = set()
        """Those of them that only memories have."""
        self.let_go: set[str] = set()
        """Texts that somebody emptied the bin of, or that lay in it for 90 days."""
        self.being_emptied: dict[int, set[tuple[str, str]]] = {}
        """By machine, versions that the bin was emptied of there since it last saved."""
        self.emptied: set[tuple[str, str]] = set()
        """Those that are emptied on disk; less those that only a backup can have brought back."""

    @initialize()
    def begin(self) -> None:
        for number in range(3):
            folder = self.root / str(number) / NAME
            folder.mkdir(parents=True)
            (folder / "source.txt").write_bytes(b"")
            self.machines.append(_Machine(folder))
            self._open(number)

    # What users do

    @rule(which=WHICH, has_note=st.booleans())
    def mark(self, which: int, has_note: bool) -> None:
        self.count += 1
        item = Annotation(
            id=f"urn:uuid:{self.count:08}",
            created=self._now(which),
            modified=self._now(which),
            body=Body(value=self._typed(which) if has_note else ""),
            target=TARGET,
        )
        self._put(which, None, item)

    @rule(which=WHICH, index=INDEX)
    def edit(self, which: int, index: int) -> None:
        if self._item(which, index):
            self._write(which, index, self._typed(which))

    @rule(which=WHICH, index=INDEX, color=st.sampled_from(["blue", "pink"]))
    def paint(self, which: int, index: int, color: str) -> None:
        if item := self._item(which, index):
            body = replace(item.body or Body(), color=color)
            self._put(which, item, revise(item, now=self._now(which), body=body))

    @rule(which=WHICH, index=INDEX)
    def tag(self, which: int, index: int) -> None:
        if item := self._item(which, index):
            body = item.body or Body()
            body = replace(body, tags=(*body.tags, f"標{self.count}"))
            self._put(which, item, revise(item, now=self._now(which), body=body))

    @rule(which=WHICH, index=INDEX)
    def delete(self, which: int, index: int) -> None:
        if item := self._item(which, index):
            self._released(which, _notes([item]))
            self._put(which, item, deleted(item, now=self._now(which)))

    @rule(which=WHICH, index=INDEX)
    def take_out_of_bin(self, which: int, index: int) -> None:
        memory = self.machines[which].memory
        if memory is None or not (gone := in_bin(memory.items)[index:][:1]):
            return
        (change,) = restoring(memory.items, [gone[0].id], now=self._now(which))
        # What it was when another deleted it is among the earlier texts from now on.
        self._said(which, [gone[0].text] if gone[0].text else [])
        assert change.after is not None
        self._put(which, change.before, change.after)

    @rule(which=WHICH, index=st.none() | INDEX)
    def empty_bin(self, which: int, index: int | None) -> None:
        machine = self.machines[which]
        if machine.memory is None:
            return
        lying = in_bin(machine.memory.items)
        ids = {each.id for each in (lying if index is None else lying[index : index + 1])}
        self._let_go(item for item in machine.memory.items if item.id in ids)
        seen = self.being_emptied.setdefault(which, set())
        for change in emptying(machine.memory.items, ids):
            assert change.before is not None
            seen |= {(change.before.id, version_hash(each)) for each in heads(change.before)}
            machine.memory = apply(machine.memory, change)
        # As in the window: nothing is undone that would bring it back.
        for steps in (machine.steps, machine.undone):
            steps[:] = [step for step in steps if step[1].id not in ids]

    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        machine = self.machines[which]
        if machine.steps:
            before, after = machine.steps.pop()
            self._go_back(which, before, after)
            machine.undone.append((before, after))

    @rule(which=WHICH)
    def redo(self, which: int) -> None:
        machine = self.machines[which]
        if machine.undone:
            before, after = machine.undone.pop()
            self._go_back(which, after, before)
            machine.steps.append((before, after))

    @rule(which=WHICH, index=INDEX)
    def restore(self, which: int, index: int) -> None:
        machine = self.machines[which]
        if machine.memory is None or machine.store is None:
            return
        if kept := machine.store.backups.of(machine.folder)[index:][:1]:
            machine.memory = restored_from(
                machine.memory, kept[0].load(), None, now=self._now(which)
            )
            self.emptied.clear()

    # What the program does

    @rule(which=WHICH)
    def open(self, which: int) -> None:
        if self.machines[which].memory is None:
            self._open(which)

    @rule(which=WHICH)
    def save(self, which: int) -> None:
        self._save(which)

    @rule(which=WHICH)
    def look_for_copies(self, which: int) -> None:
        machine = self.machines[which]
        if machine.store is None:
            return
        before = _bytes(machine.path)
        machine.memory = merge_conflict_copies(
            machine.store, machine.memory, digest=DIGEST
        ).annotations
        if _bytes(machine.path) != before:
            self._is_saved(which)

    # What happens to machines

    @rule(which=WHICH)
    def kill(self, which: int) -> None:
        machine = self.machines[which]
        machine.store = machine.memory = None
        machine.steps.clear()
        machine.undone.clear()
        self.events = [
            (event, is_saved)
            for event, is_saved in self.events
            if is_saved or event.machine != which
        ]
        self.excused |= self.at_risk - self._present()
        self.former -= self.former_at_risk - self._remembered()
        self.replaced.pop(which, None)
        self.being_emptied.pop(which, None)

    @rule(which=WHICH, seconds=st.integers(-30, 30))
    def set_clock(self, which: int, seconds: int) -> None:
        self.machines[which].skew = timedelta(seconds=seconds)

    @rule()
    def sleep(self) -> None:
        self.time += timedelta(days=1)

    @rule()
    def sleep_long(self) -> None:
        self.time += timedelta(days=91)
        memories = [machine.memory for machine in self.machines if machine.memory]
        for read in (*memories, *self._sets()):
            self._let_go(read.items)

    @rule(source=WHICH, goal=WHICH)
    def copy_across(self, source: int, goal: int) -> None:
        one, other = self.machines[source], self.machines[goal]
        data = _bytes(one.path)
        if data is None or source == goal:
            return
        together = [max(pair) for pair in zip(one.version, other.version, strict=True)]
        if together == other.version:
            return  # nothing new
        if together == one.version:
            other.path.write_bytes(data)
        else:
            self._copy_beside(other, data)
        other.version = together
        self._excuse()

    @rule(which=WHICH, further=st.integers(1, 2), deletes=st.booleans(), goes_back=st.booleans())
    def answer(self, which: int, further: int, deletes: bool, goes_back: bool) -> None:
        """Let another machine rewrite what one has just done, and that one then go back.

        Step by step, chance seldom comes so far that a user undoes what another has built on.
        """
        other = (which + further) % 3
        self.open(which)
        self.open(other)
        if deletes:
            self.delete(which, 0)
            self.undo(which)
        elif goes_back:
            self.mark(which, has_note=False)
        self._hear(other, which)
        self.edit(other, 0)
        self._hear(which, other)
        if goes_back:
            self.redo(which) if deletes else self.undo(which)

    @rule(which=WHICH, further=st.integers(1, 2), deletes=st.booleans(), undoes=st.booleans())
    def do_the_same(self, which: int, further: int, deletes: bool, undoes: bool) -> None:
        """Let two machines type the same, and the first go on; it has not seen what the other did.

        Texts that are typed are all different otherwise.
        """
        other = (which + further) % 3
        third = 3 - which - other
        for each in range(3):
            self.open(each)
        self.set_clock(third, 31)  # ahead of both, so that times stand still for them
        self.mark(third, has_note=False)
        self._hear(which, third)
        self._hear(other, third)
        note = self._typed(which)
        self._write(which, 0, note)
        if undoes:
            self.undo(which)
        elif deletes:
            self.delete(which, 0)
        else:
            self.edit(which, 0)
        self._said(other, [note])
        self._write(other, 0, note)

    @rule(source=WHICH, goal=WHICH)
    def make_conflict_copy(self, source: int, goal: int) -> None:
        if data := _bytes(self.machines[source].path):
            self._copy_beside(self.machines[goal], data)

    @rule(which=WHICH, place=st.floats(0, 1), flip=st.booleans())
    def damage(self, which: int, place: float, flip: bool) -> None:
        machine = self.machines[which]
        if data := _bytes(machine.path):
            at = min(int(place * len(data)), len(data) - 1)
            rest = bytes([data[at] ^ 4]) + data[at + 1 :] if flip else b""
            damaged = data[:at] + rest
            if flip and b'"reader:schema": 1,' not in damaged:
                return  # a newer version's file, which nobody may write
            machine.path.write_bytes(damaged)
            self.emptied.clear()
            machine.version[which] += 1
            self._excuse()

    # What must hold

    @invariant()
    def no_note_is_missing(self) -> None:
        missing = self._owed() - self._present()
        assert not missing

    @invariant()
    def no_former_text_is_missing(self) -> None:
        assert self.former <= self._remembered()

    def teardown(self) -> None:
        try:
            if self.machines:
                self._meet()
        finally:
            shutil.rmtree(self.root)

    def _meet(self) -> None:
        """Let all have what all have; they show the same, and files have left nothing behind."""
        for which in range(3):
            self.open(which)
            self.look_for_copies(which)  # what only a copy holds the others are to hear of as well
            self._save(which)
        one, two, three = (machine.memory or NEW for machine in self.machines)
        assert merge(one, two) == merge(two, one)
        assert merge(merge(one, two), three) == merge(one, merge(two, three))
        assert merge(merge(one, two), two) == merge(one, two)
        for source in range(3):
            for goal in range(3):
                self.make_conflict_copy(source, goal)
        for which in range(3):
            self.look_for_copies(which)
        states = {self.machines[which].path.read_bytes() for which in range(3)}
        assert len(states) == 1
        everything = decode(states.pop(), self.machines[0].path)
        assert self._owed() <= _notes(everything.items)
        assert self.former <= _texts(everything.items)
        lying = {
            (item.id, version_hash(gone))
            for item in everything.items
            if (gone := contents_of(item))
        }
        assert not lying & self.emptied
        copies = [copy for machine in self.machines for copy in conflict_copies(machine.folder)]
        assert not any(map(_is_readable, copies))
        assert not list(self.root.rglob(".*.tmp"))

    # How it is done

    def _open(self, which: int) -> None:
        machine = self.machines[which]
        kept = Backups(machine.folder.parent, lambda: self.time + machine.skew)
        machine.store = ArticleStore(machine.folder, kept)
        before = _bytes(machine.path)
        loaded = machine.store.load_for_writing(NEW)
        machine.memory = merge_conflict_copies(machine.store, loaded, digest=DIGEST).annotations
        if _bytes(machine.path) != before:
            self._is_saved(which)

    def _save(self, which: int) -> None:
        machine = self.machines[which]
        if machine.store is None or machine.memory is None:
            return
        machine.memory = machine.store.save(machine.memory)
        assert decode(machine.path.read_bytes(), machine.path) == machine.memory
        self._is_saved(which)

    def _is_saved(self, which: int) -> None:
        self.machines[which].version[which] += 1
        self.events = [
            (event, is_saved or event.machine == which) for event, is_saved in self.events
        ]
        self.at_risk -= self._on_disk()
        path = self.machines[which].path
        self.former |= _former(decode(path.read_bytes(), path).items)
        self.former |= self.replaced.pop(which, set())
        self.former -= self.let_go
        self.emptied |= self.being_emptied.pop(which, set())
        self.former_at_risk -= self._remembered_on_disk()

    def _hear(self, which: int, source: int) -> None:
        """Let one machine show what another has."""
        self._save(source)
        self.copy_across(source, which)
        self.look_for_copies(which)
        self._save(which)

    def _copy_beside(self, machine: _Machine, data: bytes) -> None:
        self.count += 1
        name = f"annotations.sync-conflict-20261122-{self.count:06}-O6FYWIS.json"
        (machine.folder / name).write_bytes(data)

    def _item(self, which: int, index: int) -> Annotation | None:
        """Return one of the last annotations on a machine that is running."""
        memory = self.machines[which].memory
        living = [item for item in memory.items if not item.is_deleted] if memory else []
        return living[-1 - index] if index < len(living) else None

    def _write(self, which: int, index: int, note: str) -> None:
        if item := self._item(which, index):
            self._released(which, _notes([item]))
            body = replace(item.body or Body(), value=note)
            self._put(which, item, revise(item, now=self._now(which), body=body))

    def _put(self, which: int, before: Annotation | None, after: Annotation) -> None:
        machine = self.machines[which]
        if machine.memory is not None:
            machine.memory = apply(machine.memory, Change(before, after))
            machine.steps.append((before, after))
            machine.undone.clear()

    def _go_back(self, which: int, goal: Annotation | None, start: Annotation | None) -> None:
        """Let an annotation say what it said at one end of a step; who undoes has seen both."""
        machine = self.machines[which]
        either = goal or start
        if machine.memory is None or either is None:
            return
        current = next(item for item in machine.memory.items if item.id == either.id)
        self._released(which, _notes([start] if start else []))
        led_to = start or deleted(current, now=self._now(which))
        item = restored(goal, current, instead_of=led_to, now=self._now(which))
        self._said(which, _notes([goal] if goal else []))
        machine.memory = apply(machine.memory, Change(current, item))

    def _now(self, which: int) -> str:
        self.time += timedelta(milliseconds=1)
        now = self.time + self.machines[which].skew
        return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _typed(self, which: int) -> str:
        self.count += 1
        note = f"第{self.count}則"
        if self.machines[which].memory is not None:
            self._said(which, [note])
        return note

    def _said(self, which: int, notes: Iterable[str]) -> None:
        self.events += [(_Event(which, note, is_said=True), False) for note in notes]

    def _released(self, which: int, notes: Collection[str]) -> None:
        self.replaced.setdefault(which, set()).update(notes)
        self.events += [(_Event(which, note, is_said=False), False) for note in notes]

    def _let_go(self, items: Iterable[Annotation]) -> None:
        """Ask no longer for what deleted items were."""
        gone = (head.text for item in items if item.is_deleted for head in heads(item))
        self.let_go.update(gone)
        self.former -= self.let_go

    def _owed(self) -> set[str]:
        last = {event.note: event.is_said for event, _ in self.events}
        return {note for note, is_said in last.items() if is_said} - self.excused

    def _present(self) -> set[str]:
        """Return the notes that are in memory, or in a file the program reads."""
        memories = [machine.memory.items for machine in self.machines if machine.memory]
        return self._on_disk().union(*map(_notes, memories))

    def _on_disk(self) -> set[str]:
        return set().union(*(file.notes for file in self._files()))

    def _remembered(self) -> set[str]:
        """Return the texts that are anywhere, whatever became of the notes that had them."""
        memories = [machine.memory.items for machine in self.machines if machine.memory]
        return self._remembered_on_disk().union(*map(_texts, memories))

    def _remembered_on_disk(self) -> set[str]:
        return set().union(*(file.texts for file in self._files()))

    def _files(self) -> Iterator[_File]:
        """Yield what is in each file the program reads."""
        for data in self._contents():
            if (read := _read(data)) is not None:
                yield read

    def _sets(self) -> Iterator[AnnotationSet]:
        """Yield the sets in all files that can be read."""
        for data in self._contents():
            with suppress(AnnotationsUnreadableError):
                yield decode(data, Path("annotations.json"))

    def _contents(self) -> Iterator[bytes]:
        for machine in self.machines:
            for path in (machine.path, *conflict_copies(machine.folder)):
                if path.exists():
                    yield path.read_bytes()

    def _excuse(self) -> None:
        """Ask no longer for what the test has just destroyed, nor later for what a kill takes."""
        self.excused |= self._owed() - self._present()
        self.at_risk |= self._owed() - self._on_disk()
        self.former &= self._remembered()
        self.former_at_risk |= self.former - self._remembered_on_disk()


def _notes(items: Iterable[Annotation]) -> set[str]:
    """Return all that items say that are not deleted, whatever is shown of them."""
    said = {version.note for item in items for version in (*choices(item), *heads(item))}
    return {note for note in said if note}


def _former(items: Iterable[Annotation]) -> set[str]:
    """Return what notes said before, and what was deleted; some of it may be said again."""
    gone = {head.text for item in items for head in heads(item) if head.is_deleted}
    return (gone | {text.value for item in items for text in earlier_texts(item)}) - {""}


def _texts(items: Iterable[Annotation]) -> set[str]:
    return _former(items) | {head.text for item in items for head in heads(item)}


def _is_readable(path: Path) -> bool:
    return path.exists() and _read(path.read_bytes()) is not None


@lru_cache(maxsize=64)
def _read(data: bytes) -> _File | None:
    """Return what a file of the article says, which is asked again and again of the same bytes."""
    try:
        read = decode(data, Path("annotations.json"))
    except AnnotationsUnreadableError:
        return None
    return _File(_notes(read.items), _texts(read.items)) if read.id == NEW.id else None


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def play(runs: int, steps: int = 40) -> None:
    """Play so many games of so many steps; raises where something does not hold."""
    run_state_machine_as_test(
        Machines,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
