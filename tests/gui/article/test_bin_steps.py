"""The bin in an open article: what is undone there, and what never can be again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.bin import in_bin
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document
    from reader.gui.article.session import Session

    MakeSession = Callable[[Document], Session]
    MakeDocument = Callable[..., Document]

TEXT = "# 上\n春眠不覺曉處處聞啼鳥\n# 下\n夜來風雨聲花落知多少\n"
PLACES = (TextRange(4, 9), TextRange(9, 14), TextRange(19, 24))


def with_notes(make_session: MakeSession, make_document: MakeDocument) -> tuple[Session, list[str]]:
    session = make_session(make_document(TEXT))
    ids = []
    for number, place in enumerate(PLACES):
        ids.append(session.highlight(place, "pink"))
        session.set_note(ids[-1], f"第{number}則")
    return session, ids


def lying(session: Session) -> list[str]:
    return sorted(each.text for each in in_bin(session.annotations.items))


def test_what_is_taken_out_of_the_bin_is_as_it_was_and_one_step(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session, ids = with_notes(make_session, make_document)
    for id_ in ids:
        session.remove(id_)

    session.take_out_of_bin(ids[:2])

    assert lying(session) == ["第2則"]
    assert session.annotation_index.place_of(ids[0]) == PLACES[0]
    assert session.annotation(ids[1]).note == "第1則"
    assert session.annotation(ids[1]).color == "pink"
    session.undo()
    assert lying(session) == ["第0則", "第1則", "第2則"]
    session.redo()
    assert lying(session) == ["第2則"]
    session.take_out_of_bin()
    assert lying(session) == []


def test_no_step_brings_back_what_was_emptied(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session, ids = with_notes(make_session, make_document)
    session.remove(ids[0])
    session.set_color(ids[1], "blue")
    session.remove(ids[2])
    session.undo()

    session.empty_bin()

    assert lying(session) == []
    assert [step.text for step in session.steps.done] == ["Change colour"]
    assert [step.text for step in session.steps.undone] == ["Delete"]
    session.redo()
    assert lying(session) == ["第2則"]
    session.undo()
    session.undo()
    assert session.annotation(ids[1]).color == "pink"
    assert not session.undo_stack.canUndo()


def test_only_what_was_chosen_is_emptied(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session, ids = with_notes(make_session, make_document)
    for id_ in ids:
        session.remove(id_)

    session.empty_bin([ids[1]])

    assert lying(session) == ["第0則", "第2則"]


def test_nothing_is_emptied_or_restored_where_it_can_only_be_read(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session, ids = with_notes(make_session, make_document)
    session.remove(ids[0])
    session.is_read_only = True

    session.empty_bin()
    session.take_out_of_bin()

    assert lying(session) == ["第0則"]


def test_a_note_given_up_leaves_nothing(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(PLACES[0], "pink")

    session.discard_created(id_)

    assert session.annotations.items == ()
    assert session.annotation(id_).is_deleted


def test_a_note_given_up_after_it_was_saved_leaves_nothing_in_the_bin(
    make_session: MakeSession, make_document: MakeDocument
) -> None:
    session = make_session(make_document(TEXT))
    id_ = session.highlight(PLACES[0], "pink")
    session.snapshot()

    session.discard_created(id_)

    assert lying(session) == []
    assert [item.is_deleted for item in session.annotations.items] == [True]
    assert not session.undo_stack.canUndo()
