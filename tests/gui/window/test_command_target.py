"""What lies over each other is chosen from the top; nothing is changed that cannot be seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from reader.annotation.changes import created, now
from reader.annotation.model import STYLES, Body
from reader.document.model import BlockKind
from reader.gui.widgets.theme import THEMES, load_theme
from reader.gui.window.commands import ActsOn, Menu
from reader.gui.window.features.feature_set import commands
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage

    from tests.support.hand import Hand

    Act = Callable[[Hand], object]

LINE = "前人的朱筆圈點就在那裡，像有人在耳邊輕聲說話"
FIRST = "第一段：雨下了一整夜，燈也亮了一整夜"
LATER = "晴了。"

OVERLAPS = {
    "a shorter, earlier one": [LINE[2:6], LINE],
    "a shorter, later one": [LINE, LINE[2:6]],
    "equal ones": [LINE, LINE],
    "partly": [LINE[:5], LINE[3:]],
    "three": [LINE[:8], LINE[2:6], LINE[3:]],
    "six": [LINE[: 4 + number] for number in range(6)],
    "three of one kind": [LINE[3:5]] * 3,
    "across paragraphs": [LINE[2:6], LINE + "。\n\n先讀後記"],
}


@pytest.fixture
def long_read(hand: Hand, article: Path) -> Hand:
    """A hand at an article of many pages."""
    between = "".join(f"第{number}天，晴，讀書，寫字，{LATER}\n\n" for number in range(300))
    article.write_text(f"長文\n\n{FIRST}。\n\n{between}", encoding="utf-8")
    assert hand.window.open_now(article)
    return hand


def add(hand: Hand, quote: str, style: str = "solid", *, note: str = "") -> str:
    """Let another program write an annotation, in the commands of which there are more styles."""
    body = Body(color="yellow", highlight=style, value=note)
    annotation = created(hand.session.document, hand.place_of(quote), body, now=now())
    annotations = hand.session.annotations
    hand.session.merge_external(replace(annotations, items=(*annotations.items, annotation)))
    return annotation.id


def add_orphan(hand: Hand) -> str:
    """Let another program write an annotation to a text that is not there."""
    annotation = created(hand.session.document, hand.place_of(LINE), Body(value="想法"), now=now())
    assert annotation.target is not None
    lost = replace(annotation.target, exact="此處從來沒有過的一句話", prefix="", suffix="")
    annotations = hand.session.annotations
    items = (*annotations.items, replace(annotation, target=lost))
    hand.session.merge_external(replace(annotations, items=items))
    assert [each.id for each in hand.session.annotation_index.orphans()] == [annotation.id]
    return annotation.id


def leave(hand: Hand) -> None:
    """Read on for two pages."""
    hand.page.setFocus()
    hand.press(Qt.Key.Key_PageDown)
    hand.press(Qt.Key.Key_PageDown)


def chosen(hand: Hand) -> TextRange | None:
    return hand.page.chosen


# What is clicked


@pytest.mark.parametrize("quotes", OVERLAPS.values(), ids=OVERLAPS)
def test_a_click_takes_the_mark_on_top_and_further_clicks_the_next(
    hand: Hand, quotes: Sequence[str]
) -> None:
    ids = [add(hand, quote, note="想法") for quote in quotes]

    taken = []
    for _ in range(len(ids) + 1):
        hand.click_text(LINE[3:])
        taken.append(hand.cards.active)

    assert taken == [*reversed(ids), ids[-1]]


def test_what_is_taken_is_what_has_its_color_there(hand: Hand) -> None:
    for quote, color in ((LINE[2:6], "green"), (LINE, "pink"), (LINE[4:], "blue")):
        hand.mark(quote, f"color-{color}")
        hand.cards.set_active(None)

    for quote in (LINE, LINE[3:], LINE[5:]):
        hand.click_text(quote)
        active = hand.cards.active
        assert active is not None
        hand.cards.set_active(None)
        (box,) = boxes_of(hand, quote[0])
        assert fill_in(hand, box) == hand.session.annotation(active).color


def test_a_click_at_another_place_begins_at_the_top(hand: Hand) -> None:
    below, above = add(hand, LINE), add(hand, LINE)
    hand.click_text(LINE)
    hand.click_text(LINE)
    assert hand.cards.active == below

    hand.click_text(LINE[4:])

    assert hand.cards.active == above


def test_what_is_on_top_is_deleted_and_then_what_was_below(hand: Hand) -> None:
    below, above = add(hand, LINE[2:6], note="想法"), add(hand, LINE)
    for id_ in (above, below):
        hand.click_text(LINE[3:])
        hand.press(Qt.Key.Key_Delete)
        assert hand.session.annotation(id_).is_deleted
        assert hand.session.annotation(below).is_deleted is (id_ == below)


def test_a_mark_over_a_part_of_what_was_repaired_is_clicked_where_it_is_seen(
    hand: Hand, article: Path
) -> None:
    article.write_text("長文\n\n他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n", encoding="utf-8")
    assert hand.window.open_now(article)
    id_ = add(hand, "xi")
    assert chosen(hand) is None

    hand.click_text("現(xiàn)")

    assert hand.cards.active == id_


@pytest.mark.parametrize("target", ["auto-s", "auto-tw", "auto-hk"])
def test_the_mark_on_top_is_taken_in_every_script(hand: Hand, target: str) -> None:
    add(hand, LINE[2:6])
    above = add(hand, LINE)

    hand.trigger(f"script-{target}")
    hand.click_text(LINE[3:])

    assert hand.cards.active == above


def test_what_the_filter_hides_is_taken_all_the_same(hand: Hand) -> None:
    add(hand, LINE[2:6], note="想法")
    above = add(hand, LINE, note="別的")
    hand.window.workspace.annotations.filter_bar.field.setText("想法")

    hand.click_text(LINE[3:])

    assert hand.cards.active == above
    assert hand.cards.is_in_sight(above)


# How it is shown


def boxes_of(hand: Hand, quote: str) -> list[QRectF]:
    return hand.page.boxes_of(hand.place_of(quote))


def look(hand: Hand) -> QImage:
    return hand.page.viewport().grab().toImage()


def corner_of(box: QRectF) -> QPoint:
    """Return a point of a character's box where the character is not."""
    return box.topLeft().toPoint() + QPoint(2, 2)


