"""Notes in their cards: Markdown in its styles, links to click, long ones folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from reader.annotation.note_markdown import Style, blocks_of
from reader.gui.panels.card_note import FOLDED, CardNote
from reader.gui.panels.rich_lines import RichLines
from reader.gui.widgets.fonts import Region
from tests.gui.panels.test_cards import QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from reader.gui.panels.card import Card
    from tests.support.hand import Hand

LINK = "見[這裡](https://example.org/a?b=c)為止"
LONG = "\n".join(f"第{number}行" for number in range(40))
RICH = "\n".join(f"- **第{number}**行" for number in range(40))


class Program(QObject):
    """Stands for what the desktop opens links with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def program() -> Iterator[Program]:
    made = Program()
    for scheme in ("https", "mailto", "file", "javascript"):
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in ("https", "mailto", "file", "javascript"):
        QDesktopServices.unsetUrlHandler(scheme)


def card_of(hand: Hand, id_: str) -> Card:
    row = hand.cards.column.row_of(id_)
    assert row is not None
    return hand.cards.column.card(row)


def noted(hand: Hand, note: str) -> str:
    ids = [hand.mark(quote) for quote in QUOTES]
    hand.session.set_note(ids[1], note)
    hand.cards.set_active(ids[1])
    return ids[1]


def link_point(hand: Hand, id_: str) -> QPoint:
    """Return where a link of a card is in the list's viewport."""
    card = card_of(hand, id_)
    for y in range(round(card.height)):
        for x in range(0, 320, 4):
            if card.link_at(QPointF(x, y)):
                return hand.card_point(id_, QPointF(x + 4, y + 6))
    raise AssertionError("no link")


def test_markdown_is_shown_and_its_signs_are_written(hand: Hand) -> None:
    id_ = noted(hand, "**重點**：\n\n- 一\n- 二")
    note = card_of(hand, id_).note
    assert note.rich is not None
    assert [laid.block.text for laid in note.rich._laid] == ["重點：", "一", "二"]
    hand.window.grab()

    hand.cards.edit(id_)
    assert hand.editor.toPlainText() == "**重點**：\n\n- 一\n- 二"
    hand.cards.finish_editing()

    assert card_of(hand, id_).note.rich is not None


def test_a_note_without_markdown_is_shown_as_it_is(hand: Hand) -> None:
    note = card_of(hand, noted(hand, "3 * 4\n\n <b>不是</b>")).note

    assert note.plain is not None
    assert note.plain.lines == ["3 * 4", "", " <b>不是</b>"]


@pytest.mark.usefixtures("qapp")
def test_every_line_is_within_the_width_and_below_the_one_before() -> None:
    for source in (RICH, "> 引\n> > 又引\n\n# 題\n\n```\ncode\n```", "- " * 12 + "深", LINK * 9):
        lines = RichLines(blocks_of(source), Region.TAIWAN, 14, 200.0)

        assert lines.bottoms == sorted(lines.bottoms)
        assert lines.height == lines.bottoms[-1]
        for laid in lines._laid:
            for number in range(laid.layout.lineCount()):
                line = laid.layout.lineAt(number)
                assert laid.x + line.naturalTextWidth() <= 201


@pytest.mark.usefixtures("qapp")
def test_styles_are_formats_of_just_their_characters() -> None:
    (block,) = blocks_of("𠮷**粗**𠮷*斜*`c`")
    assert [run.style for run in block.runs][1::2] == [Style.STRONG, Style.EMPHASIS]
    (laid,) = RichLines([block], Region.TAIWAN, 14, 300.0)._laid

    found = [
        (each.start, each.length, each.format.font().bold(), each.format.font().italic())  # type: ignore[attr-defined]
        for each in laid.layout.formats()
    ]
    assert found == [(2, 1, True, False), (5, 1, False, True), (6, 1, False, False)]


def test_a_click_on_a_link_opens_it(hand: Hand, program: Program) -> None:
    id_ = noted(hand, LINK)

    hand.click(hand.cards.viewport(), link_point(hand, id_))

    assert program.opened == ["https://example.org/a?b=c"]


def test_a_click_beside_a_link_opens_nothing(hand: Hand, program: Program) -> None:
    id_ = noted(hand, LINK)
    point = link_point(hand, id_)

    for x in (4, 200, 310):
        hand.click(hand.cards.viewport(), QPoint(x, point.y()))

    assert program.opened == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:x", "quandian://x"])
def test_what_is_no_address_of_web_or_mail_is_not_opened(
    hand: Hand, program: Program, address: str
) -> None:
    id_ = noted(hand, f"**a** [b]({address})")
    with pytest.raises(AssertionError, match="no link"):
        link_point(hand, id_)
    hand.cards.link_requested.emit(address)

    assert program.opened == []


def test_the_address_of_a_link_is_its_tool_tip(hand: Hand, qtbot: QtBot) -> None:
    point = link_point(hand, noted(hand, LINK))
    viewport = hand.cards.viewport()

    tip = QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, tip)
    assert QToolTip.text() == "https://example.org/a?b=c"

    tip = QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), viewport.mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(viewport, tip)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_the_pointer_is_a_hand_over_a_link(hand: Hand) -> None:
    point = link_point(hand, noted(hand, LINK))
    viewport = hand.cards.viewport()

    QTest.mouseMove(viewport, point)
    assert viewport.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(viewport, QPoint(2, 2))
    assert viewport.cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize("note", [LONG, RICH, "長" * 3000, "**粗**" + "長" * 3000])
def test_a_long_note_is_folded_until_it_is_to_be_shown(hand: Hand, note: str) -> None:
    id_ = noted(hand, note)
    folded = card_of(hand, id_)
    assert folded.note.is_long
    assert folded.note._words_height <= (FOLDED + 1) * 24

    at = hand.card_point(id_, folded.fold_box.center())
    hand.click(hand.cards.viewport(), at)
    whole = card_of(hand, id_)
    assert whole.height > 2 * folded.height
    hand.window.grab()

    hand.press(Qt.Key.Key_Space)
    assert card_of(hand, id_).height == folded.height


def test_what_was_unfolded_stays_so_while_the_note_changes(hand: Hand) -> None:
    id_ = noted(hand, LONG)
    hand.cards.setFocus()
    hand.press(Qt.Key.Key_Space)
    height = card_of(hand, id_).height

    hand.session.set_color(id_, "blue")
    assert card_of(hand, id_).height == height
    hand.cards.edit(id_)
    hand.cards.finish_editing()
    assert card_of(hand, id_).height == height


def test_a_card_stays_in_sight_when_its_long_note_is_folded_again(hand: Hand) -> None:
    id_ = noted(hand, LONG)
    hand.cards.setFixedHeight(300)
    hand.cards.edit(id_)

    hand.press(Qt.Key.Key_Escape)

    assert hand.cards.is_in_sight(id_)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("lines", [1, 9, 10, 11, 13, 14, 19])
def test_folding_saves_lines(lines: int) -> None:
    note = "\n".join("字" * lines)
    folded = CardNote(note, Region.TAIWAN, 200, is_typed=False, is_unfolded=False)
    whole = CardNote(note, Region.TAIWAN, 200, is_typed=False, is_unfolded=True)

    assert folded.height <= whole.height
    assert folded.is_long == whole.is_long
    assert folded.is_long == (lines > 13)
