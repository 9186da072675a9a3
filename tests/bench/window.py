"""What a user waits for in the window."""

from __future__ import annotations

from functools import partial
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING

from tests.bench.meters import proportional_memory, stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.document.model import Document
    from reader.gui.window.main_window import MainWindow
    from reader.text.offsets import TextRange

HIGHLIGHTS = 10_000
"""Fewer in a short text: one for every 20 characters."""
FRAMES = 120
PAGES = 30


def measure(file: Path, folder: Path) -> dict[str, str]:
    """Return the figures of one file by their names.

    Args:
        file: the text.
        folder: where library and settings may be made.
    """
    from reader.gui.app.qt_application import application
    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.main_window import MainWindow
    from reader.storage.library import Library
    from reader.storage.settings import SettingsStore

    app = application("en")
    window = MainWindow(
        Library(folder / "library"), DeviceState(SettingsStore(folder / "settings"))
    )
    window.resize(1440, 900)
    window.show()
    took = stopwatch()
    window.open_now(file)
    app.processEvents()
    figures = {"open in a running window, ms": f"{took():.0f}"}
    figures |= movement(window, app.processEvents)
    figures |= columns(window, app.processEvents)
    figures |= pages(window, app.processEvents)
    figures |= readings(window, app.processEvents)
    figures |= finding(window)
    figures |= marking(window, app.processEvents)
    window.close()
    window.deleteLater()
    app.processEvents()
    return figures


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
        "zoom, ms": timed(lambda: window.features.zoom.by(1)),
        "resize, ms": timed(lambda: window.resize(1200, 800)),
        "show in Taiwan's forms, first time, ms": timed(
            lambda: window.features.scripts.show_in("auto-tw")
        ),
        "show in Simplified, ms": timed(lambda: window.features.scripts.show_in("auto-s")),
        "show as in the file, ms": timed(lambda: window.features.scripts.show_in("original")),
    }


