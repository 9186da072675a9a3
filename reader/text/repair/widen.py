"""Chinese punctuation that a store folded to ASCII: `黨建引領,推動` for `黨建引領，推動`.

Some stores fold all of U+FF01-FF5E, so a text of theirs has `,:;!?()` where Chinese has full-width
forms, and keeps `。、“”`. Its commas tell: where four of five between Han characters are ASCII, all
these marks are widened that touch Chinese text on the side that matters. Where half of them are,
someone mixed the two, and it is only offered: no reader wants the marks of an author changed
unasked, but who minds them has one decision to make for all. With fewer they are slips, and not
worth the user's time. Marks of other kinds prove nothing: technical books have `函式(function)`
by habit.

This rule reads the text as the others repaired it: in `區(qū),` it is 區 that the comma follows.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial
from operator import and_
from typing import TYPE_CHECKING, NamedTuple

from reader.progress import UNHEARD
from reader.text.han import is_han
from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Confidence, LateRule, Repair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.progress import Progress

NAME = "widen"

_HAN = "\u3400-\u9fff〇\uf900-\ufaff\U00020000-\U000323af"
_FEWEST = 10
"""Commas between Han characters: a note of a few lines does not show where it comes from."""
_FEWEST_OF_ALL = 3
"""Marks of any kind, where there are fewer commas."""
_PROSE = 6
"""Characters a mark, or commas alone may part the items of a list."""
_NOTE = 2_000
"""Characters; a text as long as that has commas."""
_FULL_WIDTH = frozenset("，：；！？")
_APPLIED_SHARE = 0.8
_OFFERED_SHARE = 0.5
_COMMAS_A_STOP = 50
"""At most, or it is no prose: in a table commas part columns."""

_MARKED = 0.8
"""The share of the time in which marks are found; to make repairs of them takes the rest."""
_TOLD_EVERY = 50_000
"""Characters."""

_OPENING = frozenset("“‘「『《〈【〔〖（")
_ENDING = frozenset("”’」』》〉】〕〗）。、，；：！？…—～\uff05")
_GLOSS = lazy_pattern(r"\([^\W\d_]{1,12}\)(?<=[a-zà-ǜ]\))")
_MARK = re.compile(r"[,:;!?()（）\n]")


def find(text: str, source: str, progress: Progress = UNHEARD) -> Sequence[Repair]:
    """Return a repair for each mark that was full-width, of one character each.

    Args:
        text: the text as the other rules repaired it.
        source: the text before; only there a full-width comma proves that they were not folded.
        progress: told how far it is.

    Raises:
        Cancelled: the progress says so.
    """
    share = _share_folded(text, source)
    if share < _OFFERED_SHARE:
        return ()
    is_applied = share >= _APPLIED_SHARE
    return [
        _repair((NAME, place, place + 1, mark := text[place], _WIDE[mark], sure, (), is_applied))
        for place, sure in sorted(_Marks(text).find(progress).items())
    ]


_repair = partial(tuple.__new__, Repair)
"""From its fields in order, in half the time: a long text has tens of thousands."""

RULE = LateRule(NAME, "a store folded full-width punctuation to ASCII", find)


def _share_folded(text: str, source: str) -> float:
    """Return the share of the commas that are ASCII; nought where too few are to tell.

    A note that has few commas counts as mixed if it has marks of several kinds or clauses, and no
    full-width one: that is what can be offered.
    """
    folded = _count_between_han(text, ",")
    if folded < _FEWEST:
        return _OFFERED_SHARE if _is_folded_note(text, source) else 0.0
    if _count_stops(text) * _COMMAS_A_STOP < folded:
        return 0.0
    kept = _count_between_han(source, "，") + _count_between_han(source, "﹐")
    return folded / (folded + kept)


def _is_folded_note(text: str, source: str) -> bool:
    if not _FULL_WIDTH.isdisjoint(source) or sum(map(text.count, ",:;!?")) < _FEWEST_OF_ALL:
        return False
    kinds = Counter(match[0] for match in _after_han().finditer(text))
    if _GLOSS.search(text) is not None:
        # Exercises and word lists are set in ASCII by habit.
        return False
    return (
        kinds.total() >= _FEWEST_OF_ALL
        and (len(kinds) > 1 or len(text) >= _PROSE * kinds.total())
        and _count_stops(text) > 0
        and len(text) < _NOTE
    )


# Splitting and not patterns: to compile one takes milliseconds.
def _count_between_han(text: str, comma: str) -> int:
    pieces = text.split(comma)
    before = [piece[-1:] for piece in pieces[:-1]]
    after = [piece[:1] for piece in pieces[1:]]
    are_han = {c: is_han(c) for c in {*before, *after}}.__getitem__
    return sum(map(and_, map(are_han, before), map(are_han, after)))


def _count_stops(text: str) -> int:
    return text.count("。") + sum(
        sum(is_han(before[-1:]) for before in text.split(mark)[:-1]) for mark in ".!?！？"
    )


@cache
def _after_han() -> re.Pattern[str]:
    return re.compile(rf"[,:;!?](?<=[{_HAN}].)(?=[{_HAN}“「『《\n]|$)")


_OWN: tuple[tuple[tuple[str, ...], str], ...] = (
    (("```",), r"^ {0,3}```.*?(?:^ {0,3}```|\Z)"),
    (("`",), r"`[^`\n]++`"),
    (("](",), r"\]\([^()\n]*+\)"),
    (("![",), r"!\["),
    ((":)", ":-)", ";)", ";-)"), r"[:;]-?\)"),
    # An address may have words in it, but does not end with a mark.
    (("://",), rf"(?:https?|ftp)://(?:[!-~]|(?<=[/?=&_#%-])[{_HAN}]++)*[\w/=&#%{_HAN}-]"),
    (tuple(f"{mark}{end}" for mark in ";{}" for end in " \t\n"), r"^[^\n]*[!-~] ?[;{}][ \t]*$"),
    (("//", "/*", "$ ", ">>> "), r"^[ \t]*(?://|/\*|\$ |>>> )[^\n]*$"),
)
"""Code, the target of a link, an address: what one of each needs, and its pattern."""


def _own_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text has marks of its own, in order and disjoint."""
    # Most texts have none, and to try all at each place takes as long as the rest of the rule.
    # So does to look for pairs of characters, of which it seldom has each.
    ended = f"{text}\n"
    has = {c: c in ended for needed, _ in _OWN for each in needed for c in each}
    patterns = [
        pattern
        for needed, pattern in _OWN
        if any(all(map(has.__getitem__, each)) and each in ended for each in needed)
    ]
    if patterns:
        own = re.compile("|".join(patterns), re.MULTILINE | re.DOTALL | re.ASCII)
        yield from (match.span() for match in own.finditer(text))


