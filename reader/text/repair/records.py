"""Lines that are records: each stands by itself, however alike their widths are.

Rows of a table, entries of a log, addresses, dates with what happened on them: what they have in
common is where digits, letters, separators and spaces stand. Prose has that only by chance.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_SIGNS = frozenset("|/\\=@#<>{}[]_+*^~")
"""What separates the fields of records, and stands in prose here and there at most."""
_DIGITS, _LATIN, _HAN, _SPACE = "0", "a", "字", " "
_MAYBE_BEGINS = lazy_pattern(r".{0,15}?[0-9０-９|/\\=@#<>{}\[\]_+*^~]")
_RUNS = tuple((lazy_pattern(f"{kind}{{2,}}"), kind) for kind in (_HAN, _DIGITS, _LATIN, _SPACE))
_MARK = lazy_pattern(r"[^\w\s]")
_BEGINNING = 3
"""Parts of a line that tell what kind of line it is."""
_ALIKE = 0.3
"""Of the lines that share their make with another, or its beginning, in records at least."""
_ONE_MAKE = 0.6
"""Of the lines that have one make of several fields, or marks at the same columns, at least."""
_FIELDS = 5
"""Parts of three fields with what separates them."""
_SAMPLED = 1_000
_RECURS = 3
_RECURRING = 0.04


class _Kinds(dict[int, str]):
    """What stands for each character; worked out when one is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isdecimal():
            kind = _DIGITS
        elif character.isspace():
            kind = _SPACE
        elif character.isalpha():
            kind = _LATIN if character.isascii() or "Ａ" <= character <= "ｚ" else _HAN
        else:
            kind = character
        self[code] = kind
        return kind


_KINDS = _Kinds()


def skeleton(line: str) -> str:
    """Return the make of a line: each run of digits, letters, Han and spaces as one character."""
    make = line.translate(_KINDS)
    for run, kind in _RUNS:
        make = run.sub(kind, make)
    return make


def sample(lines: Sequence[T]) -> Sequence[T]:
    """Return lines from all over a text: enough to tell what most of them are like."""
    return lines[:: max(1, len(lines) // _SAMPLED)]


def are_records(lines: Sequence[str]) -> bool:
    """Tell whether lines are alike in what prose does not have alike."""
    if not lines:
        return False
    # Of many a text most lines are the same.
    different = Counter(lines)
    counts, beginnings, marks = Counter[str](), Counter[str](), Counter[tuple[int, ...]]()
    for line, n in different.items():
        make = skeleton(line)
        counts[make] += n
        beginnings[_beginning(make)] += n
        marks[_columns_of_marks(line)] += n
    del beginnings[""], marks[()]
    alike = sum(n for make, n in counts.items() if n > 1 and is_marked(make))
    of_one = max((n for make, n in counts.items() if len(make) >= _FIELDS), default=0)
    commonest = max(beginnings.values(), default=0)
    least = max(2, _ALIKE * len(lines))
    of_one = max(of_one, max(marks.values(), default=0))
    return alike >= least or commonest >= least or of_one >= max(2, _ONE_MAKE * len(lines))


def _columns_of_marks(line: str) -> tuple[int, ...]:
    """Return where marks stand in a line; a wrap brings no two lines to the same columns."""
    return tuple(match.start() for match in _MARK.finditer(line))


def recurring(lines: Sequence[str]) -> frozenset[str]:
    """Return the beginnings that many lines have, as entries of a chronicle or a list do."""
    counts = Counter(filter(None, map(line_beginning, lines)))
    least = max(_RECURS, _RECURRING * len(lines))
    return frozenset(make for make, n in counts.items() if n >= least)


def line_beginning(line: str) -> str:
    """Return how a line begins; empty where prose may begin so."""
    return _beginning(skeleton(line[:40])) if _MAYBE_BEGINS.match(line) else ""


def _beginning(make: str) -> str:
    first = make[:_BEGINNING]
    return first if first[:1] == _DIGITS or _has_signs(first) else ""


def is_marked(make: str) -> bool:
    """Tell whether a make has more to it than words and the marks of prose."""
    has_columns = make.count(_SPACE) > 1 and _LATIN not in make
    return _DIGITS in make or has_columns or _has_signs(make)


def _has_signs(make: str) -> bool:
    return not _SIGNS.isdisjoint(make)
