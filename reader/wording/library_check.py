"""What was found in a library, in one sentence: what it is, where, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.controls import on_one_line
from reader.errors import AnnotationsUnreadableError
from reader.localization import join_sentences, tr, trn
from reader.storage.check.findings import Kind
from reader.wording.errors import explain, reason_in_words

if TYPE_CHECKING:
    from reader.storage.check.findings import Finding

_MOST_NAMED = 3
"""Records that are named in a sentence."""


def explain_finding(finding: Finding) -> str:
    """Return a finding in the language in use, on one line, without whether it can be repaired."""
    words = {"path": finding.path, "count": finding.count, "other": finding.other}
    sentence = _of_annotations(finding) or _of_files(finding)
    if not sentence:
        return _of_error(finding)
    said = sentence.format(**words)
    return on_one_line(join_sentences(said, _where(finding)) if finding.details else said)


def _where(finding: Finding) -> str:
    """Return which records a finding is about, in the terms of the file; of many the first."""
    named = tr(", ").join(finding.details[:_MOST_NAMED])
    more = "…" if finding.count > _MOST_NAMED else ""
    return tr("They are: {where}.").format(where=named + more)


def what_becomes_of(finding: Finding) -> str:
    """Return whether a finding was repaired or can be; empty where a person has to do it."""
    if finding.is_repaired:
        return tr("Repaired.")
    return tr("Can be repaired.") if finding.can_repair else ""


def _of_error(finding: Finding) -> str:
    if finding.kind is Kind.BACKUP_DAMAGED:
        sentence = tr("The backup {path} cannot be read. Delete it: the others are used.")
        return on_one_line(sentence.format(path=finding.path))
    if isinstance(finding.error, AnnotationsUnreadableError) and (
        finding.kind is Kind.ANNOTATIONS_DAMAGED
    ):
        sentence = tr(
            "The file {path} is damaged ({reason})."
            " What can be read of it is recovered when its article is opened."
        )
        reason = reason_in_words(finding.error.reason)
        return on_one_line(sentence.format(path=finding.path, reason=reason))
    said = explain(finding.error) if finding.error else str(finding.path)
    if finding.kind is Kind.NOT_REPAIRED:
        return tr("Repairing failed: {reason}").format(reason=said)
    return said


def _of_annotations(finding: Finding) -> str:
    """Return the sentence about annotations in a file that can be read; empty for all else."""
    count = finding.count
    match finding.kind:
        case Kind.ANNOTATIONS_GONE:
            return trn(
                "{count} annotation in the backups {path} is nowhere else. It comes back when its"
                " article is opened.",
                "{count} annotations in the backups {path} are nowhere else. They come back when"
                " their article is opened.",
                count,
            )
        case Kind.ITEMS_UNREADABLE:
            return trn(
                "{count} record in {path} is no annotation this program understands. It is kept.",
                "{count} records in {path} are no annotations this program understands."
                " They are kept.",
                count,
            )
        case Kind.RECORDS_ODD:
            return trn(
                "{count} field or record in {path} is not as this program expects it."
                " It is kept, and has no effect.",
                "{count} fields or records in {path} are not as this program expects them."
                " They are kept, and have no effect.",
                count,
            )
        case Kind.IDS_TWICE:
            return trn(
                "{count} annotation is in {path} more than once.",
                "{count} annotations are in {path} more than once.",
                count,
            )
        case Kind.IDS_ODD:
            return trn(
                "{count} annotation in {path} has an id that is no UUID. It works all the same.",
                "{count} annotations in {path} have ids that are no UUIDs. They work all the same.",
                count,
            )
        case Kind.MOVED:
            return trn(
                "{count} annotation in {path} stands on other text than it quotes,"
                " which is elsewhere in the article.",
                "{count} annotations in {path} stand on other text than they quote,"
                " which is elsewhere in the article.",
                count,
            )
        case Kind.AMBIGUOUS:
            return trn(
                "{count} annotation in {path} quotes what the article says in several places."
                " It is shown at the likeliest.",
                "{count} annotations in {path} quote what the article says in several places."
                " They are shown at the likeliest.",
                count,
            )
        case Kind.ORPHANS:
            return trn(
                "{count} annotation in {path} quotes what is not in the article."
                " It is shown without a place.",
                "{count} annotations in {path} quote what is not in the article."
                " They are shown without a place.",
                count,
            )
        case _:
            return ""


def _of_files(finding: Finding) -> str:
    """Return the sentence about a file or folder; empty where an error says it."""
    if finding.error is not None:
        return ""
    return {
        Kind.SET_ID_ODD: tr(
            "The annotations in {path} have an id that is not their article's."
            " Copies of them from other devices will not be merged."
        ),
        Kind.SOURCE_CHANGED: tr(
            "The article {path} is not the one its annotations are on."
            " Put the original file back, under the same name."
        ),
        Kind.SOURCE_MISSING: tr(
            "The article of {path} is gone. Open it once more from where it came from."
        ),
        Kind.LINE_ENDS: tr(
            "The lines of {path} have other ends than when it was opened, as git makes them."
            " It is read as it was. The line source.* -text in .gitattributes keeps git from it."
        ),
        Kind.TEMPORARY_FILE: tr(
            "{path} was left by a program that was stopped while it was saving."
        ),
        Kind.CONFLICT_COPY: tr("{path} is a copy from another device that is not merged yet."),
        Kind.TWO_FOLDERS: tr(
            "{path} and {other} are folders of one article. Opening it brings them together."
        ),
        Kind.SPARE_FOLDER: tr(
            "{path} is another folder of the article in {other}, where all is that it holds."
            " It may be deleted."
        ),
        Kind.EMPTY_FOLDER: tr("{path} is empty. It may be deleted."),
        Kind.STRAY_SOURCE: tr(
            "{path} is named as if it were the article, and is not used."
            " Delete it, or move it elsewhere."
        ),
        Kind.STRAY_ANNOTATIONS: tr(
            "{path} is in the folder of no article, and is not used."
            " Move it to the folder of its article."
        ),
        Kind.IGNORE_LIST: tr("{path} does not name all files that belong to this device alone."),
        Kind.DAMAGED_COPY: tr(
            "{path} is a damaged file from which annotations were recovered."
            " Delete it when nothing is missing."
        ),
        Kind.LINK: tr(
            "{path} is a link, and links in the library are not followed."
            " Delete it, or put what it leads to in its place."
        ),
        Kind.NOT_A_FILE: tr("{path} is no ordinary file, and is not opened. Delete it."),
        Kind.LOCK_LEFT: tr(
            "{path} was left by a program that was stopped while it had the article open."
        ),
        Kind.LOCK_FILE: tr("{path} says that somebody has the article open."),
    }.get(finding.kind, "")
