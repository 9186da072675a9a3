"""What the window says of damaged files and of copies from other devices."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QToolButton

from reader.gui.window.notification_bar import Notification, NotificationBar
from reader.storage.backups import Backups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

pytestmark = pytest.mark.usefixtures("saves_when_told")

CONFLICT = "annotations.sync-conflict-20261122-205053-O6FYWIS.json"


class Files(QObject):
    """The system's program for files."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@pytest.fixture
def files() -> Iterator[Files]:
    program = Files()
    QDesktopServices.setUrlHandler("file", program, "open")
    yield program
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def folder(
    make_window: Callable[..., MainWindow], article: Path, hand_at: Callable[..., Hand]
) -> Path:
    """The folder of an article with one note, which is open no more."""
    window = make_window()
    window.open_now(article)
    hand = hand_at(window)
    id_ = hand.mark("前人的朱筆圈點")
    hand.session.set_note(id_, "誰的圈點？")
    assert window.annotations_path is not None
    path = window.annotations_path
    assert window.close()
    return path.parent


def test_a_damaged_file_is_told_of_and_its_folder_shown(
    folder: Path, make_window: Callable[..., MainWindow], article: Path, files: Files
) -> None:
    path = folder / "annotations.json"
    path.write_bytes(path.read_bytes()[:-3])
    window = make_window()
    window.open_now(article)

    assert "1 annotation was read from it" in window.notification
    _offer(window).click()
    assert files.opened == [str(folder)]


def test_a_file_that_is_gone_comes_back_from_its_backup_and_is_told_of(
    folder: Path, make_window: Callable[..., MainWindow], article: Path
) -> None:
    path = folder / "annotations.json"
    Backups(folder.parent).keep(folder, path.read_bytes())
    path.unlink()
    window = make_window()
    window.open_now(article)

    assert "1 annotation came from the backup of" in window.notification
    assert window.session is not None
    assert [item.note for item in window.session.annotations.items] == ["誰的圈點？"]


@pytest.mark.parametrize("name", ["annotations.json", "."])
def test_what_came_from_a_backup_is_kept_though_nothing_is_changed(
    folder: Path, make_window: Callable[..., MainWindow], article: Path, name: str
) -> None:
    path = folder / name
    Backups(folder.parent).keep(folder, (folder / "annotations.json").read_bytes())
    (shutil.rmtree if path.is_dir() else os.remove)(path)
    window = make_window()
    window.open_now(article)
    assert window.close()

    # Nothing in its name leads to the backup any more.
    folder.rename(folder.with_name("另一個名字"))
    window = make_window()
    window.open_now(article)

    assert window.session is not None
    assert [item.note for item in window.session.annotations.items] == ["誰的圈點？"]


def test_a_backup_that_cannot_be_kept_is_told_of(
    folder: Path,
    make_window: Callable[..., MainWindow],
    article: Path,
    hand_at: Callable[..., Hand],
) -> None:
    shutil.rmtree(folder.parent / "backups", ignore_errors=True)
    (folder.parent / "backups").write_text("in the way")
    window = make_window()
    window.open_now(article)
    hand_at(window).mark("前人的朱筆圈點")

    window.flush()

    assert "No backup could be kept" in window.notification


def test_a_copy_of_another_device_is_merged_and_told_of(
    folder: Path, make_window: Callable[..., MainWindow], article: Path
) -> None:
    _write_copy(folder, note="誰圈的？")
    window = make_window()
    window.open_now(article)

    assert window.notification == "Notes of another device were merged: 1 in several versions."
    assert _offer(window).text() == "Show the versions"
    _offer(window).click()
    assert not window.workspace.annotations.versions.isHidden()


def test_a_new_note_of_another_device_needs_no_choice(
    folder: Path, make_window: Callable[..., MainWindow], article: Path
) -> None:
    _write_copy(folder, id="urn:uuid:0199aaaa-0000-7000-8000-000000000001")
    window = make_window()
    window.open_now(article)

    assert window.notification == "Notes of another device were merged: 1 new."
    assert _offer(window).isHidden()


def test_what_another_device_deleted_is_counted_as_that(
    folder: Path,
    make_window: Callable[..., MainWindow],
    article: Path,
    hand_at: Callable[..., Hand],
) -> None:
    before = (folder / "annotations.json").read_bytes()
    window = make_window()
    window.open_now(article)
    hand = hand_at(window)
    hand.cards.set_active(hand.session.annotations.items[0].id)
    hand.trigger("delete")
    assert window.close()
    (folder / "annotations.json").replace(folder / CONFLICT)
    (folder / "annotations.json").write_bytes(before)
    again = make_window()
    again.open_now(article)

    assert again.notification == "Notes of another device were merged: 1 deleted."
    assert hand_at(again).notes == []


def test_the_versions_shown_are_those_of_this_merge(
    folder: Path,
    make_window: Callable[..., MainWindow],
    article: Path,
    hand_at: Callable[..., Hand],
) -> None:
    _write_copy(folder, note="誰圈的？")
    window = make_window()
    window.open_now(article)
    hand = hand_at(window)
    later = hand.mark("筆記寫在書邊上最好")
    hand.session.set_note(later, "此")
    assert window.close()
    _write_copy(folder, note="彼", number=1)
    again = make_window()
    again.open_now(article)

    assert again.notification == "Notes of another device were merged: 1 in several versions."
    _offer(again).click()
    assert hand_at(again).cards.active == later


def test_a_copy_with_nothing_new_is_not_worth_a_word(
    folder: Path, make_window: Callable[..., MainWindow], article: Path
) -> None:
    shutil.copy(folder / "annotations.json", folder / CONFLICT)
    window = make_window()
    window.open_now(article)

    assert window.notification == ""
    assert not (folder / CONFLICT).exists()


def test_a_copy_that_is_left_is_told_of_once(
    folder: Path, make_window: Callable[..., MainWindow], article: Path
) -> None:
    (folder / CONFLICT).write_text("{", encoding="utf-8")
    window = make_window()
    window.open_now(article)
    assert CONFLICT in window.notification

    window.open_now(article)

    assert (folder / CONFLICT).exists()
    assert window.findChild(NotificationBar, "notification").isHidden()


def test_tidings_wait_for_one_another(qtbot: QtBot) -> None:
    notification_bar = NotificationBar()
    qtbot.addWidget(notification_bar)
    notification_bar.tell(Notification(sentence="一"), Notification(sentence="二", is_good=True))
    close = next(
        each for each in notification_bar.findChildren(QToolButton) if each.text() == "Close"
    )

    assert notification_bar.text == "一"
    close.click()
    assert (notification_bar.text, notification_bar.isHidden()) == ("二", False)
    close.click()
    assert notification_bar.isHidden()


def _write_copy(
    folder: Path,
    note: str | None = None,
    id: str | None = None,  # noqa: A002
    number: int = 0,
) -> None:
    """Write what another device has: its note in place of one of ours, or one more."""
    record = json.loads((folder / "annotations.json").read_text("utf-8"))
    item = record["items"][number]
    other = json.loads(json.dumps(item))
    other["id"] = id or item["id"]
    other["body"]["value"] = note or item["body"]["value"]
    record["items"] = [other]
    (folder / CONFLICT).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def _offer(window: MainWindow) -> QToolButton:
    found = window.findChild(QToolButton, "noticeOffer")
    assert isinstance(found, QToolButton)
    return found
