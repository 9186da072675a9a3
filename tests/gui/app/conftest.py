"""A small world to walk in."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices

from tests.walk.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Told:
    """What a world complained of."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def add(self, what: str) -> None:
        self.all.append(what)


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = World(tmp_path, Random(1), Told())  # noqa: S311 - repeatable, not secret
    qtbot.waitUntil(lambda: all(each.session for each in made.open_ones))
    yield made
    made.close_all()
    made.stop()
    made.come_to_rest()
    QDesktopServices.unsetUrlHandler("file")
