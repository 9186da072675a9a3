"""Make `resources/conversion/names.tsv`: what is a surname where it stands, and what is not.

于 余 范 and others are surnames, which Traditional writes so, and other words, which it does not
(於 餘 範). What stands before or behind tells: 姓于, 余某, 老范, a list of names. Words that begin
or end with the same character (小范围, 其余某些) are told apart by jieba's dictionary.

Run as `python -m tests.making.names DICTIONARY`, with the dictionary of `tests.making.overlaps`.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.text.alignment import Stage
from reader.text.dictionaries import NAMES, load, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BEHIND_SURNAMED = "于余范游党干钟郁涂种云台丑朴占万"
"""Behind 姓 there is no other word."""
_BEFORE_SOMEBODY = "于余范游党干钟郁涂云"
_BEHIND_OLD = {"老": "于余范游钟郁涂", "小": "余范游钟郁涂", "阿": "于余范游钟郁涂"}
_KEPT = "老小阿于"
"""What words that keep a surname away end in."""
_IN_LISTS = "于余范钟郁涂"
_TWICE = "余范涂"
_TRADITIONAL = {"钟": "鍾", "万": "萬"}
"""Of the surnames that have another form."""

_SOMEBODY = "某"
_COUNTED = "些个种年月日时地处天次项件样事类段"
"""Behind 某 they say that it is no name."""
_COUNTED_BEHIND_AT = "一晚市县省区校院部家国座条名位片方本人物级篇场期路街村镇乡所局厂站公"
"""The same behind 于, which also is a preposition; 公 begins 公司."""
_BEHIND_AT = "是此今斯兹心事理法情私公己人国民无"
"""What begins a word with 于 that is no name; most others are people and places."""
_OF_PARTIES = "部领书支派"
"""The same behind 党, a party."""
_LONGEST = 4
_KNOWN = 10
"""How often a word was seen at least, in jieba's sixty million, to be taken for one."""
_COMMON = 300
"""The same for a word that ends in 小: many in the list (和小) are none."""


class _Names:
    def __init__(self, counts: Mapping[str, int], people: frozenset[str], stage: Stage) -> None:
        self._counts = counts
        self._people = people
        self._converted = cache(lambda text: stage.convert(text, {})[0])

    def entries(self) -> dict[str, str]:
        """Return what to add, and what becomes of it."""
        # Those that end in 于 keep it from being the surname before a title.
        found = {"百姓": "百姓"} | {
            word: self._converted(word) for word in self._ending_in("于", _KNOWN)
        }
        for name in _BEHIND_SURNAMED:
            found["姓" + name] = "姓" + _written(name)
        for name in _BEFORE_SOMEBODY:
            found |= self._before_somebody(name)
        for before, those in _BEHIND_OLD.items():
            seen = _COMMON if before == "小" else _KNOWN
            found |= {word: self._converted(word) for word in self._ending_in(before, seen)}
            for name in those:
                found |= self._behind(before, name)
        for name in _IN_LISTS:
            found |= self._behind("、", name)
        found |= {"、于" + digit: "、於" + digit for digit in "0123456789一二三四五六七八九十"}
        found |= {name * 2: _written(name) * 2 for name in _TWICE}
        return {word: new for word, new in found.items() if self._is_needed(word, new, found)}

    def _before_somebody(self, name: str) -> dict[str, str]:
        found = {name + _SOMEBODY: _written(name) + _SOMEBODY}
        counted = _COUNTED
        counted += _COUNTED_BEHIND_AT if name == "于" else _OF_PARTIES if name == "党" else ""
        for times in (1, 2):
            for what in counted:
                phrase = name + _SOMEBODY * times + what
                found[phrase] = self._converted(phrase)
        for word in self._ending_in(name, _KNOWN):
            found[word + _SOMEBODY] = self._converted(word) + _SOMEBODY
        return found

    def _behind(self, before: str, name: str) -> dict[str, str]:
        return {before + name: before + _written(name)} | {
            before + word: before + self._converted(word)
            for word, count in self._counts.items()
            if word[0] == name
            and count >= _KNOWN
            and word not in self._people
            and 2 <= len(word) <= _LONGEST
            and (name != "于" or word[1] in _BEHIND_AT)
        }

    def _ending_in(self, last: str, seen: int) -> Iterator[str]:
        for word, count in self._counts.items():
            if word[-1] == last and 2 <= len(word) <= _LONGEST and count >= seen:
                yield word

    def _is_needed(self, word: str, new: str, found: Mapping[str, str]) -> bool:
        """Tell whether a word does not come out like that anyway, or keeps another one away."""
        is_hidden = any(
            word[start:end] in found
            for start in range(len(word))
            for end in range(start + 2, len(word) + 1)
            if (start, end) != (0, len(word))
        )
        return len(word) == 2 or is_hidden or self._converted(word) != new or word[-1] in _KEPT


def _written(name: str) -> str:
    return _TRADITIONAL.get(name, name)


def make_names(dictionary: Iterable[str]) -> str:
    """Return the table.

    Args:
        dictionary: lines of a word, how often it was seen, and its part of speech.
    """
    rows = [line.split(" ") for line in dictionary]
    known = load()
    made = names()
    phrases = {
        word: news for word, news in known.tables["STPhrases"].items() if made.get(word) != news
    }
    stage = Stage([phrases, known.tables["STCharacters"]], known.order)
    counts = {word: int(count) for word, count, *_ in rows}
    # 余震 is taken for a name there; OpenCC has it as a word.
    people = frozenset(
        word for word, _, kind in rows if kind.startswith("nr") and word not in phrases
    )
    entries = _Names(counts, people, stage).entries()
    return "".join(f"{word}\t{new}\n" for word, new in sorted(entries.items()))


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    NAMES.write_text(make_names(lines), "utf-8", newline="\n")
