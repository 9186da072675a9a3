"""The title line of an article, and who published it."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.document.people import names_in

_LONGEST = 70
_FINAL = "。，、；：…,;:.．﹐﹔﹕"
"""What a title does not end with; a question or an exclamation may be one."""

# A publisher, one dash or bar, a title. Two dashes are the Chinese dash, part of a title.
_WITH_ORIGIN = re.compile(
    r"([^\s，。：；！？,:;!?“”「」『』《》][^，。：；！？,:;!?“”「」『』《》]{1,15}?)"
    r"(?:\s*(?<![–—─-])[–—|｜丨](?![–—─-])\s*|\s+-\s+)(\S.{5,})"
)
# 《書名》作者：某人
_WITH_AUTHOR = re.compile(
    r"(.{2,60}?(?:》|(?=\s)))\s*[（(]?\s*(?:作者|文)\s*[:：／/]\s*([^）)]{1,24})[）)]?"
)


class Title(NamedTuple):
    """What a title line says; the offsets are those of the title within the line."""

    start: int
    end: int
    origin: str | None
    creators: tuple[str, ...] = ()


def read_title(line: str) -> Title | None:
    """Read the first line of a text as its title; None if it does not look like one."""
    if len(line) > _LONGEST or line.endswith(tuple(_FINAL)):
        return None
    if (author := _WITH_AUTHOR.fullmatch(line)) and (names := names_in(author[2])):
        return Title(*author.span(1), None, names)
    match = _WITH_ORIGIN.fullmatch(line)
    if match is None:
        return Title(0, len(line), None)
    return Title(*match.span(2), match[1].rstrip())
