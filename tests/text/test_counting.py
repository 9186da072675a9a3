from __future__ import annotations

import pytest

from reader.text.counting import TextLength, length_of


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("燈下，翻書。\n　𠮷野家\n", (9, 0)),
        ("他讀 Moby-Dick 與 l’été，讀了3遍。", (9, 2)),
        ("It's late.", (1, 2)),
        ("Ωμέγα", (0, 1)),
        ("", (0, 0)),
    ],
)
def test_characters_and_words_are_counted_apart(text: str, length: tuple[int, int]) -> None:
    assert length_of(text) == TextLength(*length)


def test_a_word_takes_the_time_of_two_characters() -> None:
    assert length_of("燈下 reading").to_read == 4
