"""Give all commands of a window at random, and look after each whether page, panel and file agree.

    python3 -m tests.drills.commands [STEPS] [--seed N]

Before each, something is selected, clicked, typed or looked for, or nothing. What the command did
to the marks is compared with what a simple model says that it may do; then what shows them is.
Exceptions, Qt's warnings and a window that stands still are wrong too. It ends with 0 where nothing
was wrong.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from random import Random
from secrets import randbelow
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from reader.gui.app.qt_application import application
from reader.gui.article.device_state import DeviceState
from reader.gui.dialogs.check_dialog import CheckDialog
from reader.gui.dialogs.normalise_dialog import Agreement
from reader.gui.window.last_article import SAMPLE
from reader.gui.window.main_window import MainWindow
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from reader.text.offsets import TextRange
from tests.drills.command_model import (
    READING,
    Before,
    Known,
    disagreements,
    faults,
    seen_before,
    state_of,
)
from tests.support.hand import Mouse, trigger
from tests.support.no_dialogs import NoDialogs
from tests.walk.files import article_text
from tests.walk.watch import Complaints, Watchdog

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QWidget

    from reader.gui.page.view import PageView
    from reader.text.normalise import ChangedWord

STEPS = 20_000
_ARTICLES = 3
_BEAT_MS = 20
_MOST_MARKS = 40
"""Then they are deleted again: what is looked at after each step is all of them."""
_MAKING = ("color-yellow", "color-blue", "style-wavy", "highlight", "note")
_OPENING = ("open", "open-sample", "quit")
_KEYS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right,
)  # fmt: skip
_SOUGHT = ("讀書", "读", "燈", "no such words", "")


class _Answers(NoDialogs):
    """Answers questions at random."""

    def __init__(self, rng: Random, paths: Sequence[Path]) -> None:
        self._rng = rng
        self._paths = paths

    def choose_article(self, folder: Path | None) -> Path | None:
        del folder
        return self._rng.choice((*self._paths, None))

    def agree_on_words(
        self, words: Sequence[ChangedWord], refused: Collection[str]
    ) -> Agreement | None:
        del refused
        some = frozenset(each.original for each in words if self._rng.random() < 0.2)
        return self._rng.choice((Agreement(some, is_for_all=False), None))


class Drill:
    """A window, and a hand that gives it commands."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._app = application("en")
        self._app.setQuitOnLastWindowClosed(False)
        self._rng = Random(seed)  # noqa: S311 - repeatable, not secret
        self._doing = "start"
        self._step = 0
        self.complaints = Complaints(lambda: f"{self._step} {self._doing}")
        self._library = Library(folder / "library")
        self._device_state = DeviceState(SettingsStore(folder / "settings"))
        paths = []
        for number in range(_ARTICLES):
            paths.append(folder / f"article-{number}.{'md' if number == 1 else 'txt'}")
            paths[-1].write_text(article_text(self._rng, number), "utf-8")
        self._dialogs = _Answers(self._rng, (*paths, SAMPLE))
        self._known: dict[tuple[str, str], Known] = {}
        """By the article and the encoding it is read in."""
        self._dog = Watchdog(self.complaints)
        # While something is waited for, the window goes on.
        self._coming_round = QTimer()
        self._coming_round.timeout.connect(self._dog.beat)
        self._coming_round.start(_BEAT_MS)
        self._window = self._opened(paths[0])

    def run(self, steps: int) -> None:
        """Give so many commands."""
        for self._step in range(steps):
            self._prepare()
            self._command()
            self._dog.beat()
        self._close(self._window)
        self._dog.close()

    def _opened(self, path: Path) -> MainWindow:
        window = MainWindow(self._library, self._device_state, dialogs=self._dialogs)
        window.resize(*self._rng.choice(((1280, 800), (900, 600), (700, 500))))
        window.show()
        window.open_now(path)
        self._app.processEvents()
        return window

    def _close(self, window: MainWindow) -> None:
        if not window.close():
            self.complaints.add("the window stays")
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # Before a command

    def _prepare(self) -> None:
        """Do something that changes no mark, but for the words of a note and an end dragged."""
        kinds = (
            self._nothing, self._nothing, self._select, self._select, self._select, self._drag,
            self._click, self._press, self._type, self._filter, self._seek, self._activate,
        )  # fmt: skip
        kind = self._rng.choice(kinds)
        self._doing = kind.__name__[1:]
        before, active = state_of(self._window), self._window.workspace.active.id
        kind()
        self._come_round()
        after = state_of(self._window)
        for id_ in before.keys() | after.keys():
            was, now = before.get(id_), after.get(id_)
            is_typed = kind == self._type and (was is None or (now and was[:4] == now[:4]))
            # What is dragged may be an end of the mark with a frame.
            is_dragged = kind == self._drag and was and now and was[2:] == now[2:]
            if was != now and not is_typed and not (is_dragged and id_ == active):
                self.complaints.add(f"changed {was} to {now}")
        self._learn(after)

    def _nothing(self) -> None:
        pass

    def _select(self) -> None:
        session, page = self._window.session, self._window.workspace.page
        if session is not None:
            length = len(session.document.source.text)
            near = page.reading_offset if self._rng.random() < 0.8 else self._rng.randrange(length)
            start = min(length - 1, near + self._rng.randrange(60))
            reach = self._rng.choice((1, 4, 12, 60, 400))
            end = min(length, start + 1 + self._rng.randrange(reach))
            page.select(TextRange(start, end))

    def _drag(self) -> None:
        viewport = self._page().viewport()
        Mouse().drag(viewport, self._point(viewport), self._point(viewport))

    def _click(self) -> None:
        viewport = self._page().viewport()
        at = self._point(viewport).toPoint()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)

    def _page(self) -> PageView:
        """Return the page, or the second view where there is one."""
        return self._rng.choice(self._window.workspace.pages.shown)

    def _point(self, viewport: QWidget) -> QPointF:
        area = viewport.rect()
        return QPointF(self._rng.randrange(area.width()), self._rng.randrange(area.height()))

    def _press(self) -> None:
        shift = self._rng.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        )
        QTest.keyClick(self._page(), self._rng.choice(_KEYS), shift)

    def _type(self) -> None:
        editor = self._window.findChild(QPlainTextEdit, "noteEditor")
        if self._window.workspace.annotations.cards.edited is not None and editor is not None:
            editor.insertPlainText(self._rng.choice(("想", "又讀了一遍。", "\n", "why")))

    def _filter(self) -> None:
        field = self._window.findChild(QLineEdit, "noteFilter")
        assert field is not None
        field.setText(self._rng.choice(("", "", "", "想", "沒有的字")))

    def _seek(self) -> None:
        trigger(self._window, "find")
        field = self._window.features.finding.bar.findChild(QLineEdit, "findField")
        assert field is not None
        field.setText(self._rng.choice(_SOUGHT))
        if self._rng.random() < 0.7:
            QTest.keyClick(field, Qt.Key.Key_Escape)

    def _activate(self) -> None:
        ids = [id_ for id_ in self._window.workspace.annotations.cards.column.ids if id_]
        if ids:
            self._window.navigation.go_to_annotation(self._rng.choice(ids))

    # A command

    def _command(self) -> None:
        window = self._window
        before = seen_before(window) if window.session is not None else None
        names = [each.objectName() for each in window.actions()]
        name = self._rng.choice(_MAKING if self._rng.random() < 0.3 else names)
        if before is not None and len(before.state) > _MOST_MARKS:
            name = "delete"
            self._activate()
            before = seen_before(window)
        if name in _OPENING and self._rng.random() < 0.8:
            return
        self._doing = name
        if name == "quit":
            path = window.article_path
            self._close(window)
            self._window = self._opened(path or SAMPLE)
        else:
            trigger(window, name)
        self._come_round()
        self._see(name, before)

    def _come_round(self) -> None:
        """Let happen what a command has begun, and close what it has opened."""
        self._window.controller.loader.wait()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._app.processEvents()
        for dialog in self._window.findChildren(CheckDialog):
            dialog.close()

    def _see(self, name: str, before: Before | None) -> None:
        after = state_of(self._window)
        session = self._window.session
        if session is None:
            self.complaints.add("no article is open")
            return
        known = self._known.get(self._reading)
        if before is not None and before.article == session.document.source.digest:
            for fault in faults(name, before, after, known or Known(before.state)):
                self.complaints.add(fault)
        elif known is not None and known.state != after:
            self.complaints.add(f"came back with {len(after)} marks instead of {len(known.state)}")
        if name.startswith(READING):
            self._known.clear()
        self._learn(after)
        for each in disagreements(self._window):
            self.complaints.add(each)

    @property
    def _reading(self) -> tuple[str, str]:
        assert self._window.session is not None
        source = self._window.session.document.source
        return source.digest, source.encoding

    def _learn(self, state: dict[str, object]) -> None:
        if self._window.session is not None:
            self._known.setdefault(self._reading, Known(state)).see(state)


def main() -> int:
    """Give commands, and print what was wrong."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.drills.commands")
    parser.add_argument("steps", nargs="?", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=randbelow(1_000_000))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="quandian-commands-") as folder:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.update(XDG_CACHE_HOME=folder, XDG_CONFIG_HOME=folder, QUANDIAN_LIBRARY=folder)
        drill = Drill(Path(folder), chosen.seed)
        drill.run(chosen.steps)
    wrong = drill.complaints.all
    sys.stdout.write(
        f"seed {chosen.seed}, {chosen.steps} steps: {len(wrong)} wrong, "
        f"the window stood still for {drill._dog.longest_s:.1f} s at most\n"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