class _Chinese(dict[str, bool]):
    """Whether a character is Chinese, or what only stands beside Chinese."""

    def __missing__(self, character: str) -> bool:
        self[character] = answer = _is_chinese(character)
        return answer


def _is_chinese(character: str) -> bool:
    return (
        is_han(character)
        or character in _ENDING
        or "０" <= character <= "９"
        or "Ａ" <= character <= "Ｚ"
        or "ａ" <= character <= "ｚ"
    )


_BESIDE_WORDS = frozenset(",:;!?")
_WIDE = dict(zip(",:;!?()", "，：；！？（）", strict=True))


class _Bracket(NamedTuple):
    place: int
    is_wide: bool
    """Whether it is full-width, or was."""
    is_ascii: bool


class _Marks:
    """One pass over a text, in which a mark sees what became of those before it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[int, Confidence] = {}
        self._chinese = _Chinese()
        self._open: list[_Bracket] = []
        """The brackets of the line that are not closed."""

    def find(self, progress: Progress) -> dict[int, Confidence]:
        """Return the offsets of the marks to widen; see `find` above."""
        text, chinese = self._text, self._chinese
        own = _own_spans(text)
        start, end = next(own, (len(text), 0))
        told = 0
        for match in _MARK.finditer(text):
            place = match.start()
            while start <= place and end <= place:
                start, end = next(own, (len(text), 0))
            mark = text[place]
            if mark == "\n":
                self._open.clear()
                if place >= told:
                    progress.report(_MARKED * place / len(text))
                    told = place + _TOLD_EVERY
            elif start <= place:
                continue
            elif mark in _BESIDE_WORDS:
                # As `_stands` would say, for nearly all of tens of thousands.
                if place and chinese[text[place - 1]]:
                    self._found[place] = Confidence.HIGH
                else:
                    self._stands(place)
            elif mark in "(（":
                self._opens(place)
            else:
                self._closes(place)
        return self._found

    def _opens(self, place: int) -> None:
        is_ascii = self._text[place] == "("
        before, after = self._text[place - 1 : place], self._text[place + 1 : place + 2]
        is_wide = (
            not is_ascii
            or self._follows(place)
            or before in _OPENING
            or after in _OPENING
            or self._chinese[after]
        )
        self._open.append(_Bracket(place, is_wide, is_ascii))

    def _closes(self, place: int) -> None:
        if not self._open:
            return
        bracket = self._open.pop()
        is_ascii = self._text[place] == ")"
        if bracket.is_ascii and (bracket.is_wide or not is_ascii):
            self._found[bracket.place] = Confidence.HIGH
        if is_ascii and bracket.is_wide:
            self._found[place] = Confidence.HIGH

    def _stands(self, place: int) -> None:
        if self._follows(place):
            self._found[place] = Confidence.HIGH
        elif (
            place
            and not self._text[place - 1].isspace()
            and is_han(self._text[place + 1 : place + 2])
        ):
            # What follows a word in Latin letters, or a number, and Chinese goes on: `5%,同比`.
            self._found[place] = Confidence.MEDIUM

    def _follows(self, place: int) -> bool:
        """Tell whether a mark follows something Chinese, or a mark that is Chinese again."""
        before = place - 1
        return before >= 0 and (before in self._found or self._chinese[self._text[before]])
