"""What a user looks for, and the pattern that finds it.

The usual mode folds nothing of the text, which would take a second on a long book: each character
of the query becomes the class of all characters that fold to the same, and between two of them may
stand what tools leave there. So a query needs no preparation, and places are places in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.text.folding import fold_without_leftovers, forms_of
from reader.text.han import is_han
from reader.text.signs import INVISIBLE

if TYPE_CHECKING:
    from reader.search.pattern import Pattern

LONGEST = 200
"""Characters of a query in the usual mode; what is longer finds nothing that this does not."""
FARTHEST = 2_000
"""Characters from the first to the last of what a usual or an exact query finds, at most."""

_LETTERS_OF_READINGS = "a-zāáǎàēéěèêīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ"
_SPACES = " \\t\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_MOST_LEFTOVERS = 8
"""So many may stand between two characters; a bound, or a text of nothing else would be slow."""
_READING = f"[(（][{_LETTERS_OF_READINGS}]{{1,6}}[)）]"
_BETWEEN_HAN = f"(?:[{INVISIBLE}]|[{_SPACES}]|{_READING}){{0,{_MOST_LEFTOVERS}}}"
_BESIDE_HAN = f"[{INVISIBLE}{_SPACES}]{{0,{_MOST_LEFTOVERS}}}"
_IN_A_WORD = f"[{INVISIBLE}]{{0,{_MOST_LEFTOVERS}}}"
_BETWEEN_WORDS = f"[{INVISIBLE}{_SPACES}]{{1,{_MOST_LEFTOVERS}}}"
_QUOTES = ('“「『"«‹', '”」』"»›', "‘『「'‹", "’』」'›")
"""Signs that a page may show for one another."""


class QueryMode(StrEnum):
    """How the characters of a query are taken."""

    ANY_FORM = "any-form"
    """Without regard to script, variants, width, case, and what tools left between characters."""
    EXACT = "exact"
    """The very characters of the article, repaired."""
    EXPRESSION = "expression"
    """A regular expression."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    text: str
    mode: QueryMode = QueryMode.ANY_FORM

    @property
    def is_empty(self) -> bool:
        """Whether it looks for nothing: no text, or nothing but white space or invisible signs."""
        # The tables that a text is folded with take longer to load than a page to open.
        if self.mode is not QueryMode.ANY_FORM or not self.text:
            return not self.text
        return not _visible(self.text)

    def pattern(self) -> Pattern:
        """Return what finds it. The query must not be empty.

        Raises:
            ExpressionError: it is no regular expression.
            ExpressionsMissingError: regular expressions cannot be looked for here.
        """
        if self.mode is QueryMode.EXPRESSION:
            # Here, since few look for one: the library takes as long to import as a page to open.
            from reader.search.expressions import Expression

            return Expression(self.text)
        if self.mode is QueryMode.EXACT:
            return re.compile(re.escape(self.text))
        return re.compile(_any_form(_visible(self.text)[:LONGEST]))


def _visible(text: str) -> str:
    """Return what a query in the usual mode says: folded, without what tools leave, on one line."""
    return " ".join(fold_without_leftovers(text).text.split())


def _any_form(text: str) -> str:
    pieces: list[str] = []
    before = ""
    is_new_word = False
    for character in text:
        if character == " ":
            is_new_word = True
            continue
        if before:
            pieces.append(_between(before, character, is_new_word=is_new_word))
        pieces.append(_class(character))
        before, is_new_word = character, False
    return "".join(pieces)


def _between(before: str, after: str, *, is_new_word: bool) -> str:
    if is_han(before):
        return _BETWEEN_HAN
    if not before.isascii() or not after.isascii():
        return _BESIDE_HAN
    return _BETWEEN_WORDS if is_new_word else _IN_A_WORD


def _class(character: str) -> str:
    forms = forms_of(character) + "".join(quotes for quotes in _QUOTES if character in quotes)
    return f"[{re.escape(forms)}]" if len(forms) > 1 else re.escape(character)
