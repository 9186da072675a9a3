"""Counts how often a text is looked through for damage and for structure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reader.document.structure import find_structure
from reader.text.repair import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

ONCE = {"find_damage": 1, "find_structure": 1}


def count_analyses(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Return what counts the calls from here on, by name."""
    calls: Counter[str] = Counter()

    def counting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            calls[name] += 1
            return real(*arguments)

        return call

    for module, name in ((rules, "find_damage"), (find_structure, "find_structure")):
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return calls
