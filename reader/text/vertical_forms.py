"""How a text is written vertically: which characters stand upright, alone or side by side.

What is shown has as many characters as the text, so that offsets in it are those in the text.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from reader.text.corner_quotes import with_corner_quotes
from reader.text.han import is_han
from reader.text.offsets import TextRange
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    import re

_TURNED = frozenset("「」『』（）〈〉《》【】〔〕〖〗〘〙〚〛｛｝［］〝〞〟ー〜～＿｜＝－—―─…‥")
"""Wide marks that lie down with the line, in a form of the font's own where it has one."""
_CENTERED = frozenset("·‧・•∙⋅")
"""Dots between names; a narrow one stands in the middle of its column."""
_UPRIGHT = lazy_pattern(
    "[§©®±¼-¾×÷‖†‡‰‱※‼⁂⁇-⁉\u2100-\u218f\u2460-\u24ff\u25a0-\u2767\u2776-\u2793\u2b50-\u2b59]"
    "|[\U0001f000-\U0001faff]"
)
"""Signs that stand upright though they are no wider than letters (UAX 50)."""

_LETTER = "0-9A-Za-z\u00c0-\u024f\u0370-\u052f"
_SIGN = r".,:;%‰/\\+\-–~°′″=_&@#$€£¥'’"
_TOGETHER = lazy_pattern(
    rf"(?<![{_LETTER}{_SIGN}])(?<![{_LETTER}{_SIGN}][ \u00a0])"
    rf"(?:[0-9]{{1,2}}|[A-Z])(?![{_LETTER}{_SIGN}]|[ \u00a0][{_LETTER}{_SIGN}])"
    r"|(?<![!?])[!?]{2}(?![!?])"
)
_WIDE = str.maketrans(",.;:!?()", "，．；：！？（）")
_HAN = "\u3001-\u303f\u3400-\u9fff\uff01-\uff60\U00020000-\U000323af"
_OF_CHINESE = lazy_pattern(f"(?<=[{_HAN}])[,;:!?.]+|[,;:!?](?=[{_HAN}])")
_NUMBERED = lazy_pattern(r"(?m)(?<=^[0-9])\.(?![0-9])|(?<=^[0-9][0-9])\.(?![0-9])")
_BRACKETED = lazy_pattern(r"\(([^()\n]*)\)")
_STRAIGHT = lazy_pattern('"([^"]*)"')
_NO_QUOTATION = lazy_pattern("[，。、；：！？」』）》]|.*[：「『（《]$|$")
"""What stands between two straight marks of which one was lost: they do not belong together."""
_PAIR = lazy_pattern("(?<![！？])[！？]{2}(?![！？])")
_NARROW = str.maketrans("！？", "!?")

_FIGURE = lazy_pattern("(?:(?<=[\u3400-\u9fff]) )?([0-9][0-9,]*) ?(?=[\u3400-\u9fff])")
_HAN_DIGITS = "〇一二三四五六七八九"


def vertical_text(text: str, *, is_mainland: bool = False) -> str:
    """Return what is shown of a text in columns.

    Quotation marks, straight ones too, are corner brackets, ASCII punctuation of Chinese sentences
    has its full width, and two marks such as ！？ are narrow ones, which stand side by side.

    Args:
        text: what is shown in lines.
        is_mainland: whether 『』 are outside and 「」 inside, as the mainland has it.
    """
    with_corners = with_corner_quotes(text, is_mainland=is_mainland).split("\n")
    outer = "『』" if is_mainland else "「」"
    shown = "\n".join(_without_straight_quotes(line, outer) for line in with_corners)
    shown = _OF_CHINESE.sub(_widened, shown)
    shown = _BRACKETED.sub(_widened_brackets, _NUMBERED.sub(_widened, shown))
    return _PAIR.sub(lambda match: match.group().translate(_NARROW), shown)


def set_together(text: str) -> list[TextRange]:
    """Return what stands side by side in one square: short numbers, a lone letter, !? (縱中橫)."""
    return [TextRange(*match.span()) for match in _TOGETHER.finditer(text)]


def is_upright(character: str) -> bool:
    """Tell whether a character stands upright in a column, if the font has a form that does."""
    return (
        is_han(character)
        or east_asian_width(character) in "WF"
        or character in _CENTERED
        or character in _TURNED
        or _UPRIGHT.match(character) is not None
    )


def is_turned(character: str) -> bool:
    """Tell whether an upright character lies down where a font has no vertical form of it."""
    return character in _TURNED


def is_centered(character: str) -> bool:
    """Tell whether a character stands in the middle of its place, however narrow it is."""
    return character in _CENTERED


def goes_with_base(character: str) -> bool:
    """Tell whether a character is drawn on, or changes the form of, the one before it."""
    return category(character) in {"Mn", "Me", "Mc", "Cf"}


def with_han_numbers(text: str) -> str:
    """Return a text with the numbers before Han characters in Chinese: 約 12 分鐘 is 約十二分鐘."""
    return _FIGURE.sub(lambda match: _han_number(match.group(1).replace(",", "")), text)


def _han_number(digits: str) -> str:
    if len(digits) != 2:
        return "".join(_HAN_DIGITS[int(digit)] for digit in digits)
    ten, unit = map(int, digits)
    tens = "" if ten == 1 else _HAN_DIGITS[ten]
    return f"{tens}十{_HAN_DIGITS[unit] if unit else ''}"


def _without_straight_quotes(line: str, outer: str) -> str:
    """Return a line with corner brackets, if its straight marks are pairs without a doubt."""
    if '"' not in line:
        return line
    parts = line.split('"')
    are_pairs = len(parts) % 2 and not any(map(_NO_QUOTATION.match, parts[1::2]))
    return _STRAIGHT.sub(partial(_with_corners, outer), line) if are_pairs else line


def _with_corners(outer: str, match: re.Match[str]) -> str:
    around = slice(max(0, match.start() - 1), match.end() + 1)
    is_chinese = any(map(is_han, match.string[around]))
    return f"{outer[0]}{match.group(1)}{outer[1]}" if is_chinese else match.group()


def _widened(match: re.Match[str]) -> str:
    return match.group().translate(_WIDE)


def _widened_brackets(match: re.Match[str]) -> str:
    inside = match.group(1)
    return f"（{inside}）" if any(map(is_han, inside)) else match.group()
