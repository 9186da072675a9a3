"""Makes the pictures of the README: `python3 -m tests.making.screenshot`.

The window opens the sample article, marks a few passages, writes beside some, and is drawn
off-screen: in columns with 注音, and in lines with the notes.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.places import ROOT

if TYPE_CHECKING:
    from reader.gui.article.session import Session
    from reader.gui.window.main_window import MainWindow
    from reader.text.offsets import TextRange

PICTURES = ROOT / "resources" / "screenshots"
SIZE = 1280, 800
MARKS = (
    # passage, colour, style, note
    ("一部書裡住著兩個人：一個是作者，另一個是讀者", "yellow", "solid", "讀者也在寫這本書。"),
    ("離經辨志", "purple", "dots", ""),
    ("習其句讀", "green", "solid", ""),
    ("是後來一切標點的老祖宗", "pink", "wavy", "那麼空格也是標點了？"),
    ("讀書百遍，而義自見", "blue", "underline", "先讀百遍再說。「三餘」也好：冬天、夜晚、陰雨。"),
    ("像一盞先點好的燈", "orange", "outline", ""),
)


def main() -> None:
    """Write the pictures."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QEventLoop

    from reader.gui.app.qt_application import application
    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.last_article import SAMPLE
    from reader.gui.window.main_window import MainWindow
    from reader.localization import use_locale
    from reader.storage.library import Library
    from reader.storage.settings import SettingsStore

    use_locale("zh_TW")
    app = application("zh_TW")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(
            Library(Path(folder) / "library"), DeviceState(SettingsStore(Path(folder)))
        )
        window.resize(*SIZE)
        window.show()
        window.open_now(SAMPLE)
        page, active = window.workspace.page, window.workspace.active

        # Fills alone: in columns, lines and dots of marks stand where 注音 does.
        highlights = highlighted(window)
        trigger(window, "theme-sepia", "notes", "vertical", "pages", "readings-zhuyin")
        while not page.shows_readings:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        app.processEvents()
        window.grab().save(str(PICTURES / "columns.png"))

        write(window, highlights)
        trigger(window, "theme-light", "notes", "vertical", "pages", "readings-none")
        active.set(highlights[0])
        app.processEvents()
        window.grab().save(str(PICTURES / "lines.png"))
        window.close()


def trigger(window: MainWindow, *names: str) -> None:
    """Do what the menus offer."""
    actions = {action.objectName(): action for action in window.actions()}
    for name in names:
        actions[name].trigger()


def highlighted(window: MainWindow) -> list[str]:
    """Highlight the passages and return the ids of the annotations."""
    session = session_of(window)
    return [session.highlight(place_of(window, passage), color) for passage, color, _, _ in MARKS]


def write(window: MainWindow, ids: list[str]) -> None:
    """Give the highlights their styles and notes."""
    session = session_of(window)
    for id_, (_, _, style, note) in zip(ids, MARKS, strict=True):
        session.set_style(id_, style)
        session.set_note(id_, note)
    window.flush()


def place_of(window: MainWindow, passage: str) -> TextRange:
    """Return where a passage of the text, as it reads when repaired, is in the source."""
    from reader.text.offsets import TextRange

    text, offsets = session_of(window).document.repaired
    start = text.index(passage)
    return offsets.to_source(TextRange(start, start + len(passage)))


def session_of(window: MainWindow) -> Session:
    """Return the session of the article."""
    if window.session is None:
        raise RuntimeError("the sample was not opened")
    return window.session


if __name__ == "__main__":
    main()
