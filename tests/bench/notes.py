"""What a user waits for beside a book with many notes."""

from __future__ import annotations

import random
from functools import partial
from statistics import mean, median, quantiles
from time import process_time
from typing import TYPE_CHECKING

from tests.bench.books import SAMPLE
from tests.bench.meters import proportional_memory, stopwatch
from tests.bench.window import passages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotation.model import Annotation
    from reader.document.model import Document
    from reader.gui.window.main_window import MainWindow

COUNT = 10_000
FRAMES = 120
TIMES = 3
WORDS = ("通感的寫法，可以參考。", "為什麼用這個詞？", "與前一章對照著讀。", "出處待查：二十四史。")
TAGS = ("修辭", "活動", "人物", "存疑", "出處")
GROUPINGS = ("section", "color", "tag", "date")


def measure(file: Path, folder: Path) -> dict[str, str]:
    """Return the figures of one file, without notes and with `COUNT` of them, by their names.

    Args:
        file: the text.
        folder: where library and settings may be made.
    """
    from reader.gui.app.qt_application import application
    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.main_window import MainWindow
    from reader.storage.known_analyses import KnownAnalyses
    from reader.storage.library import Library
    from reader.storage.settings import SettingsStore

    app = application("en")
    known = KnownAnalyses(folder / "analyses")
    window = MainWindow(
        Library(folder / "library", known), DeviceState(SettingsStore(folder / "settings"))
    )
    window.resize(1440, 900)
    window.show()
    opened = partial(_opened, window, file, app.processEvents)
    opened()
    known.write()
    without, memory = min(opened() for _ in range(TIMES)), proportional_memory()
    _write_notes(window)
    app.processEvents()
    with_notes = min(opened() for _ in range(TIMES))
    figures = {
        "open a known article, without notes, ms": f"{without:.0f}",
        f"open it with {COUNT:,} notes, ms": f"{with_notes:.0f}",
        "times as long": f"{with_notes / without:.2f}",
        "memory that the notes add, MB (PSS)": f"{proportional_memory() - memory:.0f}",
    }
    figures |= filtering(window)
    for grouping in GROUPINGS:
        figures |= arranged(window, grouping, app.processEvents)
    figures |= together(window, app.processEvents)
    window.close()
    window.deleteLater()
    app.processEvents()
    return figures


def filtering(window: MainWindow) -> dict[str, str]:
    """Measure how soon the list shows what a filter lets pass."""
    from reader.annotation.note_filter import WITH_NOTE, Choice, Trait

    panel = window.workspace.annotations
    bar, viewport = panel.filter_bar, panel.cards.viewport()

    def timed(change: Callable[[], object]) -> float:
        took = stopwatch()
        change()
        viewport.repaint()
        return took()

    first = timed(partial(bar.field.setText, "讀"))
    figures = {"filter: first character ever, ms": f"{first:.0f}"}
    keys = [timed(partial(bar.field.setText, text)) for text in ("讀書", "讀", "修", "修辭", "")]
    figures["filter: a key, ms (longest)"] = f"{max(keys):.1f}"
    choices = [Choice(Trait.COLOR, "pink"), Choice(Trait.TAG, "修辭"), WITH_NOTE]
    chosen = [timed(partial(bar._on_menu_toggled, each)) for each in choices]
    figures["filter: a choice, ms (longest)"] = f"{max(chosen):.1f}"
    figures["filter: count what can be chosen, ms"] = f"{timed(panel._count_choices):.1f}"
    bar.clear()
    return figures


def arranged(window: MainWindow, grouping: str, settle: Callable[[], None]) -> dict[str, str]:
    """Measure changing to groups, scrolling in them, and adding a note."""
    session, cards = window.session, window.workspace.annotations.cards
    if session is None:
        raise RuntimeError("nothing was opened")
    actions = {each.objectName(): each for each in window.actions()}
    took = stopwatch()
    actions[f"notes-by-{grouping}"].trigger()
    cards.viewport().repaint()
    figures = {f"by {grouping}: change to it, ms": f"{took():.1f}"}
    bar = cards.verticalScrollBar()
    frames = []
    for _ in range(FRAMES):
        took = stopwatch()
        bar.setValue(bar.value() + 60)
        cards.viewport().repaint()
        frames.append(took())
    took = stopwatch()
    bar.setValue(bar.maximum() // 2)
    cards.viewport().repaint()
    figures[f"by {grouping}: jump to the middle, ms"] = f"{took():.1f}"
    figures[f"by {grouping}: frame while scrolling, ms (mean)"] = f"{mean(frames):.1f}"
    figures[f"by {grouping}: frame while scrolling, ms (95 %)"] = (
        f"{quantiles(frames, n=20)[-1]:.1f}"
    )
    adding, painting = [], []
    for part in passages(session.document, 20):
        took = stopwatch()
        session.highlight(part, "green")
        cards.viewport().repaint()
        adding.append(took())
        window.workspace.page.viewport().repaint()
        painting.append(took())
        settle()
    figures[f"by {grouping}: add a note and list it, ms (median)"] = f"{median(adding):.1f}"
    figures[f"by {grouping}: and paint the page, ms (median)"] = f"{median(painting):.1f}"
    return figures


def together(window: MainWindow, settle: Callable[[], None]) -> dict[str, str]:
    """Measure what is done to all notes in one step."""
    actions = {each.objectName(): each for each in window.actions()}
    figures = {}
    for name in ("choose-all-notes", "color-pink", "undo", "choose-all-notes", "delete", "undo"):
        took = stopwatch()
        actions[name].trigger()
        settle()
        figures[f"all notes: {name} after {len(figures)} steps, ms"] = f"{took():.0f}"
    return figures


def _opened(window: MainWindow, file: Path, settle: Callable[[], None]) -> float:
    """Open an article after another; return the milliseconds of the processor it took."""
    window.open_now(SAMPLE)
    settle()
    begun = process_time()
    window.open_now(file)
    window.workspace.page.viewport().repaint()
    window.workspace.annotations.cards.viewport().repaint()
    return (process_time() - begun) * 1000


def _write_notes(window: MainWindow) -> None:
    """Write notes, and keep them."""
    from reader.annotation.changes import Change

    session = window.session
    if session is None:
        raise RuntimeError("nothing was opened")
    session.change_all([Change(None, note) for note in _made(session.document)], "")
    window.flush()


def _made(document: Document) -> list[Annotation]:
    from reader.annotation.changes import created
    from reader.annotation.model import COLORS, STYLES, Body

    pick = random.Random(20261122)  # noqa: S311 - the same notes each time
    made = []
    for number, part in enumerate(passages(document, COUNT)):
        body = Body(
            value=pick.choice(("", *WORDS)) * pick.randint(1, 4),
            color=pick.choice(COLORS),
            highlight=pick.choice(STYLES),
            tags=tuple(pick.sample(TAGS, pick.randrange(3))),
        )
        day = f"2026-{1 + number % 12:02}-{1 + number % 28:02}T08:00:00.000Z"
        made.append(created(document, part, body, now=day))
    return made
