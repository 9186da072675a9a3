"""Lines that are drawn between parts of a text: of strokes, of stars, of one sign alone.

Three signs make one, whatever they are and whether spaces stand between them. Of signs that stand
for words, such as dots of silence and squares of what cannot be read, none does.
"""

from __future__ import annotations

from reader.document.structure.punctuation import BULLETS
from reader.text.patterns import lazy_pattern

_STROKES = "".join(map(chr, range(0x2500, 0x2580)))
_ALONE = "*＊◇◆☆★※❖✦♦"
"""What separates by itself."""
_WORDS = frozenset("□■")
_SIGNS = "-－—─=＝_＿~～·・+＋#＃" + _ALONE + _STROKES
DRAWN = frozenset(_SIGNS) | frozenset(BULLETS) - _WORDS
"""What such a line can begin with."""
_LINE = lazy_pattern(
    "(?:[" + "".join(rf"\{sign}" for sign in sorted(DRAWN)) + rf"]\s*){{3,}}|[{_ALONE}]"
)


def is_drawn(line: str) -> bool:
    """Tell whether a line has no words but is drawn, to part what is above from what is below."""
    return _LINE.fullmatch(line) is not None
