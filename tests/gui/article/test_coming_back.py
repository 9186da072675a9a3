"""The windows that were open when the program ended are those it begins with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.gui.window.last_article import SAMPLE
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from tests.support.hand import trigger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow


class Start(Protocol):
    """Starts the program anew, as far as windows go."""

    def __call__(self, *paths: Path) -> Windows: ...


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    every: list[Windows] = []

    def begin(*paths: Path) -> Windows:
        store = SettingsStore(tmp_path / "settings")
        windows = Windows(Library(tmp_path / "library"), DeviceState(store))
        every.append(windows)
        windows.begin(paths)
        qtbot.waitUntil(lambda: all(window.session for window in windows.open_ones))
        return windows

    yield begin
    for windows in every:
        for window in windows.open_ones:
            assert window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.txt" for name in "abcde"]
    for path in paths:
        lines = "".join(f"{path.stem}{number}：雨下了一整夜。\n\n" for number in range(200))
        path.write_text(f"夜讀{path.stem}\n\n{lines}", encoding="utf-8")
    return paths


def shown(windows: Windows) -> Sequence[Path | None]:
    return [window.article_path for window in windows.open_ones]


def activate(window: MainWindow, qtbot: QtBot) -> None:
    window.come_to_front()
    qtbot.waitUntil(window.isActiveWindow)


def test_all_come_back_after_quitting_each_with_its_article_and_place(
    start: Start, articles: list[Path], qtbot: QtBot
) -> None:
    windows = start(*articles)
    for number, window in enumerate(windows.open_ones):
        window.workspace.page.show_at_top(300 + 100 * number)
    offsets = [window.workspace.page.reading_offset for window in windows.open_ones]
    places = [window.geometry() for window in windows.open_ones]
    activate(windows.open_ones[1], qtbot)

    trigger(windows.open_ones[1], "quit")
    assert windows.open_ones == []
    again = start()

    assert shown(again) == articles
    assert [window.workspace.page.reading_offset for window in again.open_ones] == offsets
    assert [window.geometry() for window in again.open_ones] == places
    qtbot.waitUntil(again.open_ones[1].isActiveWindow)


def test_one_that_was_closed_before_does_not(
    start: Start, articles: list[Path], qtbot: QtBot
) -> None:
    windows = start(*articles[:3])
    windows.open_ones[1].close()
    qtbot.waitUntil(lambda: len(written(windows)) == 2)

    trigger(windows.open_ones[0], "quit")

    assert shown(start()) == [articles[0], articles[2]]


def written(windows: Windows) -> Sequence[object]:
    return windows._device_state._store.load().windows


def test_of_windows_closed_one_after_the_other_the_last_comes_back(
    start: Start, articles: list[Path], qtbot: QtBot
) -> None:
    windows = start(*articles[:3])
    for count in (2, 1):
        windows.open_ones[0].close()
        qtbot.waitUntil(lambda count=count: len(written(windows)) == count)
    windows.open_ones[0].close()

    assert shown(start()) == [articles[2]]


def test_all_come_back_after_a_crash(start: Start, articles: list[Path]) -> None:
    windows = start(*articles[:2])

    # Those of before are still there: nothing was written at their end.
    again = start()

    assert shown(again) == shown(windows) == articles[:2]


def test_closing_all_at_once_is_quitting(start: Start, articles: list[Path]) -> None:
    start(*articles[:3])

    QApplication.closeAllWindows()

    assert shown(start()) == articles[:3]


def test_what_stays_open_is_all_that_is_left(
    start: Start, articles: list[Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = start(*articles[:3])
    stays = windows.open_ones[2]
    monkeypatch.setattr(stays.controller, "leave", lambda: False)

    trigger(windows.open_ones[0], "quit")
    assert stays in windows.open_ones
    left = shown(windows)
    qtbot.waitUntil(lambda: len(written(windows)) == len(left))
    monkeypatch.undo()
    trigger(stays, "quit")

    assert shown(start()) == left


def test_a_question_while_quitting_forgets_none(
    start: Start, articles: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = start(*articles[:3])
    last = windows.open_ones[2]
    leave = last.controller.leave

    def leave_after_a_while() -> bool:
        QApplication.processEvents()  # as a dialog does
        return leave()

    monkeypatch.setattr(last.controller, "leave", leave_after_a_while)

    trigger(windows.open_ones[0], "quit")

    assert shown(start()) == articles[:3]


def test_an_article_that_is_gone_is_told_of(start: Start, articles: list[Path]) -> None:
    trigger(start(*articles[:3]).open_ones[0], "quit")
    articles[1].unlink()

    again = start()

    assert shown(again) == [articles[0], articles[2]]
    assert str(articles[1]) in "".join(window.notification for window in again.open_ones)


def test_where_all_are_gone_it_begins_with_the_sample(start: Start, articles: list[Path]) -> None:
    trigger(start(articles[0]).open_ones[0], "quit")
    articles[0].unlink()

    again = start()

    assert shown(again) == [SAMPLE]
    assert str(articles[0]) in again.open_ones[0].notification


def test_with_files_it_begins_with_those_alone(start: Start, articles: list[Path]) -> None:
    trigger(start(*articles[:3]).open_ones[0], "quit")

    assert shown(start(articles[4])) == [articles[4]]


@pytest.mark.parametrize("panels", [(), ("notes",)])
@pytest.mark.parametrize("is_maximized", [False, True])
def test_full_screen_comes_back_and_what_was_before_it(
    start: Start, articles: list[Path], qtbot: QtBot, panels: Sequence[str], is_maximized: bool
) -> None:
    (window,) = start(articles[0]).open_ones
    window.setGeometry(20, 50, 740, 600)
    for _ in range(5):
        trigger(window, "zoom-out")  # or the page leaves the notes no room
    for name in panels:
        trigger(window, name)
    if is_maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)
    trigger(window, "full-screen")
    trigger(window, "quit")

    (again,) = start().open_ones
    assert again.isFullScreen()
    trigger(again, "full-screen")

    assert not again.isFullScreen()
    assert again.isMaximized() is is_maximized
    again.setWindowState(Qt.WindowState.WindowNoState)
    qtbot.waitUntil(lambda: again.geometry() == QRect(20, 50, 740, 600))
    assert again.workspace.side.isVisible() is ("notes" not in panels)


def test_a_window_shown_in_full_screen_says_nothing_to_the_next(
    start: Start, articles: list[Path]
) -> None:
    windows = start(articles[0])
    trigger(windows.open_ones[0], "full-screen")

    windows.show_files([articles[1]])

    assert not windows.open_ones[1].isFullScreen()


def test_windows_stand_apart(start: Start, articles: list[Path]) -> None:
    windows = start(*articles)
    screen = QApplication.primaryScreen().availableGeometry()

    corners = [window.geometry().topLeft().toTuple() for window in windows.open_ones]
    assert len(set(corners)) == len(articles)
    assert all(screen.contains(window.geometry()) for window in windows.open_ones)


def test_a_new_window_is_like_the_one_in_front(start: Start, articles: list[Path]) -> None:
    windows = start(articles[0])
    (first,) = windows.open_ones
    first.setGeometry(20, 50, 600, 400)

    windows.show_files([articles[1]])

    second = windows.open_ones[1]
    assert second.size() == first.size()
    assert second.pos() != first.pos()
    assert (second.pos() - first.pos()).manhattanLength() < 100
    assert QPoint(20, 50) == first.geometry().topLeft()


@pytest.mark.parametrize(
    "article", ["\0", "x" * 5_000, "\ud800.txt", "/", "relative.txt", "/dev/full"]
)
def test_what_no_article_can_be_is_told_of_and_opens_nothing(
    start: Start, tmp_path: Path, article: str
) -> None:
    strange = {"article": article, "geometry": "\ud800字", "panels": [2**31 - 1] * 3}
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "settings.json").write_text(
        json.dumps({"windows": [strange] * 3}), "utf-8"
    )

    (window,) = start().open_ones

    assert window.article_path == SAMPLE
    assert window.notification
