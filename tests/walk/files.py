"""The files a walk opens: articles, and what nobody would call one."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

_SENTENCES = (
    "窗外的雨下了一整夜，書桌上的燈也亮了一整夜，讀到天明才把這一本讀完。",
    "他们在图书馆里读书，读完以后写笔记，规范得很，大家都说以后还要来。",
    "干部們在這里讀書，讀完以后寫筆記，大家都說這里的干部愿意學習。",
    "翻開第一頁，前人的朱筆圈點（quāndiǎn）就在那裡，像有人在耳邊輕聲說話。",
    "𠮷野家的老闆說：「書邊上的字，比書裡的字更像人。」",
    "Plain words stand here &nbsp; and there, and 12 ½ numbers.",
)
_MARKS = ("", "", "", "## ", "> ", "一、", "　　")


def article_text(rng: Random, number: int) -> str:
    """Return the text of a new article."""
    lines = [f"第{number}篇：雨夜{rng.randrange(10**6)}"]
    for _ in range(rng.randrange(3, 60)):
        words = "".join(rng.choices(_SENTENCES, k=rng.randrange(1, 5)))
        lines.append(rng.choice(_MARKS) + words)
    return "\n\n".join(lines) + "\n"


def odd_files(folder: Path, rng: Random) -> list[Path]:
    """Make what nobody would call an article, and articles of odd shapes; some are not there."""
    odd = folder / "odd"
    odd.mkdir()
    made = {
        "empty.txt": b"",
        "blank.txt": b"\n \n\t\n",
        "binary.txt": bytes(rng.randbytes(5_000)),
        "nul.txt": "前\0後\n".encode() * 20,
        "line.txt": ("長" * 60_000).encode(),
        "word.txt": b"a" * 50_000,
        "returns.txt": "一行\r\n\r\n二行\r三行\r\n".encode() * 5,
        "one.txt": "字".encode(),
        "utf16.txt": "燈下讀書\n夜深了\n".encode("utf-16"),
        "bom.txt": "\ufeff題\n\n文\n".encode(),
        "signs.txt": "\u202e反\u200b\ufeff題\u2066\n\n\U000e0100\ufffd\u0301文\n".encode(),
        "markup.md": b"# <b>bold</b> <img src='x'>\n\n&lt;a&gt; **b** [c](file:///etc)\n",
        "long name " + "長" * 70 + ".txt": "名\n\n文\n".encode(),
    }
    for name, data in made.items():
        (odd / name).write_bytes(data)
    os.mkfifo(odd / "pipe.txt")
    (odd / "folder.txt").mkdir()
    (odd / "loop.txt").symlink_to(odd / "loop.txt")
    (odd / "zero.txt").symlink_to("/dev/zero")
    read_only = odd / "read-only.txt"
    read_only.write_text(article_text(rng, 99), "utf-8")
    read_only.chmod(0o400)
    return [*sorted(odd.iterdir()), odd / "missing.txt", folder / "gone" / "missing.txt"]
