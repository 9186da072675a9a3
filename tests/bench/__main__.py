"""Measure; `python3 -m tests.bench [FILE…]` prints, and asserts nothing.

Without files, the sample article is measured, and books of one and five million characters made of
its sentences. These are called S, L and XL: `python3 -m tests.bench S L XL` measures how the
program starts with them, and with two that were harmed, and nothing else; `python3 -m tests.bench
notes` what 10,000 notes beside L cost. Figures of one run belong together: compare them with each
other, not with those of another day or machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import anchoring, blocking, notes, start, store, text, text_edit, window
from tests.bench.books import SIZES, made, make_books

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_NAME = 56
_COLUMN = 17
_HARMED = {
    "S": (),
    "L": ("L wrong encoding",),
    "XL": ("XL damaged", "L wrong encoding"),
}
"""What is measured beside sizes, by the largest of them."""


def main(arguments: list[str]) -> None:
    """Measure the files named, or those made for it."""
    if arguments == ["anchoring"]:
        anchoring.main()
        return
    with tempfile.TemporaryDirectory(prefix="quandian-bench-") as folder:
        place = Path(folder)
        sizes = [name for name in arguments if name in SIZES]
        if sizes:
            measure_starts([made(size, place) for size in (*sizes, *_HARMED[sizes[-1]])], place)
            return
        if arguments == ["notes"]:
            _stay_within(folder)
            print_table("notes beside a book", ["L"], [notes.measure(made("L", place), place)])
            return
        files = [Path(name) for name in arguments] or make_books(place)
        measure_starts(files, place)
        _stay_within(folder)
        # The text comes first: its rows are measured in processes without a window.
        columns = [text.measure(file) for file in files]
        names = [file.name for file in files]
        print_table("characters a second, and MB at most", names, columns, text.growth)
        waits = [window.measure(file, place) for file in files]
        print_table("in the window", names, waits)
        others = [text_edit.measure(file) for file in files]
        print_table("beside it, Qt's text edit", names, others)
        measure_store(place)


def _stay_within(folder: str) -> None:
    """Let windows show nothing on a screen, and leave nothing behind."""
    os.environ.update(QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=folder, XDG_CACHE_HOME=folder)
    os.environ["QUANDIAN_LIBRARY"] = str(Path(folder) / "library")


def measure_starts(files: Sequence[Path], folder: Path) -> None:
    """Measure starts of the program, beside the floor, which is measured before and after."""
    with start.screen() as screen:
        start.compile_all()
        floor = start.floor()
        print(f"on {screen}; what is loaded: {start.loaded(files[0], folder)}")
        print(start.in_words(floor), flush=True)
        columns = [start.measure(file, folder, floor) for file in files]
        print_table("starts", [file.stem for file in files], columns)
        print("again, " + start.in_words(start.floor()), flush=True)


def measure_store(folder: Path) -> None:
    """Measure what keeping annotations costs."""
    notes = [f"{count:,} notes" for count in store.NOTES]
    print_table("saving", notes, [store.saving(count, folder) for count in store.NOTES])
    print_table(
        "the window's thread", notes, [blocking.measure(count, folder) for count in store.NOTES]
    )
    articles = [f"{count:,} articles" for count in store.ARTICLES]
    print_table("library", articles, [store.library_of(count, folder) for count in store.ARTICLES])


def print_table(
    title: str,
    names: Sequence[str],
    columns: Sequence[Mapping[str, object]],
    compare: Callable[[object, object], str] | None = None,
) -> None:
    """Print a row for each figure, a column for each thing measured.

    Args:
        title: what the figures are.
        names: of what was measured.
        columns: the figures of each by their names.
        compare: from the figures of the last two to a word about them.
    """
    print(f"{title:{_NAME}}" + "".join(f"{name:>{_COLUMN}}" for name in names))
    for name in columns[0]:
        row = [column[name] for column in columns]
        told = "".join(f"{value!s:>{_COLUMN}}" for value in row)
        end = compare(*row[-2:]) if compare and len(row) > 1 else ""
        print(f"{name:{_NAME}}{told}  {end}".rstrip(), flush=True)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
