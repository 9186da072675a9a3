"""Captions of photographs that a page was stripped of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.document.structure.lines import Lines

_SHORTEST, _LONGEST = 12, 48
_BEFORE, _AFTER = 20, 60
"""Code points the lines around a caption have at least: it stands between paragraphs."""

_OF_A_PHOTOGRAPH = re.compile(
    "[舉举][辦办行]|主[辦办]|[開开]展|[講讲]解|合影|[攝摄]影?[。／/]|[攝摄][於于]|[圖图][為为中]|"
    "[資资]料[圖图照]|[參参][觀观加與与]"
)
_WHOLE_QUOTATION = re.compile("[“「『‘].*。[”」』’]")
_LONGEST_NAMED = 110


def find_named_captions(lines: Lines, count: int) -> list[int]:
    """Return the numbers of those among the first `count` lines that say they are captions.

    The first line is none of them: there is no picture before it.
    """
    text, starts, ends = lines.text, lines.starts, lines.ends
    return [
        number
        for number, length in enumerate(lines.lengths[:count])
        if 1 < length <= _LONGEST_NAMED
        and (text[starts[number]] in _FIRST or text[ends[number] - 1] in _LAST)
        and number
        and _named().fullmatch(lines[number])
    ]


@cache
def _named() -> re.Pattern[str]:
    """Return the pattern of captions that say they are; compiled for the first line to try."""
    return re.compile(
        # ▲ 老街的清晨
        r"[▲△▼▽↑↓]\s*\S.*|"
        # 圖1 老街平面示意
        r"[圖图表]\s*(?:\d{1,3}(?:[-.–]\d{1,3})?|[一二三四五六七八九十]{1,3})(?:\s*[:：.、]\s*|\s+)[^。，]{1,60}。?|"
        # 圖片來源：某某博物館
        r"[（(【]?\s*(?:[圖图]片?(?:[來来]源|提供)?|[圖图]源|[攝摄]影|供[圖图]|[題题封][圖图面][圖图]?)\s*[:：／/|｜]\s*"
        r"[^。]{1,50}[）)】]?|"
        # 讀者在書攤前挑選舊書。（李渡 攝）
        r".{2,90}[（(][^（()）]{0,24}(?:[攝摄]|供[圖图]|[資资]料[圖图]片?)[）)]。?|"
        # 讀者在書攤前挑選舊書。記者 李渡 攝
        # 這是書市一角（無人機照片）。某某社發
        r"[^。]{2,90}。\s*[^\s。，]{1,6}[社網网報报][發发]|"
        # 電影《夜讀》劇照。
        r"[^。，：:]{0,20}《[^》]{1,20}》[^。，：:]{0,6}(?:[劇剧]照|海[報报]|[書书]影|封面)。?|"
        r".{2,90}[。 \u3000](?:\S{0,8}[記记]者|通[訊讯][員员])\s*\S{2,4}\s*[攝摄]"
    )


_FIRST = frozenset("▲△▼▽↑↓圖图表（(【攝摄供題题封")
_LAST = frozenset("）)。攝摄發发照報报影面")


def find_captions(lines: Lines, count: int) -> list[int]:
    """Return the numbers of the captions among the first `count` lines.

    A caption is one short sentence between paragraphs that says what people do in a picture.
    """
    lengths = lines.lengths
    return [
        number
        for number in range(1, count - 1)
        if _SHORTEST <= lengths[number] <= _LONGEST
        and lengths[number - 1] >= _BEFORE
        and lengths[number + 1] >= _AFTER
        and _is_of_a_photograph(lines[number])
    ]


def _is_of_a_photograph(line: str) -> bool:
    return (
        line.find("。") == len(line) - 1
        and _OF_A_PHOTOGRAPH.search(line) is not None
        and not _WHOLE_QUOTATION.fullmatch(line)
    )
