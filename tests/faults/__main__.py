"""Break the storage of annotations in every way at hand; `python3 -m tests.faults [NAME…]`.

Prints figures, and ends with 1 where a note was lost or a file was neither the old nor the new one.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from tests.faults import damage, disks, kills, renames

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.outcome import Outcome

RUNS: dict[str, Callable[[], Outcome]] = {
    "kills": kills.run,
    "renames": renames.run,
    "full-disk": disks.run_full,
    "read-only": disks.run_read_only,
    "bits": damage.run_bits,
    "cuts": damage.run_cuts,
    "cuts-recovered": damage.run_recovered_cuts,
}
_MOST_SHOWN = 10


def main(names: list[str]) -> int:
    """Run those named, or all; return 0 where nothing was violated."""
    violations = 0
    for name in names or RUNS:
        started = time.perf_counter()
        outcome = RUNS[name]()
        took = time.perf_counter() - started
        if outcome.skipped:
            print(f"{name}: skipped: {outcome.skipped}")
            continue
        figures = ", ".join(f"{value} {what}" for what, value in outcome.figures.items())
        print(f"{name}: {figures}; {len(outcome.violations)} violations; {took:.0f} s", flush=True)
        for violation in outcome.violations[:_MOST_SHOWN]:
            print(f"    {violation}")
        violations += len(outcome.violations)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
