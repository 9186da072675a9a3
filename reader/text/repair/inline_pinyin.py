"""Pinyin in brackets after Traditional characters: `區(qū)`.

Some tools that turn Simplified pages into Traditional ones put a reading after every occurrence of
the characters in a table of theirs, on the bytes of GBK. The table differs from page to page, so
what is looked for is its pattern: Traditional-only characters, always annotated, always with one
reading, nearly always the default one. Primers and glossaries, where the brackets are what the
author wrote, do not have this pattern, so a text is judged as a whole before anything is removed.

The replacement on bytes sometimes hits the second byte of one character and the first of the next:
`我?guī)退` was `我幫他`. Such a place is no repair of this rule, but it is proof of the tool.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.text.by_lines import pieces_of_lines, without_in_lines
from reader.text.han import is_han
from reader.text.naive import has_mistake
from reader.text.patterns import lazy_pattern
from reader.text.repair import cuts
from reader.text.repair.model import Confidence, Repair, RepairRule
from reader.text.repair.pinyin_table import LETTERS, lead_bytes, readings
from reader.text.repair.vocabulary import is_among_commonest

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "inline-pinyin"

_BRACKET = re.compile(rf"\([{LETTERS}]{{1,6}}\)|（[{LETTERS}]{{1,6}}）")
_ACCIDENT = lazy_pattern(rf"[?？]([{LETTERS}]{{1,6}})[)）]")
"""Where the artefact hit two halves of characters; its opening bracket was swallowed."""

# Measured on 31 damaged pages, 10 primers and glossaries and a million characters of clean text.
_DISTINCT = 3
_SHARE = 0.9
_PURITY_BESIDE_ACCIDENT = 0.8
_SHARE_BESIDE_CUT = 0.75
"""Of the occurrences: a page may be put together of parts that went through the tool and others."""
_FEW_CHARACTERS = 100
_COMMON = 0.8
"""Of the characters annotated; on damaged pages 0.92 to 1, in lists of names below 0.6."""
_LISTED = 0.5
_ITEM_END = lazy_pattern(r"[^，。！？\n]{0,3}(?:[、；;／/]|，|$)", re.MULTILINE)
_ABOUT_READINGS = lazy_pattern("讀音|注音|拼音|發音|读音|发音")
_NEVER_MADE = frozenset("後裡裏幹乾鬥築麼")
"""Conversion by the character leaves 后里干斗筑么."""


class _Evidence(NamedTuple):
    """What the brackets of a text say about where they come from."""

    brackets: list[tuple[int, str]]
    """Where each character with one of its readings starts, and the two: `區(qū)`."""
    counts: Counter[str]
    """How often each of them occurs."""
    others: int
    """Brackets with letters after a Han character that are not of that kind."""

    @property
    def purity(self) -> float:
        return len(self.brackets) / (len(self.brackets) + self.others)


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each bracket of the artefact.

    They are applied where the text as a whole proves the artefact, offered where it is likely,
    and none where it is not.
    """
    evidence = _collect(source)
    if not evidence.brackets:
        return ()
    is_patterned = _has_pattern(source, evidence)
    applied = (
        is_patterned and len(evidence.counts) >= _DISTINCT and not _may_be_meant(source, evidence)
    )
    if not applied:
        accidents = [m for m in _ACCIDENT.finditer(source) if m[1] in lead_bytes()]
        proven = any(_is_consistent(source, accident) for accident in accidents)
        applied = proven and evidence.purity >= _PURITY_BESIDE_ACCIDENT
        # Tools that part a text by its bytes are of the same kind.
        applied = applied or (
            _has_pattern(source, evidence, _SHARE_BESIDE_CUT) and cuts.has_cut(source)
        )
        if not (applied or accidents or (is_patterned and len(evidence.brackets) > 1)):
            return ()
    confidences = {annotated: _confidence(annotated) for annotated in evidence.counts}
    return [
        Repair(
            rule=NAME,
            start=start,
            end=start + len(annotated),
            before=annotated,
            after=annotated[0],
            confidence=confidences[annotated],
            applied=applied,
        )
        for start, annotated in evidence.brackets
    ]


