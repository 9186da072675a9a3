from __future__ import annotations

import pytest

from reader.gui.page.punctuation_kerning import OPENING, Blank, blank_of_ink, kerned

EM = 20.0


def taken(text: str, stop: Blank) -> list[tuple[float, float]]:
    """Return what each mark gives up, in ems, where closing brackets are blank behind."""

    def blank_of(offset: int) -> Blank:
        if text[offset] in OPENING:
            return Blank(EM / 2, 0.0)
        return stop if text[offset] in "，。：！？" else Blank(0.0, EM / 2)

    kerning = kerned(text, EM, blank_of)
    return [
        (blank.before / EM, blank.after / EM)
        for offset in range(len(text))
        for blank in [kerning.taken.get(offset, Blank(0.0, 0.0))]
    ]


@pytest.mark.parametrize(
    ("text", "mainland", "taiwan"),
    [
        ("「離經」，", [0, 0, 0, 0.5, 0], [0, 0, 0, 0.5, 0]),
        ("說：「是」。", [0, 0, 0.5, 0, 0.5, 0], [0, 0, 0.5, 0, 0.5, 0]),
        ("是。」", [0, 0.5, 0], [0, 0.25, 0]),
        ("《詩》《書》", [0, 0, 0, 0.5, 0, 0], [0, 0, 0, 0.5, 0, 0]),
        ("「『兩層』」", [0, 0.5, 0, 0, 0.5, 0], [0, 0.5, 0, 0, 0.5, 0]),
        ("啊！？", [0, 0.5, 0], [0, 0.25, 0.25]),
        ("一「二」三", [0] * 5, [0] * 5),
        ("（是） 非 「是", [0, 0, 0.5, 0, 0, 0, 0.5, 0], [0, 0, 0.5, 0, 0, 0, 0.5, 0]),
        ("", [], []),
    ],
)
def test_marks_that_meet_give_up_half_a_square(
    text: str, mainland: list[float], taiwan: list[float]
) -> None:
    assert [sum(each) for each in taken(text, Blank(0.0, EM / 2))] == mainland
    assert [sum(each) for each in taken(text, Blank(EM / 4, EM / 4))] == taiwan


@pytest.mark.parametrize(
    ("advance", "ink", "blank"),
    [
        (20, (1, 6), Blank(0, 10)),
        (20, (12, 19), Blank(10, 0)),
        (20, (7, 12), Blank(5, 5)),
        # Half a square already, or filled.
        (10, (1, 6), Blank(0, 0)),
        (20, (0, 18), Blank(0, 0)),
    ],
)
def test_the_ink_tells_where_a_mark_is_blank(
    advance: float, ink: tuple[float, float], blank: Blank
) -> None:
    assert blank_of_ink(advance, *ink, EM) == blank
