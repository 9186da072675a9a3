from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from reader.annotation.model import About, Annotation, AnnotationSet, Body, Motivation, Target
from reader.errors import AnnotationsNewerError, AnnotationsUnreadableError
from reader.paths import RESOURCES
from reader.storage.codec import Encoder, decode, encode
from reader.text.offsets import TextRange
from tests.support.made_sets import notes

PATH = Path("annotations.json")
DIGEST = "sha256:" + 64 * "a"

EXAMPLE = """\
{
  "@context": "http://www.w3.org/ns/anno.jsonld",
  "type": "AnnotationSet",
  "id": "urn:uuid:0c7d8f3e-52b1-5e06-8d44-b1a2c3d4e5f6",
  "reader:schema": 1,
  "generator": {
    "type": "Software",
    "name": "Quandian 0.1.0"
  },
  "about": {
    "dc:title": "過橋",
    "dc:creator": [
      "橋邊人"
    ],
    "dc:format": "text/plain",
    "dc:language": "zh-Hant",
    "reader:source": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "reader:encoding": "utf-8",
    "reader:text": {
      "canon": 1,
      "length": 905
    }
  },
  "reader:repairs": [],
  "reader:roles": [],
  "items": [
    {
      "id": "urn:uuid:019a6b10-04d2-7b3c-9e21-66f0a1c2d3e4",
      "type": "Annotation",
      "motivation": "commenting",
      "created": "2025-03-09T06:41:08.250Z",
      "modified": "2025-03-10T14:02:37.600Z",
      "body": {
        "type": "TextualBody",
        "value": "數到第三步才有風",
        "format": "text/markdown",
        "color": "blue",
        "highlight": "dots",
        "tags": [
          "停頓"
        ]
      },
      "target": {
        "source": "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "selector": [
          {
            "type": "TextPositionSelector",
            "start": 233,
            "end": 241
          },
          {
            "type": "TextQuoteSelector",
            "prefix": "走到橋中間，",
            "exact": "河風從𠮷字旗下過",
            "suffix": "吹來。"
          }
        ],
        "meta": {
          "headings": [
            {
              "level": 1,
              "txt": "橋上"
            }
          ]
        }
      },
      "reader:quote": "河風從𠮷字旗下過",
      "reader:history": [
        "4f0b6a92d7e1"
      ]
    },
    {
      "id": "urn:uuid:019a6b2f-7777-7c4d-8f10-1234567890ab",
      "type": "Annotation",
      "created": "2025-03-09T06:41:08.250Z",
      "modified": "2025-03-10T14:02:37.600Z",
      "reader:deleted": "2025-03-10T14:02:37.600Z",
      "reader:history": [
        "4f0b6a92d7e1"
      ]
    }
  ]
}
"""
"""What we write, to the byte."""


def test_reads_all_fields() -> None:
    annotations = decode(EXAMPLE.encode(), PATH)
    note, tombstone = annotations.items

    assert annotations.about.title == "過橋"
    assert annotations.about.text_length == 905
    assert note.motivation is Motivation.COMMENTING
    assert note.note == "數到第三步才有風"
    assert note.body is not None
    assert note.body.tags == ("停頓",)
    assert note.target is not None
    assert note.target.range == TextRange(233, 241)
    assert note.target.headings == ((1, "橋上"),)
    assert note.history == ("4f0b6a92d7e1",)
    assert tombstone.is_deleted


def test_unchanged_file_is_written_the_same() -> None:
    assert encode(decode(EXAMPLE.encode(), PATH)).decode() == EXAMPLE


def test_example_follows_the_schema() -> None:
    schema = json.loads((RESOURCES / "schema" / "annotations.schema.json").read_text("utf-8"))

    assert Draft202012Validator(schema).is_valid(json.loads(EXAMPLE))


def test_empty_set_is_written_in_the_same_layout() -> None:
    data = json.loads(EXAMPLE)
    data["items"] = []

    written = encode(decode(json.dumps(data).encode(), PATH)).decode()

    assert written == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def test_items_are_sorted_by_id() -> None:
    data = json.loads(EXAMPLE)
    data["items"].reverse()

    assert encode(decode(json.dumps(data).encode(), PATH)).decode() == EXAMPLE


