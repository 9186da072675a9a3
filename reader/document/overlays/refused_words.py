"""Words that normalising an article leaves as they are, as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def key_of(record: Any) -> tuple[Any, ...] | None:
    """Return what a record of `reader:refused` is about, None for what is no such record."""
    match record:
        case {"word": str(word)} if word:
            return (word,)
    return None


def to_record(word: str) -> dict[str, Any]:
    """Return what is stored of a refused word in `reader:refused`."""
    return {"word": word}


def from_values(values: Iterable[Any]) -> frozenset[str]:
    """Return the words among what stored records say."""
    return frozenset(value["word"] for value in values if is_understood(value))


def is_understood(value: Any) -> bool:
    """Tell whether a record says just what we would store."""
    return key_of(value) is not None and value == to_record(value["word"])
