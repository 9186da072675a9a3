"""What the tests of the window share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLoggingCategory, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from reader.annotation.sets import new_set
from reader.gui.app.qt_application import LOGGING_RULES
from reader.gui.article.autosave import Autosave
from reader.gui.article.device_state import DeviceState
from reader.gui.article.session import Session
from reader.gui.dialogs.check_dialog import CheckDialog
from reader.gui.dialogs.earlier_dialog import EarlierDialog
from reader.gui.dialogs.restore_dialog import RestoreDialog
from reader.gui.window.main_window import MainWindow
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from tests.support.hand import Hand, Mouse
from tests.support.lock_holder import Other
from tests.support.patience import LONGEST_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtCore import QtMsgType, SignalInstance
    from PySide6.QtWidgets import QWidget
    from pytestqt.wait_signal import SignalBlocker

    from reader.annotation.mark import Mark
    from reader.annotation.model import Annotation
    from reader.document.model import Document
    from reader.gui.dialogs.losses import Compare
    from reader.gui.dialogs.port import Unsaved
    from reader.gui.dialogs.restore_dialog import Chosen
    from reader.storage.backups import Backup
    from reader.text.offsets import TextRange

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

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.articles: list[Path | None] = []
        self.unsaved: list[Unsaved] = []
        self.reasons: list[str] = []
        self.copies: list[Path | None] = []
        self.color_names: list[tuple[str, ...] | None] = []
        self.given_names: list[tuple[str, ...]] = []
        self.looking_back: list[Callable[[EarlierDialog], bool]] = []
        self.emptying: list[tuple[int, bool]] = []
        self.restoring: list[Callable[[RestoreDialog], None]] = []

    def choose_article(self, folder: Path | None) -> Path | None:
        assert self.articles, f"asked for an article in {folder}"
        return self.articles.pop(0)

    def choose_copy(self, name: str) -> Path | None:
        assert self.copies, f"asked for a place for {name}"
        return self.copies.pop(0)

    def ask_about_unsaved(self, reason: str) -> Unsaved:
        assert self.unsaved, f"asked about unsaved changes: {reason}"
        self.reasons.append(reason)
        return self.unsaved.pop(0)

    def name_colors(self, given: Sequence[str], theme: str) -> tuple[str, ...] | None:
        del theme
        self.given_names.append(tuple(given))
        return self.color_names.pop(0)

    def agree_to_empty(self, count: int) -> bool:
        """Answer what was queued with the number that is asked about."""
        assert self.emptying, f"asked about {count} notes"
        expected, answer = self.emptying.pop(0)
        assert count == expected
        return answer

    def choose_earlier_text(self, annotation: Annotation, *, can_change: bool) -> str | None:
        """Let a test do something in the dialog itself, and agree or not."""
        assert self.looking_back, f"asked about {annotation.note}"
        dialog = EarlierDialog(annotation, can_change=can_change)
        is_agreed = self.looking_back.pop(0)(dialog)
        text = dialog.text
        dialog.deleteLater()
        return text if is_agreed else None

    def choose_from_backups(
        self,
        backups: Sequence[Backup],
        comparing: Callable[[], Compare],
        *,
        obstacle: Callable[[], str],
        obstacle_changed: SignalInstance,
    ) -> Chosen | None:
        """Let a test do something in the dialog itself, and agree to what it leaves."""
        assert self.restoring, f"asked about {len(backups)} backups"
        dialog = RestoreDialog(
            backups,
            comparing,
            choose_file=lambda: self.copies.pop(0),
            obstacle=obstacle,
            obstacle_changed=obstacle_changed,
        )
        self.await_look(dialog)
        self.restoring.pop(0)(dialog)
        self.await_look(dialog)
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen

    def await_look(self, dialog: RestoreDialog) -> None:
        """Wait until a backup has been compared with what is there."""
        self._qtbot.waitUntil(lambda: not dialog.is_looking)

    def check_library(
        self, library: Library, save: Callable[[], object], window: QWidget
    ) -> CheckDialog:
        """Make the dialog itself."""
        return CheckDialog(library, save, window)


class MarkList:
    """Marks without a session."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []

    def __call__(self, part: TextRange) -> Sequence[Mark]:
        return [mark for mark in self.marks if mark.range.overlaps(part)]