def columns(window: MainWindow, settle: Callable[[], None]) -> dict[str, str]:
    """Measure changing to columns, and jumping, zooming and scrolling in them."""
    page = window.workspace.page
    bar = page.horizontalScrollBar()
    change = next(each for each in window.actions() if each.objectName() == "vertical")

    def timed(move: Callable[[], object]) -> float:
        took = stopwatch()
        move()
        settle()
        page.viewport().repaint()
        return took()

    figures = {
        "columns: change to them, ms": timed(change.trigger),
        "columns: jump to the end, ms": timed(lambda: bar.setValue(bar.maximum())),
        "columns: jump to the middle, ms": timed(lambda: bar.setValue(bar.maximum() // 2)),
        "columns: zoom, ms": timed(lambda: window.features.zoom.by(1)),
        "columns: resize, ms": timed(lambda: window.resize(1440, 900)),
    }
    frames = [timed(lambda: bar.setValue(bar.value() + 40)) for _ in range(FRAMES)]
    figures["columns: frame while scrolling, ms (mean)"] = mean(frames)
    figures["columns: frame while scrolling, ms (95 %)"] = quantiles(frames, n=20)[-1]
    change.trigger()
    settle()
    return {name: f"{figure:.1f}" for name, figure in figures.items()}


def pages(window: MainWindow, settle: Callable[[], None]) -> dict[str, str]:
    """Measure changing to pages, jumping among them, and turning them, in lines and in columns."""
    page = window.workspace.page
    actions = {each.objectName(): each for each in window.actions()}

    def timed(move: Callable[[], object]) -> float:
        took = stopwatch()
        move()
        settle()
        page.viewport().repaint()
        return took()

    figures = {}
    for name in ("pages", "pages of columns"):
        if name == "pages of columns":
            actions["vertical"].trigger()
        figures[f"{name}: change to them, ms"] = timed(actions["pages"].trigger)
        bar = page.horizontalScrollBar() if actions["vertical"].isChecked() else None
        bar = bar or page.verticalScrollBar()
        figures[f"{name}: jump to the end, ms"] = timed(partial(bar.setValue, bar.maximum()))
        figures[f"{name}: jump to the middle, ms"] = timed(
            partial(bar.setValue, bar.maximum() // 2)
        )
        turns = [timed(partial(page.scrolling.scroll_by_screen, 1)) for _ in range(PAGES)]
        figures[f"{name}: turn on, ms (mean)"] = mean(turns)
        figures[f"{name}: turn on, ms (95 %)"] = quantiles(turns, n=20)[-1]
        backs = [timed(partial(page.scrolling.scroll_by_screen, -1)) for _ in range(PAGES)]
        figures[f"{name}: turn back, ms (mean)"] = mean(backs)
        actions["pages"].trigger()
    actions["vertical"].trigger()
    settle()
    return {name: f"{figure:.1f}" for name, figure in figures.items()}


def readings(window: MainWindow, settle: Callable[[], None]) -> dict[str, str]:
    """Measure the page with readings, once what makes them is loaded."""
    from reader.document.readings import readings_of
    from reader.text.phonetics import Notation, can_read

    can_read()
    page, bar = window.workspace.page, window.workspace.page.verticalScrollBar()
    figures = {}
    change = next(each for each in window.actions() if each.objectName() == "vertical")
    for notation in Notation:
        moves: dict[str, Callable[[], object]] = {
            "show": partial(page.set_readings, readings_of, notation),
            "jump to the end": lambda: bar.setValue(bar.maximum()),
            "zoom": partial(window.features.zoom.by, 1),
        }
        for name, move in moves.items():
            took = stopwatch()
            move()
            settle()
            page.viewport().repaint()
            figures[f"{notation}: {name}, ms"] = f"{took():.0f}"
        figures |= scrolling(window, f"{notation}: frame while scrolling")
        change.trigger()
        settle()
        figures |= scrolling(window, f"{notation} in columns: frame while scrolling")
        change.trigger()
        settle()
    page.set_readings(None, Notation.PINYIN)
    settle()
    return figures


def scrolling(window: MainWindow, name: str) -> dict[str, str]:
    """Measure frames while the page is scrolled, from a third of it on."""
    page = window.workspace.page
    bars = (page.verticalScrollBar(), page.horizontalScrollBar())
    bar = max(bars, key=lambda each: each.maximum())
    bar.setValue(bar.maximum() // 3)
    frames = []
    for _ in range(FRAMES):
        took = stopwatch()
        bar.setValue(bar.value() + 40)
        page.viewport().repaint()
        frames.append(took())
    return {
        f"{name}, ms (mean)": f"{mean(frames):.1f}",
        f"{name}, ms (95 %)": f"{quantiles(frames, n=20)[-1]:.1f}",
    }


def finding(window: MainWindow) -> dict[str, str]:
    """Measure how soon the first place is found and how soon all are counted, for a common word."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
    from PySide6.QtWidgets import QLineEdit

    feature = window.features.finding
    feature.open()
    field = feature.bar.findChild(QLineEdit, "findField")
    if field is None:
        raise RuntimeError("there is no field to type in")
    figures = {}
    # What is found may have come between looking and waiting.
    timer = QTimer()
    timer.start(1)

    def come_round() -> None:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    # The first time, tables are loaded.
    for name in ("find, first time", "find"):
        field.clear()
        took = stopwatch()
        field.insert("读书")
        while feature.found.current is None and not feature.found.is_complete:
            come_round()
        window.workspace.page.viewport().repaint()
        figures[f"{name}: first place, ms"] = f"{took():.0f}"
        while not feature.found.is_complete:
            come_round()
        figures[f"{name}: all places, ms"] = f"{took():.0f}"
    feature.close()
    return figures


def marking(window: MainWindow, settle: Callable[[], None]) -> dict[str, str]:
    """Measure scrolling and marking with many highlights present."""
    from reader.annotation.changes import created, now
    from reader.annotation.model import COLORS, AnnotationSet, Body
    from reader.text.offsets import TextRange

    session = window.session
    if session is None:
        raise RuntimeError("nothing was opened")
    document = session.document
    figures = scrolling(window, "no highlight: frame while scrolling")
    count = min(HIGHLIGHTS, len(document.source.text) // 20)
    others = tuple(
        created(document, part, Body(color=COLORS[number % len(COLORS)]), now=now())
        for number, part in enumerate(passages(document, count))
    )
    took = stopwatch()
    session.merge_external(
        AnnotationSet(id=session.annotations.id, about=session.annotations.about, items=others)
    )
    settle()
    figures |= {f"take in {HIGHLIGHTS:,} highlights at most, ms": f"{took():.0f}"}
    page = window.workspace.page
    figures |= scrolling(window, f"{HIGHLIGHTS:,} highlights: frame while scrolling")
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
