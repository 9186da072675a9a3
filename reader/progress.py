"""How long work tells how far it is, and hears that it is no longer wanted."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - nothing went wrong
    """The work is no longer wanted; what it made so far is dropped."""


class Progress(Protocol):
    """What long work reports to, between its steps and within those that take long."""

    def report(self, fraction: float) -> None:
        """Tell how far the work is; may be called from any thread.

        Args:
            fraction: what is done of the whole, from 0 to 1.

        Raises:
            Cancelled: the work is no longer wanted.
        """


class Taking(Progress, Protocol):
    """What takes parts of the result besides, before the whole is there."""

    def tell(self, item: object) -> None:
        """Hand over a part of the result; see `report`."""


class Unheard:
    """Takes reports that nobody wants, of work that nobody cancels."""

    def tell(self, item: object) -> None:
        """Do nothing."""

    def report(self, fraction: float) -> None:
        """Do nothing."""


UNHEARD = Unheard()


class Stretch:
    """A part of longer work, which reports as if it were all there is."""

    def __init__(self, whole: Progress, start: float, end: float) -> None:
        """Make one.

        Args:
            whole: what the longer work reports to.
            start: how far the whole is where the part begins, from 0 to 1.
            end: how far it is where the part is done.
        """
        self._whole = whole
        self._start = start
        self._length = end - start

    def report(self, fraction: float) -> None:
        """Tell how far the part is; see `Progress.report`."""
        self._whole.report(self._start + self._length * fraction)
