from __future__ import annotations

import pytest

from reader.text.repair import apply_repairs, zero_width


def repaired(text: str) -> str:
    return apply_repairs(text, zero_width.find(text))[0]


@pytest.mark.parametrize("character", ["\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_what_has_no_width_is_removed_among_chinese(character: str) -> None:
    assert repaired(f"春{character}眠，{character * 3}不覺曉\n{character}\n處處") == (
        "春眠，不覺曉\n\n處處"
    )


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("an emoji of several people", "一家人👨\u200d👩\u200d👧出門"),
        ("Hindi", "क्\u200dष 與 क्\u200cष"),
        ("Thai words", "ภาษา\u200bไทย"),
        ("a hyphen of a German word", "Donau\u00addampf"),
        ("nothing", "春眠不覺曉"),
    ],
)
def test_what_is_spelling_is_left_alone(why: str, text: str) -> None:
    assert not zero_width.find(text), why
