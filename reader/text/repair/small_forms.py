"""Punctuation in small forms, `﹐﹑﹔﹕﹖﹗` for `，、；：？！`.

They come from the character sets of Taiwan, where some programs wrote them for the usual ones. They
read well and may be what the author wrote, so the usual forms are only offered. Searching and the
segmentation into words take the two for the same without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Repair, RepairRule, one_for_one

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "small-forms"

_USUAL = dict(zip("﹐﹑﹔﹕﹖﹗", "，、；：？！", strict=True))
_SIGNS = "".join(_USUAL)
_SMALL = lazy_pattern(f"[{_SIGNS}]")
_BEFORE = f"[^\x00-\x7f{''.join(_USUAL)}]"
"""Chinese text, wide letters and brackets among it."""
_IN_SENTENCE = lazy_pattern(f"(?:(?<={_BEFORE})|(?<={_BEFORE} ))[{''.join(_USUAL)}]")
_FEWEST = 3
_SHARE = 0.9
"""Of them that follow Chinese text, where punctuation does; a table of characters has others."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair, not applied, for each of them in Chinese text."""
    if _SMALL.search(source) is None:
        return ()
    found = [match.start() for match in _IN_SENTENCE.finditer(source)]
    total = sum(map(source.count, _USUAL))
    if len(found) < _FEWEST or len(found) < _SHARE * total:
        return ()
    return one_for_one(NAME, source, found, _USUAL, applied=False)


RULE = RepairRule(NAME, "a program wrote punctuation in small forms", find, _SIGNS)
