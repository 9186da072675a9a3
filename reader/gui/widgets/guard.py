"""What Qt calls must not raise: Qt for Python crashes where an exception leaves an override."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QPainter

_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")


def guarded(
    otherwise: _Answer,
) -> Callable[[Callable[_Parameters, _Answer]], Callable[_Parameters, _Answer]]:
    """Catch and report all that an override of a method of Qt raises.

    Args:
        otherwise: what Qt is answered when something was raised.
    """

    def guard(method: Callable[_Parameters, _Answer]) -> Callable[_Parameters, _Answer]:
        @wraps(method)
        def call(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Answer:
            try:
                return method(*args, **kwargs)
            except BaseException as error:
                if not _is_taken_apart(error, args):
                    tell_of_fault()
                return otherwise

        return call

    return guard


def _is_taken_apart(error: BaseException, args: Sequence[object]) -> bool:
    """Return whether Python's collector has emptied what Qt still calls.

    The collector takes the attributes of all that it frees before it frees the first, and Qt tells
    those that are left of each that goes.
    """
    if not isinstance(error, AttributeError) or not args:
        return False
    return getattr(args[0], "__dict__", None) == {}


def tell_of_fault() -> None:
    """Report the exception being handled as Python reports unhandled ones, and go on."""
    kind, error, trace = sys.exc_info()
    if kind is not None and error is not None:
        sys.excepthook(kind, error, trace)


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """Give a painter of Qt's back as it was, whatever happens meanwhile."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()
