"""How the lines of a text were broken: how wide they are, and which begin a paragraph."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

_LINE = lazy_pattern(r"\S(?:[^\n]*\S)?")
_NARROWEST, _WIDEST = 20, 170
"""Columns of the lines of a text that was broken: two for a Han character."""
_FEWEST = 6
"""Lines; a shorter text does not show how wide its lines are."""
_NEAR_BELOW, _NEAR_ABOVE = 10, 6
"""Columns by which a line may miss the usual width: a word did not fit, a mark had to."""
_SHARE, _CLEAR_SHARE = 0.35, 0.5
"""Of the lines more than half as wide, those of the one width at least, and where it is clear."""
_MOST_WIDER, _FEW_WIDER = 0.45, 0.02
"""Wider ones: of those lines at most, where parts are of other widths; of all where it is clear."""
_MOST_ODD = 0.1
"""Of the lines, those of an odd width at most where no other way of counting need be tried."""
_CLEARLY_MORE = 1.2
FAR = 1_000
"""Stands for the line ends between two lines with a page's end between."""


class Line(NamedTuple):
    """A line with something on it."""

    start: int
    """Of what stands on the line, without white space."""
    end: int
    width: int
    """With its indentation; in columns, two for a Han character and one for a Latin letter."""
    indent: int
    gap: int
    """Line ends since the line before: 1 for no blank one between."""


class Lines(NamedTuple):
    """The lines of a text, and how wide they usually are."""

    lines: Sequence[Line]
    width: int
    width_of: Callable[[str], int]
    """What a width counts: columns, or characters as if each took two."""
    is_clear: bool
    """Whether hardly any line is of another width but the last ones of paragraphs."""

    @property
    def cuts_words(self) -> bool:
        """Whether lines were cut after so many characters, be it within a Latin word."""
        return self.width_of is _characters


def measured(source: str, in_columns: Sequence[Line]) -> Lines | None:
    """Return the lines of a text as wide as they were broken at; None if they were not.

    Args:
        source: the text.
        in_columns: its lines as `read_lines` has them.
    """
    ways: list[Lines] = []
    for width_of in (_columns, _characters):
        is_in_columns = width_of is _columns
        lines = in_columns if is_in_columns else _in_characters(source, in_columns)
        for width, is_clear in _usual_width(lines):
            ways.append(Lines(lines, width, width_of, is_clear))
            if width_of is _columns and is_clear and _is_of_one_script(lines):
                return ways[-1]
    ways.sort(key=_exact, reverse=True)
    is_doubtful = len(ways) > 1 and _exact(ways[0]) < _CLEARLY_MORE * _exact(ways[1])
    if is_doubtful:
        # Printers and terminals count columns.
        ways = [way for way in ways if way.width_of is _columns]
    return ways[0] if ways else None


def read_lines(source: str, starts_of_marks: Container[int]) -> list[Line]:
    """Return the lines of a text that are no marks of its pages.

    Args:
        source: the text.
        starts_of_marks: where lines begin that belong to the pages, not to what is on them.
    """
    lines: list[Line] = []
    end = 0
    is_after_mark = False
    for match in _LINE.finditer(source):
        start = match.start()
        between = source[end:start]
        end = match.end()
        if start in starts_of_marks:
            is_after_mark = True
            continue
        indentation = between[between.rfind("\n") + 1 :]
        indent = _columns(indentation) if indentation else 0
        width = _columns(indentation + match[0])
        gap = FAR if is_after_mark else between.count("\n")
        lines.append(Line(start, end, width, indent, gap))
        is_after_mark = False
    return lines


def _in_characters(source: str, lines: Sequence[Line]) -> list[Line]:
    """Return the same lines with their widths in characters, as if each took two columns."""
    find_end = source.rfind
    return [
        Line(start, end, 2 * (end - 1 - find_end("\n", 0, start)), indent, gap)
        for start, end, _, indent, gap in lines
    ]


def commonest(values: Iterable[int]) -> int:
    """Return the value that most are of; the first of those as common."""
    return Counter(values).most_common(1)[0][0]


def _columns(text: str) -> int:
    # Two bytes for all that is wide; what GBK does not know counts as one, and is rare.
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))


def _characters(text: str) -> int:
    return 2 * len(text)


def _usual_width(lines: Sequence[Line]) -> Iterator[tuple[int, bool]]:
    """Yield how wide lines are that were broken and whether that is clear; nothing if none were."""
    widths = Counter(line.width for line in lines)
    wide = [item for item in widths.items() if _NARROWEST <= item[0] <= _WIDEST]
    if len(lines) < _FEWEST or not wide:
        return
    width, _ = max(wide, key=lambda item: (item[1], item[0]))
    half = sum(n for other, n in widths.items() if 2 * other >= width)
    near = sum(n for other, n in widths.items() if -_NEAR_BELOW <= other - width <= _NEAR_ABOVE)
    wider = sum(n for other, n in widths.items() if other > width + _NEAR_ABOVE)
    if near >= _SHARE * half and wider <= max(1, _MOST_WIDER * half):
        yield width, near >= _CLEAR_SHARE * half and wider <= max(1, _FEW_WIDER * len(lines))


def _is_of_one_script(lines: Sequence[Line]) -> bool:
    """Tell whether hardly any line has Latin letters or digits among its Han characters."""
    mixed = sum(line.end - line.start != (line.width - line.indent) // 2 for line in lines)
    return mixed <= _MOST_ODD * len(lines)


def _exact(way: Lines) -> int:
    return sum(abs(line.width - way.width) <= 2 for line in way.lines)
