"""Where windows stand: wholly on a screen, whatever its size, and not one over the other."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication

from reader.gui.window.window_placement import apart, fitted, usual_place
from reader.storage.settings import WindowState
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow

    MakeWindow = Callable[..., MainWindow]

SCREENS = [
    QRect(x, y, round(width / factor), round(height / factor))
    for width, height in [(800, 480), (1024, 600), (1366, 768), (1440, 900), (3840, 2160)]
    for factor in (1, 1.25, 1.5, 2)
    for x, y in [(0, 0), (-1920, 27)]
]
PLACES = {
    "off to the right": QRect(9000, 100, 700, 500),
    "off to the left": QRect(-9000, -9000, 700, 500),
    "below": QRect(10, 9000, 700, 500),
    "too large": QRect(0, 0, 5000, 4000),
    "half off": QRect(300, 250, 700, 500),
}


def is_well_on(place: QRect, screen: QRect) -> bool:
    """Tell whether a screen has room for a place, and for a title bar above it."""
    return screen.contains(place.adjusted(-1, -30, 1, 1))


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_first_window_is_wholly_on_the_screen(screen: QRect) -> None:
    place = usual_place(screen)

    assert is_well_on(place, screen)
    assert place.width() == 1440 or place.width() > screen.width() - 20
    assert place.height() == 900 or place.height() > screen.height() - 60


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_stood_on_another_screen_is_wholly_on_this_one(screen: QRect, place: QRect) -> None:
    moved = fitted(place, screen)

    assert is_well_on(moved, screen) or moved == place
    assert screen.contains(moved)
    room = usual_place(screen).size()
    assert moved.width() >= min(place.width(), room.width())
    assert moved.height() >= min(place.height(), room.height())


def test_what_is_on_the_screen_stays_where_it_was_put() -> None:
    for place in (QRect(0, 0, 720, 900), QRect(720, 30, 720, 870), QRect(5, 25, 300, 200)):
        assert fitted(place, QRect(0, 0, 1440, 900)) == place


@pytest.mark.parametrize("screen", SCREENS, ids=str)
@pytest.mark.parametrize("size", [(700, 500), (1440, 900), (300, 200)])
def test_windows_stand_apart(screen: QRect, size: tuple[int, int]) -> None:
    places: list[QRect] = []
    first = fitted(QRect(screen.topLeft() + QPoint(20, 50), usual_place(screen).size()), screen)
    first.setSize(first.size().boundedTo(QRect(0, 0, *size).size()))

    for _ in range(6):
        place = apart(first, places, screen)
        assert screen.contains(place)
        places.append(place)

    corners = [place.topLeft().toTuple() for place in places]
    assert len(set(corners)) == len(corners)


def available() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_the_first_window_is_on_the_screen(make_window: MakeWindow) -> None:
    assert available().contains(make_window(size=None).frameGeometry())


def test_a_window_left_on_a_larger_screen_is_on_this_one(
    make_window: MakeWindow, window: MainWindow
) -> None:
    window.setGeometry(5000, 4000, 3000, 2000)
    window.close()

    assert available().contains(make_window(size=None).geometry())


@pytest.mark.parametrize("geometry", ["AdnQ", "no base64", "\ud800", "A" * 100_000])
def test_a_geometry_that_is_none_is_as_at_the_first_start(
    make_window: MakeWindow, geometry: str
) -> None:
    usual = make_window(size=None).geometry()

    again = make_window(size=None, left=WindowState(geometry=geometry))

    assert again.geometry() == usual


def test_a_maximized_window_is_maximized_and_gets_its_size_back(
    make_window: MakeWindow, window: MainWindow, qtbot: QtBot
) -> None:
    window.setGeometry(30, 40, 710, 520)
    window.setWindowState(Qt.WindowState.WindowMaximized)
    window.close()

    again = make_window(size=None)
    assert again.isMaximized()
    again.setWindowState(Qt.WindowState.WindowNoState)

    qtbot.waitUntil(lambda: again.geometry() == QRect(30, 40, 710, 520))


FIRST_WINDOW = """
import sys
from pathlib import Path
from reader.gui.app.qt_application import application
from reader.gui.window.main_window import MainWindow
from reader.gui.article.device_state import DeviceState
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
app = application("en")
folder = Path(sys.argv[1])
window = MainWindow(Library(folder / "library"), DeviceState(SettingsStore(folder / "settings")))
window.show()
screen = app.primaryScreen().availableGeometry()
print(screen.width(), screen.contains(window.frameGeometry()))
"""


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_a_scale_factor_leaves_it_on_the_screen(tmp_path: Path, factor: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_WINDOW, str(tmp_path)],
        env=os.environ | {"QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )

    assert done.stdout.split() == [str(round(800 / float(factor))), "True"], done.stderr
