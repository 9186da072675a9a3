"""Damage a text the way real tools did, to have damaged texts whose undamaged form is known.

What the tools do: turn Simplified into Traditional character by character, encode as GBK, replace
the bytes of each character of a table by themselves and `(pinyin)`, in no particular order, and
decode. Some also part a text at punctuation marks. Both know bytes, not characters: the second
byte of one character and the first of the next may be a character of the table, or a mark. Then
the rest of the line is decoded out of step, until a byte of ASCII, and what is left of it is
called an accident here. Some stores fold full-width forms to ASCII in what is left.
"""

from __future__ import annotations

import random
from enum import IntEnum
from functools import cache
from itertools import dropwhile
from typing import TYPE_CHECKING, NamedTuple

from reader.text.repair.pinyin_table import readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from opencc import OpenCC

SCALE = (
    "區執環發節規創現續鄉優協態戰業監統聯養"
    "內據數網學復應產術關構礎紀結經質轉農鎮側遠風務標準設動時當調貿權衛訓認領負責"
    "個機獨導絡驅報實強對會級習計進醫錯項獻號識價夢測無爭萬補語護陽來運過點場樂簡臺覺說購驗擔沒營競細長頁預嚴開國稱門類"
)
"""Characters in the order in which pages use them: a page's table is much like a prefix of this.

Prefixes of 19 and 62 characters make what lightly and what moderately damaged pages show."""

CUTS = "！。，？；：、"
"""Marks at which a tool may part a text."""

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INSERTED, _FIRST, _SECOND = range(3)
"""What a byte is: one of a bracket, the first one of a character, or the second one."""


class Loss(IntEnum):
    """The most of which an accident left nothing; an opening bracket is nothing to speak of."""

    NOTHING = 0
    HALF = 1
    """A byte that a question mark took with it."""
    PAIR = 2
    """Two bytes that stood for a private-use character."""


class Accident(NamedTuple):
    """A stretch of a line that was decoded out of step."""

    line: int
    """Its number, from 0."""
    cause: str
    """`needle`, or the mark at which the line was parted."""
    torn: str
    """The character whose bytes were parted."""
    loss: Loss = Loss.NOTHING


class Corruption(NamedTuple):
    """A damaged text and what happened to it."""

    text: str
    accidents: tuple[Accident, ...]

    @property
    def losses(self) -> tuple[Accident, ...]:
        """Those accidents that lost something."""
        return tuple(accident for accident in self.accidents if accident.loss)


def corrupt(
    text: str, table: str, *, cuts: str = "", seed: int = 0, fold: bool = False
) -> Corruption:
    """Damage a Traditional text.

    Args:
        text: what GBK can encode.
        table: the characters that get their default reading in brackets.
        cuts: the marks at which a line is parted wherever two characters have their bytes.
        seed: decides the order in which the characters of the table are replaced.
        fold: whether full-width forms become ASCII at the end, as some stores do it.
    """
    order = list(table)
    random.Random(seed).shuffle(order)  # noqa: S311 — repeatable, not secret
    marks = frozenset(mark.encode("gbk") for mark in cuts)
    lines = []
    accidents: list[Accident] = []
    for number, line in enumerate(text.split("\n")):
        damaged = _Line(number, line, order).decode(marks)
        lines.append(damaged.text.translate(FULL_WIDTH) if fold else damaged.text)
        accidents += damaged.accidents
    return Corruption("\n".join(lines), tuple(accidents))


def annotated(character: str) -> str:
    """Return a character with its default reading in brackets."""
    return f"{character}({readings()[character][0]})"


def naive_traditional(simplified: str) -> str:
    """Convert character by character, blind to words: 干部 stays 干部, 后来 becomes 后來.

    What is a Traditional character too, which is to say in Big5, stays as it is.
    """
    convert = _converter().convert
    return "".join(c if c.encode("big5", "ignore") else convert(c) for c in simplified)


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2t")


def decode(data: bytes) -> str:
    """Decode GBK as the tools do.

    What cannot follow a first byte is swallowed with it, and the two become one question mark.
    What decodes to a private-use character vanishes.
    """
    out = []
    at = 0
    while at < len(data):
        shown, _, at = _decoded(data, at)
        out.append(shown)
    return "".join(out)


def _decoded(data: bytes | bytearray, at: int) -> tuple[str, Loss, int]:
    """Return what becomes of the bytes at an offset, what it loses, and where they end."""
    if data[at] < 0x80:
        return chr(data[at]), Loss.NOTHING, at + 1
    # gb18030 rather than gbk: it knows the user-defined pairs as private-use characters.
    try:
        shown = bytes(data[at : at + 2]).decode("gb18030")
    except UnicodeDecodeError:
        loss = Loss.NOTHING if data[at + 1 : at + 2] == b"(" else Loss.HALF
        return "?", loss, at + 2
    if "\ue000" <= shown <= "\uf8ff":
        return "", Loss.PAIR, at + 2
    return shown, Loss.NOTHING, at + 2


class _Line:
    """The bytes of a line on their way through a tool."""

    def __init__(self, number: int, text: str, table: Iterable[str]) -> None:
        self._number = number
        self._data = bytearray()
        self._roles = bytearray()
        for character in text:
            data = character.encode("gbk")
            self._data += data
            self._roles += bytes((_FIRST, _SECOND)[: len(data)])
        for character in table:
            self._annotate(character.encode("gbk"), annotated(character).encode("gbk")[2:])

    def _annotate(self, code: bytes, bracket: bytes) -> None:
        at = self._data.find(code)
        while at >= 0:
            at += len(code)
            self._data[at:at] = bracket
            self._roles[at:at] = bytes(len(bracket))
            at = self._data.find(code, at + len(bracket))

    def decode(self, cuts: Set[bytes]) -> Corruption:
        """Return the line as it is shown in the end."""
        out = []
        accidents: list[Accident] = []
        is_in_step = True
        at = 0
        while at < len(self._data):
            is_cut = is_in_step and self._is_across(at, cuts)
            start = at
            if is_cut:
                shown, loss, at = "?", Loss.NOTHING, at + 1
            else:
                shown, loss, at = _decoded(self._data, at)
            out.append(shown)
            was_in_step, is_in_step = is_in_step, self._is_in_step(at)
            if was_in_step and not is_in_step:
                cause = bytes(self._data[at : at + 2]).decode("gbk") if is_cut else "needle"
                accidents.append(Accident(self._number, cause, self._character(start)))
            if not (was_in_step and is_in_step):
                worst = max(loss, accidents[-1].loss)
                accidents[-1] = accidents[-1]._replace(loss=worst)
        return Corruption("".join(out), tuple(accidents))

    def _is_across(self, at: int, cuts: Set[bytes]) -> bool:
        """Tell whether two characters from an offset on have the bytes of a mark."""
        whole = bytes((_FIRST, _SECOND, _FIRST))
        return self._roles[at : at + 3] == whole and bytes(self._data[at + 1 : at + 3]) in cuts

    def _is_in_step(self, at: int) -> bool:
        role = next(dropwhile(_INSERTED.__eq__, self._roles[at:]), _FIRST)
        return role == _FIRST

    def _character(self, at: int) -> str:
        second = self._roles.index(_SECOND, at)
        return bytes((self._data[at], self._data[second])).decode("gbk")
