"""An article in a library on which a user decided: a repair, two roles, and a word refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.overlay_records import overlays_of, with_overlays
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.document.model import BlockKind
from reader.document.overlays.repair_decisions import decision_on
from reader.document.overlays.role_corrections import Correction
from reader.storage.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.document.model import Document

_PARAGRAPH = (
    "這家圖書館開發了新業務，把舊書區聯成一片，由老讀者執筆創辦了一份小報，環境優雅，規矩不多，"
    "協助讀者選書，節日里也開門，終于發展起來，業務續有創新，態度也好。"
)
LINES = (
    "燈下讀書會",
    "夜里來的人最多，大家圍著一張長桌，各讀各的，只聽見翻書的聲音。",
    _PARAGRAPH,
    "門口寫著「茶&amp;書」三個字，說里面有熱茶，也有舊書，坐多久都可以。",
    "這一行才是文章的題目",
    _PARAGRAPH,
)
TEXT = "\n\n".join(LINES) + "\n"
TITLE, HEADING = LINES[4], LINES[1]
QUOTE = "門口寫著「茶與書」三個字"
"""Crosses the repair, as it was decided."""
IN_TAIWAN = "門口寫著「茶與書」三個字，說里面有熱茶"
"""The same in a view in which 里面 would be 裡面, had it not been refused."""


def decide(path: Path, library: Path) -> AnnotationSet:
    """Do what a user does in the window; return what the library keeps then."""
    kept = Library(library)
    article = read_article(path, kept).for_writing(kept)
    annotations = article.annotations or new_set(article.document)
    annotations = with_decisions(annotations, article.document)
    return article.kept_in(kept).save(annotations)


def with_decisions(annotations: AnnotationSet, document: Document) -> AnnotationSet:
    """Return a set with the decisions on this article."""
    (repair,) = document.repairs
    heading = Correction(range=document.blocks[1].range, kind=BlockKind.HEADING, level=2)
    title = Correction(range=document.blocks[4].range, kind=BlockKind.TITLE)
    overlays = (
        overlays_of(annotations)
        .decided([decision_on(repair, applied=True, after="與")])
        .corrected([heading, title])
    )
    return with_overlays(annotations, replace(overlays, refused=frozenset({"里面"})))
