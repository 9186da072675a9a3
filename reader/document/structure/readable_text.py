"""What the rules read of a text before it becomes blocks and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.document.model import BlockKind
    from reader.document.structure.credits import Credits


class Reading(NamedTuple):
    """What was read of a text, in its own offsets."""

    title: str | None
    credits: Credits
    starts: list[int]
    """Of the blocks, in order."""
    ends: list[int]
    kinds: dict[int, BlockKind]
    """Of the blocks that are not plain paragraphs, by index."""
    levels: dict[int, int]
    """Of the headings, by index."""
    titles: dict[int, str]
    """Of the sections the headings begin, by index."""
