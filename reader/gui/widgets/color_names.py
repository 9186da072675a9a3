"""What the six colours of annotations are called: as the user names them, else as usual."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.annotation.model import COLORS
from reader.gui.widgets.plain_text import in_a_line
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 40
"""Characters of a name."""


class GivenNames(QObject):
    """The names that the user gave, the same in all windows."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: Mapping[str, str] = {}

    def of(self, color: str) -> str:
        """Return the name of a colour; empty where the user gave it none."""
        return self._names.get(color, "")

    def use(self, names: Sequence[str]) -> None:
        """Call the colours so from now on, in the order of `COLORS`; empty for the usual name."""
        pairs = zip(COLORS, names, strict=False)
        given = {color: in_a_line(name).strip()[:LONGEST] for color, name in pairs}
        if given != self._names:
            self._names = given
            self.changed.emit()


@cache
def given_names() -> GivenNames:
    """Return the names that the user gave."""
    return GivenNames()


def usual_names() -> Mapping[str, str]:
    """Return the colours' names in the user's language."""
    return {
        "yellow": tr("Yellow"),
        "green": tr("Green"),
        "blue": tr("Blue"),
        "pink": tr("Pink"),
        "purple": tr("Purple"),
        "orange": tr("Orange"),
    }


def color_names() -> Mapping[str, str]:
    """Return the colours' names: the user's own, else those in the user's language."""
    given = given_names()
    return {color: given.of(color) or usual for color, usual in usual_names().items()}
