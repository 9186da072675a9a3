"""Start 圈點: set up what is missing, then run the program."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def start() -> int:
    """Return the exit code."""
    from reader import bootstrap

    bootstrap.prepare(sys.argv[1:], answer=_answer)
    from reader.cli import main

    return main(mend=bootstrap.mend)


def _answer(arguments: Sequence[str]) -> int | None:
    """Return the exit code where words were enough; needs nothing that has to be installed."""
    from reader.cli import answer

    return answer(arguments)


if __name__ == "__main__":
    try:
        code = start()
    except KeyboardInterrupt:  # before the program itself could say that it was stopped
        code = 1
    sys.exit(code)
