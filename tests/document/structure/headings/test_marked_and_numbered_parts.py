"""Parts told by a mark, by the name of the text with a number, by the dates under their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Outline = Callable[[str], list[tuple[int, str]]]

NAMES = ["渡口", "舊燈", "麻雀", "歸人", "雪夜", "石橋", "茶館", "船票"]


@pytest.mark.parametrize("mark", "◎●■◆▍")
@pytest.mark.parametrize("speech", [1, 3, 4])
def test_parts_with_a_mark_may_begin_with_speech(
    mark: str, speech: int, paragraph: str, outline: Outline
) -> None:
    heads = [f"{mark}{name}" for name in NAMES]
    parts = []
    for number, head in enumerate(heads):
        begins = "「早。」\n" if number % speech == 0 else ""
        parts.append(f"{head}\n{begins}{paragraph * 2}\n{paragraph * 2}\n")

    assert [title for _, title in outline("舊事\n" + "".join(parts))] == heads


@pytest.mark.parametrize("mark", "◎●■")
def test_items_with_a_mark_are_no_parts(mark: str, paragraph: str, outline: Outline) -> None:
    items = "".join(f"{mark}{name}\n{mark}{name}店\n" for name in NAMES)

    assert outline(f"舊事\n{paragraph}\n{items}{paragraph}\n") == []


@pytest.mark.parametrize("form", ["{t}{n}", "{t} {n}", "{t} - {n:02}", "{t}_{n}", "{t}（{n}）"])
@pytest.mark.parametrize("title", ["渡口", "夜航船的故事"])
def test_the_name_of_the_text_with_a_number_heads_its_parts(
    form: str, title: str, paragraph: str, outline: Outline
) -> None:
    heads = [form.format(t=title, n=n) for n in range(1, 8)]
    text = "".join(f"{head}\n「早。」\n{paragraph}\n{paragraph}\n" for head in heads)

    assert [name for _, name in outline(f"{title}\n{text}")] == heads


@pytest.mark.parametrize("line", ["渡口{n}號", "{w}{n}", "共{w}元{n}", "公元19{n}", "比分 3:{n}"])
def test_other_lines_with_a_number_are_none(line: str, paragraph: str, outline: Outline) -> None:
    lines = [line.format(n=n, w=NAMES[n % 8]) for n in (12, 3, 45, 7, 31, 18)]

    assert outline("舊事\n" + "".join(f"{paragraph}\n{x}\n" for x in lines) + paragraph) == []


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("first", ["## 序章", "# 楔子", "## 引子"])
def test_a_few_marked_lines_in_a_plain_book_hide_no_chapter(
    count: int, first: str, paragraph: str, outline: Outline
) -> None:
    heads = [f"第{numeral}章 渡口" for numeral in "一二三四五六七八九十"]
    marked = [first, *(f"## 番外{n}" for n in "一二三四")][:count]
    text = "".join(f"{head}\n{paragraph}\n" for head in (marked[0], *heads, *marked[1:]))

    found = [title.lstrip("# ") for _, title in outline(f"舊事\n{text}")]

    assert found == [head.lstrip("# ") for head in (marked[0], *heads, *marked[1:])]


@pytest.mark.parametrize(
    "day", ["一九一五年六月", "一九一五年六月{c}日", "1915年6月", "（1915年6月{n}日）"]
)
def test_dates_under_the_titles_of_poems_are_no_headings(day: str, outline: Outline) -> None:
    poems = "".join(
        f"\n\n{' ' * 14}{name} 贈友\n{' ' * 13}{day.format(c='一二三四五六七八'[n], n=n + 1)}\n\n"
        "沿著河邊 慢慢走來\n那盞舊燈 還在窗臺\n"
        for n, name in enumerate(NAMES)
    )

    assert [title for _, title in outline(f"舊詩\n{poems}")] == [f"{name} 贈友" for name in NAMES]
