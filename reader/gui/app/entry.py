"""What the command line asks of Qt: the window, and a picture of a page."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reader.errors import ChineseFontMissingError
from reader.gui.app.qt_application import application
from reader.gui.app.qt_messages import tell
from reader.gui.app.qt_probe import draws_chinese
from reader.gui.app.stopping import Stopping
from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.gui.widgets.background_job import shut_down
from reader.gui.widgets.fault_report import Faults
from reader.localization import locale_in_use, tr
from reader.paths import cache_folder, config_folder
from reader.storage.known_analyses import KnownAnalyses
from reader.storage.library import Library
from reader.storage.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document
    from reader.gui.app.instance_server import InstanceServer
    from reader.gui.app.single_instance import InstanceRole
    from reader.text.phonetics import Notation


def open_windows(
    paths: Sequence[Path],
    *,
    library: Path,
    locale: str,
    place: InstanceRole,
    once_shown: Callable[[], object] = lambda: None,
) -> int:
    """Open a window for each article, or for the one read last, and stay until all are closed.

    Args:
        paths: articles; `-` is standard input.
        library: where they are kept.
        locale: language of the interface.
        place: of this process among those that run; let go of at the end.
        once_shown: called once the first text is on the screen, or the first window has none.
    """
    app = application(locale)
    faults = _faults(app)
    known = KnownAnalyses(cache_folder() / "analyses")
    windows = Windows(Library(library, known), DeviceState(SettingsStore(config_folder())))
    faults.told.connect(windows.tell, Qt.ConnectionType.QueuedConnection)
    Stopping(windows.close_all, app)
    servers: list[InstanceServer] = []

    def finish_start() -> None:
        """Do what nobody waits for who wants to read."""
        if place.lock is not None and place.address is not None:
            servers.append(_listening(place.address, windows))
        for sentence in words_of_font():
            windows.tell(sentence)
        once_shown()

    said = tr("Quandian is running already, but does not answer. This window is one beside it.")
    windows.begin(paths, saying=said if place.is_unanswered else "", once_shown=finish_start)
    code = app.exec()
    for server in servers:
        server.close()
    if place.lock is not None:
        place.lock.close()
    if not shut_down():
        # What was waited for long enough keeps no program from ending.
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        os._exit(code)
    return code


def _listening(address: str, windows: Windows) -> InstanceServer:
    from reader.gui.app.instance_server import InstanceServer  # with Qt's network

    server = InstanceServer(address)
    server.files_arrived.connect(windows.show_files)
    return server


def _faults(app: QApplication) -> Faults:
    faults = Faults(cache_folder() / "faults.txt", app)
    faults.take_over()
    return faults


def words_of_font() -> tuple[str, ...]:
    """Say in the terminal, and return for the window in English, that Chinese is drawn as boxes."""
    if draws_chinese():
        return ()
    from reader.bootstrap.trouble import explain_font  # with all that it may ask the machine

    tell(explain_font(locale_in_use()))
    return (explain_font("en"),)


def render(
    document: Document,
    annotations: AnnotationSet | None,
    out: Path,
    *,
    refused: Collection[str],
    size: tuple[int, int],
    target: str,
    theme: str,
    is_vertical: bool,
    ruby: Notation | None,
    at: int | None,
) -> None:
    """Write a picture of the page.

    Args:
        document: the article.
        annotations: what is marked in it.
        out: a file of any kind Qt can write, by its suffix.
        refused: words that normalising leaves as they are.
        size: width and height in pixels.
        target: the script view.
        theme: one of `reader.gui.widgets.theme.THEMES`.
        is_vertical: whether it is written in columns.
        ruby: what readings are written in; None for none.
        at: source offset whose line is the first one; None for the top of the page.

    Raises:
        PictureFormatError: the file's ending names no kind of picture Qt can write.
        ChineseFontMissingError: it would be a picture of boxes.
        SaveError: the picture could not be written.
    """
    from reader.gui.app.page_image import draw_page, picture_format, write_picture

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application("en")
    picture_format(out)
    if not draws_chinese():
        raise ChineseFontMissingError
    faults = _faults(app)
    try:
        image = draw_page(
            document,
            annotations,
            refused=refused,
            size=size,
            target=target,
            theme=theme,
            is_vertical=is_vertical,
            ruby=ruby,
            at=at,
        )
    finally:
        faults.give_back()
    if faults.has_told:
        sys.exit(1)  # the picture lacks something, which was said
    write_picture(image, out)
