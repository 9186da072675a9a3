from __future__ import annotations

from reader.text.repair.gap import Whole
from reader.text.repair.vocabulary import known_words


def test_unlikely_characters_are_those_outside_words() -> None:
    assert [at for _, at in Whole("我們磻學習", known_words()).unlikely()] == [2]
