"""Whole files of annotations that are costly to read, each along one dimension."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

from tests.support.hostile import EXTREME
from tests.support.made_sets import TIME

if TYPE_CHECKING:
    from collections.abc import Callable

    Record = dict[str, Any]

_EARLIER = "reader:earlier"
_VERSIONS = "reader:alternatives"


def _dumped(record: Record, items: list[Any] | tuple[Any, ...], **fields: Any) -> bytes:
    return json.dumps({**record, "items": items, **fields}, ensure_ascii=False).encode()


def _nested(levels: int) -> Any:
    value: Any = 1
    for level in range(levels):
        value = {"a": value} if level % 2 else [value]
    return value


def _deep(record: Record, item: Record) -> bytes:
    """Every place of an item as deep as is just carried along, and one deeper."""
    places = ("x", "body", "target", _EARLIER, _VERSIONS)
    deep = [
        {**item, "id": f"urn:uuid:{n}{p}", p: _nested(n)} for n in range(50, 70) for p in places
    ]
    return _dumped(record, deep)


def _one_id(record: Record, item: Record) -> bytes:
    bodies = ({**item["body"], "value": str(number)} for number in range(3_000))
    return _dumped(record, [{**item, "body": body} for body in bodies])


def _alternatives(record: Record, item: Record) -> bytes:
    others = [{**item, "reader:history": [f"{n:012x}"], "x": n} for n in range(5_000)]
    return _dumped(record, [{**item, _VERSIONS: others}])


def _earlier(record: Record, item: Record) -> bytes:
    texts = [{"value": f"舊{number}" * 20, "modified": TIME} for number in range(20)]
    return _dumped(
        record, [{**item, "id": f"urn:uuid:{n:06}", _EARLIER: texts} for n in range(1_500)]
    )


def _odd_earlier(record: Record, item: Record) -> bytes:
    values = [each for each in EXTREME if not isinstance(each, int) or abs(each) < 10**400]
    many = [{**item, "id": f"urn:uuid:{n}", _EARLIER: each} for n, each in enumerate(values)]
    many += [{**each, "id": f"{each['id']}l", _EARLIER: [each[_EARLIER]] * 500} for each in many]
    return _dumped(record, many)


def _tombstones(record: Record, item: Record) -> bytes:
    names = ("type", "created", "modified", "motivation")
    bare = {name: item[name] for name in names} | {"reader:deleted": TIME}
    return _dumped(record, [{"id": f"urn:uuid:{n:06}", **bare} for n in range(30_000)])


def _numbers(record: Record, item: Record) -> bytes:
    digits = b"1" * 4_000
    there = _dumped(record, [item], x=["@"] * 2_000)
    return there.replace(b'"@"', digits)


def _surrogates(record: Record, item: Record) -> bytes:
    there = _dumped(record, [{**item, "body": {**item["body"], "value": "@"}}])
    return there.replace(b'"@"', b'"' + rb"\ud842\\\udfb7\u0000" * 200_000 + b'"')


def _names_twice(record: Record, item: Record) -> bytes:
    there = _dumped(record, [{**item, "id": f"urn:uuid:{n:06}"} for n in range(3_000)])
    return there.replace(b'"created"', b'"x":1,"x":2,"created"')


def _long_names(record: Record, item: Record) -> bytes:
    fields = {f"{n}{'鑰' * 20_000}": n for n in range(100)}
    return _dumped(record, [{**item, **fields}], **fields)


def _nuls(record: Record, item: Record) -> bytes:
    there = _dumped(record, [{**item, "id": f"urn:uuid:{n:06}"} for n in range(3_000)])
    return there.replace(b"modified", b"modi\0fied") + b"\0" * 1_000_000


def _marks_of_order(record: Record, item: Record) -> bytes:
    return codecs.BOM_UTF8 * 3 + _dumped(record, [item] * 10)


def _utf_16(record: Record, item: Record) -> bytes:
    many = [{**item, "id": f"urn:uuid:{n:06}"} for n in range(5_000)]
    return _dumped(record, many).decode().encode("utf-16")


def _odd_types(record: Record, item: Record) -> bytes:
    """Every field of an item with a value of every type; many times over."""
    odd = [each for each in EXTREME if each not in (10**400, -(10**400))]
    return _dumped(record, [{**item, name: each} for name in item for each in odd] * 10)


FILES: dict[str, Callable[[Record, Record], bytes]] = {
    "deep": _deep,
    "one id": _one_id,
    "alternatives": _alternatives,
    "earlier texts": _earlier,
    "earlier texts of any type": _odd_earlier,
    "tombstones": _tombstones,
    "long numbers": _numbers,
    "lone surrogates": _surrogates,
    "names twice": _names_twice,
    "long names": _long_names,
    "NULs": _nuls,
    "marks of byte order": _marks_of_order,
    "UTF-16": _utf_16,
    "fields of any type": _odd_types,
}
"""From a set's object without items, and an item of one."""
