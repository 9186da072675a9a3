"""Records that several devices change, merged without losing a decision: multi-value registers.

A record is a JSON object about one thing, which its key names. It carries the hashes of the
versions it replaces; of versions that do not know each other one is shown, and the rest is kept
under `reader:alternatives`. Taking a record back leaves a tombstone, which devices that still have
it need. Annotations are registers too, with more of a shape: see `merging`.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any, TypeVar

from reader.annotation.canonical_json import canonical_json, to_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Key = Callable[[Any], "tuple[Any, ...] | None"]
    """From a record to what it is about; None for a JSON value that is no such record."""

ALTERNATIVES = "reader:alternatives"
"""The field that holds the versions that do not know the one shown."""
HISTORY = "reader:history"
"""The field that holds the hashes of the versions this one replaces, oldest first.

Last, but in tombstones, stands one of none, drawn by lot. Records have no time that told apart what
two devices decide alike: they would make one version, and who takes his own back would have seen
the other's.
"""
DELETED = "reader:deleted"
"""The field of a tombstone."""
LONGEST_HISTORY = 64
"""Hashes kept; one that was dropped can only make us keep a version that was known already."""

_HASH_LENGTH = 12

Version = TypeVar("Version")


def hash_of(record: Mapping[str, Any]) -> str:
    """Return the 12 hexadecimal digits that name one version of a record.

    They cover all but the alternatives; the history too, so that going back to an older value makes
    a version of its own.
    """
    bare = {name: value for name, value in record.items() if name != ALTERNATIVES}
    return hashlib.sha256(to_utf8(canonical_json(bare))).hexdigest()[:_HASH_LENGTH]


def unseen(
    versions: Mapping[str, Version], history_of: Callable[[Version], Iterable[str]]
) -> list[tuple[str, Version]]:
    """Return the versions, with their hashes, that no other one knows."""
    seen = {digest for version in versions.values() for digest in history_of(version)}
    kept = [pair for pair in versions.items() if pair[0] not in seen]
    # Versions that each claim to know the other cannot come about; a file may say so all the same.
    return kept or list(versions.items())


def value_of(record: Any) -> Any:
    """Return what a record says, without its history; None for a tombstone."""
    if not isinstance(record, dict):
        return record
    if DELETED in record:
        return None
    return {name: each for name, each in record.items() if name not in (HISTORY, ALTERNATIVES)}


def merge_records(one: Sequence[Any], other: Sequence[Any], key: Key) -> tuple[Any, ...]:
    """Return the records of two lists, one for each key, then the values that are no records."""
    if one is other or canonical_json(one) == canonical_json(other):
        return tuple(one)
    groups, rest = _grouped((*one, *other), key)
    return (*(_merged(groups[each], key) for each in sorted(groups)), *_distinct(rest))


def revise_records(
    records: Sequence[Any],
    values: Iterable[dict[str, Any]],
    key: Key,
    *,
    is_understood: Callable[[Any], bool],
) -> tuple[Any, ...]:
    """Return records that say something else, each knowing what it replaces.

    Args:
        records: as they were.
        values: what they are to say, without histories; the records of other keys are taken back.
        key: names what a record is about.
        is_understood: tells of a value whether it is ours to take back; others stay.
    """
    lot = os.urandom(_HASH_LENGTH // 2).hex()
    wanted = {key(value): value for value in values}
    groups, rest = _grouped(records, key)
    new: dict[Any, Any] = {}
    for each, versions in groups.items():
        old = _merged(versions, key)
        value = wanted.pop(each, None)
        if value is not None:
            new[each] = old if value_of(old) == value else _successor(old, value, key, [lot])
        elif DELETED in old or not is_understood(value_of(old)):
            new[each] = old
        else:
            new[each] = _successor(old, {**value_of(old), DELETED: True}, key)
    new |= {each: {**value, HISTORY: [lot]} for each, value in wanted.items()}
    revised = (*(new[each] for each in sorted(new)), *_distinct(rest))
    return tuple(records) if _same(revised, records) else revised


def _merged(records: Sequence[dict[str, Any]], key: Key) -> dict[str, Any]:
    if len(records) == 1:
        return records[0]
    versions: dict[str, dict[str, Any]] = {}
    foreign: list[Any] = []
    for record in records:
        heads, others = _heads(record, key)
        versions |= {hash_of(head): head for head in heads}
        foreign += others
    kept = sorted(unseen(versions, _history), key=_rank, reverse=True)
    ordered = [version for _, version in kept]
    shown = next((version for version in ordered if DELETED not in version), ordered[0])
    alternatives = [version for version in ordered if version is not shown]
    alternatives += _distinct(foreign)
    return {**shown, ALTERNATIVES: alternatives} if alternatives else shown


def _successor(
    old: dict[str, Any], value: dict[str, Any], key: Key, lot: Sequence[str] = ()
) -> dict[str, Any]:
    heads, foreign = _heads(old, key)
    history = [digest for head in reversed(heads) for digest in _history(head)]
    history += [*(hash_of(head) for head in reversed(heads)), *lot]
    new = {**value, HISTORY: list(dict.fromkeys(history))[-LONGEST_HISTORY:]}
    return {**new, ALTERNATIVES: foreign} if foreign else new


def _heads(record: dict[str, Any], key: Key) -> tuple[list[dict[str, Any]], list[Any]]:
    """Return the versions that do not know each other, and the alternatives that are none."""
    stored = record.get(ALTERNATIVES, [])
    stored = stored if isinstance(stored, list) else [stored]
    own = key(record)
    versions: list[dict[str, Any]] = []
    foreign: list[Any] = []
    for each in stored:
        is_version = isinstance(each, dict) and ALTERNATIVES not in each and key(each) == own
        (versions if is_version else foreign).append(each)
    bare = {name: value for name, value in record.items() if name != ALTERNATIVES}
    return [bare, *versions], foreign


def _history(version: Mapping[str, Any]) -> list[str]:
    stored = version.get(HISTORY, [])
    return [each for each in stored if isinstance(each, str)] if isinstance(stored, list) else []


def _rank(version: tuple[str, Mapping[str, Any]]) -> tuple[int, str]:
    digest, record = version
    return len(_history(record)), digest


def _grouped(records: Iterable[Any], key: Key) -> tuple[dict[Any, list[dict[str, Any]]], list[Any]]:
    groups: dict[Any, list[dict[str, Any]]] = {}
    rest = []
    for record in records:
        name = key(record)
        if name is None:
            rest.append(record)
        else:
            groups.setdefault(name, []).append(record)
    return groups, rest


def _distinct(values: Iterable[Any]) -> list[Any]:
    known = {canonical_json(value): value for value in values}
    return [known[each] for each in sorted(known)]


def _same(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Tell whether two lists hold the same, in whatever order."""
    return sorted(map(canonical_json, one)) == sorted(map(canonical_json, other))
