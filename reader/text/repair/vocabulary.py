"""What is known of words and characters: how frequent they are, and in which scripts they are used.

The words are those of `resources/frequencies/words.txt`, read when first asked for. They are
Simplified; a Traditional text is looked up by its characters' Simplified forms. A long text adds
its own names and terms to them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from heapq import nlargest
from itertools import chain, repeat
from math import exp, log
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from reader.paths import RESOURCES
from reader.text.han import is_han
from reader.text.script import simplified_characters
from reader.text.words import count_of_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST = 4
"""Characters of a word; longer ones are so few that trying them costs more than they tell."""
SEEN = 60_101_967
"""Words seen altogether, the rare ones not listed included."""

# In nats for each character, on top of the logarithm of a word's share.
PER_CHARACTER = 6.0
"""Makes ordinary prose come out above nought, so that texts of different lengths compare."""
_RARE_HAN = log(20 / SEEN)
_FOREIGN = -20.0
"""Greek, kana, frames: common where Chinese is decoded out of step, rare in Chinese."""
_MARKS = {
    **dict.fromkeys("，。,", -3.5),
    **dict.fromkeys("、“”‘’「」『』《》；：！？（）—…·;:!()", -5.0),
    **dict.fromkeys("﹐﹑﹔﹕﹖﹗", -6.0),
    **dict.fromkeys("\n \u3000-.%/+｜|【】〈〉○", -6.0),
    "?": -9.0,
    "\N{REPLACEMENT CHARACTER}": -9.0,
}
_ASCII = -6.0
_TORN_LATIN = -14.0
"""A letter, or a sign that may be a second byte, by itself before a Han character."""
_STOPS = frozenset(",?!:;")
_FULL_WIDTH_ASCII = -12.0

_PARTICLES = "啊呀啦嘛吗呢吧了哩呐"
_SENTENCE_ENDS = "！？。，!?,”』」"
_AT_SENTENCE_END = 3.0
"""So much likelier are they together than a particle and a stop by chance."""

_COMMONEST = 1_500
_ALREADY_KNOWN = 10_000
"""What a text of so many characters would tell is what is known without it."""
_FEWEST = 3
"""Times a text has a character or a pair that is learned from it."""


class Vocabulary(NamedTuple):
    """Words and how likely each of them is, in nats."""

    words: dict[str, float]
    """In Simplified."""
    pairs: set[str]
    """The characters that stand side by side in them."""

    def has_pair(self, pair: str) -> bool:
        """Tell whether two characters, in either script, stand side by side in a word."""
        return pair.translate(simplified_forms()) in self.pairs

    def likelihood(self, text: str, at: int) -> float:
        """Return how likely a character of a text is by itself."""
        character = text[at]
        if "@" <= character <= "~" and 0 < at < len(text) - 1:
            before, after = text[at - 1], text[at + 1]
            if (before in _STOPS or not before.isascii()) and is_han(after):
                return _TORN_LATIN + PER_CHARACTER
        return self.alone(character)

    def alone(self, character: str) -> float:
        """Return how likely a character is wherever it stands."""
        known = self.words.get(simplified_forms().get(ord(character), character))
        return _unlisted(character) if known is None else known

    def copy(self) -> Vocabulary:
        """Return the same words, to which others can be added."""
        return Vocabulary(self.words.copy(), self.pairs.copy())

    def add(self, words: Mapping[str, float]) -> None:
        """Add words, each with how likely it is."""
        self.words.update(words)
        for word in words:
            self.pairs.update(map(add, word, word[1:]))

    def add_rare_words_in(self, text: str) -> None:
        """Add the words of a text that are too rare for the list."""
        simplified = text.translate(simplified_forms())
        parts = {
            simplified[start:end]
            for start in range(len(simplified))
            for end in range(start + 2, min(start + LONGEST, len(simplified)) + 1)
        }
        unknown = [part for part in parts if part not in self.words and all(map(is_han, part))]
        counts = {part: count_of_word(part) for part in unknown}
        self.add({part: likelihood_of(part, count) for part, count in counts.items() if count})

    def with_words_of(self, text: str) -> Vocabulary:
        """Return the vocabulary with what a text uses often, as well as what was known.

        Args:
            text: undamaged parts of the text that is to be judged.
        """
        simplified = text.translate(simplified_forms())
        seen = _ALREADY_KNOWN + len(simplified)
        learned = {
            character: log((count - 1) / seen) + PER_CHARACTER
            for character, count in Counter(simplified).items()
            if count >= _FEWEST and not character.isspace()
        }
        learned = {c: value for c, value in learned.items() if value > self.alone(c)}
        words = {**self.words, **learned}
        alone = Vocabulary(words, self.pairs).alone
        pairs = set()
        for pair, count in Counter(map(add, simplified, simplified[1:])).items():
            if count >= _FEWEST and pair.isalpha() and not pair.isascii():
                value = log((count - 1) / seen) + 2 * PER_CHARACTER
                if value > words.get(pair, alone(pair[0]) + alone(pair[1])):
                    words[pair] = value
                    pairs.add(pair)
        return Vocabulary(words, self.pairs | pairs)


def likelihood_of(word: str, count: float) -> float:
    """Return how likely a word is that was seen so often among the words of the list."""
    return log(count / SEEN) + PER_CHARACTER * len(word)


def is_common(character: str) -> bool:
    """Tell whether a character, in either script, is among the 4,100 commonest, or a mark."""
    return simplified_forms().get(ord(character), character) in _common() or character in _MARKS


def is_among_commonest(character: str, count: int = _COMMONEST) -> bool:
    """Tell whether a character, in either script, is among so many of the most written ones."""
    return simplified_forms().get(ord(character), character) in _commonest(count)


@cache
def is_simplified_only(character: str) -> bool:
    """Tell whether no Traditional text has this character; 后 and 里 are Traditional too."""
    if character.encode("big5", "ignore") or ord(character) in simplified_forms():
        return False
    return character in _written_for()


@cache
def is_variant(character: str) -> bool:
    """Tell whether a Traditional character is seldom used because another one is: 鎭 for 鎮."""
    form = simplified_forms().get(ord(character), character)
    if form == character or character.encode("big5", "ignore"):
        return False
    return any(c.encode("big5", "ignore") for c in _written_for()[form])


@cache
def is_one_of_several(character: str) -> bool:
    """Tell whether a Traditional character is one of several with one Simplified form: 彙, 匯."""
    form = simplified_forms().get(ord(character), character)
    if form == character:
        return False
    others = [c for c in _written_for()[form] if c.encode("big5", "ignore")]
    return len(others) > 1 or bool(form.encode("big5", "ignore"))


def has_unusual_forms(text: str) -> bool:
    """Tell whether any of a text's characters is a variant or only Simplified."""
    return any(map(_is_unusual, text))


