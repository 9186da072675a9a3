"""Putting machine-made Traditional right, word by word; what is refused stays refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from reader.gui.autosave import SaveStatus
from reader.gui.normalise_dialog import Agreement, NormaliseDialog
from reader.text.normalise import changed_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.main_window import MainWindow

NAIVE = (
    "干部學習記\n"
    "干部們在這里讀書，讀完以后寫筆記，規范得很，大家都說這里的干部愿意學習，以后還要來。\n"
    "他們聯系群眾，背后下了功夫，干警和志愿者也一起來讀書，讀書以后再討論，頭發都白了。\n"
)


class FakeDialogs:
    def __init__(self) -> None:
        self.agreement: Agreement | None = None
        self.offered: list[str] = []
        self.refused_before: frozenset[str] = frozenset()

    def agree_on_words(self, words: list, refused: frozenset[str]) -> Agreement | None:
        self.offered = [word.original for word in words]
        self.refused_before = frozenset(refused)
        return self.agreement


@pytest.fixture
def naive(tmp_path: Path) -> Path:
    path = tmp_path / "naive.txt"
    path.write_text(NAIVE, encoding="utf-8")
    return path


@pytest.fixture
def answers() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def window(make_window: Callable[[], MainWindow], naive: Path, answers: FakeDialogs) -> MainWindow:
    return opened(make_window(), naive, answers)


def opened(window: MainWindow, path: Path, answers: FakeDialogs) -> MainWindow:
    window._dialogs = answers
    assert window.open(path)
    return window


def trigger(window: MainWindow, name: str) -> None:
    next(action for action in window.actions() if action.objectName() == name).trigger()


def shown(window: MainWindow) -> str:
    session = window.session
    assert session is not None
    return "\n".join(session.rendition.text_of(block.range) for block in session.document.blocks)


def test_words_are_put_right_but_for_those_refused(
    window: MainWindow, answers: FakeDialogs
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=False)

    trigger(window, "normalise")

    assert {"干部", "這里"} <= set(answers.offered)
    assert "干部們在這裡讀書，讀完以後寫筆記" in shown(window)


def test_giving_up_changes_nothing(window: MainWindow, answers: FakeDialogs) -> None:
    before = shown(window)
    answers.agreement = None

    trigger(window, "normalise")

    assert shown(window) == before


def test_what_was_refused_is_refused_after_closing_and_opening(
    window: MainWindow,
    make_window: Callable[[], MainWindow],
    naive: Path,
    answers: FakeDialogs,
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=False)
    trigger(window, "normalise")
    assert window.flush().status is SaveStatus.SAVED
    window.close()

    again = opened(make_window(), naive, answers)

    assert "干部們在這裡" in shown(again)
    trigger(again, "normalise")
    assert answers.refused_before == {"干部"}


def test_words_are_refused_in_all_articles(
    window: MainWindow,
    make_window: Callable[[], MainWindow],
    tmp_path: Path,
    answers: FakeDialogs,
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=True)
    trigger(window, "normalise")
    window.close()
    other = tmp_path / "other.txt"
    other.write_text("另一篇\n" + NAIVE, encoding="utf-8")

    again = opened(make_window(), other, answers)
    trigger(again, "script-auto-tw")

    assert "干部們在這裡" in shown(again)


def test_it_is_undone_like_any_step(window: MainWindow, answers: FakeDialogs) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=False)
    trigger(window, "normalise")

    trigger(window, "undo")

    assert "幹部們在這裡" in shown(window)


def test_the_dialog_takes_what_is_unchecked_as_refused(qtbot: QtBot) -> None:
    dialog = NormaliseDialog(changed_words(NAIVE), {"這里"})
    qtbot.addWidget(dialog)
    words = dialog.findChild(QListWidget, "changedWords")
    assert isinstance(words, QListWidget)
    (officials,) = words.findItems("干部 →", Qt.MatchFlag.MatchStartsWith)

    officials.setCheckState(Qt.CheckState.Unchecked)

    assert dialog.agreement() == Agreement(frozenset({"干部", "這里"}), is_for_all=False)


def test_a_word_refused_in_all_articles_stays_so_until_it_is_agreed_to(
    window: MainWindow, answers: FakeDialogs
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=True)
    trigger(window, "normalise")

    answers.agreement = Agreement(frozenset({"干部", "這里"}), is_for_all=False)
    trigger(window, "normalise")
    assert window._memory.settings.refused == ("干部",)

    answers.agreement = Agreement(frozenset({"這里"}), is_for_all=False)
    trigger(window, "normalise")
    assert window._memory.settings.refused == ()
    assert "幹部們在這里" in shown(window)


def test_agreeing_to_a_word_refused_elsewhere_is_shown_at_once(
    make_window: Callable[[], MainWindow], naive: Path, answers: FakeDialogs
) -> None:
    made = make_window()
    made._memory.change(refused=("干部",))
    window = opened(made, naive, answers)
    trigger(window, "script-auto-tw")
    assert "干部們在這裡" in shown(window)

    answers.agreement = Agreement(frozenset(), is_for_all=False)
    trigger(window, "normalise")

    assert "幹部們在這裡" in shown(window)
