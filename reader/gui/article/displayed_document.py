"""An article as it is shown: the document as it was found, under the user's overlays."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.document.analysis import as_decided, is_as_decided
from reader.document.overlays.overlays import places_between
from reader.document.overlays.repair_decisions import undecided
from reader.document.overlays.role_corrections import Correction
from reader.document.rendition import Rendition
from reader.document.unit_table import UnitTable
from reader.gui.article.display_titles import Titles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from reader.document.model import BlockKind, Document
    from reader.document.overlays.overlays import Overlays
    from reader.text.offsets import TextRange
    from reader.text.repair import Repair


class DisplayedDocument:
    """Keeps document, units, renditions and titles in step with overlays, script, refused words."""

    def __init__(
        self,
        document: Document,
        overlays: Overlays,
        refused_everywhere: Collection[str],
        units: UnitTable | None = None,
    ) -> None:
        """Show a document.

        Args:
            document: what was decided is laid over it where it is not yet.
            overlays: decisions, corrections and refused words of this article.
            refused_everywhere: words that normalising leaves as they are in every article.
            units: what the document is laid out in; None to find it.
        """
        self._refused_everywhere = frozenset(refused_everywhere)
        self.overlays = overlays
        self.document = as_decided(document, overlays)
        self.units = units if units and self.document is document else UnitTable(self.document)
        self.rendition = Rendition(self.document, refused=self.refused)
        self.titles = Titles(self.rendition)
        self.second: Rendition | None = None
        """What the second view shows; None where there is none."""

    @property
    def refused(self) -> frozenset[str]:
        """Words that normalising leaves as they are, here or everywhere."""
        return self.overlays.refused | self._refused_everywhere

    def refuse_everywhere(self, words: Collection[str]) -> bool:
        """Set the words refused in every article; tell whether they are others than before."""
        before, self._refused_everywhere = self._refused_everywhere, frozenset(words)
        return before != self._refused_everywhere

    def show_in(self, target: str) -> None:
        """Show the document in another script."""
        self.rendition = Rendition(self.document, target, refused=self.refused)
        self.titles = Titles(self.rendition)

    def show_second(self, target: str | None) -> None:
        """Show the same document in a second view, in a script of its own; or in none."""
        second = Rendition(self.document, target, refused=self.refused) if target else None
        self.second = second

    @property
    def is_partial(self) -> bool:
        """Whether only a part of the article is known by now."""
        return self.document.part is not None

    @property
    def is_up_to_date(self) -> bool:
        """Whether the document is under the overlays there are now."""
        return is_as_decided(self.document, self.overlays)

    def put(self, document: Document, units: UnitTable) -> None:
        """Show a document of the same source instead, in the same scripts."""
        self.document, self.units = document, units
        self.show_in(self.rendition.target)
        self.show_second(self.second.target if self.second else None)

    def corrected(self, offset: int, kind: BlockKind, level: int) -> Overlays:
        """Return the overlays with another role for the block at a source offset."""
        block = self.document.blocks[self.document.block_index(offset)]
        return self.overlays.corrected([Correction(range=block.range, kind=kind, level=level)])

    def to_check(self) -> Iterator[Repair]:
        """Yield the doubtful repairs that the user has not decided on."""
        return undecided(self.document.doubtful, self.overlays.decisions)

    def readings_of(self, repair: Repair) -> Sequence[str]:
        """Return what may stand for a damaged place, in an order that no decision changes."""
        repairs = self.document.found
        at = bisect_left(repairs, repair.start, key=attrgetter("start"))
        found = repairs[at] if at < len(repairs) and repairs[at].start == repair.start else repair
        return list(dict.fromkeys((found.after, *found.alternatives, repair.after)))

    def places_between(self, before: Overlays, after: Overlays) -> Sequence[TextRange]:
        """Return where in the source two states of the overlays differ."""
        return list(places_between(before, after, self.document.found))
