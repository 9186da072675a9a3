from __future__ import annotations

from reader.document.model import Block, BlockKind
from reader.text.bulk import make_each
from reader.text.offsets import TextRange


def test_objects_made_in_bulk_are_like_those_made_one_by_one() -> None:
    ranges = make_each(TextRange, [0, 5], [4, 9])
    blocks = make_each(Block, [BlockKind.HEADING, BlockKind.PARAGRAPH], ranges, [1, 0])

    assert ranges == [TextRange(0, 4), TextRange(5, 9)]
    assert blocks == [
        Block(kind=BlockKind.HEADING, range=TextRange(0, 4), level=1),
        Block(kind=BlockKind.PARAGRAPH, range=TextRange(5, 9)),
    ]
    assert hash(blocks[0]) == hash(Block(kind=BlockKind.HEADING, range=ranges[0], level=1))


def test_nothing_is_made_of_nothing() -> None:
    assert make_each(TextRange, [], []) == []
