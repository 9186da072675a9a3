"""The contents: sections, how many notes are in each, and which one is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from reader.document.overlays.repair_decisions import decision_on
from reader.gui.panels.outline import _COUNT_ROLE, OutlineModel
from reader.gui.window.last_article import SAMPLE
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.article.session import Session
    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

    MakeDocument = Callable[..., Document]
    MakeSession = Callable[[Document], Session]

TEXT = "# 上\n春眠不覺曉處處聞啼鳥\n## 中\n夜來風雨聲花落知多少\n# 下\n空山不見人但聞人語響\n"


def counts(model: OutlineModel) -> list[int]:
    return [model.index(row, 0).data(_COUNT_ROLE) for row in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_models(
    qtmodeltester: ModelTester, make_document: MakeDocument, make_session: MakeSession
) -> None:
    model = OutlineModel()
    qtmodeltester.check(model)

    session = make_session(make_document(TEXT))
    model.show_session(session)
    qtmodeltester.check(model)

    session.highlight(TextRange(4, 8), "green")
    model.refresh()
    qtmodeltester.check(model)

    model.show_session(make_session(make_document("# 一\n一段\n")))
    qtmodeltester.check(model)
    assert model.rowCount() == 1
    assert model.rowCount(model.index(0)) == 0


def test_each_section_counts_what_begins_in_it(
    make_document: MakeDocument, make_session: MakeSession
) -> None:
    session = make_session(make_document(TEXT))
    model = OutlineModel()
    model.show_session(session)
    assert counts(model) == [0, 0, 0]

    first = session.highlight(TextRange(TEXT.index("春眠"), TEXT.index("風雨")), "green")
    session.highlight(TextRange(TEXT.index("處處"), TEXT.index("處處") + 2), "blue")
    session.highlight(TextRange(TEXT.index("空山"), TEXT.index("空山") + 2), "blue")
    assert counts(model) == [2, 0, 1]

    session.remove(first)
    assert counts(model) == [1, 0, 1]
    session.undo_stack.undo()
    assert counts(model) == [2, 0, 1]


def test_the_counts_in_the_window_follow_what_is_marked(hand: Hand, qtbot: QtBot) -> None:
    view = hand.child(QListView, "outline")
    with qtbot.waitSignal(view.model().dataChanged):
        hand.mark("處處都是伏筆")
    assert counts(view.model()) == [0, 1, 0]

    with qtbot.waitSignal(view.model().dataChanged):
        hand.trigger("undo")
    assert counts(view.model()) == [0, 0, 0]


def test_the_model_of_the_window_keeps_the_rules_after_decisions(
    qtmodeltester: ModelTester,
    make_window: Callable[[], MainWindow],
    hand_at: Callable[[MainWindow], Hand],
) -> None:
    window = make_window()
    assert window.open_now(SAMPLE)
    hand = hand_at(window)
    view = hand.child(QListView, "outline")
    rows = view.model().rowCount()
    hand.trigger("next-section")
    current = view.currentIndex().row()

    repair = hand.session.document.repairs[0]
    hand.session.decide([decision_on(repair, applied=False)], "leave")

    qtmodeltester.check(view.model())
    assert view.model().rowCount() == rows
    assert view.currentIndex().row() == current


@pytest.mark.parametrize("section", [1, 2])
def test_clicking_a_section_goes_to_it(hand: Hand, section: int) -> None:
    hand.window.resize(1000, 360)
    view = hand.child(QListView, "outline")
    box = view.visualRect(view.model().index(section, 0))

    hand.click(view.viewport(), box.center())

    start = hand.session.document.sections[section].range.start
    if section == 1:
        assert hand.page.reading_offset == start
    assert hand.page.boxes_of(TextRange(start, start + 1))
    assert view.currentIndex().row() == section


def test_it_follows_the_reading(hand: Hand) -> None:
    hand.window.resize(1000, 360)
    view = hand.child(QListView, "outline")
    assert view.currentIndex().row() == 0

    hand.page.show_at_top(hand.place_of("有人讀書從最後一頁讀起").start)
    assert view.currentIndex().row() == 1

    hand.page.setFocus()
    hand.press(Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
