"""Control characters of texts and names that others made, made visible where they could act."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Of Unicode's general categories: control characters, line and paragraph separators, and what
stands for bytes of a file's name that are no UTF-8."""
_DIRECTIONS = frozenset(
    map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
"""Characters that turn the order in which those around them are shown."""
_NOT_FOR_TERMINALS = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
    + "".join(sorted(_DIRECTIONS))
    + "]"
)
"""Whatever moves the cursor, rings, or begins a command; but for tabs and line ends."""


def on_one_line(text: str) -> str:
    """Return a text with its control characters and line ends escaped as in Python.

    Names of files may hold any. So a terminal is not told to do something, and what is shown is the
    name that was given.
    """
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in _CONTROLS or character in _DIRECTIONS
        else character
        for character in text
    )


def without_controls(text: str) -> str:
    """Return a text of many lines with its control characters escaped as in JSON, for a terminal.

    Of JSON, where they can only be in strings, it makes other JSON that says the same.
    """
    return _NOT_FOR_TERMINALS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
