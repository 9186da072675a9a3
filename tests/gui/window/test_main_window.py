"""The whole window: reading, marking, undoing, leaving and coming back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from PySide6.QtCore import Qt

from reader.annotation.model import COLORS
from reader.cli import main
from reader.gui.article.autosave import SaveStatus
from reader.gui.dialogs.port import Unsaved
from reader.gui.window.features.feature_set import commands
from reader.gui.window.last_article import SAMPLE
from tests.support.hand import action, editor_of, mark, place_of, session_of, trigger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.gui.window.main_window import MainWindow

    class FakeDialogs(Protocol):
        unsaved: list[Unsaved]
        reasons: list[str]


PASSAGE = "前人的朱筆圈點"


def write(qtbot: QtBot, window: MainWindow, text: str) -> None:
    trigger(window, "note")
    qtbot.keyClicks(editor_of(window), text)


def test_an_article_is_opened_with_its_sections(window: MainWindow) -> None:
    document = session_of(window).document

    assert document.title == "燈下：我們怎樣讀一本舊書"
    assert [section.title for section in document.sections] == [
        None,
        "先讀後記，再讀正文",
        "筆記寫在哪裡才好",
    ]
    assert document.title in window.windowTitle()


@pytest.mark.alike(3)
@pytest.mark.parametrize("color", COLORS)
def test_each_color_key_marks_the_selection(window: MainWindow, color: str) -> None:
    id_ = mark(window, PASSAGE, f"color-{color}")

    annotation = session_of(window).annotation(id_)
    assert (annotation.quote, annotation.color) == (PASSAGE, color)
    assert window.workspace.page.selection is None


def test_the_last_color_is_remembered(
    window: MainWindow, make_window: Callable[[], MainWindow], article: Path
) -> None:
    mark(window, PASSAGE, "color-purple")
    window.close()

    again = make_window()
    again.open_now(article)
    id_ = mark(again, "一天只讀三五頁", "highlight")

    assert session_of(again).annotation(id_).color == "purple"


def test_a_color_key_without_a_selection_recolors_the_active_annotation(window: MainWindow) -> None:
    id_ = mark(window, PASSAGE, "color-green")

    trigger(window, "color-pink")

    assert session_of(window).annotation(id_).color == "pink"
    assert len(list(session_of(window).annotation_index.in_reading_order())) == 1


def test_a_note_is_written_in_place_and_saved_while_typing(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.workspace.page.select(place_of(window, PASSAGE))

    write(qtbot, window, "zhu pi")

    id_ = window.workspace.annotations.cards.active
    assert id_ is not None
    assert session_of(window).annotation(id_).note == "zhu pi"
    qtbot.waitUntil(lambda: "zhu pi" in saved_text(window))


def saved_text(window: MainWindow) -> str:
    path = window.annotations_path
    return path.read_text("utf-8") if path and path.exists() else ""


def test_escape_and_clicking_elsewhere_keep_what_was_typed(
    window: MainWindow, qtbot: QtBot
) -> None:
    id_ = mark(window, PASSAGE)
    write(qtbot, window, "abc")

    qtbot.keyClick(editor_of(window), Qt.Key.Key_Escape)

    assert session_of(window).annotation(id_).note == "abc"
    assert editor_of(window).isHidden()


def test_a_note_given_up_before_a_word_leaves_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.workspace.page.select(place_of(window, PASSAGE))
    trigger(window, "note")

    qtbot.keyClick(editor_of(window), Qt.Key.Key_Escape)

    assert list(session_of(window).annotation_index.in_reading_order()) == []


def test_a_highlight_without_a_note_stays_when_writing_one_is_given_up(
    window: MainWindow, qtbot: QtBot
) -> None:
    id_ = mark(window, PASSAGE)
    trigger(window, "note")

    qtbot.keyClick(editor_of(window), Qt.Key.Key_Escape)

    assert session_of(window).annotation_index.place_of(id_) == place_of(window, PASSAGE)


def test_everything_is_there_after_closing_and_opening(
    window: MainWindow, make_window: Callable[[], MainWindow], article: Path, qtbot: QtBot
) -> None:
    id_ = mark(window, PASSAGE)
    write(qtbot, window, "one")
    trigger(window, "script-auto-s")
    window.workspace.page.show_at_top(place_of(window, "筆記寫在書邊上最好").start)
    offset = window.workspace.page.reading_offset
    window.close()

    again = make_window()
    again.open_something()
    again.controller.loader.wait()

    annotation = session_of(again).annotation(id_)
    assert (annotation.note, annotation.color) == ("one", "green")
    assert session_of(again).annotation_index.place_of(id_) == place_of(again, PASSAGE)
    assert session_of(again).rendition.target == "auto-s"
    assert again.workspace.page.reading_offset == offset


def test_undo_and_redo_name_their_step(window: MainWindow) -> None:
    assert not action(window, "undo").isEnabled()
    id_ = mark(window, PASSAGE)
    trigger(window, "delete")
    assert session_of(window).annotation_index.place_of(id_) is None

    assert "Delete" in action(window, "undo").text()
    trigger(window, "undo")
    assert session_of(window).annotation_index.place_of(id_) is not None
    trigger(window, "undo")
    assert session_of(window).annotation(id_).is_deleted
    assert not action(window, "undo").isEnabled()
    assert "Highlight" in action(window, "redo").text()
    trigger(window, "redo")
    assert session_of(window).annotation_index.place_of(id_) is not None


def test_clicking_a_passage_goes_through_the_annotations_over_it(window: MainWindow) -> None:
    long = mark(window, "翻開第一頁，前人的朱筆圈點就在那裡")
    short = mark(window, PASSAGE)
    cards = window.workspace.annotations.cards
    cards.set_active(None)
    inside = place_of(window, PASSAGE).start

    window.workspace.page.passage_clicked.emit(inside)
    assert cards.active == short
    window.workspace.page.passage_clicked.emit(inside)
    assert cards.active == long


def test_a_card_leads_to_its_passage_and_back_leads_back(window: MainWindow) -> None:
    id_ = mark(window, "不然就找不回來了")
    window.resize(1000, 320)
    page = window.workspace.page
    page.show_at_top(0)
    before = page.reading_offset
    assert page.boxes_of(place_of(window, "不然就找不回來了")) == []

    window.workspace.annotations.cards.card_activated.emit(id_)
    assert page.boxes_of(place_of(window, "不然就找不回來了"))
    trigger(window, "back")

    assert page.reading_offset == before


def test_sections_are_gone_through(window: MainWindow) -> None:
    window.resize(1000, 320)
    starts = [section.range.start for section in session_of(window).document.sections]

    trigger(window, "next-section")
    assert window.workspace.page.reading_offset == starts[1]
    trigger(window, "previous-section")
    assert window.workspace.page.reading_offset < starts[1]


def test_the_filter_ignores_script(window: MainWindow) -> None:
    mark(window, PASSAGE)
    mark(window, "一天只讀三五頁")
    panel = window.workspace.annotations

    panel.filter_bar.field.setText("朱笔")

    assert len(panel.cards.ids) == 1


def test_what_cannot_be_opened_is_said_and_what_is_open_stays(
    window: MainWindow, tmp_path: Path
) -> None:
    title = session_of(window).document.title

    assert not window.open_now(tmp_path / "missing.txt")

    assert "missing.txt" in window.notification
    assert session_of(window).document.title == title


def test_it_is_said_that_not_all_damage_was_looked_for(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "dense.txt"
    path.write_text(
        "他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n" + "我?guī)退谑謾C上\n" * 5_000, "utf-8"
    )

    assert window.open_now(path)

    assert "bytes torn apart" in window.notification


def test_a_damaged_file_is_copied_before_it_is_written_over(
    window: MainWindow, make_window: Callable[[], MainWindow], article: Path
) -> None:
    mark(window, PASSAGE)
    path = window.annotations_path
    assert path is not None
    window.close()
    path.write_bytes(path.read_bytes()[:-40])
    damaged = path.read_bytes()

    again = make_window()
    again.open_now(article)
    assert "annotations.json" in again.notification
    again.workspace.page.select(place_of(again, PASSAGE))
    trigger(again, "color-green")
    again.close()

    (copy,) = path.parent.glob("annotations.json.damaged-*")
    assert copy.read_bytes() == damaged
    assert path.read_bytes() != damaged


def test_a_newer_file_is_shown_and_never_written_over(
    window: MainWindow, make_window: Callable[[], MainWindow], article: Path
) -> None:
    mark(window, PASSAGE)
    path = window.annotations_path
    assert path is not None
    window.close()
    path.write_text(path.read_text("utf-8").replace('"reader:schema": 1', '"reader:schema": 999'))
    newer = path.read_bytes()
    assert b"999" in newer

    again = make_window()
    again.open_now(article)
    again.workspace.page.select(place_of(again, PASSAGE))
    trigger(again, "color-green")
    assert again.session is not None
    assert [item.quote for _, item in again.session.annotation_index.in_reading_order()] == [
        PASSAGE
    ]
    again.close()

    assert path.read_bytes() == newer
    assert "newer version" in again.notification


def test_changes_that_cannot_be_saved_hold_the_window(
    window: MainWindow, dialogs: FakeDialogs
) -> None:
    mark(window, PASSAGE)
    assert window.flush().status is SaveStatus.SAVED
    path = window.annotations_path
    assert path is not None
    folder = path.parent
    hidden = folder.with_name("moved-away")
    folder.rename(hidden)
    folder.write_text("in the way")
    mark(window, "一天只讀三五頁")

    dialogs.unsaved = [Unsaved.STAY]
    assert not window.close()
    assert dialogs.reasons

    folder.unlink()
    hidden.rename(folder)
    assert window.close()
    assert "一天只讀三五頁" in path.read_text("utf-8")


def test_what_the_command_line_annotated_is_shown(
    make_window: Callable[[], MainWindow], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(tmp_path / "library")
    assert main(["annotate", str(SAMPLE), "--quote", "学会读书", "--library", library]) == 0
    id_ = capsys.readouterr().out.strip()

    window = make_window()
    window.open_now(SAMPLE)

    session = session_of(window)
    place = session.annotation_index.place_of(id_)
    assert place is not None
    assert place.slice(session.document.source.text) == "學(xué)會讀書"
    assert session.annotation(id_).quote == "學會讀書"
    assert window.workspace.page.boxes_of(place)


def test_what_others_write_meanwhile_is_kept_and_shown(
    window: MainWindow, article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = mark(window, PASSAGE)
    assert window.flush().status is SaveStatus.SAVED
    library = str(tmp_path / "library")
    assert main(["annotate", str(article), "--quote", "一天只讀三五頁", "--library", library]) == 0
    theirs = capsys.readouterr().out.strip()

    trigger(window, "color-blue")
    assert window.flush().status is SaveStatus.SAVED

    session = session_of(window)
    assert session.annotation_index.place_of(theirs) == place_of(window, "一天只讀三五頁")
    assert session.annotation(mine).color == "blue"
    assert mine in saved_text(window)
    assert theirs in saved_text(window)


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in commands() for key in command.keys]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
def test_themes_color_the_page(window: MainWindow, theme: str) -> None:
    from reader.gui.widgets.theme import load_theme

    trigger(window, f"theme-{theme}")

    image = window.workspace.page.viewport().grab().toImage()
    assert image.pixelColor(2, 2).name() == load_theme(theme).page


def test_digits_typed_into_a_note_mark_nothing(window: MainWindow, qtbot: QtBot) -> None:
    id_ = mark(window, PASSAGE, "color-green")

    write(qtbot, window, "123 hn")

    annotation = session_of(window).annotation(id_)
    assert (annotation.note, annotation.color) == ("123 hn", "green")
