"""Units a selection expands to and shrinks to, from the word to the paragraph.

They are found in the repaired text, so that a word that damage tore apart is one word, and given as
ranges of the source text: they are the same in whichever script the article is shown.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern
from reader.text.words import word_at

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from reader.document.model import Document


class SelectionUnit(IntEnum):
    """What a selection grows by; each is within the next."""

    WORD = 1
    CLAUSE = 2
    SENTENCE = 3
    PARAGRAPH = 4


# Both begin with a set of characters, which a search in a long text skips to.
_BETWEEN_CLAUSES = lazy_pattern(
    r"[，。；：！？、…—“”‘’「」『』《》〈〉（）()【】,:;!?\s]"
    # A comma in 1,000 and a colon in 20:25 divide nothing, nor does a space between Latin words.
    r"(?<![,:;!?](?=\d))(?<![!-~]\s(?=[!-~]))"
)
_BETWEEN_SENTENCES = lazy_pattern(r"[。！？!?.](?<!\.(?!\s))[。！？!?]*[”’」』）)】]*")
_AROUND_A_WORD = 150
"""Characters on either side that decide what is a word: in a paragraph of any length a click is
quick."""
_FIRST_LOOK_BACK = 400
_LONGEST_MARK = 40
"""Characters a mark between two sentences may have: 。” or a long row of ！."""


def stretch_at(document: Document, offset: int, unit: SelectionUnit) -> TextRange:
    """Return the stretch that the character at a source offset belongs to.

    For a mark between two clauses, that is the mark; a mark at the end of a sentence belongs to the
    sentence. An offset between two paragraphs counts as the end of the first of them.
    """
    block = document.blocks[document.block_index(offset)].range
    if unit is SelectionUnit.PARAGRAPH:
        return block
    text, repairs = document.repaired
    shown = repairs.to_target(block)
    inside = min(max(offset, block.start), block.end - 1)
    place = repairs.to_target(TextRange(inside, inside + 1)).start
    if shown.is_empty:
        return block
    place = min(place, shown.end - 1)
    found = _FINDERS[unit](text, shown, place)
    return repairs.to_source(found).clipped_to(block)


def stretch_around(document: Document, part: TextRange, unit: SelectionUnit) -> TextRange:
    """Return the stretches from that of the first character of a range to that of the last."""
    first = stretch_at(document, part.start, unit)
    last = stretch_at(document, max(part.start, part.end - 1), unit)
    return TextRange(min(first.start, part.start), max(last.end, part.end))


def expanded(document: Document, part: TextRange) -> TextRange:
    """Return the next larger stretch around a range; the range itself where there is none."""
    around = (stretch_around(document, part, unit) for unit in SelectionUnit)
    return next((found for found in around if found != part), part)


def shrunk(document: Document, part: TextRange, offset: int) -> TextRange:
    """Return the next smaller stretch around a source offset within a range.

    Where even the word is not smaller, it is the range itself.
    """
    for unit in reversed(SelectionUnit):
        found = stretch_at(document, offset, unit)
        if part.start <= found.start and found.end <= part.end and len(found) < len(part):
            return found
    return part


def _word(text: str, block: TextRange, place: int) -> TextRange:
    start = max(block.start, place - _AROUND_A_WORD)
    end = min(block.end, place + _AROUND_A_WORD)
    return word_at(text[start:end], place - start).shifted(start)


def _clause(text: str, block: TextRange, place: int) -> TextRange:
    if mark := _BETWEEN_CLAUSES.match(text, place, block.end):
        return TextRange(*mark.span())
    before = _last_mark(_BETWEEN_CLAUSES, text, block.start, place)
    after = _BETWEEN_CLAUSES.search(text, place, block.end)
    return TextRange(before or block.start, after.start() if after else block.end)


def _sentence(text: str, block: TextRange, place: int) -> TextRange:
    # A mark that reaches over the place ends the sentence of the place.
    nearest = max(block.start, place - _LONGEST_MARK)
    marks = _BETWEEN_SENTENCES.finditer(text, nearest, block.end)
    end = next((mark.end() for mark in marks if mark.end() > place), block.end)
    start = _last_mark(_BETWEEN_SENTENCES, text, block.start, place) or block.start
    while start < place and text[start].isspace():
        start += 1
    return TextRange(start, end)


_FINDERS = {
    SelectionUnit.WORD: _word,
    SelectionUnit.CLAUSE: _clause,
    SelectionUnit.SENTENCE: _sentence,
}


def _last_mark(pattern: re.Pattern[str], text: str, start: int, place: int) -> int | None:
    """Return where the last mark that ends before or at a place ends, looking back bit by bit."""
    for begin, end in _back_from(place, start):
        reach = end + _LONGEST_MARK
        ends = [mark.end() for mark in pattern.finditer(text, begin, reach) if mark.end() <= place]
        if ends:
            return ends[-1]
    return None


def _back_from(place: int, start: int) -> Iterator[tuple[int, int]]:
    """Yield stretches before a place, the nearest first, each twice as long as the one before."""
    end, length = place, _FIRST_LOOK_BACK
    while end > start:
        begin = max(start, end - length)
        yield begin, end
        end, length = begin, 2 * length
