from __future__ import annotations

import gc
from pathlib import Path

import pytest

from reader.document.analysis import analyse, as_decided, with_repairs
from reader.document.model import BlockKind
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on
from reader.document.overlays.role_corrections import Correction
from reader.importers import import_bytes
from reader.progress import Cancelled
from reader.text.offsets import TextRange
from reader.text.repair import RULES
from tests.support.understanding import understood


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


DAMAGED = """夜讀

門口寫著「茶&amp;書」三個字，有人說「酒&lt;詩」才對。

他沒有回答，只把燈調亮了一點。
"""


def test_what_is_decided_does_not_depend_on_what_was_decided_before() -> None:
    found = understood(DAMAGED)
    first, second = found.repairs
    one = Overlays().decided([decision_on(first, applied=True, after="與")])
    other = (
        Overlays()
        .decided([decision_on(second, applied=False)])
        .corrected([Correction(range=found.blocks[2].range, kind=BlockKind.HEADING, level=1)])
    )

    again = as_decided(as_decided(as_decided(found, one), other), one)

    assert again == as_decided(found, one) == analyse(found.extraction, one)
    assert as_decided(again, Overlays()) == found == analyse(found.extraction)
    assert as_decided(again, one) is again


def test_what_was_decided_about_a_title_holds_no_longer_than_the_decision() -> None:
    found = understood("&nbsp;夜&amp;讀&nbsp;\n\n他沒有回答，只把燈調亮了一點，接著讀下去。\n")
    undone = Overlays().decided([decision_on(each, applied=False) for each in found.repairs])

    changed = as_decided(found, undone)

    assert changed.title != found.title
    assert as_decided(changed, Overlays()).title == found.title


class Watch:
    """Hears how far it is, and cancels after a number of reports."""

    def __init__(self, most: int | None = None) -> None:
        self.heard: list[float] = []
        self._most = most

    def report(self, fraction: float) -> None:
        self.heard.append(fraction)
        if len(self.heard) == self._most:
            raise Cancelled


def test_progress_is_told_from_beginning_to_end() -> None:
    watch = Watch()

    analyse(understood(DAMAGED).extraction, progress=watch)

    assert watch.heard == sorted(watch.heard)
    assert (watch.heard[0], watch.heard[-1]) == (0, 1)
    assert len(watch.heard) > len(RULES)


def test_an_analysis_can_be_cancelled_at_every_report() -> None:
    extraction = understood(DAMAGED).extraction
    whole = Watch()
    analyse(extraction, progress=whole)

    for count in range(1, len(whole.heard) + 1):
        with pytest.raises(Cancelled):
            analyse(extraction, progress=Watch(count))

    assert gc.isenabled()