def frequency(character: str) -> float:
    """Return a value that orders characters by how common they are, marks first."""
    return known_words().alone(character)


@cache
def simplified_forms() -> Mapping[int, str]:
    """Return the Simplified form of each Traditional character that has one."""
    return {code: chr(simplified) for code, simplified in simplified_characters().items()}


def is_within_word(pair: str) -> bool:
    """Tell whether two characters stand side by side in a word."""
    return known_words().has_pair(pair)


@cache
def frequent_pairs() -> tuple[str, ...]:
    """Return the words of two characters in Traditional, by the character, commonest first."""
    kept = {ord(s): t for t, s in _traditional_only() if not s.encode("big5", "ignore")}
    return tuple(word.translate(kept) for word in known_words().words if len(word) == 2)


@cache
def known_words() -> Vocabulary:
    """Return the words of the list."""
    words, pairs = _read_words()
    at_ends = _at_sentence_ends(words)
    words.update(at_ends)
    return Vocabulary(words, set(chain(pairs, at_ends)))


def _traditional_only() -> Iterator[tuple[str, str]]:
    for code, form in simplified_forms().items():
        if len(chr(code).encode("gbk", "ignore")) == 2:
            yield chr(code), form


def _unlisted(character: str) -> float:
    if character in _MARKS:
        return _MARKS[character] + PER_CHARACTER
    if is_han(character):
        return _RARE_HAN + PER_CHARACTER
    if character.isascii():
        return _ASCII + PER_CHARACTER
    is_full_width = "\uff01" <= character <= "\uff5e"
    return (_FULL_WIDTH_ASCII if is_full_width else _FOREIGN) + PER_CHARACTER


def _at_sentence_ends(words: Mapping[str, float]) -> Mapping[str, float]:
    return {
        particle + stop: words[particle] + _unlisted(stop) + _AT_SENTENCE_END
        for particle in _PARTICLES
        for stop in _SENTENCE_ENDS
    }


def _read_words() -> tuple[dict[str, float], list[str]]:
    """Return the words of the table, and the pairs of characters that are or stand in one."""
    *lines, inner = (RESOURCES / "frequencies" / "words.txt").read_text("utf-8").splitlines()
    words: dict[str, float] = {}
    pairs = inner.split(" ")
    for length in range(1, LONGEST + 1):
        of_length, counts, sharing = (lines[3 * length - 3 + row].split(" ") for row in range(3))
        # Rare words, most of the list, share their counts; a loop over them takes twice as long.
        values = [log(int(count) / SEEN) + PER_CHARACTER * length for count in counts]
        repeated = chain.from_iterable(map(repeat, values, map(int, sharing)))
        words.update(zip(of_length, repeated, strict=True))
        if length == 2:
            pairs += of_length
    return words, pairs


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(known_words().words))


@cache
def _commonest(count: int) -> frozenset[str]:
    written: defaultdict[str, float] = defaultdict(float)
    for word, value in known_words().words.items():
        share = exp(value - PER_CHARACTER * len(word))
        for character in word:
            written[character] += share
    return frozenset(nlargest(count, written, key=written.__getitem__))


@cache
def _written_for() -> Mapping[str, Sequence[str]]:
    """Return the other characters that a Simplified one is written for."""
    characters: dict[str, list[str]] = {}
    for code, form in simplified_forms().items():
        if form != chr(code):
            characters.setdefault(form, []).append(chr(code))
    return characters


@cache
def _is_unusual(character: str) -> bool:
    return is_simplified_only(character) or is_variant(character)
