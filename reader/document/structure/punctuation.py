"""What lines end and begin with, as far as it tells headings from sentences."""

from __future__ import annotations

LETTER = r"[^\W\da-zA-Z_]"
"""Pattern of one Han character, or letter of another script than the Latin one.

It takes `re` no time to compile; a range of all Han characters takes it a millisecond.
"""
STOPS = tuple("。，、；：,;:.．﹐﹑﹔﹕")
"""What no heading ends with."""
FINAL = (*STOPS, *"！？!?…—─－﹗﹖）)】〕]」』”’\"'")
"""What a heading without a number does not end with either."""
SENTENCE_END = tuple('。！？!?…．.；;﹗﹖」』”’）)"')
BULLETS = tuple("•·●○◎◆◇■□▲△※★☆➤►▶")
NOT_FIRST = (*"「『“‘\"'（(【〔[〈<—–─-－*＊#＃>＞~～@①②③④⑤⑥⑦⑧⑨", *BULLETS)
"""What a heading without a number does not begin with."""
