"""Putting right Traditional that was made by the character, word by word, as the reader agrees.

A conversion to Simplified and back lets the words decide which Traditional character is meant
(干部 → 幹部). What a reader refuses, say the surname 于, is left as it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reader.text.offsets import OffsetMap, Segment, TextRange
from reader.text.script import Converted, convert
from reader.text.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

NORMALISE: Final = ("t2s", "s2tw")
"""For Taiwan, without its vocabulary."""


@dataclass(frozen=True, slots=True)
class ChangedWord:
    """A word that a conversion changes."""

    original: str
    new: str
    places: tuple[TextRange, ...]
    """Where it stands in the text before, in order."""

    @property
    def count(self) -> int:
        """How often it stands there."""
        return len(self.places)


def changed_words(text: str, chain: tuple[str, ...] = NORMALISE) -> tuple[ChangedWord, ...]:
    """Return the words that a chain of conversions changes, the commonest first.

    A word that becomes one thing here and another there is listed once for each.
    """
    places: dict[tuple[str, str], list[TextRange]] = {}
    start = 0
    # Line by line: words do not reach across, and most lines map to themselves.
    for line in text.splitlines(keepends=True):
        converted = convert(line, chain)
        for source, target in _changes(line, converted):
            key = source.slice(line), target.slice(converted.text)
            places.setdefault(key, []).append(source.shifted(start))
        start += len(line)
    found = (ChangedWord(old, new, tuple(where)) for (old, new), where in places.items())
    return tuple(sorted(found, key=lambda word: (-word.count, word.places[0])))


def convert_except(text: str, chain: tuple[str, ...], refused: Collection[str]) -> Converted:
    """Convert a text by one config after another, but leave some words as they are.

    Args:
        text: what to convert.
        chain: the conversions, as for `convert`.
        refused: words as they stand in the text, each as `changed_words` has it: refusing 于 leaves
            由于 to be changed.
    """
    converted = convert(text, chain)
    if not any(word in text for word in refused):
        return converted
    kept = [
        (source, target)
        for source, target in _changes(text, converted)
        if source.slice(text) in refused
    ]
    return _restored(text, converted, kept)


def _restored(
    text: str, converted: Converted, kept: list[tuple[TextRange, TextRange]]
) -> Converted:
    """Put the words of the text back in place of what they became."""
    pieces: list[str] = []
    done = 0
    for source, target in kept:
        pieces += (converted.text[done : target.start], source.slice(text))
        done = target.end
    pieces.append(converted.text[done:])
    starts = [source.start for source, _ in kept]
    segments = []
    for segment in converted.map.segments:
        # A word is either all of some segments or none of any.
        before = bisect_right(starts, segment.source_start) - 1
        if before < 0 or kept[before][0].end <= segment.source_start:
            length = segment.target_end - segment.target_start
            segments.append((segment.source_start, segment.source_end, length))
    return Converted("".join(pieces), OffsetMap.from_replacements(len(text), segments))


def _changes(text: str, converted: Converted) -> Iterator[tuple[TextRange, TextRange]]:
    """Yield the words that changed: where they stand in the text and in the converted one."""
    if converted.text == text:
        return
    new = converted.text
    for start, end, new_start, new_end in _units(text, converted.map.segments):
        if text[start:end] != new[new_start:new_end]:
            yield TextRange(start, end), TextRange(new_start, new_end)


def _units(text: str, segments: Iterable[Segment]) -> Iterator[tuple[int, int, int, int]]:
    """Yield start and end of the words before and after; those that a segment joins, as one."""
    coming = iter(segments)
    segment = next(coming, None)
    start = end = reach = shift = new_shift = 0
    # A guessed word would hide one that is in a dictionary: 全體干警, and not 干警 once more.
    for word in words(text, guess=False):
        if word.start >= reach and start < end:
            yield start, end, start + shift, end + new_shift
            start, shift = end, new_shift
        end = word.end
        while segment is not None and segment.source_start < end:
            reach = segment.source_end
            new_shift = segment.target_end - segment.source_end
            segment = next(coming, None)
    if start < end:
        yield start, end, start + shift, end + new_shift
