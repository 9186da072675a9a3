"""Restoring annotations from a backup."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from reader.annotation.anchoring import anchor
from reader.annotation.changes import now
from reader.annotation.locating import finder_in
from reader.annotation.overlay_records import overlays_of
from reader.annotation.recoding import reconciled
from reader.errors import AnnotationsOfAnotherArticleError
from reader.gui.article.display_titles import Titles
from reader.gui.dialogs.losses import BackupDiff, Loss
from reader.storage.differences import differences, restored
from reader.storage.salvage import is_about_another
from reader.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.document.rendition import Rendition
    from reader.gui.article.opening import OpenArticle
    from reader.gui.dialogs.losses import Compare
    from reader.gui.dialogs.port import Dialogs
    from reader.storage.backups import Backup


def restore(
    shown: Callable[[], OpenArticle | None], dialogs: Dialogs, holder_changed: SignalInstance
) -> None:
    """Ask what of an article's backups is wanted back, and bring it back as one step.

    Args:
        shown: returns the article in the window. While the user is asked it may be read again, in
            the encoding another device chose.
        dialogs: what asks.
        holder_changed: tells that another user or program took the article over, or released it.
    """
    article = shown()
    if article is None:
        return
    store = article.article.store
    backups = store.all_backups() if store else []
    chosen = dialogs.choose_from_backups(
        backups,
        lambda: comparing(shown() or article),
        obstacle=lambda: _obstacle(shown()),
        obstacle_changed=holder_changed,
    )
    now_shown = shown()
    if chosen is None or now_shown is None:
        return
    session = now_shown.session
    if is_about_another(chosen.annotations, session.annotations):
        return
    then = reconciled(chosen.annotations, now_shown.article.data, session.document)
    session.bring_back(then, chosen.ids, decisions=chosen.decisions)


def _obstacle(article: OpenArticle | None) -> str:
    error = article.obstacle if article else None
    return explain(error) if error else ""


def comparing(article: OpenArticle) -> Compare:
    """Return what compares a backup with an article as it is at this moment, in any thread."""
    session = article.session
    present = _Present(
        annotations=session.annotations, rendition=session.rendition, data=article.article.data
    )
    return partial(_compared, present)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Present:
    """What an article is compared by. Nothing of it is Qt's, for another thread holds it."""

    annotations: AnnotationSet
    rendition: Rendition
    data: bytes


def _compared(present: _Present, backup: Backup) -> BackupDiff:
    """Return what a backup has that the article has not.

    Raises:
        AnnotationsUnreadableError: the backup is damaged, or gone.
        AnnotationsNewerError: a newer version of this program wrote it.
        AnnotationsOfAnotherArticleError: it is no backup of this article.
    """
    loaded = backup.load()
    if is_about_another(loaded, present.annotations):
        raise AnnotationsOfAnotherArticleError(backup.path)
    document = present.rendition.document
    then = reconciled(loaded, present.data, document)
    finder = finder_in(document.source.text)
    titles = Titles(present.rendition)

    def section_of(annotation: Annotation) -> str:
        place = anchor(annotation, document, finder)
        return titles.of_section(document.section_index(place.start)) if place else ""

    return BackupDiff(
        annotations=then,
        losses=[
            Loss(difference=each, section=section_of(each.then))
            for each in differences(present.annotations, then)
        ],
        has_decisions=_has_decisions(present.annotations, then),
    )


def _has_decisions(present: AnnotationSet, then: AnnotationSet) -> bool:
    together = restored(present, replace(then, items=()), None, now=now())
    return overlays_of(together) != overlays_of(present)
