"""Make `resources/frequencies/words.txt` from jieba's dictionary.

Run as `python -m tests.making.frequencies DICTIONARY` with the `dict.txt` of jieba 0.42.1, which
its source distribution has under `jieba/`.
"""

from __future__ import annotations

import sys
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.repair.vocabulary import LONGEST
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TABLE = ROOT / "resources" / "frequencies" / "words.txt"
FEWEST = 200
"""Below it lie nine tenths of the words, and no repair came out otherwise for want of them."""


def make_frequencies(dictionary: Iterable[str]) -> str:
    """Return the table, as `resources/frequencies/README.md` tells.

    Args:
        dictionary: lines of a word, how often it was seen, and its part of speech.
    """
    found = []
    for line in dictionary:
        word, count, *_ = line.split(" ")
        if int(count) >= FEWEST and len(word) <= LONGEST and all(map(is_han, word)):
            found.append((-int(count), word))
    found.sort()
    lines: list[str] = []
    for length in range(1, LONGEST + 1):
        lines += _lines_of([(-count, word) for count, word in found if len(word) == length])
    lines.append(" ".join(_inner_pairs([word for _, word in found])))
    return "".join(f"{line}\n" for line in lines)


def _lines_of(words: Sequence[tuple[int, str]]) -> Iterator[str]:
    shared = [(count, len(list(group))) for count, group in groupby(count for count, _ in words)]
    yield " ".join(word for _, word in words)
    yield " ".join(str(count) for count, _ in shared)
    yield " ".join(str(sharing) for _, sharing in shared)


def _inner_pairs(words: Sequence[str]) -> list[str]:
    """Return what stands side by side in longer words and is no word itself."""
    return sorted({a + b for word in words for a, b in pairwise(word)}.difference(words))


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    TABLE.write_text(make_frequencies(lines), "utf-8", newline="\n")
