"""Reading what is left of a damaged annotations file.

An annotation is an object in the text of the file, and does not need the rest of it to be
understood. So from every brace at which an object can begin one is parsed; what comes out whole is
kept, wherever the damage is. Where a bracket is lost, what follows seems to lie inside an
annotation; but none of ours has another in it than its own versions.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reader.annotation.fields import as_extra, check_depth
from reader.annotation.merging import merge
from reader.annotation.model import About, Annotation, AnnotationSet
from reader.annotation.records import about_from_record
from reader.collector import no_collection
from reader.storage.codec import without_lone_surrogates
from reader.storage.whole_records import WholeRecords

if TYPE_CHECKING:
    from collections.abc import Mapping

_OBJECT = re.compile(r'\{\s*"')
_ITEM = re.compile(
    r'\{\s*"id"\s*:\s*"(?P<id>urn:uuid:[^"\\\s]{1,64}'
    r'|[^"\\\s]{1,256}(?="\s*,\s*"type"\s*:\s*"Annotation"))"'
)
"""How an annotation begins in the files we write."""
_LISTED = "\n    "
"""What stands before an item in the files we write."""
_FIELD = re.compile(r'\n  ("(?:[^"\\\n]|\\[^\n]){1,256}")\s*:\s*')
"""The name of a field of the set, in the files we write."""
_MODIFIED = re.compile(r'"modified"\s*:\s*"(?P<time>[^"\\]{1,64})"')
_SET_ID = re.compile(r'"type"\s*:\s*"AnnotationSet"\s*,\s*"id"\s*:\s*"(?P<id>[^"\\\s]{1,128})"')
_SEPARATOR = re.compile(r"\s*,?\s*")
_MOST_AROUND = 16
"""Objects around one damaged spot from which parsing is tried; ours nest half as deep."""
_OPENERS_SKIPPED = 600
"""Brackets that are passed over together where they nest deeper than can be parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What could be read of a damaged file."""

    set_id: str | None
    about: About | None
    items: tuple[Annotation, ...]
    """Sorted by id."""
    unreadable: tuple[Any, ...]
    """Records that are whole and no annotations we understand."""
    repairs: tuple[Any, ...] = ()
    roles: tuple[Any, ...] = ()
    refused: tuple[Any, ...] = ()
    colors: tuple[Any, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the set that are not known to us."""
    broken: Mapping[str, str | None] = field(default_factory=dict)
    """Annotations that are nowhere whole: by id, when they were modified; None where that cannot
    be read. What is left of one may be among the items."""

    @property
    def annotations(self) -> AnnotationSet | None:
        """The set, without what was lost; None where nothing says what it is about."""
        if self.set_id is None or self.about is None:
            return None
        bare = AnnotationSet(id=self.set_id, about=self.about)
        return self.over(bare)

    def over(self, base: AnnotationSet) -> AnnotationSet:
        """Return a set with what was salvaged merged in; it stays about what it is about."""
        own = replace(
            base,
            items=self.items,
            unreadable=self.unreadable,
            repairs=self.repairs,
            roles=self.roles,
            refused=self.refused,
            colors=self.colors,
            extra=as_extra(self.extra),
        )
        return merge(base, own)

    def is_about_another(self, annotations: AnnotationSet) -> bool:
        """Tell whether the file says it is about another article."""
        if self.set_id is None or self.about is None:
            return False
        own = AnnotationSet(id=self.set_id, about=self.about, items=self.items)
        return is_about_another(own, annotations)


def is_about_another(one: AnnotationSet, other: AnnotationSet) -> bool:
    """Tell whether a set is about another article than the second one is.

    All signs must say so: any may be what was damaged, or have been made differently.
    """
    source = other.about.source
    targets = (item.target for item in one.items if item.target is not None)
    return (
        one.id != other.id
        and one.about.source != source
        and all(target.source != source for target in targets)
    )


def salvage(data: bytes) -> Salvaged:
    """Return what can be read of the bytes of a file, in time linear in their number.

    Nothing is refused: what no file of ours may hold, a name that is there twice or a number that
    is none, costs no more than the value it is in.
    """
    text = without_lone_surrogates(_text_of(data))
    found = WholeRecords()
    with no_collection():
        last = _LooseDecoder(keeps_last=True)
        _scan(text, last, found)
        if last.is_ambiguous:
            # Either value of a name that is there twice may be what was written: both are kept.
            _scan(text, _LooseDecoder(keeps_last=False), found)
        found.take_fields(_fields(text))
    return Salvaged(
        set_id=found.set_id or _set_id(text),
        about=found.about or _about(text),
        items=tuple(item for _, item in sorted({**found.remnants, **found.items}.items())),
        unreadable=tuple(found.unreadable[key] for key in sorted(found.unreadable)),
        repairs=_elements(text, "reader:repairs"),
        roles=_elements(text, "reader:roles"),
        refused=_elements(text, "reader:refused"),
        colors=_elements(text, "reader:colors"),
        extra=found.extra,
        broken={id_: time for id_, time in sorted(found.broken.items()) if id_ not in found.items},
    )


