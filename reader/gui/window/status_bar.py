"""The line below the page: where the user is, what the text is, whether all is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from reader.gui.article.autosave import SaveState, SaveStatus
from reader.gui.widgets.elided_label import ElidedLabel
from reader.gui.widgets.plain_text import PlainLabel
from reader.localization import tr, trn
from reader.wording.texts import script_name

if TYPE_CHECKING:
    from reader.gui.article.session import Session
    from reader.text.script import Script

CHARACTERS_A_MINUTE = 400
"""An easy pace for Chinese prose read silently."""
_MINUTES_SAID = 90
"""From here on hours are said."""


def minutes_for(characters: int) -> int:
    """Return the minutes it takes to read so many characters, at least one."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


def time_left(minutes: int) -> str:
    """Return in words how long reading on takes."""
    if minutes < _MINUTES_SAID:
        return trn("{count} minute left", "{count} minutes left", minutes).format(count=minutes)
    hours = round(minutes / 60)
    return trn("{count} hour left", "{count} hours left", hours).format(count=hours)


class StatusLine(QStatusBar):
    """Section, progress and time left; script and save state."""

    normalise_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._place = ElidedLabel()
        self._place.setObjectName("readingPlace")
        self._script = self._label("scriptFound")
        self._saved = self._label("saveState")
        self.addWidget(self._place, 1)
        self.encoding = QToolButton()
        """For the encoding menu."""
        self.addPermanentWidget(self._script)
        self.addPermanentWidget(self.encoding)
        self._normalise = QToolButton()
        self._normalise.setObjectName("normalise")
        self._normalise.clicked.connect(self.normalise_requested)
        self._normalise.hide()
        self.addPermanentWidget(self._normalise)
        self.addPermanentWidget(self._saved)

    def show_place(self, session: Session, offset: int, progress: float) -> None:
        """Show where in the article the user is.

        Args:
            session: the article.
            offset: source offset of the first line in the window.
            progress: of the scrolling, from 0 to 1.
        """
        section = session.titles.of_section(session.document.section_index(offset))
        left = session.document.length * (1 - progress)
        parts = (
            section,
            tr("{percent} %").format(percent=round(100 * progress)),
            time_left(minutes_for(round(left)) if left else 0),
        )
        self._place.show_text(" · ".join(parts))

    def show_script(self, script: Script) -> None:
        """Show what script the article is in."""
        self._script.setText(script_name(script))

    def offer_normalising(self, is_offered: bool, *, is_busy: bool = False) -> None:
        """Offer to put machine-made Traditional right, or not; or say that words are looked for."""
        self._normalise.setText(tr("Looking for words…") if is_busy else tr("Normalise…"))
        self._normalise.setEnabled(not is_busy)
        self._normalise.setVisible(is_offered)

    def show_saving(self, state: SaveState) -> None:
        """Show what has become of the user's changes."""
        words = {
            SaveStatus.SAVED: tr("Saved"),
            SaveStatus.SAVING: tr("Saving…"),
            SaveStatus.FAILED: tr("Not saved"),
        }
        self._saved.setText(words[state.status])
        self._saved.setProperty("failed", state.status is SaveStatus.FAILED)
        # A style sheet looks at properties only when it is applied.
        self._saved.style().polish(self._saved)

    def show_read_only(self) -> None:
        """Say that nothing can be marked."""
        self._saved.setText(tr("Read only"))

    @staticmethod
    def _label(name: str) -> PlainLabel:
        label = PlainLabel()
        label.setObjectName(name)
        return label
