"""How the user wants text to be set."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

FACES = ("serif", "sans", "kai")
"""宋 or 明, 黑, 楷."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSettings:
    """What can be chosen, besides the size. As it is without a choice, text is set like a book."""

    face: str = FACES[0]
    """One of `FACES`."""
    leading: int = 180
    """Height of a line, in per cent of the characters in it."""
    paragraph_gap: int = 40
    """Between paragraphs, in per cent of a character."""
    measure: int = 36
    """Han characters in a full line."""
    indent: int = 2
    """Characters before the first line of a paragraph."""
    is_justified: bool = True
    """Whether full lines are spread to the same end."""
    hangs_stops: bool = False
    """Whether a stop at the end of a line stands outside it."""

    def within_limits(self) -> TextSettings:
        """Return the nearest settings that can be read."""
        limited: dict[str, Any] = {
            name: int(min(max(getattr(self, name), least), most))
            for name, (least, most) in LIMITS.items()
        }
        return replace(self, face=self.face if self.face in FACES else FACES[0], **limited)


LIMITS = {"leading": (120, 260), "paragraph_gap": (0, 200), "measure": (16, 60), "indent": (0, 4)}
"""The least and the most of each number."""
BOOK = TextSettings()


def text_settings_of(settings: object) -> TextSettings:
    """Return those that are among other settings, by the same names."""
    chosen: dict[str, Any] = {
        field.name: getattr(settings, field.name) for field in fields(TextSettings)
    }
    return TextSettings(**chosen).within_limits()
