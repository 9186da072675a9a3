"""Prose, wraps and records made at random, for the rules that look at the lines of a text."""

from __future__ import annotations

import random
import re

_WORDS = {
    "traditional": (
        (
            "老太太",
            "修錶匠",
            "賣花的女孩",
            "值夜的工人",
            "我的舅舅",
            "教書先生",
            "兩個陌生人",
            "鎮上的裁縫",
        ),
        (
            "把門輕輕關上",
            "記下了每一個名字",
            "在橋上站到天黑",
            "給遠方的朋友寫信",
            "從箱底翻出一件舊衣裳",
            "慢慢地喝完那杯茶",
            "聽完了整張唱片",
            "說不出一句話來",
            "沿著城牆走了一圈",
            "重新數了一遍",
        ),
        (
            "這件事後來誰也沒有再提起",
            "窗外的雨下了整整三天",
            "年輕的時候他不是這樣的人",
        ),
    ),
    "simplified": (
        (
            "老太太",
            "修表匠",
            "卖花的女孩",
            "值夜的工人",
            "我的舅舅",
            "教书先生",
            "两个陌生人",
            "镇上的裁缝",
        ),
        (
            "把门轻轻关上",
            "记下了每一个名字",
            "在桥上站到天黑",
            "给远方的朋友写信",
            "从箱底翻出一件旧衣裳",
            "慢慢地喝完那杯茶",
            "听完了整张唱片",
            "说不出一句话来",
            "沿着城墙走了一圈",
            "重新数了一遍",
        ),
        (
            "这件事后来谁也没有再提起",
            "窗外的雨下了整整三天",
            "年轻的时候他不是这样的人",
        ),
    ),
}
_LATIN = ("Python 3.12", "BBC", "pH值", "Wi-Fi", "1998年", "42公里", "New York", "第3排")
_NOT_FIRST = "，。！？；：、”」』）》"


class Prose:
    """Sentences and paragraphs in one script."""

    def __init__(self, seed: str, script: str = "simplified") -> None:
        self.random = random.Random(seed)  # noqa: S311 - not for secrets
        self._people, self._deeds, self._clauses = _WORDS[script]
        self._quotes = "「」" if script == "traditional" else "“”"

    def sentence(self, *, mixed: bool = False, spoken: bool = False) -> str:
        """Return a sentence, with Latin words and numbers or with speech in it where asked for."""
        pick = self.random.choice
        deed = pick(self._deeds)
        if mixed:
            deed += pick(_LATIN) + pick(self._deeds)
        parts = [pick(self._people) + deed]
        parts += [pick(self._deeds) for _ in range(self.random.randint(0, 2))]
        if self.random.random() < 0.3:
            parts.insert(0, pick(self._clauses))
        text = "，".join(parts) + pick("。。。！？")
        opening, closing = self._quotes
        return f"{opening}{pick(self._deeds)}！{closing}{text}" if spoken else text

    def paragraph(self, sentences: int, *, mixed: bool = False, spoken: bool = False) -> str:
        """Return so many sentences."""
        return "".join(
            self.sentence(mixed=mixed, spoken=spoken and self.random.random() < 0.4)
            for _ in range(sentences)
        )

    def wrapped(self, paragraph: str, width: int, irregular: int = 0) -> list[str]:
        """Break a paragraph at so many columns, or up to so many less, as printers do."""
        lines = [""]
        space = width
        for unit in _units(paragraph):
            columns = sum(1 + (not c.isascii()) for c in unit)
            if columns > space and unit[0] not in _NOT_FIRST:
                lines.append("")
                space = width - self.random.randint(0, irregular)
                unit = unit.lstrip(" ")  # noqa: PLW2901 - a line does not begin with a space
            lines[-1] += unit
            space -= columns
        return [line.rstrip(" ") for line in lines]


def _units(text: str) -> list[str]:
    units: list[str] = []
    for character in text:
        is_latin = character.isascii() and character not in " \n"
        if units and is_latin and units[-1][-1].isascii() and units[-1] != " ":
            units[-1] += character
        else:
            units.append(character)
    return units


_PLACES = ("松江", "柳湾", "石埠", "青浦", "梅里", "横塘", "沙溪", "周庄", "新场", "罗店")
_GOODS = ("棉纱", "洋布", "桐油", "火柴", "海盐", "红茶", "瓷碗", "竹器", "麻绳", "铁锅")
_NAMES = ("赵立", "钱文", "孙玉", "李明", "周正", "吴芳", "郑云", "王平", "冯兰", "陈光")

RECORDS = {
    "comma-separated": "{4},{name},{place},{##}",
    "comma-separated words": "{name},{place},{goods},男",
    "tabs": "{name}\t{place}\t{###}",
    "addresses of pages": "https://example.org/{place}/{5}.html",
    "codes": "GB-{####}-{3} {goods}{goods}",
    "words in columns": "{goods}　{goods}　{goods}　{goods}　{goods}",
    "names in columns": "{name}    {name}    {name}    {name}",
    "chronicle": "19{2}年，{place}设厂，产{goods}，雇工百人。",
    "chronicle without stops": "19{2}年 {place}{goods}厂开工",
    "dates in Chinese": "民国{one}年三月 {place}大水",
    "log": "2023-11-0{#} 1{#}:2{#}:00 WARN {place}站无应答",
    "catalogue": "《{place}{goods}考》{name}著 19{##}年",
    "prices": "{goods}……每斤{##}文，每担{##}两",
    "index": "{place}{goods} {###}, {###}",
    "chat": "{name} 21:{##}:{##} {goods}到货了吗",
    "telephone numbers": "{name}  021-{########}  {place}",
    "timetable": "K{###}次 {place} 0{#}:15 {place} 1{#}:40",
    "postal addresses": "{place}镇{goods}街{##}号{###}室",
    "dictionary": "{goods}：{place}所产{goods}之一种，色白",
    "verse by number": "{2}:{##} {name}往{place}去，见{goods}",
    "settings": 'line_{3}.color = "#{######}"',
    "JSON lines": '{"id": {4}, "name": "{name}", "n": {##}}',
    "XML": '<row id="{4}"><name>{name}</name><n>{##}</n></row>',
    "scores": "第{##}轮 {place} {#}:{#} {place}",
    "table with rules": "| {name} | {place} | {###} |",
    "words alone": "{place}{goods}{name}{goods}",
    "verse": "{place}{goods}夜，{name}{goods}寒。",
    "verse without marks": "{place}的{goods}还没有{one}",
    "questions": "{3}. {place}出产什么？（{one}）{goods}",
    "descriptions": "{place}{goods}性温味甘归脾胃二经。主治久咳不止",
    "true or false": "（√）{place}出产{goods}最多。它在水路的上游",
    "code": "    total_{2} += prices[{##}] * {##};",
}
"""What a record of each kind looks like: `{3}` is its number, in three digits, `{##}` any two."""


def record(kind: str, chance: random.Random, number: int) -> str:
    """Return a record of one of the kinds."""
    words = {"place": _PLACES, "goods": _GOODS, "name": _NAMES, "one": "一二三四五六七八九"}

    def filled(match: re.Match[str]) -> str:
        what = match[1]
        if what.isdecimal():
            return f"{number:0{what}}"
        if what[0] == "#":
            return "".join(chance.choice("123456789") for _ in what)
        return chance.choice(words[what])

    return re.sub(r"\{(\w+|#+)\}", filled, RECORDS[kind])
