"""Heads of papers of courts and offices: who issues them, under what number, and their title."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.document.structure.credits import Credits
from reader.document.structure.front_matter.masthead import Masthead
from reader.document.structure.title import Title

if TYPE_CHECKING:
    from reader.document.structure.lines import Lines

_LONGEST = 140
_MOST_ABOVE = 6
"""Lines between the name of the office and the title, at most."""
_KINDS = (
    "通知|[决決]定|意[见見]|[报報]告|[请請]示|批[复復]|公告|通告|通[报報]|函|[办辦]法|方案|[规規]定|[会會][议議][纪紀]要|"
    "命令|令|[议議]案|[决決][议議]|公[报報]|[条條]例|[细細][则則]|[说說]明|[纪紀]要"
)


_LAST_OF_OFFICES = frozenset("院會会局處处件府委廳厅部室心司團团學学校員员")


def read_official(lines: Lines, first: int) -> Masthead | None:
    """Read the head of a judgment or of a letter of an office; None where there is none."""
    last = lines.text[lines.ends[first] - 1]
    is_number = last.isdecimal() or "号" in lines[first][-_LONGEST:] or last in "號密急"
    if lines.lengths[first] > _LONGEST or not (last in _LAST_OF_OFFICES or is_number):
        return None
    return _of_court(lines, first) or _of_office(lines, first)


def is_document_number(line: str) -> bool:
    """Tell whether a line is the number of an official paper: 某发〔2024〕12号."""
    has_word = "号" in line or "號" in line
    return len(line) <= _LONGEST and has_word and _number().fullmatch(line) is not None


def _of_court(lines: Lines, first: int) -> Masthead | None:
    court = _closed(lines, first)
    if not _court().fullmatch(court):
        return None
    for number in range(first + 1, min(first + 4, len(lines))):
        if _ruling().fullmatch(ruling := _closed(lines, number)):
            title = Title(0, lines.lengths[number], None, (), ruling)
            kinds = dict.fromkeys(range(first, number), BlockKind.BYLINE)
            return Masthead(number, title, kinds, Credits(origin=court), number + 1)
        if not is_document_number(lines[number]):
            return None
    return None


def _of_office(lines: Lines, first: int) -> Masthead | None:
    above = first
    offices: list[str] = []
    has_number = is_letter = False
    last = min(first + _MOST_ABOVE, len(lines))
    while above < last and (kind := _kind_above(lines, above)):
        if kind == "office":
            offices.append(_closed(lines, above))
            is_letter |= offices[-1].endswith("文件")
        has_number |= kind == "number"
        above += 1
    if not (is_letter or has_number) or above >= len(lines) or lines.lengths[above] > _LONGEST:
        return None
    names = _title_lines(lines, above)
    if names is None:
        return None
    office = next(iter(offices), None)
    kinds = dict.fromkeys(range(first, above), BlockKind.BYLINE)
    kinds |= dict.fromkeys(range(above + 1, names), BlockKind.SUBTITLE)
    whole = "".join(lines[number] for number in range(above, names))
    return Masthead(
        line=above,
        title=Title(0, lines.lengths[above], None, (), whole),
        kinds=kinds,
        credits=Credits(origin=office.removesuffix("文件") if office else None),
        end=names,
    )


def _kind_above(lines: Lines, number: int) -> str | None:
    """Return what a line of a letterhead is: the office, the number, or something else of it."""
    line = lines[number]
    if len(line) > _LONGEST:
        return None
    if not any(map(str.isalnum, line)) or _remark().fullmatch(line):
        return "other"
    if is_document_number(line):
        return "number"
    return "office" if _office().fullmatch(_closed(lines, number)) else None


def _title_lines(lines: Lines, first: int) -> int | None:
    """Return the number of the line after the title that begins with a line; None for no title."""
    title = ""
    for number in range(first, min(first + 3, len(lines))):
        title += lines[number]
        if len(title) > _LONGEST or title.endswith(("。", "：", ":", "，", "；")):
            return None
        if _ending().search(title):
            return number + 1
    return None


def _closed(lines: Lines, number: int) -> str:
    """Return a line without the white space that spreads its characters."""
    return "".join(lines[number].split()) if lines.lengths[number] <= _LONGEST else ""


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{_KINDS})(?:[（(〔].{{1,20}}[）)〕])?$")


@cache
def _court() -> re.Pattern[str]:
    """Return the pattern of the name of a court."""
    return re.compile(r"\S{2,30}(?:法院|[仲種]裁[委院]\S{0,6}|[检檢]察院|公[安证證][局处處])")


@cache
def _ruling() -> re.Pattern[str]:
    """Return the pattern of what a court decides."""
    return re.compile(
        r"\S{0,16}(?:(?:判[决決]|裁[定决決]|[调調]解|[决決]定|起[诉訴]|抗[诉訴]|建[议議]|[处處][罚罰]|公[证證]|[通告]知|"
        r"[传傳]票|[执執]行|支付|[复復][议議])+[书書令]|判[决決]|裁定)"
    )


@cache
def _number() -> re.Pattern[str]:
    """Return the pattern of the number of a paper."""
    return re.compile(
        r"[（(〔\[［【]?\s*\d{4}\s*[）)〕\]］】]?\S{1,16}第?\s*\d{1,6}\s*[号號](?:[之-]\S{1,4})?|"
        r"\S{1,20}?\s*[（(〔\[［【]\s*\d{4}\s*[）)〕\]］】]\s*第?\s*\d{1,5}\s*[号號](?:\s+\S{2,8}[:：].{1,20})?|"
        r"\d{2,3}\s*年度?\S{1,8}字第\s*\d{1,6}\s*[号號]|第\s*\d{1,5}\s*[号號]"
    )


@cache
def _remark() -> re.Pattern[str]:
    """Return the pattern of a remark about a paper."""
    return re.compile(
        r"(?:[签簽][发發]人|密[级級]|[紧緊]急程度|份[号號]|[编編][号號])\s*[:：]?.{0,20}|特急|加急|平急|机密|[绝絕秘]密|\d{4,8}"
    )


@cache
def _office() -> re.Pattern[str]:
    """Return the pattern of the name of an office."""
    return re.compile(
        r"(?P<office>\S{2,40}?)文\s*件|"
        r"\S{2,30}(?:政府|[委厅廳局部院处處]|[办辦]公[室厅廳]|中心|[协協][会會]|公司|集[团團]|大[学學]|[学學][院校]|小[学學]|中[学學]|"
        r"[委员員][员員会會]{1,2})"
    )
