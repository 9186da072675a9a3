"""From the bytes of a file to its text, not yet in the form every offset counts in.

Detection is our own because Chinese needs it: a byte order mark, else strict UTF-8, else the
candidate whose reading looks most like ordinary Chinese.
"""

from __future__ import annotations

import codecs
from enum import StrEnum
from typing import NamedTuple

from reader.text.guessing import (
    CANDIDATES,
    SAMPLE_BYTES,
    Guess,
    best_guess,
    guess_of_all,
    score_of,
    strict_utf8,
)
from reader.text.padding import with_even_padding, without_padding
from reader.text.seven_bit import chinese_in_ascii

ENCODINGS = (*CANDIDATES, "cp1252")
"""Those in which each character has bytes of its own."""
OFFERED = (*ENCODINGS, "hz", "utf-7")
"""What a user is offered; any other that Python knows can be asked for by name."""

_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "utf-8-sig": "utf-8"}
"""Codecs, by their names in Python, read with one that has all their characters and more."""

_OF_HOSTS = frozenset(("idna", "punycode"))
"""Codecs of the names of hosts, which take the square of a text's length to decode it."""

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
_TAR, _TAR_AT = b"ustar", 257
"""What an archive of tapes has, and where; nearly all the rest is NULs, and the files in it."""

_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1a\x1b"))
_LINE_SEPARATORS = (b"\x1c", b"\x1d", b"\x1e")
"""Controls that end lines and records in some texts, however many those have."""
_MOST_CONTROLS = 0.01
"""More control characters than this share of all bytes, and it is no text."""
_MOST_CONTROLS_IN_TEXT = 0.05
"""The same where all the rest is strict UTF-8, or ordinary Chinese: no picture or program is."""
_MOST_CONTROLS_BESIDE_PADDING = 0.001
"""The same where there are rows of NULs as well, which programs have among their controls."""
_MOST_DAMAGE = 0.02
"""More undecodable places than this share of all characters, and the encoding is wrong."""
_FEW = 4
"""So many undecodable places are no evidence, however short the text."""
_MOST_DAMAGE_OF_GUESS = 0.25
"""The same where the encoding was guessed well: parts of the file may be in another one."""
_LINE_OF_UTF8 = 24
"""Bytes; a shorter line may be UTF-8 by chance."""
_ENOUGH_TO_JUDGE = 64
"""Bytes; a shorter text is decoded by the best candidate however odd the result looks."""


class UndecodableError(ValueError):
    """No known encoding, or not the one asked for, makes text of the bytes."""


class UnknownEncodingError(UndecodableError):
    """There is no encoding of text of the name asked for."""


class BinaryError(ValueError):
    """The bytes are something other than text."""


class Certainty(StrEnum):
    """How sure it is that a text is in the encoding it was read with."""

    CERTAIN = "certain"
    """It was asked for, a byte order mark and all of it say so, or all of it is strict UTF-8."""
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    """Another encoding explains the bytes about as well, or none explains all of them."""


class Decoded(NamedTuple):
    """Text as decoded, not yet canonical."""

    text: str
    encoding: str
    """Name of the codec, as Python spells it."""
    had_bom: bool
    """Whether a byte order mark came before the text; it is not part of it."""
    certainty: Certainty


def decode(data: bytes, encoding: str | None = None, *, insists: bool = False) -> Decoded:
    """Decode the bytes of a file, by the encoding given or the one they seem to be in.

    A few undecodable bytes become U+FFFD; so do parts of the file in another encoding.

    Args:
        data: the bytes.
        encoding: any name Python has for an encoding of text.
        insists: make text of the bytes however much of them is undecodable.

    Raises:
        BinaryError: the bytes are no text.
        UndecodableError: no encoding, or not the one given, makes text of the bytes.
        UnknownEncodingError: there is no encoding of that name.
    """
    if data.startswith(_BINARY_STARTS) or data.startswith(_TAR, _TAR_AT):
        raise BinaryError
    if encoding is not None:
        return _decode_as_asked(data, encoding, 1.0 if insists else _MOST_DAMAGE)
    for mark, codec in _MARKS:
        if data.startswith(mark) and _fits(data, codec):
            return _decode_marked(data[len(mark) :], codec)
    bare = without_padding(data)
    if data and not bare:
        raise BinaryError
    sample = bare[:SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    text = strict_utf8(data)
    if text is not None and not controls:
        return _decode_utf8(text, bare)
    even = with_even_padding(data)
    guess = best_guess(even[:SAMPLE_BYTES]) if text is not None else guess_of_all(even)
    is_padded = len(even) < len(data)
    is_utf16 = guess.codec.startswith("utf-16")
    if controls and not (is_utf16 and (guess.is_likely if is_padded else guess.score > 0)):
        clean, is_utf16 = bare.translate(None, _CONTROLS), False
        guess = guess_of_all(clean) if text is None else best_guess(clean[:SAMPLE_BYTES])
        is_text = text is not None or guess.is_likely
        most = _MOST_CONTROLS_IN_TEXT if is_text else _MOST_CONTROLS
        if is_text:
            controls -= sum(map(sample.count, _LINE_SEPARATORS))
        if controls > (_MOST_CONTROLS_BESIDE_PADDING if is_padded else most) * len(sample):
            raise BinaryError
    if text is not None and not is_utf16:
        return _decode_utf8(text, bare)
    if guess.score < 0 and len(sample) >= _ENOUGH_TO_JUDGE and not insists:
        raise UndecodableError
    return _decode_as_guessed(data, guess, insists=insists)


def codec_of(encoding: str) -> str:
    """Return the codec an encoding is read with, whichever of its many names was given.

    Raises:
        UnknownEncodingError: there is no encoding of text of that name.
    """
    try:
        # LookupError: unknown, or none of text; ValueError: a NUL in the name.
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError) as error:
        raise UnknownEncodingError(encoding) from error
    if name in _OF_HOSTS:
        raise UnknownEncodingError(encoding)
    return _SUPERSETS.get(name, name)


