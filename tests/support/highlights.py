"""Users who mark, switch the script, decide on repairs and correct roles, in any order.

What must hold of a highlight whatever they do is said here once, for the property tests and for
`tests.long_run`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotation.anchoring import anchor
from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.annotation.sets import new_set
from reader.document.analysis import as_decided
from reader.document.model import BlockKind
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on
from reader.document.overlays.role_corrections import LOWEST_LEVEL, Correction
from reader.document.rendition import Rendition
from reader.storage.codec import decode, encode
from reader.text.folding import fold
from reader.text.offsets import OffsetMap, TextRange
from reader.text.script import AUTO, CONFIGS, ORIGINAL

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from reader.annotation.model import Annotation
    from reader.document.model import Document
    from reader.document.overlays.repair_decisions import Decision
    from reader.text.repair import Repair

VIEWS = (ORIGINAL, *AUTO, *CONFIGS)
_ACROSS = 3
"""Blocks a selection may reach on."""


class View:
    """An article as displayed in one script, with where each of its characters comes from."""

    def __init__(self, document: Document, target: str) -> None:
        self.rendition = Rendition(document, target)
        self._blocks = [block.range for block in document.blocks]
        self._shown: dict[int, _Shown] = {}

    def select(self, rng: random.Random) -> tuple[TextRange, str]:
        """Select something displayed, as the mouse does; return its source range and its text."""
        first = rng.randrange(len(self._blocks))
        last = min(first + rng.choice((0, 0, 0, 1, _ACROSS)), len(self._blocks) - 1)
        start = rng.randrange(max(1, len(self._of(first).text)))
        least = start + 1 if first == last else 1
        length = len(self._of(last).text)
        end = rng.randint(min(least, length), min(least + rng.choice((2, 12, 400)), length))
        head, tail = self._of(first), self._of(last)
        begin = head.map.to_source(TextRange(start, min(start + 1, len(head.text)))).start
        stop = tail.map.to_source(TextRange(max(0, end - 1), end)).end
        place = TextRange(begin + self._blocks[first].start, stop + self._blocks[last].start)
        return place, self.text_of(place)

    def text_of(self, place: TextRange) -> str:
        """Return what is displayed of a source range."""
        return self.rendition.text_of(place)

    def faults_of(self, place: TextRange) -> Iterator[str]:
        """Yield what is wrong about how a source range is displayed.

        Every character of the range must be covered, by itself or by the smallest stretch that
        stands for it, and nothing else.
        """
        document = self.rendition.document
        for index in range(document.block_index(place.start), len(self._blocks)):
            block = self._blocks[index]
            if block.start >= place.end:
                break
            if block.overlaps(place):
                inside = place.clipped_to(block).shifted(-block.start)
                yield from self._of(index).faults_of(inside)

    def dishonest_blocks(self) -> Iterator[str]:
        """Yield the blocks that display, for a character, something that does not stand for it."""
        for index, block in enumerate(self._blocks):
            source = block.slice(self.rendition.document.source.text)
            pairs = list(self._of(index).pairs(source))
            here = "".join(pair[0] for pair in pairs)
            there = "".join(pair[1] for pair in pairs)
            is_same = here == there
            if not is_same and (self.rendition.target == ORIGINAL or fold(here) != fold(there)):
                yield f"block {index} displays {there!r} for {here!r}"

    def _of(self, index: int) -> _Shown:
        if index not in self._shown:
            text, offsets = self.rendition.part(self._blocks[index])
            self._shown[index] = _Shown(text, offsets)
        return self._shown[index]


class _Shown:
    """A block as displayed, with a plain table of what stands for what, made from the segments."""

    def __init__(self, text: str, offsets: OffsetMap) -> None:
        self.text = text
        self.map = offsets
        self._starts, self._ends = _table(offsets)
        self._back_starts, self._back_ends = _table(offsets.inverse())

    def faults_of(self, inside: TextRange) -> Iterator[str]:
        shown = self.map.to_target(inside)
        expected = _hull(self._starts, self._ends, inside)
        if expected is None:
            if not shown.is_empty:
                yield f"{inside} is not displayed, yet {shown} stands for it"
            return
        if shown != expected:
            yield f"{inside} is displayed at {shown}, not {expected}"
        back = self.map.to_source(shown)
        if back != _hull(self._back_starts, self._back_ends, shown):
            yield f"{shown} is made from {back}"
        # Of a whole stretch that stands for another the highlight may hold a part.
        if (
            self.map.to_target(back) != shown
            or self.map.to_source(self.map.to_target(back)) != back
        ):
            yield f"{shown} selected again is not {back}"

    def pairs(self, source: str) -> Iterator[tuple[str, str]]:
        """Yield the stretches of source and display that correspond by the character."""
        ends = [(0, 0), *((s.source_end, s.target_end) for s in self.map.segments)]
        starts = [(s.source_start, s.target_start) for s in self.map.segments]
        starts.append((len(source), len(self.text)))
        for (begin, shown_begin), (stop, shown_stop) in zip(ends, starts, strict=True):
            yield source[begin:stop], self.text[shown_begin:shown_stop]


class Reader:
    """Someone with an article open, at random."""

    def __init__(self, found: Document, rng: random.Random) -> None:
        self._found = found
        self._rng = rng
        self._overlays = Overlays()
        self.document = found
        self._views: dict[str, View] = {}

    def view(self, target: str) -> View:
        """Return the article in a script, as it reads now."""
        if target not in self._views:
            self._views[target] = View(self.document, target)
        return self._views[target]

    def act(self) -> None:
        """Decide on repairs or correct roles."""
        if self._found.repairs and self._rng.random() < 0.6:
            self._overlays = self._overlays.decided(self._some_decisions())
        else:
            self._overlays = self._overlays.corrected([self._some_correction()])
        self.document = as_decided(self._found, self._overlays)
        self._views.clear()

    def faults_stored(self, annotations: Sequence[Annotation]) -> Iterator[str]:
        """Yield what does not come back from a file as it was."""
        written = replace(new_set(self.document), items=tuple(annotations))
        written = with_overlays(written, self._overlays)
        read = decode(encode(written), Path("annotations.json"))
        if overlays_of(read) != self._overlays:
            yield "decisions or corrections read differently"
        for before, after in zip(annotations, read.items, strict=True):
            if anchor(after, self.document) != anchor(before, self.document):
                yield f"{before.target} read differently"

    def faults_of(self, annotation: Annotation, place: TextRange, quote: str) -> Iterator[str]:
        """Yield what is wrong with a highlight that was made of a place with these characters."""
        found = anchor(annotation, self.document)
        if found != place:
            yield f"{place} was found at {found}"
        elif place.slice(self.document.source.text) != quote:
            yield f"{place} lost its characters"

    def _some_decisions(self) -> list[Decision]:
        repairs = self._found.repairs
        count = self._rng.choice((1, 1, 1, 5, len(repairs)))
        chosen = self._rng.sample(repairs, min(count, len(repairs)))
        return [self._some_decision(repair) for repair in chosen]

    def _some_decision(self, repair: Repair) -> Decision:
        after = self._rng.choice((repair.after, *repair.alternatives))
        return decision_on(repair, applied=self._rng.random() < 0.5, after=after)

    def _some_correction(self) -> Correction:
        block = self._rng.choice(self.document.blocks).range
        kind = self._rng.choice(list(BlockKind))
        level = self._rng.randint(1, LOWEST_LEVEL) if kind is BlockKind.HEADING else 0
        return Correction(range=block, kind=kind, level=level)


def _table(offsets: OffsetMap) -> tuple[list[int], list[int]]:
    """Return, for each character of the source, where what stands for it starts and ends."""
    starts: list[int] = []
    ends: list[int] = []
    end = offsets.target_length
    borders = [*offsets.segments, (offsets.source_length, offsets.source_length, end, end)]
    shown = 0
    for source_start, source_end, target_start, target_end in borders:
        plain = source_start - len(starts)
        starts += range(shown, shown + plain)
        ends += range(shown + 1, shown + plain + 1)
        starts += [target_start] * (source_end - source_start)
        ends += [target_end] * (source_end - source_start)
        shown = target_end
    return starts, ends


def _hull(starts: list[int], ends: list[int], part: TextRange) -> TextRange | None:
    """Return the smallest range that holds what stands for each character; None for nothing."""
    covered = [i for i in range(part.start, part.end) if starts[i] < ends[i]]
    return TextRange(starts[covered[0]], ends[covered[-1]]) if covered else None
