"""The rules nobody looks at one by one: they change how a text is written, not what it says."""

from __future__ import annotations

TRIVIAL = frozenset({"line-end", "rewrap", "small-forms", "terminal-colors", "widen"})
"""Names of rules that find something in every line of a text, or nothing."""
