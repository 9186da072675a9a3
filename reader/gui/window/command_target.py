"""What a command is about to change, and that nothing is changed that cannot be seen.

The first time a command is asked for, what it is about is brought into sight and named; the second
time it acts. What was chosen and can be seen, it acts on at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from reader.gui.widgets.plain_text import beginning_of
from reader.gui.window.commands import ActsOn
from reader.gui.window.notification_bar import Notification
from reader.localization import tr, trn
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from reader.gui.article.session import Session
    from reader.gui.window.commands import Command
    from reader.gui.window.features.navigation import Navigation
    from reader.gui.window.notification_bar import NotificationBar
    from reader.gui.window.workspace import Workspace

_WORDS = 16
"""Characters of a passage that are named."""
_LOOKED_AT = 200
"""Characters among which so many are looked for: some may be space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a command changes."""

    place: TextRange | None
    """In the source; None for an annotation whose text was not found."""
    id: str | None = None
    """Of an annotation."""
    count: int = 1
    """How many annotations are chosen, that one among them."""
    is_guess: bool = False
    """Whether the user has chosen nothing, and it is only the nearest thing to act on."""


class CommandTarget(QObject):
    """Lets commands act on what is in sight, and brings into sight what is not."""

    def __init__(
        self,
        workspace: Workspace,
        navigation: Navigation,
        notification_bar: NotificationBar,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._navigation = navigation
        self._notification_bar = notification_bar
        self._said = ""
        workspace.page.selection_changed.connect(self._on_another_chosen)
        workspace.active.changed.connect(self._on_another_chosen)

    def allows(self, command: Command) -> bool:
        """Tell whether a command may act now; where not, show what it would act on."""
        self._on_another_chosen()
        # What passes by is not what it is about.
        for page in self._workspace.pages.shown:
            page.scrolling.arrive()
        session = self._workspace.article.session
        # What can only be read says so itself.
        if command.acts_on is None or session is None or session.is_read_only:
            return True
        target = self._target(session, command.acts_on)
        if target is None or (self._is_in_sight(target) and not target.is_guess):
            return True
        self._bring_into_sight(target)
        self._said = tr("“{command}” would act on “{passage}”; ask again to do it.").format(
            command=command.text, passage=_words(session, target)
        )
        self._notification_bar.put_first(Notification(sentence=self._said, is_good=True))
        return False

    def _target(self, session: Session, acts_on: ActsOn) -> Target | None:
        """Return what a command would change; None where there is nothing."""
        page, active = self._workspace.page, self._workspace.active.id
        if acts_on is ActsOn.BLOCK:
            offset = page.selection.start if page.selection else page.pointed_offset
            block = session.document.blocks[session.document.block_index(offset)]
            is_guess = page.selection is None and not page.has_pointed_offset
            return Target(place=block.range, is_guess=is_guess)
        if acts_on is ActsOn.PASSAGE and page.selection is not None:
            return Target(place=page.selection)
        if (count := len(self._workspace.active.ids)) > 1:
            return Target(place=None, id=active, count=count)
        if active is None:
            word = page.word_at_caret if acts_on is ActsOn.PASSAGE else None
            return None if word is None else Target(place=word)
        return Target(place=session.annotation_index.place_of(active), id=active)

    def _is_in_sight(self, target: Target) -> bool:
        cards = self._workspace.annotations.cards
        is_card_seen = target.id is None or cards.is_in_sight(target.id)
        if target.place is None:
            return is_card_seen
        if target.id is not None and self._workspace.window().focusWidget() is cards:
            return is_card_seen
        return any(page.is_in_sight(target.place) for page in self._workspace.pages.shown)

    def _bring_into_sight(self, target: Target) -> None:
        if target.count > 1:
            self._workspace.annotations.show_chosen()
            return
        if target.place is not None:
            self._navigation.look_at(target.place)
            if target.is_guess:
                self._workspace.page.point_at(target.place.start)
        if target.id is not None:
            self._workspace.annotations.reveal(target.id, opens=target.place is None)

    def _on_another_chosen(self) -> None:
        """Let go of the sentence: it was about what was chosen before."""
        said, self._said = self._said, ""
        if said:
            self._notification_bar.take_back(said)


def _words(session: Session, target: Target) -> str:
    """Return how a target begins, as it is displayed, or how many there are."""
    if target.count > 1:
        notes = trn("{count:,} note", "{count:,} notes", target.count)
        return notes.format(count=target.count)
    if target.place is not None:
        start = target.place.start
        # A bookmark is named by what follows it.
        named = TextRange(start, start + _WORDS) if target.place.is_empty else target.place
        words = session.rendition.text_of(named, enough=_LOOKED_AT)
    else:
        words = session.annotation(target.id).quote if target.id else ""
    line = " ".join(words.split())
    return beginning_of(line, _WORDS)
