"""Where the keys go is seen: once, where it is, in each theme, and by more than a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.widgets.theme import THEMES, load_theme
from tests.support.told import tab_stops

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from reader.gui.page.writing_mode import WritingMode
    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

NON_TEXT = 3.0
"""Contrast that what is no text needs to be seen (WCAG 1.4.11)."""
LARGEST_LINE = 12
"""Pixels from its edge that a frame may take."""


@pytest.fixture
def active(hand: Hand, qtbot: QtBot) -> Hand:
    hand.window.activateWindow()
    qtbot.waitUntil(hand.window.isActiveWindow)
    return hand


def seen(window: MainWindow) -> QImage:
    QApplication.processEvents()
    return window.grab().toImage()


def difference(one: QImage, other: QImage) -> QRegion:
    """Return where two pictures differ, in pixels."""
    found = QRegion()
    for y in range(one.height()):
        if bytes(one.constScanLine(y)) == bytes(other.constScanLine(y)):
            continue
        apart = [x for x in range(one.width()) if one.pixel(x, y) != other.pixel(x, y)]
        found += QRect(QPoint(apart[0], y), QPoint(apart[-1], y))
    return found


def luminance(color: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.alike(4)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL])
def test_the_page_with_the_keys_has_one_short_line(
    active: Hand, theme: str, mode: WritingMode
) -> None:
    active.trigger(f"theme-{theme}")
    if mode is VERTICAL:
        active.trigger("vertical")
    page = active.page
    seen(active.window)  # what is painted a second time may be smoothed otherwise
    page.setFocus()
    with_keys = seen(active.window)
    active.child(QWidget, "noteFilter").setFocus()
    without = seen(active.window)

    box = QRect(page.viewport().mapTo(active.window, QPoint()), page.viewport().size())
    apart = difference(with_keys.copy(box), without.copy(box))

    assert max(apart.boundingRect().width(), apart.boundingRect().height()) <= 40
    assert min(apart.boundingRect().width(), apart.boundingRect().height()) >= 2
    middle = apart.boundingRect().center() + box.topLeft()
    line, paper = with_keys.pixelColor(middle), without.pixelColor(middle)
    assert contrast(line, paper) >= NON_TEXT


def test_a_caret_says_it_alone(active: Hand) -> None:
    active.page.setFocus()
    before = seen(active.window)
    active.trigger("caret")
    with_caret = seen(active.window)

    corner = active.page.viewport().mapTo(active.window, QPoint())
    strip = QRect(corner, active.page.viewport().size())
    strip.setHeight(3)
    assert not difference(before.copy(strip), with_caret.copy(strip)).isEmpty()
    assert load_theme("light").accent not in {
        with_caret.pixelColor(x, strip.top()).name() for x in range(strip.left(), strip.right())
    }


@pytest.mark.alike(4)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["cards", "outline"])
def test_the_row_with_the_keys_has_a_frame_and_no_other_row(
    active: Hand, theme: str, name: str
) -> None:
    active.mark("前人的朱筆圈點")
    active.mark("一天只讀三五頁")
    active.trigger(f"theme-{theme}")
    rows = active.child(QWidget, name)
    active.page.setFocus()
    without = seen(active.window)
    rows.setFocus()
    with_keys = seen(active.window)

    box = QRect(rows.mapTo(active.window, QPoint()), rows.size())
    apart = difference(with_keys.copy(box), without.copy(box)).boundingRect()

    assert 20 < apart.height() < 120
    edges = [
        contrast(with_keys.pixelColor(x, y), without.pixelColor(x, y))
        for y in (apart.top() + box.top() + step for step in range(LARGEST_LINE))
        for x in [apart.center().x() + box.left()]
    ]
    assert max(edges) >= NON_TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_an_empty_list_of_notes_shows_that_it_has_the_keys(active: Hand, theme: str) -> None:
    active.trigger(f"theme-{theme}")
    active.page.setFocus()
    without = seen(active.window)
    active.cards.setFocus()
    box = QRect(active.cards.mapTo(active.window, QPoint()), active.cards.size())
    apart = difference(seen(active.window).copy(box), without.copy(box)).boundingRect()
    assert 2 <= apart.height() < 40


@pytest.mark.parametrize("theme", THEMES)
def test_each_stop_of_the_tab_key_looks_otherwise_with_the_keys(active: Hand, theme: str) -> None:
    active.trigger("text")
    active.trigger(f"theme-{theme}")
    active.trigger("find")
    for stop in tab_stops(active.window):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_keys = stop.grab().toImage()
        stop.clearFocus()
        QApplication.processEvents()
        without = stop.grab().toImage()
        if stop in {active.page, active.cards}:
            continue  # they have a test of their own
        assert not difference(with_keys, without).isEmpty(), stop
