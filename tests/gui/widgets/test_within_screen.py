"""Dialogs are within the screen, however few pixels it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from reader.gui.widgets.within_screen import resize_within_screen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("size", [(300, 200), (5000, 200), (300, 5000), (5000, 5000)])
def test_a_window_is_as_large_as_wanted_where_the_screen_has_room(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    resize_within_screen(window, *size)

    room = window.screen().availableGeometry()
    for wanted, had, most in zip(
        size, (window.width(), window.height()), (room.width(), room.height()), strict=True
    ):
        assert had == wanted or most - 60 < had < most
