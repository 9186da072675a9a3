"""However much was decided about it, a text is looked through once for each command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.articles import read_article
from reader.cli import main
from reader.errors import SourceEmptyError
from reader.importers import what_is_wrong_with
from reader.storage.library import Library
from tests.support.analyses import ONCE, count_analyses
from tests.support.decided_article import QUOTE, TEXT, decide

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    decide(path, tmp_path / "library")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("show", "--json"),
        ("convert", "--to", "auto-tw"),
        ("convert", "--to", "original", "--encoding", "utf-8"),
        ("annotate", "--quote", QUOTE),
        ("notes", "--format", "json"),
    ],
)
def test_a_command_looks_once(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    calls = count_analyses(monkeypatch)

    code = main(["--library", str(tmp_path / "library"), words[0], str(article), *words[1:]])

    assert code == 0
    assert calls == ONCE


def test_notes_look_at_no_article_that_nothing_was_decided_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, library = tmp_path / "plain.txt", ("--library", str(tmp_path / "library"))
    path.write_text(TEXT, "utf-8")
    assert main([*library, "annotate", str(path), "--quote", "夜里來的人最多"]) == 0
    calls = count_analyses(monkeypatch)

    assert main([*library, "notes", str(path)]) == 0
    assert main([*library, "notes"]) == 0

    assert not calls


def test_an_encoding_chosen_is_looked_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, library = tmp_path / "article.txt", Library(tmp_path / "library")
    path.write_bytes(TEXT.encode("gb18030"))
    decide(path, library.root)
    article = read_article(path, library)
    assert article.annotations is not None
    calls = count_analyses(monkeypatch)

    other = article.read_in("big5", article.annotations, article.document)
    assert calls == ONCE
    assert other.annotations is not None
    back = other.read_in("gb18030", other.annotations, other.document)

    assert calls == dict.fromkeys(ONCE, 2)
    assert [repair.after for repair in back.document.repairs] == ["與"]
    assert back.document.title == article.document.title


def test_whether_a_file_is_no_article_is_told_without_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(TEXT, "utf-8")
    empty.write_text(" \n\n", "utf-8")
    calls = count_analyses(monkeypatch)

    assert what_is_wrong_with(good) is None
    assert isinstance(what_is_wrong_with(empty), SourceEmptyError)
    assert not calls
