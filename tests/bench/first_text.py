"""One start of the program, up to the first text on screen and on until all is understood.

Run by path, as `main.py` is, and imports as little of its own as it can: what it needs is part of
what is timed. Prints, one by one: the monotonic time at which text was painted first, processor
seconds until then, megabytes then, the monotonic time at which all was understood, the longest wait
of the window's thread in milliseconds (0 where it was not asked for), and the same without the time
for which other programs had the processors.

usage: first_text.py FILE [wait]
"""

from __future__ import annotations

import sys
import time

BEAT_MS = 2
"""Between two looks at the window's thread: seldom enough to leave the other threads alone."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.gui.page.surface import PageSurface


def watch(*, for_waits: bool) -> None:
    """Tell of the first text of the first page, and end once all is understood.

    Args:
        for_waits: measure how long the window's thread is kept from its work, which costs some of
            the time that is measured otherwise.
    """
    from reader.gui.app.plain_imports import use_plain_imports
    from reader.gui.page import surface

    use_plain_imports()
    paint = surface.PageSurface.paintEvent
    told: list[float] = []
    beats: list[object] = []

    def painted(page: PageSurface, event: object) -> None:
        paint(page, event)
        if for_waits and not beats:
            from tests.bench.meters import Beat

            beats.append(Beat(BEAT_MS))
        if told or page._page_layout is None:
            return
        at, cpu = time.monotonic(), time.process_time()
        from tests.bench.meters import proportional_memory

        told.extend((at, cpu, proportional_memory()))
        loader = page.window().controller.loader
        if loader.is_busy:
            loader.ended.connect(lambda: end(page))
        else:
            from PySide6.QtCore import QTimer

            QTimer.singleShot(0, lambda: end(page))

    def end(page: PageSurface) -> None:
        waits = beats[0].longest() if beats else (0.0, 0.0)
        print(*told, time.monotonic(), *waits, flush=True)
        page.window().close()

    surface.PageSurface.paintEvent = painted


if __name__ == "__main__":
    file, *options = sys.argv[1:]
    watch(for_waits="wait" in options)
    sys.argv[1:] = [file]
    import main

    sys.exit(main.start())
