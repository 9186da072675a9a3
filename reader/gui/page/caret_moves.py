"""Where a caret gets to: by character, word, clause, sentence, line, paragraph and section.

Forward leads to the end of what is moved by, back to its beginning, so that what lies between two
moves is just that word or clause, without the marks beside it.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from reader.document.selection_units import SelectionUnit, stretch_at
from reader.gui.page.characters import is_between_characters
from reader.gui.page.flow import DisplayPosition
from reader.gui.page.lines import LinePlace, line_of
from reader.gui.page.writing_mode import LogicalPoint, LogicalRect
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.model import Document
    from reader.gui.page.flow import Flow
    from reader.gui.page.lines import Line


class Step(Enum):
    """What a caret moves by."""

    CHARACTER = auto()
    WORD = auto()
    CLAUSE = auto()
    SENTENCE = auto()
    LINE = auto()
    LINE_EDGE = auto()
    """To the end of the line, or its beginning."""
    PARAGRAPH = auto()
    SECTION = auto()
    DOCUMENT = auto()


UNITS = {
    Step.WORD: SelectionUnit.WORD,
    Step.CLAUSE: SelectionUnit.CLAUSE,
    Step.SENTENCE: SelectionUnit.SENTENCE,
    Step.PARAGRAPH: SelectionUnit.PARAGRAPH,
}
"""The steps by what has words."""


class CaretPlace(NamedTuple):
    """A gap between two characters, and at which of two lines it is shown."""

    offset: int
    """Of the source text."""
    ends_line: bool = False
    """Where one line ends and the next begins without a gap: whether it is at the end."""


def gap_of(flow: Flow, offset: int) -> DisplayPosition:
    """Return the gap at a source offset; the end of a paragraph is not the start of the next."""
    units = flow.units
    index = max(0, bisect_right(units.table.starts, offset) - 1)
    part = units[index].range
    if offset > part.end and index + 1 < len(units):
        return DisplayPosition(index + 1, 0)
    if offset >= part.end:
        return DisplayPosition(index, len(flow.rendered(index).text))
    return flow.place(max(offset, part.start))


def source_of(flow: Flow, place: DisplayPosition) -> int:
    """Return the source offset of a gap; at the end of a unit, that of its end."""
    if place.offset == len(flow.rendered(place.unit).text):
        return flow.units[place.unit].range.end
    return flow.source_offset(place)


def line_at_caret(flow: Flow, place: CaretPlace) -> LinePlace:
    """Return the line a caret is shown in."""
    unit, offset = gap_of(flow, place.offset)
    lines = flow.layout(unit).lines
    number = line_of(lines, offset)
    is_between = number > 0 and lines[number].start == offset
    return LinePlace(unit, number - 1 if place.ends_line and is_between else number)


def caret_box(flow: Flow, place: CaretPlace) -> LogicalRect:
    """Return where a caret is drawn in its unit: a box without width, as high as the text."""
    unit, offset = gap_of(flow, place.offset)
    layout = flow.layout(unit)
    if line_at_caret(flow, place).number == line_of(layout.lines, offset):
        return layout.boxes(TextRange(offset, offset))[0]
    # The gap is at the end of the line before: after its last character.
    before = layout.boxes(TextRange(offset - 1, offset))[0]
    return LogicalRect(before.inline_end, before.block, 0.0, before.block_size)


def moved(flow: Flow, place: CaretPlace, step: Step, *, forward: bool, inline: float) -> CaretPlace:
    """Return where a caret gets to by one step; at an end of the article it stays.

    Args:
        flow: what it moves in.
        place: where it is.
        step: what it moves by.
        forward: whether towards the end.
        inline: where along a line it is to be after a move by lines, in pixels.
    """
    if step is Step.LINE:
        return _by_line(flow, place, inline, forward=forward)
    if step is Step.LINE_EDGE:
        return _to_line_edge(flow, line_at_caret(flow, place), forward=forward)
    offset, document = place.offset, flow.rendition.document
    if step is Step.CHARACTER:
        return CaretPlace(_by_character(flow, offset, forward=forward))
    if step is Step.SECTION:
        return CaretPlace(_by_section(document, offset, forward=forward))
    if step is Step.DOCUMENT:
        ends = document.blocks[0].range.start, document.blocks[-1].range.end
        return CaretPlace(ends[forward])
    by_unit = end_after if forward else start_before
    return CaretPlace(by_unit(document, offset, UNITS[step]))


def beginning_of_move(document: Document, start: int, end: int, step: Step) -> int:
    """Return where selecting begins that goes from a caret over a word, clause or sentence.

    Where only marks stand between the caret and it, they are left out.
    """
    unit = UNITS.get(step)
    if unit is None or start == end:
        return start
    if end > start:
        return max(start, stretch_at(document, end - 1, unit).start)
    return min(start, stretch_at(document, end, unit).end)


def _by_line(flow: Flow, place: CaretPlace, inline: float, *, forward: bool) -> CaretPlace:
    here = line_at_caret(flow, place)
    unit, number = here.unit, here.number + (1 if forward else -1)
    if number < 0:
        if unit == 0:
            return CaretPlace(_to_line_edge(flow, here, forward=False).offset)
        unit -= 1
        number = len(flow.layout(unit).lines) - 1
    elif number == len(flow.layout(unit).lines):
        if unit + 1 == len(flow.units):
            return _to_line_edge(flow, here, forward=True)
        unit, number = unit + 1, 0
    layout = flow.layout(unit)
    line = layout.lines[number]
    offset = layout.offset_at(LogicalPoint(inline, line.body + line.body_size / 2))
    return _shown_place(flow, unit, layout.lines, number, offset)


def _to_line_edge(flow: Flow, here: LinePlace, *, forward: bool) -> CaretPlace:
    unit, number = here
    lines = flow.layout(unit).lines
    if not forward:
        return _shown_place(flow, unit, lines, number, lines[number].start)
    is_last = number + 1 == len(lines)
    end = len(flow.rendered(unit).text) if is_last else lines[number + 1].start
    return _shown_place(flow, unit, lines, number, end)


def _shown_place(
    flow: Flow, unit: int, lines: Sequence[Line], number: int, offset: int
) -> CaretPlace:
    """Return the place of a displayed offset in a line of a unit."""
    ends_line = number + 1 < len(lines) and offset >= lines[number + 1].start
    return CaretPlace(source_of(flow, DisplayPosition(unit, offset)), ends_line)


def _by_character(flow: Flow, offset: int, *, forward: bool) -> int:
    """Return the next gap that is another one in the source, and in no character made of many."""
    unit, shown = gap_of(flow, offset)
    text = flow.rendered(unit).text
    way = range(shown + 1, len(text) + 1) if forward else range(shown - 1, -1, -1)
    for gap in way:
        source = source_of(flow, DisplayPosition(unit, gap))
        if is_between_characters(text, gap) and (source > offset) is forward and source != offset:
            return source
    if forward:
        is_last = unit + 1 == len(flow.units)
        return flow.units[unit].range.end if is_last else flow.units[unit + 1].range.start
    if unit == 0:
        return flow.units[0].range.start
    before = flow.units[unit - 1].range.end
    # A long paragraph is cut where no gap is: its parts meet.
    return before if before < offset else _by_character_from_end(flow, unit - 1)


def _by_character_from_end(flow: Flow, unit: int) -> int:
    text = flow.rendered(unit).text
    gap = len(text) - 1
    while gap > 0 and not is_between_characters(text, gap):
        gap -= 1
    return source_of(flow, DisplayPosition(unit, max(0, gap)))


def end_after(document: Document, offset: int, unit: SelectionUnit) -> int:
    """Return the end of the stretch at an offset, or of the next one that has a word in it."""
    text, end = document.source.text, document.blocks[-1].range.end
    while offset < end:
        index = document.block_index(offset)
        block = document.blocks[index].range
        if offset >= block.end:
            offset = document.blocks[index + 1].range.start
            continue
        stop = stretch_at(document, offset, unit).end
        if stop > offset and has_words(text[offset:stop]):
            return stop
        offset = max(stop, offset + 1)
    return end


def start_before(document: Document, offset: int, unit: SelectionUnit) -> int:
    """Return the start of the stretch before an offset, or of the last with a word in it."""
    text, start = document.source.text, document.blocks[0].range.start
    while offset > start:
        block = document.blocks[document.block_index(offset - 1)].range
        if offset > block.end:
            offset = block.end
            continue
        begin = stretch_at(document, offset - 1, unit).start
        if begin < offset and has_words(text[begin:offset]):
            return begin
        offset = min(begin, offset - 1)
    return start


def _by_section(document: Document, offset: int, *, forward: bool) -> int:
    """Return where the next section begins, or where this one does; before that, the last one."""
    starts = [section.blocks[0].range.start for section in document.sections if section.blocks]
    after = bisect_right(starts, offset)
    if forward:
        return starts[after] if after < len(starts) else document.blocks[-1].range.end
    earlier = [start for start in starts[:after] if start < offset]
    return earlier[-1] if earlier else document.blocks[0].range.start


def has_words(text: str) -> bool:
    """Tell whether there is more in a text than marks and spaces."""
    return any(character.isalnum() for character in text)
