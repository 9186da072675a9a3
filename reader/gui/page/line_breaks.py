"""Where a line may end: 避頭尾 (CLREQ 3.1.4), words, numbers with their units, addresses."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.gui.page.punctuation_kerning import CLOSING, OPENING, STOPS
from reader.text.han import is_han
from reader.text.patterns import lazy_pattern

NO_START = CLOSING + STOPS + ")]},.;:!?·‧・•／％%‰℃℉°′″～〜々〻ー"
"""What never begins a line."""
NO_END = OPENING + "([{／＄$￥¥£€＃№"
"""What never ends one."""
_WIDE = (
    "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffe6"
)
_MARKS = "“”‘’—…⋯·‧•─"
_SYMBOLS = "\u2190-\u27bf\U0001f000-\U000323af"
_UNITS = (
    "年月日號号時时分秒點点個个人名位次件條条項项頁页章節节回期屆届歲岁"
    "元圓圆角萬万億亿千百倍度米里斤噸吨克升畝亩"
)

_WORD = lazy_pattern(
    # An apostrophe within a word is the quotation mark that closes.
    f"(?:[^\\s{_WIDE}{_MARKS}{_SYMBOLS}]|(?<=[A-Za-z])’(?=[A-Za-z]))+"
)
_PART_OF_ADDRESS = lazy_pattern("(?<=[/?&=#_.@-])(?=[^/?&=#_.@\\d-])|(?<=[\\d/])(?=[?&])")
_ADDRESS = lazy_pattern("://|^www\\.|/.*/|@.*\\.|\\w\\.\\w+\\.\\w")
_HYPHEN = lazy_pattern("(?<=[^\\W\\d_])-(?=[^\\W\\d_])")
_KEPT = lazy_pattern(
    "…{2,}|⋯{2,}|—{2,}|─{2,}|－{2,}|\\.{3,}"
    "|(?<=\\S)[\\[［〔][0-9]{1,3}[\\]］〕]"
    "|[０-９Ａ-Ｚａ-ｚ]+(?:[．，：][０-９Ａ-Ｚａ-ｚ]+)*"
    f"|(?<=[0-9０-９])[ \u00a0]?[{_UNITS}]|第[ \u00a0]?(?=[0-9０-９])"
    "|(?<=[0-9])[ \u00a0](?:[kcmμn]?[mgl]|[KMGT]i?B|[kKMG]?Hz|[kMG]?W|px|°C)\\b"
)
_NOT_FIRST = lazy_pattern(
    # A dash by itself joins what it stands between; two are a pause and may begin a line.
    f"[ \\t\u3000\u00a0\u2060{re.escape(NO_START)}]+|(?<!—)—(?!—)"
    "|[\u0300-\u036f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_NOT_LAST = lazy_pattern(f"[{re.escape(NO_END)}\u00a0\u2060\u200d]+[ \\t\u3000]*")
_STRAIGHT_QUOTE = lazy_pattern('"')
"""Says nothing of which side it is on: they take turns."""
_SPACE = lazy_pattern("[ \\t\u3000]+")


class Breaks(NamedTuple):
    """What is known about the places between characters; each is that before a character."""

    may_end: bytearray
    """1 where a line may end."""
    gaps: bytearray
    """1 where a line may be spread, `SPACING` where Han meets Latin, 0 elsewhere."""


SPACING = 2


def breaks_of(text: str) -> Breaks:
    """Return where a line of a text may end, and where it may be spread."""
    length = len(text)
    may_end = bytearray(b"\1") * (length + 1)
    gaps = bytearray(b"\1") * (length + 1)
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start > 1:
            may_end[start + 1 : end] = gaps[start + 1 : end] = bytes(end - start - 1)
            _part_word(match.group(), start, may_end)
        if start and is_han(text[start - 1]) and text[start].isalnum():
            gaps[start] = SPACING
        if (
            end < length
            and is_han(text[end])
            and (text[end - 1].isalnum() or text[end - 1] in "%‰")
        ):
            gaps[end] = SPACING
    for match in _KEPT.finditer(text):
        start, end = match.span()
        may_end[start + 1 : end] = bytes(end - start - 1)
        if text[start] in "…⋯—─－.":
            gaps[start + 1 : end] = bytes(end - start - 1)
        elif text[start] == "第":
            may_end[end] = 0
        elif start and (text[start - 1].isdigit() or text[start] in "[［〔"):
            # Also the number of a note, which belongs to what stands before it.
            may_end[start] = 0
    for match in _NOT_FIRST.finditer(text):
        may_end[match.start() : match.end()] = bytes(match.end() - match.start())
    for match in _NOT_LAST.finditer(text):
        may_end[match.start() + 1 : match.end() + 1] = bytes(match.end() - match.start())
    for number, match in enumerate(_STRAIGHT_QUOTE.finditer(text)):
        may_end[match.start() + (1 - number % 2)] = 0
    for match in _SPACE.finditer(text):
        # The room is after the space: what stands before it may be the end of a line.
        gaps[match.start() : match.end()] = bytes(match.end() - match.start())
    return Breaks(may_end, gaps)


def _part_word(word: str, start: int, may_end: bytearray) -> None:
    """Let a line end in an address behind what parts it, and in a compound behind its hyphen."""
    if len(word) > 12 and _ADDRESS.search(word):
        for match in _PART_OF_ADDRESS.finditer(word):
            may_end[start + match.start()] = 1
    for match in _HYPHEN.finditer(word):
        may_end[start + match.end()] = 1