def guess_encoding(data: bytes) -> str:
    """Return the codec the bytes would be decoded with if no encoding were given."""
    for mark, codec in _MARKS:
        if data.startswith(mark) and _fits(data, codec):
            return codec
    even = with_even_padding(data)
    text = strict_utf8(data)
    if text is None:
        return guess_of_all(even).codec
    # English in UTF-16 is strict UTF-8 with many a NUL.
    sample = without_padding(data)[:SAMPLE_BYTES]
    has_controls = len(sample) > len(sample.translate(None, _CONTROLS))
    guess = best_guess(even[:SAMPLE_BYTES]).codec if has_controls else "utf-8"
    if guess.startswith("utf-16"):
        return guess
    return _decode_utf8(text, data).encoding


def errors_of(codec: str) -> str:
    """Return how bytes that a codec does not know are decoded."""
    return _EURO if codec == "gb18030" else "replace"


def _replace_or_euro(error: UnicodeError) -> tuple[str, int]:
    """Return U+FFFD for the bytes, but the euro for the byte by which Microsoft added it to GBK."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.object[error.start] == _BYTE_OF_EURO:
        return "€", error.start + 1
    return "\ufffd", error.end


_EURO = "quandian.euro"
_BYTE_OF_EURO = 0x80
codecs.register_error(_EURO, _replace_or_euro)


def mark_length(data: bytes, codec: str) -> int:
    """Return how many bytes before the text are a byte order mark that is no part of it."""
    # "utf-16" and "utf-32" leave the byte order to the mark and need to see it.
    if codec in {"utf-16", "utf-32"}:
        return 0
    return next((len(m) for m, of in _MARKS if of == codec and data.startswith(m)), 0)


def _decode_as_asked(data: bytes, encoding: str, most_damage: float) -> Decoded:
    codec = codec_of(encoding)
    try:
        mark = any(of.startswith(codec) and data.startswith(m) for m, of in _MARKS)
        text = _lenient(data[mark_length(data, codec) :], codec, most_damage)
        return Decoded(text, codec, mark, Certainty.CERTAIN)
    except ValueError as error:
        # Some codecs do not know how to replace an error.
        raise UndecodableError from error


def _decode_utf8(text: str, data: bytes) -> Decoded:
    """Return strict UTF-8; decoded once more where it is ASCII that writes Chinese.

    Args:
        text: what it is as UTF-8.
        data: the bytes without padding.
    """
    found = chinese_in_ascii(data) if data.isascii() else None
    if found is None:
        return Decoded(text, "utf-8", False, Certainty.CERTAIN)
    try:
        decoded = _lenient(text.encode(), found.codec)
    except UndecodableError:
        return Decoded(text, "utf-8", False, Certainty.DOUBTFUL)
    certainty = Certainty.LIKELY if found.is_likely else Certainty.DOUBTFUL
    return Decoded(decoded, found.codec, False, certainty)


def _decode_marked(data: bytes, codec: str) -> Decoded:
    """Decode what follows a byte order mark; half characters are replaced if the rest is text."""
    try:
        return Decoded(data.decode(codec), codec, True, Certainty.CERTAIN)
    except UnicodeDecodeError:
        is_text = score_of(data[:SAMPLE_BYTES], codec) > 0
        text = _lenient(data, codec, _MOST_DAMAGE_OF_GUESS if is_text else _MOST_DAMAGE)
        return Decoded(text, codec, True, Certainty.LIKELY)


def _decode_as_guessed(data: bytes, guess: Guess, *, insists: bool) -> Decoded:
    is_likely = guess.is_likely
    most_damage = _MOST_DAMAGE_OF_GUESS if is_likely else _MOST_DAMAGE
    text = _lenient(data, guess.codec, 1.0 if insists else most_damage)
    is_sure = (
        is_likely
        and len(data) >= _ENOUGH_TO_JUDGE
        and text.count("\ufffd") <= max(_FEW, _MOST_DAMAGE * len(text))
        and (guess.codec in {"utf-8", "utf-16-le", "utf-16-be"} or not _has_utf8(data))
    )
    certainty = Certainty.LIKELY if is_sure else Certainty.DOUBTFUL
    return Decoded(text, guess.codec, False, certainty)


def _has_utf8(data: bytes) -> bool:
    """Tell whether a line is UTF-8 and not only ASCII: nearly any bytes are Chinese to GB 18030."""
    return any(
        not line.isascii() and len(line) >= _LINE_OF_UTF8 and strict_utf8(line) is not None
        for line in data.splitlines()
    )


def _lenient(data: bytes, codec: str, most_damage: float = _MOST_DAMAGE) -> str:
    """Decode with U+FFFD for what is broken; raise UndecodableError where that is too much."""
    text = data.decode(codec, errors_of(codec))
    if text.count("\ufffd") > max(_FEW, most_damage * len(text)):
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
