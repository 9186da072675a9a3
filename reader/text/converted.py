"""A text after conversion, with the map from the text before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.text.descriptions import descriptions
from reader.text.offsets import OffsetMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Converted:
    """A text after conversion."""

    text: str
    map: OffsetMap
    """From the offsets of the text before."""

    def after(self, offsets: OffsetMap) -> Converted:
        """Return the same with the map of what was done to the text before added."""
        return Converted(self.text, offsets.then(self.map))

    def replacements(self, distance: int) -> Iterator[tuple[int, int, int]]:
        """Yield starts, ends and new lengths of what was replaced, all moved by a distance."""
        for start, end, new_start, new_end in self.map.segments:
            yield start + distance, end + distance, new_end - new_start


def convert_around_descriptions(text: str, convert: Callable[[str], Converted]) -> Converted:
    """Convert a text, but leave the parts by which it describes a character."""
    pieces: list[str] = []
    segments: list[tuple[int, int, int]] = []
    done = 0
    for start, end in descriptions(text):
        part = convert(text[done:start])
        pieces += (part.text, text[start:end])
        segments += part.replacements(done)
        done = end
    rest = convert(text[done:])
    if not done:
        return rest
    segments += rest.replacements(done)
    pieces.append(rest.text)
    return Converted("".join(pieces), OffsetMap.from_replacements(len(text), segments))
