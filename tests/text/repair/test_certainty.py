from __future__ import annotations

import pytest

from reader.text.repair.certainty import confidence_at_cut, share_of_best
from reader.text.repair.model import Confidence
from reader.text.repair.ranking import Ranked, RepairSite
from reader.text.repair.torn_bytes import Rebuilt
from reader.text.repair.vocabulary import known_words

SOURCE = "他走了?！彼f。"


def way(text: str, *, end: int = 6, lost: int = 0, pairs: int = 1) -> Rebuilt:
    return Rebuilt(text=text, end=end, lost=lost, pairs=((1, 0xB0, 0xA1),) * pairs)


def test_the_share_is_of_ways_that_differ() -> None:
    one = [Ranked(10.0, way("。”他")), Ranked(10.0, way("。”", end=5))]

    assert share_of_best(SOURCE, one[:1]) == 1.0
    assert share_of_best(SOURCE, one) == pytest.approx(0.5)
    assert share_of_best(SOURCE, [*one[:1], Ranked(9.9, way("。”他"))]) == 1.0


@pytest.mark.parametrize(
    ("best", "rival", "confidence"),
    [
        (way("。他"), 0.0, Confidence.HIGH),
        (way("。他"), 7.0, Confidence.MEDIUM),
        (way("。他"), 9.0, Confidence.LOW),
        (way("。他說的話", pairs=4), 0.0, Confidence.MEDIUM),
        (way("。他", lost=2), 9.0, Confidence.MEDIUM),
        (way("。龘龘龘龘龘", lost=4, pairs=8), 9.9, Confidence.LOW),
    ],
)
def test_confidence_falls_with_what_was_lost_and_how_near_the_next_way_is(
    best: Rebuilt, rival: float, confidence: Confidence
) -> None:
    place = RepairSite.at(SOURCE, 3, known_words())
    ranked = [Ranked(10.0, best), Ranked(rival, way("海他們"))]

    assert confidence_at_cut(place, ranked) is confidence
