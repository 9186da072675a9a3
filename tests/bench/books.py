"""Texts to measure on, and to prove things on: the sample, and books made of its sentences."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = ROOT / "resources" / "sample" / "sample.txt"


def make_books(folder: Path) -> list[Path]:
    """Write books of a million and five million characters beside a copy of the sample."""
    sample = SAMPLE.read_text("utf-8")
    books = {"sample.txt": sample}
    for name, size, chapters in (("1M.txt", 1_000_000, 100), ("5M.txt", 5_000_000, 500)):
        books[name] = make_book(sample, size, chapters)
    for name, text in books.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in books]


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
