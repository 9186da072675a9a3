"""The lock of an article's folder, where somebody put something else in its place."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from reader.gui.article.article_lock import LOCK, ArticleLock

if TYPE_CHECKING:
    from pathlib import Path

ODD = ("annotations.lock", "annotations.lock.rmlock", "annotations.lock.rmlock.rmlock")


@pytest.mark.parametrize("kind", ["pipe", "folder", "link to a pipe", "endless", "looping link"])
@pytest.mark.parametrize("name", ODD)
def test_what_is_no_lock_file_hangs_nothing(tmp_path: Path, name: str, kind: str) -> None:
    folder = tmp_path / "article"
    folder.mkdir()
    path, pipe = folder / name, tmp_path / "pipe"
    os.mkfifo(pipe)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "endless":
        with path.open("wb") as file:
            file.truncate(2**36)  # takes no room on the disk
    else:
        path.symlink_to(pipe if kind == "link to a pipe" else name)
    if name != LOCK:
        (folder / LOCK).write_text(STALE)
    before = path.lstat()

    lock = ArticleLock(folder)
    holder = lock.acquire()
    lock.take_over()
    lock.release()

    assert holder == ""
    if name != LOCK:
        assert path.lstat().st_mode == before.st_mode


STALE = f"4194303\nquandian\n{socket.gethostname()}\n\n\n"
"""Of a process that is gone."""


@pytest.mark.parametrize("shared", [False, True])
def test_lock_is_as_private_as_its_folder(tmp_path: Path, shared: bool) -> None:
    folder = tmp_path / "article"
    folder.mkdir()
    folder.chmod(0o770 if shared else 0o755)
    before = os.umask(0o022)
    os.umask(before)

    lock = ArticleLock(folder)
    lock.acquire()

    assert (folder / LOCK).stat().st_mode & 0o777 == (0o660 if shared else 0o600)
    assert os.umask(before) == before
    lock.release()


def test_link_for_a_lock_is_not_written_through(tmp_path: Path) -> None:
    folder, secret = tmp_path / "article", tmp_path / "secret"
    folder.mkdir()
    secret.write_text("secret")
    (folder / LOCK).symlink_to(secret)

    lock = ArticleLock(folder)
    assert lock.acquire() == ""
    lock.take_over()
    lock.release()

    assert secret.read_text() == "secret"


@pytest.mark.parametrize("rest", ["", "\n", "\nquandian"])
def test_lock_that_was_cut_off_is_replaced(tmp_path: Path, rest: str) -> None:
    folder = tmp_path / "article"
    folder.mkdir()
    lock = ArticleLock(folder)
    lock.acquire()
    (folder / LOCK).write_text(f"{os.getpid()}{rest}")

    assert lock.acquire() in ("", "?")
    lock.move_to(folder)
    lock.take_over()
    assert lock.acquire() == ""
    lock.release()

    assert not (folder / LOCK).exists()
