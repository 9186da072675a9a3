"""What a backup has that is missing now, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.gui.widgets.plain_text import beginning_of
from reader.localization import join_sentences, tr, trn
from reader.storage.differences import Since

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.annotation.model import Annotation, AnnotationSet
    from reader.storage.backups import Backup
    from reader.storage.differences import Difference

    Compare = Callable[[Backup], "BackupDiff"]
    """Compares a backup with what is there now; may raise a ReaderError, and runs in any thread."""

_LONGEST = 40
"""Characters of a passage or note that stand in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What restoring would bring back of one annotation, and where that is."""

    difference: Difference
    section: str
    """The title of its section; empty where its text is not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupDiff:
    """What a backup has that is not there now."""

    annotations: AnnotationSet
    """The backup."""
    losses: Sequence[Loss]
    has_decisions: bool
    """Whether decisions on repairs, structure or words are missing."""


def summary(diff: BackupDiff) -> str:
    """Return how much a backup has that is missing now."""
    if not diff.losses and not diff.has_decisions:
        return tr("All that was there then is there now.")
    since = [loss.difference.since for loss in diff.losses]
    gone, changed = len(since) - since.count(Since.CHANGED), since.count(Since.CHANGED)
    parts = []
    if gone:
        words = trn(
            "{count} annotation was deleted since.", "{count} annotations were deleted since.", gone
        )
        parts.append(words.format(count=gone))
    if changed:
        words = trn("{count} was changed since.", "{count} were changed since.", changed)
        parts.append(words.format(count=changed))
    return join_sentences(*parts)


def in_a_line(loss: Loss) -> str:
    """Return what is missing, as short as a line of a list."""
    then = loss.difference.then
    note = f" – {_short(then.note)}" if then.note.strip() else ""
    words = tr("{since}: {what}")
    return words.format(since=_since(loss.difference), what=f"「{_short(then.quote)}」{note}")


def is_text_lost(loss: Loss) -> bool:
    """Tell whether more than a colour or an empty note is missing: few want those back."""
    then, now = loss.difference.then, loss.difference.now
    is_there = now is not None and not now.is_deleted
    return not is_there or bool(then.note.strip() and now and then.note != now.note)


def in_full(loss: Loss) -> str:
    """Return what an annotation said then and says now, as much of it as is laid out."""
    then, now = loss.difference.then, loss.difference.now
    lines = [f"「{beginning_of(then.quote)}」"]
    if loss.section:
        lines.append(tr("In: {section}").format(section=loss.section))
    lines.append(tr("Then: {note}").format(note=_note_of(then)))
    if now is not None and not now.is_deleted:
        lines.append(tr("Now: {note}").format(note=_note_of(now)))
    return "\n".join(lines)


def _note_of(annotation: Annotation) -> str:
    return beginning_of(annotation.note.strip()) or tr("No note")


def _since(difference: Difference) -> str:
    return {
        Since.DELETED: tr("Deleted"),
        Since.MISSING: tr("Missing"),
        Since.CHANGED: tr("Changed"),
    }[difference.since]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return beginning_of(line, _LONGEST)
