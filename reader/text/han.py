"""Which characters are Chinese."""

from __future__ import annotations


def is_han(character: str) -> bool:
    """Tell whether a character is a Han ideograph: of the basic plane, 〇, or of planes 2 and 3.

    Comparisons and not a pattern: compiling one with these ranges takes milliseconds.
    """
    return (
        "\u3400" <= character <= "\u9fff"
        or "\U00020000" <= character <= "\U000323af"
        or "\uf900" <= character <= "\ufaff"
        or character == "〇"
    )
