"""Short lines without a stop that head nothing: in chats, lists of words, tables and indexes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.text.repair.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    Outline = Callable[[str], list[tuple[int, str]]]

WORDS = [
    *("渡口", "舊燈", "麻雀", "歸人", "雪夜", "石橋", "茶館", "船票"),
    *("老屋", "秋雨", "長街", "木箱", "遠山", "郵差", "河燈", "晚鐘"),
]


class Lines:
    """Lines of each kind, made at random."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - not for secrets
        self.prose = Prose(seed, "traditional")

    def word(self) -> str:
        return "".join(self.random.sample(WORDS, self.random.choice([1, 1, 2])))

    def sentence(self) -> str:
        return self.prose.paragraph(2)

    def said(self, mark: str) -> list[str]:
        """Return what somebody says in a chat: mostly a few words, sometimes a sentence."""
        chance = self.random.random()
        return [self.word() + mark] if chance < 0.8 else [self.prose.sentence().rstrip("。！？")]

    def message(self) -> list[str]:
        """Return a message of an exported chat, which may go on in lines without a label."""
        time = f"2024-05-0{self.random.randint(1, 9)} 1{self.random.randint(0, 9)}:20:31"
        more = [self.word()] if self.random.random() < 0.3 else []
        return ["夜航船:", f"時間: {time}", f"內容: {self.word()}", *more]

    def entry(self) -> list[str]:
        """Return an entry of a list of words, a few of which are explained."""
        if self.random.random() < 0.2:
            return [f"{self.word()} {self.sentence()}"]
        return [self.word()]

    def row(self) -> list[str]:
        """Return a row of a table whose last columns may be empty."""
        notes = f"\t《某某書》作{self.sentence()}" if self.random.random() < 0.3 else ""
        return [f"{self.word()}\t{self.random.randint(900, 999)}年\t3年{notes}"]

    def reference(self) -> list[str]:
        """Return a line of an index with its pages, some with what is below it."""
        pages = ", ".join(str(self.random.randint(1, 999)) for _ in range(2))
        below = f"；{self.word()}{self.word()}, 42；{self.word()}{self.word()}{self.word()}, 87"
        return [f"{self.word()}, {pages}{below if self.random.random() < 0.4 else ''}"]


@pytest.mark.parametrize("space", ["\n", "\n\n"])
@pytest.mark.parametrize("kind", ["message", "entry", "row", "reference"])
@pytest.mark.parametrize("many", [40, 160])
def test_what_is_short_and_heads_nothing_is_no_heading(
    kind: str, many: int, space: str, outline: Outline
) -> None:
    for seed in range(4):
        made = Lines(f"{kind} {many} {seed}")
        lines = [line for _ in range(many) for line in getattr(made, kind)()]

        assert outline(space.join(lines) + "\n") == []


@pytest.mark.parametrize("mark", ["", "...", " [微笑]"])
def test_what_people_say_without_stops_is_no_heading(mark: str, outline: Outline) -> None:
    for seed in range(4):
        made = Lines(f"said {seed}")
        lines = [line for _ in range(120) for line in made.said(mark)]

        assert outline("\n".join(lines) + "\n") == []


@pytest.mark.parametrize("poem", [4, 8, 14])
@pytest.mark.parametrize("space", ["\n", "\n\n"])
def test_a_poem_or_a_list_in_an_article_leaves_its_headings(
    poem: int, space: str, outline: Outline
) -> None:
    made = Lines(f"article {poem}")
    heads = ["河邊的書攤", "沒有寄出的信", "守燈人的日記"]
    body = [line for head in heads for line in (head, made.sentence() + made.sentence())]
    verse = [made.word() for _ in range(poem)]

    found = outline(space.join(["舊城紀事", made.sentence(), *body, *verse, made.sentence()]))

    assert [title for _, title in found] == heads


@pytest.mark.parametrize("rule", ["-----", "＊＊＊＊＊", "======"])
def test_lines_between_rules_are_not_idle(rule: str, outline: Outline) -> None:
    made = Lines(f"rules {rule}")
    heads = ["河邊的書攤", "沒有寄出的信", "守燈人的日記", "最後的船"]
    parts = "".join(f"{rule}\n{word}\n{rule}\n「早。」\n{made.sentence()}\n" for word in WORDS[:8])
    body = "".join(f"{head}\n{made.sentence() * 2}\n{made.sentence()}\n" for head in heads)

    found = [title for _, title in outline(f"舊城紀事\n{made.sentence()}\n{parts}{body}")]

    assert set(heads) <= set(found)
