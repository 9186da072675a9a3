"""Telling Syncthing what in a library belongs to one device alone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import SaveError
from reader.storage.atomic import write_atomically
from reader.storage.read_regular import read_regular

if TYPE_CHECKING:
    from pathlib import Path

IGNORED = (".*.tmp", "*.lock", "/backups")
"""Files that are being written, who has an article open, and each device's own backups."""
_NAME = ".stignore"
_COMMENT = "//"


def unnamed_in(library: Path) -> list[str]:
    """Return the lines that the library's `.stignore` should have and has not.

    A line of ours that was made a comment stays one. None where the file cannot be read.
    """
    try:
        return _missing(_text_of(library / _NAME))
    except (OSError, UnicodeError):
        return []


def keep_from_synchronising(library: Path) -> None:
    """Name in the library's `.stignore` what is not to be sent to other devices.

    Lines a person wrote stay where they are, before ours: of patterns that fit the first counts.
    """
    path = library / _NAME
    # Without it more is sent than need be, and nothing is lost: no reason not to save.
    with suppress(OSError, UnicodeError, SaveError):
        text = _text_of(path)
        if missing := _missing(text):
            end = "" if not text or text.endswith("\n") else "\n"
            lines = "".join((text, end, *(f"{line}\n" for line in missing)))
            write_atomically(path, lines.encode(), below=library)


def _text_of(path: Path) -> str:
    data = read_regular(path, below=path.parent)
    return "" if data is None else data.decode("utf-8")


def _missing(text: str) -> list[str]:
    known = {line.strip().removeprefix(_COMMENT).strip() for line in text.splitlines()}
    return [line for line in IGNORED if line not in known]
