"""A window of 700×500: nothing in it is cut or makes it larger, whatever is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from reader.gui.window.last_article import SAMPLE
from reader.localization import use_locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

SIZE = (700, 500)
SHOWN = {
    "page": (),
    "notes": ("notes",),
    "both panels": ("notes", "contents"),
    "repairs": ("repairs",),
    "repairs and contents": ("repairs", "contents"),
    "text": ("text",),
    "bars": ("find", "go-to"),
    "vertical": ("vertical", "text"),
}


@pytest.fixture(params=["en", "zh_TW", "zh_CN"])
def hand(
    request: pytest.FixtureRequest,
    make_window: Callable[..., MainWindow],
    hand_at: Callable[[MainWindow], Hand],
) -> Iterator[Hand]:
    use_locale(request.param)
    window = make_window(SIZE)
    window.open_now(SAMPLE)
    yield hand_at(window)
    use_locale("en")


def cut(window: QWidget) -> list[str]:
    """Return what is not whole within what it stands in, as object names and boxes."""
    found = []
    for widget in window.findChildren(QWidget):
        around = widget.parentWidget()
        is_scrolled = isinstance(around.parentWidget(), QAbstractScrollArea)
        is_seen = widget.isVisible() and not widget.isWindow() and around.isVisible()
        if not is_seen or widget.objectName() == "shadowText":
            continue
        box, room = widget.geometry(), around.rect()
        if is_scrolled:
            # What does not fit is reached by scrolling down; nothing leads aside.
            box = QRect(box.x(), 0, box.width(), 1)
        if not room.contains(box):
            found.append(f"{widget.objectName() or type(widget).__name__} {box} {room}")
    return found


@pytest.mark.alike(10)
@pytest.mark.parametrize("commands", SHOWN.values(), ids=SHOWN)
def test_nothing_is_cut(hand: Hand, commands: tuple[str, ...]) -> None:
    for name in commands:
        hand.trigger(name)
    if "find" in commands:
        hand.window.features.finding.bar.list.show()
    for _ in range(3):  # a layout asks for another one
        QApplication.processEvents()

    assert (hand.window.width(), hand.window.height()) == SIZE
    assert cut(hand.window) == []
