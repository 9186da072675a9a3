"""Putting machine-made Traditional right, word by word; what is refused stays refused."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QToolButton

from reader.gui.article.autosave import SaveStatus
from reader.gui.dialogs.normalise_dialog import Agreement, NormaliseDialog
from reader.text.normalise import ChangedWord, changed_words
from reader.text.offsets import TextRange
from tests.support.hand import action, trigger
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow

    Normalise = Callable[[MainWindow], None]

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
        self.times = 0

    def agree_on_words(self, words: list, refused: frozenset[str]) -> Agreement | None:
        self.times += 1
        self.offered = [word.original for word in words]
        self.refused_before = frozenset(refused)
        return self.agreement


@pytest.fixture
def naive(tmp_path: Path) -> Path:
    path = tmp_path / "naive.txt"
    path.write_text(NAIVE, encoding="utf-8")
    return path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text(NAIVE * 500, encoding="utf-8")
    return path


@pytest.fixture
def answers() -> FakeDialogs:
    return FakeDialogs()


@pytest.fixture
def window(make_window: Callable[..., MainWindow], naive: Path, answers: FakeDialogs) -> MainWindow:
    return opened(make_window(dialogs=answers), naive)


def opened(window: MainWindow, path: Path) -> MainWindow:
    assert window.open_now(path)
    return window


@pytest.fixture
def normalise(qtbot: QtBot) -> Normalise:
    """Asks for normalising and waits until the words are found and agreed on."""

    def ask(window: MainWindow) -> None:
        trigger(window, "normalise")
        qtbot.waitUntil(lambda: not window.features.normalising.is_busy)

    return ask


def shown(window: MainWindow) -> str:
    session = window.session
    assert session is not None
    return "\n".join(session.rendition.text_of(block.range) for block in session.document.blocks)


def test_words_are_put_right_but_for_those_refused(
    window: MainWindow,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=False)

    normalise(window)

    assert {"干部", "這里"} <= set(answers.offered)
    assert "干部們在這裡讀書，讀完以後寫筆記" in shown(window)


def test_giving_up_changes_nothing(
    window: MainWindow,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    before = shown(window)
    answers.agreement = None

    normalise(window)

    assert shown(window) == before


def test_what_was_refused_is_refused_after_closing_and_opening(
    window: MainWindow,
    make_window: Callable[..., MainWindow],
    naive: Path,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=False)
    normalise(window)
    assert window.flush().status is SaveStatus.SAVED
    window.close()

    again = opened(make_window(dialogs=answers), naive)

    assert "干部們在這裡" in shown(again)
    normalise(again)
    assert answers.refused_before == {"干部"}


def test_words_are_refused_in_all_articles(
    window: MainWindow,
    make_window: Callable[..., MainWindow],
    tmp_path: Path,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=True)
    normalise(window)
    window.close()
    other = tmp_path / "other.txt"
    other.write_text("另一篇\n" + NAIVE, encoding="utf-8")

    again = opened(make_window(dialogs=answers), other)
    trigger(again, "script-auto-tw")

    assert "干部們在這裡" in shown(again)


def test_it_is_undone_like_any_step(
    window: MainWindow,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=False)
    normalise(window)

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


def test_the_dialog_says_what_its_buttons_do(qtbot: QtBot) -> None:
    dialog = NormaliseDialog([ChangedWord("皇後", "皇后", (TextRange(0, 2),) * 1_942)], ())
    qtbot.addWidget(dialog)

    buttons = dialog.findChildren(QPushButton)
    assert {button.text().replace("&", "") for button in buttons} == {"Normalise", "Cancel"}
    assert all(button.icon().isNull() for button in buttons)
    assert any("1,942 places change." in label.text() for label in dialog.findChildren(QLabel))


def test_a_word_refused_in_all_articles_stays_so_until_it_is_agreed_to(
    window: MainWindow,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=True)
    normalise(window)

    answers.agreement = Agreement(frozenset({"干部", "這里"}), is_for_all=False)
    normalise(window)
    assert window._device_state.settings.refused == ("干部",)

    answers.agreement = Agreement(frozenset({"這里"}), is_for_all=False)
    normalise(window)
    assert window._device_state.settings.refused == ()
    assert "幹部們在這里" in shown(window)


def test_agreeing_to_a_word_refused_elsewhere_is_shown_at_once(
    make_window: Callable[..., MainWindow],
    naive: Path,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    made = make_window(dialogs=answers)
    made._device_state.change(refused=("干部",))
    window = opened(made, naive)
    trigger(window, "script-auto-tw")
    assert "干部們在這裡" in shown(window)

    answers.agreement = Agreement(frozenset(), is_for_all=False)
    normalise(window)

    assert "幹部們在這裡" in shown(window)


def button(window: MainWindow) -> QToolButton:
    found = window.findChild(QToolButton, "normalise")
    assert isinstance(found, QToolButton)
    return found


def test_while_words_are_looked_for_the_window_lives_and_says_so(
    window: MainWindow, answers: FakeDialogs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers.agreement = Agreement(frozenset({"干部"}), is_for_all=False)
    calm = button(window).text()
    window_lives = Event()

    def look_once_the_window_lives(*arguments: Any, **options: Any) -> tuple[ChangedWord, ...]:
        assert window_lives.wait(LONGEST_S), (
            "nothing happens in the window while words are looked for"
        )
        return changed_words(*arguments, **options)

    monkeypatch.setattr(
        "reader.gui.dialogs.normalise_job.changed_words", look_once_the_window_lives
    )

    trigger(window, "normalise")
    assert button(window).text() != calm
    assert not button(window).isEnabled()
    assert not action(window, "normalise").isEnabled()
    QTimer.singleShot(0, window_lives.set)
    qtbot.waitUntil(lambda: bool(answers.offered))

    assert button(window).text() == calm
    assert button(window).isEnabled()
    assert action(window, "normalise").isEnabled()
    assert "干部們在這裡讀書，讀完以後寫筆記" in shown(window)


def test_words_of_an_article_that_is_gone_are_dropped(
    make_window: Callable[..., MainWindow],
    long: Path,
    naive: Path,
    answers: FakeDialogs,
    normalise: Normalise,
) -> None:
    window = opened(make_window(dialogs=answers), long)
    trigger(window, "normalise")

    opened(window, naive)
    assert not window.features.normalising.is_busy
    assert button(window).isEnabled()
    # The worker takes one thing after the other: what was asked first is over before this.
    normalise(window)

    assert answers.times == 1


def test_closing_gives_up_looking(
    make_window: Callable[..., MainWindow], long: Path, answers: FakeDialogs
) -> None:
    window = opened(make_window(dialogs=answers), long)
    trigger(window, "normalise")

    assert window.close()
    QApplication.processEvents()

    assert not window.features.normalising.is_busy
    assert answers.times == 0


def test_a_word_that_becomes_two_things_is_one_line(qtbot: QtBot) -> None:
    text = "他干了這杯，又去干活。"
    found = [
        ChangedWord("干", "乾", (TextRange(1, 2),)),
        ChangedWord("干", "幹", (TextRange(7, 8),)),
        ChangedWord("这", "這", (TextRange(3, 4),)),
    ]
    assert found[0].places[0].slice(text) == "干"
    dialog = NormaliseDialog(found, {"干"})
    qtbot.addWidget(dialog)
    words = dialog.findChild(QListWidget, "changedWords")
    assert isinstance(words, QListWidget)

    assert [words.item(row).text() for row in range(words.count())] == [
        "干 → 乾／幹　×2", "这 → 這　×1",
    ]  # fmt: skip
    assert dialog.agreement() == Agreement(frozenset({"干"}), is_for_all=False)
