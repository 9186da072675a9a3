"""Scrolling that glides: as far as without, at once begun, and not where nobody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle

from reader.document.rendition import Rendition
from reader.gui.page.view import PageView
from reader.gui.page.writing_mode import HORIZONTAL, VERTICAL
from reader.gui.page.writing_mode import WritingMode as Mode
from reader.gui.widgets.glide import Glide
from reader.gui.widgets.theme import load_theme
from tests.support.wheel import turn_wheel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QScrollBar
    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from tests.gui.conftest import MarkList
    from tests.support.hand import Mouse

    MakePage = Callable[..., PageView]

MODES = pytest.mark.parametrize("mode", [HORIZONTAL, VERTICAL], ids=["horizontal", "vertical"])
LONG = "\n".join(
    f"第{i}段，燈下有雨，前人的朱筆圈點就在那裡，像有人在說話。" * 4 for i in range(200)
)


@pytest.fixture
def make_page(qtbot: QtBot, marks: MarkList, make_document: Callable[..., Document]) -> MakePage:
    def make(mode: Mode = HORIZONTAL, *, is_smooth: bool = True) -> PageView:
        page = PageView(load_theme("light"), 20.0, mode=mode)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        page.show_document(Rendition(make_document(LONG), "original"), marks, "")
        page.scrolling.is_smooth = is_smooth
        bar_of(page).setValue(5000)
        return page

    return make


@pytest.fixture
def still_system(qapp: QApplication) -> Iterator[None]:
    """A system whose user wants nothing to move."""

    class Still(QProxyStyle):
        def styleHint(  # noqa: N802 - as it is called in Qt
            self, hint: QStyle.StyleHint, *args: object
        ) -> int:
            if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
                return 0
            return super().styleHint(hint, *args)  # type: ignore[arg-type]

    usual = qapp.style().objectName()
    qapp.setStyle(Still(usual))
    yield
    qapp.setStyle(usual)


def bar_of(page: PageView) -> QScrollBar:
    is_vertical = page._mode.is_vertical
    return page.horizontalScrollBar() if is_vertical else page.verticalScrollBar()


def turn(page: PageView, turned: int, *, pixels: int = 0) -> None:
    turn_wheel(page, QPoint(0, turned), pixels=QPoint(0, pixels))


MOVES = {
    "wheel": lambda page, _: turn(page, -120),
    "wheel back": lambda page, _: turn(page, 240),
    "page": lambda page, bot: bot.keyClick(page, Qt.Key.Key_PageDown),
    "page back": lambda page, bot: bot.keyClick(page, Qt.Key.Key_PageUp),
    "space": lambda page, bot: bot.keyClick(page, Qt.Key.Key_Space),
    "line": lambda page, bot: bot.keyClick(page, Qt.Key.Key_Down),
}


@pytest.mark.alike(5)
@MODES
@pytest.mark.parametrize("move", list(MOVES))
def test_it_comes_as_far_as_without_and_begins_at_once(
    make_page: MakePage, qtbot: QtBot, mode: Mode, move: str
) -> None:
    smooth, other = make_page(mode), make_page(mode, is_smooth=False)
    MOVES[move](other, qtbot)
    way = bar_of(other).value() - 5000
    seen: list[int] = []
    smooth.reading_moved.connect(lambda _: seen.append(bar_of(smooth).value() - 5000))

    MOVES[move](smooth, qtbot)

    assert 0 < seen[0] / way < 0.7
    qtbot.waitUntil(lambda: bar_of(smooth).value() == bar_of(other).value())
    assert sorted(seen, key=abs) == seen
    assert len(seen) > 1  # on a busy machine it catches up in few steps


def test_what_is_asked_for_meanwhile_is_added(make_page: MakePage, qtbot: QtBot) -> None:
    smooth, other = make_page(), make_page(is_smooth=False)

    for page in (smooth, other):
        for turned in (-120, -120, 120, -120):
            turn(page, turned)

    assert bar_of(smooth).value() != bar_of(other).value()
    qtbot.waitUntil(lambda: bar_of(smooth).value() == bar_of(other).value())


def test_many_screens_are_not_waited_for(make_page: MakePage, qtbot: QtBot) -> None:
    smooth, other = make_page(), make_page(is_smooth=False)

    for page in (smooth, other):
        for _ in range(12):
            qtbot.keyClick(page, Qt.Key.Key_PageDown)

    window = smooth.viewport().height()
    assert 0 <= bar_of(other).value() - bar_of(smooth).value() < 1.6 * window
    qtbot.waitUntil(lambda: abs(bar_of(smooth).value() - bar_of(other).value()) < 60)


@MODES
@pytest.mark.parametrize(("turned", "pixels"), [(-15, 0), (-40, 0), (-120, -30), (120, 40)])
def test_fine_wheels_and_touch_pads_move_it_themselves(
    make_page: MakePage, mode: Mode, turned: int, pixels: int
) -> None:
    smooth, other = make_page(mode), make_page(mode, is_smooth=False)

    for page in (smooth, other):
        turn(page, turned, pixels=pixels)

    assert bar_of(smooth).value() == bar_of(other).value()


@pytest.mark.usefixtures("still_system")
def test_nothing_glides_where_the_system_wants_no_motion(make_page: MakePage, qtbot: QtBot) -> None:
    smooth, other = make_page(), make_page(is_smooth=False)

    for page in (smooth, other):
        qtbot.keyClick(page, Qt.Key.Key_PageDown)

    assert bar_of(smooth).value() == bar_of(other).value() > 5000


def test_going_elsewhere_ends_it(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page()
    for go in (
        lambda: page.show_at_top(9000),
        lambda: bar_of(page).setValue(3000),
        lambda: page.set_em(26.0),
        lambda: page.set_paged(True),
    ):
        page.set_paged(False)
        qtbot.keyClick(page, Qt.Key.Key_PageDown)
        go()
        assert not page.scrolling.is_gliding


def test_a_press_stays_on_what_it_was_on(make_page: MakePage, qtbot: QtBot, mouse: Mouse) -> None:
    page = make_page()
    qtbot.keyClick(page, Qt.Key.Key_PageDown)
    here = bar_of(page).value()

    mouse.press(page.viewport(), QPointF(400, 300))

    assert not page.scrolling.is_gliding
    assert bar_of(page).value() == here
    mouse.release(page.viewport(), QPointF(400, 300))


def test_what_cannot_wait_is_there_at_once(make_page: MakePage, qtbot: QtBot) -> None:
    smooth, other = make_page(), make_page(is_smooth=False)
    for page in (smooth, other):
        qtbot.keyClick(page, Qt.Key.Key_PageDown)

    smooth.scrolling.arrive()

    assert bar_of(smooth).value() == bar_of(other).value()
    assert not smooth.scrolling.is_gliding


def test_it_ends_at_the_end_of_the_text(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page()
    bar_of(page).setValue(bar_of(page).maximum() - 5)

    qtbot.keyClick(page, Qt.Key.Key_PageDown)

    qtbot.waitUntil(lambda: not page.scrolling.is_gliding)
    assert page.progress == 1.0


def test_a_click_beside_the_slider_glides_a_screen(make_page: MakePage, qtbot: QtBot) -> None:
    smooth, other = make_page(), make_page(is_smooth=False)
    qtbot.keyClick(other, Qt.Key.Key_PageDown)
    bar = bar_of(smooth)

    below = QPoint(bar.width() // 2, bar.height() * 4 // 5)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=below)

    assert bar.value() < bar_of(other).value()
    qtbot.waitUntil(lambda: bar.value() == bar_of(other).value())


@pytest.mark.parametrize("distance", [1, -1, 7, 700, -12345])
def test_a_glide_goes_its_whole_way_in_whole_pixels(
    qtbot: QtBot, qapp: QObject, distance: int
) -> None:
    glide = Glide(qapp)
    steps: list[int] = []
    glide.stepped.connect(steps.append)

    glide.go(distance)

    assert steps
    qtbot.waitUntil(lambda: glide.left == 0)
    assert sum(steps) == distance
    assert all(step * distance > 0 for step in steps)
    glide.deleteLater()
