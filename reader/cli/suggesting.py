"""Suggestions for a mistyped word."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Collection

_ALIKE = 0.65
"""From 0, nothing in common, to 1: `sohw` and `show` are 0.75 alike, `home` and `show` 0.5."""
_SHORTEST_BEGINNING = 2
"""Characters of a word that stand for all of it."""


def closest(word: str, choices: Collection[str]) -> str | None:
    """Return the choice that a word is most like; None where it is like none.

    Capitals, the full-width letters of Chinese keyboards, `_` for `-`, and an unfinished word are
    not what makes the difference.
    """
    plain = _plain(word)
    known = {_plain(choice): choice for choice in choices}
    if plain in known:
        return known[plain]
    begun = [choice for each, choice in known.items() if each.startswith(plain)]
    if len(begun) == 1 and len(plain.lstrip("-")) >= _SHORTEST_BEGINNING:
        return begun[0]
    from difflib import get_close_matches  # not for every start

    alike = get_close_matches(plain, known, n=1, cutoff=_ALIKE)
    return known[alike[0]] if alike else None


def with_suggestion(sentence: str, word: str, choices: Collection[str]) -> str:
    """Return a sentence about a word that is not known, and what may have been meant by it."""
    meant = closest(word, choices)
    if meant is None:
        return sentence
    return tr("{sentence} (did you mean {word}?)").format(sentence=sentence, word=meant)


def mistyped(word: str, commands: Collection[str]) -> str | None:
    """Return the command that was meant by the first word of a command line, which is none.

    None where the word is rather the name of a file: it has a folder or a suffix in it, there is
    such a file (a link to nothing is one too), or it is like none of the commands.
    """
    if word.startswith("-") or "/" in word or os.sep in word or "." in word:
        return None
    try:
        is_there = os.path.lexists(word)
    except ValueError:  # NUL in the name
        is_there = False
    return None if is_there else closest(word, commands)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip().replace("_", "-")
