"""What the command line asks of Qt: the window, and a picture of a page."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reader.gui.application import application
from reader.gui.faults import Faults
from reader.gui.memory import Memory
from reader.gui.picture import draw_page, picture_format, write_picture
from reader.gui.single_instance import Door
from reader.gui.stopping import Stopping
from reader.gui.windows import Windows
from reader.localization import tr
from reader.paths import cache_folder, config_folder
from reader.storage.library import Library
from reader.storage.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document
    from reader.gui.single_instance import Place


def open_windows(paths: Sequence[Path], *, library: Path, locale: str, place: Place) -> int:
    """Open a window for each article, or for the one read last, and stay until all are closed.

    Args:
        paths: articles; `-` is standard input.
        library: where they are kept.
        locale: language of the interface.
        place: of this process among those that run; let go of at the end.
    """
    app = application(locale)
    faults = _faults(app)
    windows = Windows(Library(library), Memory(SettingsStore(config_folder())))
    faults.told.connect(windows.tell, Qt.ConnectionType.QueuedConnection)
    Stopping(windows.close_all, app)
    door = Door(place.address) if place.lock and place.address else None
    if door is not None:
        door.files_arrived.connect(windows.show_files)
    said = tr("Quandian is running already, but does not answer. This window is one beside it.")
    windows.begin(paths, saying=said if place.is_unanswered else "")
    code = app.exec()
    if door is not None:
        door.close()
    if place.lock is not None:
        place.lock.close()
    return code


def _faults(app: QApplication) -> Faults:
    faults = Faults(cache_folder() / "faults.txt", app)
    faults.take_over()
    return faults


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
    app = application("en")
    picture_format(out)
    faults = _faults(app)
    try:
        image = draw_page(document, annotations, size=size, target=target, theme=theme, at=at)
    finally:
        faults.give_back()
    if faults.has_told:
        sys.exit(1)  # the picture lacks something, which was said
    write_picture(image, out)
