"""Restoring annotations from a backup."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.anchoring import anchor, finder_in
from reader.annotation.changes import now
from reader.annotation.overlay_records import overlays_of
from reader.annotation.recoding import reconciled
from reader.errors import AnnotationsOfAnotherArticleError
from reader.gui.dialogs.losses import BackupDiff, Loss
from reader.storage.differences import differences, restored
from reader.storage.salvage import is_about_another
from reader.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.gui.article.opening import OpenArticle
    from reader.gui.article.session import Session
    from reader.gui.dialogs.port import Dialogs
    from reader.storage.backups import Backup
    from reader.text.matching import Finder


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
        lambda backup: look_at(shown() or article, backup),
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


def look_at(article: OpenArticle, backup: Backup) -> BackupDiff:
    """Return what a backup has that the article has not.

    Raises:
        AnnotationsUnreadableError: the backup is damaged, or gone.
        AnnotationsNewerError: a newer version of this program wrote it.
        AnnotationsOfAnotherArticleError: it is no backup of this article.
    """
    session = article.session
    loaded = backup.load()
    if is_about_another(loaded, session.annotations):
        raise AnnotationsOfAnotherArticleError(backup.path)
    then = reconciled(loaded, article.article.data, session.document)
    missing = differences(session.annotations, then)
    finder = finder_in(session.document.source.text)
    return BackupDiff(
        annotations=then,
        losses=[
            Loss(difference=each, section=_section_of(session, each.then, finder))
            for each in missing
        ],
        has_decisions=_has_decisions(session, then),
    )


def _has_decisions(session: Session, then: AnnotationSet) -> bool:
    together = restored(session.annotations, replace(then, items=()), None, now=now())
    return overlays_of(together) != overlays_of(session.annotations)


def _section_of(session: Session, annotation: Annotation, finder: Finder) -> str:
    place = anchor(annotation, session.document, finder)
    return session.titles.of_section(session.document.section_index(place.start)) if place else ""
