"""Texts to measure on, and to prove things on: the sample, and books made of its sentences."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from tests.corruption import CUTS, SCALE, corrupt
from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = ROOT / "resources" / "sample" / "sample.txt"
SIZES = {"S": (), "L": (1_000_000, 100), "XL": (5_000_000, 500)}
"""Characters and chapters of a book, by the name of its size; none for the sample itself."""


def make_books(folder: Path) -> list[Path]:
    """Write books of a million and five million characters beside a copy of the sample."""
    return [made(size, folder) for size in ("S", "L", "XL")]


def made(size: str, folder: Path) -> Path:
    """Write a text of a size and return its path.

    Args:
        size: one of `SIZES`, as it is, `damaged` or in a `wrong encoding`.
        folder: where it is written.
    """
    kind, _, harm = size.partition(" ")
    path = folder / f"{size}.txt"
    sample = SAMPLE.read_text("utf-8")
    text = make_book(sample, *SIZES[kind]) if SIZES[kind] else sample
    if harm == "damaged":
        text = corrupt(text, SCALE[:62], cuts=CUTS).text
    elif harm:
        # As it was read, and stored so.
        text = text.encode("utf-8").decode("gb18030", "replace")
    path.write_text(text, "utf-8")
    return path


def make_book(sample: str, size: int, chapters: int) -> str:
    """Return a book of chapters, its paragraphs put together from a text's sentences."""
    pick = random.Random(20261122)  # noqa: S311 - the same books each time
    sentences = re.findall(r"[^\n。！？]{8,}[。！？]”?", sample)
    lines: list[str] = []
    length = 0
    for chapter in range(1, chapters + 1):
        lines.append(f"第{chapter}章　{pick.choice(sentences)[:6]}")
        while length < size * chapter // chapters:
            paragraph = "".join(pick.choices(sentences, k=pick.randint(2, 6)))
            lines.append(paragraph)
            length += len(paragraph) + 1
    return "\n".join(lines)
