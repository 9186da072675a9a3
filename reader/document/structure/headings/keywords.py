"""Headings that are a word, `後記`, `番外：雪夜`, and the word over a table of contents."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from reader.document.structure.headings.numbered_lines import FIRSTS_OF_KEYWORDS
from reader.document.structure.numerals import NUMERAL
from reader.document.structure.punctuation import LETTER, STOPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.document.structure.lines import Lines

_CONTENTS = re.compile(
    r"[【\[《〈（(=\-—*]*\s*(?:(?:[全本][书書]|作品|章[节節])?\s*(?:目\s*[錄录次]|篇\s*目)|contents)"
    r"\s*(?:[（(][^（）()]{1,8}[）)])?\s*[】\]》〉）)=\-—*:：]*",
    re.IGNORECASE,
)
_EXTRA = "番外"
_LONGEST_BEFORE_EXTRA = 9


def find_keywords(lines: Lines, short: Sequence[int], cores: Mapping[int, str]) -> list[int]:
    """Return those of the short lines that are the word of a heading.

    Args:
        lines: all lines.
        short: numbers of the short ones.
        cores: what those of them say that are decorated, without ornaments and brackets.
    """
    firsts = lines.firsts
    found = [
        line for line in short if firsts[line] in FIRSTS_OF_KEYWORDS and is_keyword(lines[line])
    ]
    found += [line for line, core in cores.items() if is_keyword(core)]
    return sorted({*found, *_extras(lines, set(short))})


def is_keyword(line: str) -> bool:
    """Tell whether a line is the word of a heading, whatever stands around it."""
    if not line or line[0] not in FIRSTS_OF_KEYWORDS:
        return False
    match = _keyword().fullmatch(line)
    return match is not None and (match["list"] is not None or not line.endswith(STOPS))


def is_contents(line: str) -> bool:
    """Tell whether a line is the word over a table of contents."""
    return _CONTENTS.fullmatch(line) is not None


def _extras(lines: Lines, short: AbstractSet[int]) -> list[int]:
    """Return the lines that name a piece besides the story: `船夫番外：另一條河`."""
    found: list[int] = []
    at = lines.text.find(_EXTRA)
    while at >= 0:
        line = bisect_right(lines.starts, at) - 1
        is_near = 0 < at - lines.starts[line] <= _LONGEST_BEFORE_EXTRA
        if is_near and line in short and _extra().fullmatch(lines[line]):
            found.append(line)
        at = lines.text.find(_EXTRA, at + 1)
    return found


@cache
def _extra() -> re.Pattern[str]:
    return re.compile(
        rf"{LETTER}{{1,8}}[\s·・]?番外[篇之]?(?:{NUMERAL}{{1,3}}|[\s：:·—-]+(?!.*[。，；]).{{1,24}})"
    )


@cache
def _keyword() -> re.Pattern[str]:
    """Return the pattern of `後記`, of its kind and with a title."""
    return re.compile(
        r"(?:正文\s++)?(?:"
        r"(?:[自代總总]?\s*序|[序前引導导]\s*[言論论]|[緒绪]\s*[論论言]|序[章幕曲]|楔子|引子|[後后]\s*[記记]|"
        r"尾\s*[聲声]|跋|[結结]\s*[語语論论]|[參参]考(?:文[獻献]|[書书]目|答案)|[題题]\s*[記记]|[終终]章|"
        r"[總总附]\s*[則则])"
        r"(?:[\s：:·—-]+.{1,24})?|"
        rf"(?:番外[篇之]?|附\s*[錄录])(?:之?{NUMERAL}{{1,3}})?(?:[\s：:·—-]+.{{1,24}})?|"
        # With nothing behind them: of a judgment, of a paper.
        r"主\s*文|(?:犯罪)?事\s*[實实](?:及理由)?|理\s*由|(?P<list>[參参]考文[獻献]\s*[:：])"
        r")"
    )
