"""How long reading takes."""

from __future__ import annotations

from reader.localization import trn

CHARACTERS_A_MINUTE = 400
"""An easy pace for Chinese prose read silently."""
_SECONDS_TO_TRUST = 300
"""So long one must have read for one's own pace to weigh as much as the usual one."""
_REST = 2.0
"""Seconds without scrolling that are a rest."""
_IDLE = 240.0
"""Seconds after which nobody reads the same screen any more."""
_SLOWEST, _FASTEST = 40, 1500
"""Characters a minute; what is faster is leafed through."""
_REMEMBERED = 7200
"""Seconds of reading after which the older half weighs less."""
_MINUTES_SAID = 90
"""From here on hours are said."""


def minutes_for(characters: int) -> int:
    """Return the minutes it takes to read so many characters, at least one."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


class ReadingPace:
    """How fast the user reads, learnt from where they rest and how long.

    While a page is scrolled nothing is read; between two rests what lies between them is. Leaps,
    ways back and rests that are too long to be reading do not count.
    """

    def __init__(self, characters: int = 0, seconds: int = 0) -> None:
        """Go on with what was learnt before: so many characters in so many seconds."""
        self.characters = float(characters)
        self.seconds = float(seconds)
        self._rest: tuple[int, float] | None = None
        """Where and when the last rest but one began."""
        self._last: tuple[int, float] | None = None
        """Where and when the last move was."""

    @property
    def per_minute(self) -> float:
        """Characters a minute: the easy pace until more is known."""
        before = _SECONDS_TO_TRUST * CHARACTERS_A_MINUTE / 60
        return 60 * (before + self.characters) / (_SECONDS_TO_TRUST + self.seconds)

    def minutes_for(self, characters: float) -> int:
        """Return the minutes it takes the user to read so many characters, at least one."""
        return max(1, round(characters / self.per_minute))

    def begin(self) -> None:
        """Forget where the reading was: another article is shown."""
        self._rest = self._last = None

    def move(self, offset: int, now: float) -> None:
        """Take note that the first line in the window begins at an offset, at a time in seconds."""
        if self._last is not None and now - self._last[1] >= _REST:
            self._learn(self._last)
        self._last = offset, now

    def _learn(self, rest: tuple[int, float]) -> None:
        before, self._rest = self._rest, rest
        if before is None:
            return
        characters, seconds = rest[0] - before[0], rest[1] - before[1]
        is_reading = 0 < seconds <= _IDLE and _SLOWEST <= 60 * characters / seconds <= _FASTEST
        if is_reading:
            self.characters += characters
            self.seconds += seconds
        if self.seconds > _REMEMBERED:
            # People get faster, and texts harder.
            self.characters, self.seconds = self.characters / 2, self.seconds / 2


def time_left(minutes: int) -> str:
    """Return in words how long reading on takes."""
    if minutes < _MINUTES_SAID:
        return trn("{count} minute left", "{count} minutes left", minutes).format(count=minutes)
    hours = round(minutes / 60)
    return trn("{count} hour left", "{count} hours left", hours).format(count=hours)
