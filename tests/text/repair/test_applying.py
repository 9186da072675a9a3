"""Applying many repairs at once."""

from __future__ import annotations

import pytest

from reader.text.repair import applying
from reader.text.repair.applying import apply_repairs, repaired_text
from reader.text.repair.model import Confidence, Repair

SOURCE = "一二三四五六七八九十"
DIGITS = "0123456789"


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_repairs_are_applied_whatever_their_number(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "_AT_ONCE", at_once)
    repairs = [
        Repair("a-rule", at, at + 1, SOURCE[at], DIGITS[at] * 2, Confidence.HIGH, applied=at != 4)
        for at in (0, 1, 4, 5, 8)
    ]

    text = repaired_text(SOURCE, repairs)

    assert text == "0011三四五55七八88十"
    assert apply_repairs(SOURCE, repairs)[0] == text
    assert repaired_text(SOURCE, repairs[2:3]) == SOURCE
