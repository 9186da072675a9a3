"""The notification bar above the page: what the user should know but need not answer."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from reader.gui.widgets.announcing import announce
from reader.gui.widgets.plain_text import PlainLabel
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A sentence for the user, and what can be done about it."""

    sentence: str
    offer: str = ""
    """What a button beside it says; empty for none, or for the title of the menu."""
    act: Callable[[], object] | None = None
    """What the button does."""
    menu: QMenu | None = None
    """What the button opens instead."""
    is_good: bool = False
    """Whether nothing went wrong."""
    topic: str = ""
    """What it is about, where the latest of several takes the place of the others."""


class NotificationBar(QFrame):
    """Shows one sentence until it is closed, then the next that waits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notification")
        self._label = PlainLabel()
        self._label.setObjectName("noticeText")
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offer = QToolButton()
        self._offer.setObjectName("noticeOffer")
        self._offer.clicked.connect(self._on_offer_clicked)
        self._shown = Notification(sentence="")
        self._waiting: deque[Notification] = deque()
        close = QToolButton()
        close.setText(tr("Close"))
        close.clicked.connect(self._show_next)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._label, 1)
        row.addWidget(self._offer)
        row.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence shown last."""
        return self._shown.sentence

    def say(self, sentence: str, offer: QMenu | None = None) -> None:
        """Show a sentence about something that went wrong, and what can be chosen instead."""
        self._show(Notification(sentence=sentence, menu=offer))

    def put_first(self, notification: Notification) -> None:
        """Show a notification at once, in the place of what is shown."""
        self._show(notification)

    def tell(self, *notifications: Notification) -> None:
        """Show notifications, one after the other, after those that are shown."""
        for notification in notifications:
            self._tell_one(notification)
        if self.isHidden():
            self._show_next()

    def take_back(self, sentence: str) -> None:
        """Let go of a sentence that is no longer true, unless another has taken its place."""
        if self.text == sentence:
            self._show_next()

    def clear(self) -> None:
        """Let go of all there is."""
        self._waiting.clear()
        self.hide()

    def _tell_one(self, notification: Notification) -> None:
        is_newer = [
            bool(notification.topic) and each.topic == notification.topic for each in self._waiting
        ]
        if notification.topic and notification.topic == self._shown.topic and not self.isHidden():
            self._show(notification)
        elif any(is_newer):
            self._waiting[is_newer.index(True)] = notification
        else:
            self._waiting.append(notification)

    def _show(self, notification: Notification) -> None:
        self._shown = notification
        self._label.setText(notification.sentence)
        offer = notification.offer or (
            notification.menu.title().replace("&", "") if notification.menu else ""
        )
        self._offer.setVisible(bool(offer))
        self._offer.setText(offer)
        self._offer.setMenu(notification.menu)  # type: ignore[arg-type]  # None takes it away
        mode = QToolButton.ToolButtonPopupMode
        self._offer.setPopupMode(mode.InstantPopup if notification.menu else mode.DelayedPopup)
        for widget in (self, self._label):
            widget.setProperty("good", notification.is_good)
            # A style sheet looks at properties only when it is applied.
            widget.style().polish(widget)
        self.show()
        announce(notification.sentence, self, is_urgent=not notification.is_good)

    def _show_next(self) -> None:
        if self._waiting:
            self._show(self._waiting.popleft())
        else:
            self.hide()

    def _on_offer_clicked(self) -> None:
        act = self._shown.act
        if act is not None:
            act()
