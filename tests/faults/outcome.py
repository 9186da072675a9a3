"""What a long test has to say for itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """Counts of what was done, and what went wrong, if anything did."""

    figures: dict[str, int | str] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    skipped: str = ""
    """Why it was not run; empty where it was."""

    def count(self, name: str, by: int = 1) -> None:
        """Add to a figure."""
        self.figures[name] = int(self.figures.get(name, 0)) + by

    def expect(self, holds: bool, otherwise: str) -> None:
        """Note a violation where something does not hold."""
        if not holds:
            self.violations.append(otherwise)
