"""Two versions of one note, as two devices made them: shown together, and chosen from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton

from reader.annotation.changes import deleted, revise
from reader.annotation.merging import merge, merge_versions
from reader.annotation.model import Annotation, Body
from reader.annotation.nonce import NONCE
from reader.annotation.versions import versions
from reader.gui.widgets.plain_text import MOST_SHOWN
from reader.gui.widgets.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from reader.gui.panels.versions import VersionsBox
    from tests.support.hand import Hand

QUOTE = "前人的朱筆圈點"


@pytest.fixture
def id_(hand: Hand) -> str:
    """A note that reads 此 here and 彼, in blue, on another device."""
    return _torn(hand, lambda item: revise(item, now=item.modified, body=_body("彼", "blue")))


def test_a_card_shows_that_there_are_two(hand: Hand, id_: str) -> None:
    box = hand.cards.column.card(1).versions_box
    assert not box.isEmpty()

    hand.click(hand.cards.viewport(), hand.card_point(id_, box.center()))

    assert _box(hand).annotation_id == id_
    assert {"此", "彼"} <= {label.text() for label in _box(hand).findChildren(QLabel)}


def test_of_a_quote_without_end_only_the_beginning_is_laid_out(hand: Hand) -> None:
    def quoting_more(item: Annotation) -> Annotation:
        return revise(item, now=item.modified, quote="圈點" * 1_000_000, body=_body("彼"))

    _torn(hand, quoting_more)
    hand.trigger("versions")

    labels = [label.text() for label in _box(hand).findChildren(QLabel)]
    assert any(text.startswith("「圈點圈點") for text in labels)
    assert max(map(len, labels)) <= MOST_SHOWN + 3
    assert max(len(each.accessibleName()) for each in _buttons(hand, "keepVersion")) <= 50_000


def test_a_card_with_one_version_does_not(hand: Hand) -> None:
    hand.mark(QUOTE)

    assert hand.cards.column.card(1).versions_box.isEmpty()


@pytest.mark.parametrize("index", [0, 1])
def test_a_click_keeps_one_of_them(hand: Hand, id_: str, index: int) -> None:
    note = versions(hand.session.annotation(id_))[index].note
    hand.trigger("versions")

    hand.click(_buttons(hand, "keepVersion")[index])

    assert hand.notes == [note]
    assert _box(hand).isHidden()
    hand.trigger("undo")
    assert len(versions(hand.session.annotation(id_))) == 2


@pytest.mark.parametrize("is_saved_between", [False, True])
@pytest.mark.parametrize("clock", ["2020-01-01T00:00:00.000Z", "2999-01-01T00:00:00.000Z"])
def test_undone_the_version_shown_before_is_shown_again(
    hand: Hand, clock: str, is_saved_between: bool
) -> None:
    """Also where the clock of the other device is ahead, and two versions are of one time."""
    id_ = _torn(hand, lambda item: revise(item, now=clock, body=_body("彼", "blue")))
    shown, other = hand.session.annotation(id_).note, versions(hand.session.annotation(id_))[1]

    for _ in range(3):
        hand.session.settle(id_, other)
        if is_saved_between:
            hand.trigger("save")
        hand.trigger("undo")
        hand.trigger("save")
        again = hand.session.annotation(id_)
        nonce = {name: value for name, value in again.extra.items() if name == NONCE}
        assert merge_versions(again, replace(again, extra=nonce)) == again

        assert [each.note for each in versions(again)] == [shown, other.note]


def test_a_click_keeps_both_notes_and_the_file_holds_them(hand: Hand, id_: str) -> None:
    hand.trigger("versions")

    hand.click(_buttons(hand, "joinVersions")[0])

    assert set(hand.notes[0].split("\n\n")) == {"此", "彼"}
    hand.trigger("save")
    assert hand.window.annotations_path is not None
    (item,) = json.loads(hand.window.annotations_path.read_text("utf-8"))["items"]
    assert item["body"]["value"] == hand.notes[0]
    assert "reader:alternatives" not in item


@pytest.mark.usefixtures("id_")
def test_it_is_done_with_keys(hand: Hand) -> None:
    hand.press(Qt.Key.Key_V)
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Space)

    assert len(hand.notes) == 1
    assert hand.session.annotation_index.undecided() == []


@pytest.mark.usefixtures("id_")
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_enter_key_presses_a_button(hand: Hand, key: Qt.Key) -> None:
    hand.press(Qt.Key.Key_V)
    hand.press(key)

    assert hand.session.annotation_index.undecided() == []


def test_the_enter_key_closes_them(hand: Hand, id_: str) -> None:
    hand.press(Qt.Key.Key_V)
    _box(hand).findChildren(QToolButton)[0].setFocus()
    hand.press(Qt.Key.Key_Return)

    assert _box(hand).isHidden()
    assert hand.session.annotation_index.undecided() == [id_]


def test_escape_changes_nothing(hand: Hand, id_: str) -> None:
    hand.press(Qt.Key.Key_V)
    hand.press(Qt.Key.Key_Escape)

    assert _box(hand).isHidden()
    assert hand.session.annotation_index.undecided() == [id_]
    assert hand.cards.hasFocus()


def test_a_delete_on_another_device_is_offered(hand: Hand) -> None:
    id_ = _torn(hand, lambda item: deleted(item, now=item.modified))
    hand.trigger("versions")

    assert [button.text() for button in _buttons(hand, "keepVersion")] == [
        "Keep this one",
        "Delete it",
    ]
    assert _buttons(hand, "joinVersions") == []
    hand.click(_buttons(hand, "keepVersion")[1])
    assert hand.session.annotation(id_).is_deleted
    assert _box(hand).isHidden()


def test_they_stay_in_sight_when_the_theme_changes(hand: Hand, id_: str) -> None:
    hand.trigger("versions")
    bar_before = _left_edge(_box(hand))
    hand.trigger("theme-dark")

    assert _box(hand).annotation_id == id_
    assert (bar_before, _left_edge(_box(hand))) == tuple(
        QColor(load_theme(name).strokes["green"]) for name in ("light", "dark")
    )


@pytest.mark.usefixtures("id_")
def test_nothing_is_chosen_once_it_can_only_be_read(hand: Hand) -> None:
    hand.trigger("versions")
    hand.session.is_read_only = True

    assert not any(button.isEnabled() for button in _buttons(hand, "keepVersion"))


def test_what_arrives_while_they_are_shown_is_shown_too(hand: Hand, id_: str) -> None:
    hand.trigger("versions")
    before = hand.session.annotations
    third = revise(replace(before.items[0], extra={}), now="2026-01-02", body=_body("其三"))
    third = replace(third, history=())

    hand.session.merge_external(merge(before, replace(before, items=(third,))))

    assert len(_buttons(hand, "keepVersion")) == 3
    assert _box(hand).annotation_id == id_


def test_without_such_notes_the_command_does_nothing(hand: Hand) -> None:
    hand.mark(QUOTE)
    hand.trigger("versions")

    assert _box(hand).isHidden()


@pytest.mark.usefixtures("id_")
def test_all_of_it_is_in_sight_where_there_is_room(hand: Hand, qtbot: QtBot) -> None:
    hand.trigger("versions")

    bar = _box(hand)._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)


def _torn(hand: Hand, change: Callable[[Annotation], Annotation]) -> str:
    id_ = hand.mark(QUOTE)
    before = hand.session.snapshot()
    hand.session.set_note(id_, "此")
    hand.session.finish_step()
    (item,) = before.items
    other = change(item)
    hand.session.merge_external(merge(hand.session.snapshot(), replace(before, items=(other,))))
    hand.window.workspace.page.setFocus()
    return id_


def _body(note: str, color: str = "green") -> Body:
    return Body(value=note, color=color)


def _box(hand: Hand) -> VersionsBox:
    return hand.window.workspace.annotations.versions


def _left_edge(box: VersionsBox) -> QColor:
    """Return the colour of the bar at the left of the version shown first."""
    frame = box.findChild(QFrame, "version")
    assert isinstance(frame, QFrame)
    return frame.grab().toImage().pixelColor(1, frame.height() // 2)


def _buttons(hand: Hand, name: str) -> Sequence[QPushButton]:
    found = _box(hand)._area.widget().findChildren(QPushButton, name)
    return [button for button in found if isinstance(button, QPushButton)]
