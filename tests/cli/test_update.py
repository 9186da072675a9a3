from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from reader.annotation.annotation_index import AnnotationIndex
from reader.articles import read_article
from reader.cli import main
from reader.localization import use_locale
from reader.storage.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.annotation.model import AnnotationSet

OLD = """\
燈下讀書的一夜

第一章 夜讀

燈下翻書，聲音也輕，窗外的雨聲漸漸重了，自治區(qū)的人卻一點也沒有聽見。

書裡的人在趕路，書外的人也在趕路，走得比書裡的人還要慢一些。

第二章 曉起

天亮了，雨也停了，書還沒有讀完，人倒是先睡著了，夢裡仍在翻書。
"""
GONE = "書裡的人在趕路，書外的人也在趕路，走得比書裡的人還要慢一些。"
NEW = (
    OLD.replace("自治區(qū)", "自治區")
    .replace(GONE, "另有一段是後來補寫的，與原文沒有任何一句相同。")
    .replace("第二章 曉起", "又過了許多時候，他纔想起這件事來，於是添上一行。\n\n第三章 曉起")
)


class Result(NamedTuple):
    code: int
    out: str
    error: str


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def run(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Result]]:
    monkeypatch.setenv("QUANDIAN_LIBRARY", str(library.root))
    monkeypatch.setattr(sys, "argv", ["main.py"])

    def run(*arguments: str | Path) -> Result:
        code = main([str(argument) for argument in arguments])
        return Result(code, *capsys.readouterr())

    yield run
    use_locale("en")


class Files(NamedTuple):
    old: Path
    new: Path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    found = Files(tmp_path / "old.txt", tmp_path / "new.txt")
    found.old.write_text(OLD, "utf-8")
    found.new.write_text(NEW, "utf-8")
    return found


@pytest.fixture
def ids(run: Callable[..., Result], files: Files) -> dict[str, str]:
    """The ids of what is annotated, by the passage."""
    quotes = ("燈下翻書", "自治區的人", "書外的人也在趕路", "天亮了")
    return {
        quote: run("annotate", files.old, "--quote", quote, "--note", f"記{quote}").out.strip()
        for quote in quotes
    }


def kept(library: Library, path: Path) -> AnnotationSet:
    annotations = read_article(path, library).annotations
    assert annotations is not None
    return annotations


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_update_says_what_has_become_of_each(
    run: Callable[..., Result], files: Files, ids: dict[str, str]
) -> None:
    result = run("update", files.old, files.new, "--json")

    report = json.loads(result.out)
    assert (result.code, result.error) == (0, "")
    assert {state: set(report[state]) for state in ("exact", "moved", "uncertain", "lost")} == {
        "exact": {ids["燈下翻書"]},
        "moved": {ids["自治區的人"], ids["天亮了"]},
        "uncertain": set(),
        "lost": {ids["書外的人也在趕路"]},
    }
    assert {id_: NEW[start:end] for id_, (start, end) in report["ranges"].items()} == {
        ids[quote]: quote for quote in ("燈下翻書", "自治區的人", "天亮了")
    }


def test_update_reports_in_words(
    run: Callable[..., Result], files: Files, ids: dict[str, str]
) -> None:
    del ids

    result = run("update", files.old, files.new)

    assert result.out.splitlines() == [
        "1 annotation is where it was",
        "2 annotations have moved with their passages",
        "0 annotations have no certain place",
        "1 annotation is on a passage that is gone",
    ]
    assert "1 則" in run("update", files.old, files.new, "--lang", "zh_TW").out


@pytest.mark.usefixtures("ids")
def test_the_older_version_stays_as_it_was(
    run: Callable[..., Result], files: Files, library: Library
) -> None:
    before = files_in(library.root)

    run("update", files.old, files.new)

    after = files_in(library.root)
    assert {path: after.get(path) for path in before} == before
    assert len(list(library.articles())) == 2
    assert kept(library, files.new).about.source != kept(library, files.old).about.source


def test_what_is_certain_says_where_it_is_now(
    run: Callable[..., Result], files: Files, ids: dict[str, str], library: Library
) -> None:
    run("update", files.old, files.new)

    items = {item.id: item for item in kept(library, files.new).items}
    target = items[ids["天亮了"]].target
    assert target is not None
    assert target.range.slice(NEW) == target.exact == items[ids["天亮了"]].quote == "天亮了"
    assert target.headings[-1][1] == "第三章 曉起"
    assert NEW[: target.range.start].endswith(target.prefix)


def test_what_is_lost_keeps_its_words_and_its_old_place(
    run: Callable[..., Result], files: Files, ids: dict[str, str], library: Library
) -> None:
    run("update", files.old, files.new)

    article = read_article(files.new, library)
    lost = AnnotationIndex(article.document, kept(library, files.new).items).orphans()
    [old] = [item for item in kept(library, files.old).items if item.id == lost[0].id]
    assert [item.id for item in lost] == [ids["書外的人也在趕路"]]
    assert lost[0].quote == "書外的人也在趕路"
    assert lost[0].target is not None
    assert old.target is not None
    assert lost[0].target.range == old.target.range
    assert lost[0].target.source == old.target.source


