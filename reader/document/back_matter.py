"""What follows an article without being part of it: sources, credits, notices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.document.lines import Lines

_MOST_LINES = 30
_LONGEST = 200

_PATTERNS = (
    # 原標題：《…》
    r"原[標标文][題题]?\s*[:：].+",
    # 閱讀原文
    r"(?:[點点][擊击])?(?:[閱阅][讀读]|查看)[原全]文.{0,8}",
    # 來源：某報
    r"(?:文章|[資资]料|[圖图]片|[訊讯信]息|新[聞闻])?[來来]源\s*[:：／/].{1,80}",
    # 本文來自…
    r"本文(?:[來来]自|[轉转][載载]|首[發发]|原[載载]|原刊|[選选]自|摘自|刊[於于登載载]).+",
    # 責任編輯：某人
    r"(?:[責责]任[編编][輯辑]|[責责][編编]|本期[編编][輯辑]|[編编][輯辑]|校[對对]|[審审]核|[記记]者|通[訊讯][員员]|作者|撰文|"
    r"[攝摄]影|[圖图]片|[圖图]|文|[監监][製制]|[終终][審审])(?:\s*[:：／/丨|]\s*|\s+).{1,40}",
    # 二〇二六年十一月
    r"(?:寫於|写于|作於|作于)?\s*(?:[〇○零一二三四五六七八九]{4}|\d{4})\s*[年./-]\s*"
    r"[\d一二三四五六七八九十]{1,2}\s*[月./-](?:\s*[\d一二三四五六七八九十]{1,3}\s*日?)?.{0,8}",
    # 未經授權不得轉載
    r"(?:版[權权](?:所有|[聲声]明)|未[經经](?:授[權权]|[許许]可)|[轉转][載载][請请須须]|免[責责][聲声]明|©|Copyright).*",
)
_BACK_MATTER = re.compile(
    rf"[（(【\[〔]?\s*(?:{'|'.join(_PATTERNS)})\s*[）)】\]〕。]?", re.IGNORECASE
)


def is_back_matter(line: str) -> bool:
    """Tell whether a line, if only such lines follow it, is no longer part of the article."""
    return len(line) <= _LONGEST and _BACK_MATTER.fullmatch(line) is not None


def find_back_matter(lines: Lines) -> int:
    """Return the number of the first line of the back matter; that of lines if there is none.

    The first line of a text is never back matter.
    """
    first = len(lines)
    stop = max(1, first - _MOST_LINES)
    while first > stop and is_back_matter(lines[first - 1]):
        first -= 1
    return first
