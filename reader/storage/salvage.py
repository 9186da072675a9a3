"""Reading what is left of a damaged annotations file.

An annotation is an object in the text of the file, and does not need the rest of it to be
understood. So from every brace at which an object can begin one is parsed; what comes out whole is
kept, wherever the damage is. Where a bracket is lost, what follows seems to lie inside an
annotation; but none of ours has another in it than its own versions.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from reader.annotation.fields import DEEPEST, RecordError, as_extra, check_record_depth
from reader.annotation.merging import merge
from reader.annotation.model import About, Annotation, AnnotationSet
from reader.annotation.records import about_from_record
from reader.gc_pause import no_collection
from reader.storage.codec import without_lone_surrogates
from reader.storage.loose_json import STRING, LooseParser, unquoted
from reader.storage.whole_records import WholeRecords
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

_OBJECT = lazy_pattern(r'\{\s*"')
_ITEM = lazy_pattern(
    r'\{\s*"id"\s*:\s*"(?P<id>urn:uuid:[^"\\\s]{1,64}'
    r'|[^"\\\s]{1,256}(?="\s*,\s*"type"\s*:\s*"Annotation"))"'
)
"""How an annotation begins in the files we write."""
_LISTED = "\n    "
"""What stands before an item in the files we write."""
_FIELD = lazy_pattern(rf"\n  (?P<name>{STRING})\s*:")
"""The name of a field of the set, in the files we write."""
_MODIFIED = lazy_pattern(r'"modified"\s*:\s*"(?P<time>[^"\\]{1,64})"')
_SET_ID = lazy_pattern(r'"type"\s*:\s*"AnnotationSet"\s*,\s*"id"\s*:\s*"(?P<id>[^"\\\s]{1,128})"')
_SEPARATOR = lazy_pattern(r"\s*,?\s*")
_ABOUT = lazy_pattern(r'"about"\s*:')
_LISTS = ("reader:repairs", "reader:roles", "reader:refused", "reader:colors")
_MOST_SPENT = 2
"""How often the length of a text may be spent on fields of the set that are not whole."""


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
    """Fields of the set that this version does not know."""
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

    Raises:
        BeyondSalvageError: so much of it is damaged that it would take too long.
    """
    text = without_lone_surrogates(_text_of(data))
    found = WholeRecords()
    with no_collection():
        parser = LooseParser(text)
        _scan(text, parser, found)
        if parser.is_ambiguous:
            # Either value of a name that is there twice may be what was written: both are kept.
            parser.keeps_last = False
            _scan(text, parser, found)
            parser.keeps_last = True
        found.take_fields(_fields(text, parser))
        lists = {name: _elements(text, parser, name) for name in _LISTS}
    return Salvaged(
        set_id=found.set_id or _set_id(text),
        about=found.about or _about(text, parser),
        items=tuple(item for _, item in sorted({**found.remnants, **found.items}.items())),
        unreadable=tuple(found.unreadable[key] for key in sorted(found.unreadable)),
        repairs=lists["reader:repairs"],
        roles=lists["reader:roles"],
        refused=lists["reader:refused"],
        colors=lists["reader:colors"],
        extra=found.extra,
        broken={id_: time for id_, time in sorted(found.broken.items()) if id_ not in found.items},
    )


def _scan(text: str, parser: LooseParser, found: WholeRecords) -> None:
    """Parse an object at every brace that is in no object parsed before."""
    position = 0
    while start := _OBJECT.search(text, position):
        parsed = parser.parse(start.start())
        position = parsed.end
        for brace, value in parsed.objects:
            found.take(value, is_listed=text[max(0, brace - len(_LISTED)) : brace] == _LISTED)
        for brace in parsed.broken:
            if broken := _ITEM.match(text, brace):
                found.broken[broken["id"]] = _modified(text, broken.end())


def _modified(text: str, position: int) -> str | None:
    """Return when the annotation that is broken there was modified, if that can be read."""
    following = _ITEM.search(text, position)
    found = _MODIFIED.search(text, position, following.start() if following else len(text))
    return found["time"] if found else None


def _set_id(text: str) -> str | None:
    found = _SET_ID.search(text)
    return found["id"] if found else None


def _about(text: str, parser: LooseParser) -> About | None:
    start = _ABOUT.search(text)
    try:
        return about_from_record(parser.parse(start.end()).value if start else None)
    except RecordError:
        return None


def _elements(text: str, parser: LooseParser, name: str) -> tuple[Any, ...]:
    """Return the elements of a list in the head of the file, up to the first damaged one."""
    start = re.search(rf'"{name}"\s*:\s*\[\s*', text)
    position = start.end() if start else len(text)
    elements: list[Any] = []
    while position < len(text) and text[position] != "]":
        parsed = parser.parse(position)
        if not parsed.is_whole or _is_too_deep(parsed.value):
            break
        elements.append(parsed.value)
        separator = _SEPARATOR.match(text, parsed.end)
        position = separator.end() if separator else parsed.end
    return tuple(elements)


def _is_too_deep(value: Any) -> bool:
    try:
        check_record_depth(value, DEEPEST - 1)
    except RecordError:
        return True
    return False


def _fields(text: str, parser: LooseParser) -> dict[str, Any]:
    """Return the fields of a set that can be read, of each the first.

    Who wrote the file is not among them where it is only a name: that may be what was damaged.
    """
    fields: dict[str, Any] = {}
    position, spent = 0, 0
    while name := _FIELD.search(text, position):
        parsed = parser.parse(name.end())
        # What is not whole is looked into for more fields, but not again and again.
        spent += 0 if parsed.is_whole else parsed.end - name.end()
        is_done_with = parsed.is_whole or spent > _MOST_SPENT * len(text)
        position = parsed.end if is_done_with else name.end()
        key = unquoted(name[1]) if parsed.is_whole else None
        if key is None or (key in ("@context", "generator") and isinstance(parsed.value, str)):
            continue
        fields.setdefault(key, parsed.value)
    return fields


def _text_of(data: bytes) -> str:
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if is_wide else "utf-8-sig", "replace")
