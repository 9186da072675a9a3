"""What went wrong, in one sentence: what it is, where, and what to do about it."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from reader import errors
from reader.controls import on_one_line
from reader.localization import join_sentences, locale_in_use, tr, trn
from reader.storage.folders import NOT_REGULAR
from reader.storage.loose_json import TOO_DAMAGED
from reader.storage.reading_costs import TOO_LARGE, TOO_MANY_PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.storage.backups import Backup
    from reader.storage.conflicts import MergeReport
    from reader.storage.recovery import Recovery

_MEGABYTE = 1_000_000


def explain(error: errors.ReaderError) -> str:
    """Return an expected failure in the language in use, on one line."""
    return on_one_line(_sentences(error))


def explain_reading_only(error: errors.SaveError) -> str:
    """Return why the library cannot take an article yet, and what that means, on one line."""
    said = tr("Until then the article can be read, but not marked.")
    return join_sentences(explain(error), said)


def explain_all(failures: Sequence[errors.ReaderError]) -> str:
    """Return failures of one kind on one line: the first, and how many there are besides."""
    first, others = explain(failures[0]), len(failures) - 1
    if not others:
        return first
    besides = trn(
        "The same is true of {count} more article.",
        "The same is true of {count} more articles.",
        others,
    )
    return join_sentences(first, besides.format(count=others))


def explain_unexpected(error: Exception, report: Path | None) -> str:
    """Return one line that tells of an unexpected error.

    Args:
        error: what it was.
        report: the file that says where; None where none could be written.
    """
    sentence = tr("Something unexpected went wrong: {what}.")
    what = f"{type(error).__name__}: {error}".removesuffix(".").removesuffix(": ")
    sentences = [sentence.format(what=what)]
    if report is not None:
        sentences.append(tr("Please report it, with the file {path}.").format(path=report))
    return on_one_line(join_sentences(*sentences))


def explain_recovery(recovery: Recovery) -> str:
    """Return what became of a file of annotations that could not be read, on one line."""
    if recovery.backup and recovery.copy is None:
        return _from_backup(recovery, recovery.backup)
    if recovery.is_foreign:
        said = tr("The annotations in {path} are about another article. They are kept as {copy}.")
        sentences = [said.format(path=recovery.path, copy=recovery.copy)]
    elif recovery.in_memory:
        said = trn(
            "The file {path} was damaged. The {count} note of this window was saved again; the"
            " damaged file is kept as {copy}.",
            "The file {path} was damaged. All {count} notes of this window were saved again; the"
            " damaged file is kept as {copy}.",
            recovery.in_memory,
        )
        sentences = [said.format(path=recovery.path, count=recovery.in_memory, copy=recovery.copy)]
    else:
        said = trn(
            "The file {path} was damaged: {count} annotation was read from it, and it is kept as"
            " {copy}.",
            "The file {path} was damaged: {count} annotations were read from it, and it is kept as"
            " {copy}.",
            recovery.salvaged,
        )
        sentences = [said.format(path=recovery.path, count=recovery.salvaged, copy=recovery.copy)]
    if recovery.backup and recovery.from_backup:
        said = trn(
            "{count} more came from the backup of {day}.",
            "{count} more came from the backup of {day}.",
            recovery.from_backup,
        )
        day = recovery.backup.day.isoformat()
        sentences.append(said.format(count=recovery.from_backup, day=day))
        if recovery.outdated:
            said = trn(
                "{count} of them is shown as it was that day: what was changed since may be lost.",
                "{count} of them are shown as they were that day: what was changed since may be"
                " lost.",
                recovery.outdated,
            )
            sentences.append(said.format(count=recovery.outdated))
    if recovery.lost:
        said = trn(
            "{count} is lost but for what is left of it in that file.",
            "{count} are lost but for what is left of them in that file.",
            recovery.lost,
        )
        sentences.append(said.format(count=recovery.lost))
    return on_one_line(join_sentences(*sentences))


def _from_backup(recovery: Recovery, backup: Backup) -> str:
    if recovery.is_missing:
        said = trn(
            "The file {path} is gone: {count} annotation came from the backup of {day}.",
            "The file {path} is gone: {count} annotations came from the backup of {day}.",
            recovery.from_backup,
        )
    else:
        said = trn(
            "{count} annotation in {path} cannot be read: it is shown as in the backup of {day},"
            " and what is left of it stays in the file.",
            "{count} annotations in {path} cannot be read: they are shown as in the backup of"
            " {day}, and what is left of them stays in the file.",
            recovery.from_backup,
        )
    day = backup.day.isoformat()
    return on_one_line(said.format(count=recovery.from_backup, path=recovery.path, day=day))


def explain_backup_shown(backup: Backup) -> str:
    """Return that annotations are shown from a backup, as their file is gone, on one line."""
    said = tr("The annotations are gone: what is shown is their backup of {day}, {path}.")
    return on_one_line(said.format(path=backup.path, day=backup.day.isoformat()))


def explain_no_backup(error: errors.SaveError) -> str:
    """Return that what is saved has no backup of today, on one line."""
    said = tr("No backup could be kept: {path} could not be written ({reason}).")
    return on_one_line(said.format(path=error.path, reason=reason_in_words(error.reason)))


def explain_merge(merge_report: MergeReport) -> str:
    """Return what conflict copies brought, on one line; empty where they brought nothing.

    Damaged ones are told of whatever they brought.
    """
    undecided = len(merge_report.undecided)
    counted = (
        (merge_report.new, trn("{count} new", "{count} new", merge_report.new)),
        (merge_report.changed, trn("{count} changed", "{count} changed", merge_report.changed)),
        (merge_report.deleted, trn("{count} deleted", "{count} deleted", merge_report.deleted)),
        (undecided, trn("{count} in several versions", "{count} in several versions", undecided)),
    )
    parts = [words.format(count=count) for count, words in counted if count]
    sentence = tr("Notes of another device were merged: {what}.")
    sentences = [sentence.format(what=tr(", ").join(parts))] if parts else []
    said = tr("What could be read of a damaged copy was merged; it is kept as {copy}.")
    sentences += [said.format(copy=path) for path in merge_report.damaged]
    return on_one_line(join_sentences(*sentences))


def explain_slow_disk(seconds: float) -> str:
    """Return that the disk does not get done with saving."""
    count = round(seconds)
    return trn(
        "The disk has not answered for {count} second.",
        "The disk has not answered for {count} seconds.",
        count,
    ).format(count=count)


def reason_in_words(reason: str) -> str:
    """Return a system's reason in the language in use; one we have no words for, as it came."""
    words = {
        errno.ENOSPC: tr("no space is left on the disk"),
        errno.EDQUOT: tr("the disk quota is used up"),
        errno.EFBIG: tr("the file would be too large"),
        errno.EIO: tr("the disk does not answer as it should"),
        errno.EACCES: tr("permission is missing"),
        errno.EPERM: tr("permission is missing"),
        errno.EROFS: tr("the disk can only be read"),
        errno.ENOENT: tr("there is no such folder"),
        errno.ENOTDIR: tr("it is not a folder"),
        errno.EISDIR: tr("it is a folder"),
        errno.EBUSY: tr("another program keeps its folder locked"),
        errno.ENAMETOOLONG: tr("the name is too long"),
        errno.ELOOP: tr("a link is in its place, and links are not followed there"),
    }
    by_reason = {os.strerror(number): said for number, said in words.items()}
    by_reason[NOT_REGULAR] = tr("it is no ordinary file")
    by_reason[TOO_MANY_PARTS] = tr("it has more parts than annotations of one article can have")
    by_reason[TOO_LARGE] = tr("there is more in it than annotations of one article can hold")
    by_reason[TOO_DAMAGED] = tr("too much of it is damaged")
    return by_reason.get(reason, reason)


