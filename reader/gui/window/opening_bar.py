"""The bar above the page with the progress of opening, and Cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from reader.gui.widgets.plain_text import PlainLabel
from reader.localization import tr

if TYPE_CHECKING:
    from reader.gui.article.article_loader import ArticleLoader

DELAY_MS = 300
"""What is there sooner is not worth a word."""


class OpeningBar(QFrame):
    """Shows itself when an opening takes long, and hides when there is no more to wait for."""

    def __init__(self, loader: ArticleLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("opening")
        self._label = PlainLabel()
        self._label.setObjectName("openingText")
        self._cancel = QToolButton()
        self._cancel.setObjectName("cancelOpening")
        self._cancel.setText(tr("Cancel"))
        self._cancel.clicked.connect(loader.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._label, 1)
        row.addWidget(self._cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.show)
        loader.begun.connect(self._on_loader_begun)
        loader.progress.connect(self._on_loader_progress)
        # The status line says it then: what is shown is not to move.
        loader.part_shown.connect(self._on_loader_ended)
        loader.ended.connect(self._on_loader_ended)
        self.hide()

    def _on_loader_begun(self) -> None:
        self._on_loader_progress(0.0)
        if self.isHidden():
            self._timer.start()

    def _on_loader_progress(self, fraction: float) -> None:
        percent = min(99, max(0, int(fraction * 100)))
        self._label.setText(tr("Opening… {percent} %").format(percent=percent))

    def _on_loader_ended(self) -> None:
        self._timer.stop()
        self.hide()
