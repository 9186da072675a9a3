"""A user's notes → the formats other programs take. A new format is one file and one row here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from reader.export import markdown, plain_json
from reader.export.notes import ArticleNotes, notes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["EXPORTERS", "ArticleNotes", "Exporter", "notes_of"]


class Exporter(Protocol):
    """Writes the notes on some articles in one format."""

    def __call__(self, articles: Sequence[ArticleNotes], /) -> str:
        """Return the text of the file, with its last line end."""


EXPORTERS: Mapping[str, Exporter] = MappingProxyType(
    {"markdown": markdown.export, "json": plain_json.export}
)
"""By the names of the formats."""
