"""Curly quotation marks shown as 「」『』, as in Taiwan, Hong Kong and columns.

One character stands for one other, so that offsets in what is shown are those in the text.
"""

from __future__ import annotations

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern

_CORNERS = {"“": "「", "”": "」", "‘": "『", "’": "』"}
_MAINLAND_CORNERS = {"“": "『", "”": "』", "‘": "「", "’": "」"}
"""In columns the outer marks are the double ones (GB/T 15834-2011)."""
_CURLY = lazy_pattern("[“”‘’]")


def with_corner_quotes(text: str, *, is_mainland: bool = False) -> str:
    """Return a text of as many characters with corner brackets in the place of curly quotes.

    Apostrophes stay, and so does every mark of a text without Han characters.

    Args:
        text: what is shown.
        is_mainland: whether the outer marks are 『』, as in the mainland's columns.
    """
    corners = _MAINLAND_CORNERS if is_mainland else _CORNERS
    if _CURLY.search(text) is None or not any(map(is_han, text)):
        return text
    shown = list(text)
    inner = 0
    for match in _CURLY.finditer(text):
        at, mark = match.start(), match.group()
        if mark == "’" and not inner and _follows_letter(text, at):
            continue
        if mark == "’" and _is_between_letters(text, at):
            continue
        inner = max(0, inner + (mark == "‘") - (mark == "’"))
        shown[at] = corners[mark]
    return "".join(shown)


def _follows_letter(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isalpha() and not is_han(text[at - 1])


def _is_between_letters(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return _follows_letter(text, at) and after.isalpha() and not is_han(after)
