"""The commands for columns and quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import Hand, Mouse


def is_vertical(window: MainWindow) -> bool:
    assert window.session is not None
    start = window.session.document.source.text.index("翻開第")
    first, second = (
        window.workspace.page.boxes_of(TextRange(at, at + 1))[0].center()
        for at in (start, start + 1)
    )
    return second.y() > first.y() + 5


def test_a_key_changes_the_writing_and_the_next_window_has_it(
    hand: Hand, make_window: Callable[..., MainWindow], article: Path
) -> None:
    assert not is_vertical(hand.window)

    hand.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)

    assert is_vertical(hand.window)
    hand.window.close()
    other = make_window()
    assert other.open_now(article)
    assert is_vertical(other)
    action = next(each for each in other.actions() if each.objectName() == "vertical")
    assert action.isChecked()


def test_each_script_view_writes_in_columns(hand: Hand) -> None:
    hand.trigger("vertical")

    for target in ("original", "auto-s", "auto-tw", "auto-hk"):
        hand.trigger(f"script-{target}")
        assert is_vertical(hand.window)


def test_quotation_marks_are_of_the_view_shown(hand: Hand) -> None:
    quotes = hand.action("corner-quotes")
    assert not quotes.isChecked()

    hand.trigger("script-auto-tw")
    assert quotes.isChecked()
    hand.trigger("corner-quotes")
    assert not quotes.isChecked()
    hand.trigger("script-auto-hk")
    assert quotes.isChecked()
    hand.trigger("script-auto-tw")
    assert not quotes.isChecked()


def test_columns_have_no_curly_quotes_to_choose(hand: Hand) -> None:
    hand.trigger("vertical")

    assert not hand.action("corner-quotes").isEnabled()
    assert hand.action("corner-quotes").isChecked()
    hand.trigger("vertical")
    assert hand.action("corner-quotes").isEnabled()


def test_the_bar_stands_beside_the_columns(hand: Hand, mouse: Mouse) -> None:
    hand.trigger("vertical")
    boxes = hand.page.boxes_of(hand.place_of("翻開第一頁"))
    within = QPointF(0, 1)

    start, end = boxes[0].topLeft() + within, boxes[-1].bottomRight() - within
    mouse.drag(hand.page.viewport(), start, end - QPointF(3, 0))

    assert hand.page.selection == hand.place_of("翻開第一頁")
    bar = hand.window.workspace.selection_bar
    assert bar.isVisible()
    assert not any(box.toRect().intersects(bar.geometry()) for box in boxes)
