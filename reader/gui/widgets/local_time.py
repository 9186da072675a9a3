"""Times of annotations in words."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from reader.clock import utc_now


def local_time(moment: str) -> str:
    """Return a time of an annotation in the user's own time zone, short.

    Where the calendar there has no such day, that is as it was written.
    """
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    with suppress(OverflowError, ValueError, OSError):  # each on another system
        then = then.astimezone()
    today = utc_now().astimezone(then.tzinfo)
    return f"{then:%m-%d %H:%M}" if then.year == today.year else then.date().isoformat()
