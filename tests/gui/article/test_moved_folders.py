"""The folder of an open article is renamed, moved or deleted, or the whole library is."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from reader.annotation.model import Body
from reader.gui.article.article_lock import LOCK
from reader.gui.article.autosave import SaveStatus
from reader.gui.window.notification_bar import NotificationBar
from reader.storage.article_store import ArticleStore

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand


@pytest.fixture
def folder(hand: Hand) -> Path:
    """The folder of the open article, in which there is a note."""
    hand.session.set_note(hand.mark("前人的朱筆圈點"), "先寫的")
    hand.session.finish_step()
    hand.trigger("save")
    path = hand.window.annotations_path
    assert path is not None
    return path.parent


def write(hand: Hand, note: str = "後寫的") -> None:
    hand.session.set_note(hand.mark("紙已經黃了"), note)
    hand.session.finish_step()
    hand.trigger("save")


def is_told(hand: Hand) -> bool:
    return not hand.child(NotificationBar, "notification").isHidden()


def note_elsewhere(folder: Path) -> None:
    store = ArticleStore(folder)
    kept = store.load()
    assert kept is not None
    body = replace(kept.items[0].body or Body(), value="別處寫的")
    item = replace(kept.items[0], id="urn:uuid:01934a5f-0000-7000-8000-000000000001", body=body)
    store.save(replace(kept, items=tuple(sorted((*kept.items, item), key=lambda each: each.id))))


def notes_in(folder: Path) -> set[str]:
    annotations = ArticleStore(folder).load()
    return {item.note for item in annotations.items} if annotations else set()


@pytest.mark.parametrize("name", ["另一個名字--{mark}", "完全不同的名字"])
def test_renamed_folder_is_found_again(hand: Hand, folder: Path, qtbot: QtBot, name: str) -> None:
    new = folder.with_name(name.format(mark=folder.name.rsplit("--")[-1]))
    folder.rename(new)

    write(hand)

    assert notes_in(new) == {"先寫的", "後寫的"}
    assert not folder.exists()
    assert hand.window.annotations_path == new / "annotations.json"
    assert not is_told(hand)
    # What others write there is noticed, and the lock is let go of with the window.
    note_elsewhere(new)
    qtbot.waitUntil(lambda: "別處寫的" in {item.note for item in hand.session.annotations.items})
    assert (new / LOCK).exists()
    hand.window.close()
    assert not (new / LOCK).exists()


def test_folder_that_was_deleted_is_told_of_with_advice(
    hand: Hand, folder: Path, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    shutil.rmtree(folder)

    write(hand)

    assert not folder.exists()
    assert hand.window.controller.article is not None
    assert hand.window.controller.article.flush().status is SaveStatus.FAILED
    assert f"The folder {folder} of this article is gone" in hand.window.notification
    assert "save the notes elsewhere" in hand.window.notification
    dialogs.copies.append(tmp_path / "copy.json")
    assert hand.window.controller.save_elsewhere()
    assert "後寫的" in (tmp_path / "copy.json").read_text("utf-8")
    shutil.copytree(tmp_path, folder, ignore=lambda *_: ["library"])
    hand.trigger("save")
    assert not is_told(hand)


def test_folder_that_goes_while_nothing_is_written_is_told_of(
    hand: Hand, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    folder.rename(tmp_path / "elsewhere")

    qtbot.waitUntil(lambda: "is gone" in hand.window.notification)

    (tmp_path / "elsewhere").rename(folder)
    hand.trigger("save")
    assert not is_told(hand)


def test_library_that_was_moved_is_told_of_and_saved_to_when_it_is_back(
    hand: Hand, folder: Path, tmp_path: Path
) -> None:
    library = folder.parent
    library.rename(tmp_path / "moved")

    write(hand)

    assert not library.exists()
    assert f"The library {library} is gone" in hand.window.notification
    (tmp_path / "moved").rename(library)
    hand.trigger("save")
    assert not is_told(hand)
    assert notes_in(folder) == {"先寫的", "後寫的"}
    assert hand.child(QLabel, "saveState").text()
