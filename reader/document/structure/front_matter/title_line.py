"""Whether a line is the title of what stands below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.structure.credits import is_day_of_diary, read_credits
from reader.document.structure.front_matter.article_head import is_lead
from reader.document.structure.front_matter.labels import read_labels
from reader.document.structure.front_matter.site_notices import (
    has_site_name,
    is_notice,
    may_be_notice,
)
from reader.document.structure.headings.chapters import is_chapter
from reader.document.structure.headings.find_headings import is_rule
from reader.document.structure.headings.front_words import is_front_word, is_of_setting
from reader.document.structure.headings.keywords import is_contents, is_keyword
from reader.document.structure.headings.numbered_lines import undecorated
from reader.document.structure.numerals import NUMERAL
from reader.document.structure.person_names import is_chinese_name, names_in
from reader.document.structure.punctuation import FINAL, STOPS
from reader.document.structure.title import Title, read_formal_title, read_title
from reader.text.repair.records import line_beginning

if TYPE_CHECKING:
    from reader.document.structure.lines import Lines

_SAMPLED = 40
_TIME = re.compile(r"\d{1,2}[:：]\d{2}")
_LONG = 30
_FEWEST_OF_LIST = 40
_LONGEST_OF_LIST = 24
_OF_LIST, _WITH_STOPS = 0.95, 0.2
"""Of the lines of a list so many are short, and no more than so many end in a stop."""
_COUNTED = re.compile(
    rf"第\s*{NUMERAL}+\s*(?:部分|[單单]元|[樂乐]章|封信|[季期夜天站課课幕集場场])(?:\s.*)?|第\d+\S"
)
_GOES_ON = frozenset("》」』）】〉”’。，、；：！？")
"""What the line under a title does not begin with: a sentence goes on with it."""
_LONGEST_WITH_NAME = 60
_BEFORE_HEADING = re.compile(
    r"(?:《(?P<name>[^《》]{1,30})》"
    r"|(?P<bare>[^\s《》，。、；：！？-]{2,20})(?=\s*(?:[-–—]{1,2}>?|[_·・])))"
    r"[\s_·・:：–—>-]*(?P<heading>\S.*)"
)
_COLUMN = re.compile(r"(?<=\S)(?:\s{2,}|\u3000)(?=\S)")
_NUMBER = re.compile(rf"\d+|{NUMERAL}{{1,4}}")
_NUMBERED_KEYWORD = re.compile(r"[\d一二三四五六七八九十]{1,2}[\s.．、]+(?P<word>\S{2,6})")
_SAID = ("？", "！", "?", "!", "…", "...", "。")
_FEWEST_SAID = 4
"""Lines of a talk, at least, with the first."""
_SAME, _FEWEST_RECORDS, _OF_RECORDS = 4, 6, 0.6
"""Characters that the beginnings of records have in common; records; their share of the lines."""
_FEWEST_HEADS, _MOST_HEADS = 3, 400
"""Times that title and author may stand over a chapter."""
_ITEM = ("- ", "* ", "+ ")
_CELLS = 3
_FEWEST_CELLS = 2
_LONGEST_BELOW = 30
_LONGEST_NAME = 5
_BELOW = 3
"""Lines below a title that may name its author, at most."""


def title_at(lines: Lines, number: int) -> Title | None:
    """Read a line as the title of what follows; None where it is something else."""
    if number + 1 >= len(lines) or lines.lengths[number] > _LONGEST_LINE:
        return None
    line = lines[number]
    if name_before_heading(lines, number) is not None:
        return None
    if (
        is_chapter(line)
        or is_keyword(undecorated(line)[0])
        or is_rule(line)
        or is_lead(line)
        or is_contents(line)
    ):
        return None
    numbered = _NUMBERED_KEYWORD.fullmatch(line)
    if (
        is_front_word(line)
        or (numbered is not None and is_keyword(numbered["word"]))
        or is_of_setting(line)
        or is_day_of_diary(line)
        or _is_named_by_authors(lines, number)
    ):
        return None
    if _COUNTED.fullmatch(line) or line.startswith(_ITEM) or _is_one_of_labels(lines, line):
        return None
    title = read_title(line)
    if title is None or title.creators:
        return None if _is_of_columns(lines, number) else title
    if lines.first_character(number + 1) in _GOES_ON:
        return None
    if _is_of_list(lines, number) or _is_of_chat(lines, number) or _is_of_talk(lines, number):
        return None
    return title


def name_before_heading(lines: Lines, number: int) -> str | None:
    """Return the name of the book before a heading in its line: `《渡口》第一章`, `渡口--楔子`.

    Without title marks only where the name stands at the beginning of other lines too.
    """
    line = lines[number]
    match = _BEFORE_HEADING.fullmatch(line) if len(line) <= _LONGEST_WITH_NAME else None
    if match is None or not is_chapter(match["heading"]):
        return None
    name: str = match["name"] or match["bare"]
    is_said_again = lines.text.count(f"\n{line[: match.start('heading')]}") > 0
    return name if match["name"] or is_said_again else None


def has_author_below(lines: Lines, number: int) -> bool:
    """Tell whether one of the lines right below a line says who wrote the text."""
    for below in range(number + 1, min(number + 1 + _BELOW, len(lines) - 1)):
        line = lines[below]
        if not any(map(str.isalnum, line[:_LONGEST_LINE])) or is_notice(line):
            continue
        labels, known = read_labels(line), read_credits(line)
        return bool((labels and labels.creators) or (known and known.creators)) or (
            _is_pen_name(lines, below)
        )
    return False


def is_over_chapters(lines: Lines, top: int, name: str, end: int) -> bool:
    """Tell whether title and name stand over each chapter; an afterword may have the name too."""
    many = lines.text.count(name, 0, end)
    if not _FEWEST_HEADS <= many <= _MOST_HEADS:
        return False
    title = lines[top]
    heads = sum(
        lines[n] == name and lines[n - 1] == title
        for n in range(top + 1, len(lines))
        if lines.lengths[n] == len(name)
    )
    return heads >= _FEWEST_HEADS and many <= 2 * heads


def is_site_over_title(lines: Lines, number: int) -> bool:
    """Tell whether a line that may be the words of a site stands over the title of the text."""
    if not may_be_notice(lines[number]):
        return False
    below = _next_with_words(lines, number + 1)
    if below is None:
        return False
    line = lines[below]
    labels = read_labels(line)
    formal = read_formal_title(line)
    if (labels and labels.title) or (formal and (formal.creators or line.startswith("《"))):
        return True
    if not has_site_name(lines[number]):
        return False
    if (labels and labels.creators) or ((known := read_credits(line)) and known.creators):
        # The author stands over the title, or under the line that is one.
        below += 1
        return _may_be_below(lines, below) and is_chapter(lines[below + 1])
    is_named = has_author_below(lines, below) or is_chapter(lines[below + 1])
    return _may_be_below(lines, below) and is_named


def _next_with_words(lines: Lines, number: int) -> int | None:
    """Return the next line, of a few, that is neither drawn nor a notice, and is not the last."""
    for below in range(number, min(number + _BELOW, len(lines) - 1)):
        line = lines[below][:_LONGEST_LINE]
        if any(map(str.isalnum, line)) and not is_notice(lines[below]):
            return below
    return None


def _may_be_below(lines: Lines, number: int) -> bool:
    """Tell whether a line may be the title under the words of a site."""
    if number + 1 >= len(lines) or lines.lengths[number] > _LONGEST_BELOW:
        return False
    return title_at(lines, number) is not None and not lines[number].endswith(FINAL)


def _is_pen_name(lines: Lines, number: int) -> bool:
    """Tell whether a line between a title and a chapter, or blank lines, is a name and no more."""
    line = lines[number]
    names = names_in(line)
    if not names or is_chapter(line) or is_front_word(line) or is_contents(line):
        return False
    is_alone = lines.gap(number) > 1 or is_chapter(lines[number + 1])
    is_short = len(names) == 1 and 1 < len(names[0]) <= _LONGEST_NAME
    return is_short and is_alone and (is_chinese_name(names[0]) or is_chapter(lines[number + 1]))


def _is_named_by_authors(lines: Lines, number: int) -> bool:
    """Tell whether a paper has lost its title, and begins with its authors and an abstract."""
    if not is_lead(lines[number + 1]):
        return False
    names = names_in(lines[number])
    return bool(names) and all(map(is_chinese_name, names))


def _is_one_of_labels(lines: Lines, line: str) -> bool:
    """Tell whether a line in 【】 is one of several such lines, which head parts of the text."""
    is_label = line.startswith("【") and line.find("】") == len(line) - 1
    return is_label and lines.text.count("\n【", 0, _SAMPLED_TEXT) > 1


def _is_of_chat(lines: Lines, number: int) -> bool:
    """Tell whether a line says who speaks and when, as others do."""
    if _TIME.search(lines[number]) is None:
        return False
    first = range(number, min(len(lines), number + _SAMPLED))
    return sum(lines.lengths[n] <= _LONG and bool(_TIME.search(lines[n])) for n in first) > 2


def _is_of_talk(lines: Lines, number: int) -> bool:
    """Tell whether a line is what somebody says, as those below it are: `怎麼樣？`, `不知道！`."""
    said = range(number, min(number + _FEWEST_SAID, len(lines)))
    return len(said) == _FEWEST_SAID and all(
        lines.lengths[n] <= _LONG and lines[n].endswith(_SAID) and lines.gap(n) <= lines.usual_gap
        for n in said
    )


def _is_of_columns(lines: Lines, number: int) -> bool:
    """Tell whether a line is in columns with wide space between, as many as those below it have."""
    rows = [lines[n][:_LONGEST_LINE] for n in range(number, min(number + 1 + _CELLS, len(lines)))]
    columns = {len(_COLUMN.findall(row)) for row in rows}
    return len(rows) > _CELLS and len(columns) == 1 and max(columns) >= _FEWEST_CELLS


def _is_of_records(lines: Lines, number: int) -> bool:
    """Tell whether most lines begin as a line does: with a date, a label, a sign."""
    beginning = line_beginning(lines[number])
    start = lines[number][:_SAME]
    below = range(number + 1, min(number + 1 + _SAMPLED, len(lines)))
    alike = sum(
        (len(start) == _SAME and lines[n].startswith(start))
        or (beginning != "" and line_beginning(lines[n]) == beginning)
        for n in below
    )
    return alike >= max(_FEWEST_RECORDS, _OF_RECORDS * len(below))


def _is_of_list(lines: Lines, number: int) -> bool:
    """Tell whether a line is the first of a list of such lines: cells, subtitles, words."""
    line, following = lines[number], lines[number + 1]
    is_number = _NUMBER.fullmatch(line) is not None and not has_author_below(lines, number)
    if is_number or "-->" in line or "-->" in following[:_LONGEST_LINE]:
        return True
    for mark in ("\t", ",", "，", "|", '","'):
        if (cells := line.count(mark)) >= (1 if mark == "\t" else _FEWEST_CELLS):
            next_lines = range(number + 1, min(number + 1 + _CELLS, len(lines)))
            if all(lines[n].count(mark) == cells for n in next_lines):
                return True
    return _is_of_words(lines, number) or _is_of_records(lines, number)


def _is_of_words(lines: Lines, number: int) -> bool:
    """Tell whether nearly all lines are as short as the first, which nothing sets off from them."""
    count = len(lines) - number
    if count < _FEWEST_OF_LIST or lines.gap(number + 1) > lines.usual_gap:
        return False
    if has_author_below(lines, number):
        return False
    sampled = range(number, len(lines), max(1, count // _LISTED))
    short = sum(lines.lengths[n] <= _LONGEST_OF_LIST for n in sampled)
    if short < _OF_LIST * len(sampled):
        return False
    return sum(lines[n].endswith(STOPS) for n in sampled) <= _WITH_STOPS * len(sampled)


_LISTED = 200
_SAMPLED_TEXT = 20_000
_LONGEST_LINE = 160
