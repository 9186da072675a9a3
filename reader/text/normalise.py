"""Correcting Traditional that was converted character by character, as the user agrees.

A conversion to Simplified and back lets the words decide which Traditional character is meant
(干部 → 幹部). What a user refuses, say the surname 于, is left as it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reader.text.converted import Converted
from reader.text.offsets import OffsetMap, TextRange
from reader.text.patterns import lazy_pattern
from reader.text.script import PUTTING_RIGHT, convert, simplify
from reader.text.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from reader.text.segments import Segment

_RUN = lazy_pattern(r"\w+\W*|\W+")
"""Letters, and what parts them from the next: words do not reach across."""

_PART = 4_000
"""Characters converted at once: some milliseconds."""

_PART_END = lazy_pattern("[\n。]")

NORMALISE: Final = (PUTTING_RIGHT,)
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


def _always() -> bool:
    return True


def changed_words(
    text: str, chain: tuple[str, ...] = NORMALISE, *, is_wanted: Callable[[], bool] = _always
) -> tuple[ChangedWord, ...]:
    """Return the words that a chain of conversions changes, the commonest first.

    A word that becomes one thing here and another there is listed once for each.

    Args:
        text: what would be converted.
        chain: the conversions, as for `convert`.
        is_wanted: asked every few milliseconds; once it says no, the rest of the text is left out.
    """
    places: dict[tuple[str, str], list[TextRange]] = {}
    start = 0
    for part in _parts(text):
        if not is_wanted():
            break
        converted = convert(part, chain)
        for source, target in _changes(part, converted):
            key = source.slice(part), target.slice(converted.text)
            places.setdefault(key, []).append(source.shifted(start))
        start += len(part)
    found = (ChangedWord(old, new, tuple(where)) for (old, new), where in places.items())
    return tuple(sorted(found, key=lambda word: (-word.count, word.places[0])))


def _parts(text: str) -> Iterator[str]:
    """Cut a text at the ends of lines and sentences, which no word reaches across."""
    start = 0
    while start < len(text):
        match = _PART_END.search(text, start + _PART)
        end = match.end() if match else len(text)
        yield text[start:end]
        start = end


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
    simplified = simplify(text)
    start = new_start = 0
    for end, segments in _runs(text, converted.map.segments):
        new_end = end + new_start - start
        if segments:
            new_end = end + segments[-1].target_end - segments[-1].source_end
        # Looking for words takes longer than converting them: only where something changed.
        if text[start:end] != new[new_start:new_end]:
            for source, target in _units(simplified, start, end, segments, new_start - start):
                if source.slice(text) != target.slice(new):
                    yield source, target
        start, new_start = end, new_end


def _runs(text: str, segments: Sequence[Segment]) -> Iterator[tuple[int, Sequence[Segment]]]:
    """Yield the ends of runs of letters, each with its segments; no segment reaches across."""
    first = last = 0
    for match in _RUN.finditer(text):
        end = match.end()
        while last < len(segments) and segments[last].source_start < end:
            last += 1
        if first == last or segments[last - 1].source_end <= end:
            yield end, segments[first:last]
            first = last


def _units(
    simplified: str, run: int, run_end: int, segments: Iterable[Segment], shift: int
) -> Iterator[tuple[TextRange, TextRange]]:
    """Yield the words of a run before and after; those that a segment joins, as one.

    Args:
        simplified: what is converted, in Simplified.
        run: where the run starts.
        run_end: where it ends.
        segments: those in the run.
        shift: from the start of the run to where it starts in the converted text.
    """
    coming = iter(segments)
    segment = next(coming, None)
    start = end = reach = run
    new_shift = shift
    # A guessed word would hide one that is in a dictionary: 全體干警, and not 干警 once more.
    for word in words(simplified[run:run_end], guess=False, is_simplified=True):
        if run + word.start >= reach and start < end:
            yield TextRange(start, end), TextRange(start + shift, end + new_shift)
            start, shift = end, new_shift
        end = run + word.end
        while segment is not None and segment.source_start < end:
            reach = segment.source_end
            new_shift = segment.target_end - segment.source_end
            segment = next(coming, None)
    if start < end:
        yield TextRange(start, end), TextRange(start + shift, end + new_shift)
