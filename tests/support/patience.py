"""How long a test waits for what must come: until the end of all hope, on the busiest machine."""

from __future__ import annotations

LONGEST_S = 600
"""After which a process is taken for one that hangs."""
LONGEST_MS = 60_000
"""After which what a window was to do is taken for what it never does."""
