"""Whether lines were broken by a machine, or end where somebody ended them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.repair.records import are_records, sample
from reader.text.repair.vocabulary import is_within_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.text.repair.wrapping import Line

    Pair = tuple[Line, Line]
    """A line and the next one."""

# Of the line ends within paragraphs; measured on prose of four kinds, broken at three widths.
_FEWEST = 4
_FEW = 20
_MOST_MARKS = 0.5
"""That are after a mark: 0.2 in prose, all in verse."""
_MOST_SENTENCES = 0.35
"""That are after a sentence."""
_MOST_IF_TOLD = (0.5, 0.6)
"""Both where an indentation or a blank line tells otherwise where paragraphs begin."""
_WITHIN_WORDS = 0.1
"""That are within a word: 0.2 to 0.5 in prose, below 0.05 in lists."""
_GOING_ON = 0.25
"""That are in a sentence after the first of the line."""
_LOWER_CASE = 0.4
"""Of those between Latin letters, that have small ones on both sides."""
_ENDED = 0.5
"""Of the last lines of paragraphs, those that end a sentence."""

_SENTENCE_END = tuple("。！？!?．﹗﹖”」』’）)：:…")
_SENTENCE = lazy_pattern(r"[。！？]|(?<=[^\W\d]{2})[.!?] ")
_LEADER = lazy_pattern(r"(?:[A-Za-z]|\d{1,3})(?![A-Za-z0-9])")
_COUNTING_ON = 0.3
"""Of the lines that numbers or letters lead, those that count on from the one before, in a list."""


def are_broken(
    source: str,
    pairs: Sequence[Pair],
    broken: Sequence[Pair],
    *,
    is_clear: bool,
    is_told: bool,
) -> bool:
    """Tell whether lines of one width end where there was no more room.

    Verse has marks at the ends of its lines. A list, or what people say in a play, has lines that
    happen to be as wide, and seldom ends one within a word or goes on after a sentence.

    Args:
        source: the text.
        pairs: all lines with the next ones.
        broken: those that may be one.
        is_clear: whether the lines that do not end paragraphs are all of one width.
        is_told: whether all other lines have an indentation or a blank line after them.
    """
    most_sentences, most_marks = _MOST_IF_TOLD if is_told else (_MOST_SENTENCES, _MOST_MARKS)
    if len(broken) < _FEWEST:
        return False
    ends = [source[before.end - 1] for before, _ in broken]
    if sum(not (end.isalnum() or is_han(end)) for end in ends) > most_marks * len(ends):
        return False
    ended = sum(ends_sentence(source, before) for before, _ in broken)
    if ended > most_sentences * len(broken):
        return False
    going_on = sum(
        _SENTENCE.search(source, before.start, before.end - 1) is not None for before, _ in broken
    )
    evidence = (
        going_on >= _GOING_ON * len(broken),
        _are_within_words(source, broken),
        _have_ends(source, pairs, broken),
    )
    is_sure = all(evidence) and is_told
    if not is_sure and are_records([source[line.start : line.end] for _, line in sample(broken)]):
        return False
    return sum(evidence) >= (2 if is_clear else 3)


def _are_within_words(source: str, broken: Sequence[Pair]) -> bool:
    pairs = [source[before.end - 1] + source[line.start] for before, line in broken]
    of_han = [pair for pair in pairs if all(map(is_han, pair))]
    if 2 * len(of_han) >= len(pairs):
        share = 2 * _WITHIN_WORDS if len(of_han) < _FEW else _WITHIN_WORDS
        return sum(map(is_within_word, of_han)) >= max(2, share * len(of_han))
    small = sum(pair.isascii() and pair[0].islower() and pair[1].islower() for pair in pairs)
    has_words = all(" " in source[before.start : before.end] for before, _ in broken)
    return has_words and small >= _LOWER_CASE * len(pairs)


def _have_ends(source: str, pairs: Sequence[Pair], broken: Sequence[Pair]) -> bool:
    """Tell whether most paragraphs, as the lines would be joined, end with a sentence."""
    goes_on = {before for before, _ in broken}
    within = {line for _, line in broken}
    last = [before for before, _ in pairs if before not in goes_on and before in within]
    ended = sum(ends_sentence(source, line) or source[line.end - 1] == "." for line in last)
    return ended >= _ENDED * len(last)


def breaks_before_digits(source: str, lines: Sequence[Line]) -> bool:
    """Tell whether lines were broken before numbers, in the middle of sentences.

    What begins with numbers otherwise, as chronicles and lists do, does so after sentences, or has
    none that end within a line.
    """
    led = [pair for pair in pairwise(lines) if is_led(source, pair)]
    middle = [pair for pair in led if is_han(source[pair[0].end - 1])]
    if len(middle) <= _FEWEST or 2 * len(middle) < len(led) or _count_on(source, led):
        return False
    ended = sum(ends_sentence(source, line) for line in lines)
    going_on = sum(
        _SENTENCE.search(source, line.start, line.end - 1) is not None for _, line in middle
    )
    within = sum(re.search(r"[㐀-鿿]\d", source[b.start : b.end]) is not None for b, _ in middle)
    return (
        ended <= _MOST_SENTENCES * len(lines)
        and going_on >= _GOING_ON * len(middle)
        and 2 * within < len(middle)
    )


def _count_on(source: str, led: Sequence[Pair]) -> bool:
    """Tell whether what leads lines are the numbers or letters of a list: 1 2 3, A B C."""
    leaders = [_LEADER.match(source, line.start, line.end) for _, line in led]
    following = sum(
        first is not None and second is not None and _follows(first[0], second[0])
        for first, second in pairwise(leaders)
    )
    return following >= _COUNTING_ON * len(led)


def _follows(first: str, second: str) -> bool:
    if first.isdigit() or second.isdigit():
        return first.isdigit() and second.isdigit() and int(second) == int(first) + 1
    return ord(second) == ord(first) + 1


def is_led(source: str, pair: Pair) -> bool:
    """Tell whether the second of two lines begins with a digit or a Latin letter."""
    first = source[pair[1].start]
    return first.isascii() and first.isalnum()


def ends_sentence(source: str, line: Line) -> bool:
    """Tell whether a line ends with a mark that nothing need follow."""
    return source.endswith(_SENTENCE_END, line.start, line.end)
