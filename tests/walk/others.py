"""What others do to the library while the program runs.

Who puts a file in the place of another looks before whether that is still the one that was read, as
synchronisers do; the lock stands for that.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.changes import Change, apply, created, deleted, now, revise
from reader.annotation.model import Body
from reader.errors import ReaderError
from reader.importers import import_bytes
from reader.storage.codec import encode
from reader.storage.folder_lock import lock
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.annotation.model import AnnotationSet
    from reader.storage.article_store import ArticleStore
    from tests.walk.world import World


def meddle(world: World) -> str:
    """Do something to one article in the library; return what."""
    stores = world.stores()
    if not stores:
        return "nothing"
    store = world.rng.choice(stores)
    act = world.rng.choice(_ACTS)
    # There are no annotations yet, or somebody has spoilt them.
    with suppress(FileNotFoundError, ValueError, ReaderError):
        act(world, store)
    return f"{act.__name__[1:]} {store.folder.name[:20]}, texts up to {world.model.count}"


def _write_note(world: World, store: ArticleStore) -> None:
    """Save through the library, as another window of the program would."""
    annotations, token = _with_note(world, store)
    _saved(world, store, annotations, token)


def _revise_note(world: World, store: ArticleStore) -> None:
    annotations = store.load()
    if annotations is None or not annotations.items:
        return
    item = world.rng.choice(annotations.items)
    token = world.model.token("o")
    if not item.is_deleted and item.body is not None:
        body = replace(item.body, value=f"{item.note}{token}")
        changed = apply(annotations, Change(item, revise(item, now=now(), body=body)))
        _saved(world, store, changed, token)


def _delete_note(world: World, store: ArticleStore) -> None:
    annotations = store.load()
    if annotations is None or not annotations.items:
        return
    item = world.rng.choice(annotations.items)
    if not item.is_deleted:
        world.model.doom(annotations.about.source, item)
        _saved(world, store, apply(annotations, Change(item, deleted(item, now=now()))))


def _leave_conflict_copy(world: World, store: ArticleStore) -> None:
    """Lay down what a synchroniser leaves: another state of the file, beside it."""
    annotations, token = _with_note(world, store)
    if annotations is not None:
        name = f"annotations.sync-conflict-20260101-{world.rng.randrange(10**6):06}-ABCDEFG.json"
        (store.folder / name).write_bytes(encode(annotations))
        world.model.owe(annotations.about.source, token)


def _replace_by_rename(world: World, store: ArticleStore) -> None:
    """Put another state in the place of the file, as a synchroniser does, asking nobody."""
    with _alone(store):
        annotations, token = _with_note(world, store)
        if annotations is not None:
            other = store.folder / ".syncthing.annotations.json.tmp"
            other.write_bytes(encode(annotations))
            other.replace(store.path)
            world.model.owe(annotations.about.source, token)


def _spoil(world: World, store: ArticleStore) -> None:
    """Damage the end of the file, from which all can be read again."""
    with _alone(store):
        data = store.path.read_bytes()
        store.path.write_bytes(data[:-1] if world.rng.random() < 0.5 else data + b"}x")


def _add_what_nobody_knows(world: World, store: ArticleStore) -> None:
    with _alone(store):
        record = json.loads(store.path.read_bytes())
        record["x:unknown"] = {"of": ["another", "program"], "at": world.rng.randrange(100)}
        other = store.folder / "annotations.json.tmp-other"
        other.write_text(json.dumps(record, ensure_ascii=False, indent=2), "utf-8")
        other.replace(store.path)


def _touch(_: World, store: ArticleStore) -> None:
    os.utime(store.path)


def _lay_down_odd_file(world: World, store: ArticleStore) -> None:
    name = world.rng.choice(("annotations (1).json", "notes.txt", "annotations.json~", ".stfolder"))
    (store.folder / name).write_bytes(world.rng.choice((b"", b"{}", b"\0" * 50, b"[1]")))


_ACTS: tuple[Callable[[World, ArticleStore], None], ...] = (
    _write_note,
    _revise_note,
    _delete_note,
    _leave_conflict_copy,
    _replace_by_rename,
    _spoil,
    _add_what_nobody_knows,
    _touch,
    _lay_down_odd_file,
)


@contextmanager
def _alone(store: ArticleStore) -> Iterator[None]:
    held = lock(store.folder, below=store.folder.parent)
    try:
        yield
    finally:
        held.close()


def _with_note(world: World, store: ArticleStore) -> tuple[AnnotationSet | None, str]:
    """Return what the file holds with one note more, and what that says."""
    annotations, source = store.load(), store.source_path
    if annotations is None or source is None:
        return None, ""
    document = import_bytes(source.read_bytes(), source, annotations.about.encoding)
    block = world.rng.choice(document.blocks).range
    start = world.rng.randrange(block.start, block.end)
    place = TextRange(start, min(block.end, start + world.rng.randrange(1, 9)))
    token = world.model.token("o")
    note = created(document, place, Body(value=token, color="blue"), now=now())
    return apply(annotations, Change(None, note)), token


def _saved(
    world: World, store: ArticleStore, annotations: AnnotationSet | None, token: str = ""
) -> None:
    if annotations is not None:
        store.save(annotations)
        if token:
            world.model.owe(annotations.about.source, token)
