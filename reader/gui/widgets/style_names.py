"""What the six styles of annotations are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
