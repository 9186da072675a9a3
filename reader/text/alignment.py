"""Converting by dictionaries, with a record of which characters became which.

Two orders of looking for words. OpenCC's own goes from left to right and takes the longest word at
each place. That of the engine (opencc-python-reimplemented, `StringTree`) replaces, between two
separators, the longest word found anywhere first, the leftmost of equals, then the next longest in
what is left. In both, a later dictionary of a group sees only what the earlier ones leave, and the
next stage starts again on the whole result. Neither program keeps a record of places.

The engine looks at every window of every length between two separators. Words that do not overlap
cannot influence each other, though, so here each cluster of overlapping words is settled by itself.
In both orders one pass over the text does for all: single characters are replaced first,
everywhere, and the words found in the original are laid over that.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import repeat
from operator import add, itemgetter
from typing import TYPE_CHECKING

from reader.text.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_FEW_BEGINNINGS = 500
"""Below so many beginnings a search for their first characters skips nearly all of a text; with
more, looking up each pair of characters is faster (STPhrases has 32,000, TSPhrases 246)."""


class Order(Enum):
    """Which of several words that overlap is replaced."""

    LEFTMOST = "leftmost"
    """The one that begins first; of those, the longest."""
    LONGEST = "longest"
    """The longest; of equals, the one that begins first."""


class Stage:
    """One pass over a text with a group of dictionaries.

    Attributes:
        characters: the single characters replaced by single characters where no word covers them.
    """

    def __init__(
        self,
        group: Sequence[Mapping[str, str]],
        order: Order,
        separators: re.Pattern[str] | None = None,
    ) -> None:
        """Index a group.

        Args:
            group: from word to its replacements, separated by spaces, of which the first counts.
            order: which of the words that overlap is replaced.
            separators: what no word reaches across.
        """
        self._order = order
        *_, last = group
        # Nothing comes after the last dictionary's single characters, so they need no settling.
        single = {
            word: new for word, news in last.items() if len(word) == len(new := _first(news)) == 1
        }
        self.characters = {ord(old): ord(new) for old, new in single.items() if old != new}
        indexed = (
            _Words(entries, separators, single if entries is last else {}) for entries in group
        )
        self._words = [words for words in indexed if words.is_useful]

    def convert(self, text: str, alike: Mapping[int, int]) -> tuple[str, OffsetMap]:
        """Return the converted text and the map to it.

        Args:
            text: what to convert.
            alike: from character to the one that stands for it in comparisons. A word replaced by
                one that is like it, character by character, needs no segment in the map.
        """
        replaced = text.translate(self.characters)
        pieces: list[str] = []
        segments: list[tuple[int, int, int]] = []
        done = 0
        for start, end, new in self._replacements(text):
            pieces += (replaced[done:start], new)
            done = end
            old = text[start:end]
            if len(old) != len(new) or old.translate(alike) != new.translate(alike):
                segments.append((start, end, len(new)))
        if not pieces:
            return replaced, OffsetMap.identity(len(text))
        pieces.append(replaced[done:])
        return "".join(pieces), OffsetMap.from_replacements(len(text), segments)

    def _replacements(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield, from left to right, where words stand and what takes their place."""
        if self._order is Order.LEFTMOST:
            chosen = self._leftmost(text)
        else:
            chosen = _settled(self._candidates(text))
        for rank, start, length in chosen:
            end = start + length
            yield start, end, self._words[rank].replacement(text[start:end])

    def _leftmost(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield dictionary, start, length of the words to replace, from left to right."""
        starts = [
            pair
            for rank, words in enumerate(self._words)
            for pair in zip(words.starts(text), repeat(rank))
        ]
        if len(self._words) > 1:
            starts.sort()
        done = 0
        for start, rank in starts:
            if start >= done and (length := self._words[rank].longest_at(text, start)):
                yield rank, start, length
                done = start + length

    def _candidates(self, text: str) -> list[_Candidate]:
        found = [
            (rank, -length, start)
            for rank, words in enumerate(self._words)
            for start, length in words.found_in(text)
        ]
        if len(self._words) > 1:
            found.sort(key=itemgetter(2))
        return found


_Candidate = tuple[int, int, int]
"""Dictionary, minus the length, start: the smaller, the earlier it is replaced."""


def convert(text: str, stages: Iterable[Stage], alike: Mapping[int, int]) -> tuple[str, OffsetMap]:
    """Return the text after one stage after another, and the map from the first to the last."""
    whole = OffsetMap.identity(len(text))
    for stage in stages:
        text, step = stage.convert(text, alike)
        whole = whole.then(step)
    return text, whole


class _Words:
    """The words of a dictionary, to be found in a text."""

    def __init__(
        self,
        entries: Mapping[str, str],
        separators: re.Pattern[str] | None,
        left_out: Iterable[str],
    ) -> None:
        unwanted = {*left_out, *(_across(entries, separators) if separators else ())}
        self._entries = {word: news for word, news in entries.items() if word not in unwanted}
        long = sorted((word for word in self._entries if len(word) > 1), key=len)
        # Of the words that begin alike, the last one in this order, the longest, remains.
        self._reach = dict(zip(map(itemgetter(slice(2)), long), map(len, long), strict=True))
        self._singles = frozenset(word for word in self._entries if len(word) == 1)
        self._firsts = (
            _any_of({pair[0] for pair in self._reach})
            if len(self._reach) < _FEW_BEGINNINGS
            else None
        )

    @property
    def is_useful(self) -> bool:
        return bool(self._entries)

    def replacement(self, word: str) -> str:
        return _first(self._entries[word])

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and length of every word at every place, from left to right."""
        entries = self._entries
        for start in self.starts(text):
            for length in range(self._longest(text, start), 0, -1):
                if text[start : start + length] in entries:
                    yield start, length

    def longest_at(self, text: str, start: int) -> int:
        """Return the length of the longest word at a place; 0 where there is none."""
        entries = self._entries
        for length in range(self._longest(text, start), 0, -1):
            if text[start : start + length] in entries:
                return length
        return 0

    def starts(self, text: str) -> list[int]:
        """Return, from left to right, the places where a word may begin."""
        reach = self._reach
        if self._firsts:
            starts = [
                start
                for match in self._firsts.finditer(text)
                if text[(start := match.start()) : start + 2] in reach
            ]
        else:
            pairs = map(add, text, text[1:])
            starts = [start for start, pair in enumerate(pairs) if pair in reach]
        if self._singles:
            singles = (start for start, c in enumerate(text) if c in self._singles)
            starts = sorted({*starts, *singles})
        return starts

    def _longest(self, text: str, start: int) -> int:
        reach: int = self._reach.get(text[start : start + 2], 1)
        return min(reach, len(text) - start)


def _settled(candidates: Iterable[_Candidate]) -> Iterator[tuple[int, int, int]]:
    """Choose among words that overlap; yields dictionary, start, length from left to right.

    Args:
        candidates: in the order of their starts.
    """
    cluster: list[_Candidate] = []
    cluster_end = 0
    for candidate in candidates:
        _, minus_length, start = candidate
        if start >= cluster_end:
            yield from _chosen(cluster, cluster_end)
            cluster = []
        cluster.append(candidate)
        cluster_end = max(cluster_end, start - minus_length)
    yield from _chosen(cluster, cluster_end)


def _chosen(cluster: list[_Candidate], end: int) -> Iterable[tuple[int, int, int]]:
    if len(cluster) == 1:
        ((rank, minus_length, start),) = cluster
        return ((rank, start, -minus_length),)
    if not cluster:
        return ()
    base = cluster[0][2]
    taken = bytearray(end - base)
    chosen = []
    for rank, minus_length, start in sorted(cluster):
        a, b = start - base, start - base - minus_length
        if not any(taken[a:b]):
            taken[a:b] = b"\1" * (b - a)
            chosen.append((rank, start, -minus_length))
    chosen.sort(key=itemgetter(1))
    return chosen


def _across(words: Iterable[str], separators: re.Pattern[str]) -> set[str]:
    """Return the words that contain a separator, and so never match."""
    # No Han character is a separator: that leaves a handful of characters to look at.
    others = set(re.findall(r"[^\u3400-\u9fff]", "一".join(words)))
    return {word for c in others if separators.match(c) for word in words if c in word}


def _first(replacements: str) -> str:
    return replacements.split(" ", 1)[0]


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    # `(?!)` matches nowhere: an empty class is not a pattern.
    escaped = "".join(map(re.escape, sorted(characters)))
    return re.compile(f"[{escaped}]" if escaped else "(?!)")
