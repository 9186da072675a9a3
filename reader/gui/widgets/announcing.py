"""Saying to screen readers what is seen without the keys going there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(sentence: str, by: QWidget, *, is_urgent: bool = False) -> None:
    """Have a sentence read, if anything reads.

    Args:
        sentence: what is read.
        by: the widget that shows it.
        is_urgent: whether it is read at once, and not after what is being read.
    """
    if sentence and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(by, sentence)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)
