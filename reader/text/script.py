"""Simplified and Traditional: which one a text is in, and converting it with a map.

`reader.text.dictionaries` has the dictionaries, `reader.text.alignment` applies them.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from reader.text import alignment, dictionaries, naive
from reader.text.converted import Converted, convert_around_descriptions
from reader.text.han import is_han
from reader.text.offsets import OffsetMap
from reader.text.proper import OF_PRINT, Proper
from reader.text.quotations import without_quotations
from reader.text.signs import without_selectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Script(StrEnum):
    """What an article is written in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    NAIVE_TRADITIONAL = "naive-traditional"
    """Traditional, but made from Simplified by the character, or mixed with Simplified."""
    OTHER = "other"
    """Not Chinese."""


ORIGINAL: Final = "original"

CONFIGS: Final = (
    "s2t", "t2s", "s2tw", "tw2s", "s2hk", "hk2s", "s2twp", "tw2sp", "t2tw", "t2hk",
)  # fmt: skip
"""The conversions by OpenCC's names."""

PUTTING_RIGHT: Final = "putting-right"
"""By way of Simplified, where the words decide, to Traditional with Taiwan's forms; what is proper
Traditional stays as it is, in the forms of any region."""
_PUTTING_RIGHT_FOR_HONG_KONG: Final = "putting-right-hk"
_WAYS_OF_PUTTING_RIGHT: Final[Mapping[str, tuple[str, str]]] = {
    PUTTING_RIGHT: ("t2s", "s2tw"),
    _PUTTING_RIGHT_FOR_HONG_KONG: ("t2s", "s2hk"),
}

AUTO: Final = ("auto-s", "auto-tw", "auto-hk")
"""Simplified, Taiwan's and Hong Kong's forms, by whichever conversions the source asks for."""

_CHAINS: Final[Mapping[Script, tuple[tuple[str, ...], ...]]] = {
    Script.SIMPLIFIED: ((), ("s2tw",), ("s2hk",)),
    Script.TRADITIONAL: (("t2s",), ("t2tw",), ("t2hk",)),
    # Once it is Simplified throughout, the words decide which Traditional character is meant.
    Script.NAIVE_TRADITIONAL: (
        ("t2s",),
        (PUTTING_RIGHT, "t2tw"),
        (_PUTTING_RIGHT_FOR_HONG_KONG, "t2hk"),
    ),
    # Japanese 国 is no mistake for 國.
    Script.OTHER: ((), (), ()),
}
"""For each script, the conversions in the order of `AUTO`.

Never tw2s and hk2s, which make 什幺 of 什么, nor s2t, whose forms (爲, 裏, 喫) no one prints.
"""


def chain_for(target: str, script: Script) -> tuple[str, ...]:
    """Return the conversions, in order, that show a text in a target; none for the original.

    Args:
        target: `original`, one of `CONFIGS` or one of `AUTO`.
        script: what the text is in; decides for `AUTO` only.

    Raises:
        ValueError: there is no such target.
    """
    if target == ORIGINAL:
        return ()
    if target in CONFIGS:
        return (target,)
    if target in AUTO:
        return _CHAINS[script][AUTO.index(target)]
    raise ValueError(f"not a script to convert to: {target!r}")


def convert(text: str, chain: tuple[str, ...]) -> Converted:
    """Convert a text by one config after another.

    In the map, words replaced by words that agree with them character by character (头发, 頭髮)
    correspond by the character; others (打印机, 印表機) only as a whole. What describes a character
    (⿰虫风) is left alone. Safe to call from several threads.

    Raises:
        ValueError: a name in the chain is not one of `CONFIGS`, nor `PUTTING_RIGHT`.
    """
    if not chain:
        return Converted(text, OffsetMap.identity(len(text)))
    plain, offsets = without_selectors(text)
    converted = convert_around_descriptions(plain, lambda part: _by_chain(part, chain))
    return converted if offsets.is_identity else converted.after(offsets)


def _by_chain(text: str, chain: tuple[str, ...]) -> Converted:
    converted = _by_config(text, chain[0])
    for config in chain[1:]:
        converted = _by_config(converted.text, config).after(converted.map)
    return converted


def _by_config(text: str, config: str) -> Converted:
    way = _WAYS_OF_PUTTING_RIGHT.get(config, (config,))
    stages = [stage for part in way for stage in _stages(part)]
    new, offsets = alignment.convert(text, stages, _simplified())
    # No word of these conversions changes its length, in the current dictionaries.
    if config in _WAYS_OF_PUTTING_RIGHT and len(new) == len(text):
        new = _proper(config).restored(text, new)
    return Converted(new, offsets)


def simplify(text: str) -> str:
    """Return a text in Simplified, by words; of the same length, so offsets stay what they are."""
    simplified = convert(text, ("t2s",)).text
    return simplified if len(simplified) == len(text) else text.translate(_simplified())


def simplified_characters() -> dict[int, int]:
    """Return the Simplified form of each Traditional character that has one, for `str.translate`.

    By the character, without regard to words; one code point for one.
    """
    return dict(_simplified())


def regional_characters() -> Iterator[tuple[int, int]]:
    """Yield pairs of a Traditional character and its form in Taiwan or in Hong Kong."""
    for config in ("t2tw", "t2hk"):
        for stage in _stages(config):
            yield from stage.characters.items()


