"""Make `resources/frequencies/words.txt` from jieba's dictionary.

Run as `python -m tests.making.frequencies DICTIONARY` with the `dict.txt` of jieba 0.42.1, which
its source distribution has under `jieba/`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.han import is_han
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLE = ROOT / "resources" / "frequencies" / "words.txt"
FEWEST = 200
"""Below it lie nine tenths of the words, and no repair came out otherwise for want of them."""


def make_frequencies(dictionary: Iterable[str]) -> str:
    """Return the table, the commonest words first.

    Args:
        dictionary: lines of a word, how often it was seen, and its part of speech.
    """
    found = []
    for line in dictionary:
        word, count, *_ = line.split(" ")
        if int(count) >= FEWEST and all(map(is_han, word)):
            found.append((-int(count), word))
    return "".join(f"{word} {-count}\n" for count, word in sorted(found))


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    TABLE.write_text(make_frequencies(lines), "utf-8", newline="\n")
