"""What of a note's Markdown is shown."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotation.note_markdown import MOST_READ, Run, Style, blocks_of

STRONG, EMPHASIS, CODE, STRUCK = Style.STRONG, Style.EMPHASIS, Style.CODE, Style.STRUCK


def runs(note: str) -> list[Run]:
    return [run for block in blocks_of(note) for run in block.runs]


@pytest.mark.parametrize(
    "note",
    [
        "",
        "想一想",
        "第一行\n第二行\n\n第四行",
        "#標籤 不是標題",
        "3 * 4 = 12",
        "3 * 4\n\n\n5 * 6",
        "1.5 倍",
        "A_B",
        "\\",
    ],
)
def test_what_has_no_markdown_is_shown_as_it_was_typed(note: str) -> None:
    assert blocks_of(note) == ()


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("**重點**", Run("重點", STRONG)),
        ("見**重點**下", Run("重點", STRONG)),
        ("見**「重點」**下", Run("「重點」", STRONG)),
        ("**重點。**然後", Run("重點。", STRONG)),
        ("他說：**“走”**。", Run("“走”", STRONG)),
        ("**重點（一）**是", Run("重點（一）", STRONG)),
        ("*斜*", Run("斜", EMPHASIS)),
        ("_a b_", Run("a b", EMPHASIS)),
        ("***又粗又斜***，", Run("又粗又斜", STRONG | EMPHASIS)),
        ("`x < y`", Run("x < y", CODE)),
        ("~~誤~~", Run("誤", STRUCK)),
        ("# 標題", Run("標題", STRONG)),
        ("[書](https://example.org/a)", Run("書", Style.PLAIN, "https://example.org/a")),
        (
            "<mailto:a@example.org>",
            Run("mailto:a@example.org", Style.PLAIN, "mailto:a@example.org"),
        ),
        ("**[書](http://example.org)**", Run("書", STRONG, "http://example.org")),
    ],
)
def test_signs_are_styles(note: str, found: Run) -> None:
    assert found in runs(note)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "smb://host/a",
        "a.md",
        "//x.y",
    ],
)
def test_what_is_not_to_be_opened_is_no_link(address: str) -> None:
    assert all(not run.link for run in runs(f"**a** [b]({address})"))


@pytest.mark.parametrize(
    "html", ["<b>x</b>", "<img src=https://example.org/a.png>", "<script>x</script>", "<!-- x -->"]
)
def test_html_is_text(html: str) -> None:
    assert "".join(run.text for run in runs(f"**a** {html}")) == f"a {html}"


def test_a_picture_is_not_loaded() -> None:
    assert "".join(run.text for run in runs("**a** ![圖](https://example.org/a.png)")) == "a !圖"


def test_line_ends_and_indents_stay() -> None:
    (block,) = blocks_of("**一**\n\u3000\u3000二\u3000\n三")

    assert block.text == "一\n\u3000\u3000二\u3000\n三"


def test_lists_have_markers_and_levels() -> None:
    blocks = blocks_of("- 一\n  - 二\n- 三\n\n3. 四\n4. 五")

    assert [(each.marker, each.indent, each.text) for each in blocks] == [
        ("•", 1, "一"),
        ("•", 2, "二"),
        ("•", 1, "三"),
        ("3.", 1, "四"),
        ("4.", 1, "五"),
    ]
    assert [each.is_close for each in blocks] == [True, True, True, False, True]


@pytest.mark.parametrize(
    "note", ["> " * 60 + "字", "- " * 60 + "字", "``` 字\n```", "1. " * 90 + "字"]
)
def test_what_is_nested_deep_is_shown(note: str) -> None:
    shown = "".join(block.text for block in blocks_of(note))

    assert "字" in (shown or note)


def test_quotations_and_rules() -> None:
    blocks = blocks_of("> 引\n\n下\n\n---\n\n終")

    assert [(each.is_quoted, each.is_rule, each.text) for each in blocks] == [
        (True, False, "引"),
        (False, False, "下"),
        (False, True, " "),
        (False, False, "終"),
    ]


@pytest.mark.parametrize("count", [2_000, MOST_READ])
@pytest.mark.parametrize(
    "of",
    [
        "*",
        "_",
        "`",
        "[",
        "]",
        "~",
        ">",
        "a*",
        "*a ",
        "[a](",
        "<a",
        "\\",
        "- ",
        "\n- ",
        "\n> ",
        "**a",
        "`a``",
    ],
)
def test_no_note_holds_up_the_window(of: str, count: int) -> None:
    note = (of * count)[:count]
    started = process_time()

    blocks_of(note)

    assert process_time() - started < 1  # of the processor


@given(st.text(alphabet="字a *_`~[]()<>#-+.1!\\&;\n\u3000。「」", max_size=60))
def test_no_letter_is_lost_or_made_up(note: str) -> None:
    blocks = blocks_of(note)
    shown = "".join(block.text for block in blocks)

    if blocks and "(" not in note and "&" not in note and "<" not in note:
        assert shown.count("字") == note.count("字")
        assert shown.count("「") == note.count("「")
