"""A small library into which odd things are put, and every command run on it in this process."""

from __future__ import annotations

import os
import shutil
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = """\
某某日報 – 燈下讀書的一夜

第一章 夜讀

燈下翻書，聲音也輕，窗外的雨聲漸漸重了。

第二章 曉起

天亮了，雨也停了，書還沒有讀完。
"""

ARTICLE = "<an article's folder>"
DAY = "<a day's backup>.json"
ANNOTATIONS = f"{ARTICLE}/annotations.json"
COPY = "annotations.sync-conflict-20261122-205053-O6FYWIS.json"
PLACES = (
    ".stignore",
    ".annotations.json.00aa.tmp",
    "annotations.json",
    "other--12345678",
    "backups",
    f"backups/{ARTICLE}",
    f"backups/{ARTICLE}/{DAY}",
    "backups/merged",
    "backups/repaired",
    ARTICLE,
    f"{ARTICLE}/source.txt",
    f"{ARTICLE}/source.md",
    ANNOTATIONS,
    f"{ARTICLE}/annotations.lock",
    f"{ARTICLE}/annotations.json.damaged-x",
    f"{ARTICLE}/{COPY}",
)
"""What may be in a library, by its path there."""


def commands(article: Path | str, picture: Path | str | None = None) -> list[list[str]]:
    """Return command lines of all commands on one article; those that change the library last."""
    file = str(article)
    return [
        ["show", file],
        ["show", file, "--json"],
        ["convert", file, "--to", "t2s"],
        ["notes"],
        ["notes", file],
        ["notes", "--format", "json"],
        *([["render", file, "-o", str(picture)]] if picture else []),
        ["check"],
        ["check", "--json"],
        ["check", "--repair"],
        ["annotate", file, "--quote", "天亮"],
    ]


def place_in(library: Path, name: str) -> Path:
    """Return the path that one of `PLACES` stands for in a library."""
    folder = next(each.name for each in library.iterdir() if (each / "source.txt").is_file())
    day = next(each.name for each in (library / "backups" / folder).iterdir())
    return library / name.replace(ARTICLE, folder).replace(DAY, day)


def put(path: Path, make: Callable[[Path], object]) -> None:
    """Make something in place of what is there."""
    if not path.is_symlink() and path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)


def a_socket(path: Path) -> None:
    """Leave a socket nobody listens on; its path may be longer than sockets' can be."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(f"/proc/self/fd/{folder}/{path.name}")
    finally:
        os.close(folder)


ODD: dict[str, Callable[[Path], object]] = {
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link through a file": lambda path: path.symlink_to("/dev/null/below"),
    "link with too long a name": lambda path: path.symlink_to(300 * "x"),
    "endless device": lambda path: path.symlink_to("/dev/zero"),
    "pipe": os.mkfifo,
    "socket": a_socket,
    "folder": lambda path: (path.mkdir(), (path / "x").touch()),
    "empty file": lambda path: path.touch(),
    "binary file": lambda path: path.write_bytes(bytes(range(256))),
}


def what_is_wrong(code: int, error: str) -> str | None:
    """Return what is wrong with how a command ended; None where it kept to the contract."""
    if code not in {0, 1}:
        return f"exit code {code}"
    if "unexpected" in error or "Traceback" in error:
        return error
    if code == 1 and len(error.splitlines()) != 1:
        return f"not one line: {error}"
    return None
