from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.annotation.changes import revise
from reader.annotation.merging import earlier_texts, heads, merge, merge_versions
from reader.annotation.model import Body, Motivation
from reader.annotation.versions import versions
from reader.document.overlays.repair_decisions import decision_on
from reader.gui.article.undo_commands import ChangeCommand
from reader.gui.window.last_article import SAMPLE
from reader.importers import import_bytes
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.article.session import Session

    MakeSession = Callable[[Document], Session]
    MakeDocument = Callable[..., Document]

TEXT = "# 上\n春眠不覺曉處處聞啼鳥\n# 下\n夜來風雨聲花落知多少\n"


def test_a_highlight_is_announced_and_can_be_undone(
    make_session: MakeSession, make_document: MakeDocument, qtbot: QtBot
) -> None:
    session = make_session(make_document(TEXT))

    with qtbot.waitSignals([session.annotations_changed, session.changed]):
        id_ = session.highlight(TextRange(4, 9), "green")
    assert [mark.id for mark in session.marks_in(TextRange(0, 10))] == [id_]

    session.undo_stack.undo()
    assert session.marks_in(TextRange(0, 10)) == []
    assert session.annotation(id_).is_deleted

    session.undo_stack.redo()
    assert session.marks_in(TextRange(0, 10))[0].color == "green"


def test_strokes_that_join_a_step_leave_nothing_in_memory(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "green")

    for note in ("春", "春眠", "春眠不", "春眠不覺"):
        session.set_note(id_, note)

    assert session.undo_stack.count() == 2
    gc.collect()
    steps = [each for each in gc.get_objects() if isinstance(each, ChangeCommand)]
    assert len([each for each in steps if each._subject is session]) == 2


def test_the_strokes_of_one_sitting_are_one_step(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "yellow")

    for note in ("孟", "孟浩", "孟浩然"):
        session.set_note(id_, note)
    session.finish_step()
    session.set_note(id_, "孟浩然，盛唐")

    assert session.undo_stack.count() == 3
    session.undo_stack.undo()
    assert session.annotation(id_).note == "孟浩然"
    session.undo_stack.undo()
    assert session.annotation(id_).note == ""
    assert session.annotation(id_).motivation is Motivation.HIGHLIGHTING
    session.undo_stack.redo()
    assert session.annotation(id_).note == "孟浩然"
    assert session.annotation(id_).motivation is Motivation.COMMENTING


def test_a_mark_reaches_over_another_range_and_undo_over_the_old_one(
    make_session: MakeSession, make_document: MakeDocument, qtbot: QtBot
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "green", "wavy")
    session.set_note(id_, "春")
    whole = TextRange(0, len(TEXT))
    before = session.annotation(id_)

    with qtbot.waitSignals([session.annotations_changed, session.changed]):
        session.stretch(id_, TextRange(6, 20))

    (mark,) = session.marks_in(whole)
    assert (mark.range, mark.color, mark.style, mark.has_note) == (
        TextRange(6, 20),
        "green",
        "wavy",
        True,
    )
    assert session.annotation(id_).quote.startswith("不覺曉")
    touched = session.undo()
    assert touched.places == [TextRange(4, 9)]
    after = session.annotation(id_)
    assert (after.target, after.quote, after.body) == (before.target, before.quote, before.body)
    assert session.redo().places == [TextRange(6, 20)]


def test_stretching_on_is_one_step(make_session: MakeSession, make_document: MakeDocument) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 6), "green")

    for end in (7, 8, 9):
        session.stretch(id_, TextRange(4, end), goes_on=True)
    assert session.undo_stack.count() == 2
    session.stretch(id_, TextRange(4, 10))
    session.stretch(id_, TextRange(4, 11), goes_on=True)
    assert session.undo_stack.count() == 4
    session.set_note(id_, "春")
    session.stretch(id_, TextRange(4, 12), goes_on=True)
    session.set_note(id_, "春眠")
    assert session.undo_stack.count() == 7

    places = []
    for _ in range(6):
        session.undo_stack.undo()
        places.append(session.annotation_index.place_of(id_))
    assert [place.end for place in places if place] == [12, 11, 11, 10, 9, 6]


@pytest.mark.parametrize("part", [TextRange(4, 6), TextRange(5, 5)], ids=["the same", "empty"])
def test_nothing_is_stretched_to_where_it_is_or_to_nothing(
    make_session: MakeSession, make_document: MakeDocument, part: TextRange
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 6), "green")

    session.stretch(id_, part)

    assert session.undo_stack.count() == 1
    assert session.annotation_index.place_of(id_) == TextRange(4, 6)


