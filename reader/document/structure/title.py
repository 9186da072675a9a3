"""The title line of an article: its title, who wrote it, and who published it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reader.document.structure.credits import DYNASTIES, FROM
from reader.document.structure.headings.front_words import is_front_word
from reader.document.structure.person_names import is_chinese_name, names_in
from reader.document.structure.punctuation import LETTER

_LONGEST = 70
_FINAL = "。，、；：…,;:.．﹐﹔﹕"
"""What a title does not end with; a question or an exclamation may be one."""

# A publisher, one dash or bar, a title. Two dashes are the Chinese dash, part of a title.
_WITH_ORIGIN = re.compile(
    r"([^\s，。：；！？,:;!?“”「」『』《》][^，。：；！？,:;!?“”「」『』《》]{1,15}?)"
    r"(?:\s*(?<![–—─-])[–—|｜丨](?![–—─-])\s*|\s+-\s+)(\S.{5,})"
)
_DRAWN = r"[=＝*＊~～#＃※☆★◆◇■□●○▲△▼▽♥♡❤✿_＿─━—\-]"
# ☆☆ 渡口 ☆☆, ##渡口, <center>渡口</center>
_DECORATED = re.compile(
    rf"\s*(?:{_DRAWN}+\s*(?P<drawn>\S.*?)\s*{_DRAWN}+|[#＃]+(?P<hashed>[^#＃\s].*)"
    r"|(?P<trailed>\S.*?)\s*[*＊★☆]{2,}"
    r"|<[A-Za-z][^<>]{0,40}>(?P<tagged>[^<>]+)</[A-Za-z][^<>]{0,40}>)\s*"
)
_ENCLOSED = re.compile(
    r"【\s*(?P<a>[^【】]+?)\s*】|〖\s*(?P<b>[^〖〗]+?)\s*〗|\[\s*(?P<c>[^\[\]]+?)\s*\]|［\s*(?P<d>[^［］]+?)\s*］"
)
_QUOTED = re.compile(r"[『「“\"]\s*(.+?)\s*[』」”\"]")
_OFFERED = re.compile(
    r"\s*(?:TXT|txt|Txt)?\s*(?:全[集本文])?\s*(?:TXT|txt|Txt)?\s*(?:[电電]子[书書])?(?:免[费費])?下[载載]"
)
"""`書名（作者：某人）TXT全集下載`: what a site offers."""
_COMPLETE = re.compile(
    r"(?P<name>.+?)\s*[（(【\[]\s*(?:全[文書书本]?完|完[結结本]?|全[文本集])\s*[）)】\]]"
)
_FILE_TYPE = re.compile(r"\.(?:txt|text|docx?|pdf|epub|mobi|umd)$", re.IGNORECASE)
_EDITION_WORDS = (
    "全[本集文書书卷]|[全完]整?版|完[結结本]|精?校|修[訂订]|番外|未[刪删]|珍藏|[終终]章|合集|[連连][載载]|"
    "TXT|txt|出[書书]版|[實实][體体]|第[一二三四五六七八九十\\d]+版|插[圖图]|注[音释釋]|下[載载]"
)
_WITHIN = r"[^（()）【】\[\]]{0,16}"
EDITION = rf"\s*(?:[（(【\[]{_WITHIN}(?:{_EDITION_WORDS}){_WITHIN}[）)】\]]|全[本集文]|完[結结])"
"""Pattern of what stands behind a title about this edition of it."""
_AUTHOR_WORD = r"(?:原?作\s*者|著\s*者|作家|[編编][劇剧]|文)"


class Title(NamedTuple):
    """What a title line says; the offsets are those of the title within the line."""

    start: int
    end: int
    origin: str | None
    creators: tuple[str, ...] = ()
    name: str = ""
    """The title without the marks around it; empty where there are none."""

    @property
    def is_formal(self) -> bool:
        """Whether the line says by its form that it is a title: in title marks, or with names."""
        return bool(self.name or self.creators)

    def moved(self, offset: int) -> Title:
        """Return the same title further on in a line."""
        return self._replace(start=self.start + offset, end=self.end + offset)


def read_title(line: str) -> Title | None:
    """Read the first line of a text as its title; None if it does not look like one."""
    if len(line) > _LONGEST:
        return None
    if formal := read_formal_title(line):
        return formal
    if line.endswith(tuple(_FINAL)):
        return None
    if (complete := _COMPLETE.fullmatch(line)) and _may_be_title(complete["name"]):
        return Title(*complete.span("name"), None)
    match = _WITH_ORIGIN.fullmatch(line)
    if match is None:
        return Title(0, len(line), None)
    return Title(*match.span(2), match[1].rstrip())


def read_formal_title(line: str) -> Title | None:
    """Read a line as a title that has marks around it, or the names of its authors beside it."""
    if len(line) > _LONGEST:
        return None
    start, end = _inner_span(line)
    inner = line[start:end]
    found = _in_marks(inner) or _before_author(inner) or _after_author(inner)
    if found is not None:
        return found.moved(start)
    if (quoted := _QUOTED.fullmatch(line)) and (found := _before_author(quoted[1])):
        return found.moved(quoted.start(1))
    if (start, end) != (0, len(line)) and end - start > 1 and not inner.endswith(tuple(_FINAL)):
        return Title(0, len(line), None, (), inner)
    return None


def _inner_span(line: str) -> tuple[int, int]:
    """Return where a line begins and ends within drawn marks, brackets and its file type."""
    start, end = 0, len(line)
    for pattern in (_DECORATED, _ENCLOSED):
        if match := pattern.fullmatch(line, start, end):
            start, end = next(match.span(name) for name in match.groupdict() if match[name])
    if match := _FILE_TYPE.search(line, start, end):
        end = match.start()
    if line.endswith(("下载", "下載")) and (offer := _OFFERED.search(line, start)):
        end = offer.start()
    return start, end


def _in_marks(line: str) -> Title | None:
    """Read 《書名》 with nothing else, or with its edition and its authors."""
    match = _marked().match(line) if "《" in line else None
    if match is None:
        return None
    rest = line[match.end() :].strip()
    names = _names_beside(rest) if rest else ()
    if rest and not names:
        return None
    return Title(*match.span("marked"), None, names, match["name"].strip())


def _names_beside(rest: str) -> tuple[str, ...]:
    """Return the authors that the rest of a line after 《書名》 names, and nothing else."""
    if is_front_word(rest):
        return ()
    for form in _beside():
        match = form.fullmatch(rest)
        if match and (names := names_in(match["names"])):
            is_alone = form is _beside()[-1]
            is_close = is_alone and not match.start("names")
            return names if not is_alone or _is_name_alone(match["names"], is_close) else ()
    return ()


def _before_author(line: str) -> Title | None:
    """Read `書名 作者：某人`, `書名 by 某人`, `書名 / 某人 著`, `書名　　某人`."""
    for needed, form in _FORMS:
        if not any(word in line for word in needed):
            continue
        match = _compiled(form).fullmatch(line)
        if match and (names := names_in(match["names"])) and _may_be_title(match["title"]):
            if form is _WIDE and not _is_name_after(match["title"], match["names"]):
                continue
            name = match["title"].strip().strip("《》【】")
            return Title(*match.span("title"), None, names, name)
    return None


def _after_author(line: str) -> Title | None:
    """Read `某人：《書名》`."""
    match = _after().fullmatch(line) if "《" in line else None
    if match is None or not is_chinese_name(match["names"]):
        return None
    return Title(*match.span("marked"), None, names_in(match["names"]), match["title"])


def _may_be_title(text: str) -> bool:
    is_named = not text.endswith(("本文", "原", "本", "的"))
    return len(text) >= _SHORTEST and is_named and re.search(LETTER, text) is not None


def _is_name_after(title: str, text: str) -> bool:
    """Tell whether what stands far behind a title is who wrote it, not its second half."""
    is_as_long = len("".join(title.split())) == len(text)
    return is_chinese_name(text) or (not is_as_long and _is_name_alone(text))


def _is_name_alone(text: str, is_close: bool = False) -> bool:
    """Tell whether a word beside a title is a name: with a surname, or a pen name (夜航船)."""
    is_pen_name = len(text) == _PEN_NAME and _OF_KINDS.isdisjoint(text)
    return is_chinese_name(text) or (is_pen_name and not is_close)


_SHORTEST = 2
_PEN_NAME = 3
_OF_KINDS = frozenset("的了讀读後后感評评論论序言記记錄录介析版本卷集冊册部篇章回全文完")
"""Characters of the names of kinds of texts, and of what is said about them: 讀後感."""


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(
        r"(?:[電电]子[書书]|[長长中短]篇小[說说]|小[說说]|原[創创]|[話话][劇剧])?\s*"
        r"(?P<marked>《\s*(?P<name>[^《》]{1,40}(?:《[^《》]{1,20}》[^《》]{0,10})?)》)"
        # 全集(上部+下部)【精校版】
        rf"(?:{EDITION}|(?<=全[集本])\s*[（(][^（）()]{{1,24}}[）)]){{0,4}}"
        rf"(?:\s*{LETTER}{{2,6}}(?:[独獨]家|首[发發]|[发發]表){{1,2}})?"
    )


@cache
def _beside() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of authors right behind 《書名》."""
    between = r"[\s（(【\[／/|｜_·—–-]*"
    return (
        re.compile(
            rf"{between}(?:{_AUTHOR_WORD}\s*[:：／/_-]?|(?i:by)[\s:：])\s*(?P<names>.{{1,24}}?)[）)】\]]?"
        ),
        re.compile(rf"{between}(?:{FROM})?(?P<names>.{{1,24}}?)\s*(?:[編编]?著|撰)[）)】\]]?"),
        re.compile(rf"[:：]?{between}(?:{FROM})?(?P<names>{LETTER}{{2,4}})[）)】\]]?"),
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<names>{LETTER}{{2,6}}(?:[·・‧•]{LETTER}{{1,8}})?)\s*[:：—–-]*\s*"
        r"(?P<marked>《(?P<title>[^《》]{1,40})》)"
    )


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


