"""Deciding on repairs: shown, undone, kept, and never moving an annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QToolButton

from reader.document.overlays.repair_decisions import decision_on
from reader.gui.article.autosave import SaveStatus
from reader.gui.panels.repairs_list import elided_before
from reader.gui.panels.repairs_model import ENDING_ROLE, GROUP_ROLE, RepairsModel
from reader.gui.window.last_article import SAMPLE
from reader.text.offsets import TextRange
from reader.text.repair import Confidence, Repair
from reader.wording.texts import count_repairs
from tests.support.hand import session_of, trigger

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.article.session import Session
    from reader.gui.window.main_window import MainWindow


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    made = make_window()
    assert made.open_now(SAMPLE)
    trigger(made, "repairs")
    return made


def press(qtbot: QtBot, window: MainWindow, words: str) -> None:
    def offered() -> list[QPushButton]:
        buttons = window.workspace.repairs.findChildren(QPushButton)
        return [each for each in buttons if words in each.text() and each.isVisible()]

    qtbot.waitUntil(lambda: len(offered()) == 1)
    qtbot.mouseClick(offered()[0], Qt.MouseButton.LeftButton)


def choose(window: MainWindow, before: str) -> None:
    repairs = window.workspace.repairs
    view = repairs.findChild(QTableView, "repairList")
    assert isinstance(view, QTableView)
    model = view.model()
    rows = range(model.rowCount())
    row = next(r for r in rows if str(model.index(r, 0).data()).startswith(before))
    view.setCurrentIndex(model.index(row, 0))


def shown(window: MainWindow) -> str:
    return session_of(window).document.repaired[0]


def test_a_refused_repair_shows_the_file_and_undo_shows_the_repair(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert "學會讀書，先要學會停頓" in shown(window)
    choose(window, "學(xué)")

    press(qtbot, window, "學(xué)")
    assert "學(xué)會讀書，先要學會停頓" in shown(window)

    trigger(window, "undo")
    assert "學會讀書，先要學會停頓" in shown(window)


def test_all_repairs_of_a_kind_are_refused_at_once(window: MainWindow, qtbot: QtBot) -> None:
    choose(window, "學(xué)")
    kinds = {repair.rule for repair in session_of(window).document.repairs}
    assert "inline-pinyin" in kinds

    press(qtbot, window, "Leave all")

    document = session_of(window).document
    assert not any(r.applied for r in document.repairs if r.rule == "inline-pinyin")
    assert "離經" in document.repaired[0]
    assert session_of(window).undo_stack.count() == 1


def test_decisions_are_there_after_closing_and_opening(
    window: MainWindow, make_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    choose(window, "學(xué)")
    press(qtbot, window, "學(xué)")
    assert window.flush().status is SaveStatus.SAVED
    window.close()

    again = make_window()
    again.open_now(SAMPLE)

    assert "學(xué)會讀書，先要學會停頓" in shown(again)
    session = session_of(again)
    assert session.rendition.document is session.document, "the page shows something else"


def test_no_decision_moves_an_annotation(window: MainWindow, qtbot: QtBot) -> None:
    session = session_of(window)
    start = session.document.source.text.index("離經辨志")
    place = TextRange(start, start + 4)
    id_ = session.highlight(place, "green")
    choose(window, "學(xué)")

    press(qtbot, window, "Leave all")

    assert session.annotation_index.place_of(id_) == place
    assert session.rendition.text_of(place) == "離經辨志"
    assert [mark.id for mark in session.marks_in(place)] == [id_]


def test_choosing_a_repair_leads_to_it(window: MainWindow) -> None:
    window.workspace.page.show_at_top(0)
    last = session_of(window).document.repairs[-1]

    view = window.workspace.repairs.findChild(QTableView, "repairList")
    assert isinstance(view, QTableView)
    model = view.model()
    view.setCurrentIndex(model.index(model.rowCount() - 1, 0))

    assert window.workspace.page.boxes_of(TextRange(last.start, last.end))


def test_the_list_keeps_the_rules_of_models(
    window: MainWindow, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    view = window.workspace.repairs.findChild(QTableView, "repairList")
    assert isinstance(view, QTableView)
    rows = view.model().rowCount()
    assert rows > len(session_of(window).document.repairs)
    assert view.model().rowCount(view.model().index(0, 0)) == 0
    qtmodeltester.check(view.model())

    choose(window, "學(xué)")
    press(qtbot, window, "Leave all")
    qtmodeltester.check(view.model())
    assert view.model().rowCount() == rows

    trigger(window, "undo")
    qtmodeltester.check(view.model())


@pytest.mark.parametrize("width", [90, 120, 160, 400])
def test_a_group_says_how_certain_it_is_in_a_narrow_panel(window: MainWindow, width: int) -> None:
    repairs = window.workspace.repairs
    index = next(
        index
        for row in range(repairs.list.model().rowCount())
        if (index := repairs.list.model().index(row, 0)).data(GROUP_ROLE) is not None
    )
    words, ending = index.data(), index.data(ENDING_ROLE)
    metrics = repairs.list.fontMetrics()

    shown = elided_before(metrics, words, ending, width)

    assert ending.strip(" ·")
    assert words.endswith(ending)
    assert shown.endswith(ending)
    assert metrics.horizontalAdvance(shown) <= width
    assert (shown == words) is (metrics.horizontalAdvance(words) <= width)


def test_a_decision_changes_rows_and_not_the_list(window: MainWindow, qtbot: QtBot) -> None:
    view = window.workspace.repairs.findChild(QTableView, "repairList")
    assert isinstance(view, QTableView)
    choose(window, "學(xué)")
    row = view.currentIndex().row()

    with qtbot.assertNotEmitted(view.model().modelReset):
        press(qtbot, window, "學(xué)")

    assert view.currentIndex().row() == row


def test_an_empty_list_keeps_the_rules_of_models(qtmodeltester: ModelTester) -> None:
    model = RepairsModel()
    qtmodeltester.check(model)

    model.show_repairs([], [])
    qtmodeltester.check(model)
    assert model.rowCount() == 0


def test_repairs_that_are_only_offered_are_counted_apart(window: MainWindow, qtbot: QtBot) -> None:
    count = len(session_of(window).document.repairs)
    headings = [
        window.workspace.repairs.findChild(QLabel),
        window.workspace.outline.findChild(QToolButton, "repairCount"),
    ]
    choose(window, "學(xué)")
    press(qtbot, window, "學(xué)")

    for heading in headings:
        assert isinstance(heading, QLabel | QToolButton)
        assert heading.text().startswith(f"{count - 1} repairs · 1 offered")


def test_while_the_article_is_read_otherwise_the_cursor_says_so(window: MainWindow) -> None:
    session = session_of(window)
    shapes = []
    session.document_changed.connect(
        lambda: shapes.append(QGuiApplication.overrideCursor().shape())
    )

    session.decide([decision_on(session.document.repairs[0], applied=False)], "")

    assert shapes == [Qt.CursorShape.WaitCursor]
    assert QGuiApplication.overrideCursor() is None


def test_large_counts_are_written_in_groups() -> None:
    assert count_repairs(1_234, 253_184) == "1,234 repairs · 253,184 offered"


def test_choices_stay_where_they_are_when_one_is_chosen(window: MainWindow) -> None:
    session = session_of(window)
    repair = session.document.repairs[0]
    before = session.readings_of(repair)

    session.decide([decision_on(repair, applied=True, after="別的")], "")

    assert session.document.repairs[0].after == "別的"
    assert session.readings_of(session.document.repairs[0]) == [*before, "別的"]


def test_what_was_decided_is_not_to_be_checked_any_more(
    make_document: Callable[..., Document], make_session: Callable[[Document], Session]
) -> None:
    grades = (Confidence.LOW, Confidence.HIGH, Confidence.NONE, Confidence.MEDIUM)
    repairs = [
        Repair(rule="byte-shift", start=n, end=n + 1, before="甲", after="乙", confidence=grade)
        for n, grade in enumerate(grades)
    ]
    session = make_session(make_document("甲甲甲甲", repairs=repairs))
    first, *rest = session.repairs_to_check()
    assert (first, *rest) == (repairs[0], repairs[2])

    session.decide([decision_on(first, applied=True)], "")

    assert list(session.repairs_to_check()) == rest
    session.undo_stack.undo()
    assert list(session.repairs_to_check()) == [first, *rest]


def test_repairs_are_listed_only_when_their_panel_is_seen(
    make_window: Callable[[], MainWindow],
) -> None:
    window = make_window()
    assert window.open_now(SAMPLE)
    view = window.workspace.repairs.findChild(QTableView, "repairList")
    assert isinstance(view, QTableView)
    assert view.model().rowCount() == 0

    trigger(window, "repairs")

    assert view.model().rowCount() > len(session_of(window).document.repairs)
