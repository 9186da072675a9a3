"""What a character's form tells in a text of one script: which are out of place in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.text.han import is_han
from reader.text.repair.vocabulary import (
    has_unusual_forms,
    is_common,
    is_simplified_only,
    is_variant,
)

if TYPE_CHECKING:
    from collections.abc import Callable

# In nats.
_OTHER_SCRIPT = 6.0
_VARIANT = 1.0


class WrittenForms(NamedTuple):
    """The forms that one script is written with."""

    is_foreign: Callable[[str], bool]
    """Tells whether no text of the script has a character."""
    is_unusual: Callable[[str], bool]
    """Tells whether few texts of the script, or none, have any of some characters."""
    cost: Callable[[str], float]
    """What the unusual ones tell against a text, in nats."""

    def is_odd(self, character: str) -> bool:
        """Tell whether a character is rare in a text and common out of step."""
        if self.is_foreign(character):
            return True
        return not (character.isascii() or is_common(character)) and (
            is_han(character) or character.isalpha()
        )


def _traditional_cost(text: str) -> float:
    if not has_unusual_forms(text):
        return 0.0
    return _OTHER_SCRIPT * sum(map(is_simplified_only, text)) + _VARIANT * sum(
        map(is_variant, text)
    )


@cache
def _is_foreign_to_simplified(character: str) -> bool:
    return is_han(character) and not character.encode("gb2312", "ignore")


def _is_unusual_in_simplified(text: str) -> bool:
    return any(map(_is_foreign_to_simplified, text))


def _simplified_cost(text: str) -> float:
    return _OTHER_SCRIPT * sum(map(_is_foreign_to_simplified, text))


TRADITIONAL = WrittenForms(is_simplified_only, has_unusual_forms, _traditional_cost)
SIMPLIFIED = WrittenForms(_is_foreign_to_simplified, _is_unusual_in_simplified, _simplified_cost)
