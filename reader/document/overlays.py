"""What a reader laid over an article: decisions, corrected roles, refused words, as one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.document import decisions, roles
from reader.document.understanding import with_repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.document.decisions import Decision
    from reader.document.model import Document
    from reader.document.roles import Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlays:
    """Decisions and corrections, and the stored records that are neither, which are kept."""

    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()
    refused: frozenset[str] = frozenset()
    """Words that normalising leaves as they are."""
    unknown_repairs: tuple[Any, ...] = ()
    unknown_roles: tuple[Any, ...] = ()

    @classmethod
    def from_records(
        cls, repairs: Iterable[Any], role_records: Iterable[Any], refused: Any = ()
    ) -> Overlays:
        """Read what is stored under `reader:repairs`, `reader:roles` and `reader:refused`."""
        decided, unknown_repairs = decisions.from_records(repairs)
        corrected, unknown_roles = roles.from_records(role_records)
        return cls(
            decisions=decided,
            corrections=corrected,
            refused=frozenset(word for word in _list(refused) if isinstance(word, str)),
            unknown_repairs=unknown_repairs,
            unknown_roles=unknown_roles,
        )

    def repair_records(self) -> tuple[Any, ...]:
        """Return what is stored under `reader:repairs`."""
        return (*map(decisions.to_record, self.decisions), *self.unknown_repairs)

    def role_records(self) -> tuple[Any, ...]:
        """Return what is stored under `reader:roles`."""
        return (*map(roles.to_record, self.corrections), *self.unknown_roles)

    def refused_records(self) -> list[str]:
        """Return what is stored under `reader:refused`."""
        return sorted(self.refused)

    def refusing(self, words: Iterable[str]) -> Overlays:
        """Return the overlays with just these words refused."""
        return replace(self, refused=frozenset(words))

    def decided(self, new: Iterable[Decision]) -> Overlays:
        """Return the overlays with more decisions."""
        return replace(self, decisions=decisions.with_decisions(self.decisions, new))

    def corrected(self, new: Sequence[Correction]) -> Overlays:
        """Return the overlays with more corrections."""
        return replace(self, corrections=roles.with_corrections(self.corrections, new))

    def over(self, found: Document) -> Document:
        """Return the document as the reader wants it; the source stays as it is.

        Args:
            found: what the rules made of the article.
        """
        document = found
        if self.decisions:
            document = with_repairs(found, decisions.decided(found.repairs, self.decisions))
        return roles.with_roles(document, self.corrections) if self.corrections else document


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
