"""Characters without width between Chinese characters, where they say nothing.

Pages hide zero-width spaces, joiners of words, byte order marks and soft hyphens in their text to
break lines or to mark copies. They stop searches, and words from being recognised. U+200C and
U+200D are left alone: emoji and the scripts of India and Persia need them. So are the others beside
any letter but Chinese ones: between Thai or Khmer words a zero-width space is spelling.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "zero-width"

_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_CHINESE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uff5e"


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each run of them beside a Chinese character, or alone on a line."""
    if not any(character in source for character in _INVISIBLE):
        return ()
    return [
        Repair(
            rule=NAME,
            start=match.start(),
            end=match.end(),
            before=match[0],
            after="",
            confidence=Confidence.HIGH,
        )
        for match in _among_chinese().finditer(source)
    ]


@cache
def _among_chinese() -> re.Pattern[str]:
    """Return the pattern of a run; most texts have none, and do without compiling it."""
    return re.compile(
        # A run is looked at from its beginning only, or a long one would be from every place in it.
        rf"(?<=[{_CHINESE}])[{_INVISIBLE}]+"
        rf"|(?<![{_INVISIBLE}])[{_INVISIBLE}]++(?=[{_CHINESE}])|^[{_INVISIBLE}]++$",
        re.MULTILINE,
    )


RULE = RepairRule(NAME, "a page hid characters without width in its text", find)
