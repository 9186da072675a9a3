"""The short line that says that the keys go to what is painted, where nothing in it can say so."""

from __future__ import annotations

FOCUS_TICK = 32.0, 3.0
"""Pixels along the edge where lines begin, and across it."""
