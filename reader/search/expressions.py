"""Regular expressions whose time is bounded: nobody knows beforehand which ones take for ever."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from reader.errors import ExpressionError, ExpressionSlowError, ExpressionsMissingError

try:
    import regex
except ImportError as missing:
    raise ExpressionsMissingError from missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.search.pattern import Match

SECONDS = 5.0
"""All searching for one expression, however many calls it takes."""
_LONGEST = 10_000


class Expression:
    r"""A regular expression, as Python writes them, with Unicode's properties besides (`\p{Han}`).

    Raises:
        ExpressionError: it cannot be understood.
    """

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise ExpressionError("longer than 10,000 characters", None)
        try:
            self._pattern = regex.compile(text, regex.MULTILINE)
        except regex.error as error:
            message = getattr(error, "msg", str(error))
            raise ExpressionError(message, getattr(error, "pos", None)) from error
        except (OverflowError, RecursionError) as error:
            raise ExpressionError(str(error), None) from error
        self._left_s = SECONDS

    def finditer(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Yield the places; see `Pattern`."""
        began = monotonic()
        if self._left_s <= 0:
            raise ExpressionSlowError
        try:
            # Other threads get their turn meanwhile: strings do not change.
            yield from self._pattern.finditer(
                text, start, end, timeout=self._left_s, concurrent=True
            )
        except TimeoutError as error:
            raise ExpressionSlowError from error
        finally:
            self._left_s -= monotonic() - began
