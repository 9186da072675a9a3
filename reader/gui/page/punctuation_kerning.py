"""Full-width punctuation set closer where two marks meet, as books have it (CLREQ 3.1.6)."""

from __future__ import annotations

from reader.text.patterns import lazy_pattern

_OPENING = "「『（《〈【〔“‘"
_CLOSING = "」』）》〉】〕”’"
_STOPS = "，。、；：！？"

_TIGHT = lazy_pattern(
    # A closing bracket is blank on its right, an opening one on its left. Stops are left alone:
    # Taiwan and Hong Kong set them in the middle of their square.
    f"[{_CLOSING}](?=[{_CLOSING}{_STOPS}{_OPENING}])|(?<=[{_OPENING}{_STOPS}])[{_OPENING}]"
)


def squeezed(text: str) -> list[int]:
    """Return the offsets of the brackets that get half a square, having a neighbour to lean on."""
    return [match.start() for match in _TIGHT.finditer(text)]
