"""Heads of posts and letters: who sent them, to which board, under what title, when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.model import BlockKind
from reader.document.structure.credits import Credits, date_in
from reader.document.structure.front_matter.masthead import Masthead
from reader.document.structure.title import Title
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from reader.document.structure.lines import Lines

_MOST_LINES = 10
_LONGEST = 200
_LONGEST_NAME = 40
_ROLES = {
    word: role
    for role, words in {
        "author": "发信人 發信人 寄信人 发帖人 發帖人 作者 楼主 樓主 发件人 發件人 寄件人 from",
        "board": "信区 信區 看板 版面 讨论区 討論區 board",
        "title": "标题 標題 主题 主題 题目 題目 subject",
        "time": "时间 時間 日期 发信站 發信站 发信时间 發信時間 发表时间 發表時間 发送时间 date",
        "other": "收件人 收信人 抄送 副本 to cc 转信站 轉信站 本篇人气 本篇人氣",
    }.items()
    for word in words.split()
}
_LONGEST_LABEL = max(map(len, _ROLES))
_FIRST_OF_LABELS = frozenset(word[0] for word in _ROLES) | frozenset("FTSDBC※")
_BOARD = lazy_pattern(r"[\s,，]+(?:信\s*[区區]|看\s*板|版\s*面)\s*[:：]?\s*(?P<value>[\w.-]+)")
_TIME = lazy_pattern(
    r"\s+[发發]?[表布]?(?:时间|時間|日期)\s*[:：]\s*(?P<value>\d\S*(?:\s+[\d:]+)?)"
)
_AROUND_NAME = lazy_pattern(r"[（(<＜].*|[,，;；\s]+$")


def read_post(lines: Lines, first: int) -> Masthead | None:
    """Read the head of a post or of a letter that begins with a line; None where there is none."""
    fields: dict[str, tuple[int, int, int]] = {}
    end = first
    for number in range(first, min(first + _MOST_LINES, len(lines))):
        if lines.lengths[number] > _LONGEST or not (found := _fields_of(lines[number])):
            break
        fields.update((role, (number, *span)) for role, span in found if role not in fields)
        end = number + 1
    if not {"author", "title"}.issubset(fields) or fields.keys().isdisjoint({"board", "time"}):
        return None

    def value(role: str) -> str:
        number, start, stop = fields[role]
        return lines[number][start:stop].strip()

    line, start, stop = fields["title"]
    # A head goes on in its first lines only.
    if start >= stop or end - first < 2:
        return None
    author = _AROUND_NAME.sub("", value("author")).strip()
    time = value("time") if "time" in fields else ""
    station = re.match(r"[^()（）\d]+(?=[（(])", time)
    board = value("board") if "board" in fields else None
    kinds = dict.fromkeys(range(first, end), BlockKind.BYLINE)
    del kinds[line]
    return Masthead(
        line=line,
        title=Title(start, stop, None),
        kinds=kinds,
        credits=Credits(
            (author,) if 0 < len(author) <= _LONGEST_NAME else (),
            date_in(time),
            station[0].strip() if station else board,
        ),
        end=end,
    )


def _fields_of(line: str) -> list[tuple[str, tuple[int, int]]]:
    """Return the roles of the fields of a line, and where their values stand in it."""
    if line[0] not in _FIRST_OF_LABELS or (label := _label_of(line)) is None:
        return []
    role, end = label
    if role == "author":
        for other, pattern in (("board", _BOARD), ("time", _TIME)):
            if match := pattern.search(line, end):
                return [(role, (end, match.start())), (other, match.span("value"))]
    return [(role, (end, len(line)))]


def _label_of(line: str) -> tuple[str, int] | None:
    """Return the role of the label a line begins with, and where its value begins."""
    word = ""
    best = None
    for end, character in enumerate(line[:_LONGEST_BEFORE], start=1):
        if character.isspace() or character == "※":
            continue
        word += character.lower()
        if len(word) > _LONGEST_LABEL:
            break
        if role := _ROLES.get(word):
            # Copied from a page they may have no colon.
            match = _VALUE.match(line, end)
            best = (role, match.end()) if match else best
    return best


_LONGEST_BEFORE = 24
_VALUE = lazy_pattern(r"\s*[:：]\s*|\s+|(?=[A-Za-z0-9\[【])")
