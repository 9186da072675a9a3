"""Annotations ⇄ the JSON objects they are stored as, and the name of one version of an annotation.

Known fields come first and in one order, those that are empty are left out, and the fields we do
not know follow, at the level where they stood.
"""

from __future__ import annotations

from typing import Any

from reader.annotation.earlier_texts import EARLIER, within_bounds
from reader.annotation.fields import (
    RecordError,
    as_extra,
    as_object,
    number_of,
    rest_of,
    text_of,
    texts_of,
    time_of,
    with_rest,
)
from reader.annotation.model import COLORS, STYLES, About, Annotation, Body, Motivation
from reader.annotation.mv_registers import hash_of
from reader.annotation.target_records import target_from_record, target_to_record

ITEM_FIELDS = frozenset((
    "id", "type", "motivation", "created", "modified", "body", "target",
    "reader:quote", "reader:deleted", "reader:history",
))  # fmt: skip
_BODY_FIELDS = frozenset(("type", "value", "format", "color", "highlight", "tags"))
_ABOUT_FIELDS = frozenset((
    "dc:title", "dc:creator", "dc:format", "dc:language",
    "reader:source", "reader:encoding", "reader:text",
))  # fmt: skip
_TEXT_FIELDS = frozenset(("canon", "length"))


def to_record(annotation: Annotation) -> dict[str, Any]:
    """Return the JSON object of an annotation."""
    record: dict[str, Any] = {"id": annotation.id, "type": "Annotation"}
    if not annotation.is_deleted or annotation.motivation is not Motivation.HIGHLIGHTING:
        record["motivation"] = annotation.motivation.value
    record["created"] = annotation.created
    record["modified"] = annotation.modified
    if annotation.body is not None:
        record["body"] = _body_to_record(annotation.body)
    if annotation.target is not None:
        record["target"] = target_to_record(annotation.target)
    if annotation.quote:
        record["reader:quote"] = annotation.quote
    if annotation.deleted is not None:
        record["reader:deleted"] = annotation.deleted
    if annotation.history:
        record["reader:history"] = list(annotation.history)
    return with_rest(record, annotation.extra)


def from_record(value: Any) -> Annotation:
    """Return the annotation a JSON value describes.

    Raises:
        RecordError: it describes none.
    """
    record = as_object(value, "annotation")
    if record.get("type") != "Annotation":
        raise RecordError("type: not Annotation")
    body, target = record.get("body"), record.get("target")
    deleted = record.get("reader:deleted")
    if deleted is None and (target is None or "motivation" not in record):
        raise RecordError("target or motivation: missing")
    rest = rest_of(record, ITEM_FIELDS)
    if EARLIER in rest:
        rest[EARLIER] = within_bounds(rest[EARLIER])
    try:
        motivation = Motivation(record.get("motivation", Motivation.HIGHLIGHTING))
    except ValueError as error:
        raise RecordError(f"motivation: {error}") from error
    return Annotation(
        id=text_of(record, "id"),
        created=time_of(record, "created"),
        modified=time_of(record, "modified"),
        motivation=motivation,
        body=None if body is None else _body_from_record(body),
        target=None if target is None else target_from_record(target),
        quote=text_of(record, "reader:quote", ""),
        deleted=None if deleted is None else time_of(record, "reader:deleted"),
        history=texts_of(record, "reader:history"),
        extra=as_extra(rest),
    )


def about_to_record(about: About) -> dict[str, Any]:
    """Return the JSON object of what a set is about."""
    rest = dict(about.extra)
    text = with_rest({"canon": 1, "length": about.text_length}, rest.pop("reader:text", {}))
    record = {
        "dc:title": about.title,
        "dc:creator": list(about.creators),
        "dc:format": about.format,
        "dc:language": about.language,
        "reader:source": about.source,
        "reader:encoding": about.encoding,
        "reader:text": text,
    }
    return with_rest(record, rest)


def about_from_record(value: Any) -> About:
    """Return what a set is about from its JSON object.

    Raises:
        RecordError: it is no such object, or counts the text in a canonical form that is not ours.
    """
    record = as_object(value, "about")
    text = as_object(record.get("reader:text", {}), "reader:text")
    if number_of(text, "canon", 1) != 1:
        raise RecordError("reader:text: another canonical form")
    rest = rest_of(record, _ABOUT_FIELDS)
    if unknown := rest_of(text, _TEXT_FIELDS):
        rest["reader:text"] = unknown
    return About(
        title=text_of(record, "dc:title", ""),
        creators=texts_of(record, "dc:creator"),
        format=text_of(record, "dc:format", "text/plain"),
        language=text_of(record, "dc:language", "zh"),
        source=text_of(record, "reader:source", ""),
        encoding=text_of(record, "reader:encoding", "utf-8"),
        text_length=number_of(text, "length", 0),
        extra=as_extra(rest),
    )


def version_hash(annotation: Annotation) -> str:
    """Return the 12 hexadecimal digits that name this version of an annotation.

    They cover all of it but what its note said earlier, to which other devices may add.
    """
    record = to_record(annotation)
    record.pop(EARLIER, None)
    return hash_of(record)


def former_hash(annotation: Annotation) -> str:
    """Return the name of a version among programs that do not know of earlier texts."""
    return hash_of(to_record(annotation))


def _body_to_record(body: Body) -> dict[str, Any]:
    record = {
        "type": "TextualBody",
        "value": body.value,
        "format": body.format,
        "color": body.color,
        "highlight": body.highlight,
        "tags": list(body.tags),
    }
    return with_rest(record, body.extra)


def _body_from_record(value: Any) -> Body:
    record = as_object(value, "body")
    if record.get("type") != "TextualBody":
        raise RecordError("body: not a TextualBody")
    return Body(
        value=text_of(record, "value", ""),
        format=text_of(record, "format", "text/markdown"),
        color=text_of(record, "color", COLORS[0]),
        highlight=text_of(record, "highlight", STYLES[0]),
        tags=texts_of(record, "tags"),
        extra=as_extra(rest_of(record, _BODY_FIELDS)),
    )
