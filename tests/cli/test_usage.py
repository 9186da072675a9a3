"""Words instead of deeds: help, the version, and what is wrong with a command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader.cli import COMMANDS, answer, main
from reader.cli.suggesting import mistyped
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("shw", "show"), ("sohw", "show"), ("shows", "show"), ("SHOW", "show"), ("Show", "show"),
        ("ｓｈｏｗ", "show"), ("show ", "show"), ("note", "notes"), ("ntoes", "notes"),
        ("ann", "annotate"), ("anotate", "annotate"), ("convrt", "convert"), ("con", "convert"),
        ("redner", "render"), ("mrege", "merge"), ("chekc", "check"), ("Ｃｈｅｃｋ", "check"),
    ],
)  # fmt: skip
def test_mistyped_command_is_known(word: str, command: str) -> None:
    assert mistyped(word, COMMANDS) == command


@pytest.mark.parametrize(
    "word",
    ["shw.txt", "./shw", "../show", "texts/shw", "/shw", "-shw", "-", "", "c", "s",
     "燈下", "frobnicate", "home", "upgrade", "夜讀\0"],
)  # fmt: skip
def test_what_is_rather_a_file_is_no_mistyped_command(word: str) -> None:
    assert mistyped(word, COMMANDS) is None


def test_file_called_like_a_mistyped_command_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shw").touch()
    (tmp_path / "notse").symlink_to("nowhere")
    (tmp_path / "chck").mkdir()

    assert [mistyped(word, COMMANDS) for word in ("shw", "notse", "chck")] == [None] * 3
    assert mistyped("sho", COMMANDS) == "show"


@pytest.mark.parametrize(
    ("command_line", "said"),
    [
        ("shw", "did you mean show?"),
        ("shw a.txt --json", "did you mean show?"),
        ("shw --help", "did you mean show?"),
        ("--lang en shw", "did you mean show?"),
        ("--library=x --lang=en shw", "did you mean show?"),
        ("--lang zh_TW shw", "是不是要打 show？"),
        ("--lang zh_CN shw", "是不是想输入 show？"),
        ("--libary x", "did you mean --library?"),
        ("--libary=x show a.txt", "did you mean --library?"),
        ("show a.txt --libary x", "did you mean --library?"),
        ("show a.txt --jsno", "did you mean --json?"),
        ("show a.txt --JSON", "did you mean --json?"),
        ("show a.txt --jsno --lang zh_TW", "--json"),
        ("convert a.txt --to t2s --no_repair", "did you mean --no-repair?"),
        ("--show a.txt", "did you mean show?"),
        ("--hepl", "did you mean --help?"),
        ("--verison", "did you mean --version?"),
        ("--frobnicate", "Not understood: --frobnicate"),
        ("convert a.txt --to auto_tw", "did you mean auto-tw?"),
        ("convert a.txt --to T2S", "did you mean t2s?"),
        ("render a.txt -o a.png --theme drak", "did you mean dark?"),
        ("render a.txt -o a.png --theme 7", "light, sepia, dark"),
        ("notes --format markdwon", "did you mean markdown?"),
        ("notes --color grene", "did you mean green?"),
        ("--lang zh-TW show a.txt", "did you mean zh_TW?"),
        ("--lang xx shw", "zh_TW, zh_CN, en"),
        ("--lang zh_CN --library", "--library 后面要有值"),
        ("show", "Missing: FILE"),
        ("annotate a.txt", "Missing: --quote"),
        ("merge a.json", "Missing: OURS, THEIRS"),
        ("show a.txt b.txt", "Not understood: b.txt"),
        ("show a.txt --json \x1b[31m\u202e", "Not understood: \\x1b[31m\\u202e"),
        ("--library", "--library needs a value"),
    ],
)
def test_wrong_usage_is_one_line_below_how_it_should_be(
    command_line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(command_line.split())

    out, error = capsys.readouterr()
    assert (code, out) == (2, "")
    assert said in error.splitlines()[-1]
    assert answer(command_line.split()) == 2


@pytest.mark.parametrize("command_line", ["", "a.txt", "show a.txt", "-- shw", "./show", "-"])
def test_what_is_to_be_done_is_not_answered(command_line: str) -> None:
    assert answer(command_line.split()) is None


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout that was never started."""
    checkout = tmp_path_factory.mktemp("bare")
    ignored = shutil.ignore_patterns("__pycache__", "screenshots")
    for name in ("reader", "resources"):
        shutil.copytree(ROOT / name, checkout / name, ignore=ignored)
    for name in ("main.py", "pyproject.toml"):
        shutil.copy(ROOT / name, checkout)
    return checkout


@pytest.fixture(scope="module")
def start(bare: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Starts it by a Python that has nothing but the standard library, and no network."""
    left_out = {"QUANDIAN_NO_SETUP", "PYTHONDONTWRITEBYTECODE"}
    environ = {name: os.environ[name] for name in os.environ if name not in left_out}
    environ["PIP_NO_INDEX"] = "1"

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "main.py", *arguments]
        return subprocess.run(
            command, cwd=bare, env=environ, capture_output=True, text=True, check=False
        )

    return start


@pytest.mark.alike(7)
@pytest.mark.parametrize(
    ("command_line", "code", "out", "error"),
    [
        ("--help", 0, "annotate", ""),
        ("--lang zh_TW --help", 0, "顯示", ""),
        ("--version", 0, "Quandian ", ""),
        *((f"{command} --help", 0, "--library", "") for command in COMMANDS),
        ("shw", 2, "", "did you mean show?"),
        ("--lang zh_CN shw", 2, "", "是不是想输入 show？"),
        ("--libary x", 2, "", "did you mean --library?"),
        ("show", 2, "", "Missing: FILE"),
        ("render a.txt -o a.png --theme drak", 2, "", "did you mean dark?"),
    ],
)
def test_words_need_nothing_to_be_installed(
    command_line: str,
    code: int,
    out: str,
    error: str,
    bare: Path,
    start: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    answered = start(*command_line.split())

    assert answered.returncode == code, answered.stderr
    assert out in answered.stdout
    assert bool(answered.stdout) == bool(out)
    assert error in answered.stderr
    assert bool(answered.stderr) == bool(error)
    assert not (bare / ".venv").exists()


def test_something_to_do_is_still_set_up_for(
    bare: Path, start: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    asked = start("show", "a.txt", "--lang", "en")

    assert asked.returncode == 1
    assert (bare / ".venv").exists()
    shutil.rmtree(bare / ".venv")