def test_versions_nobody_has_seen_leave_no_trace_in_the_history(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "yellow")
    session.set_note(id_, "一")
    session.set_note(id_, "一二")
    assert session.annotation(id_).history == ()

    session.snapshot()
    session.set_note(id_, "一二三")
    session.set_note(id_, "一二三四")

    assert len(session.annotation(id_).history) == 1


def test_what_a_note_said_before_each_sitting_is_remembered(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "yellow")

    for sitting in (("孟", "孟浩", "孟浩然"), ("孟浩然，", "孟浩然，盛唐"), ("王", "王維")):
        for note in sitting:
            session.set_note(id_, note)
            session.snapshot()  # saved meanwhile, as when typing goes on for a while
        session.finish_step()

    remembered = [text.value for text in earlier_texts(session.annotation(id_))]
    assert remembered == ["孟浩然", "孟浩然，盛唐"]


def test_what_was_taken_back_is_remembered_too(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "yellow")
    session.set_note(id_, "孟浩然")
    session.undo()
    session.set_note(id_, "王維")
    session.remove(id_)

    gone = session.annotation(id_)
    assert (gone.note, gone.text) == ("", "王維")
    assert [text.value for text in earlier_texts(gone)] == ["孟浩然"]


def test_undoing_a_change_that_was_written_makes_a_newer_version(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "yellow")
    written = session.snapshot()

    session.undo_stack.undo()
    session.merge_external(written)

    assert session.annotation(id_).is_deleted