class _LooseDecoder(json.JSONDecoder):
    """Parses also what no file of ours may hold, as long as it can be told where it ends."""

    def __init__(self, *, keeps_last: bool) -> None:
        super().__init__(
            object_pairs_hook=self._object,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_nothing,
        )
        self.is_ambiguous = False
        """Whether a name was there twice in an object."""
        self._keeps_last = keeps_last

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(pairs)
        if len(record) < len(pairs):
            self.is_ambiguous = True
            if not self._keeps_last:
                record |= dict(reversed(pairs))
        return record


def _scan(text: str, decoder: _LooseDecoder, found: WholeRecords) -> None:
    """Parse an object at every brace that is in no object parsed before.

    Objects around a damaged spot all fail there, and each costs the way to it; so after some have,
    what lies before the spot is passed over. That keeps the time linear, whatever the text.
    """
    position, too_deep, spent = 0, 0, 0
    failures: Counter[int] = Counter()
    while start := _OBJECT.search(text, position):
        brace = start.start()
        try:
            value, position = decoder.raw_decode(text, brace)
        except json.JSONDecodeError as error:
            failures[error.pos] += 1
            is_hopeless = failures[error.pos] > _MOST_AROUND
            position = max(brace + 1, error.pos if is_hopeless else 0)
            spent += error.pos
        except RecursionError:
            too_deep += 1
            position = _behind_openers(text, brace) if too_deep > _MOST_AROUND else brace + 1
        else:
            if found.take(value, is_listed=text[max(0, brace - len(_LISTED)) : brace] == _LISTED):
                too_deep = 0
            continue
        if broken := _ITEM.match(text, brace):
            found.broken[broken["id"]] = _modified(text, broken.end())
        if spent > len(text):
            # An error counts the lines before it: what is done with is cut off now and then.
            text, position, spent = text[position:], 0, 0
            failures.clear()


def _modified(text: str, position: int) -> str | None:
    """Return when the annotation that is broken there was modified, if that can be read."""
    following = _ITEM.search(text, position)
    found = _MODIFIED.search(text, position, following.start() if following else len(text))
    return found["time"] if found else None


def _behind_openers(text: str, position: int) -> int:
    """Return where the last of the next brackets that open something stands."""
    openers = re.compile(r"[\[{]").finditer(text, position)
    for _, opener in zip(range(_OPENERS_SKIPPED), openers, strict=False):
        position = opener.start()
    return position


def _set_id(text: str) -> str | None:
    found = _SET_ID.search(text)
    return found["id"] if found else None


def _about(text: str) -> About | None:
    start = re.search(r'"about"\s*:\s*', text)
    try:
        value, _ = _LooseDecoder(keeps_last=True).raw_decode(text, start.end() if start else 0)
        return about_from_record(value)
    except (ValueError, RecursionError):
        return None


def _elements(text: str, name: str) -> tuple[Any, ...]:
    """Return the elements of a list in the head of the file, up to the first damaged one."""
    start = re.search(rf'"{name}"\s*:\s*\[\s*', text)
    position = start.end() if start else len(text)
    decoder, elements = _LooseDecoder(keeps_last=True), []
    while position < len(text) and text[position] != "]":
        try:
            value, position = decoder.raw_decode(text, position)
            check_depth(value)
        except (ValueError, RecursionError):
            break
        elements.append(value)
        if separator := _SEPARATOR.match(text, position):
            position = separator.end()
    return tuple(elements)


def _fields(text: str) -> dict[str, Any]:
    """Return the fields of a set that can be read, of each the first.

    Who wrote the file is not among them where it is only a name: that may be what was damaged.
    """
    fields: dict[str, Any] = {}
    decoder, position = _LooseDecoder(keeps_last=True), 0
    while name := _FIELD.search(text, position):
        position = name.end()
        try:
            value, position = decoder.raw_decode(text, position)
            key = json.loads(name[1])
        except (ValueError, RecursionError):
            continue
        if not (key in ("@context", "generator") and isinstance(value, str)):
            fields.setdefault(key, value)
    return fields


def _text_of(data: bytes) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if is_wide else "utf-8-sig", "replace")


def _whole(digits: str) -> int | None:
    try:
        return int(digits)
    except ValueError:  # too many
        return None


def _finite(digits: str) -> float | None:
    number = float(digits)
    return number if math.isfinite(number) else None


def _nothing(_: str) -> None:
    """Stand for NaN and the infinities."""
