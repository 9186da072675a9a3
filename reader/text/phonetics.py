"""How characters are read: pinyin or zhuyin for each, by the word it stands in.

The readings are pypinyin's, asked word by word on the Simplified form, which its phrases are
written in: of 銀行行長 it reads yín xíng xíng zhǎng, of 银行行长 yín háng háng zhǎng. It looks for
phrases itself, but from left to right; given words, it does not find 人参 (rénshēn) in 一个人参加.
Over them go, the later above the earlier, what the words around tell (`polyphones`), phrases of
our own, and what a Traditional character says by itself: 髮 is no 發.

Pinyin is that of the mainland's dictionaries, zhuyin that of Taiwan's, which read some fifty
characters otherwise. 一 and 不 are yī and bù, as dictionaries print them, whatever tone follows.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reader.paths import RESOURCES
from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.script import simplify
from reader.text.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.text.offsets import TextRange

    Reader = Callable[[str], Iterator[Sequence[str | None]]]
    """Yields the readings of the phrases, or else single characters, that make up a text."""


class Notation(StrEnum):
    """What readings are written in."""

    PINYIN = "pinyin"
    """With tone marks."""
    ZHUYIN = "zhuyin"
    """With tone marks after the syllable, but the light tone's before it, as in print."""


_LIGHT_TONE = "˙"
_UNKNOWN = "?"
_WITHOUT_SANDHI = {("一", "yí"): "yī", ("一", "yì"): "yī", ("不", "bú"): "bù"}
_LONGEST_PHRASE = 6
_PARTICLE = lazy_pattern(
    r"(?<![名巨编原专论土显昭卓合译所遗拙新旧大])著(?![名作者述称录有文]|书立说)"
)
"""著 where Simplified has 着. Converted by the word, 看著書 keeps it: 著書 is one too."""
_TEXTS_KEPT = 256
"""Paragraphs: those of a few screens, which are asked for again at each new size of the window."""
_PHRASES_KEPT = 10_000
_OF_TRADITIONAL = {
    "乾": "gān", "幹": "gàn", "榦": "gàn", "髮": "fà", "發": "fā", "隻": "zhī", "後": "hòu",
    "鬥": "dòu", "儘": "jǐn", "盡": "jìn", "捲": "juǎn", "捨": "shě", "揹": "bēi", "沖": "chōng",
    "髒": "zāng", "臟": "zàng", "籲": "yù", "徵": "zhēng", "係": "xì", "矇": "mēng", "濛": "méng",
    "噹": "dāng", "摺": "zhé", "佔": "zhàn", "嚥": "yàn", "鬨": "hòng", "瀋": "shěn", "迴": "huí",
    "臺": "tái", "穀": "gǔ", "鍾": "zhōng", "鐘": "zhōng", "蹟": "jì", "併": "bìng", "癥": "zhēng",
}  # fmt: skip
"""Characters that were put together with others in Simplified, and that have one reading."""


def readings(text: str, notation: Notation) -> list[str | None] | None:
    """Return the reading of each character of a text.

    What is not a Han character, or has no known reading, has None. Without pypinyin there are no
    readings at all: the result is None.
    """
    if _reader() is None:
        return None
    return [_written(*pair, notation) for pair in zip(text, _syllables_of(text), strict=True)]


@lru_cache(maxsize=_TEXTS_KEPT)
def _syllables_of(text: str) -> Sequence[str | None]:
    """Return the pinyin of each character, with a tone for 一 and 不 that the next one tells."""
    from reader.text.polyphones import exceptions  # rules that no page without readings needs

    read = _reader()
    simplified = _PARTICLE.sub("着", simplify(text))
    found: list[str | None] = [None] * len(text)
    if read is None:
        return found
    all_words = words(simplified, guess=False, is_simplified=True)
    alone: set[int] = set()
    for start, end in _phrases(simplified, all_words):
        at = start
        for phrase in read(simplified[start:end]):
            found[at : at + len(phrase)] = phrase
            if len(phrase) == 1:
                alone.add(at)
            at += len(phrase)
    for place, reading in exceptions(simplified, alone):
        found[place] = reading
    for place, syllables in _own_phrases_in(simplified, all_words):
        found[place : place + len(syllables)] = syllables
    for place, character in enumerate(text):
        if character in _OF_TRADITIONAL and simplified[place] != character:
            found[place] = _OF_TRADITIONAL[character]
    return found


