"""Wraps of every width, script and habit come out as the paragraphs they were."""

from __future__ import annotations

import pytest

from reader.text.repair import apply_repairs, find_repairs, rewrap
from tests.text.repair.prose import Prose

PARAGRAPHS = 8


def lines_of(text: str) -> list[str]:
    """Return the repaired lines, without what widths of lines may have done to spaces."""
    shown, _ = apply_repairs(text, find_repairs(text))
    return [line.strip("\u3000").replace(" ", "") for line in shown.split("\n") if line]


def made(prose: Prose, width: int, habit: str, *, irregular: int = 0, mixed: bool = False) -> str:
    """Return the wrapped text of paragraphs that are indented, set apart, or cut by the number."""
    lines = []
    for _ in range(PARAGRAPHS):
        paragraph = prose.paragraph(prose.random.randint(5, 9), mixed=mixed, spoken=True)
        if habit == "indented":
            lines += prose.wrapped("\u3000\u3000" + paragraph, width, irregular)
        elif habit == "set apart":
            lines += [*prose.wrapped(paragraph, width, irregular), ""]
        else:
            text = "\u3000\u3000" + paragraph
            step = width // 2
            lines += [text[start : start + step] for start in range(0, len(text), step)]
    return "舊事一則\n\n" + "\n".join(lines) + "\n"


def paragraphs_of(text: str, habit: str) -> list[str]:
    body = text.split("\n\n", 1)[1]
    parts = body.split("\n\n" if habit == "set apart" else "\u3000\u3000")
    return ["".join(part.split()) for part in parts if part.strip()]


@pytest.mark.parametrize("script", ["traditional", "simplified"])
@pytest.mark.parametrize("habit", ["indented", "set apart", "cut"])
@pytest.mark.parametrize("width", [24, 32, 48, 62, 78, 100, 124, 156])
def test_wraps_of_any_width_come_out_whole(width: int, habit: str, script: str) -> None:
    text = made(Prose(f"{width} {habit}", script), width, habit)

    assert lines_of(text)[1:] == paragraphs_of(text, habit)


@pytest.mark.parametrize("habit", ["indented", "set apart", "cut"])
@pytest.mark.parametrize("width", [36, 60, 96, 132])
def test_irregular_wraps_and_latin_words_come_out_nearly_whole(width: int, habit: str) -> None:
    text = made(Prose(f"mixed {width}"), width, habit, irregular=4, mixed=True)

    whole = set(lines_of(text))

    assert sum(paragraph in whole for paragraph in paragraphs_of(text, habit)) >= PARAGRAPHS - 1


@pytest.mark.parametrize("width", [40, 76, 110])
def test_without_indentation_no_line_end_within_a_sentence_stays(width: int) -> None:
    prose = Prose(f"plain {width}")
    paragraphs = [prose.paragraph(6) for _ in range(12)]
    lines = [line for paragraph in paragraphs for line in prose.wrapped(paragraph, width)]

    found = lines_of("\n".join(lines) + "\n")

    assert "".join(found) == "".join(paragraphs)
    assert all(line.endswith(("。", "！", "？")) for line in found)
    assert len(found) >= len(paragraphs) // 2


@pytest.mark.parametrize("seed", range(20))
def test_a_paragraph_a_line_is_never_joined(seed: int) -> None:
    prose = Prose(f"clean {seed}", "traditional" if seed % 2 else "simplified")
    count = prose.random.choice([8, 16, 60])
    lines = [
        "\u3000\u3000" + prose.paragraph(prose.random.randint(1, 3), mixed=True, spoken=True)
        for _ in range(count)
    ]

    assert not rewrap.find("\n".join(lines) + "\n")


@pytest.mark.parametrize("width", [40, 52, 66, 78])
@pytest.mark.parametrize("space", ["\n", "\n\n"])
def test_whole_paragraphs_among_wraps_stay_apart(width: int, space: str) -> None:
    prose = Prose(f"whole {width}")
    whole = [prose.paragraph(1 + width // 30) + "完。" for _ in range(12)]
    paragraphs = [prose.paragraph(8) for _ in range(40)]
    broken = [line for paragraph in paragraphs for line in prose.wrapped(paragraph, width)]

    found = lines_of(space.join([*whole, *broken]) + "\n")

    wide = [line for line in whole if 2 * len(line) > width + 8]
    assert set(wide[:-1]) <= set(found)
    assert len(found) < len(broken) // 2 + len(whole)


@pytest.mark.parametrize("leader", ["……", "....", "·····", "… … …"])
@pytest.mark.parametrize("pages", ["123456789", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ"])
def test_entries_that_dots_lead_to_their_pages_are_not_joined(leader: str, pages: str) -> None:
    prose = Prose(f"led {leader}")
    entries = []
    for number in range(9):
        name = f"{number + 1} {prose.sentence()[:6]}" if number else "引言"
        room = 60 - 2 * len(name)
        entries.append(f"{name} {(leader * 40)[:room]} {pages[number]}")
    body = [line for _ in range(9) for line in prose.wrapped(prose.paragraph(6), 60)]

    found = lines_of("\n".join(["目次", *entries, *body]) + "\n")

    assert [line for line in found if leader[0] in line] == [e.replace(" ", "") for e in entries]


def test_lines_broken_before_numbers_are_joined() -> None:
    prose = Prose("numbers")
    parts = [f"{prose.paragraph(1)}我是\n{1950 + n}年來的，走了\n{n + 2}天。" for n in range(20)]

    found = lines_of("演講\n\n" + "".join(parts) + "\n")

    assert found == ["演講", "".join(parts).replace("\n", "")]


def test_a_hyphenated_word_is_put_together_unless_it_has_a_hyphen_elsewhere() -> None:
    body = made(Prose("hyphen"), 60, "indented")
    more = (
        "it is an inter-\nnational edition of a well-known book, and it was print-\ned with care."
        " It is well-\nknown."
    )

    shown, _ = apply_repairs(text := body + "\n" + more, rewrap.find(text))

    assert "well-known book" in shown
    assert rewrap.find(text)
