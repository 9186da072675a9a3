"""Passages in other versions of their article; `tests.bench anchoring` has the whole table."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench.anchoring import articles, outcomes
from tests.support.variants import KINDS, REPEATED, case_of

MOSTLY = ("noise", "all", REPEATED)


@pytest.mark.parametrize("kind", [*KINDS, REPEATED])
@pytest.mark.parametrize("name", ["made", "sample", "ordos-court"])
def test_passages_are_carried_over_or_said_not_to_be(name: str, kind: str) -> None:
    if name not in articles():
        pytest.skip(f"no real text here: {name} is absent")

    case = case_of(kind, articles()[name], 0)
    found = Counter(word for word, _ in outcomes(case, is_compared=True))

    there = found["right"] + found["unsure"] + found["missed"]
    assert found["wrong"] == 0
    assert found["gone: unsure"] <= 1
    assert found["right"] >= (0.95 if kind in MOSTLY else 0.99) * there - 1