def _phrases(text: str, all_words: Sequence[TextRange]) -> Iterator[tuple[int, int]]:
    """Yield start and end of the words in Han characters of a Simplified text.

    Words of one character that follow each other are taken together: there may be a phrase in them
    that the segmentation does not know.
    """
    start = end = 0
    for word in all_words:
        has_han = any(map(is_han, word.slice(text)))
        if len(word) > 1 or not has_han:
            if start < end:
                yield start, end
            if has_han:
                yield word.start, word.end
            start = word.end
        end = word.end
    if start < end:
        yield start, end


def _own_phrases_in(
    text: str, all_words: Sequence[TextRange]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield our phrases in a Simplified text that begin and end where words do, the longest."""
    phrases = own_phrases()
    ends = {word.end for word in all_words}
    covered = 0
    for word in all_words:
        if word.start < covered:
            continue
        for end in range(min(word.start + _LONGEST_PHRASE, len(text)), word.start + 1, -1):
            phrase = phrases.get(text[word.start : end]) if end in ends else None
            if phrase is not None:
                yield word.start, phrase
                covered = end
                break


@cache
def own_phrases() -> dict[str, tuple[str, ...]]:
    """Return the phrases, in Simplified, that pypinyin lacks or reads in another way."""
    lines = (RESOURCES / "readings" / "phrases.tsv").read_text("utf-8").splitlines()
    return {
        phrase: tuple(syllables.split())
        for phrase, syllables in (line.split("\t") for line in lines)
    }


def can_read() -> bool:
    """Load what readings need, which takes half a second; tell whether it is there."""
    return readings("字", Notation.PINYIN) is not None


def in_notation(character: str, syllable: str, notation: Notation) -> str | None:
    """Return a character's syllable of pinyin in a notation; None where that cannot be."""
    if notation is Notation.PINYIN:
        return syllable
    in_taiwan = _of_taiwan().get((character, syllable), syllable)
    return _in_zhuyin(in_taiwan) if _reader() is not None else None


def _written(character: str, syllable: str | None, notation: Notation) -> str | None:
    if syllable is None:
        return None
    syllable = _WITHOUT_SANDHI.get((character, syllable), syllable)
    return in_notation(character, syllable, notation)


@cache
def _of_taiwan() -> dict[tuple[str, str], str]:
    """Return Taiwan's readings, by the character in either script and the mainland's reading."""
    lines = (RESOURCES / "readings" / "taiwan.tsv").read_text("utf-8").splitlines()
    return {
        (character, reading): instead
        for forms, reading, instead in (line.split("\t") for line in lines)
        for character in forms
    }


@cache
def _in_zhuyin(syllable: str) -> str:
    """Return a syllable of pinyin in zhuyin, the mark of the light tone first."""
    from pypinyin import Style
    from pypinyin.style import convert

    zhuyin: str = convert(syllable, Style.BOPOMOFO, strict=True)
    if zhuyin.endswith(_LIGHT_TONE):
        return _LIGHT_TONE + zhuyin.removesuffix(_LIGHT_TONE)
    return zhuyin


@cache
def _reader() -> Reader | None:
    # Importing it takes a third of a second.
    try:
        from pypinyin import Style, pinyin
        from pypinyin.seg.mmseg import seg
    except ImportError:
        return None

    @lru_cache(maxsize=_PHRASES_KEPT)
    def syllables_of(phrase: str) -> Sequence[str | None]:
        found = pinyin([phrase], style=Style.TONE, errors=lambda _: _UNKNOWN)
        syllables = [None if first.startswith(_UNKNOWN) else first for first, *_ in found]
        if len(syllables) == len(phrase):
            return syllables
        return [syllable for character in phrase for syllable in syllables_of(character)[:1]]

    return lambda text: map(syllables_of, seg.cut(text))
