"""The part of a long text that is shown before the whole is understood.

Structure and damage both depend on the whole: whether `第三章` is one of a series, whether a first
line is a title, whether marks were folded. Structure is found in the whole, which is quick. To find
all damage is not, and so it is looked for in the part and in samples from everywhere, twice, with
other samples each time. Only where both say the same of the part, and the damage is such that lines
stay what they are, the part is shown; else there is nothing to show before all is understood.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from itertools import accumulate, islice, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.document.analysis import key_of, structured
from reader.document.overlays.repair_decisions import decided
from reader.gc_pause import no_collection
from reader.progress import UNHEARD, Stretch
from reader.text.offsets import TextRange
from reader.text.repair import find_damage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.document.model import Document, Extraction
    from reader.document.overlays.overlays import Overlays
    from reader.progress import Progress
    from reader.text.repair import Repair

SHORTEST = 600_000
"""Code points; what is shorter is understood in a third of a second."""
_SHOWN, _LONGEST = 24_000, 60_000
"""Code points of the part, about, which are some twenty screens, and at most."""
_BEFORE = 8_000
"""Of them before the place it is wanted at."""
_MARGIN = 3_000
"""Code points that are looked at on both sides of it."""
_HEAD, _TAIL = 4_000, 2_000
"""Code points of the beginning and of the end of the text that are looked at besides."""
_SAMPLED = 0.3
"""How far it is once samples are looked at: the share of the time that it takes."""
_VIEWS = 2
_SAMPLES, _SAMPLE = 12, 1_500
"""Samples in each view, and code points of each."""
_OFTEN = 8
"""Repairs of a rule in the part, of which samples of the rest should have some."""
_LONGEST_REPAIR = 12
"""Code points; longer damage is of lines, or of all the text."""


class FirstPart(NamedTuple):
    """What is known of a long text before all of its damage is."""

    document: Document
    """Its source is the whole; its blocks, sections and repairs are those of the part."""
    guess: Document
    """What the whole is if there is no damage but in the part."""


@no_collection()
def first_part(
    extraction: Extraction, overlays: Overlays, place: int, progress: Progress = UNHEARD
) -> FirstPart | None:
    """Understand a part of a long text; None where only the whole can tell.

    Args:
        extraction: the whole text.
        overlays: what the user decided about it.
        place: source offset that the part is around.
        progress: told how far it is.

    Raises:
        Cancelled: the progress says so.
    """
    text = extraction.source.text
    # What was decided about places may be about what no sample has.
    is_decided = overlays.corrections or not all(each.is_on_all for each in overlays.decisions)
    if len(text) < SHORTEST or extraction.blocks is not None or is_decided:
        return None
    shown = _part_around(text, place)
    if len(shown) > _LONGEST:
        return None
    looked_at = [shown, TextRange(0, _line_start(text, _HEAD))]
    views = []
    for number in range(_VIEWS):
        progress.report(_SAMPLED * number / _VIEWS)
        pieces = _in_order([*_around(text, looked_at), *_samples(text, number)])
        views.append(_damage_in(looked_at, extraction, pieces))
    found = views[0]
    if found is None or any(view != found for view in views):
        return None
    samples = _in_order(each for number in range(_VIEWS) for each in _samples(text, number))
    elsewhere = _damage_in(samples, extraction, samples)
    if elsewhere is None or not _are_of_one_mind(found, elsewhere):
        return None
    structuring = Stretch(progress, _SAMPLED, 1)
    guess = structured(extraction, found, decided(found, overlays.decisions), structuring)
    document = _only(guess, shown, overlays)
    return None if document is None else FirstPart(document, guess)


def _damage_in(
    looked_at: Sequence[TextRange], extraction: Extraction, pieces: Sequence[TextRange]
) -> tuple[Repair, ...] | None:
    """Return the damage of parts of a text as found in a text of its pieces.

    None where it is such that lines of the whole may be other ones than they seem to be.
    """
    source = extraction.source.text
    starts = [0, *accumulate(map(len, pieces))]
    text = "".join(piece.slice(source) for piece in pieces)
    known: list[Repair] = []
    for piece, start in zip(pieces, starts, strict=False):
        known += _within(extraction.repairs, piece, start - piece.start)
    damage = find_damage(text, known)
    if damage.given_up or not all(map(_leaves_lines_alone, damage.repairs)):
        return None
    found: list[Repair] = []
    for part in _in_order(looked_at):
        number = bisect_right(pieces, part.start, key=attrgetter("start")) - 1
        distance = pieces[number].start - starts[number]
        found += _within(damage.repairs, part.shifted(-distance), distance)
    return tuple(found)


def _are_of_one_mind(found: Sequence[Repair], elsewhere: Sequence[Repair]) -> bool:
    """Tell whether what is often damaged in a part is damaged in the rest, and as surely.

    The part weighs more among its samples than in the whole.
    """
    there = {(repair.rule, repair.applied) for repair in elsewhere}
    counts = Counter(repair.rule for repair in found)
    return all(
        (repair.rule, repair.applied) in there and (repair.rule, not repair.applied) not in there
        for repair in found
        if counts[repair.rule] >= _OFTEN
    )


def _leaves_lines_alone(repair: Repair) -> bool:
    is_short = max(len(repair.before), len(repair.after)) <= _LONGEST_REPAIR
    return is_short and "\n" not in repair.before and "\n" not in repair.after


def _within(repairs: Sequence[Repair], part: TextRange, distance: int) -> Iterator[Repair]:
    """Yield the repairs within a part, moved by a distance."""
    first = bisect_left(repairs, part.start, key=attrgetter("start"))
    for repair in takewhile(lambda each: each.end <= part.end, islice(repairs, first, None)):
        yield repair.shifted(distance)


def _only(guess: Document, shown: TextRange, overlays: Overlays) -> Document | None:
    """Return a document with the blocks within a part, and the sections they are of."""
    sections = []
    first = guess.section_index(shown.start)
    for section in takewhile(lambda each: each.range.start < shown.end, guess.sections[first:]):
        blocks = tuple(
            block
            for block in section.blocks
            if shown.start <= block.range.start and block.range.end <= shown.end
        )
        if blocks:
            sections.append(replace(section, blocks=blocks))
    if not sections:
        return None
    if guess.found and sections[0].range.start < shown.start:
        # Its heading stands before the part, and may be damaged itself.
        sections[0] = replace(sections[0], title=None)
    part = TextRange(sections[0].blocks[0].range.start, sections[-1].blocks[-1].range.end)
    return replace(guess, sections=tuple(sections), part=part, laid=key_of(overlays))


def _part_around(text: str, place: int) -> TextRange:
    """Return the whole lines around a place that are shown."""
    start = max(0, min(place, len(text) - 1) - _BEFORE)
    start = _line_start(text, start) if start > _BEFORE else 0
    return TextRange(start, _line_start(text, start + _SHOWN))


def _around(text: str, looked_at: Sequence[TextRange]) -> Iterator[TextRange]:
    """Yield parts of a text with a margin, and its end."""
    for part in looked_at:
        start = _line_start(text, part.start - _MARGIN) if part.start > _MARGIN else 0
        yield TextRange(start, _line_start(text, part.end + _MARGIN))
    yield TextRange(_line_start(text, len(text) - _TAIL), len(text))


def _samples(text: str, number: int) -> Iterator[TextRange]:
    """Yield samples from everywhere in a text; each view, by its number, has others."""
    step = len(text) // (_SAMPLES * _VIEWS)
    for count in range(_SAMPLES):
        start = _line_start(text, step * (count * _VIEWS + number))
        yield TextRange(start, _line_start(text, start + _SAMPLE))


def _in_order(pieces: Iterable[TextRange]) -> list[TextRange]:
    """Return ranges in order, those that overlap or touch as one."""
    joined: list[TextRange] = []
    for piece in sorted(pieces):
        if joined and piece.start <= joined[-1].end:
            joined[-1] = TextRange(joined[-1].start, max(joined[-1].end, piece.end))
        elif not piece.is_empty:
            joined.append(piece)
    return joined


def _line_start(text: str, offset: int) -> int:
    """Return where the first line begins that begins at an offset or after it."""
    return 0 if offset <= 0 else text.find("\n", offset - 1) + 1 or len(text)
