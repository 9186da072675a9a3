"""Restoring from a backup: a list of days, what is missing, one step that takes nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, get_ident
from time import process_time
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QPlainTextEdit, QPushButton, QWidget

from reader.annotation.color_names import color_names, with_color_names
from reader.annotation.versions import versions
from reader.gui.dialogs.losses import BackupDiff, Loss, in_full
from reader.gui.dialogs.restore_dialog import RestoreDialog
from reader.gui.widgets.plain_text import MOST_SHOWN
from reader.storage.backups import Backup
from reader.storage.codec import encode
from reader.storage.differences import Difference, Since
from tests.support.made_sets import a_set, an_annotation
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from reader.gui.dialogs.losses import Compare
    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand

Kind = TypeVar("Kind", bound=QWidget)
pytestmark = pytest.mark.usefixtures("saves_when_told")


@pytest.fixture
def lost(hand: Hand) -> tuple[str, str]:
    """Two notes of which a backup tells: one was deleted since, one says something else."""
    first, second = hand.mark("前人的朱筆圈點"), hand.mark("後記裡有作者的真心話")
    hand.session.set_note(first, "誰的圈點？")
    hand.session.set_note(second, "果真如此")
    hand.session.finish_step()
    hand.trigger("save")
    hand.session.remove(first)
    hand.session.set_note(second, "未必如此")
    hand.session.finish_step()
    hand.trigger("save")
    return first, second


def test_what_was_lost_comes_back_beside_what_there_is(
    hand: Hand, dialogs: FakeDialogs, lost: tuple[str, str]
) -> None:
    first, second = lost
    new = hand.mark("紙已經黃了")
    seen: list[str] = []

    def look(dialog: RestoreDialog) -> None:
        seen.append(_child(dialog, QLabel, "backupSummary").text())
        seen.append(_child(dialog, QPlainTextEdit, "lossDetail").toPlainText())

    dialogs.restoring.append(look)
    hand.trigger("restore")

    assert seen[0] == "1 annotation was deleted since. 1 was changed since."
    assert seen[1] == "「前人的朱筆圈點」\nIn: Opening\nThen: 誰的圈點？"
    assert hand.session.annotation(first).note == "誰的圈點？"
    assert [each.note for each in versions(hand.session.annotation(second))] == [
        "未必如此",
        "果真如此",
    ]
    assert not hand.session.annotation(new).is_deleted


def test_it_is_one_step(hand: Hand, dialogs: FakeDialogs, lost: tuple[str, str]) -> None:
    first, second = lost
    dialogs.restoring.append(lambda dialog: None)
    hand.trigger("restore")

    assert hand.action("undo").text() == "Undo: Restore from a backup"
    hand.trigger("undo")
    assert hand.session.annotation(first).is_deleted
    assert [each.note for each in versions(hand.session.annotation(second))] == ["未必如此"]
    hand.trigger("redo")
    assert hand.session.annotation(first).note == "誰的圈點？"
    assert len(versions(hand.session.annotation(second))) == 2


def test_only_what_is_checked_comes_back(
    hand: Hand, dialogs: FakeDialogs, lost: tuple[str, str]
) -> None:
    first, second = lost

    def uncheck(dialog: RestoreDialog) -> None:
        _child(dialog, QListWidget, "losses").item(1).setCheckState(Qt.CheckState.Unchecked)

    dialogs.restoring.append(uncheck)
    hand.trigger("restore")

    assert hand.session.annotation(first).note == "誰的圈點？"
    assert len(versions(hand.session.annotation(second))) == 1


def test_a_color_that_was_another_is_not_brought_back_unless_asked_for(
    hand: Hand, dialogs: FakeDialogs
) -> None:
    id_ = hand.mark("前人的朱筆圈點", "color-green")
    hand.trigger("save")
    hand.session.set_color(id_, "blue")
    hand.trigger("save")
    dialogs.restoring.append(lambda dialog: None)
    hand.trigger("restore")

    assert len(versions(hand.session.annotation(id_))) == 1

    dialogs.restoring.append(lambda dialog: _child(dialog, QCheckBox, "allLosses").click())
    hand.trigger("restore")

    assert [each.color for each in versions(hand.session.annotation(id_))] == ["blue", "green"]


def test_names_of_colors_come_back_as_one_step(hand: Hand) -> None:
    named = with_color_names(hand.session.annotations, {"yellow": "重點"})
    hand.session.bring_back(named, (), decisions=True)
    assert color_names(hand.session.annotations) == {"yellow": "重點"}

    hand.trigger("undo")
    assert color_names(hand.session.annotations) == {}


@pytest.mark.usefixtures("lost")
def test_nothing_checked_is_nothing_done(hand: Hand, dialogs: FakeDialogs) -> None:
    steps = hand.session.undo_stack.count()

    def uncheck(dialog: RestoreDialog) -> None:
        _child(dialog, QCheckBox, "allLosses").click()
        assert not _child(dialog, QPushButton, "restoreChecked").isEnabled()

    dialogs.restoring.append(uncheck)
    hand.trigger("restore")

    assert hand.session.undo_stack.count() == steps


def test_it_is_on_disk_afterwards(
    hand: Hand, dialogs: FakeDialogs, lost: tuple[str, str], tmp_path: Path
) -> None:
    dialogs.restoring.append(lambda dialog: None)
    hand.trigger("restore")
    hand.trigger("save")

    (path,) = (tmp_path / "library").glob("*--*/annotations.json")
    assert "誰的圈點？" in path.read_text("utf-8")
    assert lost[0] in path.read_text("utf-8")


def test_without_backups_it_says_when_there_will_be_one(hand: Hand, dialogs: FakeDialogs) -> None:
    seen: list[str] = []
    dialogs.restoring.append(
        lambda dialog: seen.append(_child(dialog, QLabel, "backupSummary").text())
    )
    hand.trigger("restore")

    assert seen[0].startswith("There is no backup of this article yet.")


@pytest.mark.usefixtures("lost")
def test_a_damaged_backup_is_told_of(hand: Hand, dialogs: FakeDialogs, tmp_path: Path) -> None:
    (backup,) = (tmp_path / "library" / "backups").glob("*/*.json")
    backup.write_text("{", encoding="utf-8")
    seen: list[str] = []
    dialogs.restoring.append(
        lambda dialog: seen.append(_child(dialog, QLabel, "backupSummary").text())
    )
    hand.trigger("restore")

    assert seen == [f"The backup {backup} is damaged or gone."]


def test_a_long_passage_does_not_make_the_list_wider(hand: Hand, dialogs: FakeDialogs) -> None:
    id_ = hand.mark("前人的朱筆圈點")
    hand.session.set_note(id_, "其言曰" * 40)
    hand.session.finish_step()
    hand.trigger("save")
    hand.session.remove(id_)
    hand.trigger("save")
    widths: list[tuple[int, int]] = []

    def look(dialog: RestoreDialog) -> None:
        dialog.resize(480, 400)
        dialog.show()
        losses = _child(dialog, QListWidget, "losses")
        widths.append((losses.visualItemRect(losses.item(0)).width(), losses.viewport().width()))

    dialogs.restoring.append(look)
    hand.trigger("restore")

    ((row, viewport),) = widths
    assert row <= viewport


def test_of_what_has_no_end_only_the_beginning_is_laid_out() -> None:
    then = replace(an_annotation(1, "記" * 1_000_000), quote="圈點" * 1_000_000)
    now = an_annotation(1, "又" * 1_000_000)

    detail = in_full(Loss(difference=Difference(Since.CHANGED, then, now), section="序"))

    assert all(beginning in detail for beginning in ("「圈點圈點", "記記記", "又又又"))
    assert len(detail) < 4 * MOST_SHOWN


def _child(dialog: RestoreDialog, kind: type[Kind], name: str) -> Kind:
    found = dialog.findChild(kind, name)
    assert isinstance(found, kind)
    return found


def choose_file(dialog: RestoreDialog) -> None:
    _child(dialog, QPushButton, "restoreFromFile").click()


@pytest.mark.parametrize("has_backups", [True, False])
def test_what_was_saved_elsewhere_comes_back_from_its_file(
    hand: Hand, dialogs: FakeDialogs, tmp_path: Path, has_backups: bool
) -> None:
    copy = tmp_path / "copy.json"
    noted = hand.mark("前人的朱筆圈點")
    hand.session.set_note(noted, "誰的圈點？")
    hand.session.finish_step()
    if has_backups:
        hand.trigger("save")
    dialogs.copies += [copy, copy]
    assert hand.window.controller.save_elsewhere()
    hand.session.remove(noted)
    hand.trigger("save")

    dialogs.restoring.append(choose_file)
    hand.trigger("restore")

    assert hand.session.annotation(noted).note == "誰的圈點？"
    assert not dialogs.copies


def test_file_of_another_article_or_none_of_ours_restores_nothing(
    hand: Hand, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_bytes(encode(a_set(an_annotation(1))))
    (tmp_path / "text.json").write_text("夜讀", "utf-8")
    said: list[str] = []

    def choose(dialog: RestoreDialog) -> None:
        choose_file(dialog)
        dialogs.await_look(dialog)
        said.append(_child(dialog, QLabel, "backupSummary").text())
        assert not _child(dialog, QPushButton, "restoreChecked").isEnabled()

    for path in (other, tmp_path / "text.json", None):
        dialogs.copies.append(path)
        dialogs.restoring.append(choose)
        hand.trigger("restore")

    assert "about another article" in said[0]
    assert "damaged" in said[1]
    assert "no backup of this article yet" in said[2]
    assert not hand.session.annotations.items


def backup(day: int) -> Backup:
    return Backup(path=Path(f"{day}.json"), day=date(2026, 11, day))


def made(dialogs: FakeDialogs, hand: Hand, compare: Compare, days: int = 1) -> RestoreDialog:
    dialog = RestoreDialog(
        [backup(1 + number) for number in range(days)],
        lambda: compare,
        choose_file=lambda: None,
        obstacle=str,
        obstacle_changed=hand.window.controller.holder_changed,
        parent=hand.window,
    )
    if days == 1:
        dialogs.await_look(dialog)
    return dialog


def a_diff(ids: range) -> BackupDiff:
    items = [an_annotation(number) for number in ids]
    return BackupDiff(
        annotations=a_set(*items),
        losses=[
            Loss(difference=Difference(then=each, now=None, since=Since.DELETED), section="")
            for each in items
        ],
        has_decisions=False,
    )


def test_a_backup_is_compared_while_the_window_lives(
    hand: Hand, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    goes_on = Event()
    threads: list[int] = []

    def compare(_: Backup) -> BackupDiff:
        threads.append(get_ident())
        goes_on.wait(LONGEST_S)
        return a_diff(range(1, 3))

    dialog = made(dialogs, hand, compare, days=2)
    summary = _child(dialog, QLabel, "backupSummary")
    qtbot.waitUntil(lambda: len(threads) == 1)

    assert summary.text() == "Comparing with what is there now…"
    assert not _child(dialog, QPushButton, "restoreChecked").isEnabled()
    assert dialog.chosen() is None
    goes_on.set()
    dialogs.await_look(dialog)
    assert summary.text() == "2 annotations were deleted since."
    assert get_ident() not in threads


def test_of_a_day_left_meanwhile_nothing_is_shown(
    hand: Hand, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    begun, goes_on = Event(), Event()
    seen: list[int] = []

    def compare(backup: Backup) -> BackupDiff:
        if backup.day.day == 1:
            begun.set()
            goes_on.wait(LONGEST_S)
        seen.append(backup.day.day)
        return a_diff(range(backup.day.day))

    dialog = made(dialogs, hand, compare, days=2)
    assert begun.wait(LONGEST_S)
    _child(dialog, QListWidget, "backupDays").setCurrentRow(1)
    dialogs.await_look(dialog)
    goes_on.set()
    qtbot.waitUntil(lambda: seen == [2, 1])
    QCoreApplication.sendPostedEvents()

    assert _child(dialog, QListWidget, "losses").count() == 2


def test_all_of_very_many_are_checked_at_once(hand: Hand, dialogs: FakeDialogs) -> None:
    dialog = made(dialogs, hand, lambda _: a_diff(range(4_000)))
    all_ = _child(dialog, QCheckBox, "allLosses")
    start = process_time()

    all_.click()
    nothing = dialog.chosen()
    all_.click()

    assert nothing is None
    assert process_time() - start < 2  # counting them all for each takes 10
    assert (chosen := dialog.chosen())
    assert len(chosen.ids) == 4_000
