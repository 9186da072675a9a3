"""The signs of Markdown within a block: what a reader sees in their place.

Which blocks there are, their signs have told (`structure/markdown.py`); here it is about those that
stand in the text of a block still. https://spec.commonmark.org/0.31.2/#inlines
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from reader.document.model import BlockKind
from reader.text.offsets import OffsetMap, TextRange
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.document.model import Document

_BEHIND_SIGN = lazy_pattern(r"(?:\A|\n) {0,3}#{1,6}[ \t\u3000]+\Z")
_LONGEST_SIGN = 24
_HEADINGS = frozenset((BlockKind.TITLE, BlockKind.HEADING))
_HEADINGS_ASKED = 3
_AS_IT_IS = frozenset((BlockKind.CODE, BlockKind.TABLE))
_FIGURE = lazy_pattern(r"!\[([^\]]*)\]\((?:[^)]*/)?([^)/]*)\)")
_BULLET = lazy_pattern(r"[-*+][ \t]+")
_INLINE = lazy_pattern(
    r"(?P<code_sign>(?<!`)`{1,3}(?!`))(?P<code>[^`\n]{1,400})(?P=code_sign)(?!`)"
    r"|(?P<strong_sign>\*\*|(?<!\w)__)(?P<strong>[^\s*_`](?:[^*_`\n]{0,400}[^\s*_`])?)(?P=strong_sign)"
    r"|(?P<soft_sign>\*|(?<!\w)_)(?P<soft>[^\s*_`](?:[^*_`\n]{0,400}[^\s*_`])?)(?P=soft_sign)"
    r"|(?P<escape>\\)[!-/:-@\[-`{-~]"
    r"|(?P<image>!\[(?P<alt>[^\[\]\n]{0,400})\]\((?:[^()\s]{0,400}/)?(?P<file>[^()\s/]{1,400})\))"
)
_RULE = "＊　＊　＊"
_DOT = "• "


class Look(Enum):
    """How words stand out."""

    CODE = "code"
    STRONG = "strong"


class StandingOut(NamedTuple):
    """Words that stand out from the others around them."""

    range: TextRange
    """Code points of the displayed text of the part."""
    look: Look


class Shown(NamedTuple):
    """A text without its signs."""

    text: str
    map: OffsetMap
    """The text with its signs → that without."""
    standing_out: tuple[StandingOut, ...]


def is_marked_up(document: Document) -> bool:
    """Tell whether the blocks were found by signs: those that the first headings stand behind."""
    if document.extraction.blocks is not None or "#" not in document.source.text:
        return False
    headings = (block for block in document.blocks if block.kind in _HEADINGS)
    for _, block in zip(range(_HEADINGS_ASKED), headings, strict=False):
        start = block.range.start
        if _BEHIND_SIGN.search(document.source.text[max(0, start - _LONGEST_SIGN) : start]):
            return True
    return False


def without_signs(text: str, kind: BlockKind, *, is_first: bool) -> Shown:
    """Return what a reader is shown of a block, or of a part of one.

    Args:
        text: of the part, repaired.
        kind: of the block.
        is_first: whether the block begins with the part.
    """
    replaced: list[tuple[int, int, str]] = []
    looks: list[tuple[int, int, Look]] = []
    if kind is BlockKind.RULE:
        replaced.append((0, len(text), _RULE))
    elif kind is BlockKind.FIGURE and (figure := _FIGURE.fullmatch(text)):
        # What it shows, in words; without them, what it is called.
        start, end = figure.span(1 if figure[1].strip() else 2)
        replaced += [(0, start, ""), *([(end, len(text), "")] if end < len(text) else [])]
    elif kind not in _AS_IT_IS:
        if is_first and kind is BlockKind.LIST_ITEM and (bullet := _BULLET.match(text)):
            replaced.append((0, bullet.end(), _DOT))
        for start, end, words, look in _inline(text, replaced[-1][1] if replaced else 0):
            signs = ((start, words.start, ""), (words.end, end, ""))
            replaced += [sign for sign in signs if sign[0] < sign[1]]
            if look:
                looks.append((words.start, words.end, look))
    if not replaced:
        return Shown(text, OffsetMap.identity(len(text)), ())
    offsets = OffsetMap.from_replacements(len(text), [(a, b, len(new)) for a, b, new in replaced])
    return Shown(
        _replaced(text, replaced),
        offsets,
        tuple(StandingOut(offsets.to_target(TextRange(a, b)), look) for a, b, look in looks),
    )


def _inline(text: str, start: int) -> Iterator[tuple[int, int, TextRange, Look | None]]:
    """Yield start and end of what has signs, what of it is shown, and how that stands out."""
    for match in _INLINE.finditer(text, start):
        shown, look = (match.start() + 1, match.end()), None  # of an escape
        if match["image"]:
            # What it shows, in words; without them, what it is called.
            shown = match.span("alt" if match["alt"].strip() else "file")
        elif match["code_sign"]:
            shown, look = match.span("code"), Look.CODE
        elif not match["escape"]:
            shown, look = match.span("strong" if match["strong_sign"] else "soft"), Look.STRONG
        yield match.start(), match.end(), TextRange(*shown), look


def _replaced(text: str, replaced: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, new in replaced:
        pieces += [text[at:start], new]
        at = end
    return "".join((*pieces, text[at:]))
