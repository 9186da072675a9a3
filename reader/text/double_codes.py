"""Characters that Unicode has twice: radicals, and the doubles other character sets brought along.

A radical (⼀, ⻓) is a sign for lists of radicals, a compatibility ideograph a second code for a
character. Programs that copy from PDF and old converters write them for the characters themselves.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RADICALS: Final = "\u2e81-\u2ef3\u2f00-\u2fd5"
DOUBLES: Final = "\uf900-\ufad9\U0002f800-\U0002fa1d"
"""For classes of regular expressions; both contain a few characters that have no other."""

_SUPPLEMENT_START = 0x2E81
_SUPPLEMENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵 旡日月歺母民氵氺灬爫爫丬牛犭"
    "王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅"
    "長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""What the signs of the radicals supplement stand for, in the order of their codes.

By Unicode's EquivalentUnifiedIdeograph; a space where there is none.
"""


@cache
def characters_of_radicals() -> Mapping[int, int]:
    """Return the character each radical stands for."""
    supplement = enumerate(map(ord, _SUPPLEMENT), start=_SUPPLEMENT_START)
    table = {code: character for code, character in supplement if character != ord(" ")}
    table.update(_normalised("NFKC", range(0x2F00, 0x2FD6)))
    return table


@cache
def characters_of_doubles() -> Mapping[int, int]:
    """Return the character for each compatibility ideograph that is not one itself."""
    return _normalised("NFC", (*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E)))


def _normalised(form: Literal["NFC", "NFKC"], codes: Iterable[int]) -> dict[int, int]:
    pairs = ((code, ord(unicodedata.normalize(form, chr(code)))) for code in codes)
    return {code: character for code, character in pairs if code != character}
