"""The blank that punctuation gives up: where marks meet and where lines end (CLREQ 3.1.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OPENING = "「『（《〈【〔〖〘〚｛［“‘"
CLOSING = "」』）》〉】〕〗〙〛｝］”’"
STOPS = "，。、；：！？．﹐﹑﹒﹔﹕﹖﹗"

_MARK = lazy_pattern(f"[{OPENING}{CLOSING}{STOPS}]")
_MOST = 0.5
"""Ems that two marks give up where they meet: together they take one and a half squares."""


class Blank(NamedTuple):
    """What a mark can give up and still be told from its neighbours, in pixels."""

    before: float
    after: float


_NONE = Blank(0.0, 0.0)


class Kerning(NamedTuple):
    """The marks of a text, by their offsets."""

    taken: Mapping[int, Blank]
    """What has been given up already, because two marks meet."""
    left: Mapping[int, Blank]
    """What can be given up beyond that, at the end of a line or where a line is too full."""


def kerned(text: str, em: float, blank_of: Callable[[int], Blank]) -> Kerning:
    """Set marks that meet closer.

    Args:
        text: what is displayed.
        em: pixels of a square.
        blank_of: returns what the mark at an offset can give up.
    """
    left = {match.start(): blank_of(match.start()) for match in _MARK.finditer(text)}
    taken: dict[int, Blank] = {}

    def take(offset: int, before: float, after: float) -> None:
        given, rest = taken.get(offset, _NONE), left[offset]
        taken[offset] = Blank(given.before + before, given.after + after)
        left[offset] = Blank(rest.before - before, rest.after - after)

    for offset in list(left):
        here, following = left[offset], left.get(offset + 1)
        # Beside a space that was typed there all the same, the mark's own blank is too much.
        if text[offset + 1 : offset + 2] == " ":
            take(offset, 0.0, here.after)
        if offset and text[offset - 1] == " ":
            take(offset, here.before, 0.0)
        if following is not None:
            # A bracket that opens is what gives way: before it a pause may be seen.
            opens = text[offset + 1] in OPENING and text[offset] not in OPENING
            after = 0.0 if opens else min(here.after, _MOST * em)
            take(offset, 0.0, after)
            take(offset + 1, min(following.before, _MOST * em - after), 0.0)
    taken = {offset: blank for offset, blank in taken.items() if any(blank)}
    return Kerning(taken, left)


def blank_of_ink(advance: float, start: float, end: float, em: float) -> Blank:
    """Return what a mark can give up, by where its ink is in its square.

    The faces of the mainland have stops at the start of their square, those of Taiwan and Hong Kong
    in the middle.

    Args:
        advance: pixels that the mark takes along the line.
        start: where its ink begins, in pixels from where the mark does.
        end: where its ink ends.
        em: pixels of a square.
    """
    half = em / 2
    if advance < 0.9 * em or end - start > half + em / 20:
        return _NONE
    middle = (start + end) / 2 / advance
    if middle < 0.4:
        return Blank(0.0, half)
    return Blank(half, 0.0) if middle > 0.6 else Blank(half / 2, half / 2)
