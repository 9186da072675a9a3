"""Start 圈點: set up what is missing, then run the program."""

from __future__ import annotations

import sys


def start() -> int:
    """Return the exit code."""
    from reader import bootstrap

    bootstrap.prepare(sys.argv[1:])
    from reader.cli import main

    return main(mend=bootstrap.mend)


if __name__ == "__main__":
    try:
        code = start()
    except KeyboardInterrupt:  # before the program itself could say that it was stopped
        code = 1
    sys.exit(code)
