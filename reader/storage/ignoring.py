"""Telling Syncthing what in a library belongs to one device alone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.errors import SaveError
from reader.storage.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

IGNORED = (".*.tmp", "*.lock", "/backups")
"""Files that are being written, who has an article open, and each device's own backups."""
_NAME = ".stignore"
_COMMENT = "//"


def keep_from_synchronising(library: Path) -> None:
    """Name in the library's `.stignore` what is not to be sent to other devices.

    Lines a person wrote stay where they are, before ours: of patterns that fit the first counts. A
    line of ours that was made a comment stays one.
    """
    path = library / _NAME
    # Without it more is sent than need be, and nothing is lost: no reason not to save.
    with suppress(OSError, UnicodeError, SaveError):
        text = path.read_text("utf-8") if path.exists() else ""
        known = {line.strip().removeprefix(_COMMENT).strip() for line in text.splitlines()}
        if missing := [line for line in IGNORED if line not in known]:
            end = "" if not text or text.endswith("\n") else "\n"
            write_atomically(
                path, "".join((text, end, *(f"{line}\n" for line in missing))).encode()
            )
