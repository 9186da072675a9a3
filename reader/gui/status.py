"""The line below the page: where the reader is, what the text is, whether all is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from reader.gui.autosave import SaveState, SaveStatus
from reader.localization import tr, trn
from reader.wording import explain, script_name

if TYPE_CHECKING:
    from reader.gui.session import Session
    from reader.text.script import Script

CHARACTERS_A_MINUTE = 400
"""An easy pace for Chinese prose read silently."""


def minutes_for(characters: int) -> int:
    """Return the minutes it takes to read so many characters, at least one."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


class StatusLine(QStatusBar):
    """Section, progress and time left; script and save state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._place = self._label("readingPlace")
        self._script = self._label("scriptFound")
        self._saved = self._label("saveState")
        self.addWidget(self._place, 1)
        self.addPermanentWidget(self._script)
        self.addPermanentWidget(self._saved)

    def show_place(self, session: Session, offset: int) -> None:
        """Show where in the article a source offset is."""
        length = len(session.document.source.text)
        section = session.section_title(session.document.section_index(offset))
        left = minutes_for(length - offset)
        parts = (
            section,
            tr("{percent} %").format(percent=round(100 * offset / length)),
            trn("{count} minute left", "{count} minutes left", left).format(count=left),
        )
        self._place.setText(" · ".join(parts))

    def show_script(self, script: Script) -> None:
        """Show what script the article is in."""
        self._script.setText(script_name(script))

    def show_saving(self, state: SaveState) -> None:
        """Show what has become of the reader's changes."""
        words = {
            SaveStatus.SAVED: tr("Saved"),
            SaveStatus.SAVING: tr("Saving…"),
            SaveStatus.FAILED: explain(state.error) if state.error else "",
        }
        self._saved.setText(words[state.status])
        self._saved.setProperty("failed", state.status is SaveStatus.FAILED)
        # A style sheet looks at properties only when it is applied.
        self._saved.style().polish(self._saved)

    def show_read_only(self) -> None:
        """Say that nothing can be marked."""
        self._saved.setText(tr("Read only"))

    @staticmethod
    def _label(name: str) -> QLabel:
        label = QLabel()
        label.setObjectName(name)
        return label
