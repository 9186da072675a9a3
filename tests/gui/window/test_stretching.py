"""The ends of a mark: moved with the mouse and by keys, in lines and in columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QPushButton

from reader.annotation.anchoring import anchor
from reader.annotation.changes import stretched
from reader.annotation.merging import merge_versions
from reader.gui.window.commands import Menu
from reader.gui.window.features.feature_set import commands
from reader.gui.window.status_bar import StatusLine
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QRectF
    from pytestqt.qtbot import QtBot

    from reader.annotation.model import Annotation
    from tests.support.hand import Hand, Mouse

PASSAGE = "前人的朱筆圈點"
START, END = "start", "end"
MODES = pytest.mark.parametrize("is_vertical", [False, True], ids=["horizontal", "vertical"])
ENDS = [each.name for each in commands() if each.menu is Menu.ENDS]


def write(hand: Hand, *, is_vertical: bool) -> None:
    if is_vertical:
        hand.trigger("vertical")


def box_of(hand: Hand, offset: int) -> QRectF:
    (box,) = hand.page.boxes_of(TextRange(offset, offset + 1))
    return box


def grip_of(hand: Hand, end: str) -> QPointF:
    """Return the middle of the handle at an end of what has a frame."""
    part = hand.page.chosen
    assert part is not None
    is_vertical = hand.action("vertical").isChecked()
    box = box_of(hand, part.start if end == START else part.end - 1)
    if end == START:
        return box.topRight() + QPointF(0, -3) if is_vertical else box.topLeft() + QPointF(-3, 0)
    return box.bottomLeft() + QPointF(0, 3) if is_vertical else box.bottomRight() + QPointF(3, 0)


def along(hand: Hand, at: QPointF, characters: float) -> QPointF:
    """Return a point so many characters further along the line."""
    way = characters * hand.page.em
    return at + (QPointF(0, way) if hand.action("vertical").isChecked() else QPointF(way, 0))


def drag_end(hand: Hand, mouse: Mouse, end: str, offset: int) -> None:
    """Drag an end of what has a frame to before the character at an offset, in the same line."""
    part = hand.page.chosen
    assert part is not None
    grip = grip_of(hand, end)
    if end == START:
        way = box_of(hand, offset).topLeft() - box_of(hand, part.start).topLeft()
    else:
        way = box_of(hand, offset - 1).bottomRight() - box_of(hand, part.end - 1).bottomRight()
    mouse.drag(hand.page.viewport(), grip, grip + way)


def said_of(hand: Hand, id_: str) -> str:
    place = hand.session.annotation_index.place_of(id_)
    assert place is not None
    return place.slice(hand.session.document.source.text)


def kept(annotation: Annotation) -> tuple[object, ...]:
    return annotation.body, annotation.motivation, annotation.created, annotation.id


@pytest.mark.alike(5)
@MODES
@pytest.mark.parametrize(
    ("end", "said"),
    [
        (START, "頁，前人的朱筆圈點"),
        (START, "的朱筆圈點"),
        (END, "前人的朱筆圈點就在"),
        (END, "前人的朱"),
        # Past each other: what lies between the two, the end that is not held at its place.
        (START, "就在"),
        (END, "頁，"),
    ],
)
def test_an_end_is_dragged(
    hand: Hand, mouse: Mouse, is_vertical: bool, end: str, said: str
) -> None:
    write(hand, is_vertical=is_vertical)
    id_ = hand.mark(PASSAGE, "style-wavy")
    hand.session.set_note(id_, "注")
    hand.session.finish_step()
    before, steps = hand.session.annotation(id_), hand.session.undo_stack.count()

    goal, marked = hand.place_of(said), hand.place_of(PASSAGE)
    drag_end(hand, mouse, end, ({goal.start, goal.end} - {marked.start, marked.end}).pop())

    after = hand.session.annotation(id_)
    assert said_of(hand, id_) == said
    assert kept(after) == kept(before)
    assert after.quote == said
    assert anchor(after, hand.session.document) == hand.page.chosen
    assert hand.session.undo_stack.count() == steps + 1
    hand.trigger("undo")
    assert said_of(hand, id_) == PASSAGE
    assert hand.page.selection is None


@MODES
def test_the_mark_follows_before_the_end_is_let_go(
    hand: Hand, mouse: Mouse, is_vertical: bool
) -> None:
    write(hand, is_vertical=is_vertical)
    id_ = hand.mark(PASSAGE)
    other = hand.mark("就在那裡", "color-pink")
    hand.cards.set_active(id_)
    grip = grip_of(hand, END)
    steps = hand.session.undo_stack.count()

    mouse.press(hand.page.viewport(), grip)
    mouse.move(hand.page.viewport(), along(hand, grip, 2))

    shown = hand.place_of(PASSAGE + "就在")
    assert hand.page.chosen == shown
    painted = hand.page._marks_in(hand.place_of("就在"))
    assert [(mark.id, mark.range) for mark in painted] == [
        (id_, shown),
        (other, hand.place_of("就在那裡")),
    ]
    assert hand.session.undo_stack.count() == steps
    hand.press(Qt.Key.Key_Escape)
    assert hand.page.chosen == hand.place_of(PASSAGE)
    mouse.move(hand.page.viewport(), along(hand, grip, 3))
    mouse.release(hand.page.viewport(), along(hand, grip, 3))
    assert said_of(hand, id_) == PASSAGE
    assert hand.session.undo_stack.count() == steps


def test_a_click_on_an_end_changes_nothing(hand: Hand, mouse: Mouse) -> None:
    id_ = hand.mark(PASSAGE)
    steps = hand.session.undo_stack.count()

    for end in (START, END):
        grip = grip_of(hand, end)
        mouse.drag(hand.page.viewport(), grip, along(hand, grip, 0.1))

    assert hand.session.undo_stack.count() == steps
    assert hand.cards.active == id_


@MODES
def test_a_dragged_end_goes_on_beyond_the_window(
    hand: Hand, mouse: Mouse, qtbot: QtBot, article: Path, is_vertical: bool
) -> None:
    article.write_text("長文\n\n" + f"{PASSAGE}就在那裡，一天只讀三五頁。\n\n" * 200, "utf-8")
    assert hand.window.open_now(article)
    write(hand, is_vertical=is_vertical)
    id_ = hand.mark(PASSAGE)
    page = hand.page
    bar = page.horizontalScrollBar() if is_vertical else page.verticalScrollBar()
    grip = grip_of(hand, END)
    beyond = QPointF(-80, grip.y()) if is_vertical else QPointF(grip.x(), page.height() + 80)

    mouse.press(page.viewport(), grip)
    mouse.move(page.viewport(), beyond)
    qtbot.waitUntil(lambda: bar.value() > 300)
    mouse.release(page.viewport(), beyond)

    assert not page.pointer.is_autoscrolling
    assert len(said_of(hand, id_)) > 300
    hand.trigger("undo")
    assert page.is_in_sight(hand.place_of(PASSAGE))


def test_an_end_is_given_up_where_the_mark_is_no_longer(hand: Hand, mouse: Mouse) -> None:
    id_ = hand.mark(PASSAGE)
    grip = grip_of(hand, END)
    mouse.press(hand.page.viewport(), grip)
    mouse.move(hand.page.viewport(), along(hand, grip, 2))

    hand.session.remove(id_)
    mouse.release(hand.page.viewport(), along(hand, grip, 2))

    assert hand.session.annotation(id_).is_deleted
    assert hand.page.chosen is None


def test_a_mark_that_another_device_wrote_meanwhile_is_dragged_on(hand: Hand, mouse: Mouse) -> None:
    id_ = hand.mark(PASSAGE)
    grip = grip_of(hand, END)
    mouse.press(hand.page.viewport(), grip)
    mouse.move(hand.page.viewport(), along(hand, grip, 1))

    hand.session.set_color(id_, "blue")
    mouse.move(hand.page.viewport(), along(hand, grip, 2))
    mouse.release(hand.page.viewport(), along(hand, grip, 2))

    assert said_of(hand, id_) == PASSAGE + "就在"
    assert hand.session.annotation(id_).color == "blue"


def test_what_can_only_be_read_has_no_ends(hand: Hand, mouse: Mouse) -> None:
    id_ = hand.mark(PASSAGE)
    grip = grip_of(hand, END)
    hand.session.is_read_only = True

    mouse.drag(hand.page.viewport(), grip, along(hand, grip, 2))
    hand.trigger("end-on-by-character")

    assert said_of(hand, id_) == PASSAGE


def test_the_pointer_says_that_an_end_can_be_moved(hand: Hand, qtbot: QtBot) -> None:
    hand.mark(PASSAGE)
    viewport = hand.page.viewport()

    for is_vertical, shape in (
        (False, Qt.CursorShape.SizeHorCursor),
        (True, Qt.CursorShape.SizeVerCursor),
    ):
        write(hand, is_vertical=is_vertical)
        for end in (START, END):
            qtbot.mouseMove(viewport, viewport.rect().center())
            qtbot.mouseMove(viewport, grip_of(hand, end).toPoint())
            assert viewport.cursor().shape() is shape


KEYS = {
    "A": "，前人的朱筆圈點",
    "S": "人的朱筆圈點",
    "D": "前人的朱筆圈",
    "F": "前人的朱筆圈點就",
    "Q": "翻開第一頁，前人的朱筆圈點",
    "W": PASSAGE,
    "E": PASSAGE,
    "R": "前人的朱筆圈點就在那裡",
}


@pytest.mark.alike(6)
@MODES
@pytest.mark.parametrize(("key", "said"), KEYS.items())
def test_a_key_moves_an_end(hand: Hand, key: str, said: str, is_vertical: bool) -> None:
    write(hand, is_vertical=is_vertical)
    id_ = hand.mark(PASSAGE)
    hand.page.setFocus()

    hand.press(getattr(Qt.Key, f"Key_{key}"))

    assert said_of(hand, id_) == said
    told = message(hand)
    assert said[:8] in told
    assert str(len(said)) in told


def message(hand: Hand) -> str:
    bar = hand.window.statusBar()
    assert isinstance(bar, StatusLine)
    return bar.currentMessage()


def test_keys_in_a_row_are_one_step(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    steps = hand.session.undo_stack.count()
    hand.page.setFocus()

    for key in (Qt.Key.Key_F, Qt.Key.Key_F, Qt.Key.Key_A, Qt.Key.Key_D):
        hand.press(key)
    assert said_of(hand, id_) == "，前人的朱筆圈點就"
    hand.press(Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)

    assert hand.session.undo_stack.count() == steps + 1
    hand.trigger("undo")
    assert said_of(hand, id_) == PASSAGE
    hand.trigger("redo")
    other = hand.mark("一天只讀三五頁")
    hand.cards.set_active(id_)
    hand.press(Qt.Key.Key_F)
    assert hand.session.undo_stack.count() == steps + 3
    assert said_of(hand, other) == "一天只讀三五頁"


def test_with_a_caret_the_mark_that_was_taken_has_ends(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    hand.page.setFocus()
    hand.trigger("caret")
    hand.page.point_at(hand.place_of("朱筆").start)
    hand.press(Qt.Key.Key_Escape)
    assert hand.cards.active is None
    assert not hand.action(ENDS[0]).isEnabled()

    hand.press(Qt.Key.Key_Return)
    hand.press(Qt.Key.Key_F)
    hand.press(Qt.Key.Key_S)

    assert hand.cards.active == id_
    assert said_of(hand, id_) == "人的朱筆圈點就"


def test_an_end_that_goes_out_of_the_window_is_brought_into_sight(
    hand: Hand, article: Path
) -> None:
    line = "一天只讀三五頁" * 40
    article.write_text(f"長文\n\n{PASSAGE}，{line}。\n\n" + f"{line}。\n\n" * 20, "utf-8")
    assert hand.window.open_now(article)
    id_ = hand.mark(PASSAGE)
    hand.page.setFocus()

    for _ in range(12):
        hand.press(Qt.Key.Key_R)

    place = hand.session.annotation_index.place_of(id_)
    assert place is not None
    assert hand.page.is_in_sight(TextRange(place.end - 1, place.end))
    assert hand.page.verticalScrollBar().value() > 0


def test_a_note_just_begun_is_kept_with_what_its_mark_reaches_over(
    hand: Hand, mouse: Mouse
) -> None:
    id_ = hand.mark(PASSAGE)
    hand.trigger("note")
    hand.type("zhu")

    drag_end(hand, mouse, END, hand.place_of(PASSAGE).end + 2)

    assert said_of(hand, id_) == PASSAGE + "就在"
    assert hand.session.annotation(id_).note == "zhu"


@pytest.mark.alike(5)
@pytest.mark.parametrize("name", ENDS)
def test_without_a_mark_no_end_is_moved(hand: Hand, name: str) -> None:
    assert not hand.action(name).isEnabled()
    assert "Choose" in hand.action(name).toolTip()

    hand.mark(PASSAGE)

    assert hand.action(name).isEnabled()


def test_a_dragged_end_leaves_the_other_within_a_word_shown_as_a_whole(
    hand: Hand, mouse: Mouse, article: Path
) -> None:
    article.write_text("長文\n\n這裡的打印机坏了，软件和程序员都在。\n", "utf-8")
    assert hand.window.open_now(article)
    hand.session.show_in("s2twp")
    id_ = hand.mark("坏了")
    inside = hand.place_of("印机").end - 1
    hand.session.stretch(id_, TextRange(hand.place_of("的打").start, inside))

    drag_end(hand, mouse, START, hand.place_of("這裡").start)

    place = TextRange(hand.place_of("這裡").start, inside)
    assert hand.session.annotation_index.place_of(id_) == place


def test_two_ranges_of_two_devices_are_both_there_to_be_chosen(hand: Hand) -> None:
    id_ = hand.mark(PASSAGE)
    session = hand.session
    session.snapshot()
    elsewhere = stretched(
        session.annotation(id_),
        session.document,
        hand.place_of("前人的朱筆圈點就在那裡"),
        now="2030-01-01T00:00:00.000Z",
    )
    session.stretch(id_, hand.place_of("朱筆"))

    merged = merge_versions(session.annotation(id_), elsewhere)
    items = tuple(merged if item.id == id_ else item for item in session.annotations.items)
    session.merge_external(replace(session.annotations, items=items))

    shown = said_of(hand, id_)
    assert shown in {"朱筆", elsewhere.quote}
    hand.trigger("versions")
    keep = hand.window.findChildren(QPushButton, "keepVersion")
    assert len(keep) == 2
    hand.click(keep[1])
    assert {shown, said_of(hand, id_)} == {"朱筆", elsewhere.quote}
    assert hand.page.chosen == session.annotation_index.place_of(id_)
    hand.trigger("undo")
    assert said_of(hand, id_) == shown
