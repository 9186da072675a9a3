"""Choosing among what a damaged place may have been, by what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.repair.likelihood import Frame
from reader.text.repair.pinyin_table import LETTERS
from reader.text.repair.vocabulary import known_words
from reader.text.repair.written_forms import TRADITIONAL, WrittenForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.text.repair.torn_bytes import Rebuilt
    from reader.text.repair.vocabulary import Vocabulary

_BRACKETS = re.compile(rf"\([{LETTERS}]{{1,6}}\)|（[{LETTERS}]{{1,6}}）")

_DAMAGED = re.compile(r"[?？][^\n]*")
_SAMPLE = 200_000
"""Characters of a text from which its words are learned."""
_LEFT = 8
_RIGHT = 6
"""Characters around a place that are looked at with it."""
_REACH = 60
"""Characters among which those are found, brackets being passed over."""
_LINE = 400
"""Characters after a place in which the end of its line counts."""
_LINES = 8
"""Lines at most among which those of a sentence are looked for."""
_LAST_OF_PARAGRAPH = frozenset("\n。！？!?…”’」』》〉】〕）)：:\u3000 ") | {""}
_QUOTATION = 2_000
"""Characters of its line before a place in which open quotation marks count."""

# In nats.
_PROOF = 5.0
_QUOTE = 5.0
_NESTED = 3.0
"""So much less tells a mark that closes a quotation within which another one was opened."""
_FAR_OPEN = 0.5
"""So much less tells a mark that closes nothing in its line, where the text has others like it."""
_QUOTATIONS = (
    ("“", "”"),
    ("‘", "’"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("〈", "〉"),
    ("【", "】"),
    ("（", "）"),
)
_QUOTES = frozenset(closing for _, closing in _QUOTATIONS)


class Ranked(NamedTuple):
    """A way back and how likely it is, in nats."""

    value: float
    way: Rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairSite:
    """A damaged place in a text."""

    source: str
    vocabulary: Vocabulary
    start: int
    left: str
    """The characters before it, as they were before the damage."""
    line_end: int
    line: str
    """Its line up to it, as it was before the damage."""
    forms: WrittenForms = TRADITIONAL

    @classmethod
    def at(
        cls,
        source: str,
        start: int,
        vocabulary: Vocabulary,
        before: str | None = None,
        forms: WrittenForms = TRADITIONAL,
    ) -> RepairSite:
        """Return a place.

        Args:
            source: the damaged text.
            start: of the damage.
            vocabulary: what the source's words are looked up in.
            before: its line up to there as far as it was repaired; None if it was not.
            forms: of the script that it is written in.
        """
        if before is None:
            before = source[start_of_line(source, start) : start]
        line_end = source.find("\n", start, start + _LINE)
        return cls(
            source=source,
            vocabulary=vocabulary,
            start=start,
            left=without_brackets(before[-_REACH:].rpartition("\n")[2])[-_LEFT:],
            line_end=line_end if line_end >= 0 else min(len(source), start + _LINE),
            line=before,
            forms=forms,
        )

    def right(self, end: int, limit: int) -> str:
        """Return the characters from an offset to another one and a few more, without brackets."""
        after = without_brackets(self.source[limit : min(self.line_end, limit + _REACH)])
        return without_brackets(self.source[end:limit]) + after[:_RIGHT]

    def judge(self, way: Rebuilt, frame: Frame, text: str, right: str) -> float:
        """Return how likely a way back is, in nats.

        Args:
            way: the way.
            frame: what stands around the part of it that is judged.
            text: that part.
            right: what comes after the way.
        """
        return (
            frame.score(text)
            + self.worth(way)
            + self.quotes(way.text)
            - self.forms.cost(way.text + right)
        )

    def worth(self, way: Rebuilt) -> float:
        """Return what the brackets tell for a way, less what it had to assume."""
        return _PROOF * way.proofs - way.cost

    def quotes(self, text: str) -> float:
        """Return what quotation marks tell for a text: they close what was opened."""
        if _QUOTES.isdisjoint(text):
            return 0.0
        value = 0.0
        for opening, closing in _QUOTATIONS:
            if closing in text:
                value += self._closing(text, opening, closing)
        return value

    def _closing(self, text: str, opening: str, closing: str) -> float:
        value = 0.0
        depths, last = _open_in(self.line)
        depth = depths[opening]
        previous = ""
        for character in text:
            if character == opening:
                depth += 1
            elif character == closing:
                # Nobody quotes nothing.
                if depth > 0 and previous != opening:
                    value += _QUOTE if opening == last or opening in text else _QUOTE - _NESTED
                else:
                    value -= _QUOTE * (1 - _FAR_OPEN * (opening in _quotes_in(self.source)))
                depth -= 1
            previous = character
        return value


def start_of_line(source: str, start: int) -> int:
    """Return where the line of an offset starts, as far as it is looked at.

    A line that is broken within a sentence goes on in the next one.
    """
    first = max(0, start - _QUOTATION)
    for _ in range(_LINES):
        end = source.rfind("\n", first, start)
        if end < 0:
            return first
        if source[end - 1 : end] in _LAST_OF_PARAGRAPH or source[end + 1 : end + 2].isspace():
            return end + 1
        start = end
    return start + 1


def rank(place: RepairSite, ways: Iterable[Rebuilt], limit: int) -> list[Ranked]:
    """Return ways back, the likeliest first, judged up to a few characters after an offset.

    Args:
        place: where they start.
        ways: some of them, ends differing.
        limit: offset in the damaged text that none of them ends behind.
    """
    rights: dict[int, str] = {}
    frames: dict[int, Frame] = {}
    ranked = []
    for way in ways:
        if way.end not in rights:
            rights[way.end] = place.right(way.end, limit)
            frames[way.end] = Frame(place.left, rights[way.end], place.vocabulary)
        value = place.judge(way, frames[way.end], way.text, rights[way.end])
        ranked.append(Ranked(value, way))
    return sorted(ranked, key=_value, reverse=True)


@lru_cache(maxsize=1)  # Two rules ask for that of the same text.
def vocabulary_of(source: str) -> Vocabulary:
    """Return the words of the list and those a damaged text uses where it is not damaged."""
    sound = _DAMAGED.sub("", source[:_SAMPLE])
    return known_words().with_words_of(without_brackets(sound))


def without_brackets(text: str) -> str:
    """Return a text without the brackets of the artefact."""
    return _BRACKETS.sub("", text)


@lru_cache(maxsize=8)
def _open_in(line: str) -> tuple[Mapping[str, int], str]:
    depths = {
        opening: line.count(opening) - line.count(closing) for opening, closing in _QUOTATIONS
    }
    depths["（"] += line.count("(") - line.count(")")
    is_open = (opening for opening, depth in depths.items() if depth > 0)
    return depths, max(is_open, key=line.rfind, default="")


def quotations_open(line: str) -> tuple[int | str, ...]:
    """Return how many of each quotation are open at the end of a line, and the one opened last."""
    depths, last = _open_in(line)
    return *depths.values(), last


def has_open_quotation(line: str) -> bool:
    """Tell whether something is quoted, or in brackets, at the end of a line."""
    return bool(_open_in(line)[1])


@lru_cache(maxsize=1)
def _quotes_in(source: str) -> frozenset[str]:
    return frozenset(opening for opening, _ in _QUOTATIONS if opening in source)


def _value(ranked: Ranked) -> float:
    return ranked.value
