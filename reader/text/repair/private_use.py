"""Characters that GB 18030 once had no codes of Unicode for, and put into private use.

Decoders that follow its editions before 2022 still do: U+E78D for `︐`, U+E81E for `龴`. No font
has them; fonts of icons use the same codes for their pictures, but others as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.patterns import lazy_pattern
from reader.text.repair.model import Repair, RepairRule, one_for_one

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "private-use"

_CHARACTERS = dict(
    zip(
        "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864"
        "\ue816\ue817\ue818\ue831\ue83b\ue855",
        "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f"
        "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb"
        "\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe",
        strict=True,
    )
)
_SIGNS = "\ue000-\uf8ff"
_PRIVATE = lazy_pattern(f"[{_SIGNS}]")


def find(source: str) -> Sequence[Repair]:
    """Return a repair for each of them, where a text has no other characters of private use."""
    if _PRIVATE.search(source) is None:
        return ()
    places = [match.start() for match in _PRIVATE.finditer(source)]
    if any(source[start] not in _CHARACTERS for start in places):
        return ()
    return one_for_one(NAME, source, places, _CHARACTERS)


RULE = RepairRule(NAME, "an old table gave characters codes of private use", find, _SIGNS)