def _sentences(error: errors.ReaderError) -> str:
    match error:
        case errors.SourceError():
            return _about_source(error)
        case errors.QuoteNotFoundError():
            return _about_quote(error)
        case errors.ExpressionError():
            return tr("This is no regular expression: {reason}.").format(reason=error.reason)
        case errors.ExpressionSlowError():
            return tr("This regular expression takes too long here: not all was looked at.")
        case errors.ExpressionsMissingError():
            return tr("Regular expressions need the library “regex”, which is not installed.")
        case errors.AnnotationsUnreadableError():
            return tr(
                "The annotations in {path} cannot be read ({reason})."
                " They are left as they are: repair the file, or move it away."
            ).format(path=error.path, reason=reason_in_words(error.reason))
        case errors.AnnotationsOfAnotherArticleError():
            return tr(
                "The annotations in {path} are about another article."
                " They are left as they are: move the file to where it belongs."
            ).format(path=error.path)
        case errors.LibraryUnreadableError():
            sentence = tr("The library {path} cannot be read: {reason}. Choose another folder.")
            return sentence.format(path=error.path, reason=reason_in_words(error.reason))
        case errors.AnnotationsNewerError():
            return tr(
                "The annotations in {path} were written by a newer version of this program."
                " They are left as they are: update the program."
            ).format(path=error.path)
        case errors.ArticleHeldError():
            return tr(
                "{holder} has this article open, so here it can only be read."
                " What is noted there appears here."
            ).format(holder=error.holder or tr("Somebody else"))
        case errors.PictureFormatError():
            return tr("{path} does not end like a picture. Use .png or .jpg.").format(
                path=error.path
            )
        case errors.ChineseFontMissingError():
            from reader.bootstrap.trouble import explain_font

            return explain_font(locale_in_use())
        case errors.OutputIsInputError():
            sentence = tr("{path} is the article itself, which stays as it is. Name another file.")
            return sentence.format(path=error.path)
        case errors.SaveError():
            return _about_saving(error)
        case _:
            return str(error)


