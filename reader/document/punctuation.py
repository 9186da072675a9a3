"""What lines end and begin with, as far as it tells headings from sentences."""

from __future__ import annotations

STOPS = tuple("。，、；：,;:.．﹐﹑﹔﹕")
"""What no heading ends with."""
FINAL = (*STOPS, *"！？!?…—─﹗﹖）)】〕]」』”’\"'")
"""What a heading without a number does not end with either."""
SENTENCE_END = tuple('。！？!?…．.；;﹗﹖」』”’）)"')
BULLETS = tuple("•·●○◎◆◇■□▲△※★☆➤►▶")
NOT_FIRST = (*"「『“‘\"'（(【〔[〈<—–─-－*＊#＃>＞~～@①②③④⑤⑥⑦⑧⑨", *BULLETS)
"""What a heading without a number does not begin with."""
