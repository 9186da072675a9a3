"""Each character has its own glyphs, wherever Qt takes them from."""

from __future__ import annotations

from random import Random

import pytest

from reader.gui.page.shaping import ShapedText
from reader.gui.widgets.fonts import Region, page_font

EM = 20.0
HAN = "甲乙丙丁，。、"
BEYOND = "𠮷𠀀𦍌𧒽𨋢𪜀"
"""Some of them are in another face than the rest, and some in none, on most machines."""
OTHERS = "㐀〇①ㄅàа℃☃"
LIVELY = "😀🀄𝐀"


@pytest.mark.parametrize("alphabet", [HAN + BEYOND, BEYOND, HAN + OTHERS, HAN + BEYOND + LIVELY])
@pytest.mark.parametrize("region", [Region.TAIWAN, Region.MAINLAND])
def test_each_character_has_the_glyph_that_stands_at_its_place(
    qapp: object, alphabet: str, region: Region
) -> None:
    font = page_font(region, EM)
    rng = Random(7)  # noqa: S311 - the same texts each time
    wrong = []
    for _ in range(60):
        text = "".join(rng.choices(alphabet, k=12))
        shaped = ShapedText(text, font)
        owners = sorted(offset for stretch in shaped.stretches for offset in stretch.offsets)
        far = [x for stretch in shaped.stretches for x, _ in stretch.places if abs(x) > EM / 2]
        if owners != list(range(len(text))) or far or min(shaped.advances) <= 0.0:
            wrong.append(text)

    assert wrong == []


@pytest.mark.parametrize(
    "text", ["e\u0301𠮷𠀀", "𠀀𧒽e\u0301甲", "𠮷\u3099𦍌か\u3099𧒽", "fi𠮷ffi𧒽𨋢fl"]
)
def test_what_stands_over_a_character_stays_with_it(qapp: object, text: str) -> None:
    shaped = ShapedText(text, page_font(Region.TAIWAN, EM))

    owners = {offset for stretch in shaped.stretches for offset in stretch.offsets}
    bases = {n for n, c in enumerate(text) if c not in "\u0301\u3099" and not c.isascii()}
    assert bases <= owners
    for stretch in shaped.stretches:
        assert all(abs(x) <= 1.5 * EM for x, _ in stretch.places)
