"""Sets of annotations ⇄ the bytes of `annotations.json`.

Inverse to each other: what we wrote and read is written again byte for byte, and a set survives the
way through a file. What is damaged or hostile is refused on reading, so that it is never written
over; what is only unknown to us is carried along.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING, Any

from reader import __version__
from reader.annotation.canonical_json import to_utf8
from reader.annotation.fields import (
    DEEPEST,
    RecordError,
    as_extra,
    as_object,
    check_depth,
    check_record_depth,
    shortened,
    text_of,
)
from reader.annotation.merging import merge_all
from reader.annotation.model import SCHEMA, Annotation, AnnotationSet
from reader.annotation.records import (
    about_from_record,
    about_to_record,
    from_record,
    to_record,
)
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError
from reader.gc_pause import no_collection
from reader.text.patterns import lazy_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_GENERATOR = {"type": "Software", "name": f"Quandian {__version__}"}
_FIELDS = frozenset(
    (
        "type",
        "id",
        "reader:schema",
        "about",
        "reader:repairs",
        "reader:roles",
        "reader:refused",
        "reader:colors",
        "items",
    )
)
_PLAIN = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_PARTS_A_PIECE = 256
_INDENT = 2 * " "
_ITEM_INDENT = "\n" + 2 * _INDENT


class Encoder:
    """Encodes the successive states of one set; remembers the bytes of each annotation.

    Annotations are values: as long as one is the same object its bytes are the same.
    """

    def __init__(self) -> None:
        # Apart, for the garbage collector's sake, which looks at every pair but not at bytes.
        self._items: dict[str, Annotation] = {}
        self._bytes: dict[str, bytes] = {}

    def encode(self, annotations: AnnotationSet) -> bytes:
        """Return the contents of a file that holds the set."""
        return b"".join(self.pieces(annotations))

    def pieces(self, annotations: AnnotationSet) -> list[bytes]:
        """Return the contents of a file that holds the set, in order, in pieces.

        Putting ten thousand annotations together at once takes a hundredth of a second in which no
        other thread goes on.
        """
        items = {item.id: item for item in annotations.items}
        with no_collection():
            self._bytes = {
                id_: self._bytes[id_]
                if self._items.get(id_) is item
                else _item_bytes(to_record(item))
                for id_, item in items.items()
            }
        self._items = items
        listed = list(self._bytes.values())
        listed += [_item_bytes(value) for value in annotations.unreadable]
        head, tail = _around_items(annotations)
        end = b"\n  ]" if listed else b"]"
        parts = [head, *listed[:1], *(b"," + each for each in listed[1:]), end, tail]
        return [
            b"".join(parts[start : start + _PARTS_A_PIECE])
            for start in range(0, len(parts), _PARTS_A_PIECE)
        ]


def encode(annotations: AnnotationSet) -> bytes:
    """Return the contents of a file that holds the set."""
    return Encoder().encode(annotations)


def decode(data: bytes, path: Path) -> AnnotationSet:
    """Return the set a file holds; `path` is for the errors.

    Raises:
        AnnotationsNewerError: a newer version of this program wrote it.
        AnnotationsUnreadableError: it is damaged, or something else.
    """
    try:
        with no_collection():
            return _decode(data, path)
    except RecursionError as error:
        raise AnnotationsUnreadableError(path, "nested too deeply") from error
    except ValueError as error:  # of the syntax, a number, the encoding, a RecordError
        raise AnnotationsUnreadableError(path, shortened(str(error))) from error


def rest_of_set(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a set that this version does not know."""
    rest = {name: value for name, value in record.items() if name not in _FIELDS}
    # Who wrote the file first stays in it: devices with other versions of this program would
    # otherwise write the same annotations differently.
    for name, usual in (("@context", _CONTEXT), ("generator", _GENERATOR)):
        if rest.get(name) == usual:
            del rest[name]
    return rest


def _dumps(value: Any, line_end: str = "\n") -> str:
    """Return the text of a JSON value; a line end brings the indent of its own lines.

    As `json.dumps` with an indent, which leaves 2 KB of garbage in circles at each call.
    """
    if isinstance(value, str):
        return _quoted(value)
    if not value or not isinstance(value, dict | list | tuple):
        return _PLAIN.encode(value)
    inner = line_end + _INDENT
    if isinstance(value, dict):
        parts = [f"{inner}{_quoted(name)}: {_dumps(each, inner)}" for name, each in value.items()]
        return f"{{{','.join(parts)}{line_end}}}"
    return f"[{','.join([inner + _dumps(each, inner) for each in value])}{line_end}]"


