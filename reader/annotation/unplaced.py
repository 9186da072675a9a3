"""Annotations that were carried over to a text in which they have no certain place.

Both texts were compared for that, which says more than a quotation: whoever reads the new text
alone may find a passage like the one that is gone. So what was found stays with the target, for
that text, until the user chooses a place.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.anchor_states import State
from reader.annotation.fields import as_extra

if TYPE_CHECKING:
    from reader.annotation.model import Target

UNPLACED = "reader:unplaced"
"""The field of a target with the digest of a text it has no certain place in, and why."""


def unplaced_in(target: Target, digest: str, state: State) -> Target:
    """Return a target that is where it was, and says that it has no certain place in a text.

    Args:
        target: the target.
        digest: of the source of the text.
        state: `UNCERTAIN` or `LOST`.
    """
    record = {"source": digest, "state": state.value}
    return replace(target, extra=as_extra({**target.extra, UNPLACED: record}))


def state_in(target: Target, digest: str) -> State | None:
    """Return why a target has no place in a text; None where nothing says that it has none."""
    match target.extra.get(UNPLACED):
        case {"source": source, "state": State.UNCERTAIN.value} if source == digest:
            return State.UNCERTAIN
        case {"source": source} if source == digest:
            return State.LOST
    return None
