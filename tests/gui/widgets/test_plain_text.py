"""Words of others are shown as they are, wherever they come: never HTML, no pictures, no keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QMessageBox,
    QPushButton,
    QToolTip,
    QWidget,
)

from reader.annotation.changes import Change, apply, revise
from reader.annotation.merging import merge_versions
from reader.annotation.model import Body
from reader.gui.article.active_article import ActiveArticle
from reader.gui.dialogs.check_dialog import CheckDialog
from reader.gui.dialogs.normalise_dialog import NormaliseDialog
from reader.gui.dialogs.port import QtDialogs
from reader.gui.panels.repairs import RepairsPanel
from reader.gui.widgets.plain_text import in_a_line, plain_caption, plain_tip, plain_window_title
from reader.text.normalise import ChangedWord
from reader.text.repair import Confidence, Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document
    from reader.gui.article.session import Session
    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

OBJECT = "\ufffc"
"""Stands for a picture in a rich text."""
HOSTILE = '<img src="file:///{picture}"><b>讀&書</b>&amp;<a href="x">[*]'
ASIDE = "\u202e\u2066\u200f"


@pytest.fixture
def hostile(tmp_path: Path) -> str:
    return HOSTILE.format(picture=tmp_path / "picture.png")


@pytest.fixture
def hand(
    make_window: Callable[..., MainWindow],
    hand_at: Callable[[MainWindow], Hand],
    tmp_path: Path,
    hostile: str,
) -> Hand:
    """A window on an article whose every word is hostile: title, sections, notes, tags, repairs."""
    body = "有人讀書﹐從最後一頁讀起﹐說後記裡有作者的真心話﹐讀過再回頭看正文。\n\n"
    text = f"# {hostile}{ASIDE}\n\n{body}## {hostile}{ASIDE}一\n\n{body}## {hostile}二\n\n{body}"
    file = tmp_path / "<b>&[*].md"
    file.write_text(text, "utf-8")
    window = make_window()
    assert window.open_now(file)
    hand = hand_at(window)
    id_ = hand.mark("從最後一頁讀起")
    item, annotations = hand.session.annotation(id_), hand.session.annotations
    here, there = (
        revise(
            item,
            now=f"2999-01-0{number}T00:00:00.000Z",
            body=Body(value=f"{hostile}{number}", tags=(hostile, f"\n{ASIDE}"), color="blue"),
        )
        for number in (1, 2)
    )
    torn = merge_versions(here, there)
    hand.session.merge_external(apply(annotations, Change(before=item, after=torn)), annotations)
    return hand


def is_plain(tip: str, *, of: str) -> bool:
    """Tell whether a tool tip shows a text, and nothing but it."""
    document = QTextDocument()
    (document.setHtml if "<p" in tip else document.setPlainText)(tip)
    return document.toPlainText() == of and OBJECT not in of


def tips(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    if isinstance(widget, QAbstractItemView):
        model = widget.model()
        for row in range(model.rowCount() if model else 0):
            tip = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
            yield tip or ""


def all_words_are_plain(top: QWidget) -> None:
    for widget in (top, *top.findChildren(QWidget)):
        for tip in tips(widget):
            assert "<img" not in tip
            assert "<b>" not in tip
        if isinstance(widget, QLabel) and widget.text():
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget.text()
        if isinstance(widget, QAbstractButton) and "讀" in widget.text():
            assert "&" not in widget.text().replace("&&", "")


def test_a_window_shows_no_words_as_html(hand: Hand, hostile: str) -> None:
    hand.trigger("versions")
    all_words_are_plain(hand.window)
    hand.trigger("repairs")

    all_words_are_plain(hand.window)
    labels = [label.text() for label in hand.window.findChildren(QLabel)]
    assert any(hostile in text for text in labels)
    for name in ("Undo", "Redo"):
        text = hand.action(name.lower()).text()
        assert "讀" not in text


def test_the_title_stands_in_the_bar_as_it_is_and_in_a_line(hand: Hand, hostile: str) -> None:
    title = hand.child(QLabel, "articleTitle")

    assert hostile in title.text()
    assert not set(ASIDE + "\n") & set(title.text())
    assert is_plain(title.toolTip(), of=title.text())
    handle = hand.window.windowHandle()
    assert handle is not None
    assert handle.title().startswith(hostile)
    assert not set(ASIDE) & set(handle.title())
    place = hand.child(QLabel, "readingPlace")
    assert is_plain(place.toolTip(), of=place.text())


def test_the_contents_show_titles_as_they_are(hand: Hand, hostile: str) -> None:
    view = hand.child(QAbstractItemView, "outline")
    index = view.model().index(1, 0)

    assert hostile in index.data()
    assert is_plain(index.data(Qt.ItemDataRole.ToolTipRole), of=index.data())


def test_words_in_the_file_are_shown_as_they_are(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent

    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    page = hand.page
    monkeypatch.setattr(page, "tip_over", lambda _: "<img src=x>")

    QApplication.sendEvent(
        page.viewport(), QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    )

    assert len(shown) == 1
    assert is_plain(shown[0], of="<img src=x>")


def test_a_repair_is_offered_in_the_words_it_has(
    make_document: Callable[..., Document],
    make_session: Callable[[Document], Session],
    qtbot: QtBot,
) -> None:
    repair = Repair(
        rule="gap",
        start=0,
        end=3,
        before="R&D",
        after="<b>&</b>",
        confidence=Confidence.HIGH,
        alternatives=(),
        applied=True,
    )
    article = ActiveArticle()
    panel = RepairsPanel(article)
    qtbot.addWidget(panel)
    article.show(make_session(make_document("R&D是研究", repairs=[repair])))
    panel.show()

    words = [button.text() for button in panel.findChildren(QPushButton)]
    assert "Show “<b>&&</b>”" in words
    assert "Leave “R&&D”" in words
    all_words_are_plain(panel)


def test_a_sentence_about_a_file_is_shown_as_it_is(hand: Hand, tmp_path: Path) -> None:
    missing = tmp_path / "<img src=x>.txt"

    hand.window.open_now(missing)

    label = hand.child(QLabel, "noticeText")
    assert str(missing) in label.text()
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_the_dialogs_show_words_as_they_are(
    hand: Hand, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[QMessageBox] = []

    def ask(box: QMessageBox) -> None:
        boxes.append(box)

    monkeypatch.setattr(QMessageBox, "exec", ask)
    QtDialogs(hand.window).ask_about_unsaved(hostile)
    (box,) = boxes
    all_words_are_plain(box)
    words = NormaliseDialog([ChangedWord(hostile, hostile, ())], [], hand.window)
    all_words_are_plain(words)
    check = CheckDialog(hand.window.features.library_care._library, lambda: None, hand.window)
    all_words_are_plain(check)
    check.close()
    for dialog in (box, words):
        dialog.deleteLater()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "燈下",
        "a < b",
        "<b>燈</b>",
        "<img src='file:///x.png'>",
        "&lt;b&gt; <",
        "<!-- --><script>",
        "一\n<b>二  三",
        "<a href=javascript:x>",
    ],
)
def test_a_tool_tip_says_what_it_is_given(text: str) -> None:
    assert is_plain(plain_tip(text), of=text)


def test_a_button_and_a_window_show_what_they_are_given() -> None:
    assert plain_caption("R&D &") == "R&&D &&"
    assert plain_window_title("[*]甲[*]") == "[*][*]甲[*][*]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("燈下　讀書", "燈下　讀書"),
        ("甲\n乙\r\n丙", "甲 乙  丙"),
        ("甲\u2028乙\u2029丙\x85丁", "甲 乙 丙 丁"),
        ("\x00\x1b[31m甲\x7f", "  [31m甲 "),
        ("\u202e甲\u202c\u2066乙\u2069\u200e\u200f\u061c", "甲乙"),
    ],
)
def test_a_title_stays_in_its_line_and_direction(text: str, shown: str) -> None:
    assert in_a_line(text) == shown
