"""Texts that are the worst that a rule may be given, in any size.

Each is a unit over and over: what rules look for, and what only nearly is that; on one line or on
many. The units are the members of the character classes of the rules' own patterns and the texts
that these match, and others by hand.
"""

from __future__ import annotations

import random
from itertools import chain, count, product
from typing import TYPE_CHECKING, NamedTuple

from tests.bounds.patterns import patterns_of, pumps_of, units_of, used_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

_MARKS = (
    "，。、；：！？…—·・“”‘’「」『』《》〈〉【】〔〕（）()[]{}<>|#-=*_`~&;:?!.,'\"\\/@$%^+"
    "▲■●①⑴•〇０Ａ"
)
_SPACES = " \t\n\u3000\xa0\u200b\u2060\ufeff\xad\u200e\u2028"
_LETTERS = "aZé0１一十百第章回卷字燈灯裏𠀀カあㄅЖāüⅠ"
_LOST = "\ufffd\x80\x9f\x1b\x00"
_MISREAD = "中文燈下讀書，。"
_UNITS = (
    # Lists and headings.
    "1.", "1. x", "- x", "* x", "一、", "一、甲", "（一）", "(1)", "1、", "1.1 甲", "①甲", "第一",
    "第一章",
    "第一章 燈", "第一百零八回", "卷之一", "Chapter 1", "目錄", "目錄 ..... 1", "甲…………12",
    "為政篇第二", "正文",
    "後記", "【選書】", "■ 選書", "*\u3000*\u3000*", "上闋", "其一",
    # Markdown.
    "#", "# ", "## x", "#x", "===", "---", "-", "x\n===", "x\n---", "|-|", "|", "| a | b |",
    "```", "~~~", "```\nx",
    "> x", "![x](y)", "[x](y)", "![", "](", "![x](", "**x**", "<b>x</b>", "<!-- x", "---\na: b",
    # Credits, dates, captions and the page around.
    "作者：燈", "作者", "文／燈", "（作者系", "來源：報", "圖1 燈", "▲燈", "（攝", "供圖",
    "記者 燈 攝", "《燈》", "2024年5月3日",
    "2024-05-03 10:00", "10:00", "http://a", "https://", "責任編輯：燈", "摘要：",
    "關鍵詞：燈；書", "李渡 王川", "李渡、",
    "上一篇", "首頁 > 燈", "（完）", "燈：「書。」", "1樓 燈",
    # What converters did.
    "區(qū)", "區(", "(qū)", "區?yōu)", "?yōu)", "?", "? ", "??", "字?", "?字", "qū)", "(qu",
    "區(qu)", "&amp;", "&#20013;", "&amp;amp;",
    "&", "&a", "&#", "&#x", "&nbsp;", "&amp", ",字", "字,", "字,字", "字.", "(字)", "(", "（(",
    "字(字", ")", "a,字", "字\u200b", "\u200b字",
    "a\u200b", "﹐字", "干部,后來", "區(qū)域,", "“字”", "'字'", "字'字", '"字"', "字\u00a0字",
    "``", "`x", "$x$", "//x", "x;", "$ x", "字 字",
    # Lines of a width, verse, couplets, columns.
    "字" * 36, "字" * 35 + "。", "x" * 76, "床前明月光，", "床前明月光，\n疑是地上霜。\n",
    "燈下讀舊書\n夜雨敲窗櫺\n", "甲\t乙\t丙", "\t甲", " " * 20 + "燈下",
    "\u3000\u3000燈下翻書。", "燈下\n" + "字" * 40 + "。", "材料\n1. 燈下\n",
    # Read in a wrong encoding.
    _MISREAD.encode().decode("cp1252", "replace"),
    _MISREAD.encode().decode("latin-1"),
    _MISREAD.encode().decode("gbk", "replace"),
    _MISREAD.encode().decode("gb18030", "replace"),
    _MISREAD.encode("gbk").decode("latin-1"),
    _MISREAD.encode("big5").decode("latin-1"),
    _MISREAD.encode("gbk").decode("big5hkscs", "replace"),
    _MISREAD.encode("big5").decode("gb18030", "replace"),
    _MISREAD.encode().decode("cp1252", "replace").encode().decode("cp1252", "replace"),
    _MISREAD.encode().decode("big5", "replace"),
    "ä¸­", "ä¸", "ä", "å\ufffd", "\ufffdå", "å\ufffdä¸\ufffd", "锛銆", "鈥", "锛?", "ÖÐ", "Ö",
    "銆\ufffd",
)  # fmt: skip


_COMMON = bytes(
    each for pair in product(range(0xB0, 0xD7), range(0xA1, 0xFF)) for each in pair
).decode("gb2312")
"""The commonest characters, those of level 1."""
_MISREADINGS = (
    ("utf-8", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "gbk"), ("utf-8", "gb18030"),
    ("utf-8", "big5"), ("gbk", "cp1252"), ("gbk", "big5hkscs"), ("big5", "cp1252"), ("big5", "gbk"),
)  # fmt: skip
"""What a text was written in, and what it was read as."""