def test_what_others_wrote_stays_when_a_creation_is_undone_and_done_again(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    document = make_document(TEXT)
    here, there = make_session(document), make_session(document)
    id_ = here.highlight(TextRange(4, 9), "yellow")
    there.merge_external(here.snapshot())
    there.set_note(id_, "別人寫的")
    here.merge_external(there.snapshot())

    here.undo_stack.undo()
    assert here.annotation(id_).note == "別人寫的"

    here.undo_stack.redo()
    assert "別人寫的" in {head.note for head in heads(here.annotation(id_))}


def test_what_others_wrote_is_absorbed(
    make_session: MakeSession, make_document: MakeDocument, qtbot: QtBot
) -> None:
    document = make_document(TEXT)
    here, there = make_session(document), make_session(document)
    mine = here.highlight(TextRange(4, 6), "yellow")
    theirs = there.highlight(TextRange(16, 18), "blue")

    with qtbot.waitSignal(here.annotations_changed):
        here.merge_external(there.annotations)

    assert {mark.id for mark in here.marks_in(TextRange(0, 30))} == {mine, theirs}


def test_a_read_only_session_changes_nothing(
    make_session: MakeSession, make_document: MakeDocument, qtbot: QtBot
) -> None:
    session = make_session(make_document(TEXT))
    session.is_read_only = True

    with qtbot.assertNotEmitted(session.changed):
        session.highlight(TextRange(4, 6), "yellow")

    assert session.annotations.items == ()


def test_marks_that_lie_over_each_other_are_all_there_the_latest_last(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    long = session.highlight(TextRange(4, 14), "yellow")
    short = session.highlight(TextRange(6, 8), "blue")

    assert [mark.id for mark in session.marks_in(TextRange(7, 8))] == [long, short]
    assert [mark.id for mark in session.marks_in(TextRange(12, 13))] == [long]
    assert session.marks_in(TextRange(20, 21)) == []


def test_sections_are_called_by_their_titles_or_their_first_words(
    make_session: MakeSession,
) -> None:
    paragraph = "沒有標題的長文，一段接著一段，讀者要在哪裡停下來，全看文章自己的節奏。" * 6
    text = "\n".join([paragraph] * 80)
    session = make_session(import_bytes(text.encode(), Path("長文.txt")))

    titles = [session.titles.of_section(i) for i in range(len(session.document.sections))]

    assert len(titles) > 1
    assert titles[0] == "Opening"
    assert titles[1].startswith("沒有標題")


def test_what_was_deleted_is_neither_colored_nor_written_beside_nor_deleted_again(
    make_session: MakeSession, make_document: MakeDocument, qtbot: QtBot
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "green")
    session.undo_stack.undo()

    with qtbot.assertNotEmitted(session.changed):
        session.set_color(id_, "blue")
        session.set_note(id_, "孟浩然")
        session.stretch(id_, TextRange(4, 6))
        session.remove(id_)

    assert session.undo_stack.canRedo()
    session.undo_stack.redo()
    assert session.marks_in(TextRange(0, 10))[0].color == "green"


def test_what_was_done_while_theirs_was_merged_stays_beside_it(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    edited, mine = (session.highlight(TextRange(4, end), "green") for end in (8, 9))
    taken = session.snapshot()
    theirs = [revise(item, now=item.modified, body=Body(value="他記")) for item in taken.items]
    session.set_note(mine, "我記")

    session.merge_external(merge(taken, replace(taken, items=tuple(theirs))), taken)

    assert session.annotation(edited).note == "他記"
    assert {each.note for each in versions(session.annotation(mine))} == {"我記", "他記"}
    assert [mark.has_note for mark in session.marks_in(TextRange(0, 10))] == [True, True]


def test_an_older_state_that_was_written_does_not_bring_back_a_decision(
    make_session: MakeSession,
) -> None:
    session = make_session(import_bytes(SAMPLE.read_bytes(), SAMPLE))
    repair = session.document.repairs[0]
    session.decide([decision_on(repair, applied=False)], "no")
    written = session.snapshot()
    session.decide([decision_on(repair, applied=True)], "yes")
    latest = session.annotations

    session.merge_external(written)

    assert session.annotations == latest
    assert session.document.repairs[0].applied


def test_decisions_of_others_are_absorbed_and_kept(make_session: MakeSession, qtbot: QtBot) -> None:
    document = import_bytes(SAMPLE.read_bytes(), SAMPLE)
    here, there = make_session(document), make_session(document)
    first, second, *_ = document.repairs
    there.decide([decision_on(first, applied=False)], "no")

    with qtbot.waitSignal(here.document_changed):
        here.merge_external(there.annotations)
    here.decide([decision_on(second, applied=False)], "no")

    assert [repair.applied for repair in here.document.repairs[:2]] == [False, False]
    assert len(here.annotations.repairs) == 2


def test_typing_where_there_are_two_versions_leaves_the_other(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = _two_notes(session)

    for count in range(1, 100):
        session.set_note(id_, "此" * count)

    assert [version.note for version in versions(session.annotation(id_))] == ["此" * 99, "彼"]
    assert len(session.annotation(id_).history) < 5, "the strokes of one sitting are one version"
    session.undo_stack.undo()
    assert {version.note for version in versions(session.annotation(id_))} == {"此", "彼"}


def test_typing_into_what_another_device_wrote_replaces_it(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(TextRange(4, 9), "yellow")
    before = session.snapshot()
    (item,) = before.items
    session.set_note(id_, "此")  # not written yet
    session.finish_step()
    there = revise(item, now="2030-01-01T00:00:00.000Z", body=Body(value="彼"))
    session.merge_external(replace(before, items=(there,)))

    session.set_note(id_, "彼岸")

    known = merge_versions(session.annotation(id_), there)
    assert [version.note for version in versions(known)] == ["彼岸", "此"]


@pytest.mark.parametrize(("how", "note"), [(0, "此"), (1, "彼"), (None, "此\n\n彼")])
def test_a_choice_between_versions_is_one_step(
    make_session: MakeSession, make_document: MakeDocument, how: int | None, note: str
) -> None:
    session = make_session(make_document(TEXT))
    id_ = _two_notes(session)
    steps = session.undo_stack.count()

    if how is None:
        session.join_versions(id_)
    else:
        session.settle(id_, versions(session.annotation(id_))[how])

    assert session.undo_stack.count() == steps + 1
    assert [version.note for version in versions(session.annotation(id_))] == [note]
    session.undo_stack.undo()
    assert {version.note for version in versions(session.annotation(id_))} == {"此", "彼"}
    session.undo_stack.redo()
    assert [version.note for version in versions(session.annotation(id_))] == [note]


def _two_notes(session: Session) -> str:
    """Let another device have written 彼 while 此 was written here; return the annotation's id."""
    id_ = session.highlight(TextRange(4, 9), "yellow")
    before = session.snapshot()
    session.set_note(id_, "此")
    session.finish_step()
    here = session.snapshot()
    (item,) = before.items
    there = revise(item, now=item.modified, body=Body(value="彼"))
    earlier = replace(there, modified="2026-01-01T00:00:00.000Z")
    session.merge_external(merge(here, replace(before, items=(earlier,))))
    return id_


def test_a_second_view_goes_along_with_what_is_decided(
    qtbot: QtBot, make_session: MakeSession
) -> None:
    damaged = "長文\n\n" + "他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n" * 30
    session = make_session(import_bytes(damaged.encode(), Path("a.txt")))
    with qtbot.waitSignal(session.second_changed):
        session.show_second("auto-s")
    before = session.second
    assert before is not None

    session.decide([decision_on(session.document.repairs[0], applied=False)], "Refuse")

    second = session.second
    assert second is not None
    assert second is not before
    assert (second.target, second.document) == ("auto-s", session.document)
    with qtbot.waitSignal(session.second_changed):
        session.show_second(None)
    assert session.second is None
    with qtbot.assertNotEmitted(session.second_changed):
        session.show_second(None)
