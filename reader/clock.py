"""The time of day, also where the machine's clock says one that no calendar has.

A clock whose battery is empty, or that somebody set to try something, is no reason not to save:
nothing hangs on the time but what is shown first.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, UTC, datetime

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""What a clock shows that was never set."""
_YEARS = range(MINYEAR + 1, MAXYEAR)
"""Of whose days the one before, the one after and that of any time zone still have a date."""


def utc_now() -> datetime:
    """Return the time by UTC; where the clock's is not in the calendar, that of an unset one."""
    try:
        now = datetime.now(UTC)
    except (OverflowError, ValueError, OSError):  # each on another system
        return _NO_TIME
    return now if now.year in _YEARS else _NO_TIME
