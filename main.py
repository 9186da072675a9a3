"""Start 圈點: set up what is missing, then run the program."""

from __future__ import annotations

import sys

from reader import bootstrap

if __name__ == "__main__":
    bootstrap.prepare(sys.argv[1:])
    from reader.cli import main

    sys.exit(main())