def fill_in(hand: Hand, box: QRectF) -> str:
    """Return the annotation colour that is like most of a box."""
    image = hand.page.viewport().grab(box.toRect()).toImage()
    points = product(range(image.width()), range(image.height()))
    ((most, _),) = Counter(image.pixel(x, y) for x, y in points).most_common(1)
    seen, fills = QColor(most), load_theme("light").fills

    def distance(color: str) -> int:
        fill = QColor(fills[color])
        pairs = zip(fill.getRgb(), seen.getRgb(), strict=True)  # type: ignore[call-overload]
        return sum((one - other) ** 2 for one, other in pairs)

    return min(fills, key=distance)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours as WCAG 2 has it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_chosen_has_a_frame(hand: Hand, theme: str) -> None:
    hand.trigger(f"theme-{theme}")
    hand.trigger("notes")
    for style in STYLES:
        for note in ("", "想法"):
            id_ = add(hand, LINE, style, note=note)
            assert contrast_of_frame(hand, id_) > 3, (style, note)
            hand.session.remove(id_)


def contrast_of_frame(hand: Hand, id_: str) -> float:
    """Choose an annotation, compare what is above its first characters with before; let go."""
    plain = look(hand)
    hand.cards.set_active(id_)
    framed = look(hand)
    hand.cards.set_active(None)
    assert look(hand) == plain
    (box,) = boxes_of(hand, LINE[:4])
    x = round(box.left()) + 30
    column = range(round(box.top()) - 4, round(box.top()) + 3)
    return max(contrast(framed.pixelColor(x, y), plain.pixelColor(x, y)) for y in column)