_TITLE = rf"(?P<title>\S.{{0,50}}?)(?:{EDITION}){{0,3}}"
_NAME = rf"(?P<names>{LETTER}{{2,4}}|{LETTER}{{1,8}}[·・‧•]{LETTER}{{1,8}})"
_WROTE = r"(?:[編编]?著|撰)"
_WIDE = rf"{_TITLE}(?:\u3000{{2,}}|[ \t\u3000]{{3,}}|\t)(?P<names>{LETTER}{{2,4}})"
_FORMS = (
    # 書名 作者：某人
    (
        ("作", "著", "编剧", "編劇", "文"),
        rf"{_TITLE}(?:[\s（(【\[／/|｜_—–-]+|(?<=[）)】\]》])){_AUTHOR_WORD}\s*[:：／/_-]\s*"
        r"(?P<names>.{1,24}?)[）)】\]]?",
    ),
    # 書名（全文）　作者某人
    (
        ("作者",),
        rf"{_TITLE}(?:\u3000|\s{{2,}}|(?<=[）)】\]])\s*|\s*[（(【\[])原?作者\s*{_NAME}[）)】\]]?",
    ),
    # 書名 by 某人
    (
        ("by", "BY", "By"),
        rf"{_TITLE}\s+(?i:by)\s*[:：]?\s*(?P<names>{LETTER}{{1,8}}|[A-Z][\w .]{{1,20}})",
    ),
    # 書名 / （某）某人著；某人譯. ——某城：某某出版社，2014
    (
        ("/", "／"),
        rf"(?P<title>[^/／]{{2,60}}?)\s*[/／]\s*(?:{FROM}|[（(]{LETTER}{{1,3}}[）)])?"
        rf"(?P<names>[^;；,，/／（(]{{2,16}}?)\s*{_WROTE}(?:\s*[;；,，.．].{{0,60}})?",
    ),
    # 書名 某人 著
    (("著", "撰"), rf"{_TITLE}(?:\s+|\s*[（(])(?:{FROM})?{_NAME}\s*{_WROTE}[）)]?"),
    # 書名 清 某人
    (
        (*"］]】〕）)", *"秦秋国國汉漢晋晉魏唐宋辽遼元明清代"),
        rf"{_TITLE}\s+(?:{FROM}|(?:{DYNASTIES})\s*[·・‧\s]\s*){_NAME}\s*{_WROTE}?",
    ),
    # 書名　　某人
    (("\u3000\u3000", "   ", "\t", " \u3000", "\u3000 "), _WIDE),
)
"""Of what a line must have one to be tried, and the pattern of a title with its authors."""
