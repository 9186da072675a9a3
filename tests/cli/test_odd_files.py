"""Whatever lies where an article, a library or an output is looked for: one line is said of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.cli import main
from tests.places import ROOT
from tests.support.odd_library import (
    ANNOTATIONS,
    ODD,
    PLACES,
    TEXT,
    commands,
    place_in,
    put,
    what_is_wrong,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article in it, and a library that knows it and has a backup."""
    folder = tmp_path_factory.mktemp("whole")
    article = folder / "article.txt"
    article.write_text(TEXT, "utf-8")
    for quote in ("翻書", "雨聲"):
        library = ["--library", str(folder / "library")]
        assert main(["annotate", str(article), "--quote", quote, *library]) == 0
    return folder


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def library(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole / "library", tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def ends_well(capfd: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Fails where a command line ends otherwise than in words."""

    def ends_well(arguments: list[str], library: Path | str) -> None:
        code = main([*arguments, "--library", str(library)])
        assert what_is_wrong(code, capfd.readouterr().err) is None, arguments

    return ends_well


@pytest.mark.parametrize("odd", ODD)
def test_whatever_lies_in_a_library(
    odd: str, article: Path, whole: Path, tmp_path: Path, ends_well: Callable[..., None]
) -> None:
    for name in PLACES:
        library = tmp_path / "library"
        shutil.copytree(whole / "library", library)
        put(place_in(library, name), ODD[odd])
        for arguments in commands(article):
            ends_well(arguments, library)
        shutil.rmtree(library)


@pytest.mark.parametrize("below", ["", "below"])
@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_named_as_library(
    odd: str, below: str, article: Path, tmp_path: Path, ends_well: Callable[..., None]
) -> None:
    for arguments in commands(article):
        put(tmp_path / "odd", ODD[odd])
        ends_well(arguments, tmp_path / "odd" / below)


@pytest.mark.alike(8)
@pytest.mark.parametrize("length", [254, 255, 256, 300, 4_000, 4_050, 4_090, 4_095, 4_096, 70_000])
@pytest.mark.parametrize("is_one_name", [False, True])
def test_name_of_any_length(
    length: int,
    is_one_name: bool,
    article: Path,
    library: Path,
    tmp_path: Path,
    ends_well: Callable[..., None],
) -> None:
    part = "x" * length if is_one_name else ("x" * 99 + "/") * (length // 100 + 1)
    name = f"{tmp_path}/{part}"
    name = name if is_one_name else f"{name[: length - 1]}x"

    for arguments in commands(article):
        ends_well(arguments, name)
    for arguments in commands(name):
        ends_well(arguments, library)
    ends_well(["convert", str(article), "--to", "t2s", "-o", name], library)
    ends_well(["notes", "-o", name], library)
    ends_well(["merge", name, name, name], library)


@pytest.mark.parametrize("odd", [each for each in ODD if each not in {"pipe", "endless device"}])
def test_whatever_is_named_as_output_or_merged(
    odd: str, article: Path, library: Path, tmp_path: Path, ends_well: Callable[..., None]
) -> None:
    good = str(place_in(library, ANNOTATIONS))
    for arguments in (
        ["convert", str(article), "--to", "t2s", "-o", f"{tmp_path}/odd"],
        ["notes", "-o", f"{tmp_path}/odd"],
        ["merge", f"{tmp_path}/odd", good, good],
        ["merge", good, f"{tmp_path}/odd", good],
        ["merge", good, good, f"{tmp_path}/odd"],
    ):
        put(tmp_path / "odd", ODD[odd])
        ends_well(arguments, library)


@pytest.mark.alike(4)
@pytest.mark.parametrize(
    "value",
    [None, True, -1, 10**400, "", "\x1b[31m", [[1]], {}, {"id": "x"}],
    ids=range(9),
)
def test_any_value_in_any_field_of_annotations(
    value: object, article: Path, library: Path, ends_well: Callable[..., None]
) -> None:
    path = place_in(library, ANNOTATIONS)
    whole = path.read_bytes()
    for steps in list(_steps(json.loads(whole))):
        record = json.loads(whole)
        inner = record
        for step in steps[:-1]:
            inner = inner[step]
        inner[steps[-1]] = value
        for arguments in (["notes"], ["check"], ["annotate", str(article), "--quote", "天亮"]):
            path.write_text(json.dumps(record), "utf-8")
            ends_well(arguments, library)


@pytest.mark.parametrize("link", [None, Path.symlink_to, Path.hardlink_to])
def test_article_is_not_written_over_by_what_is_made_of_it(
    link: Callable[[Path, Path], None] | None, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = article
    if link is not None:
        out = article.with_name("other.png")
        link(out, article)
    file = str(article)
    for arguments in (["convert", file, "--to", "t2s"], ["notes", file], ["render", file]):
        assert main([*arguments, "-o", str(out)]) == 1

        assert capsys.readouterr().err.count(f"{out} is the article itself") == 1
        assert article.read_text("utf-8") == TEXT


def test_id_that_is_no_text_loses_no_note(
    article: Path, library: Path, ends_well: Callable[..., None]
) -> None:
    path = place_in(library, ANNOTATIONS)
    record = json.loads(path.read_bytes())
    record["items"][0]["id"] = {"a": 1}
    path.write_text(json.dumps(record), "utf-8")

    ends_well(["annotate", str(article), "--quote", "天亮"], library)

    kept = json.loads(path.read_bytes())["items"]
    assert record["items"][0] in kept
    assert len(kept) == len(record["items"]) + 1


@pytest.mark.skipif(not hasattr(os, "fchdir"), reason="a current folder cannot be removed")
def test_current_folder_that_is_gone(
    article: Path, tmp_path: Path, ends_well: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    for file in (str(article), "article.txt"):
        for arguments in commands(file):
            ends_well(arguments, "library")
    ends_well(["convert", str(article), "--to", "t2s", "-o", "out.txt"], "library")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_what_may_not_be_read_or_written() -> None:
    stranger = [sys.executable, "-m", "tests.drills.strangers"]
    ended = subprocess.run(stranger, cwd=ROOT, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def _steps(value: object, before: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the ways to all values in a JSON value; of a list, to its first."""
    found = [before] if before else []
    if isinstance(value, dict):
        inner = list(value.items())
    else:
        inner = list(enumerate(value[:1])) if isinstance(value, list) else []
    for name, each in inner:
        found += _steps(each, (*before, name))
    return found
