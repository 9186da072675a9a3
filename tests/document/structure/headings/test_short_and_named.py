"""Headings without numbers, floors of a forum, captions and sources in many wordings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.document.structure.back_matter import is_back_matter

if TYPE_CHECKING:
    from collections.abc import Callable

    Outline = Callable[[str], list[tuple[int, str]]]
    Kinds = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    "line",
    [
        "《河城日报》（2023年09月24日 第 01 版）",
        "《河城日報》2023年9月24日第3版",
        "（《河城週刊》2023年第24期）",
        "河城日报 2023年09月24日 08版",
    ],
)
def test_where_an_article_was_printed_is_back_matter(line: str) -> None:
    assert is_back_matter(line)


@pytest.mark.parametrize("line", ["《燈下集》（2023年出版）是他的第一本書", "《燈下集》"])
def test_a_book_in_a_sentence_is_not(line: str) -> None:
    assert not is_back_matter(line)


@pytest.mark.parametrize(
    "line",
    [
        "这是5月2日拍摄的河畔书市（无人机照片）。某某社发",
        "讀者在書攤前挑選舊書。某某社發（張晚舟攝）",
        "電影《夜讀》劇照。",
        "《夜讀》海報",
    ],
)
def test_captions_say_where_a_picture_is_from(line: str, paragraph: str, kinds: Kinds) -> None:
    text = f"河畔書市\n{paragraph}\n{line}\n{paragraph}\n"

    assert ("caption", line) in kinds(text)


@pytest.mark.parametrize("line", ["他說完就走。出發", "他買了一張海報。"])
def test_sentences_are_no_captions(line: str, paragraph: str, kinds: Kinds) -> None:
    assert ("caption", line) not in kinds(f"河畔書市\n{paragraph}\n{line}\n{paragraph}\n")


@pytest.mark.parametrize(
    "floor",
    [
        "{n}楼 夜航船 2023-5-6 22:1{n}",
        "{n}樓 夜航船",
        "#{n} 夜航船 05-06 22:1{n}",
        "夜航船 發表於 2023-5-6 22:1{n}:33",
        "夜航船 {n}小时前",
        "回复 {n}楼",
    ],
)
def test_floors_of_a_forum_are_no_headings(floor: str, paragraph: str, outline: Outline) -> None:
    posts = "\n\n".join(f"{floor.format(n=n)}\n{paragraph}" for n in range(1, 6))

    assert outline(f"有人讀過這本書嗎\n\n{posts}\n") == []


@pytest.mark.parametrize(
    "titles",
    [
        ["燈下篇第一", "窗前篇第二", "雨後篇第三"],
        ["燈下第一", "窗前第二", "雨後第三"],
        ["夜讀集·燈下篇第一", "窗前篇第二", "雨後篇第三"],
    ],
)
def test_the_number_may_come_last(titles: list[str], paragraph: str, outline: Outline) -> None:
    text = "\n".join(f"{title}\n{paragraph}\n{paragraph}" for title in titles)

    assert outline(text) == [(1, title) for title in titles]
    assert outline(f"夜讀集\n{text}") == [(1, title) for title in titles]


def test_results_of_a_contest_are_no_headings(paragraph: str, outline: Outline) -> None:
    text = f"書市比賽揭曉\n{paragraph}\n張晚舟第一\n李渡第二\n溫如玉第三\n{paragraph}\n"

    assert outline(text) == []


def test_a_heading_may_begin_with_a_quoted_word(paragraph: str, outline: Outline) -> None:
    text = (
        f"燈下的人\n{paragraph}\n“燈”是主角\n{paragraph}\n“都過去了。”他說\n{paragraph}\n"
        f"一盞燈的歷史\n{paragraph}\n"
    )

    assert outline(text) == [(1, "“燈”是主角"), (1, "一盞燈的歷史")]


def test_a_heading_may_stand_over_a_question(paragraph: str, outline: Outline) -> None:
    text = (
        f"燈下的人\n{paragraph}\n從燈說起\n問：這盞燈用了多久，還亮嗎？\n答：{paragraph}\n"
        f"書的去處\n問：這些書會去哪裡，還在嗎？\n答：{paragraph}\n問：以後呢？\n答：不知道。\n"
    )

    assert outline(text) == [(1, "從燈說起"), (1, "書的去處")]


def test_labels_over_groups_of_lines_are_headings(outline: Outline, kinds: Kinds) -> None:
    text = (
        "怎樣糊一盞紙燈籠\n\n材料準備\n竹篾 六根\n宣紙 兩張\n漿糊 少許\n\n"
        "步驟\n1. 竹篾浸水半日，彎成圓圈，用線紮緊。\n2. 宣紙裁成長條，一條一條糊上去。\n\n"
        "小貼士\n漿糊要稀，這樣乾了才不會起皺，燈光也勻。\n"
    )

    assert outline(text) == [(1, "材料準備"), (1, "步驟"), (1, "小貼士")]
    assert [kind for kind, _ in kinds(text)].count("list-item") == 2


@pytest.mark.parametrize(
    "text",
    [
        "夜讀\n\n燈下的人\n翻過一頁\n又翻過一頁\n\n窗外的雨\n停了一夜\n又下了一夜\n\n天亮的光\n照在書上\n也照在人身上\n",
        "寄友人\n\n老友如晤\n一別三年，書信不通，近來可好，念念。\n\n此祝\n春安\n\n晚舟\n2024年5月3日\n",
        "夜讀\n\n“還沒睡”\n“快了。”\n\n燈暗下去\n他又添了一點油，把書挪近了些，接著往下讀。\n",
    ],
)
def test_stanzas_and_letters_have_no_headings(text: str, outline: Outline) -> None:
    assert outline(text) == []
