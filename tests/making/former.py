"""Makes `tests/data/former`: files as the program wrote them that knew of no earlier texts.

    python3 -m tests.making.former CHECKOUT

CHECKOUT is of that program, eba3260 for one. This one writes what it is given
(`given.json`); that one writes a set of its own (`written.json`), and what it makes of the given
one: `edited.json`, with a note replaced, one deleted and one of two versions chosen; and
`merged.json`, with what it had made of the note before it heard of the given file.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.annotation.model import Annotation

FOLDER = Path(__file__).resolve().parents[1] / "data" / "former"
PATH = Path("annotations.json")


def time(second: int) -> str:
    """Return a time on the day all was made."""
    return f"2026-01-01T00:00:{second:02}.000Z"


def give() -> None:
    """Write what the other program is given; of this program's code."""
    from reader.annotation.changes import deleted
    from reader.annotation.merging import merge_versions
    from reader.storage.codec import encode
    from tests.support.made_sets import a_set, an_annotation

    note = _noted(_noted(an_annotation(0, "初"), "再", 1), "三", 2)
    gone = deleted(_noted(an_annotation(1, "將刪"), "要刪", 1), now=time(3))
    torn = merge_versions(
        _noted(_noted(an_annotation(2, "同"), "此中", 1), "此", 2),
        _noted(_noted(an_annotation(2, "同"), "彼中", 1), "彼", 3),
    )
    kept = _noted(an_annotation(3, "留"), "還留", 1)
    (FOLDER / "given.json").write_bytes(encode(a_set(note, gone, torn, kept)))


def answer() -> None:
    """Write what the other program makes; of that program's code."""
    from reader.annotation.changes import chosen, deleted
    from reader.annotation.merging import merge, merge_versions
    from reader.annotation.versions import versions
    from reader.storage.codec import decode, encode
    from tests.support.made_sets import a_set, an_annotation

    first, second = an_annotation(0, "初"), an_annotation(1)
    torn = merge_versions(_noted(first, "此", 1), _noted(first, "彼", 2))
    written = a_set(torn, deleted(second, now=time(3)), an_annotation(2))
    (FOLDER / "written.json").write_bytes(encode(written))

    data = (FOLDER / "given.json").read_bytes()
    given = decode(data, PATH)
    if encode(given) != data:
        raise RuntimeError("it does not carry along what it does not know")
    note, gone, torn, kept = given.items
    items = (
        _noted(note, "四", 11),
        gone,
        chosen(torn, versions(torn)[-1], now=time(11)),
        deleted(kept, now=time(11)),
    )
    (FOLDER / "edited.json").write_bytes(encode(replace(given, items=items)))
    mine = a_set(_noted(an_annotation(0, "初"), "不同", 9), an_annotation(1, "將刪"))
    (FOLDER / "merged.json").write_bytes(encode(merge(given, mine)))


def _noted(item: Annotation, note: str, second: int) -> Annotation:
    from reader.annotation.changes import revise
    from reader.annotation.model import Body

    return revise(item, now=time(second), body=replace(item.body or Body(), value=note))


def main(arguments: list[str]) -> None:
    """Write all files, or those of the program whose code is in the current folder."""
    if arguments == ["answer"]:
        answer()
        return
    give()
    code = "import sys; sys.path.insert(0, '.'); import runpy; sys.argv[1:] = ['answer']; "
    code += f"runpy.run_path({str(Path(__file__).resolve())!r}, run_name='__main__')"
    subprocess.run([sys.executable, "-c", code], cwd=arguments[0], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
