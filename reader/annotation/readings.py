"""What the bytes of one file are read as: a text for each encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.byte_map import ByteMap, ByteRange
from reader.text.encoding import canonical, decode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.text.offsets import TextRange


class Readings:
    """The texts of one file, each decoded when it is asked for."""

    def __init__(self, data: bytes, known: Mapping[str, str]) -> None:
        """Look at a file.

        Args:
            data: its bytes.
            known: source texts it was read as already, by encoding.
        """
        self._data = data
        self._texts: dict[str, str | None] = dict(known)
        self._maps: dict[str, ByteMap | None] = {}

    def text(self, encoding: str) -> str | None:
        """Return the source text; None where there is no such encoding, or no text in it."""
        if encoding not in self._texts:
            try:
                decoded = decode(self._data, encoding, insists=True)
            except ValueError:
                self._texts[encoding] = None
            else:
                self._texts[encoding] = canonical(decoded.text)
        return self._texts[encoding]

    def to_bytes(self, encoding: str, place: TextRange) -> ByteRange | None:
        """Return the bytes of a range of a source text; None where they cannot be told."""
        map_ = self._map(encoding)
        return map_.to_bytes(place) if map_ and place.end <= map_.length else None

    def to_text(self, encoding: str, place: ByteRange) -> TextRange | None:
        """Return the range of the characters with these bytes; None where it cannot be told."""
        map_ = self._map(encoding)
        return map_.to_text(place) if map_ else None

    def _map(self, encoding: str) -> ByteMap | None:
        if encoding not in self._maps:
            text = self.text(encoding)
            try:
                map_ = None if text is None else ByteMap(self._data, encoding)
            except (LookupError, ValueError):
                map_ = None
            # A codec that decodes otherwise piece by piece than as a whole says nothing of places.
            is_true = map_ is not None and text is not None and map_.length == len(text)
            self._maps[encoding] = map_ if is_true else None
        return self._maps[encoding]
