from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reader.cli import main
from reader.errors import AnnotationsUnreadableError
from reader.localization import LOCALES, use_locale
from reader.storage.check.findings import Finding, Kind
from reader.wording.library_check import explain_finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = "燈下翻書，窗外有雨。他看了很久，一夜也沒有睡。\n"


class Result(NamedTuple):
    code: int
    out: str
    error: str


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Result]]:
    def run(*arguments: str | Path, lang: str = "en") -> Result:
        options = ["--library", str(tmp_path / "library"), "--lang", lang]
        code = main([*map(str, arguments), *options])
        return Result(code, *capsys.readouterr())

    yield run
    use_locale("en")


@pytest.fixture
def annotations(tmp_path: Path, run: Callable[..., Result]) -> Path:
    """The annotations file of an article with two notes."""
    article = tmp_path / "article.txt"
    article.write_text(TEXT, "utf-8")
    for quote in ("窗外有雨", "一夜"):
        assert run("annotate", article, "--quote", quote, "--note", "記").code == 0
    return next((tmp_path / "library").glob("*/annotations.json"))


def test_library_in_order_says_so(run: Callable[..., Result], annotations: Path) -> None:
    assert annotations.exists()
    assert run("check") == Result(0, "The library is in order.\n", "")


def test_fault_is_told_and_fails(run: Callable[..., Result], annotations: Path) -> None:
    whole = annotations.read_bytes()
    annotations.write_bytes(whole[: len(whole) // 2])
    damaged = annotations.read_bytes()

    result = run("check")

    assert result.code == 1
    assert str(annotations) in result.out
    assert result.error.count("\n") == 1
    assert "--repair" in result.error
    assert annotations.read_bytes() == damaged


def test_repair_puts_right_and_succeeds(run: Callable[..., Result], annotations: Path) -> None:
    whole = annotations.read_bytes()
    annotations.with_name("annotations (1).json").write_bytes(whole)
    annotations.write_bytes(whole[: len(whole) * 3 // 4])

    result = run("check", "--repair")

    assert result.code == 0
    assert result.error == ""
    assert "Repaired." in result.out
    assert run("check").code == 0
    assert run("notes").out.count("記") == 2


def test_findings_are_printed_for_scripts(run: Callable[..., Result], annotations: Path) -> None:
    annotations.write_text("{")

    result = run("check", "--json")

    assert result.code == 1
    (record,) = json.loads(result.out)
    assert record["kind"] == "annotations-damaged"
    assert record["path"] == str(annotations)
    assert record["repaired"] is False
    assert json.loads(run("check", "--json", "--repair").out)[0]["message"] == record["message"]


def test_library_that_is_no_folder_fails(tmp_path: Path, run: Callable[..., Result]) -> None:
    (tmp_path / "library").touch()

    assert run("check").code == 1


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("lang", LOCALES)
def test_every_finding_has_words_in_every_language(lang: str, kind: Kind) -> None:
    failing = {
        Kind.ANNOTATIONS_DAMAGED,
        Kind.ANNOTATIONS_REFUSED,
        Kind.ANNOTATIONS_NEWER,
        Kind.SOURCE_UNREADABLE,
        Kind.BACKUP_DAMAGED,
        Kind.NOT_REPAIRED,
    }
    path, other = Path("/書/甲\n乙"), Path("/書/丙")
    error = AnnotationsUnreadableError(path, "why") if kind in failing else None
    use_locale(lang)
    try:
        said = explain_finding(Finding(kind=kind, path=path, other=other, count=3, error=error))
    finally:
        use_locale("en")

    assert "甲\\n乙" in said
    assert "\n" not in said
    assert not re.search(r"[{}]", said)
    without_names = said.replace("甲\\n乙", "").replace("書", "").replace("丙", "")
    assert without_names.isascii() == (lang == "en")


def test_notes_in_two_folders_of_an_article_are_listed_once(
    run: Callable[..., Result], annotations: Path, tmp_path: Path
) -> None:
    folder = annotations.parent
    duplicate = folder.with_name(f"{folder.name} (1)")
    shutil.copytree(folder, duplicate)
    before = (duplicate / annotations.name).read_bytes()
    assert run("annotate", tmp_path / "article.txt", "--quote", "很久", "--note", "又").code == 0

    for arguments in (["notes"], ["notes", tmp_path / "article.txt"]):
        (article,) = json.loads(run(*arguments, "--format", "json").out)
        assert sorted(each["note"] for each in article["annotations"]) == ["又", "記", "記"]

    assert (duplicate / annotations.name).read_bytes() == before
