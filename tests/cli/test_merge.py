from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import Change, apply, created, deleted, revise
from reader.annotation.merging import heads
from reader.annotation.model import AnnotationSet, Body
from reader.annotation.sets import new_set
from reader.cli import main
from reader.localization import use_locale
from reader.storage.article_store import ANNOTATIONS, ArticleStore
from reader.storage.codec import decode, encode
from reader.text.offsets import TextRange
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.document.model import Document

T0, T1, T2 = (f"2026-01-01T00:00:0{second}.000Z" for second in range(3))


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document("燈下翻書，窗外有雨。\n")


@pytest.fixture
def base(document: Document) -> AnnotationSet:
    annotations = new_set(document)
    for start in (0, 5):
        item = created(document, TextRange(start, start + 4), Body(value="初"), now=T0)
        annotations = apply(annotations, Change(None, item))
    return annotations


def with_note(annotations: AnnotationSet, index: int, note: str) -> AnnotationSet:
    item = annotations.items[index]
    return apply(annotations, Change(item, revise(item, now=T1, body=Body(value=note))))


def notes(annotations: AnnotationSet) -> list[set[str]]:
    return [{head.note for head in heads(item)} for item in annotations.items]


def write(path: Path, annotations: AnnotationSet) -> Path:
    path.write_bytes(encode(annotations))
    return path


def read(path: Path) -> AnnotationSet:
    return decode(path.read_bytes(), path)


@pytest.mark.parametrize("origin", ["there", "empty", "missing"])
def test_both_sides_are_in_the_result(tmp_path: Path, base: AnnotationSet, origin: str) -> None:
    common = tmp_path / "base"
    if origin != "missing":
        common.write_bytes(encode(base) if origin == "there" else b"")
    ours = write(tmp_path / "ours", with_note(with_note(base, 0, "此"), 1, "我"))
    theirs = write(tmp_path / "theirs", with_note(base, 0, "彼"))
    before = theirs.read_bytes()

    assert main(["merge", str(common), str(ours), str(theirs)]) == 0

    assert notes(read(ours)) == [{"此", "彼"}, {"我"}]
    assert theirs.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("which", ["ours", "theirs"])
@pytest.mark.parametrize("state", ["damaged", "newer", "missing", "of another article"])
def test_what_cannot_be_merged_is_left_as_it_is(
    tmp_path: Path,
    base: AnnotationSet,
    capsys: pytest.CaptureFixture[str],
    which: str,
    state: str,
) -> None:
    use_locale("en")
    paths = {name: write(tmp_path / name, base) for name in ("ours", "theirs")}
    data = paths[which].read_bytes()
    if state == "missing":
        paths[which].unlink()
    elif state == "damaged":
        paths[which].write_bytes(data[:-9])
    elif state == "newer":
        paths[which].write_bytes(data.replace(b'schema": 1', b'schema": 999'))
    else:
        write(paths[which], replace(base, id="urn:uuid:other"))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    assert main(["merge", "base", str(paths["ours"]), str(paths["theirs"])]) == 1

    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@needs_git
def test_git_merges_what_two_branches_did(
    tmp_path: Path, base: AnnotationSet, document: Document
) -> None:
    library = tmp_path / "library"
    folder = library / "夜讀--0123abcd"
    folder.mkdir(parents=True)
    store = ArticleStore(folder)

    def git(*arguments: str) -> str:
        # What a person has set up for git is not part of the test.
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        identity = ["-c", "user.name=Reader", "-c", "user.email=reader@example.org"]
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=library,
            env={**os.environ, **own},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    def commit(annotations: AnnotationSet) -> None:
        ArticleStore(folder).save(annotations)
        git("add", "-A")
        git("commit", "-q", "-m", "notes")

    git("init", "-q", "-b", "main")
    git(
        "config", "merge.quandian.driver", f"'{sys.executable}' '{ROOT / 'main.py'}' merge %O %A %B"
    )
    (library / ".gitattributes").write_text(f"{ANNOTATIONS} merge=quandian\n", "utf-8")
    commit(base)
    git("checkout", "-q", "-b", "other")
    theirs = with_note(base, 0, "彼")
    gone = theirs.items[1]
    theirs = apply(theirs, Change(gone, deleted(gone, now=T1)))
    commit(theirs)
    git("checkout", "-q", "main")
    store.path.write_bytes(encode(base))
    ours = with_note(with_note(base, 0, "此"), 1, "改")
    added = created(document, TextRange(0, 2), Body(value="新"), now=T2)
    ours = apply(ours, Change(None, added))
    store.path.write_bytes(encode(ours))
    git("commit", "-q", "-a", "-m", "ours")

    git("merge", "-q", "-m", "both", "other")

    assert notes(read(store.path)) == [{"此", "彼"}, {"改", ""}, {"新"}]
    assert git("status", "--porcelain") == ""
