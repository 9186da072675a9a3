"""Runs `python3 -m tests.long_run`."""

import sys

from tests.long_run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
