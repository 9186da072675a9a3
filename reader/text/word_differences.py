"""What was taken out of a text and put into it, by characters of Han and by words of letters."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from reader.text.folding import fold
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKENS = lazy_pattern(r"[^\W_\u2e80-\ufeff\U00010000-\U0003ffff]+|\s+|.")
"""A word of letters or digits, a gap, or any other character by itself."""
_MOST_COMPARED = 4_000_000
"""Pairs of tokens that are compared, in about a second; of longer texts all that is between what
they begin and end with alike is told of as changed."""


class Kind(Enum):
    """What became of a stretch."""

    SAME = "same"
    REMOVED = "removed"
    INSERTED = "inserted"


class Stretch(NamedTuple):
    """Characters that became the same."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> list[Stretch]:
    """Return both texts in one, in order; what differs in script, width or size alone is the same.

    What is in both is as the later text has it.
    """
    old, new = (_TOKENS.findall(text) for text in (before, after))
    folded_old, folded_new = list(map(fold, old)), list(map(fold, new))
    start = _alike(folded_old, folded_new)
    end = _alike(folded_old[start:][::-1], folded_new[start:][::-1])
    upto_old, upto_new = len(old) - end, len(new) - end
    stretches = [
        (Kind.SAME, new[:start]),
        *_between(
            (old[start:upto_old], folded_old[start:upto_old]),
            (new[start:upto_new], folded_new[start:upto_new]),
        ),
        (Kind.SAME, new[upto_new:]),
    ]
    return [Stretch(kind, "".join(tokens)) for kind, tokens in stretches if tokens]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many of the same tokens two lists begin."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _between(
    old: tuple[Sequence[str], Sequence[str]], new: tuple[Sequence[str], Sequence[str]]
) -> Iterator[tuple[Kind, Sequence[str]]]:
    """Yield the stretches of two lists of tokens, each given with the same folded."""
    if len(old[0]) * len(new[0]) > _MOST_COMPARED:
        yield Kind.REMOVED, old[0]
        yield Kind.INSERTED, new[0]
        return
    matcher = SequenceMatcher(None, old[1], new[1], autojunk=False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            yield Kind.SAME, new[0][new_start:new_end]
        else:
            yield Kind.REMOVED, old[0][old_start:old_end]
            yield Kind.INSERTED, new[0][new_start:new_end]
