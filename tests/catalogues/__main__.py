"""Runs `python3 -m tests.catalogues`."""

import sys

from tests.catalogues import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
