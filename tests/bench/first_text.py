"""One start of the program, up to the first text on screen and on until all is understood.

Run by path, as `main.py` is, and imports as little of its own as it can: what it needs is part of
what is timed. Prints, one by one: the monotonic time at which text was painted first, processor
seconds until then, megabytes then, the monotonic time at which all was understood, the longest wait
of the window's thread in milliseconds (0 where it was not asked for), and the same without the time
for which other programs had the processors.

usage: first_text.py FILE [wait]
"""

from __future__ import annotations

import importlib.util
import sys
import time

BEAT_MS = 2
"""Between two looks at the window's thread: seldom enough to leave the other threads alone."""

REST_MS = 500
"""Between all that was measured and the end."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    from reader.gui.page.surface import PageSurface
    from tests.bench.meters import Beat


class Watching:
    """Finds the module of the page when the program asks for it, and watches its painting."""

    def __init__(self, *, for_waits: bool) -> None:
        """Begin to watch; the process ends once all is understood.

        Args:
            for_waits: measure how long the window's thread is kept from its work, which costs some
                of the time that is measured otherwise.
        """
        self._for_waits = for_waits
        self._told: list[float] = []
        self._beats: list[Beat] = []
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != "reader.gui.page.surface":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def loaded(module: ModuleType) -> None:
            load(module)
            paint = module.PageSurface.paintEvent
            module.PageSurface.paintEvent = lambda page, event: self._paint(page, paint, event)

        spec.loader.exec_module = loaded
        return spec

    def _paint(self, page: PageSurface, paint: Callable[..., None], event: object) -> None:
        paint(page, event)
        if self._for_waits and not self._beats:
            from tests.bench.meters import Beat

            self._beats.append(Beat(BEAT_MS))
        if self._told or page._page_layout is None:
            return
        at, cpu = time.monotonic(), time.process_time()
        from PySide6.QtCore import QTimer

        from tests.bench.meters import proportional_memory

        self._told += (at, cpu, proportional_memory())
        loader = page.window().controller.loader
        if loader.is_busy:
            loader.ended.connect(lambda: self._end(page))
        else:
            QTimer.singleShot(0, lambda: self._end(page))

    def _end(self, page: PageSurface) -> None:
        waits = self._beats[0].longest() if self._beats else (0.0, 0.0)
        print(*self._told, time.monotonic(), *waits, flush=True)
        from PySide6.QtCore import QTimer

        # What is kept for later starts is written when nobody waits for it.
        QTimer.singleShot(REST_MS, page.window().close)


if __name__ == "__main__":
    file, *options = sys.argv[1:]
    Watching(for_waits="wait" in options)
    sys.argv[1:] = [file]
    import main

    sys.exit(main.start())
