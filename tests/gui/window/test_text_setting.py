"""The setting of the text, chosen in the panel over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QSpinBox

from reader.gui.panels.text_panel import TextPanel
from reader.gui.widgets.text_settings import BOOK, TextSettings, text_settings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import Hand


def opened(hand: Hand) -> TextPanel:
    hand.trigger("text")
    panel = hand.child(TextPanel, "textPanel")
    assert panel.isVisible()
    return panel


def body_line(hand: Hand) -> tuple[float, float]:
    """Return height and width of a full line, in pixels."""
    layout = hand.page._page_layout
    assert layout is not None
    unit = next(
        layout.flow.layout(index)
        for index in range(len(layout.flow.units))
        if len(layout.flow.layout(index).lines) > 2
    )
    return unit.lines[0].block_size, layout.setting.measure


def test_what_is_chosen_is_seen_at_once_and_remembered(
    hand: Hand, make_window: Callable[..., MainWindow], hand_at: Callable[[MainWindow], Hand]
) -> None:
    opened(hand)
    height, measure = body_line(hand)

    hand.child(QSpinBox, "text-leading").setValue(220)
    hand.child(QSpinBox, "text-measure").setValue(20)
    hand.child(QComboBox, "textFace").setCurrentIndex(1)

    assert body_line(hand) == pytest.approx((height * 220 / 180, 20 * hand.page.em))
    assert body_line(hand)[1] < measure
    hand.window.close()
    again = hand_at(make_window())
    assert text_settings_of(again.window._saver.settings) == TextSettings(
        face="sans", leading=220, measure=20
    )


def test_all_is_again_as_in_a_book(hand: Hand) -> None:
    opened(hand)
    before = body_line(hand)
    hand.child(QSpinBox, "text-leading").setValue(140)

    hand.click(hand.child(QPushButton, "textReset"))

    assert body_line(hand) == before
    assert hand.child(QSpinBox, "text-leading").value() == BOOK.leading


def test_escape_closes_it_and_gives_the_page_the_focus(hand: Hand) -> None:
    panel = opened(hand)

    hand.press(Qt.Key.Key_Escape)

    assert panel.isHidden()
    assert not hand.action("text").isChecked()
    assert hand.window.focusWidget() is hand.page


@pytest.mark.parametrize(
    ("stored", "least"),
    [({"leading": -5, "face": "../x"}, {"leading": 120}), ({"measure": 10**9}, {"measure": 60})],
)
def test_settings_that_nobody_could_read_are_brought_within_limits(
    stored: dict[str, object], least: dict[str, object]
) -> None:
    assert TextSettings(**stored).within_limits() == TextSettings(**least)  # type: ignore[arg-type]
