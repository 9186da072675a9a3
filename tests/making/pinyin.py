"""Make `resources/readings/traditional.txt` from pypinyin's data.

Run as `python -m tests.making.pinyin` with the development dependencies installed.
"""

from __future__ import annotations

from tests.places import ROOT

TABLE = ROOT / "resources" / "readings" / "traditional.txt"


def make_readings() -> str:
    """Return the table: a line for each Traditional-only character of GBK, with its readings."""
    from opencc import OpenCC
    from pypinyin import Style, pinyin

    to_simplified = OpenCC("t2s").convert
    lines = []
    for character in map(chr, range(0x4E00, 0xA000)):
        if not character.encode("gbk", "ignore") or to_simplified(character) == character:
            continue
        readings = pinyin(character, style=Style.TONE, heteronym=True)[0]
        lines.append(f"{character} {' '.join(readings)}\n")
    return "".join(lines)


if __name__ == "__main__":
    TABLE.write_text(make_readings(), "utf-8", newline="\n")
