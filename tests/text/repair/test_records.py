"""Records are never joined, of whatever kind and however many."""

from __future__ import annotations

import random

import pytest

from reader.text.repair import apply_repairs, find_repairs, page_break, rewrap, split_words
from tests.support.understanding import understood
from tests.text.repair.prose import RECORDS, Prose, record

JOINING = {rewrap.NAME, page_break.NAME, split_words.NAME}


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("count", [5, 20, 60, 200])
def test_no_record_is_joined_to_another(kind: str, count: int) -> None:
    for seed in range(5):
        rng = random.Random(f"{kind} {count} {seed}")  # noqa: S311 - not for secrets
        lines = [record(kind, rng, number) for number in range(count)]
        text = "某某清單\n\n" + "\n".join(lines) + "\n"

        assert not [repair for repair in find_repairs(text) if repair.rule in JOINING]


@pytest.mark.parametrize(
    "label", ["{0}. ", "{0}、", "{0}：", "({0}) ", "{1}) ", "{2}", "{3}）", "{3} "]
)
@pytest.mark.parametrize("cut", ["", "。"])
def test_choices_under_a_question_are_not_joined(label: str, cut: str) -> None:
    lines = []
    for number in range(1, 5):
        lines.append(f"{number}. 下面关于某某海盐的说法正确的是哪一项")
        for place, words in enumerate(("洋布与桐油都由水路", "火柴与海盐各走陆路") * 2):
            choice = label.format("ABCD"[place], "abcd"[place], "①②③④"[place], place + 1)
            lines.append(choice + words + cut + "运往上游各埠商号")

    joined = [repair for repair in find_repairs("\n".join(lines)) if repair.rule in JOINING]

    assert not joined


@pytest.mark.parametrize("kind", RECORDS)
def test_each_record_is_a_block(kind: str) -> None:
    rng = random.Random(kind)  # noqa: S311 - not for secrets
    lines = [record(kind, rng, number) for number in range(30)]
    text = "某某清單\n\n" + "\n".join(lines) + "\n"

    document = understood(text)

    assert len(document.blocks) == 31


@pytest.mark.parametrize("width", [60, 76, 90])
def test_lines_of_a_program_in_wrapped_notes_are_not_joined(width: int) -> None:
    prose = Prose(f"notes {width}")
    lines, code = [], []
    for number in range(12):
        lines += prose.wrapped(prose.paragraph(14, mixed=True), width)
        name = f"get_{'abcdefghijkl'[number]}"
        for end in (");", ") {", "};"):
            declared = f"int {name}(const char *restrict path, struct stat *restrict to, int n"
            code.append(f"{declared[: width - len(end) - number % 3]}{end}")
            lines.append(code[-1])
    lines += ["+------+-------------+--------+", *prose.wrapped(prose.paragraph(6), width)]

    shown, _ = apply_repairs(text := "\n".join(lines) + "\n", find_repairs(text))

    assert set(code) <= set(shown.split("\n"))
    assert len(shown.split("\n")) < len(lines)
