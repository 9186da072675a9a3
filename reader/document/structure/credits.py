"""Lines of credits: who wrote an article, when it appeared, where."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.document.structure.numerals import value_of
from reader.document.structure.person_names import is_chinese_name, names_in
from reader.document.structure.punctuation import LETTER
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 90
_AUTHORS = "(?:原?作者|[撰文]\\s*文|文字?|撰稿?|著者|[記记]者|通[訊讯][員员]|口述)"
_OTHERS = (
    "(?:[責责]任?[編编][輯辑]?|[編编][輯辑者]?|[校審审][對对核稿]|[攝摄]影?|[圖图]片?|[插繪绘][圖图畫画]|"
    "[譯译]者?|翻[譯译]|[採采][訪访]|[監监][製制]|[製制][圖图作]|整理)"
)
_MORE_ROLES = rf"(?:(?:\s*[、／/&＆·和與与])?\s*(?:{_AUTHORS}|{_OTHERS})){{0,4}}"
_LABEL = r"\s*[:：／/|｜丨]\s*"
_ORIGIN = r"(?:文章|稿件|消息|[資资][訊讯料]|信息)?[來来]源"
_YEAR = r"(?P<era>民[國国])?\s*(?P<year>\d{4}|(?<=[國国])\d{2,3}|[〇○零一二三四五六七八九十]{2,4})"
_COUNT = r"\d{1,2}|[一二三四五六七八九十廿卅]{1,3}"
_DATE = (
    rf"{_YEAR}\s*[-年./／]\s*(?P<month>{_COUNT})(?:\s*[-月./／]\s*(?P<day>{_COUNT})\s*[日號号]?|\s*月)"
    r"(?:\s*[（(]?(?:星期|[週周]|[禮礼]拜)[一二三四五六日天][）)]?)?"
    r"(?:[\sT]*(?:[上下]午)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:Z|[+-]\d\d:?\d\d)?)?"
)
# Read again by `names_in`. Here each character fits in one way, so that none is tried twice.
_NAMES = r"[\w·・‧•．.'’、，-]+?(?:\s[\w·・‧•．.'’、，-]+?)*?"
_REPORTER = rf"{LETTER}{{0,8}}(?:[記记]者|通[訊讯][員员]|[評评][論论][員员]|撰稿人)"
_NEXT = (
    rf"(?=\s+(?:(?:{_AUTHORS}|{_OTHERS}){_MORE_ROLES}|{_ORIGIN}){_LABEL}|\s+{_REPORTER}\s|"
    r"\s+\d{4}\s*[-年./]|\s{2,}|\u3000|$)"
)
DYNASTIES = (
    "先秦|春秋|[戰战][國国]|[東东西]?[漢汉晉晋]|三[國国]|[曹北]?魏|南朝.?|隋|唐|五代|南唐|[北南]?宋|[遼辽]|元|"
    "明|清|民[國国]|近代|[現现]代|[當当]代"
)
_PAST = (
    "[先後后西東东]?[秦漢汉晉晋]|三[國国]|[曹北]?魏|[梁陳陈隋唐元明清]|五代|南[唐朝]|[北南]?宋|"
    "[遼辽金]"
)
_OFFICE = lazy_pattern(rf"(?:^|(?<=[\s、，/／])){_REPORTER}\s+")
_COUNTRIES = (
    "美|英|法|德|日|俄|[蘇苏]|[蘇苏][聯联]|意|加|澳|[韓韩]|印度?|奧|奥|捷克?|波[蘭兰]?|匈|荷|比|挪|丹|"
    "瑞[典士]|西|葡|阿根廷|哥[倫伦]比[亞亚]|智利|古希[臘腊]|[愛爱][爾尔][蘭兰]|以色列"
)
FROM = rf"[［\[【〔(（](?:{DYNASTIES}|{_COUNTRIES})[］\]】〕)）]\s*"
"""Pattern of where or when a writer lived, before the name."""
_NOISE = (
    r"字[號号體体]\s*[:：]?[\s大中小]*|(?:[閱阅][讀读]|[瀏浏][覽览]|[點点][擊击])[量數数次]*\s*[:：]?\s*[\d,.]+"
    r"[次萬万+]*|[發发](?:[佈布]|表)?[於于]|(?:打印|收藏|分享到?)[:：]?|[聽听]全文"
)
_BETWEEN = re.compile(r"[\s|｜丨·•,，;；]*")
_BRACKETS = re.compile(r"[（(【\[〔［](.*)[）)】\]〕］]")
_BULLET = re.compile(r"[□■◎◆●◇○☆★▪◼]\s*")


class _Field(NamedTuple):
    """A form that a field of a line of credits has."""

    signs: tuple[frozenset[str], ...]
    """Sets of characters; of each, one is in any field of that form."""
    pattern: re.Pattern[str]


# The first that fits counts.
_FIELDS = tuple(
    _Field(tuple(map(frozenset, signs.split(" "))), lazy_pattern(pattern))
    for signs, pattern in (
        (
            "-年./／",
            r"(?P<date>(?:(?:[發发][佈布表]|更新|刊登|出版)?(?:[時时][間间]|日期)\s*[:：]\s*)?"
            rf"{_DATE})",
        ),
        # 記者王小明／台北報導
        (
            "者",
            rf"[記记]者\s*(?P<on_site>{_NAMES})\s*[／/]\s*\S{{2,8}}(?:[報报][導导道]|[電电])",
        ),
        ("源 :：／/|｜丨", rf"{_ORIGIN}{_LABEL}(?P<origin>.{{1,40}}?){_NEXT}"),
        # 本報記者 張三 李四
        (
            "記记訊讯論论撰 者員员人",
            rf"{_REPORTER}(?P<of_reporter>(?:\s*[:：／/]\s*|\s+).{{1,40}}?|{LETTER}{{2,4}}){_NEXT}",
        ),
        (
            "者文撰員员述編编校審审攝摄圖图插繪绘譯译採采監监製制整 :：／/|｜丨",
            rf"(?:(?P<others>{_OTHERS})|{_AUTHORS}){_MORE_ROLES}{_LABEL}(?P<named>.{{1,50}}?){_NEXT}",
        ),
        # 宋 蘇軾
        (
            "秦漢汉晉晋國国魏梁陳陈隋唐代朝宋遼辽金元明清",
            rf"(?:{_PAST})[\s·・‧]+(?P<of_past>{LETTER}{{2,4}})(?:\s*(?:[編编]?著|撰|[編编輯辑選选]))?(?=\s|$)",
        ),
        # [美]約翰·史密斯 著
        (
            "著譯译撰文作編编攝摄",
            rf"(?P<from>{FROM})?(?P<written>{_NAMES})(?P<gap>\s*[／/]?\s*)"
            r"(?P<by>[編编]?著|[譯译撰文作]|主[編编]|[編编][譯译]|[攝摄])(?=\s|$)",
        ),
        (
            "［[【〔(（·・‧",
            rf"(?P<dynasty>{FROM}|(?:{DYNASTIES})\s*[·・‧]\s*)(?P<poet>(?:{LETTER}|·){{2,10}})",
        ),
        ("字閱阅瀏浏點点發发打收分聽听", rf"(?P<noise>{_NOISE})"),
        # Beside a date only.
        (
            "網网社報报刊誌志臺台端",
            rf"(?P<medium>{LETTER}{{1,12}}"
            r"(?:[網网社報报]|[週周]刊|[雜杂][誌志]|[電电][視视][臺台]|客[戶户]端))(?=\s|$)",
        ),
    )
)


class Credits(NamedTuple):
    """What a line of credits says."""

    creators: tuple[str, ...] = ()
    date: str | None = None
    """As ISO 8601 has it; without the day where there is none."""
    origin: str | None = None


def read_credits(line: str) -> Credits | None:
    """Read a line that holds nothing but names, dates and sources; None for any other."""
    if len(line) > _LONGEST:
        return None
    if "原" in line and (match := _posted().fullmatch(line)):
        date, names = _iso(match.groupdict()), names_in(match["name"])
        return Credits(names, date, match["account"]) if date and names else None
    if match := _BRACKETS.fullmatch(line):
        line = match[1].strip()
    bullet = _BULLET.match(line)
    line = line[bullet.end() :] if bullet else line
    if bullet and (names := names_in(line)) and all(map(is_chinese_name, names)):
        return Credits(names)
    creators: list[str] = []
    date = origin = None
    place = 0
    medium = None
    while place < len(line):
        match = _field_at(line, place)
        field = match.groupdict() if match else {}
        read = _read(field) if match and match.end() > place else None
        if match is None or read is None:
            return None
        creators += (name for name in read.creators if name not in creators)
        date, origin = date or read.date, origin or read.origin
        medium = medium or field.get("medium")
        after = _BETWEEN.match(line, match.end())
        place = after.end() if after else match.end()
    if not line or (medium and date is None):
        return None
    return Credits(tuple(creators), date, origin or medium)


def date_in(text: str) -> str | None:
    """Return the first date in the beginning of a text as ISO 8601 has it, if any."""
    if match := _day().search(text, 0, _LONGEST_DATED):
        groups = match.groupdict()
        named = groups["named"] or groups["after"]
        if not named:
            return _iso(groups)
        year, day = groups["in_year"] or groups["year_after"], groups["on"] or groups["day_after"]
        return f"{year}-{_MONTHS.index(named[:3].lower()) + 1:02}-{int(day or 0):02}"
    return None


def is_day_of_diary(line: str) -> bool:
    """Tell whether a line is a date, and the weather of that day at most."""
    if len(line) > _LONGEST_DAY or not line[:1].isnumeric():
        return False
    match = _day().match(line)
    return match is not None and _OF_WEATHER.issuperset(line[match.end() :])


_LONGEST_DAY = 40
_LONGEST_DATED = 400
"""Code points in which a date is looked for: each space there is tried with all that follow it."""
_OF_WEATHER = frozenset(
    "晴雨雪陰阴雲云多少小中大暴風风霧雾霾霜雹陣阵轉转到間间有無无星期周週禮礼拜一二三四五六日天氣气熱热冷暖"
    "涼凉℃度0123456789:：-~,，、。 \u3000()（）"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def _day() -> re.Pattern[str]:
    """Return the pattern of a date; Fri May  3 10:20:11 2024 and 3 May 2024 are also some."""
    month = f"(?:{'|'.join(_MONTHS)})[a-z]*"
    return re.compile(
        rf"(?P<named>{month})\.?\s+(?P<on>\d{{1,2}})[\s,](?:.{{0,24}}?\s)?(?P<in_year>(?:19|20)\d\d)"
        rf"|(?P<day_after>\d{{1,2}})\s+(?P<after>{month})\.?\s+(?P<year_after>(?:19|20)\d\d)"
        rf"|{_DATE}",
        re.IGNORECASE,
    )


@cache
def _posted() -> re.Pattern[str]:
    """Return the pattern of the line under a title of a public account: who, which, when, where."""
    return re.compile(
        rf"原[創创]\s+(?P<name>\S{{2,12}})\s+(?P<account>\S{{2,16}})\s+{_DATE}(?:\s+\S{{2,6}})?"
    )


def _field_at(line: str, place: int) -> re.Match[str] | None:
    """Return the field that begins at a place; only forms with a sign in the line are compiled."""
    for signs, pattern in _FIELDS:
        if any(each.isdisjoint(line) for each in signs):
            continue
        if match := pattern.match(line, place):
            return match
    return None


def _read(field: Mapping[str, str | None]) -> Credits | None:
    """Return what a field says; None where its words do not fit."""
    if field.get("date"):
        date = _iso(field)
        return Credits(date=date) if date else None
    if origin := field.get("origin"):
        return Credits(origin=origin.strip())
    if field.get("written"):
        return _read_written(field)
    if reporters := field.get("of_reporter"):
        names = names_in(reporters.lstrip(" \u3000:：／/"))
        # In an interview the reporter has no name, and says something.
        return Credits(names) if names and all(map(is_chinese_name, names)) else None
    who = ("named", "on_site", "poet", "of_past")
    names_as_given = next((given for key in who if (given := field.get(key))), None)
    if names_as_given:
        names = names_in(_OFFICE.sub("", names_as_given))
        # Who edited or translated is not who wrote.
        return Credits(() if field.get("others") else names) if names else None
    return Credits()


def _read_written(field: Mapping[str, str | None]) -> Credits | None:
    """Return the authors in `[美]約翰·史密斯 著`; none of a translator."""
    names = names_in(field.get("written") or "")
    is_plain = field.get("from") is None and not all(map(is_chinese_name, names))
    if not names or (is_plain and not field.get("gap")):
        return None
    by = field.get("by") or ""
    return Credits(names if by in {"著", "编著", "編著", "撰", "文", "作"} else ())


def _iso(field: Mapping[str, str | None]) -> str | None:
    year = value_of(field["year"] or "") + (1911 if field["era"] else 0)
    month, day = value_of(field["month"] or ""), field["day"]
    if not (1000 <= year < 2200 and 1 <= month <= 12):
        return None
    if day is None:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{value_of(day):02}" if 1 <= value_of(day) <= 31 else None
