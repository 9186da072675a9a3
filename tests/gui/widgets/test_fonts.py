"""Which faces stand for which: those of the region first, those of rare characters after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.gui.widgets.fonts import Region, code_font, interface_font, page_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont

RARE = {"Jigmo2", "HanaMinB", "TW-Sung-Ext-B", "MingLiU-ExtB", "SimSun-ExtB"}


@pytest.mark.parametrize("make", [page_font, interface_font, code_font])
@pytest.mark.parametrize("region", list(Region))
def test_faces_of_rare_characters_stand_behind_those_of_the_region(
    qapp: object, make: Callable[..., QFont], region: Region
) -> None:
    families = make(region, 20.0).families()

    rare = [number for number, family in enumerate(families) if family in RARE]
    usual = [number for number, family in enumerate(families) if "CJK" in family][:-1]
    assert len(rare) == len(RARE)
    assert max(usual, default=0) < min(rare)
