"""Regular expressions that are compiled when first used."""

from __future__ import annotations

import re
from typing import Any, AnyStr, Generic, cast


class LazyPattern(Generic[AnyStr]):
    """Stands for a pattern, which is compiled when it is first looked for.

    To compile the patterns of a module takes longer than to read the module; most of them are for
    damage and forms that few texts have. Those that every text needs are better compiled at once:
    a call through this one takes a little longer.
    """

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Asked for once: what is kept here is found without asking.
        value = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, value)
        return value


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what does all that a compiled pattern does; only no function of `re` takes it."""
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags))
