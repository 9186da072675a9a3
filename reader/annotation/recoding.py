"""The same annotations on the same bytes, read in another encoding.

Offsets count the characters of one reading. From one reading to another they go through the bytes,
which never change. A place whose ends lie inside characters of the new reading grows to the whole
of them and remembers its bytes, so that the old encoding brings back the old place. What is stored
without a text to be known by, decisions and roles, says which encoding it counts in where that is
not the encoding of the set.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotation.anchoring import anchor, describe, quote_of
from reader.annotation.decodings import Decodings
from reader.annotation.encodings import CHOICES, ENCODING, keyed, said_in, times_chosen
from reader.annotation.fields import as_extra
from reader.annotation.locating import finder_in
from reader.annotation.merging import successor, with_each_version
from reader.annotation.mv_registers import ALTERNATIVES, merge_records
from reader.annotation.overlay_records import overlays_of
from reader.annotation.sets import new_set
from reader.annotation.target_records import BYTES
from reader.document.analysis import as_decided
from reader.document.overlays import repair_decisions, role_corrections
from reader.text.byte_map import ByteRange
from reader.text.encoding import OFFERED
from reader.text.offsets import TextRange
from reader.text.stored import range_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.annotation.locating import TargetFinder
    from reader.annotation.model import About, Annotation, AnnotationSet, Target
    from reader.document.model import Document, Source
    from reader.document.overlays.overlays import Overlays


def recoded(annotations: AnnotationSet, data: bytes, old: Document, new: Document) -> AnnotationSet:
    """Return a set on what the user wants the file to be read as.

    Args:
        annotations: the set, made on `old`.
        data: the bytes of the file.
        old: the article as it was read.
        new: the article as it is to be read; what was decided is laid over it where it is not yet.
    """
    before, after = old.source, new.source
    decodings = Decodings(data, {before.encoding: before.text, after.encoding: after.text})
    turned = replace(
        _said(annotations, before.encoding, after.encoding),
        about=_chosen(annotations.about, old, new),
    )
    move = _Move((before.encoding, after.encoding), new, old, finder_in(before.text))
    return _moved(turned, decodings, move)


def overlays_in(
    annotations: AnnotationSet, data: bytes, source: Source, counted_in: str | None = None
) -> Overlays:
    """Return what was decided about an article, of what counts or can count in a reading of it.

    Args:
        annotations: what is kept about the article.
        data: the bytes of the file.
        source: the text as it is read.
        counted_in: the encoding the set counts in, where that is not the one of the text.
    """
    decodings = Decodings(data, {source.encoding: source.text})
    said = _said(annotations, counted_in or source.encoding, source.encoding)
    return overlays_of(_with_records_moved(said, decodings, source.encoding))


def reconciled(annotations: AnnotationSet, data: bytes, document: Document) -> AnnotationSet:
    """Return a set of which nothing counts in another encoding than the article is read in.

    Another device may have made some of it before it heard that the encoding was changed.
    """
    source = document.source
    records = (*annotations.repairs, *annotations.roles)
    every = (item.target for item in annotations.items if item.target is not None)
    # Those that an earlier version of the article has left have never counted in this one.
    targets = [target for target in every if target.source == source.digest]
    if all(_stands(source.text, target) for target in targets) and not any(
        isinstance(record, dict) and ENCODING in record for record in records
    ):
        return annotations
    others = (encoding for encoding in OFFERED if encoding != source.encoding)
    decodings = Decodings(data, {source.encoding: source.text})
    return _moved(annotations, decodings, _Move((source.encoding, *others), document, None))


def place_in(data: bytes, old: Source, new: Source, offset: int) -> int:
    """Return the offset in one reading of a file of what is at an offset in another.

    Where the bytes cannot tell, that is as far from the beginning as it was.
    """
    decodings = Decodings(data, {old.encoding: old.text, new.encoding: new.text})
    bytes_ = decodings.to_bytes(old.encoding, TextRange(offset, offset))
    place = bytes_ and decodings.to_text(new.encoding, bytes_)
    return min(offset, len(new.text)) if place is None else place.start


class _Move(NamedTuple):
    origins: Sequence[str]
    """Encodings a target may count in, the likeliest first."""
    document: Document
    """The article as it is read now."""
    old: Document | None
    """The article as it was read, where quotes that moved are looked for."""
    finder: TargetFinder | None = None
    """Of its text."""


def _moved(annotations: AnnotationSet, decodings: Decodings, move: _Move) -> AnnotationSet:
    moved = _with_records_moved(annotations, decodings, move.document.source.encoding)
    move = move._replace(document=as_decided(move.document, overlays_of(moved)))
    items = tuple(
        with_each_version(item, lambda version: _version_moved(version, decodings, move))
        for item in annotations.items
    )
    return replace(moved, items=items)


def _said(annotations: AnnotationSet, own: str, other: str) -> AnnotationSet:
    return replace(
        annotations,
        repairs=said_in(annotations.repairs, own, other),
        roles=said_in(annotations.roles, own, other),
    )


def _with_records_moved(
    annotations: AnnotationSet, decodings: Decodings, encoding: str
) -> AnnotationSet:
    return replace(
        annotations,
        repairs=_records_moved(annotations.repairs, repair_decisions.key_of, decodings, encoding),
        roles=_records_moved(annotations.roles, role_corrections.key_of, decodings, encoding),
    )


def _version_moved(version: Annotation, decodings: Decodings, move: _Move) -> Annotation:
    """Return a version on the same bytes; the same version where they cannot be told."""
    document, target = move.document, version.target
    if target is None or target.source != document.source.digest:
        return version
    bytes_ = _bytes_of(version, target, decodings, move)
    place = bytes_ and decodings.to_text(document.source.encoding, bytes_)
    if bytes_ is None or place is None or (place.is_empty and not target.range.is_empty):
        return version
    rest = {name: value for name, value in target.extra.items() if name != BYTES}
    if decodings.to_bytes(document.source.encoding, place) != bytes_:
        rest[BYTES] = list(bytes_)
    new = replace(describe(document, place), extra=as_extra(rest))
    if new == target:
        return version
    # The user changed nothing: the version is not a later one, only one that knows the last.
    return successor(version, target=new, quote=quote_of(document, place))


def _bytes_of(
    version: Annotation, target: Target, decodings: Decodings, move: _Move
) -> ByteRange | None:
    """Return the bytes a version is about; None where it is where it belongs, or nowhere."""
    here = move.document.source.encoding
    for origin in move.origins:
        text = decodings.text(origin)
        if text is not None and _stands(text, target):
            if origin == here:
                return None
            stored = _stored_bytes(target)
            if stored and decodings.to_text(origin, stored) == target.range:
                return stored
            return decodings.to_bytes(origin, target.range)
    place = anchor(version, move.old, move.finder) if move.old else None
    if move.old is None or place is None:
        return None
    return decodings.to_bytes(move.old.source.encoding, place)


def _stands(text: str, target: Target) -> bool:
    """Tell whether all that is stored of a target is true of a text."""
    start, end = target.range.start, target.range.end
    return (
        end <= len(text)
        and text.startswith(target.exact, start)
        and len(target.exact) == end - start
        and text.startswith(target.suffix, end)
        and text.endswith(target.prefix, 0, start)
    )


def _stored_bytes(target: Target) -> ByteRange | None:
    match target.extra.get(BYTES):
        case [start, end] if range_of(start, end):
            return ByteRange(start, end)
    return None


def _records_moved(
    records: Sequence[Any],
    key_of: Callable[[Any], tuple[Any, ...] | None],
    decodings: Decodings,
    encoding: str,
) -> tuple[Any, ...]:
    """Return the records of overlays, moved where they count in another encoding and can be."""
    kept: list[Any] = []
    moved: list[Any] = []
    for record in records:
        new = _record_moved(record, decodings, encoding)
        (kept if new is None else moved).append(record if new is None else new)
    return merge_records(kept, moved, keyed(key_of)) if moved else tuple(records)


def _record_moved(record: Any, decodings: Decodings, encoding: str) -> dict[str, Any] | None:
    """Return a record with the place of its bytes; None where it has none, or is there already."""
    match record:
        case {"start": start, "end": end, "reader:encoding": str(origin)} if (
            origin != encoding and range_of(start, end)
        ):
            old, new = decodings.text(origin), decodings.text(encoding)
        case _:
            return None
    bytes_ = decodings.to_bytes(origin, TextRange(start, end))
    place = bytes_ and decodings.to_text(encoding, bytes_)
    if place is None or old is None or new is None:
        return None
    # A place that grows on the way would not find back.
    if decodings.to_bytes(encoding, place) != bytes_:
        return None
    said = {name: value for name, value in record.items() if name != ENCODING}
    said |= {"start": place.start, "end": place.end}
    if "before" in said:
        if said["before"] != old[start:end]:
            return None
        said["before"] = place.slice(new)
    if isinstance(alternatives := said.get(ALTERNATIVES), list):
        others = [_record_moved(each, decodings, encoding) for each in alternatives]
        said[ALTERNATIVES] = [
            each if other is None else other
            for each, other in zip(alternatives, others, strict=True)
        ]
    return said


def _chosen(about: About, old: Document, new: Document) -> About:
    """Return what a set is about once its article is read as the user chose."""
    found, known = new_set(new).about, new_set(old).about.extra
    rest = {name: value for name, value in about.extra.items() if name not in known}
    choices = {CHOICES: times_chosen(about) + 1}
    return replace(found, extra=as_extra({**rest, **found.extra, **choices}))
