"""Characters of scripts that no face on the machine can shape: a blank square stands for each.

Scripts whose letters join or change places need a face that says how. For one such character Qt
loads every face there is, to find that none does, and does so again for each script, size and
weight: with thirty families a text read in the wrong encoding took a second for each size it is set
in. What Qt draws in the end is a box for each character.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    import re

_STAND_IN = "□"
"""In every Chinese face, as wide as a character; printers set it for what they have no type for."""
_BLOCKS = {
    "Syriac": "\u0700-\u074f\u0860-\u086f",
    "Thaana": "\u0780-\u07bf",
    "Nko": "\u07c0-\u07ff",
    "Devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "Bengali": "\u0980-\u09ff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff",
    "Oriya": "\u0b00-\u0b7f",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff",
    "Khmer": "\u1780-\u17ff\u19e0-\u19ff",
}
"""The scripts for which Qt refuses a face without tables on shaping, by Qt's names, and what of
Unicode they have; none beyond U+FFFF, so that a stand-in takes as many of Qt's positions."""
_SHAPED = lazy_pattern(f"[{''.join(_BLOCKS.values())}]")
_BY_SCRIPT = lazy_pattern("|".join(f"(?P<{name}>[{block}]+)" for name, block in _BLOCKS.items()))


def with_stand_ins(text: str) -> str:
    """Return a text that Qt can draw without a long search, as long as it is."""
    # Nearly all texts have none of them.
    return _BY_SCRIPT.sub(_stand_in, text) if _SHAPED.search(text) else text


def _stand_in(match: re.Match[str]) -> str:
    found = match.group()
    return found if _has_face(match.lastgroup or "") else _STAND_IN * len(found)


@cache
def _has_face(script: str) -> bool:
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem[script]))
