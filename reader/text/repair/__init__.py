"""Damage that converters and crawlers did to a text: find it, and show what was there before.

One rule a file, in the order of `RULES`. A rule looks at the whole text before it touches
anything: what is damage in one text is what the author wrote in another.

The rules are loaded when one of their functions is asked for: a known article opens without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.text.repair.applying import apply_repairs
from reader.text.repair.model import Confidence, Damage, GivenUp, LateRule, Repair, RepairRule

if TYPE_CHECKING:
    from reader.text.repair.rules import (
        LATE_RULES,
        RULES,
        find_before_canonical,
        find_damage,
        find_repairs,
        tell_of_conversion,
        with_more,
    )

__all__ = [
    "LATE_RULES",
    "RULES",
    "Confidence",
    "Damage",
    "GivenUp",
    "LateRule",
    "Repair",
    "RepairRule",
    "apply_repairs",
    "find_before_canonical",
    "find_damage",
    "find_repairs",
    "tell_of_conversion",
    "with_more",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from reader.text.repair import rules

    return getattr(rules, name)
