"""Lines set from made-up measures: Han characters are 20 pixels, others 10, marks half blank."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.gui.page.balanced_lines import balanced
from reader.gui.page.line_breaking import broken
from reader.gui.page.line_setting import SetLine, set_lines
from reader.gui.page.measured_text import LineOptions, MeasuredText
from reader.gui.page.punctuation_kerning import OPENING, Blank

EM = 20.0


def measured(text: str, ems: float, **options: object) -> MeasuredText:
    def blank_of(offset: int) -> Blank:
        return Blank(EM / 2, 0.0) if text[offset] in OPENING else Blank(0.0, EM / 2)

    advances = [0.0 if c == "\n" else EM / 2 if c.isascii() else EM for c in text]
    given_options = {"measure": ems * EM, "justified": True} | options
    return MeasuredText(text, advances, blank_of, em=EM, options=LineOptions(**given_options))  # type: ignore[arg-type]


def shown(text: str, ems: float, **options: object) -> list[str]:
    return [text[start:end] for start, end in broken(measured(text, ems, **options))]


def lines(text: str, ems: float, **options: object) -> list[SetLine]:
    return set_lines(measured(text, ems, **options))


def steps(line: SetLine) -> list[float]:
    return [second - first for first, second in pairwise(line.edges)]


@pytest.mark.parametrize(
    ("text", "ems", "expected"),
    [
        # What never begins a line, what never ends one.
        ("燈下翻書，窗外", 4, ["燈下翻", "書，窗外"]),
        ("燈下翻「書」窗外", 4, ["燈下翻", "「書」", "窗外"]),
        ("他說“好”“不好”啊", 3, ["他說", "“好”", "“不好”", "啊"]),
        ("他說「好」「不好」啊", 3, ["他說", "「好」", "「不好」", "啊"]),
        # What is never parted.
        ("一二三四……五六", 5, ["一二三四", "……五六"]),
        ("一二三四——五六", 5, ["一二三四", "——五六"]),
        ("寫於一九九2024年冬天", 7, ["寫於一九九", "2024年冬天"]),
        ("一二三第12章燈下", 4, ["一二三", "第12章", "燈下"]),
        ("一二 reading 三四", 4, ["一二 ", "reading ", "三四"]),
        ("用了 10 km 路程啊", 4, ["用了 ", "10 km 路", "程啊"]),
        ("燈下翻書[1]。窗外", 4.5, ["燈下翻", "書[1]。", "窗外"]),
        ("甲乙丙50%以上", 4, ["甲乙丙", "50%以上"]),
        ("約翰·馮·諾伊曼", 3, ["約翰·", "馮·諾", "伊曼"]),
        ('他說"好的"就走', 3, ["他說", '"好的"', "就走"]),
        # Line feeds.
        ("甲乙\n丙", 5, ["甲乙\n", "丙"]),
        ("", 5, [""]),
    ],
)
def test_lines_end_where_a_book_s_may(text: str, ems: float, expected: list[str]) -> None:
    assert shown(text, ems, justified=False) == expected


def test_an_address_ends_a_line_behind_what_parts_it() -> None:
    text = "見https://example.org/chapters/one/index.html頁"

    found = shown(text, 12, justified=False)

    assert len(found) == 3
    assert all(line[-1] in "/.頁" for line in found)


@pytest.mark.parametrize("stop", ["。", "，”", "！？」", "……。"])
@pytest.mark.parametrize("ems", [8, 13, 30])
def test_no_character_is_alone_in_the_last_line(stop: str, ems: int) -> None:
    for length in range(2 * ems, 3 * ems + 2):
        text = "燈" * length + stop

        last = shown(text, ems)[-1]

        assert last.count("燈") != 1, length


def test_a_full_line_is_spread_to_its_end_and_no_gap_is_too_wide() -> None:
    text = "燈下翻書，夜讀窗外有雨。" * 4 + "accommodation" + "燈下" * 20

    for ems in (7, 8, 11.3, 20.7, 31):
        for line in lines(text, ems)[:-1]:
            assert max(line.edges) <= ems * EM + 0.02
            assert max(steps(line)) <= 1.25 * EM + 1e-6
            if "a" not in text[line.start : line.end + 13]:
                assert line.edges[-1] == pytest.approx(ems * EM)


def test_letters_of_a_word_stand_as_close_as_ever() -> None:
    text = "燈下翻書夜讀窗外" * 3 + "accommodation" + "燈下" * 20

    for ems in range(7, 40):
        for line in lines(text, ems):
            for offset, step in enumerate(steps(line), line.start):
                if text[offset : offset + 2].isascii() and text[offset + 1 : offset + 2].isalpha():
                    assert step == pytest.approx(EM / 2)


def test_han_and_latin_stand_apart_by_an_eighth_to_a_quarter() -> None:
    text = "燈下abc翻書12夜讀" * 9

    for ems in (9, 12.6, 17.1, 33):
        for line in lines(text, ems):
            for offset, step in list(enumerate(steps(line), line.start))[:-1]:
                here, following = text[offset], text[offset + 1]
                if here.isascii() != following.isascii():
                    gap = step - (EM / 2 if here.isascii() else EM)
                    assert EM / 8 - 1e-6 <= gap <= EM / 4 + 1e-6


def test_marks_that_meet_take_a_square_and_a_half() -> None:
    (line,) = lines("他說：「是。」", 20)

    assert steps(line) == [EM, EM, EM, EM / 2, EM, EM / 2, EM / 2]
    assert line.shifts == {3: -EM / 2}


def test_a_mark_at_the_end_of_a_line_gives_up_its_blank() -> None:
    first, _ = lines("燈下翻書，燈下翻書", 4.5)

    assert (first.end, first.edges[-1]) == (5, pytest.approx(4.5 * EM))
    assert steps(first) == [pytest.approx(EM)] * 4 + [pytest.approx(EM / 2)]


def test_a_stop_may_hang_outside_the_line() -> None:
    first, _ = lines("燈下翻書，燈下翻書", 4, hanging=True)

    assert first.end == 5
    assert first.edges[-2:] == [4 * EM, 4 * EM]


def test_what_opens_a_line_begins_at_its_edge() -> None:
    _, second = lines("燈下「翻書」", 3, justified=False)

    assert second.edges[:2] == [0.0, EM / 2]
    assert second.shifts[2] == -EM / 2


def test_code_stands_as_it_is() -> None:
    (line,) = lines("（（甲a乙", 9, literal=True)

    assert steps(line) == [EM, EM, EM, EM / 2, EM]


@pytest.mark.parametrize(
    ("title", "ems"),
    [
        ("北方某市：打造「燈下讀書·先行者」閱讀品牌", 17),
        ("北方某市：打造“燈下讀書·先行者”閱讀品牌", 20),
        ("全面提升基層圖書館服務保障經濟發展的能力", 12),
    ],
)
def test_a_title_is_broken_between_words(title: str, ems: int) -> None:
    text = measured(title, ems, justified=False)

    found = balanced(text, len(broken(text)))

    assert found is not None
    assert min(text.width(*line) for line in found) > 0.3 * max(text.width(*line) for line in found)
    parts = [title[start:end] for start, end in found]
    assert "".join(parts) == title
    for word in ("打造", "北方", "燈下讀書·先行者", "閱讀", "品牌", "提升", "服務", "發展", "能力"):
        assert (word in title) == any(word in part for part in parts), parts


@given(
    st.text(st.sampled_from("燈下書，。「」“”·…—a1b. -/𠀀\n　\u0301%年"), max_size=60),
    st.floats(1, 12),
    st.booleans(),
)
def test_whatever_the_text_each_character_is_in_one_line(
    text: str, ems: float, justified: bool
) -> None:
    found = lines(text, ems, justified=justified)

    assert [line.start for line in found] == [0, *(line.end for line in found[:-1])]
    assert found[-1].end == len(text)
    for line in found:
        assert len(line.edges) == line.end - line.start + 1
        assert list(line.edges) == sorted(line.edges) or min(steps(line)) > -1e-6


@pytest.mark.parametrize("filler", [" ", "　", "「", "」", "a", "…", '"', "\n"])
def test_no_text_takes_long_to_break(filler: str) -> None:
    looked_at = []

    class Counting(MeasuredText):
        def ink_end(self, start: int, end: int) -> int:
            found = super().ink_end(start, end)
            looked_at.append(1 + end - found)
            return found

    text = f"燈{filler * 3000}書"
    advances = [EM] * len(text)
    measure = LineOptions(measure=9 * EM, justified=True)
    set_lines(Counting(text, advances, lambda _: Blank(0, 9), em=EM, options=measure))

    assert sum(looked_at) < 20 * len(text)