def _about_saving(error: errors.SaveError) -> str:
    if isinstance(error, errors.FolderGoneError):
        return _about_gone(error)
    sentence = tr("{path} could not be written: {reason}. What was there before is still there.")
    said = sentence.format(path=error.path, reason=reason_in_words(error.reason))
    return join_sentences(said, _advice_on_saving(error))


def _about_gone(error: errors.FolderGoneError) -> str:
    if error.is_library:
        said = tr(
            "The library {path} is gone: moved, renamed, deleted, or on a disk that is not there."
            " Put it back, or save the notes elsewhere."
        )
    else:
        said = tr(
            "The folder {path} of this article is gone: moved out of the library, or deleted."
            " Put it back, or save the notes elsewhere and open the article again."
        )
    return said.format(path=error.path)


def _advice_on_saving(error: errors.SaveError) -> str:
    match error.number:
        case errno.ENOSPC if error.free is not None:
            sentence = tr("Free some space: {size} MB are left.")
            return sentence.format(size=_megabytes(error.free))
        case errno.ENOSPC | errno.EDQUOT:
            return tr("Free some space.")
        case errno.EBUSY:
            return tr("Save again when that is done.")
        case errno.EFBIG:
            return tr("Delete some annotations, or choose a place that takes larger files.")
        case errno.EROFS:
            return tr("Make the disk writable, or choose another place.")
        case errno.ENOENT | errno.ENOTDIR:
            return tr("Put the folder back to where it was, or choose another place.")
        case errno.ELOOP:
            return tr("Put what belongs there in the place of the link.")
        case errno.EACCES | errno.EPERM:
            return tr("Give yourself permission to write there, or choose another place.")
        case _:
            return tr("Free some space, or choose another place.")


def _about_source(error: errors.SourceError) -> str:
    words = {"path": error.path}
    match error:
        case errors.SourceMissingError():
            return tr("There is no file {path}. Check its name and folder.").format(**words)
        case errors.SourceNotAFileError():
            return tr("{path} is not a file. Choose a text file.").format(**words)
        case errors.SourceUnreadableError():
            sentence = tr("{path} cannot be read: {reason}. Check who may read the file.")
            return sentence.format(**words, reason=reason_in_words(error.reason))
        case errors.SourceEmptyError():
            return tr("{path} holds no text. Choose another file.").format(**words)
        case errors.SourceBinaryError():
            return tr("{path} is not a text file. Save it as plain text first.").format(**words)
        case errors.SourceTooLargeError():
            sentence = tr("{path} is too large: {size} MB, at most {limit} MB. Split it first.")
            return sentence.format(
                **words, size=_megabytes(error.size), limit=_megabytes(error.limit)
            )
        case errors.SourceUndecodableError(encoding=None):
            sentence = tr("The encoding of {path} is not known. Save the file as UTF-8.")
            return sentence.format(**words)
        case errors.SourceUndecodableError():
            sentence = tr("{path} is not in the encoding {encoding}. Name another, or none.")
            return sentence.format(**words, encoding=error.encoding)
        case errors.SourceEncodingUnknownError():
            sentence = tr(
                "There is no encoding {encoding}. Name one such as gb18030 or big5, or none."
            )
            return sentence.format(encoding=error.encoding)
        case _:
            return str(error)


def _about_quote(error: errors.QuoteNotFoundError) -> str:
    if not error.found:
        sentence = tr("The article does not say “{quote}”. Copy the passage from it.")
        return sentence.format(quote=error.quote)
    return trn(
        "The article says “{quote}” once, so there is no number {nth}.",
        "The article says “{quote}” {count} times, so there is no number {nth}.",
        error.found,
    ).format(quote=error.quote, count=error.found, nth=error.nth)


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0")
