"""The one text of a JSON value, and its bytes."""

from __future__ import annotations

import json
from typing import Any

from reader.text.patterns import lazy_pattern

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_SURROGATE = lazy_pattern("[\ud800-\udfff]")


def canonical_json(value: Any) -> str:
    """Return the one JSON text of a value, whatever the order of its keys: to hash and compare."""
    return _CANONICAL.encode(value)


def to_utf8(text: str) -> bytes:
    """Encode, with lone surrogates replaced: they come in from outside and cannot be written."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()
