"""Two devices with a library each, that are apart, change the same notes, and meet again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reader.annotation.changes import Change, apply, created, deleted, now, revise
from reader.annotation.merging import choices
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.importers import import_bytes
from reader.storage.article_store import ANNOTATIONS
from reader.storage.conflicts import conflict_copies, merge_conflict_copies
from reader.storage.library import Library
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.document.model import Document
    from reader.storage.article_store import ArticleStore

NOTES = 3
"""On each article; the last is nobody's to change."""
ROUNDS = 4
"""Of opening and synchronising in which both must come to rest."""


class Link(Protocol):
    """What connects two devices."""

    def cut(self) -> None:
        """Let neither hear of the other."""

    def mend(self) -> None:
        """Let them connect again."""

    def settle(self) -> None:
        """Return when each has all that the other has."""


@dataclass(frozen=True)
class Device:
    """A device with a library."""

    name: str
    root: Path

    def add(self, text: str) -> None:
        """Take an article into the library, with notes."""
        data, path = text.encode(), Path("a.txt")
        document = import_bytes(data, path)
        annotations = new_set(document)
        for number in range(NOTES):
            body = Body(value=f"初{number}", tags=("讀",))
            item = created(document, TextRange(number, number + 2), body, now=now())
            annotations = apply(annotations, Change(None, item))
        Library(self.root).add(data, path, document).save(annotations)

    def store(self, text: str) -> ArticleStore:
        """Return the store of an article it has."""
        store = Library(self.root).find(_digest(text))
        assert store is not None, f"{self.name} never got an article"
        return store

    def open(self, text: str) -> AnnotationSet:
        """Open an article as the window does, and return its annotations."""
        store = self.store(text)
        merge_report = merge_conflict_copies(store, store.load(), digest=_digest(text))
        assert merge_report.left == ()
        assert merge_report.annotations is not None
        return merge_report.annotations

    def change(self, text: str, number: int, change: Callable[[Annotation], Annotation]) -> None:
        """Change one of the notes on an article and save."""
        store = self.store(text)
        annotations = store.load()
        assert annotations is not None
        item = annotations.items[number]
        store.save(apply(annotations, Change(item, change(item))))


def noted(note: str) -> Callable[[Annotation], Annotation]:
    return lambda item: revise(item, now=now(), body=Body(value=note, tags=("讀",)))


def tagged(tag: str) -> Callable[[Annotation], Annotation]:
    def change(item: Annotation) -> Annotation:
        assert item.body is not None
        return revise(item, now=now(), body=replace(item.body, tags=(*item.body.tags, tag)))

    return change


def removed(item: Annotation) -> Annotation:
    return deleted(item, now=now())


@dataclass(frozen=True)
class _Case:
    """What two devices do to the first two notes on an article, and what comes of it."""

    text: str
    one: tuple[int, Callable[[Annotation], Annotation]]
    other: tuple[int, Callable[[Annotation], Annotation]]
    notes: tuple[set[str], set[str]]
    tags: frozenset[str] = frozenset({"讀"})
    """Of the first note."""


CASES = (
    _Case("燈下翻書一。\n", (0, noted("此")), (0, noted("彼")), ({"此", "彼"}, {"初1"})),
    _Case("燈下翻書二。\n", (0, noted("此")), (1, noted("彼")), ({"此"}, {"彼"})),
    _Case("燈下翻書三。\n", (0, removed), (0, noted("彼")), ({"彼"}, {"初1"})),
    _Case("燈下翻書四。\n", (0, noted("此")), (0, removed), ({"此"}, {"初1"})),
    _Case("燈下翻書五。\n", (0, removed), (0, removed), (set(), {"初1"})),
    _Case(
        "燈下翻書六。\n",
        (0, tagged("夜")),
        (0, tagged("雨")),
        ({"初0"}, {"初1"}),
        frozenset({"讀", "夜", "雨"}),
    ),
)


def play(devices: tuple[Device, ...], link: Link) -> None:
    """Let two devices part, change the same notes and meet again; check what they end with."""
    one, other = devices
    for case in CASES:
        one.add(case.text)
    link.settle()
    for case in CASES:
        other.open(case.text)
        Library(other.root).add(case.text.encode(), Path("a.txt"), _document(case.text))
    link.cut()
    for case in CASES:
        one.change(case.text, *case.one)
        other.change(case.text, *case.other)
    link.mend()
    link.settle()
    copies = [
        conflict_copies(device.store(case.text).folder) for device in devices for case in CASES
    ]
    assert all(copies), "no conflict came about"
    for _ in range(ROUNDS):
        for case in CASES:
            for device in devices:
                device.open(case.text)
        link.settle()
    for case in CASES:
        _check(case, devices)


def _check(case: _Case, devices: tuple[Device, ...]) -> None:
    states = set()
    for device in devices:
        annotations = device.open(case.text)
        living = [item for item in annotations.items[:2] if not item.is_deleted]
        notes = {item.id: {each.note for each in choices(item)} for item in living}
        assert tuple(notes.get(item.id, set()) for item in annotations.items[:2]) == case.notes
        if case.notes[0]:
            body = annotations.items[0].body
            assert body is not None
            assert set(body.tags) == case.tags
        assert annotations.items[2].note == "初2"
        folder = device.store(case.text).folder
        states.add((folder / ANNOTATIONS).read_bytes())
        # Syncthing keeps what it had begun to fetch for a day, and sends it to no one.
        left = {path.name for path in folder.iterdir() if not path.name.startswith(".syncthing.")}
        assert left == {ANNOTATIONS, "source.txt"}
        aside = device.root / "backups" / "merged" / folder.name
        assert aside.exists(), f"{device.name} put nothing aside"
    assert len(states) == 1, "the devices do not show the same"


def _document(text: str) -> Document:
    return import_bytes(text.encode(), Path("a.txt"))


def _digest(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
