"""Runs `python3 -m tests.corruption FILE…`."""

import sys
from pathlib import Path

from tests.corruption.by_kind import main

if __name__ == "__main__":
    sys.exit(main(map(Path, sys.argv[1:])))
