"""Invisible characters: which they are, and where a text needs them.

Between Han characters they say nothing, but stop searches and keep words from being recognised.
Emoji, Persian, Hindi, Hebrew, Mongolian, Korean and Khmer are written with some of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Final, NamedTuple

from reader.text.by_lines import is_in_lines
from reader.text.han import is_han
from reader.text.offsets import OffsetMap
from reader.text.patterns import lazy_pattern

INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""For a class of a regular expression."""

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_WITH_SELECTORS = lazy_pattern(
    # Of what Chinese is written with, without spaces and 〰〽㊗㊙, which are emoji.
    "([\u2e80-\u2fff\u3001-\u302f\u3031-\u303c\u303e-\u3296\u3298\u329a-\u9fff\uf900-\ufaff"
    f"\uff01-\uffef\U00020000-\U000323af])[{_SELECTORS}]+"
)
_SELECTED = lazy_pattern(f"(.)([{_SELECTORS}])(?!\u20e3)", re.DOTALL)
"""Keycaps have one behind their digits."""
_GLOSS = lazy_pattern("\ufff9[^\ufff9-\ufffb\n]+\ufffa[^\ufff9-\ufffb\n]+\ufffb")
_EMOJI_PRESENTATION = "\ufe0e\ufe0f"
_KEYCAP = "\u20e3"
_BLACK_FLAG = "\U0001f3f4"
_CANCEL_TAG = "\U000e007f"
_SIGNS_AMONG_HAN = frozenset("〰〽㊗㊙")
"""Emoji among the Chinese punctuation and the enclosed characters."""
_PUNCTUATION_WITH_PLACES = frozenset("、。！，．：；？‘’“”")
"""In the middle of their square or in its corner, by the first two selectors."""
_FIRST_OF_THE_DATABASE = "\U000e0100"
"""The first selector for variants of ideographs that are registered."""
_FEWEST_BASES = 5
"""So many different characters before a selector tell whether it is used with care."""


def without_selectors(text: str) -> tuple[str, OffsetMap]:
    """Return a text without the variation selectors of Chinese characters, and the map to it.

    What is left of a character is the character with what selected its variant. Selectors behind
    anything else stay: of emoji, of digits that are keys, at the beginning of a line.
    """
    if not is_in_lines(_SELECTOR, text):
        return text, OffsetMap.identity(len(text))
    replacements = [(*match.span(), 1) for match in _WITH_SELECTORS.finditer(text)]
    return _WITH_SELECTORS.sub(r"\1", text), OffsetMap.from_replacements(len(text), replacements)


class Uses:
    """What the invisible characters of one text are there for."""

    def __init__(self, text: str) -> None:
        """Look at a text that has some."""
        self._text = text
        self._idle = _idle_selectors(text)
        self._needed: dict[tuple[str, str, str], list[bool]] = {}
        """By what the characters of a run stand beside alone."""
        self._line = range(0)
        self._is_from_right = False
        self._has_letters_from_right = _letters_from_right().search(text) is not None
        glosses = _GLOSS.finditer(text) if "\ufff9" in text else ()
        self._in_glosses = {
            at
            for gloss in glosses
            for at in range(*gloss.span())
            if text[at] in "\ufff9\ufffa\ufffb"
        }

    @property
    def depend_on_line(self) -> bool:
        """Whether more tells what a run is there for than its characters and those beside it."""
        return self._has_letters_from_right or bool(self._in_glosses)

    def are_needed(self, start: int, end: int) -> list[bool]:
        """Tell of each character of a run of invisible ones whether it is of use there."""
        text = self._text
        parts = text[start - 1 : start], text[start:end], text[end : end + 1]
        needed = self._needed.get(parts)
        if needed is None:
            run = _Run(*parts)
            selected = run.selected_at_start(self._idle)
            needed = [at < selected or run.needs(sign) for at, sign in enumerate(run.signs)]
            self._needed[parts] = needed
        is_from_right = self._is_in_line_from_right(start)
        if not (is_from_right or self._in_glosses):
            return needed
        return [
            is_needed or (is_from_right and _is_direction(sign)) or start + at in self._in_glosses
            for at, (is_needed, sign) in enumerate(zip(needed, parts[1], strict=True))
        ]

    def _is_in_line_from_right(self, start: int) -> bool:
        """Tell whether a line has letters that are written from right to left."""
        if self._has_letters_from_right and start not in self._line:
            begin = self._text.rfind("\n", 0, start) + 1
            end = self._text.find("\n", start)
            self._line = range(begin, len(self._text) if end < 0 else end)
            found = _letters_from_right().search(self._text, begin, self._line.stop)
            self._is_from_right = found is not None
        return self._is_from_right


