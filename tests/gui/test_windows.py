"""Several windows, and files that somebody wants to see in one of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame

from reader.gui.memory import Memory
from reader.gui.windows import Windows
from reader.storage.library import Library
from reader.storage.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def windows(tmp_path: Path, article: Path, qtbot: QtBot) -> Iterator[Windows]:
    del qtbot  # there is an application
    made = Windows(Library(tmp_path / "library"), Memory(SettingsStore(tmp_path / "settings")))
    made.show_files([article])
    yield made
    for window in made.open_ones:
        assert window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _missing(path: Path) -> None:
    del path


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _white(path: Path) -> None:
    path.write_bytes(b" \n" * 40)


def _binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 20)


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


BAD = [_missing, _empty, _white, _binary, _folder]
if hasattr(os, "mkfifo"):
    BAD.append(_pipe)


@pytest.mark.parametrize("make", BAD)
def test_a_bad_file_is_told_of_where_one_reads(
    windows: Windows, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "bad.txt"
    make(path)

    windows.show_files([path])

    (window,) = windows.open_ones
    assert str(path) in window.notice
    notice = window.findChild(QFrame, "notice")
    assert notice is not None
    assert notice.isVisible()
    assert window.session is not None


def test_all_that_went_wrong_is_told_and_what_is_good_is_shown(
    windows: Windows, tmp_path: Path
) -> None:
    good, folder = tmp_path / "good.txt", tmp_path / "folder.txt"
    # Text after a long nothing is text.
    good.write_text(" \n" * 40_000 + "燈下讀書，窗外有雨。\n", encoding="utf-8")
    folder.mkdir()

    windows.show_files([tmp_path / "a.txt", folder, good, tmp_path / "b.txt"])

    first, second = windows.open_ones
    assert second.article_path == good
    said = second.notice
    assert f"There is no file {tmp_path / 'a.txt'}." in said
    assert "The same is true of 1 more article." in said
    assert f"{folder} is not a file." in said
    assert first.notice == ""
