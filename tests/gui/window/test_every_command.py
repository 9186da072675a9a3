"""Every command in every state a window can be in: none raises, whatever came before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from reader.annotation.changes import Change, apply, deleted, revise
from reader.annotation.merging import merge, merge_versions
from reader.annotation.model import Body
from reader.gui.dialogs.check_dialog import CheckDialog
from reader.gui.window.features.encodings import ENCODING_COMMANDS
from reader.gui.window.features.feature_set import commands
from tests.support.no_dialogs import NoDialogs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow
    from tests.support.few import Few
    from tests.support.hand import Hand

QUOTE = "前人的朱筆圈點"
OTHER = "一天只讀三五頁"

LAST = ("open-sample", "quit")
"""Change what is open."""
_ALIKE = [name for name in ENCODING_COMMANDS if name not in {"encoding-utf-8", "encoding-gb18030"}]
"""Do the same as those, and each reads the article anew."""
NAMES = [each.name for each in commands() if each.name not in {*LAST, *_ALIKE}] + list(LAST)


def nothing(hand: Hand) -> None:
    """Nothing is selected, and no annotation is active."""


def selected(hand: Hand) -> None:
    hand.page.select(hand.place_of(QUOTE))


def all_selected(hand: Hand) -> None:
    hand.page.setFocus()
    hand.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def beginning_a_note(hand: Hand) -> None:
    selected(hand)
    hand.trigger("note")
    assert hand.cards.edited is not None


def beginning_a_note_with_another_selected(hand: Hand) -> None:
    beginning_a_note(hand)
    hand.page.select(hand.place_of(OTHER))


def writing_a_note(hand: Hand) -> None:
    beginning_a_note(hand)
    hand.editor.insertPlainText("想")


def editing_tags(hand: Hand) -> None:
    active(hand)
    hand.trigger("tags")
    hand.type("x")


def deleted_elsewhere_while_its_tags_are_edited(hand: Hand) -> None:
    editing_tags(hand)
    _delete_elsewhere(hand)


def bookmarked(hand: Hand) -> None:
    selected(hand)
    hand.trigger("bookmark")


def beginning_a_note_on_the_article(hand: Hand) -> None:
    hand.trigger("article-note")


def having_emptied_a_note(hand: Hand) -> None:
    writing_a_note(hand)
    hand.editor.setPlainText("")


def active(hand: Hand) -> None:
    hand.mark(QUOTE)


def writing_beside_a_highlight(hand: Hand) -> None:
    active(hand)
    hand.trigger("note")


def active_and_another_selected(hand: Hand) -> None:
    active(hand)
    hand.page.select(hand.place_of(OTHER))


def deleted_elsewhere(hand: Hand) -> None:
    active(hand)
    _delete_elsewhere(hand)


def deleted_elsewhere_while_its_note_is_written(hand: Hand) -> None:
    writing_a_note(hand)
    _delete_elsewhere(hand)


def deleted_elsewhere_while_its_note_is_begun(hand: Hand) -> None:
    beginning_a_note(hand)
    _delete_elsewhere(hand)


def deleted_here(hand: Hand) -> None:
    active(hand)
    hand.trigger("delete")


def made_and_undone(hand: Hand) -> None:
    active(hand)
    hand.trigger("undo")


def note_undone(hand: Hand) -> None:
    writing_a_note(hand)
    hand.trigger("undo")


def of_several_versions(hand: Hand) -> None:
    active(hand)
    id_ = hand.cards.active
    assert id_ is not None
    hand.session.set_note(id_, "此")
    item = hand.session.annotation(id_)
    other = revise(item, now="2999-01-01T00:00:00.000Z", body=Body(value="彼", color="blue"))
    torn = merge_versions(item, other)
    annotations = hand.session.annotations
    hand.session.merge_external(apply(annotations, Change(before=item, after=torn)), annotations)


def versions_shown(hand: Hand) -> None:
    of_several_versions(hand)
    hand.trigger("versions")


def hidden_by_the_filter(hand: Hand) -> None:
    active(hand)
    hand.child(QLineEdit, "noteFilter").setText("沒有的字")


def begun_and_hidden_by_the_filter(hand: Hand) -> None:
    beginning_a_note(hand)
    hand.child(QLineEdit, "noteFilter").setText("沒有的字")


def for_reading_only(hand: Hand) -> None:
    active(hand)
    hand.page.select(hand.place_of(OTHER))
    hand.session.is_read_only = True


def for_reading_only_while_a_note_is_begun(hand: Hand) -> None:
    beginning_a_note(hand)
    hand.session.is_read_only = True


def repairs_shown(hand: Hand) -> None:
    active(hand)
    hand.action("repairs").setChecked(False)
    hand.trigger("repairs")


def without_panels(hand: Hand) -> None:
    beginning_a_note(hand)
    for name in ("contents", "notes"):
        hand.action(name).setChecked(True)
        hand.trigger(name)


def in_full_screen(hand: Hand) -> None:
    beginning_a_note(hand)
    hand.action("full-screen").setChecked(False)
    hand.trigger("full-screen")


def in_another_script(hand: Hand) -> None:
    beginning_a_note(hand)
    hand.trigger("script-auto-s")


def in_a_second_view(hand: Hand) -> None:
    active(hand)
    hand.trigger("second-auto-s")
    second = hand.window.workspace.pages.second
    assert second is not None
    second.setFocus()
    second.select(hand.place_of(OTHER))


STATES = [
    nothing,
    selected,
    all_selected,
    beginning_a_note,
    beginning_a_note_with_another_selected,
    writing_a_note,
    having_emptied_a_note,
    active,
    writing_beside_a_highlight,
    active_and_another_selected,
    deleted_elsewhere,
    deleted_elsewhere_while_its_note_is_written,
    deleted_elsewhere_while_its_note_is_begun,
    deleted_here,
    made_and_undone,
    note_undone,
    of_several_versions,
    versions_shown,
    hidden_by_the_filter,
    begun_and_hidden_by_the_filter,
    for_reading_only,
    for_reading_only_while_a_note_is_begun,
    repairs_shown,
    without_panels,
    in_full_screen,
    in_another_script,
    editing_tags,
    deleted_elsewhere_while_its_tags_are_edited,
    bookmarked,
    beginning_a_note_on_the_article,
    in_a_second_view,
]


def _delete_elsewhere(hand: Hand) -> None:
    id_ = hand.cards.active
    assert id_ is not None
    item, annotations = hand.session.annotation(id_), hand.session.annotations
    gone = deleted(item, now="2999-01-01T00:00:00.000Z")
    theirs = apply(annotations, Change(before=item, after=gone))
    hand.session.merge_external(merge(theirs, annotations), annotations)


def _begin_anew(hand: Hand, article: Path) -> None:
    """Bring the window back to where every state begins, with no annotation left."""
    if hand.window.article_path != article:
        assert hand.window.open_now(article)
    hand.session.is_read_only = False
    if hand.session.document.source.encoding != "utf-8":
        hand.trigger("encoding-utf-8")
    if hand.action("full-screen").isChecked():
        hand.trigger("full-screen")
    hand.trigger("second-none")
    hand.cards.finish_editing()
    hand.child(QLineEdit, "noteFilter").clear()
    for item in hand.session.annotations.items:
        hand.session.remove(item.id)
    hand.page.select(None)
    hand.cards.set_active(None)


def _close_dialogs(window: MainWindow) -> None:
    for dialog in window.findChildren(CheckDialog):
        dialog.close()


def _failures(
    hand: Hand, names: Sequence[str], enter: Callable[[], object], qtbot: QtBot
) -> list[str]:
    """Trigger each command, and what may well follow it; return what was raised."""
    failures = []
    for name in names:
        enter()
        with qtbot.capture_exceptions() as raised:
            hand.trigger(name)
            hand.cards.finish_editing()
            hand.action("undo").trigger()
            hand.action("redo").trigger()
        failures += [f"{name}: {kind.__name__}: {error}" for kind, error, _ in raised]
        _close_dialogs(hand.window)
        hand.window.show()
    return failures


@pytest.mark.parametrize(("number", "state"), list(enumerate(STATES)))
def test_no_command_raises(
    make_window: Callable[..., MainWindow],
    hand_at: Callable[[MainWindow], Hand],
    article: Path,
    number: int,
    state: Callable[[Hand], None],
    few: Few,
    qtbot: QtBot,
) -> None:
    # As wide as ever, so that the panels are there; what is low is painted sooner.
    window = make_window((1200, 400), dialogs=NoDialogs())
    hand = hand_at(window)

    def enter() -> None:
        _begin_anew(hand, article)
        state(hand)

    names = few(NAMES, len(NAMES) // 8, number)
    assert _failures(hand, names, enter, qtbot) == []


def test_without_an_article_no_command_raises(
    make_window: Callable[..., MainWindow], hand_at: Callable[[MainWindow], Hand], qtbot: QtBot
) -> None:
    window = make_window(dialogs=NoDialogs())
    hand = hand_at(window)

    names = [name for name in NAMES if name not in LAST]
    assert _failures(hand, names, lambda: None, qtbot) == []
    assert window.session is None


def test_a_note_that_was_only_begun_can_be_deleted(hand: Hand) -> None:
    beginning_a_note(hand)

    hand.trigger("delete")

    assert hand.notes == []
    assert hand.cards.active is None


def test_one_step_back_takes_back_only_what_was_begun(hand: Hand) -> None:
    kept = hand.mark(OTHER)
    beginning_a_note(hand)

    hand.trigger("undo")

    assert [item.id for _, item in hand.session.annotation_index.in_reading_order()] == [kept]
    hand.trigger("undo")
    assert hand.notes == []


def test_what_was_begun_and_then_coloured_stays(hand: Hand) -> None:
    beginning_a_note(hand)

    hand.trigger("color-blue")
    hand.press(Qt.Key.Key_Escape)

    (item,) = [item for _, item in hand.session.annotation_index.in_reading_order()]
    assert item.color == "blue"
