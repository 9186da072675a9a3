"""What the command line asks of Qt: the window, and a picture of a page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage, QPainter

from reader.document.rendition import Rendition
from reader.errors import SaveError
from reader.gui.application import application, has_display
from reader.gui.main_window import MainWindow
from reader.gui.page.view import PageView
from reader.gui.rehearsal import rehearse
from reader.gui.session import Session
from reader.gui.theme import load_theme
from reader.gui.workspace import EM, byline
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
    windows = [_window(library) for _ in range(max(1, len(paths)))]
    for window, path in zip(windows, paths, strict=False):
        window.open(path)
    if not paths:
        windows[0].open_something()
    return app.exec()


def _window(library: Path) -> MainWindow:
    window = MainWindow(Library(library), SettingsStore(config_folder()))
    window.show()
    return window


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
        SaveError: the picture could not be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application("en")
    page = PageView(load_theme(theme), EM)
    page.setVerticalScrollBarPolicy(page.verticalScrollBarPolicy().ScrollBarAlwaysOff)
    page.resize(QSize(*size))
    rendition = Rendition(document, target)
    if annotations is None:
        page.show_document(rendition, lambda _: (), byline(rendition))
    else:
        session = Session(document, annotations, is_read_only=True)
        page.show_document(rendition, session.marks_in, byline(rendition))
    if at is not None:
        page.show_at_top(at)
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    page.render(painter, QPoint())
    painter.end()
    page.deleteLater()
    if not image.save(str(out)):
        reason = os.strerror(2) if not out.parent.is_dir() else "Qt cannot write this kind of file"
        raise SaveError(out, reason)
