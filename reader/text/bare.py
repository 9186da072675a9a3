"""A text as two versions of it are compared: no script, no width, no layout, nothing left by tools.

What is bare of them has the same characters in a file that was wrapped otherwise, converted, or
repaired, so that what is different in it was changed by somebody.
"""

from __future__ import annotations

from reader.text.folding import Folded, fold_without_leftovers
from reader.text.offsets import OffsetMap
from reader.text.patterns import lazy_pattern

_SPACES = lazy_pattern(r"\s+")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("「」『』“”‘’'﹁﹂﹃﹄", '"'),
        **dict.fromkeys("―─–⸺", "—"),
        "。": ".",
        "、": ",",
        "…": ".",
        "⋯": ".",
    }
)
"""Marks that editions write for one another, one for one."""


def bare(text: str) -> Folded:
    """Return a text folded, without white space and leftovers, and the map to it from the text."""
    plain = fold_without_leftovers(text)
    removed = ((*spaces.span(), 0) for spaces in _SPACES.finditer(plain.text))
    without = OffsetMap.from_replacements(len(plain.text), removed)
    return Folded("".join(plain.text.split()).translate(_ALIKE), plain.map.then(without))
