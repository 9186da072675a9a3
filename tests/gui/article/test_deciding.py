"""Decisions on a book: what it is under them is worked out beside the window; the last counts."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.annotation.sets import new_set
from reader.document.overlays.repair_decisions import decision_on_all
from reader.gui.article import article_state
from reader.gui.article.session import Session
from reader.text.offsets import TextRange
from tests.support.patience import LONGEST_S
from tests.support.understanding import understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

TEXT = "讀書記\n\n" + "窗外有雨,燈下有人,書頁翻得很慢,好像怕驚動了誰。\n" * 40


class Gate:
    """Lets what is worked out in a thread wait, each time, until a test lets it go on."""

    def __init__(self, work: Callable[..., object]) -> None:
        self.goes_on = Event()
        self.times = 0
        self._work = work

    def __call__(self, *arguments: object) -> object:
        self.times += 1
        assert self.goes_on.wait(LONGEST_S)
        return self._work(*arguments)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(article_state._under)
    monkeypatch.setattr(article_state, "_under", made)
    monkeypatch.setattr(article_state, "_LONG", 0)
    yield made
    made.goes_on.set()


@pytest.fixture
def session(qtbot: QtBot, gate: Gate) -> Session:
    document = understood(TEXT)
    assert any(repair.rule == "widen" and repair.applied for repair in document.repairs)
    return Session(document, new_set(document))


def decide(session: Session, *, applied: bool) -> None:
    session.decide([decision_on_all("widen", applied=applied)], "all")


def are_applied(session: Session) -> set[bool]:
    return {repair.applied for repair in session.document.repairs if repair.rule == "widen"}


def wait(session: Session, gate: Gate, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.document_changed):
        gate.goes_on.set()


def test_what_is_shown_stays_until_it_is_worked_out(
    session: Session, gate: Gate, qtbot: QtBot
) -> None:
    decide(session, applied=False)

    assert are_applied(session) == {True}
    assert session.annotations.repairs  # to be saved at once, whatever happens
    wait(session, gate, qtbot)
    assert are_applied(session) == {False}


def test_the_last_decision_counts(session: Session, gate: Gate, qtbot: QtBot) -> None:
    decide(session, applied=False)
    session.undo()
    decide(session, applied=False)
    session.undo()
    session.redo()

    wait(session, gate, qtbot)

    assert are_applied(session) == {False}


def test_what_is_undone_before_it_is_worked_out_is_never_shown(
    session: Session, gate: Gate, qtbot: QtBot
) -> None:
    document = session.document
    decide(session, applied=False)

    with qtbot.waitSignal(session.document_changed):
        session.undo()
    gate.goes_on.set()

    assert session.document is document
    assert session._deciding is None


def test_what_is_marked_meanwhile_is_on_its_words(
    session: Session, gate: Gate, qtbot: QtBot
) -> None:
    decide(session, applied=False)
    start = TEXT.index("燈下有人")

    id_ = session.highlight(TextRange(start, start + 4), "green")
    wait(session, gate, qtbot)

    place = session.annotation_index.place_of(id_)
    assert place is not None
    assert place.slice(session.document.source.text) == "燈下有人"
    assert [mark.id for mark in session.marks_in(place)] == [id_]


def test_another_script_chosen_meanwhile_stays(session: Session, gate: Gate, qtbot: QtBot) -> None:
    decide(session, applied=False)

    session.show_in("t2s")
    wait(session, gate, qtbot)

    assert session.rendition.target == "t2s"
    assert are_applied(session) == {False}
    assert session.rendition.document is session.document


def test_an_article_may_be_left_meanwhile(session: Session, gate: Gate, qtbot: QtBot) -> None:
    decide(session, applied=False)

    with qtbot.waitSignal(session.destroyed):
        session.deleteLater()
    gate.goes_on.set()


def test_it_is_told_how_far_it_is(session: Session, gate: Gate, qtbot: QtBot) -> None:
    told: list[float] = []
    session.deciding.connect(told.append)

    decide(session, applied=False)
    with qtbot.waitSignal(session.decided):
        gate.goes_on.set()

    assert told == sorted(told)
    assert told[-1] >= 0.9