def is_proven(source: str) -> bool:
    """Tell whether a text as a whole proves the artefact."""
    repairs = find(source)
    return bool(repairs) and repairs[0].applied


RULE = RepairRule(
    NAME, "a Simplified-to-Traditional tool wrote pinyin after characters of its table", find
)


def _collect(source: str) -> _Evidence:
    brackets: list[tuple[int, str]] = []
    others = 0
    # Few different ones make up the many of a long text, so each is judged once.
    judged: dict[str, bool | None] = {}
    for match in _BRACKET.finditer(source):
        start, end = match.span()
        start -= 1
        annotated = source[max(0, start) : end]
        if annotated not in judged:
            judged[annotated] = _judge(annotated)
        if judged[annotated]:
            brackets.append((start, annotated))
        elif judged[annotated] is not None:
            others += 1
    return _Evidence(brackets, Counter(annotated for _, annotated in brackets), others)


def _judge(annotated: str) -> bool | None:
    """Tell whether a character and its bracket may be the artefact; None if it is no Han."""
    character, reading = annotated[0], annotated[2:-1]
    if reading in readings().get(character, ()):
        return True
    return False if is_han(character) else None


def _has_pattern(source: str, evidence: _Evidence, share: float = _SHARE) -> bool:
    """Tell whether the same characters are annotated all over, with one reading, the default.

    Args:
        source: the text.
        evidence: what its brackets say.
        share: of their occurrences, so many must be annotated.
    """
    pairs = {(annotated[0], annotated[2:-1]) for annotated in evidence.counts}
    characters = {character for character, _ in pairs}
    if len(pairs) > len(characters) or evidence.purity < _SHARE:
        return False
    count = len(evidence.brackets)
    default = sum(n for annotated, n in evidence.counts.items() if _is_default(annotated))
    return default >= _SHARE * count and count >= share * _occurrences(source, characters)


def _may_be_meant(source: str, evidence: _Evidence) -> bool:
    """Tell whether readings with the pattern may still be the author's.

    Lists of names and of rare characters have the pattern too, if each stands there once. But the
    tables have common characters, and the tools leave words that nobody writes.
    """
    text = without_in_lines(_BRACKET, source)
    if has_mistake(text):
        return False
    count = len(evidence.brackets)
    common = sum(n for a, n in evidence.counts.items() if is_among_commonest(a[0]))
    if common < _COMMON * count:
        return True
    is_proper = not _NEVER_MADE.isdisjoint(text)
    return _ABOUT_READINGS.search(text) is not None and (is_proper or _is_list(source, evidence))


def _is_list(source: str, evidence: _Evidence) -> bool:
    """Tell whether most of the annotated characters stand in items of an enumeration."""
    ends = [start + len(annotated) for start, annotated in evidence.brackets]
    items = sum(_ITEM_END.match(source, end) is not None for end in ends)
    return items >= _LISTED * len(ends)


def _occurrences(source: str, characters: set[str]) -> int:
    if len(characters) <= _FEW_CHARACTERS:
        # Not in one call: the window's thread gets its turn between two of these.
        return sum(source.count(character) for character in characters)
    counts: Counter[str] = Counter()
    for start, end in pieces_of_lines(source):
        counts.update(source[start:end])
    return sum(counts[character] for character in characters)


def _is_consistent(source: str, accident: re.Match[str]) -> bool:
    """Tell whether the last byte before the accident is the first of a character so read."""
    start = accident.start()
    lead = source[max(0, start - 1) : start].encode("gbk", "ignore")[1:]
    return lead in lead_bytes()[accident[1]]


def _confidence(annotated: str) -> Confidence:
    return Confidence.HIGH if _is_default(annotated) else Confidence.MEDIUM


def _is_default(annotated: str) -> bool:
    return readings()[annotated[0]][0] == annotated[2:-1]
