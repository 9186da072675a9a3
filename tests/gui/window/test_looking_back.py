"""What a note said before: shown with what became of it, and restored as a new text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton

from reader.annotation.changes import revise
from reader.annotation.merging import earlier_texts, merge
from reader.annotation.model import Body
from reader.annotation.versions import versions

if TYPE_CHECKING:
    from reader.gui.dialogs.earlier_dialog import EarlierDialog
    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand

PASSAGE = "前人的朱筆圈點"


def written(hand: Hand, *notes: str) -> str:
    id_ = hand.mark(PASSAGE)
    for note in notes:
        hand.session.set_note(id_, note)
        hand.session.finish_step()
    return id_


def listed(dialog: EarlierDialog) -> list[str]:
    texts = dialog.findChild(QListWidget, "earlierTexts")
    assert isinstance(texts, QListWidget)
    return [texts.item(row).text().split("\n")[1] for row in range(texts.count())]


def choose(dialog: EarlierDialog, row: int) -> None:
    texts = dialog.findChild(QListWidget, "earlierTexts")
    assert isinstance(texts, QListWidget)
    texts.setCurrentRow(row)


def marked(dialog: EarlierDialog) -> str:
    """Return what is shown, with signs around what is struck out or underlined."""
    edit = dialog.findChild(QPlainTextEdit, "earlierShown")
    assert isinstance(edit, QPlainTextEdit)
    shown, text = "", edit.toPlainText()
    cursor = QTextCursor(edit.document())
    for character in text:
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        form = cursor.charFormat()
        signs = "[{}]" if form.fontStrikeOut() else "<{}>" if form.fontUnderline() else "{}"
        shown += signs.format(character)
    return shown.replace("][", "").replace("><", "")


def can_restore(dialog: EarlierDialog) -> bool:
    button = dialog.findChild(QPushButton, "restoreText")
    assert isinstance(button, QPushButton)
    return button.isEnabled()


def test_a_note_that_said_nothing_else_has_no_earlier_texts(hand: Hand) -> None:
    written(hand, "朱筆")

    assert not hand.action("earlier-texts").isEnabled()


def test_earlier_texts_are_listed_with_what_became_of_them(
    hand: Hand, dialogs: FakeDialogs
) -> None:
    written(hand, "朱筆校書", "朱筆勘書", "朱筆勘書也")

    def look(dialog: EarlierDialog) -> bool:
        assert listed(dialog) == ["朱筆勘書", "朱筆校書"]
        assert marked(dialog) == "朱筆勘書<也>"
        choose(dialog, 1)
        assert marked(dialog) == "朱筆[校]<勘>書<也>"
        assert can_restore(dialog)
        return False

    dialogs.looking_back.append(look)
    hand.trigger("earlier-texts")

    assert hand.notes == ["朱筆勘書也"]


def test_one_is_restored_as_a_new_text_and_can_be_undone(hand: Hand, dialogs: FakeDialogs) -> None:
    id_ = written(hand, "一", "二", "三")

    def restore(dialog: EarlierDialog) -> bool:
        choose(dialog, 1)
        return True

    dialogs.looking_back.append(restore)
    hand.trigger("earlier-texts")

    assert hand.notes == ["一"]
    assert "三" in [each.value for each in earlier_texts(hand.session.annotation(id_))]
    assert hand.action("undo").text() == "Undo: Restore an earlier text"
    hand.trigger("undo")
    assert hand.notes == ["三"]
    hand.trigger("redo")
    assert hand.notes == ["一"]


def test_texts_that_differ_in_script_alone_are_said_to(hand: Hand, dialogs: FakeDialogs) -> None:
    written(hand, "读书", "讀書")

    def look(dialog: EarlierDialog) -> bool:
        assert marked(dialog) == "讀書"
        assert "script" in dialog._said.text()
        return True

    dialogs.looking_back.append(look)
    hand.trigger("earlier-texts")

    assert hand.notes == ["读书"]


def test_what_can_only_be_read_is_shown_and_not_restored(hand: Hand, dialogs: FakeDialogs) -> None:
    written(hand, "一", "二")
    hand.session.is_read_only = True

    def look(dialog: EarlierDialog) -> bool:
        assert not can_restore(dialog)
        return False

    dialogs.looking_back.append(look)
    hand.trigger("earlier-texts")


def test_what_another_device_wrote_meanwhile_stays(hand: Hand, dialogs: FakeDialogs) -> None:
    id_ = written(hand, "一", "二")
    session = hand.session
    known = session.snapshot()
    other = revise(session.annotation(id_), now="2020-01-01T00:00:00.000Z", body=Body(value="彼"))

    def restore(dialog: EarlierDialog) -> bool:
        session.set_note(id_, "三")
        items = [other if each.id == id_ else each for each in known.items]
        session.merge_external(merge(session.annotations, replace(known, items=tuple(items))))
        return True

    dialogs.looking_back.append(restore)
    hand.trigger("earlier-texts")

    assert sorted(each.note for each in versions(session.annotation(id_))) == ["一", "彼"]
