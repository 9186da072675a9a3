"""What the six styles of annotations are called, and what an annotation looks like in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.model import STYLES
from reader.gui.widgets.color_names import color_names
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Mapping


def style_names() -> Mapping[str, str]:
    """Return the styles' names in the user's language."""
    return {
        "solid": tr("Highlighter"),
        "underline": tr("Underline"),
        "wavy": tr("Wavy line"),
        "strikethrough": tr("Strike through"),
        "dots": tr("Emphasis dots"),
        "outline": tr("Outline"),
    }


def look_in_words(color: str, style: str) -> str:
    """Return how a passage is marked; of the usual style the colour says enough."""
    color_name = color_names()[color]
    return color_name if style == STYLES[0] else f"{color_name} · {style_names()[style]}"
