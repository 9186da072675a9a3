"""Pinyin without tones after characters picked at random: `系(xi)(xi)(xi)統(tong)的(de)`.

A relative of the artefact of `inline_pinyin`, from tools that meant to make pages look original.
There is no table and no rule which characters it stands after, so it is never certain: what is
found is only offered.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.pinyin_table import readings

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "toneless-pinyin"

_BRACKETS = lazy_pattern(r"(?:\([a-zü]{1,6}\))+")
_REPEATED = re.compile(r"\(([a-zü]{1,6})\)\(\1\)")
_FEWEST = 20
_SHARE = 0.95
_TONES = "\u0300\u0301\u0304\u030c"


def find(source: str) -> Sequence[Repair]:
    """Return a repair, not applied, for each character with such brackets.

    None where there are few, where more than a few are no syllables, or where none is repeated,
    which no author does.
    """
    if _REPEATED.search(source) is None:
        return ()
    found = [
        (start - 1, brackets)
        for start, brackets in ((m.start(), m[0]) for m in _BRACKETS.finditer(source))
        if start and is_han(source[start - 1])
    ]
    # Few different ones make up the many of a long text, so each is judged once.
    counts = Counter(brackets for _, brackets in found)
    syllables = {brackets: brackets[1:-1].split(")(") for brackets in counts}
    known = [brackets for brackets in counts if _known().issuperset(syllables[brackets])]
    total = sum(n * len(syllables[brackets]) for brackets, n in counts.items())
    good = sum(counts[brackets] * len(syllables[brackets]) for brackets in known)
    if good < _FEWEST or good < _SHARE * total:
        return ()
    offered = frozenset(known)
    return [
        Repair(
            rule=NAME,
            start=start,
            end=start + 1 + len(brackets),
            before=source[start] + brackets,
            after=source[start],
            confidence=Confidence.MEDIUM,
            applied=False,
        )
        for start, brackets in found
        if brackets in offered
    ]


RULE = RepairRule(NAME, "a tool wrote pinyin without tones after characters at random", find)


@cache
def _known() -> frozenset[str]:
    """Return the syllables of Mandarin without their tones; a rare one may be missing."""
    decomposed = (normalize("NFD", reading) for known in readings().values() for reading in known)
    return frozenset(
        normalize("NFC", "".join(c for c in reading if c not in _TONES)) for reading in decomposed
    )
