"""Whole articles at their worst: from bytes to a document, as the window and all commands open one.

`python3 -m tests.bounds --openings` times each in growing sizes. A rule that is quick by itself may
still be asked too often, and what is a rule's worst food is mostly another's.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.article_text import document_of
from reader.errors import SourceBinaryError, SourceEmptyError
from reader.text.repair import apply_repairs, find_repairs
from tests.bench.books import SAMPLE, make_book
from tests.bounds.foods import foods
from tests.bounds.measuring import Cost, measure
from tests.corruption import SCALE, corrupt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FIRST = "第一章\u3000燈\n燈下翻書。\n".encode()
_CHAPTER = 10_000
"""Characters of a chapter of the books."""
_LONGEST = 30
"""Seconds for a megabyte, before an opening is ended."""
REFUSED = frozenset(
    (f"{SourceBinaryError.__name__}: article.txt", f"{SourceEmptyError.__name__}: article.txt")
)
"""Failures of what is no text."""
_OF_RULES = (
    r"'a\n'",
    r"'0\n'",
    r"'1.\n'",
    r"'-\n'",
    r"'## x\n'",
    r"'===\n'",
    r"'|-|\n'",
    "'字?'",
    "'區?yōu)'",
    r"'區(qū)\n'",
    "'&amp;'",
    r"(N')\n'",
    r"作者：N'\n'",
    r"'- x\n'",
    r"'《燈》\n'",
    r"'作者：燈\n'",
    r"pairs of 5, gap '\n'",
    r"lines of 2, gap '\n'",
    r"lines of 40, gap '\n'",
    "'字\\u200b'",
    "'字 字'",
    "（（（…）））",
    "「「「…」」」",
    "utf-8 as cp1252, many lines",
    "utf-8 as gbk, many lines",
    "utf-8 as gbk, one line",
    "gbk as big5hkscs, many lines",
    "big5 as gbk, many lines",
    "gbk as cp1252, one line",
)
"""Names of the foods that were the worst for some rule."""


class Opening(NamedTuple):
    """The bytes of an article, in any size."""

    name: str
    make: Callable[[int], bytes]
    """From a number of bytes to about as many."""


def openings() -> Iterator[Opening]:
    """Yield what is opened: books as they are, damaged, misread; then what nobody would write."""
    yield Opening("a book", lambda size: _book(size).encode())
    for codec in ("gb18030", "big5hkscs", "utf-16"):
        yield Opening(f"a book in {codec}", _encoded(codec))
    yield Opening("a book on one line", lambda size: _book(size).replace("\n", "").encode())
    for misread, written in (
        ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("gbk", "utf-8"), ("big5hkscs", "utf-8"),
        ("cp1252", "gb18030"), ("big5hkscs", "gb18030"), ("gb18030", "big5hkscs"),
    ):  # fmt: skip
        yield Opening(f"a book in {written}, read as {misread}", _misread(written, misread))
    for characters in (19, 62):
        yield Opening(f"a book damaged by {characters} characters", _damaged(characters))
    yield Opening("bytes at random", lambda size: _chosen().randbytes(size))
    yield Opening("high bytes at random", _high_bytes)
    yield Opening("characters at random", _characters)
    yield Opening("a CSV file", _table)
    for name, unit in (
        ("empty lines", "\n"), ("brackets", "（「【《》】」）"), ("ASCII brackets", "()[]{}<>"),
        ("digits", "0123456789"), ("combining marks", "e\u0301"), ("marks alone", "\u0301"),
        ("emoji", "👩\u200d👧"), ("question marks", "?"), ("one letter", "a"),
        ("one character", "字"), ("words", "word "), ("spaces", " "), ("full stops", "。"),
    ):  # fmt: skip
        yield Opening(name, _repeated(unit))
    of_rules = {food.name: food.make for food in foods()}
    for name in _OF_RULES:
        make = of_rules[name]
        yield Opening(name, lambda size, make=make: make(size).encode("utf-8", "replace"))


def cost_of(opening: Opening, size: int) -> Cost:
    """Return what opening so many bytes takes, with the number of characters of what came out."""
    limit = max(2, _LONGEST * size // 1_000_000)
    return measure(lambda: opened(opening.make(size)), limit, opened(_FIRST))


def opened(data: bytes) -> Callable[[], object]:
    """Return what opens an article, and says how many characters it has."""
    return lambda: len(document_of(data, Path("article.txt"), None).source.text)


@cache
def _book(size: int) -> str:
    characters = size // 3
    sample = SAMPLE.read_text("utf-8")
    # It has damage of many kinds, to be repaired by those who read it.
    clean = apply_repairs(sample, find_repairs(sample))[0]
    return make_book(clean, characters, max(1, characters // _CHAPTER))


def _encoded(codec: str) -> Callable[[int], bytes]:
    # Of two bytes each, where UTF-8 has three.
    return lambda size: _book(size * 3 // 2).encode(codec, "replace")


def _misread(written: str, misread: str) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        lines = _book(size).split("\n")
        read = (line.encode(written, "replace").decode(misread, "replace") for line in lines)
        return "\n".join(read).encode()[:size]

    return make


def _damaged(characters: int) -> Callable[[int], bytes]:
    def make(size: int) -> bytes:
        encodable = _book(size).encode("gbk", "ignore").decode("gbk")
        return corrupt(encodable, SCALE[:characters]).text.encode()

    return make


def _high_bytes(size: int) -> bytes:
    return bytes(_chosen().choices(range(0x80, 0x100), k=size))


def _characters(size: int) -> bytes:
    codes = _chosen().choices(range(0x20, 0xD7FF), k=size // 3)
    return "".join(map(chr, codes)).encode()


def _table(size: int) -> bytes:
    chosen = _chosen()
    rows: list[str] = []
    length = 0
    for number in count(1):
        rows.append(f"{number},2024-05-{number % 28 + 1:02},燈,{chosen.randrange(10_000)},備註\n")
        length += len(rows[-1].encode())
        if length > size:
            break
    return "".join(rows).encode()


def _repeated(unit: str) -> Callable[[int], bytes]:
    data = unit.encode()
    return lambda size: data * (size // len(data))


def _chosen() -> random.Random:
    return random.Random(7)  # noqa: S311 — repeatable, not secret