def test_unknown_fields_of_every_level_survive() -> None:
    data = json.loads(EXAMPLE)
    item = data["items"][0]
    places = [
        data, data["generator"], data["about"], data["about"]["reader:text"], item, item["body"],
        item["target"], item["target"]["selector"][0], item["target"]["selector"][1],
        item["target"]["meta"], item["target"]["meta"]["headings"][0], data["items"][1],
    ]  # fmt: skip
    for number, place in enumerate(places):
        place["x:unknown"] = {"n": [number, None, 1.5, {"deep": "深"}]}
    item["target"]["selector"].insert(1, {"type": "FragmentSelector", "value": "xyz"})
    item["target"]["selector"].append({"no": "type"})
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    annotations = decode(text.encode(), PATH)

    assert encode(annotations).decode() == text
    edited = replace(annotations, items=(replace(annotations.items[0], quote="改"),))
    assert encode(edited).decode().count("x:unknown") == len(places) - 1


def test_generator_that_made_the_file_stays() -> None:
    text = EXAMPLE.replace("Quandian 0.1.0", "Quandian 0.0.9")

    assert encode(decode(text.encode(), PATH)).decode() == text


@pytest.mark.parametrize(
    "broken",
    [
        {"type": "Annotation", "id": "urn:uuid:1"},
        {"motivation": "shouting"},
        {"target": None},
        {"target": {"source": "sha256:…", "selector": []}},
        {"target": {"source": "s", "selector": {"type": "TextPositionSelector"}}},
        {"created": "yesterday"},
        {"modified": 5},
        {"id": None},
        {"reader:history": "4f0b6a92d7e1"},
        {"body": "a plain string"},
        {"body": {"type": "TextualBody", "tags": [1]}},
    ],
)
def test_items_we_do_not_understand_are_kept_as_they_were(broken: dict[str, Any]) -> None:
    data = json.loads(EXAMPLE)
    record = broken if broken.get("id") else data["items"][0] | broken
    data["items"] = [data["items"][1], record]
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    annotations = decode(text.encode(), PATH)

    assert annotations.unreadable == (record,)
    assert len(annotations.items) == 1
    assert encode(annotations).decode() == text


@pytest.mark.parametrize("value", [None, 7, "text", [], [[]], True, {"a": 1}])
def test_items_of_any_type_are_kept(value: Any) -> None:
    data = json.loads(EXAMPLE) | {"items": [value]}

    assert json.loads(encode(decode(json.dumps(data).encode(), PATH)))["items"] == [value]


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 2), (5, 4), (1.0, 2), (True, 2), ("1", 2), (0, 2**31), (0, 10**100)]
)
def test_items_with_impossible_positions_are_not_annotations(start: object, end: object) -> None:
    data = json.loads(EXAMPLE)
    data["items"][0]["target"]["selector"][0] |= {"start": start, "end": end}

    annotations = decode(json.dumps(data).encode(), PATH)

    assert len(annotations.items) == len(annotations.unreadable) == 1


