"""An article whose lines were given other ends, as git does, is the same article."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import created, now
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.cli import main
from reader.importers import import_bytes
from reader.storage.check.findings import Finding, Kind
from reader.storage.check.library_check import examine
from reader.storage.codec import encode
from reader.storage.library import Library
from reader.storage.opened_source import read_source
from reader.storage.sources import forms_of
from reader.text.offsets import TextRange
from reader.wording.library_check import explain_finding
from tests.places import ROOT

if TYPE_CHECKING:
    from reader.storage.article_store import ArticleStore

LF = "燈下翻書\n\n夜讀不倦，一天三五頁。\n".encode()
CRLF = LF.replace(b"\n", b"\r\n")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def kept(root: Path, data: bytes) -> ArticleStore:
    """Take an article with a note into a library."""
    document = import_bytes(data, Path("a.txt"))
    store = Library(root).add(data, Path("a.txt"), document)
    item = created(document, TextRange(0, 2), Body(value="記"), now=now())
    store.save(replace(new_set(document), items=(item,)))
    return store


def notes_on(path: Path, root: Path) -> list[str]:
    article = read_article(path, Library(root)).for_writing(Library(root))
    assert article.problem is None
    assert article.store is not None
    assert article.store.recovery is None
    return [item.note for item in article.annotations.items] if article.annotations else []


def found_in(root: Path) -> list[Finding]:
    return [each for one in examine(Library(root)) for each in one.findings]


@pytest.mark.parametrize(("opened", "changed"), [(LF, CRLF), (CRLF, LF)], ids=["to CRLF", "to LF"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_notes_are_there_whichever_is_opened(
    tmp_path: Path, opened: bytes, changed: bytes, encoding: str
) -> None:
    opened, changed = (each.decode().encode(encoding) for each in (opened, changed))
    root = tmp_path / "library"
    store = kept(root, opened)
    source = store.source_path
    assert source is not None
    source.write_bytes(changed)
    folders = sorted(root.iterdir())
    (tmp_path / "as opened.txt").write_bytes(opened)
    (tmp_path / "changed.txt").write_bytes(changed)

    for path in (source, tmp_path / "as opened.txt", tmp_path / "changed.txt"):
        assert notes_on(path, root) == ["記"]

    assert sorted(root.iterdir()) == folders
    assert source.read_bytes() == changed
    assert read_source(store) == opened
    (told,) = found_in(root)
    assert (told.kind, told.is_notice) == (Kind.LINE_ENDS, True)
    assert ".gitattributes" in explain_finding(told)


def test_notes_are_found_without_annotations_that_name_the_source(tmp_path: Path) -> None:
    store = kept(tmp_path, LF)
    source = store.source_path
    assert source is not None
    source.write_bytes(CRLF)
    data = store.path.read_bytes()
    store.path.unlink()

    assert read_source(store) == LF
    store.path.write_bytes(data.replace(b"\n", b"\r\n"))
    assert notes_on(source, tmp_path) == ["記"]


def test_other_text_is_another_article(tmp_path: Path) -> None:
    kept(tmp_path / "library", LF)
    (tmp_path / "b.txt").write_bytes(CRLF.replace("倦".encode(), "眠".encode()))

    assert notes_on(tmp_path / "b.txt", tmp_path / "library") == []


def test_bytes_that_are_no_line_ends_stay() -> None:
    wide = "燈\r\n下\n".encode("utf-16")
    assert list(forms_of(wide)) == [wide]
    assert list(forms_of("燈下".encode())) == ["燈下".encode()]


def test_both_kinds_of_an_article_may_have_notes_of_their_own(tmp_path: Path) -> None:
    kept(tmp_path / "library", LF)
    store = kept(tmp_path / "library", CRLF)
    (tmp_path / "a.txt").write_bytes(CRLF)

    article = read_article(tmp_path / "a.txt", Library(tmp_path / "library"))

    assert article.store is not None
    assert article.store.folder == store.folder


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=ann", "-c", "user.email=ann@example.org"]
    settings = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, env=settings)


def clone_of(root: Path, place: Path) -> Path:
    """Return the library as a machine has it on which git makes CRLF of all line ends."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "notes")
    git(root, "-c", "core.autocrlf=true", "clone", "-q", ".", str(place))
    return place


@needs_git
def test_library_that_git_gave_other_line_ends_has_its_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept(tmp_path / "one", LF)
    other = clone_of(tmp_path / "one", tmp_path / "other")
    (source,) = other.glob("*/source.txt")
    assert source.read_bytes() == CRLF

    assert main(["notes", str(source), "--library", str(other)]) == 0
    assert "記" in capsys.readouterr().out
    assert notes_on(source, other) == ["記"]
    assert not [each for each in found_in(other) if each.stays]


@needs_git
def test_what_the_manual_says_keeps_git_from_it(tmp_path: Path) -> None:
    store = kept(tmp_path / "one", LF)
    manual = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"^ *echo '([^']+)' >> \.gitattributes$", manual, re.MULTILINE)
    assert lines
    (store.library / ".gitattributes").write_text("".join(f"{line}\n" for line in lines))

    other = clone_of(tmp_path / "one", tmp_path / "other")

    (source,) = other.glob("*/source.txt")
    assert source.read_bytes() == LF
    assert (source.parent / "annotations.json").read_bytes() == store.path.read_bytes()
    annotations = store.load()
    assert annotations is not None
    assert encode(annotations) == store.path.read_bytes()
