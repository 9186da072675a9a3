"""Repairs that nobody looks at one by one are told by the names of their rules."""

from __future__ import annotations

from reader.text.repair import line_ends, rewrap, small_forms, terminal_colors, widen
from reader.text.repair.trivial import TRIVIAL


def test_trivial_rules_are_called_as_they_call_themselves() -> None:
    modules = (line_ends, rewrap, small_forms, terminal_colors, widen)

    assert {module.NAME for module in modules} == TRIVIAL
