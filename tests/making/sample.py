"""Make `resources/sample/sample.txt`: the article in `data/sample-clean.txt`, lightly damaged.

The sample shows what the program does, so it has the damage that real pages have: pinyin after
the characters of a table, and one place where the bytes of two characters were torn apart.

Run as `python -m tests.making.sample` after changing the clean text.
"""

from __future__ import annotations

from tests.corruption import SCALE, Corruption, corrupt
from tests.places import ROOT

CLEAN = ROOT / "tests" / "data" / "sample-clean.txt"
SAMPLE = ROOT / "resources" / "sample" / "sample.txt"
TABLE = SCALE[:24]
"""The longest beginning of the scale that keeps the brackets from crowding the page."""


def make_sample() -> Corruption:
    """Return the damaged article."""
    return corrupt(CLEAN.read_text("utf-8"), TABLE)


if __name__ == "__main__":
    SAMPLE.write_text(make_sample().text, "utf-8", newline="\n")