def _is_direction(sign: str) -> bool:
    return (
        sign in "\u061c\u200e\u200f" or "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u206f"
    )


class _Script(NamedTuple):
    letters: re.Pattern[str]
    signs: re.Pattern[str]
    """The invisible characters it is written with, beside its letters."""


@cache
def _scripts() -> tuple[_Script, ...]:
    joiners = "\u200c\u200d"
    breaks = "\u200b\u2060"
    written = (
        ("\u0620-\u0dff\u0f00-\u109f\u1780-\u18af\ua840-\uabff\U00011000-\U00011fff", joiners),
        ("\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf", breaks),
        ("\u1800-\u18af", "\u180b-\u180f"),
        ("\u1780-\u17ff", "\u17b4\u17b5"),
        ("\u1100-\u11ff\u3131-\u3163\u3165-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc",
         "\u115f\u1160\u3164\uffa0"),
        ("\u2801-\u28ff", "\u2800"),
    )  # fmt: skip
    return tuple(_Script(re.compile(f"[{a}]"), re.compile(f"[{b}]")) for a, b in written)


@cache
def _letters_from_right() -> re.Pattern[str]:
    return re.compile(
        "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
    )


def _is_pictograph(character: str) -> bool:
    return (
        "\u2190" <= character <= "\u27bf"
        or "\u2900" <= character <= "\u2bff"
        or "\U0001f000" <= character <= "\U0001faff"
        or character in _SIGNS_AMONG_HAN
    )


class _Run(NamedTuple):
    before: str
    """The character before it; empty at the start of the text, as is the other at its end."""
    signs: str
    after: str

    def selected_at_start(self, idle: frozenset[str]) -> int:
        """Return how many characters of it say what the character before it looks like."""
        if not self.before:
            return 0
        if self.before == _BLACK_FLAG and _CANCEL_TAG in self.signs:
            return self.signs.index(_CANCEL_TAG) + 1
        first = self.signs[0]
        if _SELECTOR.match(first) is None:
            return 0
        is_in_emoji = _is_pictograph(self.before) or self.after == _KEYCAP
        return int(is_in_emoji or (first not in idle and _selects(self.before, first)))

    def needs(self, sign: str) -> bool:
        """Tell whether the characters beside it are written with this one."""
        if sign == "\u200d" and _is_pictograph(self.after) and not self.before.isalnum():
            return True
        return any(
            script.signs.match(sign)
            and (script.letters.match(self.before) or script.letters.match(self.after))
            for script in _scripts()
        )


def _idle_selectors(text: str) -> frozenset[str]:
    """Return the selectors that do not select anything, as they also stand where they cannot.

    Also those that stand behind many a character which more often goes without: a mark of copies.
    """
    if not is_in_lines(_SELECTOR, text):
        return frozenset()
    uses = Counter((match[1], match[2]) for match in _SELECTED.finditer(text))
    idle = set()
    for selector in {selector for _, selector in uses}:
        bases = {base: count for (base, of), count in uses.items() if of == selector}
        if not all(_selects(base, selector) or base == selector for base in bases):
            idle.add(selector)
        elif len(bases) >= _FEWEST_BASES and all(map(is_han, bases)):
            plain = sum(text.count(base) - count for base, count in bases.items())
            if plain > sum(bases.values()):
                idle.add(selector)
    return frozenset(idle)


def _selects(base: str, selector: str) -> bool:
    """Tell whether a variant of a character may be registered for a selector."""
    if is_han(base):
        if selector >= _FIRST_OF_THE_DATABASE:
            return not _is_only_in_mainland(base)
        return ord(selector) - 0xFE00 < _standard_variants().get(base, 0)
    if base in _PUNCTUATION_WITH_PLACES:
        return selector in "\ufe00\ufe01"
    if base in _SIGNS_AMONG_HAN:
        return selector in _EMOJI_PRESENTATION
    if base.isascii() or selector >= _FIRST_OF_THE_DATABASE:
        return (base, selector) == ("0", "\ufe00")
    return not base.isspace() and not "\u2010" <= base <= "\u2027" and not "、" <= base <= "〿"


def _is_only_in_mainland(han: str) -> bool:
    """Tell whether only mainland China has a character; variants are registered for the others'."""
    others = ("big5", "euc_jis_2004", "euc_jp")
    return bool(han.encode("gb2312", "ignore")) and not any(
        han.encode(codec, "ignore") for codec in others
    )


@cache
def _standard_variants() -> dict[str, int]:
    """Return how many standard variants a character has: as many as compatibility forms."""
    forms = (*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E))
    usual = ((chr(c), unicodedata.normalize("NFC", chr(c))) for c in forms)
    return Counter(base for form, base in usual if form != base)
