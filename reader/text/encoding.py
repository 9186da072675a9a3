"""From the bytes of a file to its text, and the canonical form every offset counts in.

Detection is our own because Chinese needs it: a byte order mark, else strict UTF-8, else the
candidate whose reading looks most like ordinary Chinese. How ordinary a character is needs no
table of frequencies: the first levels of GB 2312 and Big5, which the codecs of the standard
library know, are the commonest 3,755 simplified and 5,401 traditional characters by design of
those standards.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from reader.text.han import is_han

_SAMPLE_BYTES = 64 * 1024
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
"""In order of preference between equals. UTF-8 is here for files with a few broken bytes."""

_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "utf-8-sig": "utf-8"}
"""Codecs, by their names in Python, read with one that has all their characters and more."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
"""Byte order marks; those of UTF-32 first, as one of them begins like one of UTF-16."""

_BINARY_STARTS = (
    b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a",
    b"\x7fELF", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1", b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"SQLite format 3\x00",
    b"\xca\xfe\xba\xbe", b"OggS\x00", b"wOFF", b"wOF2", b"\x00asm", b"AT&TFORM",
)  # fmt: skip
"""How well-known formats that are not text begin."""

_ASCII = bytes(range(128))
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROLS = 0.01
"""More control characters than this share of all bytes, and it is no text."""
_MOST_DAMAGE = 0.02
"""More undecodable places than this share of all characters, and the encoding is wrong."""
_FEW = 4
"""So many undecodable places are no evidence, however short the text."""
_ENOUGH_TO_JUDGE = 64
"""Bytes; a shorter text is decoded by the best candidate however odd the result looks."""
_MOSTLY_ASCII = 0.9


class UndecodableError(ValueError):
    """No known encoding, or not the one asked for, makes text of the bytes."""


class BinaryError(ValueError):
    """The bytes are something other than text."""


class Decoded(NamedTuple):
    """Text as decoded, not yet canonical."""

    text: str
    encoding: str
    """Name of the codec, as Python spells it."""
    had_bom: bool
    """Whether a byte order mark came before the text; it is not part of it."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode the bytes of a file, by the encoding given or the one they seem to be in.

    A few undecodable bytes become U+FFFD.

    Raises:
        BinaryError: the bytes are no text.
        UndecodableError: no encoding, or not the one given, makes text of the bytes; or there is
            no encoding of that name.
    """
    if data.startswith(_BINARY_STARTS):
        raise BinaryError
    if encoding is not None:
        return _decode_as_asked(data, encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark) and _fits(data, codec):
            return Decoded(_lenient(data[len(mark) :], codec), codec, had_bom=True)
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    text = _strict_utf8(data)
    if text is not None and not controls:
        return Decoded(text, "utf-8", had_bom=False)
    codec, score = _best_candidate(sample)
    if controls > _MOST_CONTROLS * len(sample) and not (codec.startswith("utf-16") and score > 0):
        raise BinaryError
    if text is not None and not codec.startswith("utf-16"):
        return Decoded(text, "utf-8", had_bom=False)
    if score < 0 and len(sample) >= _ENOUGH_TO_JUDGE:
        raise UndecodableError
    return Decoded(_lenient(data, codec), codec, had_bom=False)