class PatientBot(QtBot):
    """Waits as long as there is hope: how soon a thing comes is not for these tests to say."""

    def waitUntil(  # noqa: N802 - as it is called in the bot
        self, callback: Callable[[], bool | None], *, timeout: int = LONGEST_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(  # noqa: N802 - likewise
        self, signal: SignalInstance, *, timeout: int = LONGEST_MS, **more: Any
    ) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    del qapp  # there is an application
    return PatientBot(request)


@pytest.fixture
def mouse() -> Mouse:
    return Mouse()


@pytest.fixture
def hand_at(qtbot: QtBot, mouse: Mouse) -> Callable[[MainWindow], Hand]:
    return lambda window: Hand(qtbot, window, mouse)


@pytest.fixture
def hand(window: MainWindow, hand_at: Callable[[MainWindow], Hand]) -> Hand:
    return hand_at(window)


@pytest.fixture
def faces_in_vain(qapp: QApplication) -> Iterator[list[str]]:
    """What Qt says of each face that it loads and cannot shape a script with."""
    del qapp  # there is an application
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, message: str) -> None:
        if "OpenType support missing" in message:
            said.append(message)
        else:
            before(kind, context, message)

    before = qInstallMessageHandler(hear)
    QLoggingCategory.setFilterRules("qt.text.font.db=true")
    yield said
    QLoggingCategory.setFilterRules(LOGGING_RULES)
    qInstallMessageHandler(before)


@pytest.fixture
def marks() -> MarkList:
    return MarkList()


@pytest.fixture
def make_other() -> Iterator[Callable[[Path], Other]]:
    others: list[Other] = []

    def make(folder: Path) -> Other:
        others.append(Other(folder))
        return others[-1]

    yield make
    for other in others:
        other.kill()


@pytest.fixture
def dialogs(qtbot: QtBot) -> Iterator[FakeDialogs]:
    fake = FakeDialogs(qtbot)
    yield fake
    assert not fake.articles
    assert not fake.unsaved
    assert not fake.restoring
    assert not fake.emptying
    assert not fake.looking_back


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def make_window(
    qtbot: QtBot, tmp_path: Path, dialogs: FakeDialogs
) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows on one library and one settings folder, as one start after the other does.

    Without a size, a window is as large as it makes itself.
    """
    windows: list[MainWindow] = []

    def make(size: tuple[int, int] | None = (1200, 800), **ports: Any) -> MainWindow:
        library, device_state = (
            Library(tmp_path / "library"),
            DeviceState(SettingsStore(tmp_path / "settings")),
        )
        window = MainWindow(library, device_state, **{"dialogs": dialogs, **ports})
        qtbot.addWidget(window)
        if size is not None:
            window.resize(*size)
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
def saves_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep windows that are made after it from saving between two steps, on a busy machine too.

    A day's first state is its backup, and what fails once fails in whichever save comes first.
    """
    monkeypatch.setitem(Autosave.__init__.__kwdefaults__, "delay_ms", LONGEST_MS)


@pytest.fixture
def window(make_window: Callable[[], MainWindow], article: Path) -> MainWindow:
    made = make_window()
    assert made.open_now(article)
    return made


@pytest.fixture
def make_session(qtbot: QtBot) -> Iterator[Callable[[Document], Session]]:
    made: list[Session] = []

    def make(document: Document) -> Session:
        made.append(Session(document, new_set(document)))
        return made[-1]

    yield make
    for session in made:
        # As where an article is closed; the collector crashes over steps and stack in one cycle.
        delete(session)
