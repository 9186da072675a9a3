"""The start of the window: asks who is there before it loads anything heavy."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from reader.gc_pause import no_collection
from reader.gui.app.display import has_display
from reader.paths import cache_folder, config_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def start(paths: Sequence[Path], *, library: Path, locale: str) -> int:
    """Let the instance that runs already show the articles, or be the first, and return the code.

    Without a display, the main job is done once off-screen, in a folder of its own.
    """
    if not has_display():
        from reader.gui.app.headless_check import rehearse

        return rehearse(paths[0] if paths else None, locale=locale)
    from reader.gui.app.single_instance import address_of, first_or_none

    place = first_or_none(address_of(config_folder(), library), paths)
    if place is None:
        return 0
    with ExitStack() as starting:
        starting.enter_context(no_collection())
        from reader.gui.app.plain_imports import use_plain_imports
        from reader.gui.app.qt_support import KeptCode

        kept_code = KeptCode(cache_folder() / "qt-helpers")
        with kept_code.in_use():
            use_plain_imports()
        starting.callback(kept_code.write)
        from reader.gui.app.entry import open_windows

        return open_windows(
            paths, library=library, locale=locale, place=place, once_shown=starting.close
        )
