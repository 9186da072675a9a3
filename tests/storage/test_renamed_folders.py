"""Backups of an article whose folder was given a name of the user's own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.sets import new_set
from reader.importers import import_bytes
from reader.storage.check.findings import Kind
from reader.storage.check.library_check import examine
from reader.storage.library import Library
from tests.support.made_sets import an_annotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.storage.article_store import ArticleStore

TEXT = "燈下翻書，夜讀不倦。\n".encode()


def _nothing(_: Path) -> None:
    pass


def _no_source(folder: Path) -> None:
    (folder / "source.txt").unlink()


def _no_annotations(folder: Path) -> None:
    (folder / "annotations.json").unlink()


def _damaged(folder: Path) -> None:
    (folder / "annotations.json").write_bytes(b"\0" * 400)


def _other_lines(folder: Path) -> None:
    (folder / "source.txt").write_bytes(TEXT.replace(b"\n", b"\r\n"))
    (folder / "annotations.json").unlink()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    path = tmp_path / "a.txt"
    document = import_bytes(TEXT, path)
    library = Library(tmp_path / "library")
    store = library.add(TEXT, path, document)
    note = an_annotation(1)
    store.save(replace(new_set(document), items=(note,)))
    store.save(replace(new_set(document), items=(note, an_annotation(2))))
    return library


def renamed(library: Library, name: str) -> ArticleStore:
    (store,) = library.articles()
    store.move_to(store.folder.rename(store.folder.with_name(name)))
    return store


@pytest.mark.parametrize("name", ["我的書", "a--2265e46b 2", "0--00000000"])
@pytest.mark.parametrize("harm", [_nothing, _no_source, _no_annotations, _damaged, _other_lines])
def test_they_are_found_under_whatever_name(
    library: Library, name: str, harm: Callable[[Path], None]
) -> None:
    store = renamed(library, name)
    harm(store.folder)

    (backup,) = store.all_backups()

    assert len(backup.load().items) == 1
    good = store.newest_good_backup()
    assert good is not None
    assert good[0] == backup


def test_what_is_gone_comes_from_them(library: Library) -> None:
    store = renamed(library, "我的書")
    _no_annotations(store.folder)

    kept = store.load_for_writing(new_set(import_bytes(TEXT, store.folder / "source.txt")))

    assert len(kept.items) == 1


def test_the_article_is_not_taken_for_lost_besides(library: Library) -> None:
    renamed(library, "我的書")

    assert not list(library.lost())
    kinds = {finding.kind for each in examine(library) for finding in each.findings}
    assert Kind.ANNOTATIONS_GONE not in kinds


def test_it_is_lost_when_its_folder_is_gone(library: Library) -> None:
    shutil.rmtree(renamed(library, "我的書").folder)

    (lost,) = library.lost()

    assert len(lost.all_backups()) == 1
