"""How long reading takes."""

from __future__ import annotations

from reader.localization import trn

CHARACTERS_A_MINUTE = 400
"""An easy pace for Chinese prose read silently."""
_MINUTES_SAID = 90
"""From here on hours are said."""


def minutes_for(characters: int) -> int:
    """Return the minutes it takes to read so many characters, at least one."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


def time_left(minutes: int) -> str:
    """Return in words how long reading on takes."""
    if minutes < _MINUTES_SAID:
        return trn("{count} minute left", "{count} minutes left", minutes).format(count=minutes)
    hours = round(minutes / 60)
    return trn("{count} hour left", "{count} hours left", hours).format(count=hours)
