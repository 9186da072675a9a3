"""Damage a text the way real tools did, to have damaged texts whose undamaged form is known.

What the tools do: turn Simplified into Traditional character by character, encode as GBK, replace
the bytes of each character of a table by themselves and `(pinyin)`, in no particular order, and
decode. The replacement knows bytes, not characters, so it also hits the second byte of one
character and the first of the next; then the rest of the line is decoded out of step, and what
is left of it is called an accident here.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from reader.text.repair.readings import readings

SCALE = (
    "區執環發節規創現續鄉優協態戰業監統聯養"
    "內據數網學復應產術關構礎紀結經質轉農鎮側遠風務標準設動時當調貿權衛訓認領負責"
    "個機獨導絡驅報實強對會級習計進醫錯項獻號識價夢測無爭萬補語護陽來運過點場樂簡臺覺說購驗擔沒營競細長頁預嚴開國稱門類"
)
"""Characters in the order in which pages use them: a page's table is much like a prefix of this.

Prefixes of 19 and 62 characters make what lightly and what moderately damaged pages show."""

_FOLDED = {code: code - 0xFEE0 for code in map(ord, "，：；！？（）")}


class Corruption(NamedTuple):
    """A damaged text and what happened to it."""

    text: str
    accidents: tuple[int, ...]
    """Numbers, from 0, of the lines that were decoded out of step somewhere."""
    losses: tuple[int, ...]
    """Numbers of those of them from which more than an opening bracket is gone."""


def corrupt(text: str, table: str, *, seed: int = 0, fold: bool = False) -> Corruption:
    """Damage a Traditional text.

    Args:
        text: what GBK can encode.
        table: the characters that get their default reading in brackets.
        seed: decides the order in which the characters of the table are replaced.
        fold: whether full-width punctuation becomes ASCII at the end, as some stores do.
    """
    order = list(table)
    random.Random(seed).shuffle(order)  # noqa: S311 — repeatable, not secret
    lines = []
    accidents = []
    losses = []
    for number, line in enumerate(text.split("\n")):
        data = line.encode("gbk")
        for character in order:
            data = data.replace(character.encode("gbk"), annotated(character).encode("gbk"))
        damaged, is_lossy = _decode(data)
        careful = "".join(annotated(c) if c in table else c for c in line)
        if damaged != careful:
            accidents.append(number)
            if is_lossy:
                losses.append(number)
        lines.append(damaged.translate(_FOLDED) if fold else damaged)
    return Corruption("\n".join(lines), tuple(accidents), tuple(losses))


def annotated(character: str) -> str:
    """Return a character with its default reading in brackets."""
    return f"{character}({readings()[character][0]})"


def naive_traditional(simplified: str) -> str:
    """Convert character by character, blind to words: 干部 stays 干部, 后来 becomes 后來.

    What is a Traditional character too, which is to say in Big5, stays as it is.
    """
    from opencc import OpenCC

    convert = OpenCC("s2t").convert
    return "".join(c if c.encode("big5", "ignore") else convert(c) for c in simplified)


def decode(data: bytes) -> str:
    """Decode GBK as the tools do.

    What cannot follow a first byte is swallowed with it, and the two become one question mark.
    What decodes to a private-use character vanishes.
    """
    return _decode(data)[0]


def _decode(data: bytes) -> tuple[str, bool]:
    """Return the text, and whether it lacks more than opening brackets."""
    out = []
    is_lossy = False
    i = 0
    while i < len(data):
        if data[i] < 0x80:
            out.append(chr(data[i]))
            i += 1
            continue
        # gb18030 rather than gbk: it knows the user-defined pairs as private-use characters.
        try:
            character = data[i : i + 2].decode("gb18030")
        except UnicodeDecodeError:
            character = "?"
            is_lossy = is_lossy or data[i + 1 : i + 2] != b"("
        if not "\ue000" <= character <= "\uf8ff":
            out.append(character)
        else:
            is_lossy = True
        i += 2
    return "".join(out), is_lossy
