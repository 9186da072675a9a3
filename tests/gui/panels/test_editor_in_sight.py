"""The editor of a note and its caret are always in sight, and nothing moves for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from tests.support.hand import Hand

LONG = "\n".join(f"第{number}行，寫得很長。" for number in range(60))
CONTROL = Qt.KeyboardModifier.ControlModifier


def made(hand: Hand, count: int, note: str = "筆記") -> list[str]:
    """Mark one character after the other, each with a note."""
    start = hand.place_of("一本舊書放在").start
    ids = []
    for number in range(count):
        part = TextRange(start + number, start + number + 1)
        ids.append(hand.session.highlight(part, "yellow"))
        hand.session.set_note(ids[-1], f"{note} {number}")
    QApplication.processEvents()
    return ids


def caret_in_list(hand: Hand) -> QRect:
    editor, viewport = hand.editor, hand.cards.viewport()
    caret = editor.cursorRect()
    return QRect(editor.viewport().mapTo(viewport, caret.topLeft()), caret.size())


def assert_caret_in_sight(hand: Hand) -> None:
    whole = hand.cards.viewport().rect()
    caret = caret_in_list(hand)
    assert hand.editor.isVisible()
    assert whole.top() <= caret.top(), caret
    assert caret.bottom() <= whole.bottom(), caret


@pytest.mark.parametrize("height", [140, 500])
@pytest.mark.parametrize("sought", ["", "筆記 2"])
@pytest.mark.parametrize("which", [0, 21, 29])
def test_the_editor_opens_in_sight_wherever_its_card_is(
    hand: Hand, height: int, sought: str, which: int
) -> None:
    ids = made(hand, 30)
    hand.cards.set_active(ids[0])
    hand.cards.setFixedHeight(height)
    hand.child(QLineEdit, "noteFilter").setText(sought)
    QApplication.processEvents()

    hand.window.workspace.annotations.edit(ids[which])
    QApplication.processEvents()

    assert_caret_in_sight(hand)


@pytest.mark.parametrize("height", [140, 500])
def test_a_note_begun_while_a_filter_is_set_opens_in_sight(hand: Hand, height: int) -> None:
    made(hand, 30)
    hand.cards.setFixedHeight(height)
    hand.child(QLineEdit, "noteFilter").setText("筆記 1")
    hand.page.select(hand.place_of("不然就找不回來了"))

    hand.trigger("note")

    assert_caret_in_sight(hand)


@pytest.mark.parametrize("height", [140, 500])
def test_the_caret_of_a_long_note_stays_in_sight(hand: Hand, height: int) -> None:
    ids = made(hand, 5)
    hand.session.set_note(ids[2], LONG)
    hand.cards.setFixedHeight(height)
    hand.cards.edit(ids[2])
    assert_caret_in_sight(hand)

    for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(hand.editor, key, CONTROL)
        assert_caret_in_sight(hand)
    for _ in range(70):
        QTest.keyClick(hand.editor, Qt.Key.Key_Down)
        assert_caret_in_sight(hand)
    for _ in range(3):
        QTest.keyClick(hand.editor, Qt.Key.Key_PageUp)
        assert_caret_in_sight(hand)
    QTest.keyClick(hand.editor, Qt.Key.Key_Return)
    QTest.keyClicks(hand.editor, "x")
    assert_caret_in_sight(hand)


def test_the_caret_is_followed_when_the_list_was_scrolled_away_from_it(hand: Hand) -> None:
    ids = made(hand, 30)
    hand.cards.setFixedHeight(300)
    hand.cards.edit(ids[0])
    bar = hand.cards.verticalScrollBar()
    bar.setValue(bar.maximum())

    QTest.keyClicks(hand.editor, "x")

    assert_caret_in_sight(hand)
    assert hand.session.annotation(ids[0]).note.endswith("x")


@pytest.mark.parametrize("sought", ["", "筆記"])
@pytest.mark.parametrize("note", ["", "一行", "一行\n二行\n三行\n四行"])
@pytest.mark.parametrize("which", [1, 2])
def test_nothing_above_moves_when_the_editor_opens_and_closes(
    hand: Hand, sought: str, note: str, which: int
) -> None:
    ids = made(hand, 30)
    if sought:
        note += "筆記"
    hand.session.set_note(ids[which], note)
    hand.child(QLineEdit, "noteFilter").setText(sought)
    hand.cards.setFixedHeight(500)
    hand.cards.set_active(ids[which])
    QApplication.processEvents()
    before = tops(hand)

    hand.cards.edit(ids[which])
    during = tops(hand)
    hand.cards.finish_editing()

    assert {id_: during[id_] for id_ in ids[: which + 1]} == {
        id_: before[id_] for id_ in ids[: which + 1]
    }
    assert tops(hand) == before


def test_words_stand_still_when_the_editor_opens_over_them(hand: Hand) -> None:
    ids = made(hand, 3)
    note = "一行很長的筆記，長得要折成好幾行才能全部看見，一個字也不會少。" * 3
    hand.session.set_note(ids[1], note)
    row = hand.cards.column.row_of(ids[1])
    assert row is not None
    height = hand.cards.column.measured_height(row)
    card = hand.cards.column.card(row)
    assert card.note.plain is not None
    lines = card.note.plain.lines

    hand.cards.edit(ids[1])

    assert hand.cards.column.measured_height(row) == height
    editor = hand.editor
    laid = editor.document().firstBlock().layout()
    found = [laid.lineAt(number) for number in range(laid.lineCount())]
    assert [note[line.textStart() :][: line.textLength()] for line in found] == lines
    assert [line.height() for line in found] == [card.note.plain.step] * len(lines)
    box = card.editor_box.translated(0, tops(hand)[ids[1]])
    assert editor.viewport().mapTo(hand.cards.viewport(), QPoint()) == box.topLeft().toPoint()


@pytest.mark.parametrize(("before", "lines"), [(1, 4), (40, 1), (40, 9)])
def test_an_editor_with_room_for_all_does_not_scroll(hand: Hand, before: int, lines: int) -> None:
    ids = made(hand, 2)
    ids.append(hand.mark("一天只讀三五頁，讀到好處便停下來想一想，寫幾個字在書邊上"))
    for id_, count in ((ids[0], before), (ids[1], lines), (ids[2], lines)):
        hand.session.set_note(id_, "\n".join("字" * count))
    hand.cards.setFixedHeight(560)

    for id_ in ids:
        hand.cards.edit(id_)
        QApplication.processEvents()
        QTest.keyClick(hand.editor, Qt.Key.Key_Up)
        assert hand.editor.firstVisibleBlock().blockNumber() == 0
        assert hand.editor.contentOffset().y() == 0


def tops(hand: Hand) -> dict[str, float]:
    rows = hand.cards.column.rows
    return {rows[index].id: y for index, y in hand.cards._scroller.visible() if rows[index].id}
