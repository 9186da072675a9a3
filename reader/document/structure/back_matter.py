"""What follows an article without being part of it: sources, credits, notices."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.document.structure.web_boilerplate import is_boilerplate

if TYPE_CHECKING:
    from reader.document.structure.lines import Lines

_MOST_LINES = 30
_LONGEST = 200
_LONGEST_LIST = 100
"""Lines of a list of readings or notes, at most."""

_ROLES = (
    "[責责][編编]|[編编][輯辑委]|主[編编]|美[編编]|校[對对]|[審审][核校]|[監监][審审製制]|[終终初複复][審审]|"
    "[記记]者|通[訊讯][員员]|作者|撰[文稿]|[攝摄]影|[圖图]片?|文|文字|排版|[設设][計计]|策[劃划]|[統统][籌筹]|"
    "出品人?|[來来]稿"
)
PATTERNS = (
    # 原標題：《…》
    (
        frozenset("原"),
        r"原[標标文][題题]?\s*[:：].+",
    ),
    # 閱讀原文
    (
        frozenset("文"),
        r"(?:[點点][擊击])?(?:[閱阅][讀读]|查看)[原全]文.{0,8}",
    ),
    # 來源：某報
    (
        frozenset("源"),
        r"(?:文章|[資资]料|[圖图]片|[訊讯信]息|新[聞闻])?[來来圖图]源\s*[:：／/|｜丨].{1,80}",
    ),
    # 本文來自…
    (
        frozenset("本"),
        r"本文(?:[來来]自|[轉转][載载]|[首原][發发]|[原首][載载]|原刊|[選选]自|摘自|刊[於于登載载]|[為为系是].{0,20}原[創创]).+",
    ),
    # 《某某日報》（2024年05月03日 第 01 版）
    (
        frozenset("《"),
        r"《[^》]{1,20}》\s*[（(]?\s*\d{4}\s*年[^。，)）]{0,20}[版期號号日月]\s*[)）]?",
    ),
    (
        frozenset("报報網网社刊"),
        r"[^\s。，]{1,10}(?:[报報網网社]|[週周]刊)\s*\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?.{0,12}",
    ),
    # 責任編輯：某人
    (
        frozenset(_ROLES),
        rf"(?:[責责]任|本期|值班|微信|美[術术])?(?:{_ROLES})(?:\s*[:：／/丨|｜]\s*|\s+)[^。！？!?]{{1,60}}",
    ),
    # 作者簡介：某人，某大學教授。
    (
        frozenset("作收修基"),
        r"(?:(?:第一|通[訊讯信])?作者(?:[簡简]介|[單单]位)|收稿日期|修回日期|基金[項项]目)\s*[:：].+",
    ),
    # （作者系某大學教授）
    (
        frozenset("系为為是"),
        r"作者[為为系是].{2,60}",
    ),
    # 審判長　某人
    (
        frozenset("审審书書法检檢"),
        r"(?:代\s*理\s*|人\s*民\s*)?(?:[审審]\s*判\s*[长長员員]|陪\s*[审審]\s*[员員]|[书書]\s*[记記]\s*[员員]|"
        r"法\s*官(?:\s*助\s*理)?|[检檢]\s*察\s*[员員])[\s:：]+\S{1,4}(?:\s?\S)?",
    ),
    # 抄送：市委辦公室。
    (
        frozenset("抄分印"),
        r"(?:抄[送报報]|分送)\s*[:：].+|\S{2,30}\s+\d{4}年\d{1,2}月\d{1,2}日印[发發]",
    ),
    # 二〇二六年十一月
    (
        frozenset("年-./"),
        r"(?:[寫写作][於于]|(?:[發发][布佈表]|[編编][輯辑]|更新)[於于])?\s*(?:[〇○零一二三四五六七八九]{4}|\d{4})\s*[年./-]\s*"
        r"[\d一二三四五六七八九十]{1,2}\s*[月./-](?:\s*[\d一二三四五六七八九十]{1,3}\s*日?)?.{0,8}",
    ),
    # 未經授權不得轉載
    (
        frozenset("版未轉转聲声免©Cc"),
        r"(?:版[權权](?:所有|[聲声]明)|未[經经](?:授[權权]|[許许]可)|(?:如需)?[轉转][載载][請请須须]|免?[責责]?[聲声]明[:：]|"
        r"免[責责][聲声]明|©|(?i:Copyright)).*",
    ),
    # 全文完
    (
        frozenset("完終终件Ee"),
        r"(?:全[文書书劇剧])?[完終终]|[-—\s]*(?i:(?:the\s+)?end)[-—\s]*|此件.{0,4}公[開开].{0,6}",
    ),
    # 長按二維碼關注我們
    (
        frozenset("按掃扫識识"),
        r"(?:[長长]按|[掃扫識识][描別别一]?).{0,16}(?:二[維维][碼码]|[關关]注).{0,20}",
    ),
    # The notices of a public library of electronic books.
    (
        frozenset("G"),
        r"\W*End of (?:the |this )?Project Gutenberg.*",
    ),
)
"""Of what a line must have one character, and its pattern."""
_CHARACTERS = frozenset().union(*(characters for characters, _ in PATTERNS))
_BEFORE_LIST = re.compile(
    r"[【\[（(]?\s*(?:(?:延伸|相[關关]|推[薦荐]|更多)(?:[閱阅][讀读]|文章|[報报][導导道]|[內内]容|[鏈链連连][結结接])|往期.{2,4}|"
    r"[參参]考(?:[資资]料|[來来]源|[鏈链連连][結结接])|[註注][釋释解]|附[註注])\s*[】\]）)]?\s*[:：]?"
)
_IN_LIST = re.compile(
    r"[\[［〔【(（]?\d{1,3}\s*[\]］〕】)）.、:：].*|[①-⑳•·●■◆▶►《〈「『-].*|.*https?://\S*|"
    r".{0,39}[^。！？!?，、；]"
)


def is_back_matter(line: str) -> bool:
    """Tell whether a line, if only such lines follow it, is no longer part of the article."""
    return len(line) <= _LONGEST and (
        (
            not _CHARACTERS.isdisjoint(line)
            and any(
                # Compiling all takes as long as the rest of a short text does.
                not characters.isdisjoint(line) and _compiled(pattern).fullmatch(line) is not None
                for characters, pattern in PATTERNS
            )
        )
        or is_boilerplate(line)
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"[（(【\[〔—-]*\s*(?:{pattern})\s*(?:[）)】\]〕—-]+。?)?")


def find_back_matter(lines: Lines) -> int:
    """Return the number of the first line of the back matter; that of lines if there is none.

    The first line of a text is never back matter.
    """
    first = _before_notices(lines, len(lines))
    opener = _list_opener(lines, first)
    return first if opener is None else _before_notices(lines, opener)


def _before_notices(lines: Lines, first: int) -> int:
    stop = max(1, len(lines) - _MOST_LINES)
    while first > stop and is_back_matter(lines[first - 1]):
        first -= 1
    return first


def _list_opener(lines: Lines, end: int) -> int | None:
    """Return the number of the line that announces a list of readings or notes up to `end`."""
    for number in range(end - 1, max(1, end - _LONGEST_LIST) - 1, -1):
        if lines.lengths[number] > _LONGEST:
            return None
        if _BEFORE_LIST.fullmatch(lines[number]):
            return number
        if not (_IN_LIST.fullmatch(lines[number]) or is_back_matter(lines[number])):
            return None
    return None
