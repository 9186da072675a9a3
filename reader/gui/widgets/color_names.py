"""What the six colours of annotations are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Mapping


def color_names() -> Mapping[str, str]:
    """Return the colours' names in the user's language."""
    return {
        "yellow": tr("Yellow"),
        "green": tr("Green"),
        "blue": tr("Blue"),
        "pink": tr("Pink"),
        "purple": tr("Purple"),
        "orange": tr("Orange"),
    }
