from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.changes import Change, apply, created, now
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.storage.codec import encode
from reader.storage.library import Library
from reader.text.offsets import TextRange
from tests.support.decided_article import TEXT, TITLE, with_decisions

if TYPE_CHECKING:
    from pathlib import Path


def test_conflict_copy_is_merged_when_the_article_is_opened(tmp_path: Path) -> None:
    path, library = tmp_path / "a.txt", Library(tmp_path / "library")
    path.write_text("燈下翻書，窗外有雨。\n", "utf-8")
    article = read_article(path, library).for_writing(library)
    assert article.store is not None
    item = created(article.document, TextRange(0, 4), Body(value="彼"), now=now())
    theirs = apply(new_set(article.document), Change(None, item))
    copy = article.store.folder / "annotations.sync-conflict-20261122-205053-O6FYWIS.json"
    copy.write_bytes(encode(theirs))

    read = read_article(path, library)
    assert read.merge_report is None
    assert copy.exists()
    opened = read.for_writing(library)

    assert opened.merge_report is not None
    assert len(opened.merge_report.merged) == 1
    assert opened.annotations == article.store.load() == theirs
    assert not copy.exists()


def test_decisions_of_a_conflict_copy_are_laid_over_the_article(tmp_path: Path) -> None:
    path, library = tmp_path / "a.txt", Library(tmp_path / "library")
    path.write_text(TEXT, "utf-8")
    article = read_article(path, library).for_writing(library)
    assert article.store is not None
    theirs = with_decisions(new_set(article.document), article.document)
    copy = article.store.folder / "annotations.sync-conflict-20261122-205053-O6FYWIS.json"
    copy.write_bytes(encode(theirs))

    opened = read_article(path, library).for_writing(library)

    assert [repair.after for repair in opened.document.repairs] == ["與"]
    assert opened.document.title == TITLE
    assert read_article(path, library).document == opened.document
