"""Tags as a user writes them: parted, completed, alike in every script and width."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.text.folding import fold
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.annotation.model import Annotation

LONGEST = 200
"""Characters of one tag that are kept of what is typed or pasted."""
_SEPARATOR = lazy_pattern(r"[,，、;；\n\r]")
_SPACE = lazy_pattern(r"\s+")


def parted(text: str) -> tuple[list[str], str]:
    """Return the tags that end with a comma in what was typed, and what is left behind the last."""
    *ended, rest = _SEPARATOR.split(text)
    return [tag for tag in map(cleaned, ended) if tag], rest


def cleaned(text: str) -> str:
    """Return what was typed as one tag, on one line and without # before it; it may be empty."""
    return _SPACE.sub(" ", text).strip().lstrip("#＃").strip()[:LONGEST].strip()


def with_tags(tags: Sequence[str], more: Iterable[str]) -> tuple[str, ...]:
    """Return tags with others behind them, but for those that are there in some script or width."""
    joined = list(tags)
    known = set(map(fold, tags))
    for tag in more:
        if tag and fold(tag) not in known:
            known.add(fold(tag))
            joined.append(tag)
    return tuple(joined)


def tags_of(annotations: Iterable[Annotation]) -> list[str]:
    """Return all tags of annotations, those used most first; of alike ones the one used most."""
    counts = Counter(
        tag
        for each in annotations
        if each.body is not None and not each.is_deleted
        for tag in each.body.tags
    )
    alike = Counter[str]()
    for tag, count in counts.items():
        alike[fold(tag)] += count
    # of equals the first by its characters, so that the order is the same each time
    best = {
        fold(tag): tag for tag, _ in sorted(counts.items(), key=lambda pair: (pair[1], pair[0]))
    }
    return [best[key] for key, _ in sorted(alike.items(), key=lambda pair: (-pair[1], pair[0]))]


def completions(known: Sequence[str], typed: str, without: Iterable[str], most: int) -> list[str]:
    """Return the known tags that what is typed may become, in their order.

    Those that begin with it come before those that only hold it.

    Args:
        known: tags, the likeliest first.
        typed: so far; empty for all.
        without: tags that are not offered.
        most: so many are returned at the most.
    """
    sought = fold(cleaned(typed))
    taken = set(map(fold, without))
    free = [(tag, fold(tag)) for tag in known if fold(tag) not in taken]
    begins = [tag for tag, folded in free if folded.startswith(sought)]
    holds = [tag for tag, folded in free if sought in folded and not folded.startswith(sought)]
    return [*begins, *holds][:most]