def test_a_bookmark_is_shown_when_it_is_chosen(hand: Hand) -> None:
    plain = look(hand)
    place = TextRange(hand.place_of(LINE).start, hand.place_of(LINE).start)
    bookmark = created(hand.session.document, place, Body(), now=now())
    annotations = hand.session.annotations
    hand.session.merge_external(replace(annotations, items=(*annotations.items, bookmark)))
    there = look(hand)
    assert there != plain

    hand.cards.set_active(bookmark.id)

    assert look(hand) not in (there, plain)
    assert hand.page.is_in_sight(place)


def test_esc_and_a_click_beside_the_text_let_go_of_it(hand: Hand) -> None:
    id_ = add(hand, LINE)
    places = [QPoint(3, 3), None]
    for at in places:
        hand.cards.set_active(id_)
        assert chosen(hand) == hand.place_of(LINE)
        if at is None:
            hand.page.setFocus()
            hand.press(Qt.Key.Key_Escape)
        else:
            hand.click(hand.page.viewport(), at)
        assert hand.cards.active is None
        assert chosen(hand) is None


def test_another_article_begins_with_nothing_chosen(hand: Hand, tmp_path: Path) -> None:
    hand.cards.set_active(add(hand, LINE))
    other = tmp_path / "other.txt"
    other.write_text("另一篇\n\n雨後的院子裡，竹葉上還掛著水珠。\n", encoding="utf-8")

    assert hand.window.open_now(other)

    assert chosen(hand) is None


# What is changed


def test_all_that_marks_and_corrects_says_what_it_acts_on() -> None:
    silent = {
        "versions",  # looks for what it is about, and goes there
        "article-note",  # is about no passage
        "bookmark",  # is put where one reads
        "name-colors",  # is about no article
    }
    changing = [each for each in commands() if each.menu in {Menu.MARK, Menu.STRUCTURE}]

    assert {each.name for each in changing if each.acts_on is None} == silent


PASSAGES = [each for each in commands() if each.acts_on is ActsOn.PASSAGE]
ON_ANNOTATION = [
    command
    for command in commands()
    if command.acts_on in {ActsOn.PASSAGE, ActsOn.ANNOTATION} and command.name != "earlier-texts"
]
"""But for what is not offered for a note that was never changed."""
ON_BLOCK = [c for c in commands() if c.acts_on is ActsOn.BLOCK and c.name != "role-paragraph"]


def state(hand: Hand) -> object:
    items = hand.session.annotations.items
    return items, hand.session.document.blocks, hand.cards.being_edited


def asked_twice(hand: Hand, name: str, place: TextRange) -> None:
    """Ask for a command that must not act before what it acts on is in sight."""
    before, text = state(hand), hand.action(name).text()
    assert not hand.page.is_in_sight(place)

    hand.trigger(name)
    assert state(hand) == before
    assert hand.page.is_in_sight(place)
    assert text in hand.window.notification
    assert FIRST[:6] in hand.window.notification

    hand.trigger(name)
    assert state(hand) != before
    assert hand.child_is_hidden("notification")


@pytest.mark.alike(11)
@pytest.mark.parametrize("name", [command.name for command in ON_ANNOTATION])
@pytest.mark.parametrize("panel", ["notes", "no notes"])
def test_an_annotation_out_of_sight_is_shown_before_it_is_changed(
    long_read: Hand, name: str, panel: str
) -> None:
    hand = long_read
    hand.trigger("color-purple")
    hand.mark(FIRST, "color-blue" if name != "color-blue" else "color-green")
    if panel == "no notes":
        hand.trigger("notes")
    if name == "highlight":
        hand.window.features.marking.set_last(color="purple")
    if name == "style-solid":
        hand.trigger("style-wavy")
    leave(hand)

    asked_twice(hand, name, hand.place_of(FIRST))


