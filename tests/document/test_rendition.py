"""A passage marked in one script is the same passage in every other, and after a restart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotation.anchoring import anchor
from reader.annotation.changes import created, now
from reader.annotation.model import AnnotationSet, Body
from reader.annotation.sets import new_set
from reader.document.rendition import UNREPAIRED, Rendition
from reader.document.unit_table import UnitTable
from reader.importers import import_bytes
from reader.storage.codec import decode, encode
from reader.text.folding import fold
from reader.text.offsets import TextRange
from reader.text.script import Script

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.document.model import Document

VIEWS = ("original", "auto-s", "auto-tw", "auto-hk")
WORDS = (
    *("头发", "發展", "區(qū)", "執(zhí)", "業(yè)", "干部", "皇后", "里面", "鼠标", "打印机"),
    *("互联网", "𠮷野家", "𫇥", "㓆", "裏", "台湾", "着急", "什么", "乾隆", "關於", "软件"),
    *("，", "。", "“", "”", "A", "12", "　", " ", "😀"),
)

lines = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map("".join), min_size=1)


def selected(rendition: Rendition, data: st.DataObject, *, across: int = 3) -> TextRange:
    """Select something displayed, as the mouse does, and return its source range.

    The selection may reach over so many blocks more.
    """
    blocks = rendition.document.blocks
    first = data.draw(st.integers(0, len(blocks) - 1))
    last = data.draw(st.integers(first, min(first + across, len(blocks) - 1)))
    text, offsets = rendition.part(blocks[first].range)
    start = data.draw(st.integers(0, len(text) - 1))
    least = start + 1 if first == last else 1
    end_text, end_offsets = rendition.part(blocks[last].range)
    end = data.draw(st.integers(least, len(end_text)))
    begin = offsets.to_source(TextRange(start, start + 1)).start + blocks[first].range.start
    stop = end_offsets.to_source(TextRange(end - 1, end)).end + blocks[last].range.start
    return TextRange(begin, stop)


def check_every_view(document: Document, view: str, data: st.DataObject) -> None:
    renditions = {target: Rendition(document, target) for target in VIEWS}
    place = selected(renditions[view], data)
    meant = fold(Rendition(document).text_of(place))

    for target in VIEWS:
        assert fold(renditions[target].text_of(place)) == meant

    annotation = created(document, place, Body(color="green"), now=now())
    empty = new_set(document)
    kept = AnnotationSet(id=empty.id, about=empty.about, items=(annotation,))
    (again,) = decode(encode(kept), Path("annotations.json")).items
    assert anchor(again, document) == place


@settings(deadline=None, max_examples=60)
@given(lines, st.sampled_from(VIEWS), st.data())
def test_a_passage_is_the_same_in_every_view(
    text: list[str], view: str, data: st.DataObject
) -> None:
    article = "夜讀週報 – 一篇裡頭什麼字都有的文章\n" + "\n".join(text)

    check_every_view(import_bytes(article.encode(), Path("a.txt")), view, data)


@settings(deadline=None, max_examples=150)
@given(view=st.sampled_from(VIEWS), data=st.data())
def test_a_passage_of_a_real_article_is_the_same_in_every_view(
    real_article: Document, view: str, data: st.DataObject
) -> None:
    check_every_view(real_article, view, data)


@pytest.fixture(scope="module")
def real_article(shared_data: Path) -> Document:
    path = shared_data / "articles" / "ordos-court.txt"
    return import_bytes(path.read_bytes(), path)


@settings(deadline=None, max_examples=60)
@given(lines, st.sampled_from(["s2twp", "tw2sp"]), st.data())
def test_words_of_another_length_are_shown_whole(
    make_document: Callable[..., Document], text: list[str], target: str, data: st.DataObject
) -> None:
    document = make_document("章\n" + "\n".join(text))
    here, there = Rendition(document), Rendition(document, target)
    place = selected(here, data, across=0)
    block = document.blocks[document.block_index(place.start)].range
    inside = place.shifted(-block.start)

    shown = there.part(block).map.to_target(inside)
    back = there.part(block).map.to_source(shown)

    assert back.start <= inside.start <= inside.end <= back.end
    assert there.part(block).map.to_target(back) == shown


def test_a_passage_over_several_blocks_is_shown_line_by_line(
    make_document: Callable[..., Document],
) -> None:
    document = make_document("他们干了\n　　什么\n头发")

    assert Rendition(document, "s2tw").text_of(TextRange(2, 11)) == "幹了\n什麼\n頭"


def test_a_part_that_cuts_through_a_repair_is_shown_with_the_whole_of_it(
    shared_data: Path,
) -> None:
    path = shared_data / "articles" / "ordos-court.txt"
    document = import_bytes(path.read_bytes(), path)
    repair = next(each for each in document.repairs if each.end - each.start > 3)

    shown, _ = document.repaired_part(TextRange(repair.start + 1, repair.start + 3))

    assert shown == repair.after


def test_only_what_is_asked_for_is_converted(make_document: Callable[..., Document]) -> None:
    document = make_document("\n".join(["头发"] * 1000))
    rendition = Rendition(document, "s2tw")

    rendition.part(document.blocks[500].range)

    assert rendition._render.cache_info().currsize == 1


def test_for_its_beginning_no_more_of_a_passage_is_converted(
    make_document: Callable[..., Document],
) -> None:
    for text in ("\n".join(["头发"] * 1000), "头发白了，" * 10_000):
        document = make_document(text)
        whole = TextRange(1, len(text))
        rendition = Rendition(document, "s2tw")

        beginning = rendition.text_of(whole, enough=100)

        assert rendition._render.cache_info().currsize <= 40
        assert len(beginning) >= 100
        assert rendition.text_of(whole).startswith(beginning)


def test_a_passage_of_a_very_long_block_reads_as_on_the_page(
    make_document: Callable[..., Document],
) -> None:
    text = "他们干了什么头发" * 2_000
    document = make_document(text)
    rendition = Rendition(document, "s2tw")
    units = UnitTable(document)
    shown = [rendition.part(units.range_of(number)).text for number in range(len(units))]

    assert rendition.text_of(TextRange(0, len(text))) == "".join(shown)
    for start in range(units.starts[1] - 3, units.starts[1] + 4):
        around = rendition.text_of(TextRange(start - 20, start + 20))
        assert around == "".join(shown)[start - 20 : start + 20]
        assert rendition.text_of(TextRange(start, start)) == ""


def test_a_word_refused_stays_in_what_is_said_about_the_article_too() -> None:
    path = Path("筑屋.txt")
    text = "筑屋記\n里面的干部說，頭發剪了以后，這里的面條也筑好了，几個人都很高興。\n"
    document = import_bytes(text.encode(), path)

    assert document.script is Script.NAIVE_TRADITIONAL
    assert Rendition(document, "auto-tw").words("里面") == "裡面"
    assert Rendition(document, "auto-tw", refused={"里面"}).words("里面") == "里面"


def test_what_is_not_repaired_reads_as_the_file_does() -> None:
    damaged = ("長文\n\n" + "他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n" * 30).encode()
    document = import_bytes(damaged, Path("a.txt"))
    assert document.applied_count
    rendition = Rendition(document, UNREPAIRED)

    whole = TextRange(0, len(document.source.text))
    lines = [block.range.slice(document.source.text) for block in document.blocks]

    assert rendition.text_of(whole) == "\n".join(lines)
    assert "區(qū)" not in Rendition(document).text_of(whole)


def test_an_unknown_target_is_refused(make_document: Callable[..., Document]) -> None:
    with pytest.raises(ValueError, match="klingon"):
        Rendition(make_document("书"), "klingon")
