"""Making, changing and deleting annotations: every change yields a version that knows the last.

Undoing is a change like any other. Its result is newer than what it undoes, so that a device that
has seen the change takes over its undoing, and does not bring the change back.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.annotation.anchoring import describe, quote_of
from reader.annotation.earlier_texts import EarlierText, just_after
from reader.annotation.fields import as_extra
from reader.annotation.merging import choices, heads, merge_all, merge_versions, successor
from reader.annotation.model import (
    ABOUT,
    WHOLE_ARTICLE,
    Annotation,
    AnnotationSet,
    Body,
    Motivation,
)
from reader.annotation.nonce import new_nonce
from reader.annotation.target_records import extra_elsewhere
from reader.clock import utc_now
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from reader.document.model import Document


@dataclass(frozen=True, slots=True)
class Change:
    """A step of one annotation from one version to the next."""

    before: Annotation | None
    """None where `after` is new."""
    after: Annotation | None
    """A deleted annotation where one was deleted; None takes it out without a trace, which is right
    only for what no file has ever held."""


def new_id() -> str:
    """Return an id for a new annotation; ids sort in the order they were made in."""
    import uuid

    # It looks up its own version when imported: 36 ms that opening an article need not wait for.
    import uuid6

    try:
        return f"urn:uuid:{uuid6.uuid7()}"
    except OverflowError:  # by what the clock says
        return f"urn:uuid:{uuid.uuid4()}"


def now() -> str:
    """Return the time: UTC, milliseconds, `Z`."""
    return utc_now().isoformat(timespec="milliseconds").replace("+00:00", "Z")


def created(document: Document, place: TextRange, body: Body | None, *, now: str) -> Annotation:
    """Return a new annotation of a place in the source text; without a body it is a bookmark."""
    return Annotation(
        id=new_id(),
        created=now,
        modified=now,
        motivation=_motivation(body),
        body=body,
        target=describe(document, place),
        quote=quote_of(document, place),
    )


def created_about_article(document: Document, body: Body, *, now: str) -> Annotation:
    """Return a new annotation of the whole article.

    Its target is the empty beginning: programs that know no such annotations show it there.
    """
    annotation = created(document, TextRange(0, 0), body, now=now)
    return replace(annotation, extra=as_extra({ABOUT: WHOLE_ARTICLE}))


def revise(annotation: Annotation, *, now: str, **fields: Any) -> Annotation:
    """Return the next version of an annotation, with other fields.

    The motivation follows the body unless it is given; `modified` never goes below what it was,
    even when the clock did. A new note settles what else the note was said to be. Another colour
    does not: other notes that devices wrote at the same time stay, to be chosen from.
    """
    body = fields.get("body", annotation.body)
    settles = body is None or body.value != annotation.note
    others = () if settles else heads(annotation)[1:]
    leaving = [head for head in others if head.note.strip() and head.note != annotation.note]
    return _next(annotation, now, leaving, fields)


def stretched(
    annotation: Annotation, document: Document, place: TextRange, *, now: str
) -> Annotation:
    """Return the next version of an annotation, over another range of the source text.

    Args:
        annotation: as it is; what the user wrote and how it looks stay.
        document: the article, which says what is quoted there, and under which headings.
        place: the range.
        now: the time.
    """
    target = describe(document, place)
    if annotation.target is not None:
        target = replace(target, extra=extra_elsewhere(annotation.target))
    return revise(annotation, now=now, target=target, quote=quote_of(document, place))


def rewritten(
    annotation: Annotation,
    body: Body,
    *,
    instead_of: str | None = None,
    goes_on: bool = False,
    now: str,
) -> Annotation:
    """Return the next version of an annotation, with what is being typed in place of a note.

    Who types need not have seen any other note there is, nor the version shown where that came
    while the note was being written: they stay.

    Args:
        annotation: as it is.
        body: with what is typed.
        instead_of: what the writer had before; None for the note shown.
        goes_on: whether the note shown is only what has been typed of the same text so far, and is
            not to be remembered as an earlier one.
        now: the time.
    """
    before = annotation.note if instead_of is None else instead_of
    others = [head for head in heads(annotation) if head.note.strip()]
    leaving = [head for head in others if head.note != before]
    # What is typed is shown first, also where another device's clock is ahead.
    time = max([now, *(just_after(head.modified) for head in leaving)])
    return _next(annotation, now, leaving, {"body": body}, at_least=time, remembers=not goes_on)


def chosen(annotation: Annotation, version: Annotation, *, now: str) -> Annotation:
    """Return the next version of an annotation, which says what one of its versions says."""
    return _next(annotation, now, (), _said(version))


def deleted(annotation: Annotation, *, now: str) -> Annotation:
    """Return the memory of this annotation, which devices that still have it need.

    It keeps what the annotation was, to be brought back by choosing that version.
    """
    return _forgotten(annotation, annotation, (), now)


def restored(
    version: Annotation | None,
    current: Annotation,
    *,
    instead_of: Annotation | None = None,
    now: str,
) -> Annotation:
    """Return the version after `current` that says what an earlier one said.

    Where there was none yet, or a deleted one, that is the memory of a deleted annotation, beside
    which notes stay that the one who undoes has not written. Undo restores what was
    before a change, redo what was after it. What there was to choose from is there again.

    Args:
        version: what is to be there again.
        current: what is there.
        instead_of: what the change that is undone led to; notes in `current` which say otherwise
            came from other devices, and stay. None stands for the version shown.
        now: the time.
    """
    again = () if version is None or version.is_deleted else choices(version)
    undone = (current,) if instead_of is None else choices(instead_of)
    notes = {each.note for each in (*again, *undone)}
    leaving = [head for head in heads(current) if head.note.strip() and head.note not in notes]
    if not again:
        gone = next((head for head in heads(current) if head not in leaving), undone[0])
        return _forgotten(current, gone, leaving, now)
    # Of equals the later one is shown, so what was shown is now again; clocks may stand still, and
    # that of another device be ahead.
    time = _not_before(current, now)
    times = [just_after(time), *(len(again) - 1) * [time]] if len(again) > 1 else [time]
    return merge_all(
        [
            _next(current, now, leaving, _said(each), at_least=time)
            for each, time in zip(again, times, strict=True)
        ]
    )


def _forgotten(
    annotation: Annotation, gone: Annotation, leaving: Collection[Annotation], now: str
) -> Annotation:
    """Return the memory of one version of an annotation, beside heads that are not deleted."""
    fields = {**_said(gone), "deleted": _not_before(annotation, now)}
    return _next(annotation, now, leaving, fields)


def _next(
    annotation: Annotation,
    now: str,
    leaving: Collection[Annotation],
    fields: Mapping[str, Any],
    *,
    at_least: str = "",
    remembers: bool = True,
) -> Annotation:
    """Return the next version; of the notes it replaces it remembers those it does not say.

    Args:
        annotation: as it is.
        now: the time, by the clock of this device.
        leaving: those of its heads that are not replaced.
        fields: what the next version says otherwise.
        at_least: a time that the next version is not to be before.
        remembers: whether it does.
    """
    if "body" in fields:
        fields = {"motivation": _motivation(fields["body"]), **fields}
    body = fields.get("body", annotation.body)
    said = {body.value if body else "", *(head.text for head in leaving)}
    texts = [
        EarlierText(head.modified, head.text)
        for head in reversed(heads(annotation))
        if remembers and head.text.strip() and head.text not in said
    ]
    modified = _not_before(annotation, max(now, at_least))
    is_told_apart = all(now > head.modified for head in heads(annotation))
    nonce = "" if is_told_apart else new_nonce()
    return successor(
        annotation, leaving=leaving, texts=texts, nonce=nonce, modified=modified, **fields
    )


def _not_before(annotation: Annotation, now: str) -> str:
    """Return the time, but none before that of a version there is: clocks differ."""
    return max(now, *(head.modified for head in heads(annotation)))


def _said(version: Annotation) -> dict[str, Any]:
    """Return the fields a user or a place gave a version."""
    return {
        "motivation": version.motivation,
        "body": version.body,
        "target": version.target,
        "quote": version.quote,
        "deleted": None,
    }


def apply(annotations: AnnotationSet, change: Change) -> AnnotationSet:
    """Return the set with the change made.

    Where the set holds another version than the one the change started from, because another device
    was faster, the two are merged.
    """
    id_ = _id_of(change)
    items = annotations.items
    start = end = bisect_left(items, id_, key=_id)
    after = [change.after] if change.after else []
    if start < len(items) and items[start].id == id_:
        end += 1
        if items[start] != change.before:
            after = [merge_versions(items[start], version) for version in after]
    return replace(annotations, items=(*items[:start], *after, *items[end:]))


def apply_all(annotations: AnnotationSet, changes: Sequence[Change]) -> AnnotationSet:
    """Return the set with changes made, one after the other; of many the cost is that of one."""
    if len(changes) == 1:
        return apply(annotations, changes[0])
    items = {item.id: item for item in annotations.items}
    for change in changes:
        current = items.pop(_id_of(change), None)
        after = change.after
        if after is not None:
            is_other = current is not None and current != change.before
            items[after.id] = merge_versions(current, after) if current and is_other else after
    return replace(annotations, items=tuple(sorted(items.values(), key=_id)))


def _id_of(change: Change) -> str:
    either = change.after or change.before
    if either is None:
        raise ValueError("a change of nothing to nothing")
    return either.id


def _id(annotation: Annotation) -> str:
    return annotation.id


def _motivation(body: Body | None) -> Motivation:
    if body is None:
        return Motivation.BOOKMARKING
    return Motivation.COMMENTING if body.value.strip() else Motivation.HIGHLIGHTING
