"""A terminal is shown the control characters of a text, not given them; files get every one."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from reader.cli import main
from reader.controls import on_one_line, without_controls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
"""What a terminal must not get; of what ends or indents lines only `\\n` and `\\t` are left."""
EVIL = "\x1b[31m\x1b]0;名\x07\x9b2J\x8d\x7f\x08\x0b\u202e\u2066\u061c\u200f\u2028\u2029"
TEXT = f"""\
某某日報 – 燈下{EVIL}讀書

第一章 夜{EVIL}讀

燈下翻{EVIL}書，聲音也輕，窗外的雨聲漸漸重了。密碼正確\r密碼錯誤，說的是同一件事。

第二章 曉起

天亮了，雨也停了，書還沒有讀完，人倒是先睡著了，夢裡仍在翻書，翻的是另一本書。
"""


@contextmanager
def terminal(written: list[bytes]) -> Iterator[int]:
    """Yields the descriptor of a terminal that changes nothing; then tells what was written."""
    ours, theirs = pty.openpty()
    mode = termios.tcgetattr(theirs)
    mode[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, mode)

    def read() -> None:
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:  # the other side is closed
                return
            if not data:
                return
            written.append(data)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield theirs
    finally:
        os.close(theirs)
        thread.join()
        os.close(ours)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Runs a command whose output and errors go to a terminal; returns its code and all of it."""

    def shown(*arguments: str | Path) -> tuple[int, str]:
        written: list[bytes] = []
        with terminal(written) as descriptor, monkeypatch.context() as patch:
            for name in ("stdout", "stderr"):
                stream = open(os.dup(descriptor), "w", encoding="utf-8")  # noqa: PTH123, SIM115
                patch.setattr(sys, name, stream)
            code = main([str(each) for each in arguments])
            sys.stdout.close()
            sys.stderr.close()
        return code, b"".join(written).decode()

    return shown


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUANDIAN_LIBRARY", str(tmp_path / "library"))
    return tmp_path / "library"


@pytest.fixture
def article(tmp_path: Path, library: Path) -> Path:
    path = tmp_path / f"a{EVIL}.txt".replace("/", "")
    path.write_bytes(TEXT.encode())
    note = ["--note", f"此{EVIL}", "--tag", f"甲{EVIL}"]
    assert main(["annotate", str(path), "--quote", "聲音也輕，窗外", *note]) == 0
    return path


def test_no_command_gives_a_terminal_what_it_may_act_on(
    article: Path, library: Path, shown: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    (annotations,) = library.glob("*/annotations.json")
    record = json.loads(annotations.read_bytes())
    record["items"][0]["id"] = f"urn:{EVIL}"
    record["about"]["title"] = record["about"]["origin"] = f"題{EVIL}"
    annotations.write_text(json.dumps(record), "utf-8")
    damaged = library / f"{EVIL}--12345678"
    damaged.mkdir()
    (damaged / "annotations.json").write_text(f'{{"{EVIL}', "utf-8")
    for arguments in (
        ["show", article], ["show", article, "--json"], ["show", article, "--encoding", EVIL],
        ["show", article, "--encoding", "ascii"], ["show", tmp_path / EVIL],
        ["convert", article, "--to", "original"], ["convert", article, "--to", EVIL],
        ["convert", article, "--to", "t2s", "-o", tmp_path / EVIL / "out"],
        ["notes", article], ["notes"], ["notes", "--format", "json"],
        ["check"], ["check", "--json"], ["check", "--repair"],
        ["annotate", article, "--quote", "天亮"],
        ["annotate", article, "--quote", EVIL + "無"], ["annotate", article, "--nth", EVIL],
        ["merge", tmp_path / EVIL, tmp_path / EVIL, annotations], ["merge", article, article],
        ["notes", "--library", article], [f"--{EVIL}"], ["show", article, EVIL], ["--help"],
    ):  # fmt: skip
        code, written = shown(*arguments)

        assert written, arguments
        assert not ACTING.search(written), arguments
        assert code in {0, 1, 2}


def test_json_on_a_terminal_is_the_same_json(
    article: Path, shown: Callable[..., tuple[int, str]], capfd: pytest.CaptureFixture[str]
) -> None:
    for arguments in (["show", article, "--json"], ["notes", "--format", "json"]):
        main([str(each) for each in arguments])
        piped = capfd.readouterr().out

        assert json.loads(shown(*arguments)[1]) == json.loads(piped)
        assert "\u202e" in piped


def test_files_and_other_programs_get_every_character(
    article: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    capfd.readouterr()
    for arguments in (["convert", str(article), "--to", "original"], ["notes"]):
        assert main(arguments) == 0
        piped = capfd.readouterr().out
        assert main([*arguments, "-o", str(tmp_path / "out.txt")]) == 0

        assert (tmp_path / "out.txt").read_bytes().decode() == piped
        assert "\u202e\u2066\u061c\u200f" in piped

    assert "\x1b" in piped  # of a note; from a text it is left out when that is read


def test_terminal_named_as_output_is_a_terminal(article: Path) -> None:
    written: list[bytes] = []
    with terminal(written) as descriptor:
        convert = ["convert", str(article), "--to", "original"]
        code = main([*convert, "-o", os.ttyname(descriptor)])

    text = b"".join(written).decode()
    assert code == 0
    assert "聲音也輕" in text
    assert not ACTING.search(text)


@pytest.mark.parametrize("lines", ["甲\n乙\n", "甲\t乙\n", "甲\r\n乙\r\n"])
def test_line_ends_and_tabs_stay(lines: str) -> None:
    assert without_controls(lines) == lines


def test_carriage_return_alone_writes_over_nothing() -> None:
    assert without_controls("密碼正確\r密碼錯誤") == "密碼正確\\u000d密碼錯誤"


def test_name_that_is_no_unicode_is_told_as_python_tells_it() -> None:
    assert on_one_line("a\udcff\u202eb\x1b\n") == "a\\udcff\\u202eb\\x1b\\n"
