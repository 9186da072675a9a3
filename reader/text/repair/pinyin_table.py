"""Readings of the characters that the pinyin artefact can stand after.

The table is `resources/readings/traditional.txt`, made from pypinyin's data: importing pypinyin
itself takes a third of a second, reading this takes a few milliseconds.
"""

from __future__ import annotations

from functools import cache

from reader.paths import RESOURCES

LETTERS = "a-züāáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
"""What a reading is written with, for a class of a regular expression."""


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Return the readings, with tone marks, of each Traditional-only character of GBK.

    Traditional-only: converting it to Simplified changes it. The first reading is the one that is
    given to the character where nothing is known of its context.
    """
    lines = (RESOURCES / "readings" / "traditional.txt").read_text("utf-8").splitlines()
    return {line[0]: tuple(line[2:].split(" ")) for line in lines}


@cache
def lead_bytes() -> dict[str, set[bytes]]:
    """Return, for each default reading, the first bytes in GBK of the characters that have it."""
    leads: dict[str, set[bytes]] = {}
    for character, (default, *_) in readings().items():
        leads.setdefault(default, set()).add(character.encode("gbk")[:1])
    return leads


@cache
def by_reading() -> dict[str, tuple[str, ...]]:
    """Return, for each default reading, the characters that have it."""
    found: dict[str, list[str]] = {}
    for character, (default, *_) in readings().items():
        found.setdefault(default, []).append(character)
    return {reading: tuple(characters) for reading, characters in found.items()}