def _item_bytes(value: Any) -> bytes:
    return to_utf8(_ITEM_INDENT + _dumps(value, _ITEM_INDENT))


def _around_items(annotations: AnnotationSet) -> tuple[bytes, bytes]:
    """Return what stands before the first item, and after the bracket behind the last."""
    rest = dict(annotations.extra)
    head = {
        "@context": rest.pop("@context", _CONTEXT),
        "type": "AnnotationSet",
        "id": annotations.id,
        "reader:schema": SCHEMA,
        "generator": rest.pop("generator", _GENERATOR),
        "about": about_to_record(annotations.about),
        "reader:repairs": list(annotations.repairs),
        "reader:roles": list(annotations.roles),
    }
    if annotations.refused:
        head["reader:refused"] = list(annotations.refused)
    if annotations.colors:
        head["reader:colors"] = list(annotations.colors)
    tail = _fields_text({name: value for name, value in rest.items() if name not in head})
    return (
        to_utf8(f'{{{_fields_text(head)},\n  "items": ['),
        to_utf8(f"{tail and ',' + tail}\n}}\n"),
    )


def _fields_text(record: dict[str, Any]) -> str:
    """Return the text of an object without its braces and last line end."""
    return _dumps(record)[1:-2] if record else ""


def _decode(data: bytes, path: Path) -> AnnotationSet:
    record = as_object(_parse(data.decode("utf-8-sig")), "file")
    if record.get("type") != "AnnotationSet" or "reader:schema" not in record:
        raise RecordError("type: not an AnnotationSet of this program")
    schema = record["reader:schema"]
    if type(schema) is not int or schema < 1:
        raise RecordError("reader:schema: not a version")
    if schema > SCHEMA:
        raise AnnotationsNewerError(path, schema)
    rest = rest_of_set(record)
    check_depth(rest)
    if "items" not in record:
        raise RecordError("items: missing")  # we always write them: the name was damaged
    items, unreadable = _items(_list(record, "items"))
    return AnnotationSet(
        id=text_of(record, "id"),
        about=about_from_record(record.get("about")),
        items=items,
        unreadable=unreadable,
        repairs=_decisions(record, "reader:repairs"),
        roles=_decisions(record, "reader:roles"),
        refused=_decisions(record, "reader:refused"),
        colors=_decisions(record, "reader:colors"),
        extra=as_extra(rest),
    )


def _items(values: Iterable[Any]) -> tuple[tuple[Annotation, ...], tuple[Any, ...]]:
    """Return the annotations in a list of JSON values, sorted by id, and the other values."""
    items: dict[str, list[Annotation]] = {}
    unreadable = []
    for value in values:
        if not isinstance(value, dict | list):  # there may be a million of them
            unreadable.append(value)
            continue
        try:
            item = from_record(value)
        except RecordError:
            check_depth(value)
            unreadable.append(value)
        else:
            items.setdefault(item.id, []).append(item)
    return tuple(merge_all(items[key]) for key in sorted(items)), tuple(unreadable)


def _decisions(record: dict[str, Any], name: str) -> tuple[Any, ...]:
    values = _list(record, name)
    for value in values:
        check_record_depth(value, DEEPEST - 1)
    return tuple(values)


def _list(record: dict[str, Any], name: str) -> list[Any]:
    value = record.get(name, [])
    if not isinstance(value, list):
        raise RecordError(f"{name}: not a list")
    return value


_ESCAPE = lazy_pattern(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair: one character
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_MAYBE_LONE = lazy_pattern(r"\\u[dD][89a-fA-F]")


def without_lone_surrogates(text: str) -> str:
    """Return JSON text with U+FFFD for escapes that are no characters and cannot be written."""
    if not _MAYBE_LONE.search(text):
        return text
    return _ESCAPE.sub(lambda escape: r"\ufffd" if escape["lone"] else escape[0], text)


def _parse(text: str) -> Any:
    return json.loads(
        without_lone_surrogates(text),
        object_pairs_hook=_unique,
        parse_constant=_refuse_constant,
        parse_float=_finite,
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name in counts if counts[name] > 1)
        raise RecordError(f"{twice}: there twice")
    return record


def _refuse_constant(name: str) -> Any:
    raise RecordError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise RecordError(f"{digits}: too large a number")
    return number
