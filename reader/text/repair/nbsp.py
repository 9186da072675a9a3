"""No-break spaces that an encoding could not say: `? ? 正文` at the start of a paragraph.

GBK has no U+00A0, and pages that indent with it and were converted have a question mark for each.
No author puts a question mark between white space and white space, or alone on a line, so often.
Journals part the data of an article with them as well, `D925.1??文獻標志碼：A`, space out short
titles, `摘??要`, and part numbers from headings, `第一章??總則`: no sentence can end there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.by_lines import find_in_lines
from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "nbsp"

_ALTERNATING = re.compile(
    r"(?<!\S)(?<!\?[ \u3000])\?(?:[ \u3000]\?)++(?=[ \u3000]|$)", re.MULTILINE
)
"""Two or more, a space between them: `? ? `."""
_AFTER_WORD = re.compile(r"(?<=\S )(?<!\? )\?(?: \?)++(?=[^\s?!？！])")
"""The same in a line, the last one taking the place of the space."""
_ALONE = re.compile(r"^[ \u3000]*\?[ \u3000]*$", re.MULTILINE)
_LABELS = (
    "[中文][圖图]分[類类][號号]|文[獻献][標标][志識识誌][碼码]|文章[編编][號号]|[關关][鍵键][詞词]|摘要|收稿日期"
    "|修[回改訂订]日期|基金[項项]目|作者[簡简]介|通[訊讯信]作者|引用格式|[單单]位|DOI|ISSN"
)
_LABEL = lazy_pattern(rf"(?:{_LABELS})[】\])）]?[ \t]*[:：】\]]")
_BEFORE_LABEL = re.compile(rf"(?<=[\w)\]】）])\?{{1,8}}(?=[【\[(（]?{_LABEL.pattern})")
_DATA = 200
"""Characters before a label in which another one shows that they are data of an article."""
_SPACED_OUT = re.compile(
    r"^[ \u3000]*[【\[]?(?:摘\?{1,8}要|目\?{1,8}[錄录次]|[前引序]\?{1,8}言|附\?{1,8}[錄录])"
    r"(?=[:：】\]\s]|$)",
    re.MULTILINE,
)
_AFTER_NUMBER = re.compile(
    r"^[ \u3000]*第[〇零一二三四五六七八九十百千\d]{1,5}[章節节編编篇]\?{1,8}(?=\w)", re.MULTILINE
)
_FEWEST_NUMBERS = 2
_INDENT = re.compile(r"^\?{2,8}(?=[^\s?!？！]{20})", re.MULTILINE)
_FEWEST_INDENTS = 3
"""Such lines; one may be a question, or what someone wrote in haste."""
_FEWEST_ALONE = 2
"""One line of a question mark may be a puzzled author's."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each row of such question marks; one by itself is no row."""
    if "?" not in source:
        return ()
    found = dict(m.span() for p in (_ALTERNATING, _AFTER_WORD) for m in find_in_lines(p, source))
    alone = [m.span() for m in find_in_lines(_ALONE, source)]
    if found or len(alone) >= _FEWEST_ALONE:
        found.update(alone)
    for pattern, fewest in (
        (_SPACED_OUT, 1),
        (_AFTER_NUMBER, _FEWEST_NUMBERS),
        (_INDENT, _FEWEST_INDENTS),
    ):
        matches = [m.span() for m in find_in_lines(pattern, source)]
        if len(matches) >= fewest:
            found.update(matches)
    found.update(m.span() for m in find_in_lines(_BEFORE_LABEL, source) if _is_data(source, m))
    repairs = []
    end = 0
    for start, stop in sorted(found.items()):
        if start >= end:
            end = stop
            before = source[start:end]
            after = before.replace("?", "\N{NO-BREAK SPACE}")
            repairs.append(Repair(NAME, start, end, before, after, Confidence.MEDIUM))
    return repairs


def _is_data(source: str, before_label: re.Match[str]) -> bool:
    """Tell whether what stands before a label is no question.

    That is so after another label, and a row of them after a number or Latin letters is hardly one.
    """
    start = before_label.start()
    if len(before_label[0]) > 1 and source[start - 1].isascii():
        return True
    line = source[max(0, start - _DATA) : start].rpartition("\n")[2]
    return _LABEL.search(line) is not None


RULE = RepairRule(NAME, "an encoding without no-break spaces made question marks of them", find)
