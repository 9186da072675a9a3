"""Makes the pictures of the README: `python3 -m tests.making.screenshot`.

The window opens the sample article, marks a few passages, writes beside some, and is drawn
off-screen.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.places import ROOT

if TYPE_CHECKING:
    from reader.gui.window.main_window import MainWindow

PICTURES = ROOT / "resources" / "screenshots"
MARKS = (
    # passage, colour, note
    ("一部書裡住著兩個人：一個是作者，另一個是讀者", "yellow", "讀者也在寫這本書。"),
    ("習其句讀", "green", ""),
    ("讀書百遍，而義自見", "blue", "先讀百遍再說。董遇的「三餘」也好：冬天、夜晚、陰雨。"),
    ("像一盞先點好的燈", "pink", ""),
)


def main() -> None:
    """Write a picture for each theme."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
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
        window.resize(1280, 800)
        window.show()
        window.open_now(SAMPLE)
        mark(window)
        for theme in ("light", "sepia", "dark"):
            next(a for a in window.actions() if a.objectName() == f"theme-{theme}").trigger()
            app.processEvents()
            window.grab().save(str(PICTURES / f"{theme}.png"))
        window.close()


def mark(window: MainWindow) -> None:
    """Mark the passages and write the notes."""
    from reader.text.offsets import TextRange

    session = window.session
    if session is None:
        raise RuntimeError("the sample was not opened")
    text, offsets = session.document.repaired
    for passage, color, note in MARKS:
        start = text.index(passage)
        place = offsets.to_source(TextRange(start, start + len(passage)))
        id_ = session.highlight(place, color)
        if note:
            session.set_note(id_, note)
    window.flush()


if __name__ == "__main__":
    main()
