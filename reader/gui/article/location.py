"""Where something is: in which article, and where in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from reader.text.offsets import TextRange


@dataclass(frozen=True, slots=True)
class Location:
    """A place to go to: the way back, a section, a note, an article as it was left."""

    article: Path
    """Where the article is read from."""
    part: TextRange | None = None
    """Of its source text; None for where the user left it."""
    is_at_top: bool = False
    """Whether the line it begins on is to be the first one, as where reading was left; else it
    is brought into sight and glows once."""
