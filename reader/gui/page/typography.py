"""How each kind of block is set: sizes in ems of the body text, fonts by region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from reader.document.model import BlockKind
from reader.gui.page.faces import Faces
from reader.text.script import Script

MEASURE = 36
"""Han characters in a full line; books are comfortable between 28 and 42."""
INDENT = 2
"""Ems before the first line of a paragraph."""
UNIT_LENGTH = 3000
"""A longer block is laid out in several units: Qt needs 0.6 s for a single one of 950,000."""


class Tone(Enum):
    """How loudly a block speaks; a theme gives each tone its ink."""

    TEXT = "text"
    QUIET = "quiet"
    FAINT = "faint"


class Region(StrEnum):
    """Whose forms of the characters are drawn; the values are language tags."""

    MAINLAND = "zh-CN"
    TAIWAN = "zh-TW"
    HONG_KONG = "zh-HK"


_FONTS_KEPT = 16
"""Of each kind: all that a page is set in. What is set in a font keeps that font by itself."""

_SERIF = {
    Region.MAINLAND: ("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"),
    Region.TAIWAN: ("Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", "PMingLiU"),
    Region.HONG_KONG: ("Noto Serif CJK HK", "Source Han Serif HK", "Songti TC", "MingLiU_HKSCS"),
}
_SANS = {
    Region.MAINLAND: ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    Region.TAIWAN: ("Noto Sans CJK TC", "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei"),
    Region.HONG_KONG: (
        "Noto Sans CJK HK",
        "Source Han Sans HK",
        "PingFang HK",
        "Microsoft JhengHei",
    ),
}


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


_LEFT = Qt.AlignmentFlag.AlignLeft
_PARAGRAPH = BlockStyle(first_indent=INDENT)
_CREDITS = BlockStyle(size=0.84, leading=1.6, after=0.1, alignment=_LEFT, tone=Tone.QUIET)
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
    BlockKind.QUOTE: BlockStyle(inset=INDENT, before=0.3, after=0.7),
    BlockKind.VERSE: BlockStyle(inset=INDENT, after=0.1, alignment=_LEFT),
    BlockKind.LIST_ITEM: BlockStyle(inset=INDENT, alignment=_LEFT),
    BlockKind.CODE: BlockStyle(size=0.84, leading=1.5, inset=1, alignment=_LEFT),
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


def continued(style: BlockStyle, *, first: bool, last: bool) -> BlockStyle:
    """Return the style for a unit of a block that was cut: no space and indent inside the block."""
    return replace(
        style,
        before=style.before if first else 0.0,
        first_indent=style.first_indent if first else 0.0,
        after=style.after if last else 0.0,
    )


def region_of(target: str, script: Script) -> Region:
    """Return whose forms fit a script view of an article."""
    if target.endswith("hk"):
        return Region.HONG_KONG
    if target.endswith(("tw", "twp")):
        return Region.TAIWAN
    if target != "original" or script is Script.SIMPLIFIED:
        return Region.MAINLAND
    return Region.TAIWAN


@lru_cache(maxsize=_FONTS_KEPT)
def page_font(region: Region, pixels: float, *, bold: bool = False) -> QFont:
    """Return the serif of a region; where a machine has none of its faces, Qt finds another."""
    return _font((*_SERIF[region], *_SANS[region], "serif"), pixels, bold=bold)


@lru_cache(maxsize=_FONTS_KEPT)
def interface_font(region: Region, pixels: float, *, bold: bool = False) -> QFont:
    """Return the sans serif of a region."""
    return _font((*_SANS[region], "sans-serif"), pixels, bold=bold)


faces = Faces(page_font.cache_clear, interface_font.cache_clear)


def half_width(font: QFont) -> QFont:
    """Return the font with its punctuation in half a square, where it has such forms."""
    half = QFont(font)
    half.setFeature(QFont.Tag("halt"), 1)
    return half


def _font(families: tuple[str, ...], pixels: float, *, bold: bool) -> QFont:
    faces.note_made()
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    # The family says whose forms are drawn. Qt would ask the face for those of the interface's
    # language, and set a Taiwanese article with the mainland's commas under mainland menus.
    font.setFeature(QFont.Tag("locl"), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