@pytest.mark.alike(5)
@pytest.mark.parametrize("name", [command.name for command in PASSAGES])
def test_a_selection_out_of_sight_is_shown_before_it_is_marked(long_read: Hand, name: str) -> None:
    long_read.page.select(long_read.place_of(FIRST))
    leave(long_read)

    asked_twice(long_read, name, long_read.place_of(FIRST))


@pytest.mark.alike(4)
@pytest.mark.parametrize("name", [command.name for command in ON_BLOCK])
def test_a_paragraph_out_of_sight_is_shown_before_it_is_corrected(
    long_read: Hand, name: str
) -> None:
    long_read.click_text(FIRST)
    leave(long_read)

    asked_twice(long_read, name, long_read.place_of(FIRST))


def test_the_keys_ask_too(long_read: Hand) -> None:
    long_read.click_text(FIRST)
    leave(long_read)
    held = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    index = long_read.session.document.block_index(long_read.place_of(FIRST).start)

    long_read.press(Qt.Key.Key_1, *held)
    assert long_read.session.document.blocks[index].kind is BlockKind.PARAGRAPH
    long_read.press(Qt.Key.Key_1, *held)

    assert long_read.session.document.blocks[index].kind is BlockKind.HEADING


def test_of_a_long_selection_it_is_the_beginning_that_is_corrected(long_read: Hand) -> None:
    text = long_read.session.document.source.text
    long_read.page.select(TextRange(text.index(FIRST), len(text)))
    leave(long_read)
    assert long_read.page.selection is not None
    assert long_read.page.is_in_sight(long_read.page.selection)

    asked_twice(long_read, "role-heading-1", long_read.place_of(FIRST))


def test_reading_on_in_between_is_asked_again(long_read: Hand) -> None:
    id_ = long_read.mark(FIRST)
    for _ in range(3):
        leave(long_read)
        long_read.trigger("delete")
        assert not long_read.session.annotation(id_).is_deleted


def test_what_was_never_pointed_at_is_named_first(hand: Hand) -> None:
    before = hand.session.document.blocks

    hand.trigger("role-back-matter")
    assert hand.session.document.blocks == before
    assert "燈下" in hand.window.notification
    hand.trigger("role-back-matter")

    assert hand.session.document.blocks != before


def test_a_section_gone_to_is_what_is_corrected(hand: Hand) -> None:
    hand.click_text(LINE)

    hand.window.navigation.go_to_section(1)
    hand.trigger("role-heading-2")

    section = hand.session.document.sections[1]
    assert (section.title, section.level) == ("先讀後記，再讀正文", 2)


@pytest.mark.parametrize("panel", ["notes", "repairs"])
def test_what_has_no_place_is_shown_in_the_notes_before_it_is_deleted(
    hand: Hand, panel: str
) -> None:
    id_ = add_orphan(hand)
    hand.cards.set_active(id_)
    hand.trigger(panel)  # which closes the notes, or has the repairs in their place

    hand.trigger("delete")
    assert not hand.session.annotation(id_).is_deleted
    assert hand.cards.is_in_sight(id_)
    hand.trigger("delete")

    assert hand.session.annotation(id_).is_deleted


def test_what_can_only_be_read_says_so_and_goes_nowhere(long_read: Hand) -> None:
    long_read.mark(FIRST)
    leave(long_read)
    long_read.session.is_read_only = True
    offset = long_read.page.reading_offset

    long_read.trigger("delete")

    assert long_read.page.reading_offset == offset


def test_the_sentence_goes_when_something_else_is_chosen(long_read: Hand) -> None:
    long_read.mark(FIRST)
    leave(long_read)
    long_read.trigger("delete")
    assert not long_read.child_is_hidden("notification")

    long_read.click(long_read.page.viewport(), QPoint(3, 3))

    assert long_read.child_is_hidden("notification")


