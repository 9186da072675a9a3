"""What a user decided about an article counts in every command."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reader.cli import main
from reader.paths import config_folder
from reader.storage.settings import Settings, SettingsStore
from tests.support.decided_article import HEADING, IN_TAIWAN, QUOTE, TEXT, TITLE, decide

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., str]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def run(library: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command and returns what it prints."""

    def run(*words: object) -> str:
        assert main(["--library", str(library), *map(str, words)]) == 0
        return capsysbinary.readouterr().out.decode()

    return run


def blocks_of(shown: dict[str, Any]) -> dict[str, str]:
    return {
        block["text"]: block.get("role", block["kind"])
        for section in shown["sections"]
        for block in section["blocks"]
    }


def test_show_tells_the_repair_and_the_roles_as_decided(
    article: Path, library: Path, run: Run
) -> None:
    decide(article, library)

    shown = json.loads(run("show", article, "--json"))

    (repair,) = shown["repairs"]
    assert (repair["before"], repair["after"], repair["applied"]) == ("&amp;", "與", True)
    assert shown["title"] == TITLE
    assert blocks_of(shown)[HEADING] == "heading"
    assert HEADING in [section["title"] for section in shown["sections"]]
    assert any(QUOTE in text for text in blocks_of(shown))


@pytest.mark.parametrize(
    ("target", "passage", "others"),
    [
        ("original", IN_TAIWAN, "節日里"),
        ("auto-tw", IN_TAIWAN, "節日裡"),
        ("auto-hk", IN_TAIWAN.replace("說", "説"), "節日裏"),
    ],
)
def test_convert_prints_what_the_window_shows(
    article: Path, library: Path, run: Run, target: str, passage: str, others: str
) -> None:
    decide(article, library)

    converted = run("convert", article, "--to", target)

    assert passage in converted
    assert others in converted


def test_convert_leaves_words_alone_that_were_refused_in_all_articles(
    article: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    SettingsStore(config_folder()).save(Settings(refused=("里面",)))

    converted = run("convert", article, "--to", "auto-tw")

    assert "說里面有" in converted
    assert "節日裡" in converted


def test_convert_without_repairs_prints_the_source(article: Path, library: Path, run: Run) -> None:
    decide(article, library)

    assert run("convert", article, "--to", "original", "--no-repair") == TEXT


def test_a_passage_is_annotated_and_noted_as_it_reads_by_the_decisions(
    article: Path, library: Path, run: Run
) -> None:
    decide(article, library)
    run("annotate", article, "--quote", QUOTE, "--note", "去過")

    (notes,) = json.loads(run("notes", article, "--format", "json"))

    (annotation,) = notes["annotations"]
    assert (annotation["quote"], annotation["section"]) == (QUOTE, HEADING)
    assert notes["title"] == TITLE


@pytest.mark.parametrize("words", [["notes", "article.txt"], ["notes"]])
def test_notes_made_before_the_decisions_read_by_them_too(
    article: Path,
    library: Path,
    run: Run,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(article.parent)
    run("annotate", article, "--quote", "門口寫著「茶&書」三個字")
    decide(article, library)

    (notes,) = json.loads(run(*words, "--format", "json"))

    (annotation,) = notes["annotations"]
    assert (annotation["quote"], annotation["section"]) == (QUOTE, HEADING)
    assert notes["title"] == TITLE


def test_a_passage_is_not_found_as_it_was_before_the_decision(
    article: Path, library: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    decide(article, library)
    words = ("annotate", str(article), "--quote", "「茶&書」")

    assert main(["--library", str(library), *words]) == 1
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_decisions_count_in_an_encoding_that_is_asked_for(
    article: Path, library: Path, run: Run, encoding: str
) -> None:
    article.write_bytes(TEXT.encode(encoding))
    decide(article, library)

    converted = run("convert", article, "--to", "auto-tw", "--encoding", encoding)

    assert IN_TAIWAN in converted


@pytest.mark.parametrize("words", [("show", "--json"), ("convert", "--to", "original")])
@pytest.mark.parametrize(
    "damage", [lambda data: data[:40], lambda data: data.replace(b": 1,", b": 999,")]
)
def test_decisions_that_cannot_be_read_are_told_of(
    article: Path,
    library: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    words: tuple[str, ...],
    damage: Callable[[bytes], bytes],
) -> None:
    decide(article, library)
    (path,) = library.glob("*/annotations.json")
    path.write_bytes(damage(path.read_bytes()))

    assert main(["--library", str(library), words[0], str(article), *words[1:]]) == 0

    printed, told = capsysbinary.readouterr()
    assert "茶&書" in printed.decode()
    assert told.decode().count("\n") == 1
    assert str(path) in told.decode()


def test_notes_quote_nothing_from_a_source_that_is_another_by_now(
    article: Path, library: Path, run: Run
) -> None:
    decide(article, library)
    run("annotate", article, "--quote", QUOTE)
    (source,) = library.glob("*/source.txt")
    source.write_text(TEXT.replace("與", "").replace("茶&amp;書", "酒&amp;詩"), "utf-8")

    (notes,) = json.loads(run("notes", "--format", "json"))

    assert notes["annotations"][0]["quote"] == QUOTE
    assert (notes["annotations"][0]["section"], notes["title"]) == (HEADING, "燈下讀書會")
