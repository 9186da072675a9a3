"""Names of articles' folders: a readable title, and a mark derived from the content."""

from __future__ import annotations

import unicodedata

from reader.annotation.sets import set_id

_LONGEST_SLUG = 40
_LONGEST_TITLE = 1_000
"""Characters that are looked at; a file of one line may have a million."""
_MARK_LENGTH = 8
_LONG_MARK_LENGTH = 32


def slug(title: str) -> str:
    """Return a title as part of a file name that every file system takes.

    Letters of all scripts and digits stay, everything between them becomes one hyphen.
    """
    lowered = unicodedata.normalize("NFC", title[:_LONGEST_TITLE]).lower()
    words = "".join(character if character.isalnum() else " " for character in lowered).split()
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "article"


def mark(digest: str, *, is_long: bool = False) -> str:
    """Return how the name of the folder of a source ends.

    Args:
        digest: of the source.
        is_long: with the whole id of its set, where another folder has the same eight digits.
    """
    length = _LONG_MARK_LENGTH if is_long else _MARK_LENGTH
    return "--" + set_id(digest).removeprefix("urn:uuid:").replace("-", "")[:length]


def is_named_for(name: str, digest: str) -> bool:
    """Tell whether a folder's name says that it is about a source."""
    return name.endswith((mark(digest), mark(digest, is_long=True)))
