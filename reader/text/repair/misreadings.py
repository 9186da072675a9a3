"""The ways a Chinese text was misread, and where a text may have been misread so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.text.by_lines import is_in_lines
from reader.text.ordinary import count_ordinary
from reader.text.patterns import lazy_pattern
from reader.text.repair.lost_characters import LOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WINDOWS = {
    byte: character
    for byte in range(0x80, 0xA0)
    if len(character := bytes((byte,)).decode("cp1252", "ignore")) == 1
}
_TO_LATIN = {ord(character): byte for byte, character in _WINDOWS.items()} | {0xFFFD: LOST}
_HIGH = "\x80-\xff\ufffd" + "".join(_WINDOWS.values())

_UTF8_AS_LATIN = re.compile(f"[\xc2-\xf4][\x80-\xbf{''.join(_WINDOWS.values())}]")
_LATIN_RUN = lazy_pattern(f"[{_HIGH}](?:[\x20-\x7e{_HIGH}]*[{_HIGH}])?")
_LATIN_PAIRS = lazy_pattern(f"{_LATIN_RUN.pattern}[@-~]?")
"""The second byte of a pair may be ASCII."""
# With one class for all that it may begin with, to which the search can leap.
_LONG_LATIN = re.compile(
    "[\x80-\xff](?:[\x80-\xff]{7}|(?<=[\xa1-\xf9])[@-~\xa1-\xfe](?:[\xa1-\xf9][@-~\xa1-\xfe]){7})"
)
_TELLTALES = "锛銆鈥紝鐨涓鏄鍦浠浜鍙澶閲缁鎴绗鈹"
"""How the commonest marks and characters in UTF-8 look in GBK; none is common itself."""
# "Not ASCII" compiles in no time; the same set as a range of all the rest takes 20 ms.
_GBK_RUN = lazy_pattern("[^\x00-\x7f](?:[^\n]*[^\x00-\x7f])?\\??")

_FOR_LOST, _FOR_80 = "\x7f", "\x1f"
"""Stand for U+FFFD and the byte 80 while a text is encoded: no character has one of these bytes."""
_LEAST_ORDINARY = 0.7
_LEAST_ORDINARY_OF_TWO_BYTES = 0.9
LEAST_BETTER = 0.3
"""By how much more characters must be ordinary than were before."""
_FEWEST_HAN = 2
_FEWEST_IN_LATIN = 4
_FEWEST_OF_TWO_BYTES = 8
"""Two bytes are a character of GBK or Big5 more easily than three are one of UTF-8."""
_SAMPLES, _SAMPLE = 8, 500
"""How many stretches, and how many code points in each, tell whether a text is odd."""
_KANA = re.compile("[\u3041-\u30fa]")
_HAN_OR_KANA = re.compile("[\u3041-\u30fe\u3400-\u9fff]")
_LEAST_KANA = 0.25
"""Share in Japanese; Big5 read as GBK has some too."""


class Misreading(NamedTuple):
    """What a text was written in, and what it was read as."""

    run: re.Pattern[str]
    """A stretch of what was misread so, and what stands between."""
    lines: Callable[[str], Iterator[re.Match[str]]]
    """Finds the stretches of a text that may well have been misread so."""
    encode: Callable[[str, str], bytes]
    """Raises UnicodeEncodeError for what a table has not; lost bytes become `LOST`."""
    written: str
    misread: tuple[str, ...]
    """The tables it may have been read by, the usual first; they differ in rare characters."""
    fewest: int
    """Han characters that must come out."""
    ordinary: float
    """Share of those beyond ASCII that must be ordinary."""


def share_of_ordinary(text: str) -> float:
    """Return the share of ordinary Chinese characters among those that are not ASCII."""
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return count_ordinary(text) / beyond if beyond else 0.0


def _as_latin(shown: str, table: str) -> bytes:
    return shown.translate(_TO_LATIN).encode("latin-1")


def _as_pairs(shown: str, table: str) -> bytes:
    if "\ufffd" not in shown and "€" not in shown:
        return shown.encode(table)
    if _FOR_LOST in shown or _FOR_80 in shown:
        return _by_pieces(shown, table)
    # Several times as fast as piece by piece.
    data = shown.replace("\ufffd", _FOR_LOST).replace("€", _FOR_80).encode(table)
    return data.replace(_FOR_LOST.encode(), bytes((LOST,))).replace(_FOR_80.encode(), b"\x80")


def _by_pieces(shown: str, table: str) -> bytes:
    # The byte 80 begins no character; Windows shows it as it shows it elsewhere.
    return bytes((LOST,)).join(
        b"\x80".join(part.encode(table) for part in whole.split("€"))
        for whole in shown.split("\ufffd")
    )


def _latin_stretches(source: str) -> Iterator[re.Match[str]]:
    if is_in_lines(_UTF8_AS_LATIN, source):
        yield from _LATIN_RUN.finditer(source)


def _long_latin_stretches(source: str) -> Iterator[re.Match[str]]:
    if is_in_lines(_LONG_LATIN, source):
        yield from _LATIN_PAIRS.finditer(source)


def _telling_stretches(source: str) -> Iterator[re.Match[str]]:
    places = [source.find(telltale) for telltale in _TELLTALES]
    if max(places) >= 0:
        for match in _GBK_RUN.finditer(source):
            if _TELLING.search(match[0]):
                yield match


_TELLING = lazy_pattern(f"[{_TELLTALES}]")


_GBK_IN_BIG5 = re.compile("(?<=[\u4e00-\u9fff])[ㄛ﹝﹜](?![\u3105-\u312f])")
"""How the comma, the stop and 、 of GBK look in Big5; the last of Bopomofo stands in Bopomofo."""


def _odd_stretches(source: str) -> Iterator[re.Match[str]]:
    """Yield all stretches of a text that as a whole is no ordinary Chinese."""
    step = max(_SAMPLE, len(source) // _SAMPLES)
    sample = "".join(source[start : start + _SAMPLE] for start in range(0, len(source), step))
    is_japanese = len(_KANA.findall(sample)) >= _LEAST_KANA * len(sample)
    is_odd = share_of_ordinary(sample) < 1 - LEAST_BETTER or _GBK_IN_BIG5.search(sample)
    if is_odd and not is_japanese and _HAN_OR_KANA.search(source):
        for match in _GBK_RUN.finditer(source):
            # Misread Big5 and GBK always have some; Pinyin and Bopomofo, which encode well too, do
            # not.
            if _HAN_OR_KANA.search(match[0]):
                yield match


LATIN = ("cp1252",)
_GBK = ("gb18030", "gbk")
_BIG5 = ("big5hkscs", "cp950", "big5")
MISREADINGS = (
    Misreading(
        _LATIN_RUN, _latin_stretches, _as_latin, "utf-8", LATIN, _FEWEST_HAN, _LEAST_ORDINARY
    ),
    Misreading(
        _GBK_RUN, _telling_stretches, _as_pairs, "utf-8", _GBK, _FEWEST_HAN, _LEAST_ORDINARY
    ),
    *(
        Misreading(
            _LATIN_PAIRS,
            _long_latin_stretches,
            _as_latin,
            written,
            LATIN,
            _FEWEST_IN_LATIN,
            _LEAST_ORDINARY_OF_TWO_BYTES,
        )
        for written in ("gb18030", "big5hkscs")
    ),
    *(
        Misreading(
            _GBK_RUN,
            _odd_stretches,
            _as_pairs,
            written,
            tables,
            _FEWEST_OF_TWO_BYTES,
            _LEAST_ORDINARY_OF_TWO_BYTES,
        )
        for written, tables in (("gb18030", _BIG5), ("big5hkscs", _GBK))
    ),
)