def canonical(text: str) -> str:
    r"""Return a text in canonical form 1, the form whose code points all offsets count.

    CRLF becomes LF, and so does a CR alone, the line end of old Macintosh files. A byte order mark
    at the start and control characters other than tab and LF are removed. NUL, U+FFFC (which Qt
    keeps for embedded objects), the noncharacters U+FDD0–FDEF and lone surrogates become U+FFFD.
    Nothing else changes; in particular there is no Unicode normalisation.
    """
    if text.startswith("\ufeff"):
        text = text.lstrip("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _NOT_CANONICAL.search(text) is None:
        return text
    return _REMOVED.sub("", _REPLACED.sub("\ufffd", text))


_TO_REPLACE = "\x00\ufffc\ufdd0-\ufdef\ud800-\udfff"
_TO_REMOVE = "\x01-\x08\x0b-\x1f\x7f-\x9f"
_REPLACED = re.compile(f"[{_TO_REPLACE}]")
_REMOVED = re.compile(f"[{_TO_REMOVE}]+")
_NOT_CANONICAL = re.compile(f"[{_TO_REPLACE}{_TO_REMOVE}]")


def _decode_as_asked(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        codec = _SUPERSETS.get(name, name)
        mark = next((m for m, of in _MARKS if of.startswith(codec) and data.startswith(m)), b"")
        # "utf-16" and "utf-32" leave the byte order to the mark and need to see it.
        body = data if codec in {"utf-16", "utf-32"} else data[len(mark) :]
        return Decoded(_lenient(body, codec), codec, had_bom=bool(mark))
    except (LookupError, ValueError) as error:
        # ValueError: a name with a NUL, and codecs that do not know how to replace an error.
        raise UndecodableError from error


def _lenient(data: bytes, codec: str) -> str:
    """Decode with U+FFFD for what is broken; raise UndecodableError where that is too much."""
    text = data.decode(codec, "replace")
    if text.count("\ufffd") > max(_FEW, _MOST_DAMAGE * len(text)):
        raise UndecodableError
    return text


def _fits(data: bytes, codec: str) -> bool:
    """Tell whether a byte order mark is what it seems: that of UTF-32 may be UTF-16 and a NUL."""
    if not codec.startswith("utf-32"):
        return True
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _strict_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _best_candidate(sample: bytes) -> tuple[str, float]:
    """Return the codec whose reading of the sample looks best, and how good that is (at most 1)."""
    codecs_to_try = list(_CANDIDATES)
    if len(sample.translate(None, _ASCII)) < (1 - _MOSTLY_ASCII) * len(sample):
        codecs_to_try.append("cp1252")
    scores = {codec: _score(sample, codec) for codec in codecs_to_try}
    best = max(codecs_to_try, key=lambda codec: scores[codec])
    return best, scores[best]


def _score(sample: bytes, codec: str) -> float:
    """Return the mean value of the characters of a sample, so decoded."""
    # Almost any two bytes are a character of UTF-16, so it gets no errors for free.
    errors = "strict" if codec.startswith("utf-16") else "replace"
    try:
        # Not final: the sample may end inside a character.
        text = codecs.getincrementaldecoder(codec)(errors).decode(sample, final=False)
    except UnicodeDecodeError:
        return -3.0
    if not text:
        return -3.0
    value = _value_in_english if codec == "cp1252" else _value_in_chinese
    return sum(value(c) * n for c, n in Counter(text).items()) / len(text)


def _value_in_chinese(character: str) -> float:
    """Return how ordinary a character is in Chinese prose, from −3 to 1."""
    if character in _common_han() or _PUNCTUATION.match(character):
        return 1.0
    if "\x20" <= character < "\x7f" or character in "\t\r\n":
        return 0.3
    if _IMPOSSIBLE.match(character):
        return -3.0
    return -0.7 if is_han(character) else -0.8


def _value_in_english(character: str) -> float:
    """Return the same for prose that is nearly all ASCII: accents, curly quotes and dashes."""
    if character not in "\t\r\n" and _IMPOSSIBLE.match(character):
        return -3.0
    return 0.3


_PUNCTUATION = re.compile("[‐-‧‰-※、。〃〈-】〔-〟\u3000︰-﹫！-～·×]")
_IMPOSSIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff]"
)


@cache
def _common_han() -> frozenset[str]:
    """Return the characters of the first level of GB 2312 and of Big5: the common ones."""
    simplified = _square("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    traditional = _square("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    return frozenset(filter(is_han, simplified + traditional))


def _square(codec: str, rows: range, cells: range | tuple[int, ...]) -> str:
    return b"".join(bytes((row, cell)) for row in rows for cell in cells).decode(codec, "ignore")
