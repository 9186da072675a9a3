"""Tags as a user writes them."""

from __future__ import annotations

import pytest

from reader.annotation.model import Annotation, Body
from reader.annotation.tags import LONGEST, cleaned, completions, parted, tags_of, with_tags


def tagged(*tags: str, deleted: str | None = None) -> Annotation:
    return Annotation(id="x", created="", modified="", body=Body(tags=tags), deleted=deleted)


@pytest.mark.parametrize(
    ("typed", "tags", "rest"),
    [
        ("", [], ""),
        ("史", [], "史"),
        ("史,", ["史"], ""),
        ("史，論、 人", ["史", "論"], " 人"),
        (" #史 ; ＃論；", ["史", "論"], ""),
        (",,、", [], ""),
        ("古 文\n今文", ["古 文"], "今文"),
        ("#", [], "#"),
    ],
)
def test_a_comma_of_any_kind_ends_a_tag(typed: str, tags: list[str], rest: str) -> None:
    assert parted(typed) == (tags, rest)


@pytest.mark.parametrize(
    ("typed", "tag"), [("  #a   b\t", "a b"), ("##", ""), ("\u3000史\u3000", "史"), ("C#", "C#")]
)
def test_a_tag_is_on_one_line(typed: str, tag: str) -> None:
    assert cleaned(typed) == tag


def test_a_tag_has_an_end() -> None:
    assert len(cleaned("字" * 10_000)) == LONGEST


@pytest.mark.parametrize("again", ["歷史", "历史", "ＡＢ", "ab"])
def test_a_tag_that_is_there_in_another_script_or_width_is_not_added(again: str) -> None:
    assert with_tags(("歷史", "AB"), [again, "人物", "人物"]) == ("歷史", "AB", "人物")


def test_those_used_most_come_first_and_alike_ones_once() -> None:
    annotations = [
        tagged("歷史", "人物"),
        tagged("歷史", "文學"),
        tagged("历史", "文學"),
        tagged("人物", "文學", deleted="2026"),
        Annotation(id="y", created="", modified=""),
    ]

    assert tags_of(annotations) == ["歷史", "文學", "人物"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["歷史", "文學史", "人物", "史料"]),
        ("史", ["史料", "歷史", "文學史"]),
        ("历", ["歷史"]),
        ("＃人", ["人物"]),
        ("沒有", []),
    ],
)
def test_what_begins_with_what_is_typed_comes_first(typed: str, offered: list[str]) -> None:
    assert completions(["歷史", "文學史", "人物", "史料"], typed, [], 9) == offered


def test_what_is_there_already_is_not_offered() -> None:
    assert completions(["歷史", "人物", "文學"], "", ["历史"], 1) == ["人物"]
