"""Sentences that the end of a page cut: the number and the head of the page come out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.page_marks import find_page_ends
from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "page-break"

_WORD_END = lazy_pattern(r"[A-Za-z0-9,;]")
_WORD_START = lazy_pattern(r"[A-Za-z0-9(]")


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each end of a page within a sentence, with the white space around it."""
    repairs = []
    for page in find_page_ends(source):
        if not page.is_cut:
            continue
        start, end = page.start, page.end
        while source[start - 1].isspace():
            start -= 1
        while end < len(source) and source[end].isspace():
            end += 1
        words = _WORD_END.match(source[start - 1]) and _WORD_START.match(source[end])
        repairs.append(
            Repair(
                rule=NAME,
                start=start,
                end=end,
                before=source[start:end],
                after=" " if words else "",
                confidence=Confidence.MEDIUM,
            )
        )
    return repairs


RULE = RepairRule(NAME, "a page ended within a sentence", find)
