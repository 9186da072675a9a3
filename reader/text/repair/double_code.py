"""Radicals and second codes where characters are meant: `⼀⽅⾯` for `一方面`.

What copies from PDF takes the sign of a radical for a character that looks like it, and some
converters write compatibility ideographs. Neither is found or converted. A text about radicals
lists them one by one or calls them 部; a damaged one has them in its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.double_codes import (
    DOUBLES,
    RADICALS,
    characters_of_doubles,
    characters_of_radicals,
)
from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.vocabulary import known_words, simplified_forms
from reader.text.script import Script, detect_script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME = "double-code"

_SIGNS = RADICALS + DOUBLES
_ANY = lazy_pattern(f"[{_SIGNS}]")
_FAMILIES = (
    (lazy_pattern(f"[{RADICALS}]+"), characters_of_radicals),
    (lazy_pattern(f"[{DOUBLES}]+"), characters_of_doubles),
)
_IN_SIMPLIFIED = {ord("戶"): "户"}
"""What the radical is called by; copies of Simplified text have it for 户."""
_OF_LISTS = frozenset("部旁")
"""What follows a radical that is spoken of."""
_NUMERALS = frozenset("一二三四五六七八九十")
_IN_WORDS = 0.2
"""Of all of them, so many are in words of two characters where they are damage."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each run of them in a text that has them in its words."""
    if _ANY.search(source) is None:
        return ()
    found: list[Repair] = []
    for pattern, characters in _FAMILIES:
        runs = [match.span() for match in pattern.finditer(source)]
        if runs:
            found += _repairs(source, runs, characters())
    return sorted(found, key=lambda repair: repair.start)


def _repairs(
    source: str, runs: Sequence[tuple[int, int]], characters: Mapping[int, int]
) -> list[Repair]:
    written = source.translate(characters)
    script = detect_script(written)
    if script is Script.OTHER or not _are_in_words(written, runs):
        return []
    # The radical stands for 門 and 门 alike: what is around it tells which was meant.
    if Script.SIMPLIFIED in (script, detect_script(source)):
        written = _with_simplified(written, runs)
    return [
        Repair(
            rule=NAME,
            start=start,
            end=end,
            before=source[start:end],
            after=written[start:end],
            confidence=Confidence.HIGH,
        )
        for start, end in runs
        if source[start:end] != written[start:end]
    ]


def _with_simplified(written: str, runs: Sequence[tuple[int, int]]) -> str:
    """Return a text with the characters of some runs as Simplified text has them."""
    forms = {**simplified_forms(), **_IN_SIMPLIFIED}
    parts: list[str] = []
    last = 0
    for start, end in runs:
        parts += (written[last:start], written[start:end].translate(forms))
        last = end
    return "".join((*parts, written[last:]))


def _are_in_words(written: str, runs: Sequence[tuple[int, int]]) -> bool:
    """Tell whether more of them are within words than between what is no Han, or spoken of."""
    simplified = written.translate(simplified_forms())
    pairs = known_words().pairs
    in_words = alone = 0
    for start, end in runs:
        for at in range(start, end):
            before, after = simplified[at - 1 : at], simplified[at + 1 : at + 2]
            if _numbers_line(simplified, at):
                in_words += 1
            elif _is_alone(before, after):
                alone += 1
            elif before + simplified[at] in pairs or simplified[at] + after in pairs:
                in_words += 1
    total = sum(end - start for start, end in runs)
    return in_words > alone and in_words >= _IN_WORDS * total


def _is_alone(before: str, after: str) -> bool:
    is_spoken_of = after in _OF_LISTS and not (before and is_han(before))
    return is_spoken_of or not any(map(is_han, before + after))


def _numbers_line(text: str, at: int) -> bool:
    """Tell whether it is the numeral of an item: 一、绪论."""
    is_first = at == 0 or text[at - 1] in "\n\u3000 "
    return (
        is_first
        and text[at] in _NUMERALS
        and text[at + 1 : at + 2] == "、"
        and is_han(text[at + 2 : at + 3] or "\n")
        and is_han(text[at + 3 : at + 4] or "\n")
    )


RULE = RepairRule(
    NAME, "a program wrote signs of radicals, or second codes, for characters", find, _SIGNS
)
