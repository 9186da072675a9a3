"""Windows that are closed while they ask something: nothing goes wrong, and nothing stays."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ref

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton

from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.gui.dialogs.check_dialog import CheckDialog
from reader.gui.dialogs.normalise_dialog import NormaliseDialog
from reader.gui.dialogs.restore_dialog import RestoreDialog
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from tests.drills.memory_growth import come_to_rest
from tests.support.hand import action

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow

NAIVE = "干部們在這里讀書，讀完以后寫筆記，大家都說這里的干部愿意學習。\n\n" * 20


def begun(folder: Path, qtbot: QtBot) -> Windows:
    """Return the windows of a program that shows an article."""
    made = Windows(Library(folder / "library"), DeviceState(SettingsStore(folder / "settings")))
    article = folder / "article.txt"
    article.write_text(NAIVE, "utf-8")
    made.begin([article])
    (first,) = made.open_ones
    qtbot.waitUntil(lambda: first.session is not None)
    return made


def restore(window: MainWindow) -> None:
    action(window, "restore").trigger()


def restore_from_file(window: MainWindow) -> None:
    once_asked(RestoreDialog, press_from_file)
    action(window, "restore").trigger()


def press_from_file(dialog: QDialog) -> None:
    button = dialog.findChild(QPushButton, "restoreFromFile")
    assert isinstance(button, QPushButton)
    button.click()


def open_(window: MainWindow) -> None:
    action(window, "open").trigger()


def check(window: MainWindow) -> None:
    action(window, "check").trigger()


def normalise(window: MainWindow) -> None:
    action(window, "normalise").trigger()


def save_elsewhere(window: MainWindow) -> None:
    assert not window.controller.save_elsewhere()


ASKING = {
    restore: RestoreDialog,
    restore_from_file: QFileDialog,
    open_: QFileDialog,
    check: CheckDialog,
    normalise: NormaliseDialog,
    save_elsewhere: QFileDialog,
}


def shown(kind: type[QDialog]) -> QDialog | None:
    tops = QApplication.topLevelWidgets()
    return next((each for each in tops if isinstance(each, kind) and each.isVisible()), None)


def once_asked(kind: type[QDialog], do: Callable[[QDialog], None]) -> None:
    """Do something as soon as a dialog is shown, in its loop."""

    def look() -> None:
        dialog = shown(kind)
        if dialog is None:
            QTimer.singleShot(0, look)
        else:
            do(dialog)

    QTimer.singleShot(0, look)


def close_it(dialog: QDialog) -> None:
    while (parent := dialog.parentWidget()) is not None:
        dialog = parent
    dialog.close()


def close_all(_: QDialog) -> None:
    QApplication.closeAllWindows()


@pytest.mark.alike(6)
@pytest.mark.parametrize("end", [close_it, close_all])
@pytest.mark.parametrize("ask", ASKING)
def test_a_window_closed_while_it_asks_leaves_nothing_behind(
    tmp_path: Path,
    qtbot: QtBot,
    ask: Callable[[MainWindow], None],
    end: Callable[[QDialog], None],
) -> None:
    windows = begun(tmp_path, qtbot)
    (window,) = windows.open_ones
    left = [ref(window), ref(window.workspace.page), ref(window.session)]

    def close(dialog: QDialog) -> None:
        left.append(ref(dialog))
        end(dialog)

    once_asked(ASKING[ask], close)
    ask(window)
    qtbot.waitUntil(lambda: len(left) == 4)
    are_open = bool(windows.open_ones)
    del window, windows
    come_to_rest()

    assert not are_open
    assert [type(each()) for each in left if each() is not None] == []
