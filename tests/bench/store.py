"""What keeping annotations costs: saving one more, beside SQLite; libraries of many articles."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from reader.annotation.changes import created
from reader.annotation.model import AnnotationSet, Body
from reader.annotation.sets import new_set
from reader.importers import import_bytes
from reader.storage.check.library_check import examine
from reader.storage.codec import encode
from reader.storage.folder_names import mark
from reader.storage.library import Library
from reader.text.offsets import TextRange
from tests.bench.meters import stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotation.model import Annotation
    from reader.document.model import Document
    from reader.storage.article_store import ArticleStore

NOTES = (1, 100, 1_000, 10_000)
ARTICLES = (100, 1_000, 10_000)
NOTES_AN_ARTICLE = 10
SAVES = 9
_TIME = "2026-01-01T00:00:00.000Z"


def saving(count: int, folder: Path) -> dict[str, str]:
    """Return what one more note costs beside so many, as a file and in SQLite.

    Both are asked for the same: the note is on the disk when they return.
    """
    (place := folder / f"notes-{count}").mkdir()
    notes = [item.note for item in annotated(text_of(count), count).items]
    ours = [_cost(save) for save in _saves_of_store(place, count)]
    theirs = [_cost(save) for save in _saves_of_sqlite(place, notes)]
    times = [median(time for time, _ in costs) for costs in (ours, theirs)]
    sizes = [median(size for _, size in costs) for costs in (ours, theirs)]
    return {
        "save one more, ms (median)": f"{times[0]:.2f}",
        "SQLite, WAL, synchronous=FULL, ms (median)": f"{times[1]:.2f}",
        "times as long": f"{times[0] / times[1]:.1f}",
        "bytes written": f"{sizes[0]:,.0f}",
        "bytes written by SQLite": f"{sizes[1]:,.0f}",
        "times as many": f"{sizes[0] / max(1, sizes[1]):.1f}",
    }


def library_of(count: int, folder: Path) -> dict[str, str]:
    """Return what work in a library of so many articles costs."""
    root = folder / f"library-{count}"
    for number in range(count):
        fill_folder(root, number)
    library = Library(root)
    new = [text_of(3, f"新{number}") for number in range(SAVES + 1)]
    documents = [import_bytes(data, Path("a.txt")) for data in new]
    figures = {"look into all folders, once, ms": f"{_time(lambda: library.find('')):.0f}"}

    def opened(number: int) -> ArticleStore:
        data = text_of(NOTES_AN_ARTICLE, f"{number}")
        store = Library(root).find(f"sha256:{hashlib.sha256(data).hexdigest()}")
        if store is None:
            raise RuntimeError("not found")
        store.load()
        return store

    def median_of(work: Callable[[int], object]) -> str:
        return f"{median(_time(partial(work, n)) for n in range(SAVES)):.1f}"

    def save(number: int) -> None:
        store, known = stores[number]
        store.save(replace(known or annotated(new[0], 1), extra={"x:read": number}))

    def add(number: int) -> None:
        Library(root).add(new[number], Path("a.txt"), documents[number])

    figures["find and load an article, ms (median)"] = median_of(opened)
    stores = [(store, store.load()) for store in map(opened, range(SAVES))]
    figures["save one, ms (median)"] = median_of(save)
    figures["take in a new one, ms (median)"] = median_of(add)
    figures["load all notes, ms"] = (
        f"{_time(lambda: [each.load() for each in library.articles()]):.0f}"
    )
    took = _time(lambda: list(examine(library)))
    figures["check, ms"] = f"{took:.0f}"
    figures["check, ms an article"] = f"{took / count:.2f}"
    return figures


def text_of(count: int, title: str = "夜讀") -> bytes:
    """Return the bytes of an article with so many lines."""
    lines = (f"第{number}行，燈下翻書，窗外有雨。\n" for number in range(count))
    return "".join((f"{title}\n\n", *lines)).encode()


def annotated(data: bytes, count: int) -> AnnotationSet:
    """Return a set with so many notes on an article."""
    document = import_bytes(data, Path("a.txt"))
    items = [_note(document, number, count) for number in range(count)]
    items.sort(key=lambda item: item.id)
    return replace(new_set(document), items=tuple(items))


def fill_folder(root: Path, number: int) -> None:
    """Make the folder of an article with its notes, as the library would."""
    data = text_of(NOTES_AN_ARTICLE, f"{number}")
    annotations = annotated(data, NOTES_AN_ARTICLE)
    folder = root / f"{number}{mark(annotations.about.source)}"
    folder.mkdir(parents=True)
    (folder / "source.txt").write_bytes(data)
    (folder / "annotations.json").write_bytes(encode(annotations))


def _note(document: Document, number: int, count: int) -> Annotation:
    start = len(document.source.text) * number // (count + 1)
    place = TextRange(start, min(start + 8, len(document.source.text)))
    return created(document, place, Body(value=f"第{number}條，記得再看。"), now=_TIME)


def _saves_of_store(folder: Path, count: int) -> list[Callable[[], object]]:
    data = text_of(count)
    document = import_bytes(data, Path("a.txt"))
    known = annotated(data, count)
    store = Library(folder / "library").add(data, Path("a.txt"), document)
    states = [store.save(known)]
    for number in range(SAVES + 1):
        items = (*states[-1].items, _note(document, number, SAVES + 1))
        states.append(replace(known, items=items))
    store.save(states[1])  # with the backup that the first save of a day makes
    return [partial(store.save, state) for state in states[2:]]


def _saves_of_sqlite(folder: Path, notes: list[str]) -> list[Callable[[], object]]:
    database = sqlite3.connect(folder / "notes.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE notes (id TEXT PRIMARY KEY, note TEXT)")
    database.execute("BEGIN")
    rows = [(f"urn:uuid:{number:08}", note) for number, note in enumerate(notes)]
    database.executemany("INSERT INTO notes VALUES (?, ?)", rows)
    database.execute("COMMIT")
    insert = "INSERT INTO notes VALUES (?, ?)"
    return [
        partial(database.execute, insert, (f"urn:uuid:new-{number}", "再看一次。"))
        for number in range(SAVES)
    ]


def _cost(work: Callable[[], object]) -> tuple[float, int]:
    """Return the milliseconds that work takes, and the bytes it hands to the system."""
    before = _written()
    took = _time(work)
    return took, _written() - before


def _time(work: Callable[[], object]) -> float:
    took = stopwatch()
    work()
    return took()


def _written() -> int:
    """Return the bytes this process has handed to the system; 0 where it does not tell."""
    try:
        found = re.search(r"^wchar: (\d+)$", Path("/proc/self/io").read_text("ascii"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