def test_a_lost_one_is_not_put_on_what_is_said_alike_elsewhere(
    run: Callable[..., Result], files: Files, library: Library
) -> None:
    refrain = "那人卻在燈火闌珊處"
    start, end = OLD.split(GONE)
    old = f"{start}{refrain}。\n\n{GONE}{end}\n{refrain}，他說。\n"
    files.old.write_text(old, "utf-8")
    files.new.write_text(old.replace(f"{refrain}。\n\n", ""), "utf-8")
    first, last = (
        run("annotate", files.old, "--quote", refrain, "--nth", nth).out.strip() for nth in "12"
    )

    report = json.loads(run("update", files.old, files.new, "--json").out)

    index = AnnotationIndex(
        read_article(files.new, library).document, kept(library, files.new).items
    )
    assert (report["lost"], report["moved"]) == ([first], [last])
    assert index.place_of(first) is None
    assert index.place_of(last) is not None


@pytest.mark.usefixtures("ids")
def test_both_versions_answer_as_before(run: Callable[..., Result], files: Files) -> None:
    old = run("notes", files.old).out

    run("update", files.old, files.new)

    new = run("notes", files.new).out
    assert run("notes", files.old).out == old
    assert all(f"記{quote}" in new for quote in ("燈下翻書", "自治區的人", "天亮了"))
    assert json.loads(run("show", files.new, "--json").out)["title"] == "燈下讀書的一夜"
    assert run("check").out.count("\n") == 1  # of the one that is lost


@pytest.mark.usefixtures("ids")
def test_all_notes_tell_of_each_once(run: Callable[..., Result], files: Files) -> None:
    run("update", files.old, files.new)

    assert run("notes").out.count("記天亮了") == 1


@pytest.mark.usefixtures("ids")
def test_what_is_not_understood_is_carried_along(
    run: Callable[..., Result], files: Files, library: Library
) -> None:
    store = library.find(kept(library, files.old).about.source)
    assert store is not None
    record: dict[str, Any] = json.loads(store.path.read_text("utf-8"))
    record["x:of-set"] = 1
    record["about"]["x:of-about"] = 2
    record["items"][0]["x:of-item"] = 3
    record["items"][0]["target"]["x:of-target"] = 4
    record["items"].append({"id": "urn:other", "type": "Bookmark"})
    store.path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")

    run("update", files.old, files.new)

    new = library.find(kept(library, files.new).about.source)
    assert new is not None
    carried = json.loads(new.path.read_text("utf-8"))
    item = next(item for item in carried["items"] if "x:of-item" in item)
    assert (carried["x:of-set"], carried["about"]["x:of-about"]) == (1, 2)
    assert (item["x:of-item"], item["target"]["x:of-target"]) == (3, 4)
    assert {"id": "urn:other", "type": "Bookmark"} in carried["items"]


@pytest.mark.usefixtures("ids")
def test_updating_again_changes_nothing(
    run: Callable[..., Result], files: Files, library: Library
) -> None:
    first = run("update", files.old, files.new, "--json")
    before = files_in(library.root)

    assert run("update", files.old, files.new, "--json") == first
    assert files_in(library.root) == before


def test_what_was_written_in_the_newer_version_stays(
    run: Callable[..., Result], files: Files, ids: dict[str, str], library: Library
) -> None:
    own = run("annotate", files.new, "--quote", "後來補寫的").out.strip()

    run("update", files.old, files.new)
    run("annotate", files.new, "--quote", "第三章")
    run("update", files.old, files.new)

    items = {item.id for item in kept(library, files.new).items}
    assert items > {own, *ids.values()}
    assert len(items) == len(ids) + 2


def test_a_version_with_itself_says_where_all_is(
    run: Callable[..., Result], files: Files, ids: dict[str, str]
) -> None:
    report = json.loads(run("update", files.old, files.old, "--json").out)

    assert set(report["exact"]) == set(ids.values())


def test_what_was_deleted_is_not_told_of(
    run: Callable[..., Result], files: Files, ids: dict[str, str], library: Library
) -> None:
    store = library.find(kept(library, files.old).about.source)
    assert store is not None
    annotations = store.load()
    assert annotations is not None
    gone = replace(annotations.items[0], deleted=annotations.items[0].modified)
    store.save(replace(annotations, items=(gone, *annotations.items[1:])))

    report = json.loads(run("update", files.old, files.new, "--json").out)

    assert sum(len(each) for each in report.values()) - len(report["ranges"]) == len(ids) - 1


@pytest.mark.parametrize("name", ["old", "new"])
def test_a_file_that_is_not_there_is_named(
    run: Callable[..., Result], files: Files, library: Library, name: str
) -> None:
    getattr(files, name).unlink()

    result = run("update", files.old, files.new)

    assert result.code == 1
    assert f"{name}.txt" in result.error
    assert not library.root.exists()
