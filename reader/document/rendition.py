"""A document in one script: what is shown of it, and where each character came from."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from reader.document.markup_signs import StandingOut, is_marked_up, without_signs
from reader.document.model import BlockKind, Document
from reader.document.unit_table import UNIT_LENGTH, parts_of
from reader.text.normalise import convert_except
from reader.text.offsets import OffsetMap
from reader.text.script import ORIGINAL, chain_for, convert

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from reader.document.model import Block
    from reader.text.converted import Converted
    from reader.text.offsets import TextRange

UNREPAIRED = "unrepaired"
"""A target like a script: the text as the file has it, its damage included."""
_PARTS_KEPT = 512
"""A few screens of paragraphs: what scrolling back and forth asks for again."""
_CUT_KEPT = 8
"""Very long blocks of which it is known what they are cut into."""


class Rendered(NamedTuple):
    """A part of the source as displayed."""

    text: str
    map: OffsetMap
    """Source part → displayed text; both count from the start of the part."""


class Rendition:
    """A document repaired and converted, part by part, when a part is asked for."""

    def __init__(
        self,
        document: Document,
        target: str = ORIGINAL,
        *,
        refused: Collection[str] = (),
    ) -> None:
        """Show a document in a script.

        Args:
            document: the article.
            target: `original`, `auto-s`, `auto-tw`, `auto-hk`, an OpenCC configuration, or
                `UNREPAIRED`.
            refused: words of a machine-made Traditional article that Taiwan's and Hong Kong's
                forms leave as they are.

        Raises:
            ValueError: there is no such target.
        """
        self.document = document
        self.target = target
        # The article's own script is worked out only where the chain depends on it.
        is_own = target in {ORIGINAL, UNREPAIRED}
        self._chain = () if is_own else chain_for(target, document.script)
        is_normalised = len(self._chain) > 1
        convert_words = partial(
            _converted, self._chain, frozenset(refused) if is_normalised else frozenset[str]()
        )
        self._convert = convert_words
        # No method of its own: in a circle, a book would stay in memory until it is looked for.
        self._is_marked_up = is_marked_up(document)
        written = _unrepaired_part if target == UNREPAIRED else Document.repaired_part
        render = partial(
            _rendered,
            document,
            partial(written, document),
            convert_words,
            is_marked_up=self._is_marked_up,
        )
        self._render = lru_cache(maxsize=_PARTS_KEPT)(render)
        self._cut = lru_cache(maxsize=_CUT_KEPT)(partial(_cut, document))

    def part(self, part: TextRange) -> Rendered:
        """Return a part of the source, within one block, as displayed."""
        return self._render(part)[0]

    def standing_out(self, part: TextRange) -> tuple[StandingOut, ...]:
        """Return the words of a part, within one block, that stand out from the others."""
        return self._render(part)[1]

    def text_of(self, part: TextRange, *, enough: int | None = None) -> str:
        """Return what is displayed of a range that may cross blocks, one block a line.

        Args:
            part: of the source; of a book it may be all.
            enough: characters after which no more is worked out, for what shows the beginning
                alone; what is returned may be longer. None for all of it.
        """
        lines = []
        left = enough
        blocks = self.document.blocks
        for index in range(self.document.block_index(part.start), len(blocks)):
            block = blocks[index]
            if block.range.start >= part.end or (left is not None and left <= 0):
                break
            if block.range.overlaps(part):
                lines.append(self._line_of(part.clipped_to(block.range), block, left))
                left = None if left is None else left - len(lines[-1]) - 1
        return "\n".join(lines)

    def _line_of(self, part: TextRange, block: Block, enough: int | None) -> str:
        """Return what is displayed of a range within a block, as the page shows it."""
        whole = self._cut(block) if len(block.range) > UNIT_LENGTH else (block.range,)
        line = ""
        for piece in whole[bisect_right(whole, part.start, key=_end_of) :]:
            if piece.start >= part.end or (enough is not None and len(line) >= enough):
                break
            rendered = self.part(piece)
            shown = rendered.map.to_target(part.clipped_to(piece).shifted(-piece.start))
            line += shown.slice(rendered.text)
        return line

    def title(self, text: str) -> str:
        """Return the words of a heading, without signs and in the script it is shown in."""
        if self._is_marked_up:
            text = without_signs(text, BlockKind.HEADING, is_first=True).text
        return self.words(text)

    def words(self, text: str) -> str:
        """Return words about the article, such as its origin, in the script it is shown in."""
        converted = self._convert(text)
        return text if converted is None else converted.text


def _cut(document: Document, block: Block) -> Sequence[TextRange]:
    return tuple(parts_of(document, block))


def _end_of(part: TextRange) -> int:
    return part.end


def _unrepaired_part(document: Document, part: TextRange) -> tuple[str, OffsetMap]:
    text = part.slice(document.source.text)
    return text, OffsetMap.identity(len(text))


def _rendered(
    document: Document,
    written: Callable[[TextRange], tuple[str, OffsetMap]],
    convert_words: Callable[[str], Converted | None],
    part: TextRange,
    *,
    is_marked_up: bool,
) -> tuple[Rendered, tuple[StandingOut, ...]]:
    text, offsets = written(part)
    standing_out: tuple[StandingOut, ...] = ()
    if is_marked_up:
        block = document.blocks[document.block_index(part.start)]
        is_first = part.start <= block.range.start
        text, signs, standing_out = without_signs(text, block.kind, is_first=is_first)
        offsets = offsets.then(signs)
    converted = convert_words(text)
    if converted is None:
        return Rendered(text, offsets), standing_out
    moved = (StandingOut(converted.map.to_target(words), look) for words, look in standing_out)
    return Rendered(converted.text, offsets.then(converted.map)), tuple(moved)


def _converted(chain: tuple[str, ...], refused: frozenset[str], text: str) -> Converted | None:
    """Return a text in another script; None where it stays in its own."""
    if not chain:
        return None
    return convert_except(text, chain, refused) if refused else convert(text, chain)
