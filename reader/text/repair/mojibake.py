"""Text that was read in a wrong encoding and saved so: `涓枃`, `ä¸­æ–‡`, `ÖÐÎÄ`, `いゅ` for `中文`.

A misreading is undone by encoding the text as it was misread and decoding it as it was written.
Nearly no text survives that by chance and comes out as ordinary Chinese, so each line is judged by
itself: it must decode, nearly without loss, and read clearly better than before.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.text.encoding import canonical
from reader.text.han import is_han
from reader.text.ordinary import is_ordinary
from reader.text.repair.model import Confidence, Repair, RepairRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NAME = "mojibake"

_WINDOWS = {
    byte: character
    for byte in range(0x80, 0xA0)
    if len(character := bytes((byte,)).decode("cp1252", "ignore")) == 1
}
_TO_LATIN = {ord(character): byte for byte, character in _WINDOWS.items()} | {0xFFFD: 0xFF}
"""FF is a byte of nothing, and stays lost."""
_HIGH = "\x80-\xff\ufffd" + "".join(_WINDOWS.values())

_UTF8_AS_LATIN = re.compile(f"[\xc2-\xf4][\x80-\xbf{''.join(_WINDOWS.values())}]")
_LATIN_RUN = re.compile(f"[{_HIGH}](?:[\x20-\x7e{_HIGH}]*[{_HIGH}])?")
_LONG_LATIN = re.compile("[\x80-\xff]{8}")
_CONTROLS = re.compile("[\x80-\x9f]")
_TELLTALES = "锛銆鈥紝鐨涓鏄鍦浠浜鍙澶閲缁鎴绗鈹"
"""How the commonest marks and characters in UTF-8 look in GBK; none is common itself."""
# "Not ASCII" compiles in no time; the same set as a range of all the rest takes 20 ms.
_GBK_RUN = re.compile("[^\x00-\x7f](?:[^\n]*[^\x00-\x7f])?\\??")

_LEAST_ORDINARY = 0.7
_LEAST_ORDINARY_OF_TWO_BYTES = 0.9
_LEAST_BETTER = 0.3
"""By how much more characters must be ordinary than were before."""
_MOST_LOST = 0.02
_BEGINNING = 4_000
"""Bytes."""
_MOST_LOST_AT_FIRST = 0.4
_FEWEST_HAN = 2
_FEWEST_OF_TWO_BYTES = 8
"""Two bytes are a character of GBK or Big5 more easily than three are one of UTF-8."""
_SAMPLES, _SAMPLE = 8, 500
"""How many stretches, and how many code points in each, tell whether a text is odd."""
_DEEPEST = 3
"""Times a text may have been misread over and over."""
_KANA = re.compile("[\u3041-\u30fa]")
_LEAST_KANA = 0.25
"""Share in Japanese; Big5 read as GBK has some too."""
_CUT = re.compile(rb"([\xe0-\xef][\x80-\xbf]?)[?\x80\xff]?\Z")
_USUAL_ENDS = {"。".encode()[:2]: "。", "”".encode()[:2]: "”"}
_CLAUSE_END = re.compile("[，。！？；：、]")


class _Misreading(NamedTuple):
    """What a text was written in, and what it was read as."""

    lines: Callable[[str], Iterator[re.Match[str]]]
    """Finds the stretches of a text that may have been misread so."""
    encode: Callable[[str], bytes]
    """Raises UnicodeEncodeError for what cannot have been misread so."""
    written: str
    fewest: int
    """Han characters that must come out."""
    ordinary: float
    """Share of those beyond ASCII that must be ordinary."""


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each clause of the stretches that were misread."""
    for misreading in _MISREADINGS:
        repairs: list[Repair] = []
        for match in misreading.lines(source):
            repairs += _undone(match, misreading)
        if repairs:
            return repairs
    return ()


def find_before_canonical(raw: str) -> Sequence[Repair]:
    """Return the repairs of a text for which the control characters it was read with are needed.

    Half the bytes of UTF-8 are control characters when read as Latin-1, and canonical form, which
    the repairs are returned for, has none.
    """
    if not _CONTROLS.search(raw):
        return ()
    repairs: list[Repair] = []
    end = length = 0
    for repair in find(raw):
        before = canonical(repair.before)
        length += len(canonical(raw[end : repair.start]))
        end = repair.end
        if before:
            repairs.append(
                Repair(
                    rule=NAME,
                    start=length,
                    end=length + len(before),
                    before=before,
                    after=repair.after,
                    confidence=repair.confidence,
                )
            )
        length += len(before)
    return repairs


RULE = RepairRule(NAME, "the text was read in an encoding it was not written in, and saved", find)


def _undone(match: re.Match[str], misreading: _Misreading) -> Iterator[Repair]:
    """Yield the repairs of one stretch; none where it was not misread."""
    shown = match[0]
    text = _undo(shown, misreading)
    if text is None:
        return
    times = 1
    while times < _DEEPEST and (deeper := _undo(text, misreading)) is not None:
        text, times = deeper, times + 1
    if not _is_better(shown, text, misreading):
        return
    is_sure = "\ufffd" not in text and "\ufffd" not in shown and not shown.endswith("?")
    cuts = [(0, 0), (len(shown), len(text))]
    if times == 1 and is_sure:
        cuts[1:1] = _cuts(shown, text, misreading)
    for (start, first), (end, last) in pairwise(cuts):
        yield Repair(
            rule=NAME,
            start=match.start() + start,
            end=match.start() + end,
            before=shown[start:end],
            after=text[first:last],
            confidence=Confidence.HIGH if is_sure or end < len(shown) else Confidence.MEDIUM,
        )


