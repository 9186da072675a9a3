"""Make `resources/conversion/overlaps.tsv`: where a word of the dictionaries cuts others in two.

Words are looked for from left to right, and the dictionaries have those only that are converted
otherwise than their characters. So 理发 (理髮) is found in 原理发现, where nothing says that 原理
and 发现 are words. Here jieba's dictionary says it: for every word AB converted in its own way it
is asked where text is likelier cut otherwise, by how often the words on both sides were seen.
Two kinds of entries come of that, and the way of looking for words stays OpenCC's own:

- words that end in A and are commoner before B… than AB is after what they begin with (原理);
- A and a word that begins with B (头发现, 頭發現), and AB and a word where that is cut (头发现在).

Run as `python -m tests.making.overlaps DICTIONARY` with the `dict.txt` of jieba 0.42.1, which its
source distribution has under `jieba/`.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.alignment import Stage
from reader.text.dictionaries import OVERLAPS, load, names, overlaps
from reader.text.han import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MARGIN = 3
"""So many times likelier must the other cut be."""
_SEEN = 0.2
"""How often in jieba's sixty million words a word before the cut is expected."""
_SEEN_ACROSS = 0.5
"""The same for a word after it; below it lie a hundred thousand."""
_SEEN_AFTER = 0.1
"""The same for a word after all of the one that was to be cut."""
_KNOWN = 30
"""How often a word of the dictionaries counts as seen at least: it is there for a reason."""
_LONGEST = 4
"""Characters of a word beside the one that is cut."""
_NUMERALS = frozenset("一二三四五六七八九十百千万两几数半")
_PARTICLE = "了"
"""It follows any verb; word lists have few of those pairs (想了解, 做了解释)."""
_MILE = "里"
"""After a numeral it is the mile, which is not written 裡; no word list tells."""


class _Overlaps:
    """What is known of words, and which ways of cutting follow from it."""

    def __init__(self, counts: Mapping[str, int], phrases: Mapping[str, str], stage: Stage) -> None:
        self._counts = counts
        self._phrases = phrases
        self._total = sum(counts.values())
        self._ends, self._starts = Counter[str](), Counter[str]()
        self._beginning = defaultdict[str, list[str]](list)
        for word, count in counts.items():
            for length in range(1, len(word) + 1):
                self._ends[word[-length:]] += count
                self._starts[word[:length]] += count
            if 1 < len(word) <= _LONGEST:
                self._beginning[word[0]].append(word)
        self.converted = cache(lambda text: stage.convert(text, {})[0])
        """From text to text, by the dictionaries as they are."""
        self._special = defaultdict[str, list[str]](list)
        for word in phrases:
            is_special = self._by_halves(word[0], word[1:]) != self.converted(word)
            if 2 <= len(word) <= _LONGEST and is_special:
                self._special[word[0]].append(word)

    def entries(self) -> dict[str, str]:
        """Return the words to add, and what becomes of them."""
        self._protecting = set(filter(self._is_cut_behind, self._counts))
        before = {word: self.converted(word) for word in self._protecting - self._phrases.keys()}
        covered = Counter[str]()
        for word in before:
            covered[word[1]] += self._counts[word]
        across: dict[str, str] = {}
        # A surname with what stands before it is likelier than any word list says.
        for word in self._phrases.keys() - names().keys():
            if 2 <= len(word) <= _LONGEST and word[-1] != _PARTICLE and all(map(is_han, word)):
                across |= self._across(word, self._ends[word[:-1]] - covered[word[:-1]])
        return before | self._without_longer(across)

    def _without_longer(self, phrases: Mapping[str, str]) -> dict[str, str]:
        """Leave out phrases that come out by a shorter one with which they begin."""
        kept: dict[str, str] = {}
        for phrase in sorted(phrases, key=len):
            if not any(
                phrase[:end] in kept
                and kept[phrase[:end]] + self.converted(phrase[end:]) == phrases[phrase]
                for end in range(3, len(phrase))
            ):
                kept[phrase] = phrases[phrase]
        return kept

    def _by_halves(self, left: str, right: str) -> str:
        return self.converted(left) + self.converted(right)

    def _is_cut_behind(self, word: str) -> bool:
        """Tell whether a word of two characters hides words that begin with its second."""
        if len(word) != 2 or not all(map(is_han, word)):
            return False
        first, last = word[0], word[1]
        if self.converted(word)[1] != self.converted(last) or last in _NUMERALS:
            return False
        so = otherwise = 0.0
        for special in self._special.get(last, ()):
            rest = special[1:]
            if first + special in self._phrases:
                continue
            # A lone character that its table changes may as well be what the special word says.
            alone = self._counts.get(rest, 0) if self.converted(rest) != rest else 0
            so += self._counts[word] * (self._starts[rest] - alone)
            otherwise += self._counts[word] * alone
            otherwise += self._ends[first] * max(self._counts.get(special, 0), _KNOWN)
        return so >= _SEEN * self._total and so >= _MARGIN * otherwise

    def _across(self, special: str, ends: int) -> dict[str, str]:
        """Return phrases that cut a word before its last character.

        Args:
            special: the word.
            ends: how often words were seen that end in what comes before its last character.
        """
        found: dict[str, str] = {}
        first, second = special[:-1], special[-1]
        count = max(self._counts.get(special, 0), _KNOWN)
        if first in _NUMERALS and second == _MILE:
            return found
        for word in self._beginning[second]:
            rest = word[1:]
            phrase = first + word
            so = ends * self._counts[word]
            if so < _SEEN_ACROSS * self._total or so < _MARGIN * count * max(self._starts[rest], 1):
                continue
            if phrase in self._phrases or not (
                word in self._protecting or self.converted(phrase) != self._by_halves(first, word)
            ):
                continue
            found[phrase] = self._by_halves(first, word)
            if len(word) == 2:
                found |= self._cut_after(special, rest, so, found[phrase])
        return found

    def _cut_after(self, special: str, rest: str, others: int, phrase: str) -> dict[str, str]:
        """Return longer phrases in which the special word is one after all: 头发, 现在."""
        found = {}
        count = max(self._counts.get(special, 0), _KNOWN)
        for word in self._beginning[rest]:
            whole = special + word
            so = count * self._counts[word]
            otherwise = others * self._starts[word[1:]] / self._total
            if so < _SEEN_AFTER * self._total or so < otherwise or whole in self._phrases:
                continue
            new = self._by_halves(special, word)
            if new != phrase + self.converted(word[1:]):
                found[whole] = new
        return found


def make_overlaps(dictionary: Iterable[str]) -> str:
    """Return the table.

    Args:
        dictionary: lines of a word, how often it was seen, and its part of speech.
    """
    counts = {word: int(count) for word, count, *_ in (line.split(" ") for line in dictionary)}
    known = load()
    made = overlaps()
    phrases = {
        word: news for word, news in known.tables["STPhrases"].items() if made.get(word) != news
    }
    stage = Stage([phrases, known.tables["STCharacters"]], known.order)
    entries = _Overlaps(counts, phrases, stage).entries()
    return "".join(f"{word}\t{new}\n" for word, new in sorted(entries.items()))


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    OVERLAPS.write_text(make_overlaps(lines), "utf-8", newline="\n")
