"""Codes for the colours of a terminal, which boards keep in what is posted: `ESC[1;33m`.

Copied from a page they have often lost their first character, the escape. Then only what switches
colours on and off again in a text is one: `[5m` may also be five metres.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "terminal-colors"

_ESCAPE = "\x1b"
_OFF = lazy_pattern(r"\[(?:0{1,2}(?:;\d{1,3}){0,6})?m")


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each code."""
    if "[" not in source:
        return ()
    if _ESCAPE in source:
        return [_without(match) for match in _codes(escape="\x1b").finditer(source)]
    if "[m" not in source and "[0m" not in source and "[0;" not in source:
        return ()
    found = list(_codes(escape="").finditer(source))
    off = sum(_OFF.fullmatch(match[0]) is not None for match in found)
    return [_without(match) for match in found] if 0 < off < len(found) else ()


def _without(match: re.Match[str]) -> Repair:
    return Repair(
        rule=NAME,
        start=match.start(),
        end=match.end(),
        before=match[0],
        after="",
        confidence=Confidence.HIGH,
    )


@cache
def _codes(*, escape: str) -> re.Pattern[str]:
    """Return the pattern of codes; with the escape those that move the cursor or clear, too."""
    number = "(?:[0-8]|0[0-8]|2[0-9]|3[0-9]|4[0-9]|9[0-7]|10[0-7])"
    colors = rf"\[(?:{number}(?:;{number}){{0,5}})?m(?!\])"
    if not escape:
        return re.compile(colors)
    # In Big5 a code may lack its escape where the converter took it for half a character.
    return re.compile(rf"{escape}\[[0-9;?]{{0,20}}[A-Za-z]|{colors}")


RULE = RepairRule(NAME, "a board or a terminal left its codes for colours in the text", find)
