"""Finding quotations in a text."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from reader.text.folding import Folded, fold, fold_without_leftovers
from reader.text.offsets import OffsetMap, TextRange
from reader.text.patterns import lazy_pattern
from reader.text.signs import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART_OF_LEFTOVER = lazy_pattern(f"[()（）{INVISIBLE}]")
"""Of what is folded away, what may stand at the end of a quotation."""
_LONGEST_READING = 6
_SPACE = lazy_pattern(r"\s+")
_CLEARLY = 4
"""Times as far as the nearest place the next one is, for it to be clear which is meant."""
_A_PLACE = 1_000
"""What it costs to list a place, in characters looked at."""


def find_quote(text: str, quote: str) -> list[TextRange]:
    """Return where a quotation stands in a text; see `Finder.find`."""
    return Finder(text).find(quote)


class Finder:
    """Finds quotations in one text, which it folds once, and only if it must."""

    def __init__(self, text: str, effort: int | None = None) -> None:
        """Look at a text.

        Args:
            text: the text.
            effort: how many characters may be looked at in all; once they are, nothing more is
                found. None for any number.
        """
        self.text = text
        self._effort = effort
        self._known: dict[tuple[str, int | None], list[TextRange]] = {}

    def find(self, quote: str, most: int | None = None) -> list[TextRange]:
        """Return where a quotation stands, in order, without overlaps.

        The first of these that finds anything counts: the very characters; the same without regard
        to script (by the character, not 软件 for 軟體), width and case; that without regard to
        readings in brackets and invisible characters; and that without regard to white space, for
        what was copied across paragraphs or broken lines. Ranges are of the text as given. A
        quotation of nothing but white space is nowhere.

        Args:
            quote: the quotation.
            most: list no more places than these, the first ones.
        """
        if (quote, most) not in self._known:
            found = self._found(quote, most)
            if not self.spend(0):
                return []  # there may be more: what was found may not be what is meant
            self._known[quote, most] = found
        return self._known[quote, most]

    def nearest(self, quote: str, offset: int, reach: int) -> int | None:
        """Return where the very characters begin that are next to an offset, and clearly so.

        None for nowhere, and where others are hardly farther off.

        Args:
            quote: the characters.
            offset: of the text.
            reach: how far from it is looked.
        """
        start, end = max(0, offset - reach), min(offset + reach + len(quote), len(self.text))
        if not self.spend(end - start):
            return None
        # They may overlap: a text may say one thing again and again.
        found: list[int] = []
        place = self.text.find(quote, start, end)
        while place >= 0 and self.spend(_A_PLACE):
            found = [*found[-2:], place]
            if len(found) > 1 and abs(place - offset) >= abs(found[-2] - offset):
                break
            place = self.text.find(quote, place + 1, end)
        if not (found and self.spend(0)):
            return None
        best, *others = sorted((abs(place - offset), place) for place in found)
        is_clear = all(distance >= _CLEARLY * best[0] for distance, _ in others)
        return best[1] if is_clear else None

    def spend(self, characters: int) -> bool:
        """Count characters looked at; tell whether they may be."""
        if self._effort is None:
            return True
        self._effort -= characters
        return self._effort >= 0

    def _found(self, quote: str, most: int | None) -> list[TextRange]:
        if not quote.strip():
            return []
        if exact := self._ranges(self.text, quote, most):
            return exact
        folded = fold(quote)
        plain_quote = fold_without_leftovers(quote).text
        squeezed_quote = "".join(plain_quote.split())
        squeezed = self._squeezed
        may_be = list(self._all(squeezed.text, squeezed_quote, most)) if squeezed_quote else []
        # A quotation that ends in no leftover is nowhere where it is not in what is left.
        is_in_reading = len(quote) <= _LONGEST_READING and quote.isalpha()
        if not (may_be or is_in_reading or _PART_OF_LEFTOVER.search(quote)):
            return []
        if found := self._ranges(self._folded, folded, most):
            return found
        if not squeezed_quote:
            return []
        found = self._ranges(self._plain.text, plain_quote, most)
        if not found:
            ends = ((start, start + len(squeezed_quote)) for start in may_be)
            found = squeezed.map.to_source_each(ends)
        return self._plain.map.to_source_each((place.start, place.end) for place in found)

    def _ranges(self, text: str, quote: str, most: int | None) -> list[TextRange]:
        return [TextRange(at, at + len(quote)) for at in self._all(text, quote, most)]

    def _all(self, text: str, quote: str, most: int | None) -> Iterator[int]:
        return islice(self._each(text, quote), most) if self.spend(len(text)) else iter(())

    def _each(self, text: str, quote: str) -> Iterator[int]:
        start = text.find(quote)
        while start >= 0 and self.spend(_A_PLACE):
            yield start
            start = text.find(quote, start + len(quote))

    @cached_property
    def _folded(self) -> str:
        return fold(self.text)

    @cached_property
    def _plain(self) -> Folded:
        return fold_without_leftovers(self.text)

    @cached_property
    def _squeezed(self) -> Folded:
        """The plain text without white space."""
        text = self._plain.text
        removed = ((*space.span(), 0) for space in _SPACE.finditer(text))
        return Folded("".join(text.split()), OffsetMap.from_replacements(len(text), removed))
