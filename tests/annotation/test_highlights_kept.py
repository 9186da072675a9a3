"""Highlights stay where they are, whatever is shown, decided and corrected."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.changes import created, now
from reader.annotation.model import Body
from reader.importers import import_bytes
from tests.corruption import SCALE, corrupt
from tests.support.highlights import VIEWS, Reader

if TYPE_CHECKING:
    from reader.document.model import Document

SENTENCES = (
    "區裡的幹部說，網絡發展很快，業務要標準化。",
    "他想買一台打印機和一個鼠標，軟件免費。",
    "節目結束以後，頭髮花白的皇后還在後面等著。",
    "老師說：“大家都要認真學習。”學生們點點頭。",
    "經過討論，大會通過了新的辦法，執行起來並不難。",
    "互聯網上的信息太多，著急也沒有用。",
)
UNTOUCHED = (
    *("住在𠮷野家旁邊的人叫𫇥。", "😀 他笑了，什麼也沒說。", "&nbsp;&mdash;網頁留下的記號"),
    *("里面的头发是干的。", "第一章　夜雨", "一、燈下", "字\u200b裡行間\u00a0有字", "圖片｜資料"),
)
HEAD = "夜讀週報 – 一篇裡頭什麼字都有的文章\n"

articles = st.builds(
    lambda damaged, untouched, table, seed: HEAD + _mixed(damaged, untouched, table, seed),
    st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=12),
    st.lists(st.sampled_from(UNTOUCHED), max_size=8),
    st.integers(0, len(SCALE)),
    st.integers(0, 9),
)


def _mixed(damaged: list[str], untouched: list[str], table: int, seed: int) -> str:
    lines = corrupt("\n".join(damaged), SCALE[:table], seed=seed).text.split("\n")
    lines += untouched
    random.Random(seed).shuffle(lines)  # noqa: S311 - repeatable, not secret
    return "\n".join(lines)


def check_a_reading(article: Document, rng: random.Random, steps: int) -> None:
    reader = Reader(article, rng)
    kept = []
    for _ in range(steps):
        view = reader.view(rng.choice(VIEWS))
        for _ in range(3):
            place, shown = view.select(rng)
            annotation = created(reader.document, place, Body(color="green"), now=now())
            kept.append((annotation, place, place.slice(article.source.text)))
            # What was selected is what is marked.
            assert view.text_of(place) == shown
        reader.act()
        for target in VIEWS:
            assert not list(reader.view(target).dishonest_blocks())
            for _, place, _ in kept:
                assert not list(reader.view(target).faults_of(place))
        for annotation, place, quote in kept:
            assert not list(reader.faults_of(annotation, place, quote))
    assert not list(reader.faults_stored([annotation for annotation, _, _ in kept]))


@settings(deadline=None, max_examples=40)
@given(articles, st.randoms(use_true_random=False))
def test_highlights_keep_their_characters_whatever_is_done(text: str, rng: random.Random) -> None:
    check_a_reading(import_bytes(text.encode(), Path("a.txt")), rng, steps=3)


@settings(deadline=None, max_examples=5)
@given(st.randoms(use_true_random=False))
def test_highlights_of_a_real_article_keep_their_characters(
    real_article: Document, rng: random.Random
) -> None:
    check_a_reading(real_article, rng, steps=2)


@pytest.fixture(scope="module")
def real_article(shared_data: Path) -> Document:
    path = shared_data / "articles" / "ordos-court.txt"
    return import_bytes(path.read_bytes(), path)
