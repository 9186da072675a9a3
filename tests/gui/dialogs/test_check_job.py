"""The window that checks the library: it looks in the background and changes nothing unasked."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from reader.gui.dialogs.check_dialog import CheckDialog
from reader.storage.library import Library
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.support.hand import Hand


class SlowLibrary(Library):
    """Lists its folders only when a test lets it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.goes_on = Event()

    def folders(self) -> list[Path]:
        assert self.goes_on.wait(LONGEST_S)
        return super().folders()


@pytest.fixture
def folder(hand: Hand) -> Path:
    hand.mark("前人的朱筆圈點")
    hand.trigger("save")
    assert hand.window.annotations_path is not None
    return hand.window.annotations_path.parent


@pytest.mark.usefixtures("folder")
def test_a_library_in_order_is_said_to_be(hand: Hand, qtbot: QtBot) -> None:
    dialog = _checked(hand, qtbot)

    assert _said(dialog) == "The library is in order."
    assert not _button(dialog, "repairLibrary").isEnabled()


def test_what_is_found_is_listed_and_nothing_is_changed(
    hand: Hand, qtbot: QtBot, folder: Path
) -> None:
    path = _spoiled(folder)
    before = _files(folder.parent)

    dialog = _checked(hand, qtbot)

    assert _said(dialog) == "1 thing in the library is not as it should be."
    assert str(path) in _findings(dialog)[0]
    assert "Repair puts right 1 of them" in _plan(dialog)
    assert _files(folder.parent) == before


def test_repairing_puts_it_right(hand: Hand, qtbot: QtBot, folder: Path) -> None:
    path = _spoiled(folder)
    dialog = _checked(hand, qtbot)

    _button(dialog, "repairLibrary").click()
    qtbot.waitUntil(lambda: not dialog.is_busy)

    assert path.exists()
    assert _said(dialog) == "The library is in order."
    assert _findings(dialog)[0].endswith("Repaired.")


def test_what_is_counted_comes_first_and_is_marked(hand: Hand, qtbot: QtBot, folder: Path) -> None:
    (folder / "annotations.json.damaged-20260101T000000Z").write_bytes(b"{")
    (folder / "source.txt").write_text("另一篇\n", encoding="utf-8")
    (folder.parent / ".stignore").unlink()

    dialog = _checked(hand, qtbot)

    listed = _findings(dialog)
    wrong = [each for each in listed if each.startswith("To be looked at: ")]
    rest = [each for each in listed if each.startswith("For information: ")]
    assert listed == wrong + rest
    assert len(rest) == 1
    assert _said(dialog).startswith(f"{len(wrong)} things")


def test_it_can_be_stopped(qtbot: QtBot, folder: Path) -> None:
    library = SlowLibrary(folder.parent)
    dialog = CheckDialog(library, lambda: None)
    qtbot.addWidget(dialog)
    assert dialog.is_busy

    _button(dialog, "stopChecking").click()
    library.goes_on.set()
    dialog.reject()  # waits for what was begun
    QCoreApplication.sendPostedEvents(dialog)

    assert not dialog.is_busy
    assert _said(dialog).startswith("Stopped.")
    assert not _button(dialog, "repairLibrary").isEnabled()


def test_a_second_call_shows_the_same_window(hand: Hand, qtbot: QtBot) -> None:
    hand.trigger("check")
    hand.trigger("check")

    assert len(hand.window.findChildren(CheckDialog)) == 1
    _close(_dialog(hand), qtbot)


def test_closing_the_window_ends_it(hand: Hand) -> None:
    hand.trigger("check")
    dialog = _dialog(hand)

    assert hand.window.close()

    assert not dialog.is_busy
    assert not dialog.isVisible()


def _checked(hand: Hand, qtbot: QtBot) -> CheckDialog:
    hand.trigger("check")
    dialog = _dialog(hand)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def _dialog(hand: Hand) -> CheckDialog:
    found = hand.window.findChild(CheckDialog)
    assert isinstance(found, CheckDialog)
    return found


def _close(dialog: CheckDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _spoiled(folder: Path) -> Path:
    """Take away a file of the library that can be written again; return its path."""
    path = folder.parent / ".stignore"
    path.unlink()
    return path


def _files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _said(dialog: CheckDialog) -> str:
    return _text(dialog, "checkSaid")


def _plan(dialog: CheckDialog) -> str:
    return _text(dialog, "repairPlan")


def _text(dialog: CheckDialog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def _button(dialog: CheckDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def _findings(dialog: CheckDialog) -> list[str]:
    found = dialog.findChild(QListWidget, "findings")
    assert isinstance(found, QListWidget)
    return [found.item(row).text() for row in range(found.count())]
