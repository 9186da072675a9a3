"""No-break spaces that an encoding could not say: `? ? 正文` at the start of a paragraph.

GBK has no U+00A0, and pages that indent with it and were converted have a question mark for each.
No author puts a question mark between white space and white space, or alone on a line, so often.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "nbsp"

_ALTERNATING = re.compile(
    r"(?<!\S)(?<!\?[ \u3000])\?(?:[ \u3000]\?)++(?=[ \u3000]|$)", re.MULTILINE
)
"""Two or more, a space between them: `? ? `."""
_AFTER_WORD = re.compile(r"(?<=\S )(?<!\? )\?(?: \?)++(?=[^\s?!？！])")
"""The same in a line, the last one taking the place of the space."""
_ALONE = re.compile(r"^[ \u3000]*\?[ \u3000]*$", re.MULTILINE)
_FEWEST_ALONE = 2
"""One line of a question mark may be a puzzled author's."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each row of such question marks; one by itself is no row."""
    if "?" not in source:
        return ()
    found = {m.start(): m for p in (_ALTERNATING, _AFTER_WORD) for m in p.finditer(source)}
    alone = list(_ALONE.finditer(source))
    if found or len(alone) >= _FEWEST_ALONE:
        found |= {m.start(): m for m in alone}
    repairs = []
    end = 0
    for _, match in sorted(found.items()):
        if match.start() >= end:
            end = match.end()
            repairs.append(
                Repair(
                    rule=NAME,
                    start=match.start(),
                    end=end,
                    before=match[0],
                    after=match[0].replace("?", "\N{NO-BREAK SPACE}"),
                    confidence=Confidence.MEDIUM,
                )
            )
    return repairs


RULE = RepairRule(NAME, "an encoding without no-break spaces made question marks of them", find)
