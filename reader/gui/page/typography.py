"""How each kind of block is set: sizes in ems of the body text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import Qt

from reader.document.model import BlockKind
from reader.gui.widgets.text_settings import BOOK, TextSettings

INDENT = 2
"""Ems before the first line of a paragraph."""


class Tone(Enum):
    """How prominent a block is; a theme gives each tone its colour."""

    TEXT = "text"
    QUIET = "quiet"
    FAINT = "faint"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockStyle:
    """The setting of one kind of block. Lengths are ems of the body text unless said otherwise."""

    size: float = 1.0
    bold: bool = False
    leading: float = 1.8
    """Line height as a multiple of the block's own size."""
    before: float = 0.0
    after: float = 0.4
    first_indent: float = 0.0
    inset: float = 0.0
    """Left and right."""
    alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify
    balanced: bool = False
    """Whether its lines are to be of much the same length: none ends with one character alone."""
    tone: Tone = Tone.TEXT
    is_code: bool = False
    """Whether it is set in a face of one width, as it is: nothing squeezed, nothing spread."""
    hangs_stops: bool = False
    """Whether a stop at the end of a line stands outside it."""
    hangs: bool = False
    """Whether what it begins with, a number or a dot, stands before lines that are all inset."""


_LEFT = Qt.AlignmentFlag.AlignLeft
_PARAGRAPH = BlockStyle(first_indent=INDENT)
_CREDITS = BlockStyle(size=0.84, leading=1.6, after=0.1, alignment=_LEFT, tone=Tone.QUIET)
_CODE = BlockStyle(
    size=0.84, leading=1.5, before=0.3, after=0.7, inset=1, alignment=_LEFT, is_code=True
)
_STYLES = {
    BlockKind.TITLE: BlockStyle(
        size=1.6, bold=True, leading=1.4, after=0.6, alignment=_LEFT, balanced=True
    ),
    BlockKind.SUBTITLE: BlockStyle(
        size=1.16, leading=1.5, after=0.5, alignment=_LEFT, balanced=True
    ),
    BlockKind.BYLINE: _CREDITS,
    BlockKind.DATE_LINE: _CREDITS,
    BlockKind.LEAD: BlockStyle(size=0.94, leading=1.7, inset=INDENT, after=1.0, tone=Tone.QUIET),
    BlockKind.CAPTION: BlockStyle(
        size=0.84,
        before=0.3,
        after=0.9,
        alignment=Qt.AlignmentFlag.AlignHCenter,
        balanced=True,
        tone=Tone.QUIET,
    ),
    BlockKind.FIGURE: BlockStyle(
        size=0.84,
        before=0.8,
        after=0.8,
        alignment=Qt.AlignmentFlag.AlignHCenter,
        balanced=True,
        tone=Tone.QUIET,
    ),
    BlockKind.QUOTE: BlockStyle(inset=INDENT, before=0.3, after=0.7),
    BlockKind.VERSE: BlockStyle(inset=INDENT, after=0.1, alignment=_LEFT),
    BlockKind.LIST_ITEM: BlockStyle(inset=INDENT, hangs=True),
    BlockKind.CODE: _CODE,
    BlockKind.TABLE: replace(_CODE, inset=0.0),
    BlockKind.RULE: BlockStyle(
        before=0.6, after=1.0, alignment=Qt.AlignmentFlag.AlignHCenter, tone=Tone.QUIET
    ),
    BlockKind.BACK_MATTER: BlockStyle(
        size=0.84, leading=1.6, after=0.2, alignment=_LEFT, tone=Tone.FAINT
    ),
}
_STANZA = replace(_STYLES[BlockKind.VERSE], before=1.0)
"""The first line of a stanza below another."""
_HEADINGS = (
    BlockStyle(
        size=1.2, bold=True, leading=1.5, before=1.5, after=0.6, alignment=_LEFT, balanced=True
    ),
    BlockStyle(
        size=1.08, bold=True, leading=1.5, before=1.2, after=0.5, alignment=_LEFT, balanced=True
    ),
    BlockStyle(bold=True, leading=1.6, before=0.9, after=0.4, alignment=_LEFT, balanced=True),
)


def style_of(kind: BlockKind, level: int = 0) -> BlockStyle:
    """Return how a block is set; levels below the third look like the third."""
    if kind is BlockKind.HEADING:
        return _HEADINGS[min(max(level, 1), len(_HEADINGS)) - 1]
    if kind is BlockKind.VERSE and level:
        return _STANZA
    return _STYLES.get(kind, _PARAGRAPH)


def as_chosen(style: BlockStyle, kind: BlockKind, text: TextSettings) -> BlockStyle:
    """Return the style of a kind of block as the user wants text to be set."""
    is_spread = style.alignment == Qt.AlignmentFlag.AlignJustify and not text.is_justified
    style = replace(
        style,
        leading=style.leading * text.leading / BOOK.leading,
        alignment=_LEFT if is_spread else style.alignment,
        hangs_stops=text.hangs_stops,
    )
    if kind is not BlockKind.PARAGRAPH:
        return style
    return replace(style, after=text.paragraph_gap / 100, first_indent=text.indent)


def continued(style: BlockStyle, *, first: bool, last: bool) -> BlockStyle:
    """Return the style for a unit of a block that was cut: no space and indent inside the block."""
    return replace(
        style,
        before=style.before if first else 0.0,
        first_indent=style.first_indent if first else 0.0,
        after=style.after if last else 0.0,
        hangs=style.hangs and first,
    )
