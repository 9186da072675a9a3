"""Names of people, as lines of credits give them."""

from __future__ import annotations

import re
from functools import cache

from reader.document.structure.punctuation import LETTER

_POINT = "[·・‧•．]"
NAME = (
    rf"(?:{LETTER}{{1,8}}(?:{_POINT}(?:{LETTER}{{1,8}}|[A-Z]\.?))*|"
    r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)"
)
"""Pattern of one name, written together, or of a Western one."""

_LONGEST = 20
_LONGEST_LIST = 1_000
"""Code points: some papers have a hundred authors."""
_SPACED = re.compile(rf"{LETTER}(?:\s+{LETTER}){{1,3}}")
_BETWEEN = re.compile(r"\s*[、，,;；&＆／/]\s*|(?<![A-Za-z.])\s+|\s+(?![A-Z])|\s*[和與与及]\s+")
_AROUND = re.compile(
    r"[（(【\[〔［][^）)】\]〕］]*[）)】\]〕］]|^[^\s]{1,4}[］\]】〕]|\s*(?:著|等|[報报][導导道]|整理)$"
)

# The hundred most common of the mainland and of Taiwan, and what is known from literature.
_SURNAMES = frozenset(
    "王李張张劉刘陳陈楊杨黃黄趙赵吳吴周徐孫孙馬马朱胡郭何高林羅罗鄭郑梁謝谢宋唐許许韓韩馮冯鄧邓曹彭曾"
    "肖蕭萧田董袁潘蔡蔣蒋余杜葉叶程蘇苏魏呂吕丁任沈姚盧卢姜崔鍾鐘钟譚谭陸陆汪范廖石金韋韦賈贾夏付傅方"
    "白鄒邹孟熊秦邱丘江尹薛閻阎段雷侯龍龙史陶黎賀贺顧顾毛郝龔龚邵萬万錢钱嚴严覃武戴莫孔向湯汤温溫康施"
    "洪季聶聂齊齐魯鲁艾穆簡简柯倪翁莊庄阮駱骆殷俞章包柳辛管左牛甘易喬乔駱冰柏巴冰茅木老舒"
)
_IN_NO_NAME = frozenset("你我他她它您們们的了嗎吗呢吧啊是這这那很")
_COMPOUND = ("歐陽", "欧阳", "司馬", "司马", "諸葛", "诸葛", "上官", "司徒", "東方", "皇甫", "尉遲")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in the part of a line of credits that lists them.

    Empty where something in it is no name, and for more text than any such line has.
    """
    if len(text) > _LONGEST_LIST:
        return ()
    text = _AROUND.sub("", text.strip()).strip()
    if _SPACED.fullmatch(text):
        return ("".join(text.split()),)
    names = tuple(filter(None, (_AROUND.sub("", name) for name in _BETWEEN.split(text))))
    return names if all(map(_is_name, names)) else ()


def is_chinese_name(text: str) -> bool:
    """Tell whether a text is a surname and a given name, or a transcribed name with a point."""
    name = "".join(text.split())
    if re.search(_POINT, name):
        return _whole_name().fullmatch(name) is not None
    if not _IN_NO_NAME.isdisjoint(name):
        return False
    given = 2 if name.startswith(_COMPOUND) else 1
    has_surname = name[:1] in _SURNAMES or given == 2
    return has_surname and re.fullmatch(rf"{LETTER}{{{given + 1},{given + 2}}}", name) is not None


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST and _whole_name().fullmatch(text) is not None


@cache
def _whole_name() -> re.Pattern[str]:
    # Pen names are written with figures and letters too.
    return re.compile(rf"{NAME}|[\w·.-]{{1,16}}")
