"""Answers to what a window asks, without a dialog: that the user would rather not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.gui.dialogs.check_dialog import CheckDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from reader.annotation.model import Annotation
    from reader.gui.dialogs.normalise_dialog import Agreement
    from reader.gui.dialogs.port import Unsaved
    from reader.storage.backups import Backup
    from reader.storage.library import Library
    from reader.text.normalise import ChangedWord


class NoDialogs:
    def choose_article(self, folder: Path | None) -> Path | None:
        del folder

    def choose_copy(self, name: str) -> Path | None:
        del name

    def ask_about_unsaved(self, reason: str) -> Unsaved:
        raise AssertionError(reason)

    def agree_to_empty(self, count: int) -> bool:
        return count < 0

    def choose_earlier_text(self, annotation: Annotation, *, can_change: bool) -> None:
        del annotation, can_change

    def agree_on_words(
        self, words: Sequence[ChangedWord], refused: Collection[str]
    ) -> Agreement | None:
        del words, refused

    def name_colors(self, given: Sequence[str], theme: str) -> tuple[str, ...] | None:
        del given, theme

    def choose_from_backups(
        self, backups: Sequence[Backup], look: Callable[[Backup], object], **obstacle: object
    ) -> None:
        del look, obstacle
        assert isinstance(backups, (list, tuple))

    def check_library(
        self, library: Library, save: Callable[[], object], window: QWidget
    ) -> CheckDialog:
        return CheckDialog(library, save, window)