def test_extending_begins_where_one_reads_when_what_was_clicked_is_out_of_sight(
    long_read: Hand,
) -> None:
    long_read.click_text(FIRST)
    leave(long_read)

    long_read.trigger("expand-selection")

    assert long_read.page.selection is not None
    assert long_read.page.selection.start > long_read.place_of(FIRST).end
    assert long_read.page.is_in_sight(long_read.page.selection)


def test_a_note_written_on_out_of_sight_comes_into_sight(long_read: Hand) -> None:
    id_ = long_read.mark(FIRST)
    for quote in [f"第{number}天" for number in range(20, 50)]:
        add(long_read, quote)
    long_read.trigger("note")
    bar = long_read.cards.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not long_read.cards.is_in_sight(id_)

    long_read.type("a")

    assert long_read.cards.is_in_sight(id_)


# What is undone


def recolor(hand: Hand) -> None:
    hand.mark(FIRST)
    hand.trigger("color-pink")


def delete(hand: Hand) -> None:
    hand.mark(FIRST)
    hand.trigger("delete")


def write(hand: Hand) -> None:
    hand.mark(FIRST)
    hand.trigger("note")
    hand.type("abc")
    hand.press(Qt.Key.Key_Escape)


def correct(hand: Hand) -> None:
    hand.click_text(FIRST)
    hand.trigger("role-heading-1")


CHANGES: list[Act] = [lambda hand: hand.mark(FIRST), recolor, delete, write, correct]
NAMES = ["mark", "recolor", "delete", "write", "correct"]


@pytest.mark.alike(5)
@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
@pytest.mark.parametrize("panel", ["notes", "no notes", "filter"])
def test_what_is_undone_and_redone_comes_into_sight(
    long_read: Hand, change: Act, panel: str
) -> None:
    hand = long_read
    change(hand)
    if panel == "no notes":
        hand.trigger("notes")
    for step in ("undo", "redo"):
        if panel == "filter":
            hand.window.workspace.annotations.filter_bar.field.setText("沒有")
        leave(hand)
        assert not hand.page.is_in_sight(hand.place_of(FIRST))

        hand.trigger(step)

        assert hand.page.is_in_sight(hand.place_of(FIRST))
        there = [
            annotation.id for _, annotation in hand.session.annotation_index.in_reading_order()
        ]
        assert chosen(hand) == (hand.place_of(FIRST) if there else None)
        if panel != "no notes":
            assert all(hand.cards.is_in_sight(id_) for id_ in there)
    assert hand.window.workspace.side.isHidden() is (panel == "no notes")


def test_what_is_in_sight_stays_where_it_is(long_read: Hand) -> None:
    long_read.mark(FIRST)
    long_read.press(Qt.Key.Key_Down)
    offset = long_read.page.reading_offset

    long_read.trigger("undo")

    assert long_read.page.reading_offset == offset


def test_going_back_leads_to_where_one_read_before_undoing(long_read: Hand) -> None:
    long_read.mark(FIRST)
    leave(long_read)
    offset = long_read.page.reading_offset

    long_read.trigger("undo")
    long_read.trigger("back")

    assert long_read.page.reading_offset == offset


@pytest.mark.parametrize("shows", [True, False])
def test_a_repair_decided_otherwise_comes_into_sight(
    hand: Hand, article: Path, shows: bool
) -> None:
    lines = "\n\n".join(f"第{number}天，晴，讀書，寫字。" for number in range(200))
    article.write_text(
        f"長文\n\n他發(fā)現(xiàn)這一區(qū)的規(guī)範。\n\n{lines}\n", encoding="utf-8"
    )
    assert hand.window.open_now(article)
    hand.trigger("repairs")
    repair = hand.session.document.repairs[0]
    hand.window.workspace.repairs._choices._decide(hand.session, repair, applied=False)
    if not shows:
        hand.trigger("repairs")
    leave(hand)
    place = TextRange(repair.start, repair.end)
    assert not hand.page.is_in_sight(place)

    hand.trigger("undo")

    assert hand.page.is_in_sight(place)
