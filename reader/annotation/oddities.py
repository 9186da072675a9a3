"""What in a set is of another type or range than it should be: it is kept, and has no effect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.annotation import color_names
from reader.annotation.earlier_texts import EARLIER, is_text
from reader.annotation.encodings import CHOICES, ENCODING
from reader.annotation.fields import RecordError, shortened
from reader.annotation.merging import heads
from reader.annotation.mv_registers import ALTERNATIVES, DELETED, HISTORY, value_of
from reader.annotation.nonce import NONCE
from reader.annotation.records import from_record
from reader.annotation.sets import DATE, PUBLISHER
from reader.annotation.tag_union import OWN_TAGS
from reader.annotation.target_records import BYTES
from reader.document.overlays import refused_words, repair_decisions, role_corrections
from reader.text.encoding import UnknownEncodingError, codec_of
from reader.text.stored import is_number, range_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reader.annotation.model import Annotation, AnnotationSet


def odd_items(records: Iterable[Any]) -> Iterator[str]:
    """Yield which of a set's items are no annotations, and why.

    Args:
        records: as parsed, in the order they stand in the file.
    """
    for index, record in enumerate(records):
        try:
            from_record(record)
        except RecordError as error:
            yield f"items[{index}]: {shortened(str(error))}"


def odd_records(annotations: AnnotationSet) -> Iterator[str]:
    """Yield what else in a set is not understood: records of overlays, and fields of its own."""
    lists = (
        (
            "reader:repairs",
            annotations.repairs,
            lambda each: repair_decisions.from_value(each) is not None,
        ),
        (
            "reader:roles",
            annotations.roles,
            lambda each: role_corrections.from_value(each) is not None,
        ),
        ("reader:refused", annotations.refused, refused_words.is_understood),
        ("reader:colors", annotations.colors, color_names.is_understood),
    )
    for name, records, is_understood in lists:
        for index, record in enumerate(records):
            yield from _odd(f"{name}[{index}]", _about_record(record, is_understood))
    about = annotations.about
    # Where something stands on the text, nothing can be made of it: whoever reads it says so.
    living = (item for item in annotations.items if not item.is_deleted)
    if not (any(item.target for item in living) or _is_encoding(about.encoding)):
        yield "about: reader:encoding"
    yield from _odd("about", _odd_fields(about.extra, _OF_ABOUT))
    for item in annotations.items:
        yield from _odd(f"items {shortened(item.id)}", _about_item(item))


def _odd(where: str, whys: Iterable[str]) -> Iterator[str]:
    return (f"{where}: {why}" for why in whys)


def _about_record(record: Any, is_understood: Callable[[Any], bool]) -> Iterator[str]:
    if not isinstance(record, dict):
        yield "not an object"
        return
    value = {name: each for name, each in record.items() if name not in (DELETED, ENCODING)}
    if not is_understood(value_of(value)):
        yield "not understood"
    yield from _odd_fields(record, _OF_RECORD)


def _about_item(item: Annotation) -> Iterator[str]:
    yield from _odd_fields(item.extra, _OF_ITEM)
    if item.target is not None:
        yield from _odd_fields(item.target.extra, _OF_TARGET)
    stored = item.extra.get(ALTERNATIVES)
    if isinstance(stored, list) and len(heads(item)) <= len(stored):
        yield f"{ALTERNATIVES}: not all are versions of it"


def _odd_fields(
    record: Mapping[str, Any], checks: Mapping[str, Callable[[Any], bool]]
) -> Iterator[str]:
    return (
        name for name, is_good in checks.items() if name in record and not is_good(record[name])
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_earlier(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_text, value))


def _is_bytes(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and range_of(*value) is not None


def _is_encoding(value: Any) -> bool:
    try:
        return _is_text(value) and bool(codec_of(value))
    except UnknownEncodingError:
        return False


_OF_ABOUT = {PUBLISHER: _is_texts, DATE: _is_text, CHOICES: is_number}
_OF_ITEM = {
    ALTERNATIVES: _is_list,
    OWN_TAGS: _is_texts,
    EARLIER: _is_earlier,
    NONCE: _is_text,
}
_OF_TARGET = {BYTES: _is_bytes}
_OF_RECORD = {HISTORY: _is_texts, ALTERNATIVES: _is_list, ENCODING: _is_encoding}