class Food(NamedTuple):
    """A text of any size."""

    name: str
    make: Callable[[int], str]
    """From bytes of UTF-8 to a text of about as many."""


def foods(module: ModuleType | None = None) -> Iterator[Food]:
    """Yield texts for all rules, then those made of the patterns of a module and what it uses."""
    yield from _of_all()
    if module is not None:
        for pattern in dict.fromkeys(chain.from_iterable(map(patterns_of, used_by(module)))):
            for unit in units_of(pattern):
                yield _repeated(unit)
                yield _repeated(f"{unit}\n")
                yield Food(f"{unit[0]!r}…{unit[-1]!r}", _nested(unit[0], unit[-1]))
            for before, pump in pumps_of(pattern):
                yield _pumped(before, pump)


def _of_all() -> Iterator[Food]:
    for character in dict.fromkeys(_MARKS + _SPACES + _LETTERS + _LOST):
        yield _repeated(character)
        yield _repeated(f"{character}\n")
        yield _repeated(f"字{character}")
        yield _pumped("字", character)
        yield _pumped("## 字", character)
    for unit in _UNITS:
        yield from _forms(unit)
    for before, after in product(
        ("", "第", "(", "#" * 3 + " ", "[", "（", "一", "作者："),
        ("", "章", ".", "、", " 燈", ")", "）", "]"),
    ):
        yield _counted(before, after + "\n")
    for length, gap in product((2, 5, 12, 24, 40), ("\n", "\n\n")):
        yield Food(f"lines of {length}, gap {gap!r}", _made_lines(length, gap, 1))
        yield Food(f"pairs of {length}, gap {gap!r}", _made_lines(length, gap + "\n", 2))
    for written, misread in _MISREADINGS:
        for clauses in (1, 10_000_000):
            name = f"{written} as {misread}, {'many lines' if clauses == 1 else 'one line'}"
            yield Food(name, _misread(written, misread, clauses))
    for opening, closing in ("()", "（）", "「」", "《》", "[]", "“”", "【】"):
        yield Food(f"{opening * 3}…{closing * 3}", _nested(opening, closing))


def _forms(unit: str) -> Iterator[Food]:
    yield _repeated(unit)
    yield _repeated(f"{unit}\n")
    yield _repeated(f"{unit}\n\n")
    if len(unit) > 1:
        yield Food(f"{unit[0]!r}…{unit[-1]!r}", _nested(unit[0], unit[-1]))


def _repeated(unit: str) -> Food:
    size = len(unit.encode("utf-8", "surrogatepass"))
    return Food(repr(unit), lambda length: unit * (length // size))


def _pumped(before: str, unit: str) -> Food:
    """Return a food of one line that goes on and on, and then is not what it seemed to be."""
    size = len(unit.encode("utf-8", "surrogatepass"))
    return Food(
        f"{before!r} {unit!r}…", lambda length: f"{before}{unit * (length // size)}§字\n字\n"
    )


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    size = len((opening + closing).encode("utf-8", "surrogatepass"))
    return lambda length: opening * (length // size) + closing * (length // size)


def _counted(before: str, after: str) -> Food:
    def make(length: int) -> str:
        return _filled((f"{before}{n}{after}" for n in count(1)), length)

    return Food(f"{before}N{after!r}", make)


def _made_lines(length: int, gap: str, pieces: int) -> Callable[[int], str]:
    """Return what makes lines of characters at random, no two alike, some with a blank one."""

    def make(size: int) -> str:
        chosen = random.Random(7)  # noqa: S311 — repeatable, not secret

        def lines() -> Iterator[str]:
            for number in count(1):
                yield "".join(chr(chosen.randrange(0x4E00, 0x9FA0)) for _ in range(length))
                yield "\n" if number % pieces else gap

        return _filled(lines(), size)

    return make


def _misread(written: str, misread: str, clauses: int) -> Callable[[int], str]:
    """Return what makes text of common characters at random and reads it in a wrong encoding."""

    def make(size: int) -> str:
        chosen = random.Random(7)  # noqa: S311 — repeatable, not secret

        def lines() -> Iterator[str]:
            for number in count(1):
                clause = "".join(chosen.choices(_COMMON, k=9))
                data = (clause + "，。"[number % 3 == 0]).encode(written, "ignore")
                yield data.decode(misread, "replace").replace("\n", " ")
                yield "\n" if number % clauses == 0 else ""

        return _filled(lines(), size)

    return make


def _filled(pieces: Iterator[str], length: int) -> str:
    """Return pieces joined up to about a number of bytes."""
    found = []
    while length > 0:
        piece = next(pieces)
        length -= len(piece.encode())
        found.append(piece)
    return "".join(found)
