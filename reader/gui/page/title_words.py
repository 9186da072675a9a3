"""Words of titles, by the list of frequent words that repairs know.

`reader.text.words` knows more of them, and needs half a second of waiting and 40 MB to say where a
title on the first screen may be broken.
"""

from __future__ import annotations

from reader.text.han import is_han
from reader.text.offsets import TextRange
from reader.text.repair.vocabulary import LONGEST, known_words, simplified_forms


def words_of(text: str) -> list[TextRange]:
    """Return the words of more than one Han character, as they are likeliest."""
    simplified = text.translate(simplified_forms())
    vocabulary = known_words()
    # How likely the text is up to each place, and where the last word of it begins.
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(simplified) + 1):
        found = (best[end - 1][0] + vocabulary.alone(simplified[end - 1]), end - 1)
        for start in range(max(0, end - LONGEST), end - 1):
            value = vocabulary.words.get(simplified[start:end])
            if value is not None and (whole := best[start][0] + value) > found[0]:
                found = (whole, start)
        best.append(found)
    words: list[TextRange] = []
    end = len(simplified)
    while end:
        start = best[end][1]
        if end - start > 1 and all(map(is_han, text[start:end])):
            words.append(TextRange(start, end))
        end = start
    return words[::-1]
