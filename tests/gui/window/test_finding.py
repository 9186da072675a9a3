"""Finding: the bar, the places lit, the way among them, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QTableView, QToolButton

from reader.gui.panels.found_model import CONTEXT_ROLE
from reader.gui.widgets.plain_text import PlainLabel
from reader.search.query import QueryMode

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.gui.article.found_places import FoundPlaces
    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import Hand


class FindHand:
    """Types in the bar, and reads it."""

    def __init__(self, qtbot: QtBot, hand: Hand, window: MainWindow) -> None:
        self.bar = window.features.finding.bar
        self.found: FoundPlaces = window.features.finding.found
        self.field = self._child(QLineEdit, "findField")
        self.list = self._child(QTableView, "foundList")
        self._qtbot = qtbot
        self._hand = hand
        self._window = window

    def _child(self, kind: type, name: str):  # noqa: ANN202  # whatever was asked for
        child = self.bar.findChild(kind, name)
        assert child is not None
        return child

    def find(self, text: str) -> None:
        self._hand.trigger("find")
        self.field.clear()
        self.field.insert(text)
        self.wait()

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: self.found.is_complete)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self._qtbot.keyClick(self.field, key, modifier)

    def choose_mode(self, mode: QueryMode) -> None:
        modes = self._child(QComboBox, "findMode")
        modes.setCurrentIndex(modes.findData(mode))
        self.wait()

    def click(self, name: str) -> None:
        self._qtbot.mouseClick(self._child(QToolButton, name), Qt.MouseButton.LeftButton)

    @property
    def said(self) -> str:
        return self._child(PlainLabel, "foundCount").text()

    @property
    def current(self) -> str:
        assert self.found.current is not None
        assert self._window.session is not None
        return self.found.current.slice(self._window.session.document.source.text)

    def rows(self) -> list[tuple[str, str, str]]:
        model = self.list.model()
        contexts = [model.index(row, 0).data(CONTEXT_ROLE) for row in range(model.rowCount())]
        return [(each.before, each.found, each.after) for each in contexts]


@pytest.fixture
def finder(qtbot: QtBot, hand: Hand, window: MainWindow) -> FindHand:
    return FindHand(qtbot, hand, window)


def test_what_is_typed_is_found_while_typing_and_counted(finder: FindHand) -> None:
    finder.find("读书")

    assert finder.bar.isVisible()
    assert finder.said == "1 of 2"
    assert finder.current == "讀書"


def test_enter_goes_on_and_round_and_shift_goes_back(finder: FindHand) -> None:
    finder.find("讀書")
    starts = [finder.found[number].start for number in range(2)]
    seen = []
    for _ in range(3):
        assert finder.found.current is not None
        seen.append(finder.found.current.start)
        finder.press(Qt.Key.Key_Return)

    assert seen == [*starts, starts[0]]
    finder.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.found.current_index == 0


def test_the_current_place_is_in_sight_and_the_way_leads_back(
    make_window: Callable[..., MainWindow],
    hand_at: Callable[[MainWindow], Hand],
    qtbot: QtBot,
    tmp_path,  # noqa: ANN001
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("開頭\n\n" + "這是很長的一段話。\n\n" * 400 + "最後才有的鑰匙。\n", "utf-8")
    window = make_window()
    assert window.open_now(path)
    finder = FindHand(qtbot, hand_at(window), window)

    finder.find("钥匙")

    assert finder.found.current is not None
    assert window.workspace.page.is_in_sight(finder.found.current)
    window.navigation.go_back()
    assert window.workspace.page.reading_offset == 0


def test_esc_leaves_the_place_selected(finder: FindHand, window: MainWindow) -> None:
    finder.find("後記")

    finder.press(Qt.Key.Key_Escape)

    assert not finder.bar.isVisible()
    assert finder.found.count == 0
    selection = window.workspace.page.selection
    assert selection is not None
    assert window.session is not None
    assert selection.slice(window.session.document.source.text) == "後記"
    assert window.workspace.page.hasFocus()


def test_once_the_bar_is_closed_the_way_goes_on_from_the_place_left(
    finder: FindHand, hand: Hand
) -> None:
    finder.find("讀")
    assert finder.found.count > 4
    for _ in range(2):
        finder.press(Qt.Key.Key_Return)

    seen = []
    for name in ("find-next", "find-previous", "find-previous"):
        finder.press(Qt.Key.Key_Escape)
        hand.trigger(name)
        finder.wait()
        seen.append(finder.found.current_index)

    assert seen == [3, 2, 1]


def test_the_way_back_leads_round_to_the_last_place(finder: FindHand, hand: Hand) -> None:
    finder.find("讀書")
    finder.press(Qt.Key.Key_Escape)

    hand.trigger("find-previous")
    finder.wait()

    assert finder.found.current_index == finder.found.count - 1


def test_what_was_selected_elsewhere_is_left_with_the_first_step(
    finder: FindHand, hand: Hand, window: MainWindow
) -> None:
    finder.find("讀書")
    page = window.workspace.page
    first = finder.found[0]
    page.select(first)

    finder.press(Qt.Key.Key_Return)
    assert page.selection is None
    hand.trigger("expand-selection")

    assert page.selection is not None
    assert page.selection.overlaps(finder.found[1])


def test_what_is_selected_is_looked_for(finder: FindHand, hand: Hand) -> None:
    hand.page.select(hand.place_of("正文"))

    hand.trigger("find")
    finder.wait()

    assert finder.field.text() == "正文"
    assert finder.current == "正文"


def test_a_note_is_found_and_shown(finder: FindHand, hand: Hand, window: MainWindow) -> None:
    hand.page.select(hand.place_of("前人的朱筆圈點"))
    hand.trigger("note")
    hand.type("abc")
    hand.press(Qt.Key.Key_Escape)

    finder.find("ABC")

    assert finder.said == "Not found in the text · 1 note"
    finder.click("findListButton")
    assert finder.rows() == [("", "abc", "")]
    window.workspace.active.set(None)
    finder.list.activated.emit(finder.list.model().index(0, 0))
    assert window.workspace.active.id is not None


def test_the_list_shows_each_place_with_what_is_around_it(finder: FindHand) -> None:
    finder.find("真心话")
    finder.click("findListButton")

    assert [found for _, found, _ in finder.rows()] == ["真心話"]
    before, _, after = finder.rows()[0]
    assert before.endswith("說後記裡有作者的")
    assert after.startswith("，讀過再回頭看正文")


def test_the_list_is_in_the_script_that_is_shown(finder: FindHand, hand: Hand) -> None:
    hand.trigger("script-auto-s")
    finder.find("真心話")
    finder.click("findListButton")

    assert [found for _, found, _ in finder.rows()] == ["真心话"]


def test_a_row_leads_to_its_place(finder: FindHand) -> None:
    finder.find("讀書")
    finder.click("findListButton")

    finder.list.activated.emit(finder.list.model().index(1, 0))

    assert finder.said == "2 of 2"


def test_nothing_found_says_so(finder: FindHand) -> None:
    finder.find("龘")

    assert finder.said == "Not found in the text"
    assert finder.field.property("failed") is True


def test_what_is_no_expression_says_so(finder: FindHand) -> None:
    finder.find("(")
    finder.choose_mode(QueryMode.EXPRESSION)

    assert finder.said.startswith("This is no regular expression: ")


def test_exactly_means_exactly(finder: FindHand) -> None:
    finder.find("读书")
    finder.choose_mode(QueryMode.EXACT)

    assert finder.said == "Not found in the text"


def test_another_article_is_searched_anew(
    finder: FindHand,
    window: MainWindow,
    tmp_path,  # noqa: ANN001
) -> None:
    finder.find("讀書")
    other = tmp_path / "other.txt"
    other.write_text("別的文章\n\n這裡只有一處讀書。\n", "utf-8")

    assert window.open_now(other)
    finder.wait()

    assert finder.said == "1 of 1"
    assert finder.current == "讀書"
