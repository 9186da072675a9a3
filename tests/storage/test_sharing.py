"""What others wrote reaches whoever has the article open, whatever fails on the way."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from reader.errors import ReaderError
from reader.storage.article_store import ArticleStore
from reader.storage.codec import encode
from reader.storage.sharing import SharedStore
from tests.support.faulty_files import FaultyFiles
from tests.support.made_sets import notes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

OURS, THEIRS = notes(3), notes(5)
COPY = "annotations.sync-conflict-20261122-205053-O6FYWIS.json"


def open_articles(root: Path) -> Iterator[tuple[int, ArticleStore]]:
    """Yield numbers from 1 on, each with an open article and a copy of another device beside it."""
    for number in range(1, 400):
        folder = root / str(number) / "article--01234567"
        folder.mkdir(parents=True)
        store = ArticleStore(folder)
        store.save(OURS)
        (folder / COPY).write_bytes(encode(THEIRS))
        yield number, store
    pytest.fail("no look at a folder takes so many calls")


def shared(store: ArticleStore) -> SharedStore:
    return SharedStore(store, OURS.about.source)


def on_disk(folder: Path) -> AnnotationSet | None:
    return ArticleStore(folder).load()


def test_a_copy_that_was_merged_stays_so_where_anything_fails(tmp_path: Path) -> None:
    error = OSError(errno.EIO, os.strerror(errno.EIO))
    for call, store in open_articles(tmp_path):
        open_one, known = shared(store), OURS
        with FaultyFiles(call, error) as files, suppress(ReaderError):
            known = open_one.refreshed(OURS)
        if not files.has_failed:
            break

        known = open_one.save(known)

        is_there = (store.folder / COPY).exists()
        assert is_there or (known == on_disk(store.folder) == THEIRS), files.names[-1]

    assert call > 20
