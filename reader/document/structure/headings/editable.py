"""Headings with the link behind them by which readers of an encyclopaedia edit a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.document.structure.lines import Lines

_EDITABLE = lazy_pattern(
    r"(?P<title>\S.{0,60}?)\s*(?:[\[［【(（]\s*"
    r"(?:编辑|編輯|[编編][辑輯]\s?[|｜]\s?[编編][辑輯]源代[码碼]|[编編][辑輯]源代[码碼]|編輯原始碼|[编編][辑輯]本段|edit)"
    r"\s*[\]］】)）]|(?<=\S)\s[编編][辑輯]本段(?:回目[录錄])?)"
)
_LAST = frozenset("]］】)）段录錄")
_FEWEST = 2


def find_editable(lines: Lines, short: Sequence[int]) -> list[int]:
    """Return those of the short lines with the link behind them; none where one alone has it."""
    text, ends = lines.text, lines.ends
    found = [
        n for n in short if text[ends[n] - 1] in _LAST and _EDITABLE.fullmatch(lines[n]) is not None
    ]
    return found if len(found) >= _FEWEST else []


def without_link(line: str) -> str:
    """Return what a heading says without the link behind it: `夏朝[编辑]` as `夏朝`."""
    match = _EDITABLE.fullmatch(line) if line[-1:] in _LAST else None
    return match["title"] if match else line
