"""A sentence above the page, for what the reader should know but need not answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from reader.localization import tr


class Notice(QFrame):
    """Shows one sentence until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._label = QLabel()
        self._label.setObjectName("noticeText")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offer = QToolButton()
        self._offer.setObjectName("noticeOffer")
        self._offer.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        close = QToolButton()
        close.setText(tr("Close"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._label, 1)
        row.addWidget(self._offer)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown last."""
        return self._label.text()

    def say(self, sentence: str, offer: QMenu | None = None) -> None:
        """Show a sentence about something that went wrong, and what can be chosen instead."""
        self._label.setText(sentence)
        self._offer.setVisible(offer is not None)
        if offer is not None:
            self._offer.setText(offer.title().replace("&", ""))
            self._offer.setMenu(offer)
        self.show()

    def take_back(self, sentence: str) -> None:
        """Hide a sentence that is no longer true, unless another has taken its place."""
        if self.text == sentence:
            self.hide()
