"""The encoding a user chose for an article is the one every command reads it in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import Change, apply, created, now
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.cli import main
from reader.storage.article_store import ArticleStore
from reader.storage.library import Library
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "夜讀\n\n古人讀書，手邊總有一枝朱筆，讀到會心之處，便在字旁加一個圈。\n"
DATA = TEXT.encode("big5")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(DATA)
    return path


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def choose(path: Path, library: Path, encoding: str) -> None:
    """Do what the window does when a user chooses an encoding."""
    kept = Library(library)
    article = read_article(path, kept)
    annotations = article.annotations or new_set(article.document)
    chosen = article.read_in(encoding, annotations, article.document)
    assert chosen.annotations is not None
    chosen.kept_in(kept).save(chosen.annotations)


def run(capsysbinary: pytest.CaptureFixture[bytes], library: Path, *words: object) -> str:
    assert main(["--library", str(library), *map(str, words)]) == 0
    return capsysbinary.readouterr().out.decode()


def test_what_others_did_while_it_was_read_otherwise_stays(article: Path, library: Path) -> None:
    """The window that shows it takes that in, but may be left with what could not be saved."""
    kept = Library(library)
    opened = read_article(article, kept).for_writing(kept)
    assert opened.store is not None
    ours = opened.store.save(new_set(opened.document))
    chosen = opened.read_in("gb18030", ours, opened.document)
    made = created(opened.document, TextRange(4, 8), Body(value="另一台"), now=now())
    ArticleStore(opened.store.folder).save(apply(ours, Change(None, made)))
    opened.store.save(ours)

    assert chosen.store is not None
    assert chosen.annotations is not None
    chosen.store.save(chosen.annotations)

    written = ArticleStore(opened.store.folder).load()
    assert written is not None
    assert written.about.encoding == "gb18030"
    assert [item.note for item in written.items] == ["另一台"]


def test_show_and_convert_read_in_the_encoding_chosen_unless_told_another(
    article: Path, library: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    choose(article, library, "gb18030")

    shown = json.loads(run(capsysbinary, library, "show", article, "--json"))
    converted = run(capsysbinary, library, "convert", article, "--to", "original")
    told = run(capsysbinary, library, "convert", article, "--to", "original", "--encoding", "big5")

    assert shown["encoding"] == "gb18030"
    assert converted.splitlines()[0] == DATA.decode("gb18030").splitlines()[0]
    assert told == TEXT


def test_annotate_notes_and_a_later_choice_agree(
    article: Path, library: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    choose(article, library, "utf-16-le")
    garbled = DATA.decode("utf-16-le", "replace")[14:17]
    run(capsysbinary, library, "annotate", article, "--quote", garbled)

    choose(article, library, "big5hkscs")

    (notes,) = json.loads(run(capsysbinary, library, "notes", article, "--format", "json"))
    (quote,) = (each["quote"] for each in notes["annotations"])
    assert quote in TEXT
    assert len(quote) in {3, 4}


def test_a_guess_is_kept_once_annotations_stand_on_it(article: Path, library: Path) -> None:
    kept = Library(library)
    guessed = read_article(article, kept, "cp950")
    kept.add(DATA, article, guessed.document).save(new_set(guessed.document))

    again = read_article(article, kept)

    assert (again.document.source.encoding, again.document.source.certainty) == (
        "cp950", "doubtful",
    )  # fmt: skip
    assert again.guess == "big5hkscs"


def test_an_encoding_kept_that_nobody_knows_is_guessed_again(article: Path, library: Path) -> None:
    choose(article, library, "gb18030")
    (path,) = library.glob("*/annotations.json")
    path.write_text(path.read_text("utf-8").replace('"gb18030"', '"klingon"'), "utf-8")

    assert read_article(article, Library(library)).document.source.encoding == "big5hkscs"


def test_a_library_that_cannot_be_read_does_not_keep_an_article_from_being_shown(
    article: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "file").write_text("no folder")

    shown = run(capsysbinary, tmp_path / "file", "convert", article, "--to", "original")

    assert shown == TEXT


@pytest.mark.parametrize("command", [("show",), ("convert", "--to", "original")])
@pytest.mark.parametrize("name", ["klingon", "base64", ""])
def test_an_encoding_nobody_knows_is_one_sentence(
    article: Path,
    library: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    command: tuple[str, ...],
    name: str,
) -> None:
    words = ["--library", str(library), *command, str(article), "--encoding", name]

    assert main(words) == 1
    assert capsysbinary.readouterr().err.decode().count("\n") == 1


def test_it_is_said_where_parts_are_in_no_encoding(
    tmp_path: Path, library: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes((TEXT * 20).encode() + TEXT.encode("gb18030"))

    assert main(["--library", str(library), "convert", str(path), "--to", "original"]) == 0

    out, error = capsysbinary.readouterr()
    assert "\ufffd" in out.decode()
    assert error.decode().count("\n") == 1
    assert "UTF-8" in error.decode()


MIXED = (TEXT * 3).encode() + (TEXT * 3).encode("gb18030")
COMMANDS = [
    ("show",),
    ("convert", "--to", "original"),
    ("annotate", "--quote", "朱筆"),
    ("notes",),
    ("render", "-o", "page.png"),
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_in_two_encodings_is_read_and_that_is_said_once(
    command: tuple[str, ...],
    tmp_path: Path,
    library: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mixed.txt"
    path.write_bytes(MIXED)
    name, *options = command

    assert main(["--library", str(library), name, str(path), *options]) == 0

    error = capsysbinary.readouterr().err.decode()
    assert error.count("\n") == 1
    assert "UTF-8" in error


def test_what_can_be_read_of_it_is_printed(
    tmp_path: Path, library: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes(MIXED)

    out = run(capsysbinary, library, "convert", path, "--to", "original")

    assert out.count(TEXT) == 3
    assert "\ufffd" in out


def test_an_encoding_asked_for_is_the_one_used_and_what_it_does_not_fit_is_said(
    article: Path, library: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    words = ["--library", str(library), "convert", str(article), "--to", "original"]

    assert main([*words, "--encoding", "utf-8"]) == 0

    out, error = capsysbinary.readouterr()
    assert "\ufffd" in out.decode()
    assert error.decode().count("\n") == 1
