"""The state of the device: what windows remember of how they were left, saved as it changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.annotation.sets import set_id
from reader.controls import on_one_line
from reader.errors import SaveError
from reader.gui.widgets.fault_report import print_line
from reader.localization import tr
from reader.storage.kept_steps import DamagedStepsError, load_steps, save_steps
from reader.storage.settings import ReadingState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.gui.article.session import Session
    from reader.storage.settings import Settings, SettingsStore, WindowState


class DeviceState:
    """The settings of this device, and the place in each article."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self.settings: Settings = store.load()
        self.open_windows: Callable[[], Sequence[WindowState]] = tuple
        """Tells how windows stand; where it tells of none, those of the last time stay."""

    def change(self, **fields: Any) -> None:
        """Change settings; `save` writes them."""
        self.settings = replace(self.settings, **fields)

    def reading_of(self, session: Session) -> ReadingState:
        """Return how an article was left."""
        return self._store.load_reading(session.annotations.id)

    def place_in(self, digest: str) -> int:
        """Return the source offset where the article with a digest was left; from any thread."""
        return self._store.load_reading(set_id(digest)).offset

    def recall_steps(self, session: Session) -> None:
        """Let be undone what could be undone when an article was closed on this device."""
        about = session.annotations.about
        try:
            steps = load_steps(self._store.steps_path(session.annotations.id), about)
        except DamagedStepsError as error:
            said = tr("{path} holds no steps that can be undone here, and is ignored.")
            print_line(said.format(path=on_one_line(str(error.path))))
        else:
            session.recall(steps)

    def keep_steps(self, session: Session) -> None:
        """Keep what can be undone in an article; nothing but convenience is lost without it."""
        path = self._store.steps_path(session.annotations.id)
        try:
            save_steps(path, session.annotations.about, session.steps)
        except (SaveError, OSError):
            said = tr("What can be undone could not be written to {path}.")
            print_line(said.format(path=on_one_line(str(path))))

    def save(self, session: Session | None = None, offset: int = 0) -> None:
        """Write the settings and, of an article, the place and the script.

        Raises:
            SaveError: they could not be written.
        """
        if session is not None:
            second = session.second.target if session.second else ""
            state = ReadingState(offset=offset, script=session.rendition.target, second=second)
            self._store.save_reading(session.annotations.id, state)
        if windows := tuple(self.open_windows()):
            self.change(windows=windows)
        self._store.save(self.settings)
