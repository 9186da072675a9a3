"""The fonts of page and panels, by whose forms of the characters are drawn."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from PySide6.QtGui import QFont

from reader.document.rendition import UNREPAIRED
from reader.gui.widgets.faces import Faces
from reader.text.script import ORIGINAL, Script


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
_KAI = {
    Region.MAINLAND: ("Kaiti SC", "KaiTi", "STKaiti", "AR PL UKai CN"),
    Region.TAIWAN: ("TW-Kai", "BiauKai", "BiauKaiTC", "Kaiti TC", "DFKai-SB", "AR PL UKai TW"),
    Region.HONG_KONG: ("Kaiti TC", "DFKai-SB", "AR PL UKai HK"),
}
_MONO = {
    Region.MAINLAND: ("Noto Sans Mono CJK SC", "Sarasa Mono SC"),
    Region.TAIWAN: ("Noto Sans Mono CJK TC", "Sarasa Mono TC"),
    Region.HONG_KONG: ("Noto Sans Mono CJK HK", "Sarasa Mono HC"),
}

_RARE = (
    *("Plangothic P1", "Plangothic P2", "Jigmo", "Jigmo2", "Jigmo3", "HanaMinA", "HanaMinB"),
    *("TW-Sung-Ext-B", "MingLiU-ExtB", "MingLiU_HKSCS-ExtB", "SimSun-ExtB", "SimSun-ExtG"),
)
"""For characters of Extension B and beyond, most of which are in no face of a region.

Named, one of them is taken before whatever else a system would find for a character.
"""


def region_of(target: str, script: Script) -> Region:
    """Return whose forms fit a script view of an article."""
    if target.endswith("hk"):
        return Region.HONG_KONG
    if target.endswith(("tw", "twp")):
        return Region.TAIWAN
    if target not in {ORIGINAL, UNREPAIRED} or script is Script.SIMPLIFIED:
        return Region.MAINLAND
    return Region.TAIWAN


@lru_cache(maxsize=_FONTS_KEPT)
def page_font(region: Region, pixels: float, *, bold: bool = False, face: str = "serif") -> QFont:
    """Return a face of a region: `serif`, `sans` or `kai`; others stand for what is missing."""
    faces_of = _SANS if face == "sans" else _KAI if face == "kai" else _SERIF
    last = "sans-serif" if face == "sans" else "serif"
    return _font((*faces_of[region], *_SERIF[region], *_SANS[region], last), pixels, bold=bold)


@lru_cache(maxsize=_FONTS_KEPT)
def interface_font(region: Region, pixels: float, *, bold: bool = False) -> QFont:
    """Return the sans serif of a region."""
    return _font((*_SANS[region], "sans-serif"), pixels, bold=bold)


@lru_cache(maxsize=_FONTS_KEPT)
def code_font(region: Region, pixels: float, *, bold: bool = False) -> QFont:
    """Return a face of a region in which two letters are as wide as a Han character."""
    return _font(
        (*_MONO[region], "Menlo", "Consolas", "monospace", *_SANS[region]), pixels, bold=bold
    )


faces = Faces(page_font.cache_clear, interface_font.cache_clear, code_font.cache_clear)


def _font(families: tuple[str, ...], pixels: float, *, bold: bool) -> QFont:
    faces.note_made()
    font = QFont()
    *usual, last = families
    font.setFamilies([*usual, *_RARE, last])
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    # The family says whose forms are drawn. Qt would ask the face for those of the interface's
    # language, and set a Taiwanese article with the mainland's commas under mainland menus.
    font.setFeature(QFont.Tag("locl"), 0)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
