"""Verse: poems in prose, poems alone, collections of poems with their titles and authors."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.document.structure.person_names import is_chinese_name, names_in
from reader.document.structure.punctuation import FINAL, LETTER, NOT_FIRST
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from reader.document.structure.lines import Lines

_COMMA = r"[，,、；;．﹐？！　 ]"
_STOP = r"[，。！？；、,.!?;．﹐﹗﹖]?[”」』’）)]?"
_SHORTEST, _LONGEST = 4, 2 * (7 + 1 + 7 + 2)
_FEWEST = {"pair": 2, "half": 4}
"""Lines of one measure that make a poem."""


def find_verse(lines: Lines, count: int, known: Container[int], *, has_title: bool) -> list[int]:
    """Return the numbers of the lines of verse among the first `count`.

    Args:
        lines: all lines.
        count: lines that are part of the article.
        known: numbers of lines that are something else.
        has_title: whether the text has a title: a poem has, a list of short remarks has not.
    """
    measured = list(_measured(lines, count, known))
    runs = list(_runs(lines, count, known))
    many = sum(number not in known for number in range(1, count))
    short = sum(map(len, runs)) + sum(len(run) for run in measured if len(run) < _FEWEST_LINES)
    is_poem = short >= _MOST_OF_POEM * many and _has_stanzas(lines, count, has_title=has_title)
    found: set[int] = set()
    for run in measured:
        if _is_measured_verse(lines, run, is_poem=is_poem):
            found.update(run)
    for run in runs:
        if not found.isdisjoint(run):
            continue
        if _is_verse_among(lines, run, is_poem=is_poem):
            found.update(run)
            continue
        for stanza in _stanzas(lines, run):
            if _is_verse_among(lines, stanza, is_poem=is_poem):
                found.update(stanza)
    return sorted(found)


def _is_measured_verse(lines: Lines, run: Sequence[int], *, is_poem: bool) -> bool:
    """Tell whether lines of one measure are verse: with stops, or where verse is to be expected."""
    texts = [lines[number] for number in run]
    if sum(text[0] == "第" for text in texts) > len(texts) / 2:
        return False
    if sum(text.endswith(_STOPS) for text in texts) >= len(texts) / 2:
        return True
    # Words of lists are often of four characters, names of three and five.
    is_even = len(run) % 2 == 0 and len(run) <= _MOST_WITHOUT_STOPS
    is_long = any(len(text) > _WORD for text in texts)
    is_expected = is_poem and len(lines) <= _MOST_LINES
    return is_even and is_long and (is_expected or _stands_apart(lines, run))


def _is_verse_among(lines: Lines, run: Sequence[int], *, is_poem: bool) -> bool:
    """Tell whether lines are verse; without a measure only in a poem, or set off from prose."""
    is_apart = len(run) >= _FEWEST_IN_PROSE and _stands_apart(lines, run)
    if not (is_poem or is_apart):
        return False
    texts = [lines[number] for number in run]
    return _is_punctuated(texts) or _is_free(texts) or _is_of_tune(texts)


def _measured(lines: Lines, count: int, known: Container[int]) -> Iterator[list[int]]:
    """Yield the runs of lines of verses of four, five or seven characters: one, two or four."""
    run: list[int] = []
    measure: str | None = None
    was_short = False
    # What follows the last line is no verse.
    lengths = [*lines.lengths[:count], _LONGEST + 1, _LONGEST + 1]
    for number in range(1, count + 1):
        is_short = lengths[number] <= _LONGEST
        # A line of verse is never alone.
        is_candidate = is_short and (was_short or lengths[number + 1] <= _LONGEST)
        was_short = is_short
        is_free = is_candidate and lengths[number] >= _SHORTEST and number not in known
        match = _line().fullmatch(lines[number]) if is_free else None
        of_line = match.lastgroup.replace("four", "pair") if match and match.lastgroup else None
        if of_line != measure or of_line is None:
            if measure is not None and len(run) >= _FEWEST[measure[:-1]]:
                yield run
            run, measure = [], of_line
        if of_line is not None:
            run.append(number)


@cache
def _line() -> re.Pattern[str]:
    """Return the pattern of a line; most prose has no two short lines and does without it."""
    return re.compile(
        "|".join(
            rf"(?P<four{n}>(?:{LETTER}{{{n}}}{_COMMA}{LETTER}{{{n}}}{_STOP} ?){{2}})|"
            rf"(?P<pair{n}>{LETTER}{{{n}}}{_COMMA}{LETTER}{{{n}}}{_STOP})|"
            rf"(?P<half{n}>{LETTER}{{{n}}}{_STOP})"
            for n in (5, 7, 4)
        )
    )


_LONGEST_POEM_TITLE = 16
_LONGEST_OF_POEM = 34
_VERSE, _MOSTLY_VERSE = 0.9, 0.5
"""Of the lines of verse so many are short and punctuated; the second figure is for titles too."""
_SAMPLED = 400
_STOPS = (*FINAL, "，", "、", "；")
_MOST_OF_POEM = 0.8
_FEWEST_LINES, _FEWEST_IN_PROSE = 3, 4
"""Lines of verse without a measure: alone, and between paragraphs."""
_LONGEST_FREE = 26
_MEAN_FREE = 16
_AFTER_COMMAS, _OPEN, _OF_SENTENCES, _SPOKEN, _FULL = 0.2, 0.6, 0.4, 0.2, 0.6
_FEWEST_BROKEN = 8
_MOST_WITHOUT_STOPS = 32
_WORD = 4
_MOST_LINES = 200
_MARK = lazy_pattern("[，。！？；、]")
_CLAUSES = lazy_pattern(rf"(?:{LETTER}{{1,7}}[，。！？；、]){{1,4}}")
_ANNOUNCING = ("：", ":", "——", "──")
_LAST_ANNOUNCING = frozenset(mark[-1] for mark in _ANNOUNCING)
_COMMAS = ("，", ",")
_PARTICLES = frozenset(
    "的了在是我你他她它不有着著個个過过這这那就也都把和與与到上下裡里地得沒没還还被讓让"
)
"""Characters of which most sentences have one, and few words of lists."""
_SPEECH = lazy_pattern(r"[「『“‘\"\[【(（]|.{1,8}[:：]|[\dA-Za-z•·●○◆■★※☆*#+-]")


def _runs(lines: Lines, count: int, known: Container[int]) -> Iterator[list[int]]:
    """Yield the runs of short lines among those that are nothing else."""
    run: list[int] = []
    text, ends = lines.text, lines.ends
    lengths = [*lines.lengths[:count], _LONGEST_OF_POEM + 1]
    for number in range(1, count + 1):
        if (
            lengths[number] <= _LONGEST_OF_POEM
            and number not in known
            and not (text[ends[number] - 1] in _LAST_ANNOUNCING and _announces(lines, number))
        ):
            run.append(number)
            continue
        if len(run) >= _FEWEST_LINES:
            yield run
        run = []


def _announces(lines: Lines, number: int) -> bool:
    return lines[number].endswith(_ANNOUNCING)


def _stanzas(lines: Lines, run: Sequence[int]) -> Iterator[list[int]]:
    """Yield the parts of a run between blank lines, where there are some."""
    gaps = lines.gaps
    firsts = [n for n, number in enumerate(run) if n and gaps[number] > 1]
    for first, last in pairwise([0, *firsts, len(run)] if firsts else []):
        if last - first >= _FEWEST_LINES:
            yield list(run[first:last])


def _is_punctuated(texts: Sequence[str]) -> bool:
    """Tell whether lines end where verses do: with commas too, as no paragraph of prose does."""
    after_commas = sum(text.endswith(_COMMAS) for text in texts)
    is_closed = sum(text.endswith(_STOPS) for text in texts) >= _VERSE * len(texts)
    is_short = max(map(len, texts)) <= _LONGEST_FREE
    return (
        is_closed
        and is_short
        and after_commas >= _AFTER_COMMAS * len(texts)
        and not _is_spoken(texts)
    )


def _is_of_tune(texts: Sequence[str]) -> bool:
    """Tell whether lines are of a few short clauses each, as those written to tunes are."""
    clauses = [_CLAUSES.fullmatch(text) for text in texts]
    several = sum(len(_MARK.findall(text)) > 1 for text in texts)
    return all(clauses) and several >= len(texts) / 2 and not _is_spoken(texts)


def _is_free(texts: Sequence[str]) -> bool:
    """Tell whether lines are sentences, or pieces of them, that end without a stop."""
    many = len(texts)
    if max(map(len, texts)) > _LONGEST_FREE or sum(map(len, texts)) > _MEAN_FREE * many:
        return False
    is_open = sum(not text.endswith(_STOPS) for text in texts) >= _OPEN * many
    of_sentences = sum(not _PARTICLES.isdisjoint(text) for text in texts)
    is_plain = of_sentences >= _OF_SENTENCES * many and not _is_spoken(texts)
    return is_open and is_plain and not _is_broken(texts)


def _is_broken(texts: Sequence[str]) -> bool:
    """Tell whether lines are of one width, and sentences end anywhere in them."""
    width = max(map(len, texts))
    full = sum(len(text) >= width - 1 for text in texts)
    ends_within = any(mark in text[:-1] for text in texts for mark in "。！？；")
    parted = sum("，" in text[:-1] for text in texts)
    is_long = len(texts) >= _FEWEST_BROKEN and parted >= len(texts) / 2
    is_full = full >= _FULL * (len(texts) - 1)
    return ends_within or (is_full and (is_long or texts[-1].endswith(_STOPS)))


def _is_spoken(texts: Sequence[str]) -> bool:
    """Tell whether lines are speeches, or begin like those of lists and records."""
    return sum(_SPEECH.match(text) is not None for text in texts) > _SPOKEN * len(texts)


def _has_stanzas(lines: Lines, count: int, *, has_title: bool) -> bool:
    """Tell whether blank lines part a text into groups of lines; one group needs a title."""
    gaps = sum(gap > 1 for gap in lines.gaps[2:count])
    return (gaps > 0 or has_title) and gaps < count / 2


def _stands_apart(lines: Lines, run: Sequence[int]) -> bool:
    """Tell whether blank lines, or their indentation, set lines off from the prose around."""
    first, last = run[0], run[-1]
    is_followed = last + 1 < len(lines)
    is_announced = lines[first - 1][-2:].endswith(_ANNOUNCING)
    gaps = is_announced or (lines.gap(first) > 1 and (not is_followed or lines.gap(last + 1) > 1))
    gap_of = lines.gaps
    is_close = all(gap_of[number] == 1 for number in run[1:])
    around = [n for n in (first - 1, last + 1) if n < len(lines)]
    is_deep = all(lines.indent(n) > lines.indent(a) + 1 for n in run for a in around)
    return is_close and (gaps or is_deep)


def find_poem_titles(lines: Lines, short: Sequence[int], count: int) -> list[int]:
    """Return the numbers of the titles in a collection of verse; none in any other text.

    A title has a blank line before it and no stop; lines of verse have stops. The author's name may
    stand between the title and them.
    """
    sampled = range(1, count, max(1, count // _SAMPLED))
    if not _is_verse(lines, sampled, _MOSTLY_VERSE):
        return []
    gaps = lines.gaps
    found = [
        number
        for number in short
        if number
        and gaps[number] > lines.usual_gap
        and lines.lengths[number] <= _LONGEST_POEM_TITLE
        and not lines[number].endswith(_STOPS)
        and not lines[number].startswith(NOT_FIRST)
        and lines[_first_verse(lines, number, count)].endswith(_STOPS)
    ]
    if len(found) < 2 or len(found) > count // 2:
        return []
    others = sorted(set(range(1, count)) - set(found) - set(find_poem_authors(lines, found, count)))
    return found if _is_verse(lines, others, _VERSE) else []


def _first_verse(lines: Lines, title: int, count: int) -> int:
    return title + 1 + len(find_poem_authors(lines, [title], count))


def find_poem_authors(lines: Lines, titles: Sequence[int], count: int) -> list[int]:
    """Return the numbers of the lines right below titles of poems that name their authors."""
    return [
        number + 1
        for number in titles
        if number + 2 < count
        and lines.lengths[number + 1] <= _LONGEST_POEM_TITLE
        and lines.lengths[number + 2] <= _LONGEST_OF_POEM
        and lines[number + 2].endswith(_STOPS)
        and (names := names_in(lines[number + 1]))
        and all(map(is_chinese_name, names))
    ]


def _is_verse(lines: Lines, numbers: Sequence[int], share: float) -> bool:
    verse = (lines.lengths[n] <= _LONGEST_OF_POEM and lines[n].endswith(_STOPS) for n in numbers)
    return sum(verse) >= share * len(numbers)
