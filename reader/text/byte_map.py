"""Offsets of a text ⇄ offsets of the bytes it was decoded from.

The bytes of a file never change; what they are read as may. So a place found in one reading is
found in another through its bytes.
"""

from __future__ import annotations

import codecs
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.text.encoding import codec_of, errors_of, mark_length
from reader.text.offsets import TextRange
from reader.text.source_text import REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRIDE = 512
"""Bytes between two places that are remembered; between them the bytes are decoded again."""
_LONGEST_WAIT = 8 * _STRIDE
"""Bytes that a decoder may hold back: UTF-7 does so until a word in another script has ended."""
_SAMPLE = "a-b 圈點 é"


class ByteRange(NamedTuple):
    """A half-open range of the bytes of a file."""

    start: int
    end: int


class _Place(NamedTuple):
    """A place between two characters."""

    byte: int
    offset: int
    """Of the text in canonical form."""


class ByteMap:
    """The places in a text in canonical form, and in the bytes of its file.

    What canonical form lacks, the LF of a CRLF or a control character, has bytes and no place in
    the text: it lies between two characters.
    """

    def __init__(self, data: bytes, codec: str) -> None:
        """Follow the decoding of a file.

        Raises:
            LookupError, ValueError: there is no such codec, or it cannot decode piece by piece.
        """
        codec = codec_of(codec)
        if not _decodes_in_pieces(codec):
            raise LookupError(f"{codec} decodes a text as a whole only")
        self._start = mark_length(data, codec)
        self._data = data[self._start :]
        self._decoder = codecs.getincrementaldecoder(codec)(errors_of(codec))
        self._states: list[tuple[Any, _Length]] = []
        self._bytes: list[int] = []
        self._offsets: list[int] = []
        self._known: dict[int, tuple[list[int], list[int]]] = {}
        length = _Length()
        for start in range(0, max(1, len(self._data)), _STRIDE):
            state = self._decoder.getstate()
            if len(state[0]) > _LONGEST_WAIT:
                raise LookupError(f"{codec} leaves too much of this file undecided")
            self._states.append((state, length.copy()))
            self._bytes.append(start - len(state[0]))
            self._offsets.append(length.total)
            end = start + _STRIDE
            length.add(self._decoder.decode(self._data[start:end], end >= len(self._data)))
        self.length = length.total
        """Of the text in canonical form."""

    def to_bytes(self, place: TextRange) -> ByteRange:
        """Return the bytes of the characters in a range of the text."""
        stretch = self._stretch(bisect_right(self._offsets, place.start) - 1)
        start = stretch[0][bisect_right(stretch[1], place.start) - 1]
        if place.is_empty:
            return ByteRange(start + self._start, start + self._start)
        stretch = self._stretch(bisect_left(self._offsets, place.end) - 1)
        end = stretch[0][bisect_left(stretch[1], place.end)]
        return ByteRange(start + self._start, end + self._start)

    def to_text(self, place: ByteRange) -> TextRange:
        """Return the range of the characters that have any of these bytes."""
        last = len(self._data)
        first_byte = min(max(place.start - self._start, 0), last)
        end_byte = min(max(place.end - self._start, first_byte), last)
        stretch = self._stretch(bisect_right(self._bytes, first_byte) - 1)
        start = stretch[1][bisect_right(stretch[0], first_byte) - 1]
        if place.start == place.end or not end_byte:
            return TextRange(start, start)
        stretch = self._stretch(bisect_left(self._bytes, end_byte) - 1)
        end = stretch[1][bisect_left(stretch[0], end_byte)]
        return TextRange(start, max(start, end))

    def _stretch(self, index: int) -> tuple[list[int], list[int]]:
        """Return bytes and offsets of the places in a stretch, its two ends included."""
        if index not in self._known:
            places = [_Place(self._bytes[index], self._offsets[index]), *self._places_in(index)]
            self._known[index] = [p.byte for p in places], [p.offset for p in places]
        return self._known[index]

    def _places_in(self, index: int) -> Iterator[_Place]:
        """Yield the places after the first of a stretch, decoding it byte by byte."""
        state, length = self._states[index]
        length = length.copy()
        self._decoder.setstate(state)
        reached = self._bytes[index]
        start = index * _STRIDE
        for at in range(start, min(start + _STRIDE, len(self._data))):
            is_last = at + 1 == len(self._data)
            text = self._decoder.decode(self._data[at : at + 1], is_last)
            end = at + 1 - (0 if is_last else len(self._decoder.getstate()[0]))
            for number, character in enumerate(text, start=1):
                # Several characters at once are a broken one, and what was read after it.
                reached = max(reached, end - (len(text) - number))
                length.add(character)
                yield _Place(reached, length.total)
        following = [*self._bytes[index + 1 : index + 2], len(self._data)][0]
        if reached < following:
            # Bytes that only say how those after them are to be read.
            yield _Place(following, length.total)


def _decodes_in_pieces(codec: str) -> bool:
    """Say whether a codec makes of bytes that come one by one what it makes of them all at once.

    Raises:
        LookupError, ValueError: there is no such codec, or it has no incremental decoder.
    """
    data = _SAMPLE.encode(codec, "ignore")
    decoder = codecs.getincrementaldecoder(codec)("replace")
    pieces = [decoder.decode(data[at : at + 1]) for at in range(len(data))]
    return "".join([*pieces, decoder.decode(b"", True)]) == data.decode(codec, "replace")


class _Length:
    """Counts the characters of a text in canonical form as it comes in."""

    __slots__ = ("_is_after_cr", "_is_at_start", "total")

    def __init__(self) -> None:
        self.total = 0
        self._is_at_start = True
        self._is_after_cr = False

    def copy(self) -> _Length:
        """Return one that goes on from here."""
        other = _Length()
        other.total = self.total
        other._is_at_start = self._is_at_start
        other._is_after_cr = self._is_after_cr
        return other

    def add(self, text: str) -> None:
        """Count what comes next."""
        if self._is_at_start:
            text = text.lstrip("\ufeff")
        if not text:
            return
        self._is_at_start = False
        lacking = sum(map(len, REMOVED.findall(text))) - text.count("\r") + text.count("\r\n")
        lacking += self._is_after_cr and text[0] == "\n"
        self._is_after_cr = text[-1] == "\r"
        self.total += len(text) - lacking
