"""Simplified and Traditional: which one a text is in, and converting it with a map.

`reader.text.dictionaries` has the dictionaries, `reader.text.alignment` applies them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final

from reader.text import alignment, dictionaries, naive
from reader.text.descriptions import descriptions
from reader.text.han import is_han
from reader.text.offsets import OffsetMap
from reader.text.signs import without_selectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


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

AUTO: Final = ("auto-s", "auto-tw", "auto-hk")
"""Simplified, Taiwan's and Hong Kong's forms, by whichever conversions the source asks for."""

_CHAINS: Final[Mapping[Script, tuple[tuple[str, ...], ...]]] = {
    Script.SIMPLIFIED: ((), ("s2tw",), ("s2hk",)),
    Script.TRADITIONAL: (("t2s",), ("t2tw",), ("t2hk",)),
    # Once it is Simplified throughout, the words decide which Traditional character is meant.
    Script.NAIVE_TRADITIONAL: (("t2s",), ("t2s", "s2tw"), ("t2s", "s2hk")),
    # Japanese 国 is no mistake for 國.
    Script.OTHER: ((), (), ()),
}
"""For each script, the conversions in the order of `AUTO`.

Never tw2s and hk2s, which make 什幺 of 什么, nor s2t, whose forms (爲, 裏, 喫) no one prints.
"""


@dataclass(frozen=True, slots=True)
class Converted:
    """A text after conversion."""

    text: str
    map: OffsetMap
    """From the offsets of the text before."""

    def after(self, offsets: OffsetMap) -> Converted:
        """Return the same with the map of what was done to the text before added."""
        return Converted(self.text, offsets.then(self.map))

    def replacements(self, distance: int) -> Iterator[tuple[int, int, int]]:
        """Yield starts, ends and new lengths of what was replaced, all moved by a distance."""
        for start, end, new_start, new_end in self.map.segments:
            yield start + distance, end + distance, new_end - new_start


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

    In the map, words replaced by words that agree with
    them character by character (头发, 頭髮) correspond by the character; others (打印机, 印表機)
    only as a whole. Safe to call from several threads.

    Raises:
        ValueError: a name in the chain is not one of `CONFIGS`.
    """
    stages = [stage for config in chain for stage in _stages(config)]
    if not stages:
        return Converted(text, OffsetMap.identity(len(text)))
    plain, offsets = without_selectors(text)
    converted = _convert_around_descriptions(plain, stages)
    return converted if offsets.is_identity else converted.after(offsets)


def _convert_around_descriptions(text: str, stages: Sequence[alignment.Stage]) -> Converted:
    """Convert a text, but leave the parts by which it describes a character."""
    pieces: list[str] = []
    segments: list[tuple[int, int, int]] = []
    done = 0
    for start, end in descriptions(text):
        part = Converted(*alignment.convert(text[done:start], stages, _simplified()))
        pieces += (part.text, text[start:end])
        segments += part.replacements(done)
        done = end
    rest = Converted(*alignment.convert(text[done:], stages, _simplified()))
    if not done:
        return rest
    segments += rest.replacements(done)
    pieces.append(rest.text)
    return Converted("".join(pieces), OffsetMap.from_replacements(len(text), segments))


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
throughout: a quotation or two do not make a mixed text."""

_OF_HONG_KONG = "着"
"""Not in Big5, but what Hong Kong writes for 著."""


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
    Simplified, whatever else it may also stand for.
    """
    pairs = _simplified().items()
    traditional = {chr(t) for t, _ in pairs}
    simplified = {chr(s) for _, s in pairs}
    return (
        frozenset(traditional - _encodable(traditional, "gb2312")),
        frozenset(simplified - _encodable(simplified, "big5") - {_OF_HONG_KONG}),
    )


def _encodable(characters: set[str], encoding: str) -> set[str]:
    return set("".join(characters).encode(encoding, "ignore").decode(encoding))


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
