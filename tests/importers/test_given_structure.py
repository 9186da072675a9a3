"""A format that gives the structure of a text: what it says is never found anew."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader import importers
from reader.articles import read_article
from reader.cli import main
from reader.document.analysis import analyse, as_decided, with_repairs
from reader.document.model import Block, BlockKind, Extraction, Source
from reader.document.overlays.overlays import Overlays
from reader.document.overlays.repair_decisions import decision_on, decision_on_all
from reader.document.overlays.role_corrections import Correction
from reader.importers import IMPORTERS, extract
from reader.storage.library import Library
from reader.storage.sources import digest_of
from reader.text.offsets import TextRange
from reader.text.repair import find_repairs
from tests.support.analyses import count_analyses

if TYPE_CHECKING:
    from reader.document.model import Document

KINDS = {kind.value: kind for kind in BlockKind}


class LabelledLines:
    """Takes out texts of which each line names its kind: `heading: 夜讀`."""

    suffixes = frozenset({".labelled"})

    def extract(
        self, data: bytes, path: Path, encoding: str | None, *, insists: bool = False
    ) -> Extraction:
        del encoding, insists
        text, blocks = "", []
        for line in data.decode().splitlines():
            label, words = line.split(": ", 1)
            words = words.replace("/", "\n")
            level = 1 if label == "heading" else 0
            place = TextRange(len(text), len(text) + len(words))
            blocks.append(Block(kind=KINDS[label], range=place, level=level))
            text += words + "\n"
        source = Source(text=text, encoding="utf-8", digest=digest_of(data))
        return Extraction(
            source=source, name=path.stem, blocks=tuple(blocks), media_type="text/x-labelled"
        )


PROSE = (
    "夜深了，書房里只剩下一盞燈，窗外的雨下了又停，停了又下，他把昨天沒有讀完的那一頁重新翻開，"
    "從頭讀起，讀到一半忽然想起一件舊事，便放下書，走到窗前站了很久，直到遠處的鐘聲響了三下。",
    "門口的老樹今年開花比往年都早，鄰居們說是春天暖得太快，孩子們在樹下撿花瓣，撿滿一籃便跑回"
    "家去，分給每一個還沒有出門的大人看，一直看到天黑，誰也不肯先把花瓣放下。",
)
WRAPPED = [text[at : at + 24] for text in PROSE * 8 for at in range(0, len(text), 24)]
"""As a terminal breaks lines: in plain text they would be joined."""
LINES = (
    *(("paragraph", line) for line in WRAPPED),
    ("paragraph", "第一章　燈下"),
    ("caption", "門口寫著「茶&amp;書」三個字。"),
    ("heading", "他說的話"),
    ("paragraph", "作者：沈夜行"),
    ("code", "甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸甲乙丙丁/" * 9 + "子"),
    ("title", "雨&amp;燈"),
)
DATA = "".join(f"{kind}: {words}\n" for kind, words in LINES).encode()
PATH = Path("檔名.labelled")


def document(overlays: Overlays | None = None) -> Document:
    known = (LabelledLines(), *IMPORTERS)
    return analyse(extract(DATA, PATH, importers=known), overlays or Overlays())


def kinds_of(document: Document) -> list[str]:
    return [block.kind.value for block in document.blocks]


def test_given_blocks_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_analyses(monkeypatch)

    given = document()

    assert kinds_of(given) == [kind for kind, _ in LINES]
    assert given.title == "雨&燈"
    assert [section.title for section in given.sections] == [None, "他說的話"]
    assert given.media_type == "text/x-labelled"
    assert calls == {"find_damage": 1}


def test_damage_within_a_given_block_is_repaired_and_what_would_join_lines_is_not() -> None:
    given = document()

    found = find_repairs(given.source.text)
    assert any("\n" in repair.before for repair in found), "there is something to be joined"
    assert {repair.before for repair in given.repairs} == {"&amp;"}
    assert all(repair.applied for repair in given.repairs)
    assert given.repaired[0].count("\n") == given.source.text.count("\n")


def test_no_other_repairs_overrule_given_blocks() -> None:
    given = document()
    everything = [each._replace(applied=True) for each in find_repairs(given.source.text)]

    for other in (with_repairs(given, everything), with_repairs(given, ())):
        assert [block.range for block in other.blocks] == [block.range for block in given.blocks]
        assert kinds_of(other) == kinds_of(given)
        assert other.repaired[0].count("\n") == given.source.text.count("\n")
    assert with_repairs(given, ()).title == "雨&amp;燈"


def test_decisions_and_roles_of_the_user_lie_over_given_blocks() -> None:
    given = document()
    overlays = (
        Overlays()
        .decided([decision_on(given.repairs[0], applied=True, after="與")])
        .decided([decision_on_all("rewrap", applied=True)])
        .corrected([Correction(range=given.blocks[0].range, kind=BlockKind.QUOTE)])
    )

    for decided in (document(overlays), as_decided(given, overlays)):
        assert kinds_of(decided) == ["quote", *kinds_of(given)[1:]]
        assert "茶與書" in decided.repaired[0]
        assert decided.repaired[0].count("\n") == given.source.text.count("\n")


def test_a_file_of_another_kind_is_plain_text_beside_it() -> None:
    known = (LabelledLines(), *IMPORTERS)

    plain = extract("夜深了。".encode(), Path("a.txt"), importers=known)

    assert plain.blocks is None


def test_a_row_in_the_table_is_all_the_program_needs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr(importers, "IMPORTERS", (LabelledLines(), *IMPORTERS))
    path, library = tmp_path / PATH.name, Library(tmp_path / "library")
    path.write_bytes(DATA)
    root = ("--library", str(library.root))
    words = ("annotate", str(path), "--quote", "「茶&書」")

    assert main([*root, *words]) == 0
    capsysbinary.readouterr()
    assert main([*root, "show", "--json", str(path)]) == 0

    shown = json.loads(capsysbinary.readouterr().out)
    kinds = [block["kind"] for section in shown["sections"] for block in section["blocks"]]
    assert kinds == [BlockKind(kind).printed for kind, _ in LINES]
    article = read_article(path, library)
    assert article.annotations is not None
    assert article.annotations.about.format == "text/x-labelled"
    assert article.store is not None
    assert article.store.source_path is not None
    assert article.store.source_path.suffix == ".labelled"


@pytest.mark.parametrize("places", [(), ((0, 0),), ((2, 4), (0, 1)), ((0, 3), (2, 4)), ((0, 9),)])
def test_blocks_that_are_in_no_order_are_refused(places: tuple[tuple[int, int], ...]) -> None:
    blocks = tuple(Block(kind=BlockKind.PARAGRAPH, range=TextRange(*each)) for each in places)
    source = Source(text="夜深了。", encoding="utf-8", digest="sha256:0")

    with pytest.raises(ValueError, match=re.compile("order|none")):
        Extraction(source=source, name="夜", blocks=blocks)
