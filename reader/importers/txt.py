"""Plain text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reader.document.model import Extraction, Source
from reader.errors import (
    SourceBinaryError,
    SourceEmptyError,
    SourceEncodingUnknownError,
    SourceUndecodableError,
)
from reader.text.encoding import (
    BinaryError,
    Certainty,
    UndecodableError,
    UnknownEncodingError,
)
from reader.text.source_text import source_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.text.encoding import Decoded
    from reader.text.repair import Repair


class TextImporter:
    """Takes out plain text in any Chinese encoding; its structure is to be found."""

    suffixes = frozenset({".txt", ".text"})

    def extract(
        self, data: bytes, path: Path, encoding: str | None, *, insists: bool = False
    ) -> Extraction:
        """Decode the bytes, and find the damage that shows in nothing else.

        Raises:
            SourceBinaryError: the bytes are no text.
            SourceUndecodableError: no encoding, or not the one asked for, makes text of them.
            SourceEncodingUnknownError: there is no encoding of the name asked for.
            SourceEmptyError: there is nothing but white space.
        """
        try:
            text, decoded = source_text(data, encoding, insists=insists)
        except BinaryError as error:
            raise SourceBinaryError(path) from error
        except UnknownEncodingError as error:
            raise SourceEncodingUnknownError(path, encoding or "") from error
        except UndecodableError as error:
            raise SourceUndecodableError(path, encoding) from error
        if not text or text.isspace():
            raise SourceEmptyError(path)
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        is_strict = decoded.certainty is Certainty.CERTAIN and encoding is None
        source = Source(
            text=text,
            encoding=decoded.encoding,
            digest=digest,
            certainty=decoded.certainty,
            damage=0 if is_strict else decoded.text.count("\ufffd"),
        )
        repairs = _repairs_of_bytes(data, decoded, text)
        return Extraction(source=source, name=path.stem, repairs=tuple(repairs))


def _repairs_of_bytes(data: bytes, decoded: Decoded, text: str) -> Sequence[Repair]:
    """Return the repairs for which more than the text in canonical form is needed."""
    from reader.text.repair import lost_byte
    from reader.text.repair.rules import find_before_canonical, with_more

    torn = lost_byte.find_in_bytes(data, decoded.encoding, decoded.text)
    # In nearly any text canonical form lacks nothing, but for the CR of line ends.
    is_whole = decoded.text.replace("\r\n", "\n").replace("\r", "\n") == text
    return torn if is_whole else with_more(find_before_canonical(decoded.text), torn)