def test_versions_under_one_id_are_merged() -> None:
    data = json.loads(EXAMPLE)
    duplicate = json.loads(EXAMPLE)["items"][0]
    duplicate["body"]["value"] = "另一個想法"
    data["items"].append(duplicate)

    written = encode(decode(json.dumps(data).encode(), PATH)).decode()

    assert "數到第三步才有風" in written
    assert "另一個想法" in written


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Expecting value"),
        ("{", "Expecting"),
        ("[]", "not an object"),
        ("null", "not an object"),
        ('{"type": "AnnotationSet"}', "not an AnnotationSet"),
        ('{"type": "Playlist", "reader:schema": 1}', "not an AnnotationSet"),
        (EXAMPLE[:-30], "Unterminated"),
        (EXAMPLE + "{}", "Extra data"),
        (EXAMPLE.replace("905", "NaN"), "NaN"),
        (EXAMPLE.replace("905", "-Infinity"), "Infinity"),
        (EXAMPLE.replace('"reader:roles": []', '"x": 1e999'), "too large"),
        (EXAMPLE.replace('"reader:roles": []', '"x": ' + 5000 * "9"), "limit"),
        (EXAMPLE.replace('"reader:roles": []', '"type": "AnnotationSet"'), "type: there twice"),
        (EXAMPLE.replace('"reader:roles": []', f'"x": {"[" * 70}{"]" * 70}'), "nested"),
        (EXAMPLE.replace('"reader:roles": []', f'"reader:roles": {"[" * 70}{"]" * 70}'), "nested"),
        (EXAMPLE.replace('"reader:roles": []', f'"x": {"[" * 99999}{"]" * 99999}'), "nested"),
        (EXAMPLE.replace('"items": [', f'"items": [{"[" * 70}{"]" * 70},'), "nested"),
        (EXAMPLE.replace('"reader:roles": []', '"reader:roles": 5'), "reader:roles"),
        (EXAMPLE.replace('"canon": 1', '"canon": 2'), "canonical form"),
        (EXAMPLE.replace('"reader:schema": 1', '"reader:schema": "1"'), "reader:schema"),
        (EXAMPLE.replace('"reader:schema": 1', '"reader:schema": 0'), "reader:schema"),
    ],
)
def test_damaged_and_hostile_files_are_refused(text: str, reason: str) -> None:
    with pytest.raises(AnnotationsUnreadableError, match=reason) as caught:
        decode(text.encode(), PATH)

    assert caught.value.path == PATH


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(AnnotationsUnreadableError, match="utf-8"):
        decode(EXAMPLE.encode("utf-16"), PATH)


def test_file_cut_anywhere_is_refused() -> None:
    data = EXAMPLE.encode()

    for length in range(len(data) - 1):  # the last line end alone may be missing
        with pytest.raises(AnnotationsUnreadableError):
            decode(data[:length], PATH)


def test_newer_schema_is_refused_as_such() -> None:
    with pytest.raises(AnnotationsNewerError) as caught:
        decode(EXAMPLE.replace('"reader:schema": 1', '"reader:schema": 999').encode(), PATH)

    assert caught.value.schema == 999


def test_byte_order_mark_is_tolerated() -> None:
    assert decode(b"\xef\xbb\xbf" + EXAMPLE.encode(), PATH) == decode(EXAMPLE.encode(), PATH)


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\ud842", "\ufffd"),
        (r"\uD842\u0041", "\ufffdA"),
        (r"\udfb7\ud842", "\ufffd\ufffd"),
        (r"\ud842\udfb7", "𠮷"),
        (r"\\ud842", r"\ud842"),
        (r"\\\ud842", "\\\ufffd"),
    ],
)
def test_lone_surrogates_are_replaced(escaped: str, text: str) -> None:
    annotations = decode(EXAMPLE.replace("數到第三步才有風", escaped).encode(), PATH)

    assert annotations.items[0].note == text
    assert decode(encode(annotations), PATH) == annotations


def test_lone_surrogate_in_memory_does_not_stop_saving() -> None:
    annotations = decode(EXAMPLE.replace("數到第三步才有風", "X").encode(), PATH)
    item = replace(annotations.items[0], body=Body(value="a\ud842b"))

    written = encode(replace(annotations, items=(item,)))

    assert decode(written, PATH).items[0].note == "a\ufffdb"


def test_encoder_gives_what_encoding_afresh_gives() -> None:
    annotations = decode(EXAMPLE.encode(), PATH)
    encoder = Encoder()
    encoder.encode(annotations)
    edited = replace(annotations.items[0], quote="改")

    for items in [(edited, *annotations.items[1:]), (edited,), (), annotations.items]:
        state = replace(annotations, items=items)
        assert encoder.encode(state) == encode(state)


