"""Measure what a reader waits for; `python3 -m tests.bench [FILE…]` prints, and asserts nothing.

Without files, the sample article is measured, and books of one and five million characters made of
its sentences. Figures of one run belong together: compare them with each other, not with those of
another day or machine.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING

from tests.first_paint import proportional_memory

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "resources" / "sample" / "sample.txt"
HIGHLIGHTS = 10_000
"""Fewer in a short text: one for every 20 characters."""
STARTS = 5
FRAMES = 120

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document
    from reader.gui.main_window import MainWindow
    from reader.text.offsets import TextRange


def main(arguments: list[str]) -> None:
    """Measure the files named, or those made for it."""
    with tempfile.TemporaryDirectory(prefix="quandian-bench-") as folder:
        os.environ.update(QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=folder)
        os.environ["QUANDIAN_LIBRARY"] = str(Path(folder) / "library")
        files = [Path(name) for name in arguments] or make_books(Path(folder))
        print(f"{'':44}" + "".join(f"{file.name:>14}" for file in files))
        columns = [measure(file, Path(folder)) for file in files]
        for name in columns[0]:
            print(f"{name:44}" + "".join(f"{column[name]:>14}" for column in columns))


def make_books(folder: Path) -> list[Path]:
    """Write books of a million and five million characters beside a copy of the sample."""
    sample = SAMPLE.read_text("utf-8")
    books = {"sample.txt": sample}
    for name, size, chapters in (("1M.txt", 1_000_000, 100), ("5M.txt", 5_000_000, 500)):
        books[name] = make_book(sample, size, chapters)
    for name, text in books.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in books]


def make_book(sample: str, size: int, chapters: int) -> str:
    """Return a book of chapters, its paragraphs put together from a text's sentences."""
    pick = random.Random(20261122)  # noqa: S311 - the same books each time
    sentences = re.findall(r"[^\n。！？]{8,}[。！？]”?", sample)
    lines: list[str] = []
    length = 0
    for chapter in range(1, chapters + 1):
        lines.append(f"第{chapter}章　{pick.choice(sentences)[:6]}")
        while length < size * chapter // chapters:
            paragraph = "".join(pick.choices(sentences, k=pick.randint(2, 6)))
            lines.append(paragraph)
            length += len(paragraph) + 1
    return "\n".join(lines)


def measure(file: Path, folder: Path) -> dict[str, str]:
    """Return the figures of one file by their names."""
    starts = [first_paint(file) for _ in range(STARTS)]
    figures = {
        "start to first text, s (median)": f"{median(start for start, _ in starts):.2f}",
        "memory after it, MB (PSS, median)": f"{median(memory for _, memory in starts):.0f}",
    }
    from reader.gui.application import application
    from reader.gui.main_window import MainWindow
    from reader.gui.memory import Memory
    from reader.storage.library import Library
    from reader.storage.settings import SettingsStore

    app = application("en")
    window = MainWindow(Library(folder / "library"), Memory(SettingsStore(folder / "settings")))
    window.resize(1440, 900)
    window.show()
    took = stopwatch()
    window.open(file)
    app.processEvents()
    figures["open in a running window, ms"] = f"{took():.0f}"
    figures |= movement(window, app.processEvents)
    figures |= marking(window, app.processEvents)
    window.close()
    window.deleteLater()
    app.processEvents()
    return figures


def first_paint(file: Path) -> tuple[float, float]:
    """Return seconds from the start of the process to the painted text, and megabytes then."""
    took = time.perf_counter()
    child = subprocess.run(
        [sys.executable, "-m", "tests.first_paint", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    # The child tells how long it went on after the paint: taking the picture of its memory.
    after, memory = child.stdout.split()
    return time.perf_counter() - took - float(after), float(memory)


def movement(window: MainWindow, settle: Callable[[], None]) -> dict[str, str]:
    """Measure jumping, zooming, resizing and changing script."""
    page, bar = window.workspace.page, window.workspace.page.verticalScrollBar()

    def timed(move: Callable[[], object]) -> str:
        took = stopwatch()
        move()
        settle()
        page.viewport().repaint()
        return f"{took():.0f}"

    return {
        "jump to the end, ms": timed(lambda: bar.setValue(bar.maximum())),
        "jump to the middle, ms": timed(lambda: bar.setValue(bar.maximum() // 2)),
        "zoom, ms": timed(lambda: window.workspace.zoom_by(1)),
        "resize, ms": timed(lambda: window.resize(1200, 800)),
        "show in Taiwan's forms, first time, ms": timed(
            lambda: window.workspace.show_in("auto-tw")
        ),
        "show in Simplified, ms": timed(lambda: window.workspace.show_in("auto-s")),
        "show as in the file, ms": timed(lambda: window.workspace.show_in("original")),
    }


def marking(window: MainWindow, settle: Callable[[], None]) -> dict[str, str]:
    """Measure scrolling and marking with many highlights present."""
    from reader.annotation.changes import created, now
    from reader.annotation.model import COLORS, AnnotationSet, Body
    from reader.text.offsets import TextRange

    session = window.session
    if session is None:
        raise RuntimeError("nothing was opened")
    document = session.document
    count = min(HIGHLIGHTS, len(document.source.text) // 20)
    others = tuple(
        created(document, part, Body(color=COLORS[number % len(COLORS)]), now=now())
        for number, part in enumerate(passages(document, count))
    )
    took = stopwatch()
    session.absorb(
        AnnotationSet(id=session.annotations.id, about=session.annotations.about, items=others)
    )
    settle()
    figures = {f"take in {HIGHLIGHTS:,} highlights at most, ms": f"{took():.0f}"}
    page = window.workspace.page
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum() // 3)
    frames = []
    for _ in range(FRAMES):
        took = stopwatch()
        page.verticalScrollBar().setValue(page.verticalScrollBar().value() + 40)
        page.viewport().repaint()
        frames.append(took())
    figures["frame while scrolling, ms (mean)"] = f"{mean(frames):.1f}"
    figures["frame while scrolling, ms (95 %)"] = f"{quantiles(frames, n=20)[-1]:.1f}"
    adding = []
    for part in passages(document, 20):
        took = stopwatch()
        session.highlight(TextRange(part.start, part.end), "green")
        page.viewport().repaint()
        window.workspace.annotations.cards.viewport().repaint()
        adding.append(took())
    figures["add a highlight, ms (median)"] = f"{median(adding):.1f}"
    for name in ("save all of them, ms", "save after one more, ms"):
        session.highlight(TextRange(0, 4), "blue")
        took = stopwatch()
        window.flush()
        figures[name] = f"{took():.0f}"
    figures["memory at the end, MB (PSS)"] = f"{proportional_memory():.0f}"
    return figures


def passages(document: Document, count: int) -> list[TextRange]:
    """Return passages of a dozen characters spread over a document."""
    from reader.text.offsets import TextRange

    length = len(document.source.text)
    starts = (length * number // (count + 1) for number in range(count))
    return [TextRange(start, min(length, start + 12)) for start in starts]


def stopwatch() -> Callable[[], float]:
    """Return a function that tells the milliseconds since now."""
    start = time.perf_counter()
    return lambda: (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(sys.argv[1:])
