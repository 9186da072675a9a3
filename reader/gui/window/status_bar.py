"""The status bar: where the user is, what the text is, whether all is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from reader.gui.article.autosave import SaveState, SaveStatus
from reader.gui.article.reading_time import time_left
from reader.gui.widgets.elided_label import ElidedLabel
from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.window.opening_bar import DELAY_MS
from reader.localization import tr
from reader.wording.texts import encoding_name, script_name

if TYPE_CHECKING:
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.article.article_loader import ArticleLoader
    from reader.gui.article.reading_time import ReadingPace

_SAID_MS = 6000


class StatusLine(QStatusBar):
    """Section, progress and time left of the active article; its script and save state."""

    normalise_requested = Signal()

    def __init__(
        self, article: ActiveArticle, pace: ReadingPace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._article = article
        self._pace = pace
        self._saving = SaveState(SaveStatus.SAVED)
        self._percent = 0
        """Of the article of which a part is shown, what is understood."""
        self.setSizeGripEnabled(False)
        self._place = ElidedLabel()
        self._place.setObjectName("readingPlace")
        self._script = self._label("scriptFound")
        self._saved = self._label("saveState")
        self.addWidget(self._place, 1)
        self.encoding = QToolButton()
        """For the encoding menu."""
        # Its room is there before it is: it makes the bar higher, and the page above less high.
        room = self.encoding.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.encoding.setSizePolicy(room)
        self.encoding.setText(encoding_name("utf-8"))
        self.addPermanentWidget(self._script)
        self.addPermanentWidget(self.encoding)
        self._normalise = QToolButton()
        self._normalise.setObjectName("normalise")
        self._normalise.clicked.connect(self.normalise_requested)
        self._normalise.hide()
        self.addPermanentWidget(self._normalise)
        self.addPermanentWidget(self._saved)
        article.shown.connect(self._on_article_shown)
        article.reading_moved.connect(self._show_place)
        article.document_changed.connect(self._show_place)
        article.writable_changed.connect(self._show_saving)
        self._deciding_for = QElapsedTimer()
        article.deciding.connect(self._on_article_deciding)
        article.decided.connect(self._on_article_decided)

    def offer_normalising(self, is_offered: bool, *, is_busy: bool = False) -> None:
        """Offer to put machine-made Traditional right, or not; or say that words are looked for."""
        self._normalise.setText(tr("Looking for words…") if is_busy else tr("Normalise…"))
        self._normalise.setEnabled(not is_busy)
        self._normalise.setVisible(is_offered)

    def follow(self, loader: ArticleLoader) -> None:
        """Show how far the rest of an article is of which a part is shown."""
        loader.begun.connect(partial(self._on_loader_progress, 0.0))
        loader.progress.connect(self._on_loader_progress)

    def show_saving(self, state: SaveState) -> None:
        """Show what has become of the user's changes."""
        self._saving = state
        self._show_saving()

    def say(self, sentence: str) -> None:
        """Tell for a while, in place of where the user is, what has come of a key."""
        self.showMessage(sentence, _SAID_MS)

    def _on_article_shown(self) -> None:
        session = self._article.session
        if session is not None:
            self._script.setText(script_name(session.document.script))
        if not self._article.is_writable:
            self._say_read_only()

    def _show_place(self) -> None:
        """Show where in the article the user is."""
        session = self._article.session
        if session is None:
            return
        section = session.document.section_index(self._article.reading_offset)
        title = session.titles.of_section(section)
        if session.document.part is not None:
            # How far the user is, and how long the rest takes to read, only the whole can tell.
            rest = tr("Reading the rest… {percent} %").format(percent=self._percent)
            self._place.show_text(f"{title} · {rest}")
            return
        progress = self._article.progress
        left = session.document.length * (1 - progress)
        parts = (
            title,
            tr("{percent} %").format(percent=round(100 * progress)),
            time_left(self._pace.minutes_for(left) if left else 0),
        )
        self._place.show_text(" · ".join(parts))

    def _on_article_deciding(self, fraction: float) -> None:
        if not self._deciding_for.isValid():
            self._deciding_for.start()
        elif self._deciding_for.elapsed() >= DELAY_MS:
            percent = min(99, max(0, int(fraction * 100)))
            words = tr("Working out what was decided… {percent} %")
            self._place.show_text(words.format(percent=percent))

    def _on_article_decided(self) -> None:
        self._deciding_for.invalidate()
        self._show_place()

    def _on_loader_progress(self, fraction: float) -> None:
        self._percent = min(99, max(0, int(fraction * 100)))
        session = self._article.session
        if session is not None and session.document.part is not None:
            self._show_place()

    def _show_saving(self) -> None:
        if not self._article.is_writable and self._saving.error is None:
            self._say_read_only()
            return
        words = {
            SaveStatus.SAVED: tr("Saved"),
            SaveStatus.SAVING: tr("Saving…"),
            SaveStatus.FAILED: tr("Not saved"),
        }
        self._saved.setText(words[self._saving.status])
        self._saved.setProperty("failed", self._saving.status is SaveStatus.FAILED)
        # A style sheet looks at properties only when it is applied.
        self._saved.style().polish(self._saved)

    def _say_read_only(self) -> None:
        self._saved.setText(tr("Read only"))

    @staticmethod
    def _label(name: str) -> PlainLabel:
        label = PlainLabel()
        label.setObjectName(name)
        return label
