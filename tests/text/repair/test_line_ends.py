from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.analysis import with_repairs
from reader.importers import import_bytes
from reader.text.repair import apply_repairs, find_before_canonical, find_damage, line_ends
from reader.text.source_text import canonical_text

LINES = ("渡船記", "　　水退以後，石頭露了出來。", "　　他說今年的雨水少。", "　　天就黑了。")
ENDS = [
    "\r",
    "\r\n",
    "\r\r\n",
    "\n\r",
    "\u2028",
    "\u2029",
    "\x85",
    "\v",
    "\f",
    "\x1c",
    "\x1d",
    "\x1e",
]


def shown(text: str) -> list[str]:
    document = import_bytes(text.encode(), Path("text.txt"))
    return [document.repaired_part(block.range)[0] for block in document.blocks]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_every_sign_for_a_line_end_ends_a_line(end: str) -> None:
    assert shown(end.join(LINES) + end) == [line.strip() for line in LINES]


def test_they_may_be_mixed_and_doubled() -> None:
    text = "".join(
        line + end for line, end in zip(LINES, ("\v\v", "\n\f", " \u2028\n", ""), strict=True)
    )

    assert shown(text) == [line.strip() for line in LINES]
    assert shown("\f" + text + "\f\f") == [line.strip() for line in LINES]


@pytest.mark.parametrize("end", ["\v", "\f", "\x1e", "\x85"], ids=ascii)
def test_the_source_text_stays_as_it_was_and_the_line_ends_can_be_taken_out(end: str) -> None:
    document = import_bytes(end.join(LINES).encode(), Path("text.txt"))

    assert document.source.text == "".join(LINES)
    assert [(r.rule, r.before, r.after) for r in document.repairs] == [("line-end", "", "\n")] * 3
    assert with_repairs(document, ()).repaired[0] == "".join(LINES)


def test_places_are_counted_in_canonical_form() -> None:
    raw = "\ufeff天\x01地\r\n\ufeff玄\v黃\x00宇\f\n宙\x1e洪"

    text = canonical_text(raw)
    found = line_ends.find_before_canonical(raw)

    assert apply_repairs(text, found)[0] == canonical_text(
        raw.replace("\v", "\n").replace("\x1e", "\n")
    )


def test_next_line_among_misread_bytes_is_one_of_them() -> None:
    assert not line_ends.find_before_canonical("å¤©ä¸\x8bç\x9a\x85æ°´")


def test_a_long_run_of_white_space_is_looked_at_once() -> None:
    raw = "天" + " " * 200_000 + "\v" + "\t \n" * 100_000

    assert not line_ends.find_before_canonical(raw)


@given(st.text("甲乙。 \x00\x0b\x0c\x85\u2028\r\n\ufeff", max_size=12))
def test_beside_whatever_else_is_repaired_they_fit_together(raw: str) -> None:
    source = canonical_text(raw)

    repairs = find_damage(source, find_before_canonical(raw)).repairs

    repaired, offsets = apply_repairs(source, repairs)
    assert offsets.target_length == len(repaired)
