"""A document of a text that lies in no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.analysis import analyse
from reader.document.model import Extraction, Source

if TYPE_CHECKING:
    from reader.document.model import Document


def understood(text: str, name: str = "name") -> Document:
    """Return what the rules make of a text.

    Args:
        text: in canonical form.
        name: of the file it would be in.
    """
    source = Source(text=text, encoding="utf-8", digest="sha256:0")
    return analyse(Extraction(source=source, name=name))
