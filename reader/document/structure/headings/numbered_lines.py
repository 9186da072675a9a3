"""What a numbered line consists of: ornaments and brackets around it, a number, a unit, a title."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.numerals import BRANCHES, ENCLOSED, ENGLISH, NUMERAL, value_of
from reader.document.structure.punctuation import LETTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.structure.lines import Lines

ORNAMENTS = frozenset("=＝-－—─*＊#＃~～☆★◆◇■□●○◎※>＞·•►▶▍▌")
BRACKETS = {
    **{"【": "】", "〖": "〗", "〔": "〕", "［": "］", "[": "]", "〈": "〉", "<": ">"},
    **{"《": "》", "「": "」", "『": "』", "（": "）", "(": ")"},
}
_DECORATIONS = ORNAMENTS | frozenset(BRACKETS)
_AROUND = "".join(ORNAMENTS) + " \u3000"
FIRSTS_OF_KEYWORDS = frozenset("自代序前引導导緒绪楔後后尾跋結结參参題题終终番附總总主事犯理正")
_BEHIND_ORNAMENTS = "、，,.．:：\u3000 "
"""`☆、第一章`: what may stand between an ornament and what it adorns."""
SEPARATOR = r"[\s：:·・‧．.、—–\-_|｜（(【\[［〔《〈「『“]"
"""Pattern of what separates a number and its unit from a title."""
_REST = rf"(?P<rest>(?:{SEPARATOR}.*)?)"
_NUMBER = rf"(?:\d{{1,4}}|{NUMERAL}{{1,7}}|[{ENCLOSED}])"
_NOT_COUNTED = "条條款项項页頁行版楼樓名位"
"""Units of articles of a law, of pages, floors and ranks: they head nothing."""
_REMEMBERED = 1_000
"""Lines, of which many a text has the same over and over."""
_UNITS = "章回節节篇集話话講讲課课幕場场夜卷部"


class Counted(NamedTuple):
    """A line with a number in it."""

    form: str
    """What all lines of its series have in common."""
    number: int
    rest: str
    """What follows the number and its unit: nothing, or a separator and a title."""
    is_known: bool
    """Whether its words are such as headings are counted with."""
    order: Order

    @property
    def piece(self) -> int:
        """The number of a piece of the unit, 2 in `卷三（二）`; 0 where it comes in one piece."""
        match = _piece().search(self.rest)
        return value_of(match[1]) if match else 0


class Order(Enum):
    """How the numbers of a series go on."""

    BY_ONE = "by one"
    ASCENDING = "ascending"


def undecorated(line: str) -> tuple[str, str]:
    """Return what a line says without ornaments and brackets around it, and what those were.

    `☆、第一章 渡口`, `【第一章】渡口`, `===第一章===` as `第一章 渡口`, `第一章 渡口`, `第一章`.
    """
    sign = ""
    if line[0] in ORNAMENTS:
        bare = line.lstrip(_AROUND).lstrip(_BEHIND_ORNAMENTS).rstrip(_AROUND)
        if not bare:
            return line, ""
        sign, line = line[0], bare
    closing = BRACKETS.get(line[0])
    if closing is None:
        return line, sign
    end = line.find(closing, 1)
    inner = line[1:end].strip(_AROUND)
    # `<end> 1` is a mark of another program.
    if end < 0 or not inner or (line[0] == "<" and inner.isascii()):
        return line, sign
    title = line[end + 1 :].strip()
    return f"{inner} {title}" if title else inner, sign + line[0]


def cores_of(lines: Lines, numbers: Sequence[int]) -> dict[int, str]:
    """Return what those of some lines say that begin with an ornament or a bracket, without it.

    Speech in corner brackets is left out, as nothing counted begins as it does, and so is what is
    nothing but ornaments.
    """
    firsts, starts, lengths, text = lines.firsts, lines.starts, lines.lengths, lines.text
    counted = firsts_of_counted() | FIRSTS_OF_KEYWORDS | ORNAMENTS
    return {
        n: core
        for n in numbers
        if (first := firsts[n]) in _DECORATIONS
        and lengths[n] > 1
        and (first in ORNAMENTS or text[starts[n] + 1 : starts[n] + 2] in counted)
        and (core := undecorated(line := lines[n])[0]) != line
    }


@lru_cache(_REMEMBERED)
def read_counted(line: str) -> Counted | None:
    """Read a line that names a unit with its number, `第一封信`, `No.1`, `其一`, `上篇`."""
    core, sign = undecorated(line)
    if core.isdecimal():
        return None
    for number, pattern in _patterns_for(core[0]):
        match = pattern.fullmatch(core)
        if match is None:
            continue
        found = match.groupdict()
        word = (found.get("word") or found.get("unit") or "").strip().lower()
        rest = found.get("rest") or ""
        if month := found.get("month"):
            day = _LONGEST_MONTH * value_of(month) + value_of(found["n"])
            return Counted(f"date{sign}", day, rest, bool(rest.strip()), Order.ASCENDING)
        order = Order.ASCENDING if number in _OF_POSITION else Order.BY_ONE
        is_known = (number != _OTHER_WORDS or word in _WORDS) and number < _OF_THREE
        return Counted(f"{number}{sign}{word}", _value(found["n"]), rest, is_known, order)
    return None


def is_counted_alone(line: str) -> bool:
    """Tell whether a line is a number or a counted unit, and nothing else: `第三天`, `5月3日`."""
    if line[0] not in firsts_of_counted():
        return False
    read = read_counted(line)
    if read is not None:
        is_short = read.order is Order.ASCENDING or len(read.form) <= _LONGEST_FORM
        return read.rest == "" and is_short
    return _number_alone().fullmatch(line) is not None


@cache
def _number_alone() -> re.Pattern[str]:
    return re.compile(rf"第?{NUMERAL}+\s*[{_NOT_COUNTED}]?")


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(rf"[（(]\s*(\d{{1,3}}|{NUMERAL}{{1,4}})\s*[)）]$")


@cache
def firsts_of_counted() -> frozenset[str]:
    """Return what a line that names a unit with its number begins with, without decoration."""
    seasons = "春夏秋冬民"
    numerals = "〇零○一二三四五六七八九十兩两百廿卅0123456789０１２３４５６７８９"
    words = "第卷其之番篇信附練练實实案任單单上中下前後后"
    latin = "".join(chr(c) + chr(c - 32) for c in range(ord("a"), ord("z") + 1))
    return frozenset(numerals + seasons + words + latin + BRANCHES + ENCLOSED)


def _value(numeral: str) -> int:
    season = "春夏秋冬".find(numeral)
    if season >= 0:
        return season + 1
    position = "前後后".find(numeral)
    if position >= 0:
        return 1 if position == 0 else 2
    return value_of(numeral.upper())


_OTHER_WORDS = 1
"""The form of `No.1`, whose word may be any."""
_OF_POSITION = (4, 5, 8)
"""The forms of `上篇`, `卷上` and `1937年`, which may leave some out."""
_OF_THREE = 8
"""The first of the forms that need three lines to be a series."""
_LONGEST_FORM = 3
"""Code points of a form whose unit has at most two: `第三天`, and not `第二口棺材`."""
_LONGEST_MONTH = 31
_WORDS = frozenset(
    (
        *("chapter", "chap", "ep", "episode", "no", "vol", "volume", "part", "section", "sec"),
        *("day", "book", "act", "scene", "lesson", "unit", "letter", "story", "track", "case"),
        *("file", "round", "season", "phase", "step", "note"),
    )
)


_FIRSTS = (
    "第",
    "A-Za-z",
    "卷其之番篇信附練练實实案任單单",
    rf"\d{NUMERAL[1:-1]}{ENCLOSED}",
    "上中下前後后",
    "篇卷",
    BRANCHES,
    rf"\d{NUMERAL[1:-1]}",
    rf"民\d{NUMERAL[1:-1]}",
    "春夏秋冬",
    r"\d",
)
"""What the lines of each form begin with, as classes of regular expressions."""


@lru_cache(_REMEMBERED)
def _patterns_for(first: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return the patterns of the forms that may begin with a character, with their numbers."""
    return tuple(
        (number, pattern)
        for number, (firsts, pattern) in enumerate(zip(_FIRSTS, _patterns(), strict=True))
        if re.match(f"[{firsts}]", first)
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of forms; compiled when there is a first line to try."""
    return (
        # 第一封信, 第三夜 雨
        re.compile(
            rf"第\s*(?P<n>{_NUMBER})\s*(?P<unit>(?![{_NOT_COUNTED}]){LETTER}{{1,5}}?){_REST}"
        ),
        # No.1, vol.001, EP 3, Part Two
        re.compile(
            r"(?P<word>[A-Za-z]{2,10})[\s.．:：#_-]{0,3}"
            rf"(?P<n>\d{{1,4}}|(?<=\s)(?:[IVXLC]{{1,6}}|(?i:{ENGLISH})|[{ENCLOSED}])){_REST}"
        ),
        # 其一, 卷之三, 番外二：雪夜
        re.compile(
            r"(?P<word>卷之?|其|之|番外(?:[篇之]|之)?|篇|信|附[錄录]|[練练][習习]|[實实][驗验]|案例|任[務务]|[單单]元)\s*"
            rf"(?P<n>{_NUMBER}){_REST}"
        ),
        # 三十章 渡口
        re.compile(rf"(?P<n>{_NUMBER})\s?(?P<unit>[{_UNITS}]){_REST}"),
        # 上篇, 下卷 渡口
        re.compile(rf"(?P<n>[上中下前後后])(?P<unit>[篇卷部集編编冊册]){_REST}"),
        # 卷上
        re.compile(rf"(?P<unit>[篇卷])(?P<n>[上中下]){_REST}"),
        # 子夜, 丑時
        re.compile(rf"(?P<n>[{BRANCHES}])(?:[時时初正]|(?<=子)夜){_REST}"),
        # 五月三日 晴
        re.compile(
            rf"(?P<word>(?:(?:\d{{4}}|{NUMERAL}{{2,4}})\s*[年.-]\s*)?)"
            rf"(?P<month>\d{{1,2}}|{NUMERAL}{{1,3}})\s*[月.-]\s*(?P<n>\d{{1,2}}|{NUMERAL}{{1,3}})\s*[日號号]"
            r"(?P<rest>(?:$|[\s,，（(]+)(?:(?:星期|[週周]|[禮礼]拜).{1,3}[)）]?)?[\s,，]*"
            r"(?:[晴陰阴雨雪霧雾風风雲云多小大中雷陣阵霜轉转間间]{1,6}.{0,8})?)"
        ),
        # 1937年, 民國二十六年
        re.compile(
            rf"(?P<word>民[國国])?\s*(?P<n>\d{{4}}|(?<=[國国])\d{{1,2}}|{NUMERAL}{{2,4}})\s*年"
            r"(?P<rest>(?:\s*[春夏秋冬](?:天|季)?|\s*[（(][^（）()]{1,12}[)）])?)"
        ),
        # 春, 夏天, 秋之卷 渡口
        re.compile(rf"(?P<n>[春夏秋冬])(?P<unit>[天季日]|之?[卷部篇章])?{_REST}"),
        # 12|渡口, as some sites have it
        re.compile(r"(?P<n>\d{1,4})(?P<rest>\s?[|｜]\s?\S.*)"),
    )
