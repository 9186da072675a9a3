from __future__ import annotations

from pathlib import Path

import pytest

from reader.document.analysis import with_repairs
from reader.importers import import_bytes
from reader.text.offsets import TextRange


@pytest.mark.parametrize("text", ["&nbsp;" * 20, "字\n\n" + "&nbsp;" * 20])
def test_an_article_has_a_block_to_show_whatever_is_repaired(text: str) -> None:
    document = import_bytes(text.encode(), Path("a.txt"))
    assert document.blocks
    assert document.repairs

    everything = [repair._replace(after="", applied=True) for repair in document.repairs]
    decided = with_repairs(document, everything)

    assert decided.blocks
    assert decided.source == document.source


def test_what_would_leave_nothing_is_only_offered() -> None:
    document = import_bytes(("&nbsp;" * 20).encode(), Path("a.txt"))

    assert not any(repair.applied for repair in document.repairs)
    assert document.repaired[0] == document.source.text


@pytest.mark.parametrize("part", [TextRange(1, 2), TextRange(2, 3), TextRange(1, 3)])
def test_a_part_of_what_was_taken_out_is_empty(part: TextRange) -> None:
    document = import_bytes("头\u200b\u200b发很长。".encode(), Path("a.txt"))

    text, offsets = document.repaired_part(part)

    assert text == ""
    assert (offsets.source_length, offsets.target_length) == (len(part), 0)
