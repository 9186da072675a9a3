"""What a user should know of an article when it is opened, or when its folder has changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.gui.window.notification_bar import Notification
from reader.localization import join_sentences, tr, trn
from reader.wording.errors import explain, explain_merge, explain_no_backup, explain_recovery
from reader.wording.texts import encoding_name, explain_doubt, explain_giving_up

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from reader.document.model import Document, Source
    from reader.errors import SaveError
    from reader.gui.article.session import Session
    from reader.storage.conflicts import MergeReport
    from reader.storage.recovery import Recovery


_DAMAGE = "damage"


class ArticleNotifications:
    """Words for what happened to annotations, each thing said once in a window."""

    def __init__(self, show_versions: Callable[[Collection[str]], object]) -> None:
        """Make ready.

        Args:
            show_versions: brings one of these notes with several versions before the user's eyes.
        """
        self._show_versions = show_versions
        self._said: set[str] = set()
        self._recovery: Recovery | None = None
        """That which was told last."""
        self._damages = 0
        """How often the file of the open article was recovered."""

    def begin(self) -> None:
        """Reset the counts: another article was opened."""
        self._damages = 0

    def of_recovery(self, recovery: Recovery | None) -> Iterator[Notification]:
        """Yield what became of a damaged file."""
        if recovery is None or recovery is self._recovery:
            return
        self._recovery = recovery
        self._damages += 1
        sentences = [explain_recovery(recovery), *self._of_repeated_damage()]
        yield from self._once(join_sentences(*sentences), recovery.path.parent, topic=_DAMAGE)

    def of_missing_backup(self, error: SaveError | None) -> Iterator[Notification]:
        """Yield that no backup could be kept."""
        if error is not None:
            yield from self._once(explain_no_backup(error), error.path.parent)

    def of_merge(self, merge_report: MergeReport | None) -> Iterator[Notification]:
        """Yield what conflict copies brought, and which were left."""
        if merge_report is None:
            return
        if brought := explain_merge(merge_report):
            has_choice = bool(merge_report.undecided)
            yield Notification(
                sentence=brought,
                offer=tr("Show the versions") if has_choice else "",
                act=partial(self._show_versions, merge_report.undecided) if has_choice else None,
                is_good=True,
            )
        for error in merge_report.left:
            yield from self._once(explain(error), error.path.parent)

    def _of_repeated_damage(self) -> Iterator[str]:
        if self._damages > 1:
            said = trn(
                "This has happened {count} time since the article was opened.",
                "This has happened {count} times since the article was opened.",
                self._damages,
            )
            yield said.format(count=self._damages)

    def _once(self, sentence: str, folder: Path, topic: str = "") -> Iterator[Notification]:
        if sentence not in self._said:
            self._said.add(sentence)
            yield Notification(
                sentence=sentence,
                offer=tr("Show the folder"),
                act=partial(show_folder, folder),
                topic=topic,
            )


def of_document(document: Document, encodings: QMenu) -> Iterator[Notification]:
    """Yield what is doubtful about the text itself."""
    if doubt := explain_doubt(document.source):
        yield Notification(sentence=doubt, menu=encodings)
    if document.given_up:
        yield Notification(sentence=explain_giving_up(document.given_up))


def of_encoding(before: Session, after: Source, encodings: QMenu) -> Iterator[Notification]:
    """Yield that steps made in one encoding cannot be undone in another, and what can be done."""
    was, is_now = before.document.source.encoding, after.encoding
    if was != is_now and before.undo_stack.count():
        said = tr(
            "The article is read in {encoding} now. What was done before cannot be undone step by"
            " step: choose {former} again to have everything as it was."
        )
        words = {"encoding": encoding_name(is_now), "former": encoding_name(was)}
        yield Notification(sentence=said.format(**words), menu=encodings, is_good=True)


def show_folder(folder: Path) -> None:
    """Open a folder in the system's own program for files."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
