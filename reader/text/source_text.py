"""From the bytes of a file to its source text: decoded, and in the form every offset counts in.

Whoever needs the text that annotations count the characters of has it from `source_text`, so that
there is one answer: importers, whoever looks for places in another encoding, and who checks a
library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.text.by_lines import is_in_lines
from reader.text.encoding import decode
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from reader.text.encoding import Decoded


class SourceText(NamedTuple):
    """What the bytes of a file say."""

    text: str
    """In canonical form."""
    decoded: Decoded
    """As it was before, with the encoding."""


def source_text(data: bytes, encoding: str | None = None, *, insists: bool = False) -> SourceText:
    """Return the text of bytes; see `decode`.

    Raises:
        BinaryError: the bytes are no text.
        UndecodableError: no encoding, or not the one given, makes text of the bytes.
        UnknownEncodingError: there is no encoding of that name.
    """
    decoded = decode(data, encoding, insists=insists)
    return SourceText(canonical_text(decoded.text), decoded)


def canonical_text(text: str) -> str:
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
    if not is_in_lines(_NOT_CANONICAL, text):
        return text
    return REMOVED.sub("", _REPLACED.sub("\ufffd", text))


def canonical_length(part: str, *, is_first: bool) -> int:
    """Return how long a part of a text is in canonical form.

    Args:
        part: what does not begin or end within a CRLF.
        is_first: whether it is the beginning, where a byte order mark does not count.
    """
    return len(canonical_text(part)) if is_first else len(canonical_text("\n" + part)) - 1


_TO_REPLACE = "\x00\ufffc\ufdd0-\ufdef\ud800-\udfff"
_TO_REMOVE = "\x01-\x08\x0b-\x1f\x7f-\x9f"
_REPLACED = lazy_pattern(f"[{_TO_REPLACE}]")
REMOVED = lazy_pattern(f"[{_TO_REMOVE}]+")
"""What canonical form lacks; of CR only those before LF, the others become LF."""
_NOT_CANONICAL = re.compile(f"[{_TO_REPLACE}{_TO_REMOVE}]")
