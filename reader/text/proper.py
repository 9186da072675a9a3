"""What stays as it is when Traditional that was converted character by character is corrected.

By way of Simplified, where the words decide, every character comes back as the commonest of its
forms: 睏 as 困, 齣 as 出, 説 as 說. No conversion by the character makes those; who has written
them meant them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from reader.text import naive

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONFUSED = (
    "乾幹", "發髮", "鍾鐘", "臟髒", "復複", "曆歷", "匯彙", "獲穫", "係繫", "須鬚", "儘盡", "當噹",
)  # fmt: skip
"""Traditional characters with one Simplified form, of which conversions take the wrong one."""

OF_PRINT: Final = (
    "丢亘争偬侣兑兖兹册冲决况净凉减凑凛删刹剥别却厢厦厨厩叁吕吴咏唤嘘囱垴够奂奥妆姗姹媪宫寝"
    "届屉幂弑强彦录恒悦愠户抛捝换携揾插摇撑敚晋栀栅棁椁榅横橥橱檐殁毁毡氲污汹没泪涌涚涣渌温溆"
    "滚潜灶焕烟煴爵猪猫瑶疱痪皂盗眦着碱禀禄秃秆税窑笋筝粤糇糍耻脉脚脱腭腼腽臈莅葱蒀蘖虚虬蜕"
    "衮袅踪迹遥醖静韵霉黄麽鼹"
)
"""Forms of type and variants that GB 2312 has and Big5 has not, but that stand in Traditional too:
in what the mainland prints, in old books and in Hong Kong (没 for 沒, 着 for 著)."""


class Proper:
    """Tells which characters stay."""

    def __init__(
        self, traditional_only: frozenset[str], forms: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Make ready.

        Args:
            traditional_only: the characters that only Traditional has.
            forms: two forms of a character, of which either is left as it is.
        """
        self._traditional_only = traditional_only
        self._forms = {chr(one) + chr(other) for pair in forms for one, other in (pair, pair[::-1])}
        self._stays = cache(self._is_proper)

    def restored(self, before: str, after: str) -> str:
        """Return a text put right, but with what was proper before as it was.

        Args:
            before: the text before.
            after: the text put right, of the same length.
        """
        if before == after:
            return after
        stays = self._stays
        pairs = zip(before, after, strict=True)
        return "".join([old if old != new and stays(old, new) else new for old, new in pairs])

    def _is_proper(self, old: str, new: str) -> bool:
        if naive.is_mistake(old, new):
            return False
        if old in self._traditional_only:
            return not any(old in confused and new in confused for confused in _CONFUSED)
        return old + new in self._forms
