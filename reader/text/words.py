"""Where the words of a Chinese text begin and end.

Segmentation is rjieba's, on the Simplified form, which its dictionary is written in (of 執業務 it
makes nothing, of 执业务 a word and a half); the form is of the same length, so offsets carry over.
Without rjieba each Han character is a word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.text.han import is_han
from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern
from reader.text.script import simplify
from reader.text.signs import without_selectors

if TYPE_CHECKING:
    from collections.abc import Callable

    Segmenter = Callable[[str, str, bool], list[tuple[str, int, int]]]
    """Takes the text, the mode, and whether to guess."""
    Tagger = Callable[[str, bool], list["TaggedWord"]]

TaggedWord = tuple[str, str]
"""A word, and its kind by the letters of jieba's dictionary: n for nouns, nr for names, v, a, d."""

_FARTHEST = 100
"""How far from a place its word is looked for: a line without punctuation may be of any length."""

_PIECE = lazy_pattern(r"\s+|[^\W_]+|.", re.DOTALL)


def words(text: str, *, guess: bool = True, is_simplified: bool = False) -> list[TextRange]:
    """Return the words, which cover the text; white space and punctuation count as words too.

    Args:
        text: the text.
        guess: whether characters that look like a name, or another word that the dictionary lacks,
            are one; else each of them is a word.
        is_simplified: whether the text is in Simplified already.
    """
    segmenter = _segmenter()
    if segmenter is None:
        return _pieces(text)
    segment, _ = segmenter
    simplified = text if is_simplified else simplify(text)
    return [TextRange(start, end) for _, start, end in segment(simplified, "default", guess)]


def tagged_words(text: str, *, guess: bool = False) -> list[TaggedWord]:
    """Return the words of a Simplified text, which make it up, with what kind of word each is.

    Without rjieba there are none.
    """
    _, tag = _segmenter() or (None, None)
    return tag(text, guess) if tag is not None else []


def word_at(text: str, offset: int) -> TextRange:
    """Return the word at a place: the one that the character after it belongs to.

    At the end of the text it is the last word, in an empty one the empty range.

    Raises:
        ValueError: the place is not in the text.
    """
    if not 0 <= offset <= len(text):
        raise ValueError(f"not a place in a text of {len(text)}: {offset}")
    if not text:
        return TextRange(0, 0)
    plain, offsets = without_selectors(text)
    if not offsets.is_identity:
        place = offsets.to_target(TextRange(offset, offset)).start
        return offsets.to_source(word_at(plain, place))
    offset = min(offset, len(text) - 1)
    start, end = _surroundings(text, offset)
    for word in words(text[start:end]):
        if word.start <= offset - start < word.end:
            return word.shifted(start)
    return TextRange(offset, offset + 1)


def count_of_word(word: str) -> int:
    """Return how often a word, in Simplified, was seen; nought if it is none or nobody knows."""
    counter = _counter()
    return counter(word) if counter is not None else 0


def _surroundings(text: str, offset: int) -> tuple[int, int]:
    """Return the ends of the run of Han characters, or of others, around a character."""
    kind = is_han(text[offset])
    start, end = offset, offset + 1
    while start > max(0, offset - _FARTHEST) and is_han(text[start - 1]) == kind:
        start -= 1
    while end < min(len(text), offset + _FARTHEST) and is_han(text[end]) == kind:
        end += 1
    return start, end


def _pieces(text: str) -> list[TextRange]:
    """Return Han characters one by one, runs of letters and of white space, marks one by one."""
    found = []
    for match in _PIECE.finditer(text):
        start = match.start()
        for place in range(match.start(), match.end()):
            if is_han(text[place]):
                if start < place:
                    found.append(TextRange(start, place))
                found.append(TextRange(place, place + 1))
                start = place + 1
        if start < match.end():
            found.append(TextRange(start, match.end()))
    return found


@cache
def _counter() -> Callable[[str], int] | None:
    try:
        import rjieba
    except ImportError:
        return None
    return lambda word: rjieba.suggest_freq(word) if rjieba.has_word(word) else 0


@cache
def _segmenter() -> tuple[Segmenter, Tagger] | None:
    # Its dictionary takes a fifth of a second to load and 40 MB.
    try:
        import rjieba
    except ImportError:
        return None
    return rjieba.tokenize, rjieba.tag
