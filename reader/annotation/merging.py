"""Bringing together what several devices did to the same annotations, without losing any of it.

Each annotation is a multi-value register. A version carries the hashes of the versions it replaces
(`history`); of two versions neither of which knows the other, both are kept, one shown and the rest
under `reader:alternatives`. No clock decides what is kept, only which version is shown first.
What a note said earlier is united.
Merging is commutative, associative and idempotent as long as no history has been cut.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from reader.annotation import color_names
from reader.annotation.about_merging import both_about, joined_fields
from reader.annotation.canonical_json import canonical_json
from reader.annotation.earlier_texts import (
    EarlierText,
    is_text,
    stored_in,
    united,
    with_records,
    with_texts,
)
from reader.annotation.encodings import keyed, said_in
from reader.annotation.fields import RecordError, as_extra
from reader.annotation.model import Annotation, AnnotationSet
from reader.annotation.mv_registers import ALTERNATIVES, LONGEST_HISTORY, merge_records, unseen
from reader.annotation.nonce import with_nonce
from reader.annotation.records import former_hash, from_record, to_record, version_hash
from reader.annotation.tag_union import as_one, said_by, with_joint_tags, with_own_tags
from reader.document.overlays import refused_words, repair_decisions, role_corrections

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from reader.annotation.model import About


def heads(annotation: Annotation) -> tuple[Annotation, ...]:
    """Return the versions that do not know each other: the one shown, then its alternatives.

    The one shown as the device wrote it that made it, but with the earlier texts of all. A program
    that does not know of those leaves each version what it has.
    """
    shown = with_own_tags(_with_alternatives(annotation, ()))
    return (shown, *_alternatives(annotation)[0])


def is_one(annotation: Annotation) -> bool:
    """Tell whether there is just one version of an annotation."""
    return ALTERNATIVES not in annotation.extra


def choices(annotation: Annotation) -> tuple[Annotation, ...]:
    """Return what a user may choose from, the one shown first; mostly just that.

    Versions that differ in tags alone are one, and a delete is no choice beside what it has not
    seen.
    """
    others = heads(annotation)[1:]
    groups: dict[str, list[Annotation]] = {}
    for version in others:
        groups.setdefault(said_by(version), []).append(version)
    found = [_plain(annotation)]
    known = {said_by(found[0])}
    for said, group in groups.items():
        if said not in known and not group[0].is_deleted:
            found.append(as_one(with_joint_tags(group[0], group)))
            known.add(said_by(found[-1]))
    return tuple(found)


def earlier_texts(annotation: Annotation) -> tuple[EarlierText, ...]:
    """Return what the note of an annotation said before, oldest first."""
    records = filter(is_text, _earlier(heads(annotation)))
    return tuple(EarlierText(record["modified"], record["value"]) for record in records)


def remembering(annotation: Annotation, other: Annotation) -> Annotation:
    """Return an annotation with what its note said before in another state of it, too."""
    texts = _earlier(heads(other))
    return (
        with_records(annotation, united([*stored_in(annotation), *texts])) if texts else annotation
    )


def merge_versions(one: Annotation, other: Annotation) -> Annotation:
    """Return the annotation with every version of the two that no version of the two has seen.

    Raises:
        ValueError: they are not versions of one annotation.
    """
    return merge_all((one, other))


def merge_all(annotations: Sequence[Annotation]) -> Annotation:
    """Return the same of any number, at least one, in time linear in the number of versions.

    Raises:
        ValueError: they are not versions of one annotation.
    """
    first = annotations[0]
    # Most are one object, which `==` would not look at.
    others = [each for each in annotations[1:] if each is not first and not _is_same(first, each)]
    for other in others:
        if first.id != other.id:
            raise ValueError(f"{first.id} and {other.id} are two annotations")
    if not others:
        return first
    every = (first, *others)
    unreadable = _union(*(_alternatives(each)[1] for each in every))
    return _assembled(chain.from_iterable(map(heads, every)), unreadable)


def merge(one: AnnotationSet, other: AnnotationSet) -> AnnotationSet:
    """Return everything that is in one of two sets about the same article.

    Where they count in two encodings, that of the later choice counts; what the other set says of
    places is moved when the article is opened, for which its bytes are needed.
    """
    if one is other:
        return one
    items = {item.id: item for item in one.items}
    for item in other.items:
        known = items.get(item.id)
        if known is not item:
            items[item.id] = merge_versions(known, item) if known else item
    about = both_about(one.about, other.about)
    one, other = _counting_as(about, one), _counting_as(about, other)
    return AnnotationSet(
        id=min(one.id, other.id),
        about=about,
        items=tuple(items[key] for key in sorted(items)),
        unreadable=_union(one.unreadable, other.unreadable),
        repairs=merge_records(one.repairs, other.repairs, keyed(repair_decisions.key_of)),
        roles=merge_records(one.roles, other.roles, keyed(role_corrections.key_of)),
        refused=merge_records(one.refused, other.refused, refused_words.key_of),
        colors=merge_records(one.colors, other.colors, color_names.key_of),
        extra=joined_fields(one.extra, other.extra),
    )


def with_each_version(
    annotation: Annotation, change: Callable[[Annotation], Annotation]
) -> Annotation:
    """Return the annotation with each of its versions changed, and none of them lost.

    Args:
        annotation: as it is.
        change: from a version to the same or to a successor.
    """
    old = heads(annotation)
    new = tuple(map(change, old))
    if new == old:
        return annotation
    merged = merge_all(new)
    alternatives = merged.extra.get(ALTERNATIVES, [])
    return _with_alternatives(merged, [*alternatives, *_alternatives(annotation)[1]])


def successor(
    annotation: Annotation,
    *,
    leaving: Collection[Annotation] = (),
    texts: Sequence[EarlierText] = (),
    nonce: str = "",
    **fields: Any,
) -> Annotation:
    """Return a version with other fields that knows all versions of the annotation there are.

    Alternatives we cannot read are not taken as seen and stay.

    Args:
        annotation: as it is.
        leaving: those of its heads that the new version is not to replace; they stay.
        texts: what the note said until now, to be remembered with what it said before.
        nonce: what tells it from the same version of another device; without one they are one.
        fields: what the new version says otherwise than the one shown.
    """
    known = heads(annotation)
    history = [digest for head in reversed(known) for digest in head.history]
    left = set(map(version_hash, leaving))
    seen = (digest for head in reversed(known) if (digest := version_hash(head)) not in left)
    history += seen
    cut = tuple(dict.fromkeys(history))[-LONGEST_HISTORY:]
    new = replace(with_nonce(_plain(annotation), nonce), history=cut, **fields)
    new = with_records(new, with_texts(_earlier(heads(annotation)), texts))
    unreadable = _alternatives(annotation)[1]
    return (
        _assembled((new, *leaving), unreadable) if leaving else _with_alternatives(new, unreadable)
    )


def _assembled(versions: Iterable[Annotation], unreadable: Iterable[Any]) -> Annotation:
    """Return the annotation of these versions, less those that another of them knows.

    Programs that do not know of earlier texts know versions by a name that covers them.
    """
    stored = {former_hash(version): version for version in versions}
    names = {
        former: version_hash(version) if stored_in(version) else former
        for former, version in stored.items()
    }
    named = {names[former]: _without_earlier(version) for former, version in stored.items()}
    kept = unseen(named, lambda version: (names.get(each, each) for each in version.history))
    kept.sort(key=lambda pair: (len(pair[1].history), pair[1].modified, pair[0]), reverse=True)
    ordered = [version for _, version in kept]
    shown = next((version for version in ordered if not version.is_deleted), ordered[0])
    others = [version for version in ordered if version is not shown]
    merged = with_records(with_joint_tags(shown, others), _earlier(stored.values()))
    return _with_alternatives(merged, [*map(to_record, others), *unreadable])


def _earlier(versions: Iterable[Annotation]) -> list[Any]:
    """Return the records of what notes said before, of all these versions."""
    records = list(chain.from_iterable(map(stored_in, versions)))
    return united(records) if records else records


def _without_earlier(version: Annotation) -> Annotation:
    return with_records(version, ())


def _alternatives(annotation: Annotation) -> tuple[list[Annotation], tuple[Any, ...]]:
    """Return the alternatives that are versions of the annotation, and those that are not."""
    stored = annotation.extra.get(ALTERNATIVES, ())
    versions, unreadable = [], []
    for value in stored if isinstance(stored, list) else [stored] if stored else []:
        try:
            version = from_record(value)
        except RecordError:
            unreadable.append(value)
            continue
        if version.id == annotation.id and ALTERNATIVES not in version.extra:
            versions.append(version)
        else:
            unreadable.append(value)
    return versions, tuple(unreadable)


def _plain(annotation: Annotation) -> Annotation:
    """Return the version shown, as the user sees it."""
    return as_one(_with_alternatives(annotation, ()))


def _with_alternatives(annotation: Annotation, alternatives: Iterable[Any]) -> Annotation:
    rest = {name: value for name, value in annotation.extra.items() if name != ALTERNATIVES}
    if listed := list(alternatives):
        rest[ALTERNATIVES] = listed
    elif ALTERNATIVES not in annotation.extra:
        return annotation
    return replace(annotation, extra=as_extra(rest))


def _is_same(one: Annotation, other: Annotation) -> bool:
    """Tell whether two versions are written the same, which `==` says of 1 and true as well."""
    if one != other:
        return False
    extra, others = _unknown_fields(one), _unknown_fields(other)
    return not any(extra) or canonical_json(extra) == canonical_json(others)


def _unknown_fields(annotation: Annotation) -> list[dict[str, Any]]:
    parts = (annotation, annotation.body, annotation.target)
    return [dict(part.extra) for part in parts if part is not None]


def _counting_as(about: About, annotations: AnnotationSet) -> AnnotationSet:
    """Return a set with its records as those of a set with another encoding."""
    own, other = annotations.about.encoding, about.encoding
    if own == other:
        return annotations
    return replace(
        annotations,
        repairs=said_in(annotations.repairs, own, other),
        roles=said_in(annotations.roles, own, other),
    )


def _union(first: Iterable[Any], *others: Iterable[Any]) -> tuple[Any, ...]:
    """Return the JSON values in one of several lists, sorted, unless the lists are the same."""
    first = tuple(first)
    values = [*first]
    written = canonical_json(first)
    for other in map(tuple, others):
        if canonical_json(other) != written:
            values += other
    if len(values) == len(first):
        return first
    named = {canonical_json(value): value for value in values}
    return tuple(named[key] for key in sorted(named))
