"""The round without a display: open, mark, write, save, start again, find it, take a picture."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.controls import on_one_line
from reader.errors import ChineseFontMissingError
from reader.gui.app.page_image import write_picture
from reader.gui.app.qt_application import application
from reader.gui.app.qt_probe import draws_chinese
from reader.gui.article.autosave import SaveStatus
from reader.gui.article.device_state import DeviceState
from reader.gui.window.last_article import SAMPLE
from reader.gui.window.main_window import MainWindow
from reader.localization import tr
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from reader.text.offsets import TextRange
from reader.wording.errors import explain

if TYPE_CHECKING:
    from reader.gui.article.session import Session

_SIZE = (1280, 800)
_PASSAGE = 24
"""Code points of the passage that is highlighted, at most."""


def rehearse(path: Path | None, *, locale: str) -> int:
    """Do the main job once, off-screen, and print where its two files are.

    Args:
        path: the article; None for the sample.
        locale: language of the interface.

    Returns:
        The exit code: 0 when the mark and the note were found again after the restart, and Chinese
        can be seen in the picture.
    """
    print(tr("There is no display: this is done once off-screen, without a window."))
    folder = Path(tempfile.mkdtemp(prefix="quandian-"))
    root = folder / "library"  # the user's own library is not for trying things out
    application(locale)
    first = _window(root, folder)
    if not first.open_now(path or SAMPLE):
        print(on_one_line(first.notification))
        return 1
    session = first.session
    if session is None:
        return 1
    passage = _passage(session)
    id_ = session.highlight(passage, "yellow")
    note = tr("A first note.")
    session.set_note(id_, note)
    state = first.flush()
    if state.status is not SaveStatus.SAVED:
        print(explain(state.error) if state.error else "")
        return 1
    first.close()
    second = _window(root, folder)
    second.open_now(path or SAMPLE)
    again = second.session
    if (
        again is None
        or again.annotation_index.place_of(id_) != passage
        or again.annotation(id_).note != note
    ):
        print(tr("The highlight was not found again."))
        return 1
    found = tr("Highlighted, saved, started again and found: {quote}")
    print(on_one_line(found.format(quote=again.annotation(id_).quote)))
    print(on_one_line(tr("Annotations: {path}").format(path=second.annotations_path)))
    has_font = draws_chinese()
    if has_font:
        picture = folder / "quandian.png"
        write_picture(second.grab().toImage(), picture)
        print(on_one_line(tr("Picture: {path}").format(path=picture)))
    else:
        print(explain(ChineseFontMissingError()))
    second.close()
    return 0 if has_font else 1


def _window(library: Path, folder: Path) -> MainWindow:
    # Never shown: being painted into a picture is all it is for.
    window = MainWindow(Library(library), DeviceState(SettingsStore(folder / "settings")))
    window.resize(*_SIZE)
    return window


def _passage(session: Session) -> TextRange:
    """Return the beginning of the first paragraph."""
    blocks = [block for block in session.document.blocks if block.kind == "paragraph"]
    place = (blocks or session.document.blocks)[0].range
    return TextRange(place.start, min(place.end, place.start + _PASSAGE))
