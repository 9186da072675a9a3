"""What a text quotes in the other script: it does not change what the text itself is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Container

_PIECE = lazy_pattern(r"([「」『』“”‘’《》〈〉\"\n])")
_FEWEST_IN_A_LINE = 3
"""Characters of the other script, for a line without any of the text's own to be quoted; in
quotation marks one is enough."""
_OWN_FOR_EACH = 0.1
"""Of the text's own characters in a quotation: 著 and the like, or what a converter left over."""


def without_quotations(text: str, own: Container[str], other: Container[str]) -> str:
    """Return a text without the lines and quotations that are in another script throughout.

    Args:
        text: what may quote.
        own: the characters that only the script of the text has.
        other: those that only the other one has.
    """
    kept: list[str] = []
    pieces = _PIECE.split(text)
    # Every other piece is a mark: what stands between two on a line is in quotation marks, near
    # enough; what comes between two quotations seldom is of one script only.
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            left = pieces[index - 1] if index else "\n"
            right = pieces[index + 1] if index + 1 < len(pieces) else "\n"
            fewest = _FEWEST_IN_A_LINE if "\n" in (left, right) else 1
            foreign = sum(map(other.__contains__, piece))
            if foreign >= fewest:
                ours = sum(map(own.__contains__, piece))
                if ours <= _OWN_FOR_EACH * foreign:
                    continue
        kept.append(piece)
    return "".join(kept)
