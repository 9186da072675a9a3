"""An annotation reduced to what is needed to paint it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.text.offsets import TextRange


class Mark(NamedTuple):
    """What an annotation looks like over the text, and where."""

    id: str
    range: TextRange
    """Code points of the source text."""
    color: str
    style: str
    has_note: bool
