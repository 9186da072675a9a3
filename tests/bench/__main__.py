"""Measure; `python3 -m tests.bench [FILE…]` prints, and asserts nothing.

Without files, the sample article is measured, and books of one and five million characters made of
its sentences. Figures of one run belong together: compare them with each other, not with those of
another day or machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import text, window
from tests.bench.books import make_books

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_NAME = 44
_COLUMN = 17


def main(arguments: list[str]) -> None:
    """Measure the files named, or those made for it."""
    with tempfile.TemporaryDirectory(prefix="quandian-bench-") as folder:
        os.environ.update(
            QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=folder, XDG_CACHE_HOME=folder
        )
        os.environ["QUANDIAN_LIBRARY"] = str(Path(folder) / "library")
        files = [Path(name) for name in arguments] or make_books(Path(folder))
        # The text comes first: its rows are measured in processes without a window.
        columns = [text.measure(file) for file in files]
        print_table("characters a second, and MB at most", files, columns, text.growth)
        waits = [window.measure(file, Path(folder)) for file in files]
        print_table("in the window", files, waits)


def print_table(
    title: str,
    files: Sequence[Path],
    columns: Sequence[Mapping[str, object]],
    compare: Callable[[object, object], str] | None = None,
) -> None:
    """Print a row for each figure, a column for each file.

    Args:
        title: what the figures are.
        files: what was measured.
        columns: the figures of each file by their names.
        compare: from the figures of the last two files to a word about them.
    """
    print(f"{title:{_NAME}}" + "".join(f"{file.name:>{_COLUMN}}" for file in files))
    for name in columns[0]:
        row = [column[name] for column in columns]
        told = "".join(f"{value!s:>{_COLUMN}}" for value in row)
        end = compare(*row[-2:]) if compare and len(row) > 1 else ""
        print(f"{name:{_NAME}}{told}  {end}".rstrip(), flush=True)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
