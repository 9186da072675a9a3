"""Lines that end with something other than LF: what old or foreign programs put there.

Canonical form has neither VT, FF, FS, GS, RS nor NEL, so their places are looked for before; it
keeps U+2028 and U+2029. CR alone is a line end there already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.source_text import canonical_text

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "line-end"

_LOST = lazy_pattern("[\x0b\x0c\x1c-\x1e\x85]")
_SIGNS = "\u2028\u2029"
_SEPARATORS = lazy_pattern(f"[{_SIGNS}]")
_MISREAD = lazy_pattern("[\x80-\x84\x86-\x9f]")
"""Controls nobody writes: beside them NEL is no line end either but a byte of something."""
_MOST = 2
"""Line ends in a row that are kept: one blank line."""


def find_before_canonical(raw: str) -> Sequence[Repair]:
    """Return a repair of the canonical text for each line end that it lacks.

    Each is an insertion: its range is empty, so that positions are what they were without it.
    """
    if _LOST.search(raw) is None:
        return ()
    signs = "\x0b\x0c\x1c-\x1e" + ("" if _MISREAD.search(raw) else "\x85")
    repairs: list[Repair] = []
    length = end = 0
    for match in re.finditer(rf"(?<!\s)\s*?[{signs}]\s*", raw):
        place = match.start()
        # "." so that a byte order mark within the text is not taken for the one at its start.
        length += len(canonical_text(raw[end:place] if not end else "." + raw[end:place])) - bool(
            end
        )
        end = place
        is_line_end = "\n" in match[0] or "\r" in match[0]
        if length and match.end() < len(raw) and not is_line_end:
            signs_found = len(_LOST.findall(match[0]))
            repairs.append(_repair(length, "", "\n" * min(_MOST, signs_found)))
    return repairs


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each line separator and paragraph separator of Unicode."""
    if _SEPARATORS.search(source) is None:
        return ()
    repairs = []
    for match in _SEPARATORS.finditer(source):
        beside = source[match.start() - 1 : match.start()] + source[match.end() : match.end() + 1]
        after = "" if "\n" in beside else "\n"
        repairs.append(_repair(match.start(), match[0], after))
    return repairs


def _repair(start: int, before: str, after: str) -> Repair:
    return Repair(
        rule=NAME,
        start=start,
        end=start + len(before),
        before=before,
        after=after,
        confidence=Confidence.HIGH,
    )


RULE = RepairRule(NAME, "lines ended with a sign that few programs know", find, _SIGNS)
