"""What stands over a text by the custom of its kind, and holds its title among other things."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.document.model import BlockKind
    from reader.document.structure.credits import Credits
    from reader.document.structure.title import Title


class Masthead(NamedTuple):
    """The first lines of a letter, a post, a judgment."""

    line: int
    """Number of the line with the title."""
    title: Title
    kinds: dict[int, BlockKind]
    """Of its other lines, by number."""
    credits: Credits
    end: int
    """Number of the first line after it."""
