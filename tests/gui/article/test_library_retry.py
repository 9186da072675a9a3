"""An article that the library could not take when it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QToolButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"


@pytest.fixture
def obstacle(tmp_path: Path) -> Path:
    """A file where the library would be."""
    path = tmp_path / "library"
    path.write_bytes(b"")
    return path


@pytest.fixture
def reading(
    obstacle: Path,
    make_window: Callable[[], MainWindow],
    article: Path,
    hand_at: Callable[[MainWindow], Hand],
) -> Hand:
    window = make_window()
    assert window.open_now(article)
    assert window.annotations_path is None, f"{obstacle} is in nobody's way"
    return hand_at(window)


def test_that_it_cannot_be_marked_is_said(reading: Hand) -> None:
    notification = reading.child(QFrame, "notification")

    assert notification.isVisible()
    assert reading.window.notification.endswith(
        "Until then the article can be read, but not marked."
    )


@pytest.mark.parametrize("command", ["color-green", "note", "highlight", "role-heading-2"])
def test_a_command_says_why_it_does_nothing(reading: Hand, command: str) -> None:
    notification = reading.child(QFrame, "notification")
    close = next(b for b in notification.findChildren(QToolButton) if b.text() == "Close")
    reading.click(close)
    assert not notification.isVisible()

    reading.page.select(reading.place_of(PASSAGE))
    reading.trigger(command)

    assert notification.isVisible()
    assert "not marked" in reading.window.notification
    assert reading.notes == []


def test_trying_again_lets_it_be_marked(reading: Hand, obstacle: Path, qtbot: QtBot) -> None:
    offer = reading.child(QToolButton, "noticeOffer")
    assert offer.text() == "Try again"
    retry = reading.window.controller.library_retry
    reading.click(offer)
    qtbot.waitUntil(lambda: not retry.is_busy)
    assert reading.session.is_read_only

    obstacle.unlink()
    reading.click(offer)
    qtbot.waitUntil(lambda: not reading.session.is_read_only)

    assert not reading.child(QFrame, "notification").isVisible()
    reading.mark(PASSAGE)
    reading.trigger("save")
    assert reading.window.annotations_path is not None
    assert PASSAGE in reading.window.annotations_path.read_text("utf-8")
    assert reading.child(QLabel, "saveState").text() != "Read only"


def test_it_is_tried_again_by_itself(reading: Hand, obstacle: Path, qtbot: QtBot) -> None:
    timer = reading.window.controller.findChild(QTimer, "libraryRetry")
    assert timer is not None
    assert timer.isActive()
    assert timer.interval() == 10_000

    obstacle.unlink()
    timer.start(1)
    qtbot.waitUntil(lambda: not reading.session.is_read_only)

    assert not timer.isActive()
    reading.mark(PASSAGE)
    assert reading.notes == [""]
