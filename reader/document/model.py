"""An article as it was analysed: the source text, its repairs and its blocks.

Everything here is anchored to the source text, in code points. Repairs and roles are overlays:
changing them changes what is shown, never where an annotation stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reader.text.counting import TextLength, length_of
from reader.text.encoding import Certainty
from reader.text.offsets import OffsetMap, TextRange
from reader.text.repair.model import Confidence
from reader.text.script import Script, detect_script

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from reader.text.repair import GivenUp, Repair


class BlockKind(StrEnum):
    """The role of a block; the values are those stored of corrections."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATE_LINE = "date-line"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    QUOTE = "quote"
    VERSE = "verse"
    LIST_ITEM = "list-item"
    CODE = "code"
    TABLE = "table"
    FIGURE = "figure"
    RULE = "rule"
    BACK_MATTER = "back-matter"

    @property
    def printed(self) -> str:
        """The name in `show --json`, whose names are agreed on: what is of the head is text."""
        if self is BlockKind.VERSE:
            return BlockKind.QUOTE.value
        return BlockKind.PARAGRAPH.value if self in _OF_HEAD else self.value


_OF_HEAD = frozenset((BlockKind.SUBTITLE, BlockKind.BYLINE, BlockKind.DATE_LINE, BlockKind.LEAD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph-like unit of the article."""

    kind: BlockKind
    range: TextRange
    """Source text of the block, without indentation and line end."""
    level: int = 0
    """Of a heading: 1 is the highest. Of a line of verse: 1 where a stanza begins. Otherwise 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the blocks up to the next heading; the unit of reading."""

    title: str | None
    """Repaired text of the heading; None for what stands before the first one."""
    level: int
    """The heading's level; 0 for what stands before the first one."""
    range: TextRange
    """From the heading to where the next heading of its own level or above begins."""
    blocks: tuple[Block, ...]
    """The heading and all up to the next heading of any level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of a file as decoded, in canonical form 1; the only text anything is anchored to."""

    text: str
    encoding: str
    """Name of the codec, as Python spells it."""
    digest: str
    """`sha256:` and 64 hexadecimal digits of the bytes of the file."""
    certainty: Certainty = Certainty.CERTAIN
    """How sure it is that this is the encoding."""
    damage: int = 0
    """How many places could not be decoded, and are U+FFFD."""


class Picture(NamedTuple):
    """A picture that was in the file, or lay beside it."""

    start: int
    """Source offset of the block that it is shown for."""
    data: bytes = b""
    """Its own file, of whatever format; not yet known to be a picture."""

    def __repr__(self) -> str:
        return f"Picture({self.start}, {len(self.data)} bytes)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What an importer takes out of a file: the text, and what the format says of it.

    Raises:
        ValueError: blocks that are not in order, overlap, or reach beyond the text; or none.
    """

    source: Source
    name: str
    """Of the file, without its ending: the title of a text that has none, and who wrote it."""
    repairs: tuple[Repair, ...] = ()
    """Those for which the bytes, or the text before it was canonical, are needed."""
    blocks: tuple[Block, ...] | None = None
    """The structure, where the format gives one; None where it is to be found in the lines."""
    media_type: str = "text/plain"
    pictures: tuple[Picture, ...] = ()
    """Of figures; those of other blocks are not shown."""

    def __post_init__(self) -> None:
        if self.blocks is None:
            return
        end = 0
        for block in self.blocks:
            if block.range.is_empty or not end <= block.range.start:
                raise ValueError(f"not in order: {block}")
            end = block.range.end
        if not 0 < end <= len(self.source.text):
            raise ValueError("blocks of another text, or none")


@dataclass(frozen=True, kw_only=True)
class Document:
    """An article as the rules analysed it, with the user's decisions applied."""

    extraction: Extraction
    found: tuple[Repair, ...]
    """The repairs as the rules propose them; decisions are made on these."""
    repairs: tuple[Repair, ...]
    """The same as they were decided."""
    sections: tuple[Section, ...]
    """Flat, in reading order; never empty."""
    title: str
    """Repaired text of the title; the file's name where the text has none."""
    repaired: tuple[str, OffsetMap] = field(repr=False, compare=False)
    """What `apply_repairs` makes of source and repairs: the whole text, the map source → it."""
    origin: str | None = None
    """Who published it, where the title line or a line under it says so."""
    creators: tuple[str, ...] = ()
    """Who wrote it, where a line of credits says so."""
    date: str | None = None
    """When it was published, where such a line says so: 2024-05-03, or 2024-05."""
    given_up: tuple[GivenUp, ...] = ()
    """The repair rules that did not look at all of the text."""
    uncorrected: Document | None = field(default=None, repr=False, compare=False)
    """The same without corrections of the kinds of blocks; None where there are none."""
    part: TextRange | None = None
    """The source that blocks and repairs are known of by now; None for all of it."""
    laid: Hashable = field(default=(), repr=False, compare=False)
    """What the user decided, by which it is known again."""
    blocks: tuple[Block, ...] = field(init=False, compare=False)
    """All blocks of all sections, in order."""

    def __post_init__(self) -> None:
        # Frozen from outside; derived once from what was given.
        object.__setattr__(self, "blocks", tuple(b for s in self.sections for b in s.blocks))

    @property
    def source(self) -> Source:
        """The text all is anchored to."""
        return self.extraction.source

    @property
    def media_type(self) -> str:
        """The format it came in."""
        return self.extraction.media_type

    @cached_property
    def extent(self) -> TextLength:
        """The characters and the words of the repaired text."""
        text, _ = self.repaired
        return length_of(text)

    @property
    def length(self) -> int:
        """How much there is to read, in characters; a word of letters is worth two."""
        return self.extent.to_read

    @cached_property
    def script(self) -> Script:
        """The script of the article, worked out on first use from its repaired text and repairs."""
        from reader.text.repair.rules import tell_of_conversion  # with all of them

        text, _ = self.repaired
        return detect_script(text, is_converted=tell_of_conversion(self.repairs))

    @cached_property
    def applied_count(self) -> int:
        """How many of the repairs are applied."""
        return sum(repair.applied for repair in self.repairs)

    @cached_property
    def doubtful(self) -> tuple[Repair, ...]:
        """The repairs that may well be wrong."""
        # To compare is faster than to look up in a set, which has Python hash each of 100,000.
        low, none = Confidence.LOW, Confidence.NONE
        return tuple(each for each in self.repairs if each[5] is low or each[5] is none)

    def work_out(self) -> None:
        """Work out all that is worked out on first use, so that the window need not wait for it."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    def repaired_text(self, part: TextRange) -> str:
        """Return a part of the source as repaired; a repair it cuts through is shown whole."""
        text, whole = self.repaired
        return whole.to_target(part).slice(text)

    def repaired_part(self, part: TextRange) -> tuple[str, OffsetMap]:
        """Return a part of the source as repaired, and the map of the part (both from 0)."""
        text, whole = self.repaired
        target = whole.to_target(part)
        if part.is_empty or (not target.is_empty and whole.to_source(target) == part):
            return target.slice(text), whole.slice(part)
        # The part cuts through a repair: shown whole, but reachable only as a whole.
        return target.slice(text), OffsetMap.from_replacements(
            len(part), [(0, len(part), len(target))]
        )

    def repairs_in(self, part: TextRange) -> Sequence[Repair]:
        """Return the repairs, applied or not, that touch a source range."""
        first = bisect_right(self._repair_ends, part.start)
        last = bisect_left(self._repair_starts, part.end)
        return self.repairs[first:last]

    def section_index(self, offset: int) -> int:
        """Return the index of the section whose blocks a source offset stands among."""
        return max(0, bisect_right(self._section_starts, offset) - 1)

    def reach_of(self, index: int) -> TextRange:
        """Return the source range whose offsets `section_index` gives this section for."""
        starts = self._section_starts
        end = starts[index + 1] if index + 1 < len(starts) else len(self.source.text) + 1
        return TextRange(starts[index] if index else 0, end)

    def block_index(self, offset: int) -> int:
        """Return the index of the block at a source offset, or of the last one before it."""
        return max(0, bisect_right(self._block_starts, offset) - 1)

    @cached_property
    def _repair_starts(self) -> list[int]:
        return [repair.start for repair in self.repairs]

    @cached_property
    def _repair_ends(self) -> list[int]:
        return [repair.end for repair in self.repairs]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.range.start for section in self.sections]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.range.start for block in self.blocks]
