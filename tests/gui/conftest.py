"""What the tests of the window share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from reader.annotation.sets import new_set
from reader.gui.main_window import MainWindow
from reader.gui.memory import Memory
from reader.gui.session import Session
from reader.storage.library import Library
from reader.storage.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.dialogs import Unsaved

ARTICLE = """夜讀週報 – 燈下：我們怎樣讀一本舊書

一本舊書放在桌上，紙已經黃了，字還是清楚的，翻開第一頁，前人的朱筆圈點就在那裡，像有人在耳邊輕聲說話。

先讀後記，再讀正文

有人讀書從最後一頁讀起，說後記裡有作者的真心話，讀過再回頭看正文，處處都是伏筆，處處都有來歷，這也是一種讀法。

這樣讀書的人不多，可是每一個都讀得很慢，一天只讀三五頁，讀到好處便停下來想一想，寫幾個字在書邊上，第二天再接著讀。

筆記寫在哪裡才好

筆記寫在書邊上最好，因為下次翻到這一頁，當時的想法還在原處等著；寫在本子上也好，只是要記得寫下頁碼，不然就找不回來了。
"""


class FakeDialogs:
    """Answers what a test queued; fails when asked something unexpected."""

    def __init__(self) -> None:
        self.articles: list[Path | None] = []
        self.unsaved: list[Unsaved] = []
        self.reasons: list[str] = []

    def choose_article(self, folder: Path | None) -> Path | None:
        assert self.articles, f"asked for an article in {folder}"
        return self.articles.pop(0)

    def ask_about_unsaved(self, reason: str) -> Unsaved:
        assert self.unsaved, f"asked about unsaved changes: {reason}"
        self.reasons.append(reason)
        return self.unsaved.pop(0)


@pytest.fixture
def dialogs() -> Iterator[FakeDialogs]:
    fake = FakeDialogs()
    yield fake
    assert not fake.articles
    assert not fake.unsaved


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def make_window(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs
) -> Iterator[Callable[[], MainWindow]]:
    """Makes windows on one library and one settings folder, as one start after the other does."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        library = Library(tmp_path / "library")
        window = MainWindow(library, Memory(SettingsStore(tmp_path / "settings")), dialogs)
        qtbot.addWidget(window)
        window.resize(1200, 800)
        window.show()
        windows.append(window)
        return window

    yield make
    for window in windows:
        assert window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [w for w in QApplication.topLevelWidgets() if w.isVisible()]


@pytest.fixture
def window(make_window: Callable[[], MainWindow], article: Path) -> MainWindow:
    made = make_window()
    assert made.open(article)
    return made


@pytest.fixture
def make_session(qtbot: QtBot) -> Callable[[Document], Session]:
    def make(document: Document) -> Session:
        return Session(document, new_set(document))

    return make
