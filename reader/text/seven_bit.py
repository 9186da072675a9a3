"""Chinese in seven bits: HZ and UTF-7, which look like ASCII to everything else.

Old messages are written in them. A tilde and a brace, or a plus sign and letters, also stand in
programs and formulas; what they would say in Chinese tells the difference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.text.ordinary import is_ordinary
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_HZ = lazy_pattern(rb"~\{((?:[\x21-\x77][\x21-\x7e])+)(~\}|(?=[\r\n])|\Z)")
_HZ_CLOSED = b"~}"
_TO_EUC = bytes(byte | 0x80 for byte in range(256))
_UTF7 = lazy_pattern(rb"\+([A-Za-z0-9+/]{3,})-?")
_ESCAPE = b"\x1b$"
_MOSTLY = 0.85
"""Of what would be characters, so many are ordinary ones where they are."""
_FEWEST = 2
_MANY = 16
"""So many ordinary characters are none by chance, whatever stands around them."""
_SHARE = 0.3
"""Of the bytes, so many are Chinese in a text that is."""
_FORMULA = "\ufffd\ufffd"


class SevenBit(NamedTuple):
    """What a text of ASCII may be written in."""

    codec: str
    is_likely: bool


def chinese_in_ascii(data: bytes) -> SevenBit | None:
    """Return how bytes that are all ASCII write Chinese; None where they do not."""
    if _ESCAPE in data:
        return SevenBit("iso2022_jp_2" if _is_iso2022(data) else "utf-8", False)
    for codec, mark, read in (("hz", b"~{", _in_hz), ("utf-7", b"+", _in_utf7)):
        if mark not in data:
            continue
        found = list(read(data))
        text = "".join(text for text, _ in found)
        ordinary = sum(map(is_ordinary, text))
        if ordinary < _FEWEST or ordinary < _MOSTLY * len(text):
            continue
        is_full = sum(size for _, size in found) >= _SHARE * len(data.strip())
        is_many = len(text) >= _MANY
        return SevenBit(codec if is_many or is_full else "utf-8", is_many)
    return None


def _is_iso2022(data: bytes) -> bool:
    text = data.decode("iso2022_jp_2", "replace")
    return "\ufffd" not in text and any(map(is_ordinary, text))


def _in_hz(data: bytes) -> Iterable[tuple[str, int]]:
    """Yield the Chinese in the bytes, and how many of them it takes."""
    if _HZ_CLOSED not in data:
        return
    for match in _HZ.finditer(data):
        yield match[1].translate(_TO_EUC).decode("gb2312", "replace"), len(match[0])


def _in_utf7(data: bytes) -> Iterable[tuple[str, int]]:
    """Yield the same for UTF-7; what is none, as in a formula, counts as two bad characters."""
    for match in _UTF7.finditer(data):
        try:
            text = match[0].decode("utf-7")
        except UnicodeDecodeError:
            text = _FORMULA
        yield text, len(match[0])
