"""The size of the text."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.gui.window.commands import Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.window.state_saver import StateSaver
    from reader.gui.window.workspace import Workspace

EM = 20.0
"""Pixels of a character at normal size."""
ZOOMS = (60, 70, 80, 90, 100, 110, 125, 140, 160, 180, 210, 250, 300)
"""Per cent."""


class Zoom(Feature):
    """Sets the text larger or smaller, and remembers how large it is."""

    def __init__(self, workspace: Workspace, saver: StateSaver) -> None:
        super().__init__(saver)
        self._workspace = workspace
        self._saver = saver

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands for the size of the text."""
        return (
            Command(
                name="zoom-in",
                text=tr("Larger text"),
                menu=Menu.TEXT_SIZE,
                run=Zoom.by,
                arguments=(1,),
                keys=("Ctrl++", "Ctrl+="),
            ),
            Command(
                name="zoom-out",
                text=tr("Smaller text"),
                menu=Menu.TEXT_SIZE,
                run=Zoom.by,
                arguments=(-1,),
                keys=("Ctrl+-",),
            ),
            Command(
                name="zoom-reset",
                text=tr("Normal text"),
                menu=Menu.TEXT_SIZE,
                run=Zoom.set,
                arguments=(100,),
                keys=("Ctrl+0",),
            ),
        )

    def set(self, zoom: int) -> None:
        """Set the text to a size, per cent; the nearest where it is too large or too small."""
        zoom = within_limits(zoom)
        self._workspace.set_em(EM * zoom / 100)
        self._saver.change(zoom=zoom)

    def by(self, steps: int) -> None:
        """Go some steps up or down the sizes."""
        here = bisect_left(ZOOMS, within_limits(self._saver.settings.zoom))
        self.set(ZOOMS[min(max(here + steps, 0), len(ZOOMS) - 1)])


def within_limits(zoom: int) -> int:
    """Return the nearest size that the text may have, per cent."""
    return min(max(zoom, ZOOMS[0]), ZOOMS[-1])
