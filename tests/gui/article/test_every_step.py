"""What a user does to an article in any order, over restarts: file, session and undo agree.

The model is a stack of whole states, each what all notes say, and a bin.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from shiboken6 import delete

from reader.annotation.bin import in_bin
from reader.annotation.model import COLORS, STYLES
from reader.annotation.sets import new_set
from reader.gui.article.device_state import DeviceState
from reader.gui.article.session import Session
from reader.storage.article_store import ArticleStore
from reader.storage.settings import SettingsStore
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from reader.annotation.model import Annotation
    from reader.document.model import Document

TEXT = "# 上\n春眠不覺曉處處聞啼鳥\n# 下\n夜來風雨聲花落知多少\n"
WHICH = st.integers(0, 5)
PLACES = st.builds(lambda start, length: TextRange(start, start + length), *2 * [st.integers(4, 9)])

Said = tuple[str, str, str, TextRange]
State = dict[str, Said | None]
"""What each annotation says: note, colour, style, range; None for a deleted one."""


def said(item: Annotation) -> Said:
    body, target = item.body, item.target
    assert body is not None
    assert target is not None
    return body.value, body.color, body.highlight, target.range


LIVING = precondition(lambda self: self.living(0) is not None)
LYING = precondition(lambda self: self.lying)
DONE = precondition(lambda self: self.now > 0)
UNDONE = precondition(lambda self: self.now + 1 < len(self.states))


class Steps(RuleBasedStateMachine):
    """Each rule is something a user does, told to the session and to the model."""

    document: Document

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="quandian-steps-"))
        self.devices = DeviceState(SettingsStore(self.root / "settings"))
        (self.root / "library" / "a").mkdir(parents=True)
        self.states: list[State] = [{}]
        self.now = 0
        """Which of the states is the present one."""
        self.emptied: set[str] = set()
        self.count = 0
        self.session = self.opened()

    def opened(self) -> Session:
        self.store = ArticleStore(self.root / "library" / "a")
        return Session(self.document, self.store.load_for_writing(new_set(self.document)))

    @property
    def state(self) -> State:
        return self.states[self.now]

    def living(self, which: int) -> str | None:
        ids = [id_ for id_, each in self.state.items() if each is not None]
        return ids[which % len(ids)] if ids else None

    @property
    def lying(self) -> list[Annotation]:
        return in_bin(self.session.annotations.items)

    def step(self, **changed: Said | None) -> None:
        """Note that a step led to another state; what was undone before cannot be done again."""
        new = self.state | changed
        if new != self.state:
            self.states[self.now + 1 :] = [new]
            self.now += 1

    def change(self, id_: str, number: int, value: object) -> None:
        parts: list[Any] = list(self.state[id_] or ())
        parts[number] = value
        self.step(**{id_: (parts[0], parts[1], parts[2], parts[3])})

    @initialize()
    def begin(self) -> None:
        for place in (TextRange(4, 9), TextRange(9, 14)):
            self.create(place, COLORS[0], STYLES[0])

    @rule(place=PLACES, color=st.sampled_from(COLORS), style=st.sampled_from(STYLES))
    def create(self, place: TextRange, color: str, style: str) -> None:
        id_ = self.session.highlight(place, color, style)
        self.step(**{id_: ("", color, style, place)})

    @LIVING
    @rule(which=WHICH)
    def edit(self, which: int) -> None:
        """Write a note, stroke by stroke: one step."""
        if id_ := self.living(which):
            self.count += 1
            self.session.finish_step()
            for note in (f"第{self.count}", f"第{self.count}則"):
                self.session.set_note(id_, note)
            self.session.finish_step()
            self.change(id_, 0, note)

    @LIVING
    @rule(which=WHICH, color=st.sampled_from(COLORS))
    def recolor(self, which: int, color: str) -> None:
        if id_ := self.living(which):
            self.session.set_color(id_, color)
            self.change(id_, 1, color)

    @LIVING
    @rule(which=WHICH, style=st.sampled_from(STYLES))
    def restyle(self, which: int, style: str) -> None:
        if id_ := self.living(which):
            self.session.set_style(id_, style)
            self.change(id_, 2, style)

    @LIVING
    @rule(which=WHICH, place=PLACES)
    def reach(self, which: int, place: TextRange) -> None:
        if id_ := self.living(which):
            self.session.finish_step()
            self.session.stretch(id_, place)
            self.change(id_, 3, place)

    @LIVING
    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        if id_ := self.living(which):
            self.session.remove(id_)
            self.step(**{id_: None})

    @rule(is_saved=st.booleans())
    def give_up(self, is_saved: bool) -> None:
        """Begin a note and write nothing: nothing of it is left, but what was undone is gone."""
        id_ = self.session.highlight(TextRange(4, 6), COLORS[0])
        if is_saved:
            self.save()
        self.session.discard_created(id_)
        assert id_ not in {each.id for each in self.lying}
        del self.states[self.now + 1 :]

    @LYING
    @rule(which=WHICH, is_all=st.booleans())
    def restore(self, which: int, is_all: bool) -> None:
        lying = self.lying
        chosen = lying if is_all else lying[which : which + 1]
        self.session.take_out_of_bin([each.id for each in chosen])
        self.step(**{each.id: said(each) for each in chosen})

    @LYING
    @rule(which=WHICH, is_all=st.booleans())
    def empty(self, which: int, is_all: bool) -> None:
        lying = self.lying
        chosen = {each.id for each in (lying if is_all else lying[which : which + 1])}
        self.session.empty_bin(chosen)
        if not chosen:
            return
        # What is emptied never lives again, so that it cannot be deleted again either.
        self.emptied |= chosen
        first, last = self.now, self.now
        while first > 0 and not self.differ(first - 1, first, chosen):
            first -= 1
        while last + 1 < len(self.states) and not self.differ(last, last + 1, chosen):
            last += 1
        self.states, self.now = self.states[first : last + 1], self.now - first

    def differ(self, one: int, other: int, ids: set[str]) -> bool:
        return any(self.states[one].get(id_) != self.states[other].get(id_) for id_ in ids)

    @DONE
    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.now = max(0, self.now - 1)

    @UNDONE
    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.now = min(len(self.states) - 1, self.now + 1)

    @rule()
    def save(self) -> None:
        self.store.save(self.session.snapshot())

    @rule()
    def reopen(self) -> None:
        self.save()
        self.devices.keep_steps(self.session)
        self.close()
        self.session = self.opened()
        self.devices.recall_steps(self.session)

    def close(self) -> None:
        delete(self.session)

    @precondition(lambda self: self.count % 3 == 0)
    @rule()
    def crash(self) -> None:
        """End without keeping the steps; those of an earlier end may fit or not, and do no harm."""
        self.save()
        self.close()
        self.session = self.opened()
        self.states, self.now = [self.state], 0

    @invariant()
    def session_says_what_the_model_says(self) -> None:
        items = {item.id: item for item in self.session.annotations.items}
        living = {id_: said(item) for id_, item in items.items() if not item.is_deleted}
        assert living == {id_: each for id_, each in self.state.items() if each is not None}
        placed = {
            item.id: place for place, item in self.session.annotation_index.in_reading_order()
        }
        assert placed == {id_: each[3] for id_, each in living.items()}

    @invariant()
    def as_many_steps_can_be_undone_as_were_taken(self) -> None:
        steps = self.session.steps
        assert (len(steps.done), len(steps.undone)) == (self.now, len(self.states) - 1 - self.now)

    @invariant()
    def what_was_deleted_lies_in_the_bin_until_it_is_emptied(self) -> None:
        gone = {id_ for id_, each in self.state.items() if each is None}
        assert {each.id for each in self.lying} >= gone - self.emptied
        assert not {each.id for each in self.lying} & self.emptied

    def teardown(self) -> None:
        self.close()
        shutil.rmtree(self.root)


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    return make_document(TEXT)


def test_steps_in_any_order(qapp: QApplication, document: Document) -> None:
    del qapp  # there is an application
    Steps.document = document
    run_state_machine_as_test(
        Steps,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