def _undo(shown: str, misreading: _Misreading) -> str | None:
    """Return what a stretch was before it was misread; None where it does not decode."""
    try:
        data = misreading.encode(shown)
    except UnicodeEncodeError:
        return None
    # Replacing every byte of a long stretch takes long; its beginning tells whether to go on.
    start = data[:_BEGINNING].decode(misreading.written, "replace")
    if start.count("\ufffd") > _MOST_LOST_AT_FIRST * len(start):
        return None
    text = data.decode(misreading.written, "replace")
    if misreading.written == "utf-8":
        text = _with_end(text, data)
        if "\ufffd" in shown:
            text = "".join(map(_unless_guessed_wrong, text))
    return text if text[:-1].count("\ufffd") <= _MOST_LOST * len(text) else None


def _unless_guessed_wrong(character: str) -> str:
    """Return a character, or U+FFFD where the byte 80, put for a lost one, made a rare one."""
    is_rare = is_han(character) and not is_ordinary(character)
    return "\ufffd" if is_rare and b"\x80" in character.encode() else character


def _with_end(text: str, data: bytes) -> str:
    """Return a text that ends in the middle of a character, with what it probably ended with.

    Half a character has no place before what follows: it was replaced, or became a question mark.
    """
    cut = _CUT.search(data)
    if cut is None:
        return text
    whole = data[: cut.start()].decode("utf-8", "replace")
    return whole + _USUAL_ENDS.get(cut[1], "\ufffd")


def _is_better(shown: str, text: str, misreading: _Misreading) -> bool:
    if sum(map(is_han, text)) < misreading.fewest:
        return False
    ordinary = _ordinary(text)
    return ordinary >= misreading.ordinary and ordinary >= _ordinary(shown) + _LEAST_BETTER


def _ordinary(text: str) -> float:
    """Return the share of ordinary Chinese characters among those that are not ASCII."""
    beyond = [character for character in text if character > "\x7f"]
    return sum(map(is_ordinary, beyond)) / len(beyond) if beyond else 0.0


def _cuts(shown: str, text: str, misreading: _Misreading) -> Iterator[tuple[int, int]]:
    """Yield the ends of clauses at which a character ends in both, what is shown and the text."""
    sizes = (len(misreading.encode(character)) for character in shown)
    ends = {size: number for number, size in enumerate(accumulate(sizes), start=1)}
    written = list(accumulate(len(c.encode(misreading.written)) for c in text))
    for match in _CLAUSE_END.finditer(text):
        end = ends.get(written[match.end() - 1])
        if end is not None and end < len(shown):
            yield end, match.end()


def _as_latin(shown: str) -> bytes:
    return shown.translate(_TO_LATIN).encode("latin-1")


def _as_gbk(shown: str) -> bytes:
    # The byte 80 begins no character; it was replaced, or shown as Windows shows it.
    parts = re.split("[\ufffd€]", shown)
    return b"\x80".join(part.encode("gb18030") for part in parts)


def _latin_stretches(source: str) -> Iterator[re.Match[str]]:
    if _UTF8_AS_LATIN.search(source):
        yield from _LATIN_RUN.finditer(source)


def _long_latin_stretches(source: str) -> Iterator[re.Match[str]]:
    if _LONG_LATIN.search(source):
        yield from _LATIN_RUN.finditer(source)


def _telling_stretches(source: str) -> Iterator[re.Match[str]]:
    places = [source.find(telltale) for telltale in _TELLTALES]
    if max(places) >= 0:
        for match in _GBK_RUN.finditer(source):
            if _TELLING.search(match[0]):
                yield match


_TELLING = re.compile(f"[{_TELLTALES}]")


def _odd_stretches(source: str) -> Iterator[re.Match[str]]:
    """Yield all stretches of a text that as a whole is no ordinary Chinese."""
    step = max(_SAMPLE, len(source) // _SAMPLES)
    sample = "".join(source[start : start + _SAMPLE] for start in range(0, len(source), step))
    is_japanese = len(_KANA.findall(sample)) >= _LEAST_KANA * len(sample)
    if _ordinary(sample) < 1 - _LEAST_BETTER and not is_japanese:
        for match in _GBK_RUN.finditer(source):
            # Misread Big5 and GBK always have some; Pinyin and Bopomofo, which encode well too, do
            # not.
            if any("\u3041" <= c <= "\u30fe" or "\u3400" <= c <= "\u9fff" for c in match[0]):
                yield match


_MISREADINGS = (
    _Misreading(_latin_stretches, _as_latin, "utf-8", _FEWEST_HAN, _LEAST_ORDINARY),
    _Misreading(_telling_stretches, _as_gbk, "utf-8", _FEWEST_HAN, _LEAST_ORDINARY),
    *(
        _Misreading(lines, encode, written, _FEWEST_OF_TWO_BYTES, _LEAST_ORDINARY_OF_TWO_BYTES)
        for lines, encode, written in (
            (_long_latin_stretches, _as_latin, "gb18030"),
            (_odd_stretches, partial(str.encode, encoding="big5hkscs"), "gb18030"),
            (_odd_stretches, partial(str.encode, encoding="gb18030"), "big5hkscs"),
        )
    ),
)
