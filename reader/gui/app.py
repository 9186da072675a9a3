"""What the command line asks of Qt: the window, and a picture of a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.gui.application import application, has_display
from reader.gui.main_window import MainWindow
from reader.gui.memory import Memory
from reader.gui.picture import draw_page, picture_format, write_picture
from reader.gui.rehearsal import rehearse
from reader.paths import config_folder
from reader.storage.library import Library
from reader.storage.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document


def open_window(paths: Sequence[Path], *, library: Path, locale: str) -> int:
    """Open a window for each article, or for the one read last, and stay until all are closed.

    Without a display, do the main job once off-screen, in a folder of its own, and say so.
    """
    if not has_display():
        return rehearse(paths[0] if paths else None, locale=locale)
    app = application(locale)
    # Held until the end: a window nobody refers to is closed by Python.
    memory = Memory(SettingsStore(config_folder()))
    windows = [MainWindow(Library(library), memory) for _ in range(max(1, len(paths)))]
    for window in windows:
        window.show()
    # A large book takes a second: until then there is a window, and not a hole in the screen.
    app.processEvents()
    for window, path in zip(windows, paths, strict=False):
        window.open(path)
    if not paths:
        windows[0].open_something()
    return app.exec()


def render(
    document: Document,
    annotations: AnnotationSet | None,
    out: Path,
    *,
    size: tuple[int, int],
    target: str,
    theme: str,
    at: int | None,
) -> None:
    """Write a picture of the page.

    Args:
        document: the article.
        annotations: what is marked in it.
        out: a file of any kind Qt can write, by its suffix.
        size: width and height in pixels.
        target: the script view.
        theme: one of `reader.gui.theme.THEMES`.
        at: source offset whose line is the first one; None for the top of the page.

    Raises:
        PictureFormatError: the file's ending names no kind of picture Qt can write.
        SaveError: the picture could not be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application("en")
    picture_format(out)
    image = draw_page(document, annotations, size=size, target=target, theme=theme, at=at)
    write_picture(image, out)