_SAMPLES = 5
_SAMPLE_LENGTH = 4_000
_FEWEST_HAN = 0.01
"""Of the letters in a text. Below it, Han characters are quoted in a text that is not Chinese."""
_MOST_KANA_AND_HANGUL = 0.1
"""For each Han character. Japanese prose has more kana than Han characters."""
_MOST_SIMPLIFIED = 0.05
"""Of the characters that only one of the scripts has, in a text that counts as Traditional
throughout. What it quotes is not counted: quotations do not make a mixed text."""


def detect_script(text: str, *, is_converted: bool = False) -> Script:
    """Tell what a text is written in, from samples spread over it.

    Only characters that belong to one of the two scripts count: 发 and 發, not 后 and 里, which
    Traditional has as well. A text without any is called Simplified: that the Traditional forms
    are absent is the best evidence there is.

    Args:
        text: the text.
        is_converted: whether something else proves that, if it is Traditional, it was converted by
            the character; then one form that the words would put right is enough.
    """
    sample = _sample(text)
    han = sum(map(is_han, sample))
    letters = sum(map(str.isalpha, sample))
    foreign = sum("ぁ" <= c <= "ヺ" or "가" <= c <= "힣" for c in sample)
    if not han or han < _FEWEST_HAN * letters or foreign > _MOST_KANA_AND_HANGUL * han:
        return Script.OTHER
    traditional_only, simplified_only = _exclusive_characters()
    traditional = sum(map(traditional_only.__contains__, sample))
    simplified = sum(map(simplified_only.__contains__, sample))
    if simplified >= traditional:
        return Script.SIMPLIFIED
    if simplified:
        sample = without_quotations(sample, traditional_only, simplified_only)
        han = sum(map(is_han, sample))
        simplified = sum(map(simplified_only.__contains__, sample))
    if simplified > _MOST_SIMPLIFIED * (traditional + simplified) or naive.is_naive(sample, han):
        return Script.NAIVE_TRADITIONAL
    if is_converted and _has_forms_to_put_right(sample):
        return Script.NAIVE_TRADITIONAL
    return Script.TRADITIONAL


def _has_forms_to_put_right(text: str) -> bool:
    """Tell whether words ask for other characters, and not only for the forms of a region."""
    return bool(_places_put_right(text, "auto-tw") & _places_put_right(text, "auto-hk"))


def _places_put_right(text: str, target: str) -> set[int]:
    """Return where the words ask for other characters than a region's forms of those in the text.

    Of the two one is then the Simplified form: kept (以后), or right where it was not kept (皇後).
    """
    proper = convert(text, chain_for(target, Script.TRADITIONAL)).text
    put_right = convert(text, chain_for(target, Script.NAIVE_TRADITIONAL)).text
    simplified = proper.translate(_simplified())
    # Without vocabulary all of them are of the same length.
    compared = enumerate(zip(proper, put_right, simplified, strict=False))
    return {
        i
        for i, (old, new, same) in compared
        # 注 and 註 are both written by people who know; 后 for 後 is not.
        if old != new and same in (old, new) and naive.is_mistake(old, new)
    }


def _sample(text: str) -> str:
    if len(text) <= _SAMPLES * _SAMPLE_LENGTH:
        return text
    step = (len(text) - _SAMPLE_LENGTH) / (_SAMPLES - 1)
    starts = (round(i * step) for i in range(_SAMPLES))
    return "\n".join(text[start : start + _SAMPLE_LENGTH] for start in starts)


@cache
def _exclusive_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only Traditional has, and those that only Simplified has.

    The national character sets decide: what Big5 has is in use in Traditional, what GB 2312 has in
    Simplified, whatever else it may also stand for. Big5 lacks some forms of Traditional.
    """
    pairs = _simplified().items()
    traditional = {chr(t) for t, _ in pairs}
    simplified = {chr(s) for _, s in pairs}
    printed = {*OF_PRINT, *(chr(form) for _, form in regional_characters())}
    return (
        frozenset(traditional - _encodable(traditional, "gb2312")),
        frozenset(simplified - _encodable(simplified, "big5") - printed),
    )


def _encodable(characters: set[str], encoding: str) -> set[str]:
    return set("".join(characters).encode(encoding, "ignore").decode(encoding))


@cache
def _proper(config: str) -> Proper:
    traditional_only, _ = _exclusive_characters()
    # Hong Kong prints both 群 and 羣; for Taiwan 台 becomes 臺.
    is_for_hong_kong = config == _PUTTING_RIGHT_FOR_HONG_KONG
    return Proper(traditional_only, regional_characters() if is_for_hong_kong else ())


_loading = Lock()


class _Stages:
    """The stages of all conversions, which share them. Each is indexed when it is first needed."""

    def __init__(self) -> None:
        self._dictionaries = dictionaries.load()
        self._stages: dict[tuple[str, ...], alignment.Stage] = {}

    def of(self, config: str) -> tuple[alignment.Stage, ...]:
        return tuple(map(self._stage, self._dictionaries.groups(config)))

    def _stage(self, group: tuple[str, ...]) -> alignment.Stage:
        if group not in self._stages:
            known = self._dictionaries
            self._stages[group] = alignment.Stage(
                [known.tables[name] for name in group], known.order, known.separators
            )
        return self._stages[group]


@cache
def _all_stages() -> _Stages:
    return _Stages()


@cache
def _stages(config: str) -> tuple[alignment.Stage, ...]:
    if config not in CONFIGS:
        raise ValueError(f"not a conversion: {config!r}")
    with _loading:
        return _all_stages().of(config)


@cache
def _simplified() -> Mapping[int, int]:
    (stage,) = _stages("t2s")
    return stage.characters
