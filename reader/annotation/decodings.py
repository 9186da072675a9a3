"""What the bytes of one file are read as: a text for each encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.byte_map import ByteMap, ByteRange
from reader.text.encoding import OFFERED, UnknownEncodingError, codec_of
from reader.text.source_text import source_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.text.offsets import TextRange

_MOST_READ = 2 * len(OFFERED)
"""Encodings the bytes are decoded in; those that users are offered are half of them."""


class Decodings:
    """The texts of one file, each decoded when it is asked for."""

    def __init__(self, data: bytes, known: Mapping[str, str]) -> None:
        """Look at a file.

        Args:
            data: its bytes.
            known: source texts it was read as already, by encoding.
        """
        self._data = data
        self._texts: dict[str, str | None] = dict(known)
        self._left = _MOST_READ
        self._maps: dict[str, ByteMap | None] = {}

    def text(self, encoding: str) -> str | None:
        """Return the source text; None where there is no such encoding, or no text in it.

        Also where too many others were asked for: a file may name each that there is.
        """
        try:
            codec = encoding if encoding in self._texts else codec_of(encoding)
        except UnknownEncodingError:
            return None
        if codec not in self._texts:
            self._texts[codec] = self._decoded(codec)
        return self._texts[codec]

    def _decoded(self, codec: str) -> str | None:
        if self._left == 0:
            return None
        self._left -= 1
        try:
            return source_text(self._data, codec, insists=True).text
        except ValueError:
            return None

    def to_bytes(self, encoding: str, place: TextRange) -> ByteRange | None:
        """Return the bytes of a range of a source text; None where they cannot be told."""
        map_ = self._map(encoding)
        return map_.to_bytes(place) if map_ and place.end <= map_.length else None

    def to_text(self, encoding: str, place: ByteRange) -> TextRange | None:
        """Return the range of the characters with these bytes; None where it cannot be told."""
        map_ = self._map(encoding)
        return map_.to_text(place) if map_ else None

    def _map(self, encoding: str) -> ByteMap | None:
        text = self.text(encoding)
        if text is None:
            return None
        encoding = codec_of(encoding)
        if encoding not in self._maps:
            map_: ByteMap | None
            try:
                map_ = ByteMap(self._data, encoding)
            except (LookupError, ValueError):
                map_ = None
            # A codec that decodes otherwise piece by piece than as a whole says nothing of places.
            is_true = map_ is not None and map_.length == len(text)
            self._maps[encoding] = map_ if is_true else None
        return self._maps[encoding]
