"""Moving the ends of the active mark: with the mouse on the page, and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.page.caret_moves import Step
from reader.gui.page.end_moves import End
from reader.gui.window.commands import ARTICLE, ActsOn, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.session import Session
    from reader.gui.window.status_bar import StatusLine
    from reader.gui.window.workspace import Workspace
    from reader.text.offsets import TextRange

_WORDS = 8
"""Characters that are named at either end of a passage."""


class Stretching(Feature):
    """Lets the active annotation reach over more of the text, or less."""

    def __init__(self, workspace: Workspace, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._article = workspace.article
        self._active = workspace.active
        self._page = workspace.page
        self._cards = workspace.annotations.cards
        self._status = status
        self._page.ends.dropped.connect(self._on_ends_dropped)
        self._page.ends.changed.connect(self.availability_changed)
        self._active.changed.connect(self._on_active_changed)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands that move an end, four for each step.

        Their keys lie in a row as the ends do: those of the start at the left, and of the two for
        an end the one that leads back.
        """
        steps = {Step.CHARACTER: "ASDF", Step.WORD: "ASDF", Step.CLAUSE: "QWER"}
        return [
            Command(
                name=f"{end.value}-{'on' if forward else 'back'}-by-{step.name.lower()}",
                text=_text(end, step, forward=forward),
                menu=Menu.ENDS,
                run=Stretching.move,
                arguments=(end, step, forward),
                needs=ARTICLE,
                is_available=Stretching.has_ends,
                hint=tr("Choose a highlight or a note first."),
                keys=(f"Shift+{key}" if step is Step.WORD else key,),
                starts_group=key == keys[0],
                acts_on=ActsOn.ANNOTATION,
            )
            for step, keys in steps.items()
            for key, (end, forward) in zip(
                keys, ((end, forward) for end in End for forward in (False, True)), strict=True
            )
        ]

    def has_ends(self) -> bool:
        """Tell whether an annotation is active that has a passage."""
        session, id_ = self._article.session, self._active.id
        place = session.annotation_index.place_of(id_) if session and id_ else None
        return place is not None and not place.is_empty

    def move(self, end: End, step: Step, forward: bool) -> None:
        """Move one end of the active annotation, as far as it can go."""
        session, id_ = self._article.session, self._active.id
        if session is None or id_ is None or self._article.refuses_changes():
            return
        place = session.annotation_index.place_of(id_)
        if place is None:
            return
        part = self._page.ends.moved_by_key(place, end, step, forward=forward)
        self._stretch(session, part, goes_on=True)
        if self._active.id == id_:
            self._page.ends.bring_into_sight(part, end)

    def _stretch(self, session: Session, part: TextRange, *, goes_on: bool) -> None:
        """Let the active annotation reach over a range, and say over what it does."""
        self._cards.finish_editing()
        # A note that was only begun is gone by now, and its highlight with it.
        if self._active.id is not None:
            session.stretch(self._active.id, part, goes_on=goes_on)
            self._status.say(_said(session.rendition.text_of(part)))

    def _on_ends_dropped(self, part: TextRange) -> None:
        if self._article.session is not None:
            self._stretch(self._article.session, part, goes_on=False)

    def _on_active_changed(self) -> None:
        if self._article.session is not None:
            self._article.session.finish_step()
        self.availability_changed.emit()


def _said(words: str) -> str:
    """Return a sentence about what is marked now: how it begins and ends, and how long it is."""
    line = " ".join(words.split())
    if len(line) > 2 * _WORDS + 1:
        line = f"{line[:_WORDS]}…{line[-_WORDS:]}"
    count = sum(not character.isspace() for character in words)
    said = trn(
        "Marked: “{words}”, {count} character", "Marked: “{words}”, {count} characters", count
    )
    return said.format(words=line, count=count)


def _text(end: End, step: Step, *, forward: bool) -> str:
    """Return what the command to move an end is called."""
    start_texts = {
        Step.CHARACTER: (tr("Start back by a character"), tr("Start on by a character")),
        Step.WORD: (tr("Start back by a word"), tr("Start on by a word")),
        Step.CLAUSE: (tr("Start back by a clause"), tr("Start on by a clause")),
    }
    end_texts = {
        Step.CHARACTER: (tr("End back by a character"), tr("End on by a character")),
        Step.WORD: (tr("End back by a word"), tr("End on by a word")),
        Step.CLAUSE: (tr("End back by a clause"), tr("End on by a clause")),
    }
    return (start_texts if end is End.START else end_texts)[step][forward]
