"""How long the window's thread is kept from its work while notes are saved."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.meters import Beat
from tests.bench.store import annotated, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.annotation.model import AnnotationSet

SAVES = 3
_LONGEST_SAVE_S = 60.0


def measure(count: int, folder: Path) -> dict[str, str]:
    """Return the longest that the thread was kept waiting, by what was going on.

    Args:
        count: of notes.
        folder: where a library may be made.
    """
    from reader.annotation.model import Body
    from reader.gui.app.qt_application import application
    from reader.gui.article.autosave import Autosave, SaveStatus
    from reader.importers import import_bytes
    from reader.storage.library import Library

    application("en")
    data = text_of(count)
    document = import_bytes(data, Path("a.txt"))
    store = Library(folder / f"blocking-{count}").add(data, Path("a.txt"), document)
    state = annotated(data, count)

    def take() -> AnnotationSet:
        return state

    autosave = Autosave(store, take, delay_ms=0)

    def saved() -> bool:
        return autosave.state.status is SaveStatus.SAVED

    rows = {}
    for name, is_first in (("all of them", True), ("one changed", False)):
        waits = []
        for number in range(1 if is_first else SAVES):
            changed = replace(state.items[0], body=Body(value=f"第{number}次再看。"))
            state = replace(state, items=(changed, *state.items[1:]))
            autosave.schedule()
            waits.append(_longest_wait(saved))
        rows[f"save {name}: longest wait, ms"] = f"{max(gross for gross, _ in waits):.1f}"
        rows[f"save {name}: without other programs, ms"] = f"{max(net for _, net in waits):.1f}"
    end = time.perf_counter() + 1
    gross, net = _longest_wait(lambda: time.perf_counter() > end)
    rows["save nothing: longest wait, ms"] = f"{gross:.1f}"
    rows["save nothing: without other programs, ms"] = f"{net:.1f}"
    autosave.close()
    return rows


def _longest_wait(is_over: Callable[[], bool]) -> tuple[float, float]:
    """Return the longest time between two turns of the thread, and that without other programs."""
    from PySide6.QtCore import QEventLoop

    loop = QEventLoop()
    deadline = time.perf_counter() + _LONGEST_SAVE_S

    def end() -> None:
        if is_over() or time.perf_counter() > deadline:
            loop.quit()

    beat = Beat(is_over=end)
    loop.exec()
    beat.timer.stop()
    return beat.longest()
