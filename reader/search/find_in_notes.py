"""Finding in notes: which annotations say what a user looks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.annotation.model import Annotation
    from reader.search.query import Query


class FoundNote(NamedTuple):
    """A note that says it."""

    id: str
    """Of the annotation."""
    text: str
    """What the note says, or the tag that does."""
    place: TextRange
    """Code points of `text`, where it says it first."""


def find_in_notes(annotations: Iterable[Annotation], query: Query) -> Iterator[FoundNote]:
    """Yield the notes that say what is looked for, in the order given; see `Query.pattern`.

    Raises:
        ExpressionError: it is no regular expression.
        ExpressionsMissingError: regular expressions cannot be looked for here.
        ExpressionSlowError: a regular expression takes too long on these notes.
    """
    pattern = query.pattern()
    for annotation in annotations:
        tags = annotation.body.tags if annotation.body and not annotation.is_deleted else ()
        for text in (annotation.note, *tags):
            match = next(pattern.finditer(text, 0, len(text)), None)
            if match is not None:
                yield FoundNote(annotation.id, text, TextRange(*match.span()))
                break
