"""Runs `python3 -m tests.machines`."""

import sys

from tests.machines import play

if __name__ == "__main__":
    play(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
