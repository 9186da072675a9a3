from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.structure.find_structure import Structure

    Outline = Callable[[str], list[tuple[int, str]]]
    Kinds = Callable[[str], list[tuple[str, str]]]

ARTICLE = """# 夜讀

燈下翻開一冊舊書。

> 朱筆點過的痕跡，
> 一圈一點。

## 器具 ##

- 朱筆
- 舊書

1. 茶

```python
# 不是標題

print("燈")
```

| 書 | 年 |
|----|----|
| 甲 | 乙 |

![一冊書](book.png)

***

來源：某刊
"""


def test_every_kind_of_block_is_known(kinds: Kinds) -> None:
    assert kinds(ARTICLE) == [
        ("heading", "夜讀"),
        ("paragraph", "燈下翻開一冊舊書。"),
        ("quote", "朱筆點過的痕跡，"),
        ("quote", "一圈一點。"),
        ("heading", "器具"),
        ("list-item", "- 朱筆"),
        ("list-item", "- 舊書"),
        ("list-item", "1. 茶"),
        ("code", '# 不是標題\n\nprint("燈")'),
        ("table", "| 書 | 年 |\n|----|----|\n| 甲 | 乙 |"),
        ("figure", "![一冊書](book.png)"),
        ("rule", "***"),
        ("back-matter", "來源：某刊"),
    ]


def test_the_first_heading_is_title_and_section(
    outline: Outline, structure_of: Callable[[str], Structure]
) -> None:
    assert structure_of(ARTICLE).title == "夜讀"
    assert outline(ARTICLE) == [(1, "夜讀"), (2, "器具")]


def test_the_only_heading_of_the_first_level_is_the_title_wherever_it_stands(
    structure_of: Callable[[str], Structure],
) -> None:
    assert structure_of("一句題詞。\n\n# 夜讀\n\n## 器具\n").title == "夜讀"
    assert structure_of("一句題詞。\n\n# 夜讀\n\n# 器具\n").title is None


def test_front_matter_names_the_title(structure_of: Callable[[str], Structure]) -> None:
    text = '---\ntitle: "夜讀"\ndate: 2026-11-22\n---\n\n# 器具\n\n一枝筆。\n\n# 時辰\n'

    assert structure_of(text).title == "夜讀"


def test_underlined_lines_are_headings_and_sentences_over_a_rule_are_not(outline: Outline) -> None:
    text = "# 一\n\n夜讀\n====\n\n器具\n---\n\n一枝朱筆。\n---\n\n燈下\n\n---\n"

    assert outline(text) == [(1, "一"), (1, "夜讀"), (2, "器具")]


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_a_fence_that_is_never_closed_lasts_to_the_end(fence: str, kinds: Kinds) -> None:
    text = f"# 夜讀\n\n{fence}\n# 甲\n# 乙"

    assert kinds(text) == [("heading", "夜讀"), ("code", "# 甲\n# 乙")]


def test_two_pieces_of_code_stay_two(kinds: Kinds) -> None:
    text = "# 夜讀\n```\n甲\n```\n```\n乙\n```\n"

    assert [text for kind, text in kinds(text) if kind == "code"] == ["甲", "乙"]


@pytest.mark.parametrize(
    "text",
    ["夜讀\n一句話。\n# 只有一個\n", "夜讀\n```\n# 甲\n# 乙\n```\n", "#話題# 夜讀\n#話題# 燈下\n"],
)
def test_a_few_signs_do_not_make_markdown(text: str, outline: Outline, kinds: Kinds) -> None:
    assert outline(text) == []
    assert "code" not in dict(kinds(text))


@pytest.mark.parametrize(
    "text",
    ["# 甲\n" * 50_000, "# 甲\n" + "```\n" * 100_000, "# 甲\n" + "> " * 500_000 + "乙"],
    ids=["headings", "fences", "marks of quotes"],
)
def test_hostile_marks_take_linear_time(text: str, kinds: Kinds) -> None:
    # Of this process alone: others may keep the machine busy.
    started = time.process_time()
    kinds(text)

    # Measured at 0.5 s at most.
    assert time.process_time() - started < 3


def test_a_plain_first_line_over_headings_of_level_2_is_the_title(
    paragraph: str, structure_of: Callable[[str], Structure], outline: Outline, kinds: Kinds
) -> None:
    body = f"{paragraph}\n\n## 燈\n\n{paragraph}\n\n## 書\n\n{paragraph}\n"
    text = f"夜讀的燈：從點燈到熄燈\n作者：沈夜行\n\n{body}"

    assert structure_of(text).title == "夜讀的燈：從點燈到熄燈"
    assert structure_of(text).credits.creators == ("沈夜行",)
    assert [kind for kind, _ in kinds(text)][:3] == ["title", "byline", "paragraph"]
    assert outline(text) == [(2, "燈"), (2, "書")]


@pytest.mark.parametrize("first", ["燈下翻書，聲音也輕。", "- 燈", "作者：沈夜行", "目錄"])
def test_another_first_line_is_not(
    first: str, paragraph: str, structure_of: Callable[[str], Structure]
) -> None:
    text = f"{first}\n\n{paragraph}\n\n## 燈\n\n{paragraph}\n\n## 書\n\n{paragraph}\n"

    assert structure_of(text).title is None
