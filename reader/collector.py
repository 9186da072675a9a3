"""The garbage collector of Python, where it is in the way."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def no_collection() -> Iterator[None]:
    """Hold back the collector, which takes a third of the time of making very many objects.

    It would look through all that were made so far again and again, and none of them is garbage.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def spare() -> None:
    """Let the collector pass over all there is: an open book is a million objects that stay."""
    gc.freeze()


def sweep() -> None:
    """Free what nobody refers to any more, and spare the rest.

    To be called when something large was let go of. What was spared alive and died since, in a
    circle of references, is found in no other way.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
