"""Which encoding makes the best Chinese of some bytes."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import NamedTuple

from reader.text.ordinary import value_in_chinese, value_in_english
from reader.text.patterns import lazy_pattern

SAMPLE_BYTES = 64 * 1024
"""Of the beginning of a file, so many are looked at."""
CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
"""In order of preference between equals. UTF-8 is here for files with a few broken bytes."""

_ASCII = bytes(range(128))
_RUN_OF_UTF8 = lazy_pattern(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){4,}")
"""Chinese in UTF-8. Four characters are hardly ever that by chance in another encoding."""
_MOST_OTHERS = 0.5
"""Of the bytes that are not ASCII, outside such runs, in a file of UTF-8 and something else."""
_MOSTLY_ASCII = 0.9
_LIKELY_SCORE = 0.5
_LIKELY_MARGIN = 0.2
"""How well a likely guess makes Chinese of the bytes, and by how much better than others."""
_FAMILIES = ({"utf-8"}, {"gb18030"}, {"big5hkscs", "cp950"}, {"utf-16-le"}, {"utf-16-be"})
"""Codecs that read most bytes alike."""


class Guess(NamedTuple):
    """The best candidate for some bytes."""

    codec: str
    score: float
    """How good Chinese the codec makes of the bytes: 1 at most."""
    margin: float
    """By how much better than the next family of codecs."""

    @property
    def is_likely(self) -> bool:
        """Whether it is good Chinese, and much better than what others make of it."""
        return self.score >= _LIKELY_SCORE and self.margin >= _LIKELY_MARGIN


def strict_utf8(data: bytes) -> str | None:
    """Return bytes decoded as UTF-8; None where any of them is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def guess_of_all(data: bytes) -> Guess:
    """Return the best guess for bytes that are not all UTF-8.

    Where most are, it is that: other codecs would make rare characters of them, which look like
    text and are none, where UTF-8 makes U+FFFD of the rest.
    """
    guess = best_guess(data[:SAMPLE_BYTES])
    others = len(_RUN_OF_UTF8.sub(b"", data).translate(None, _ASCII))
    if guess.codec == "utf-8" or others > _MOST_OTHERS * len(data.translate(None, _ASCII)):
        return guess
    return Guess("utf-8", max(0.0, score_of(data[:SAMPLE_BYTES], "utf-8")), 0.0)


def best_guess(sample: bytes) -> Guess:
    """Return the codec whose reading of the sample looks best."""
    codecs_to_try = list(CANDIDATES)
    if len(sample.translate(None, _ASCII)) < (1 - _MOSTLY_ASCII) * len(sample):
        codecs_to_try.append("cp1252")
    scores = {codec: score_of(sample, codec) for codec in codecs_to_try}
    best = max(codecs_to_try, key=lambda codec: scores[codec])
    family: set[str] = next((known for known in _FAMILIES if best in known), {best})
    others = (score for codec, score in scores.items() if codec not in family)
    return Guess(best, scores[best], scores[best] - max(others))


def score_of(sample: bytes, codec: str) -> float:
    """Return the mean value of the characters of a sample, so decoded."""
    # Not final: the sample may end inside a character.
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample, final=False)
    if not text:
        return -3.0
    value = value_in_english if codec == "cp1252" else value_in_chinese
    return sum(value(c) * n for c, n in Counter(text).items()) / len(text)