@pytest.mark.parametrize("count", [0, 1, 2, 255, 256, 257, 1000])
def test_pieces_make_up_the_file_and_none_is_large(count: int) -> None:
    annotations = notes(count)

    pieces = Encoder().pieces(annotations)

    assert decode(b"".join(pieces), PATH) == annotations
    # Putting one together is what other threads wait for.
    assert all(len(piece) < 256 * 1024 for piece in pieces)


# Properties

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | TEXTS
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
UNKNOWN = st.dictionaries(TEXTS.map("x:{}".format), JSON, max_size=2)
EXTRAS = UNKNOWN.map(MappingProxyType)
TIMES = st.datetimes().map(lambda time: time.isoformat(timespec="milliseconds") + "Z")
IDS = st.uuids().map("urn:uuid:{}".format)
HISTORIES = st.lists(st.from_regex(r"[0-9a-f]{12}", fullmatch=True), max_size=3).map(tuple)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    start, length = draw(st.integers(0, 999)), draw(st.integers(0, 99))
    headings = draw(st.lists(st.tuples(st.integers(0, 6), TEXTS), max_size=2).map(tuple))
    extra: dict[str, Any] = draw(UNKNOWN)
    if draw(st.booleans()):
        extra["selector"] = [
            {"type": "TextQuoteSelector"} | draw(UNKNOWN),
            {"x:foreign": 1} | draw(UNKNOWN),
            {"type": "TextPositionSelector"} | draw(UNKNOWN),
        ]
    if meta := draw(UNKNOWN):
        extra["meta"] = meta
        if headings:
            extra["meta"]["headings"] = [{"x:heading": 1} | draw(UNKNOWN) for _ in headings]
    return Target(
        source=DIGEST,
        range=TextRange(start, start + length),
        exact=draw(TEXTS),
        prefix=draw(TEXTS),
        suffix=draw(TEXTS),
        headings=headings,
        extra=MappingProxyType(extra),
    )


BODIES = st.builds(
    Body, value=TEXTS, color=TEXTS, highlight=TEXTS, tags=st.lists(TEXTS).map(tuple), extra=EXTRAS
)
LIVE = st.builds(
    Annotation,
    id=IDS,
    created=TIMES,
    modified=TIMES,
    motivation=st.sampled_from(Motivation),
    body=st.none() | BODIES,
    target=targets(),
    quote=TEXTS,
    history=HISTORIES,
    extra=EXTRAS,
)
DELETED = st.builds(
    Annotation,
    id=IDS,
    created=TIMES,
    modified=TIMES,
    deleted=TIMES,
    history=HISTORIES,
    extra=EXTRAS,
)
ABOUTS = st.builds(
    About,
    title=TEXTS,
    creators=st.lists(TEXTS, max_size=2).map(tuple),
    source=st.just(DIGEST),
    text_length=st.integers(0, 10**6),
    extra=EXTRAS,
)
SETS = st.builds(
    AnnotationSet,
    id=IDS,
    about=ABOUTS,
    items=st.lists(LIVE | DELETED, max_size=3, unique_by=lambda item: item.id).map(
        lambda items: tuple(sorted(items, key=lambda item: item.id))
    ),
    unreadable=st.lists(JSON, max_size=2).map(tuple),
    repairs=st.lists(JSON, max_size=1).map(tuple),
    roles=st.lists(JSON, max_size=1).map(tuple),
    extra=EXTRAS,
)


@settings(max_examples=80, deadline=None)
@given(SETS)
def test_set_survives_the_way_through_a_file(annotations: AnnotationSet) -> None:
    data = encode(annotations)

    assert decode(data, PATH) == annotations
    assert encode(decode(data, PATH)) == data


@settings(max_examples=50, deadline=None)
@given(SETS)
def test_layout_is_that_of_the_standard_library(annotations: AnnotationSet) -> None:
    text = encode(annotations).decode()

    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_flipped_bytes_are_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(EXAMPLE.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    try:
        annotations = decode(bytes(raw), PATH)
    except (AnnotationsUnreadableError, AnnotationsNewerError):
        return
    assert decode(encode(annotations), PATH) == annotations
