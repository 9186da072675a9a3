"""Opening beside the window: what is open stays usable until the other article is there."""

from __future__ import annotations

import sys
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QToolButton

from reader import articles
from reader.gui.app.windows import Windows
from reader.gui.article.device_state import DeviceState
from reader.progress import UNHEARD, Cancelled
from reader.storage.codec import decode
from reader.storage.library import Library
from reader.storage.settings import SettingsStore
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.annotation.model import AnnotationSet
    from reader.articles import Article, ShowFirst
    from reader.document.model import Document
    from reader.gui.article.opening import OpenArticle
    from reader.gui.window.main_window import MainWindow
    from reader.progress import Progress
    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand
    from tests.support.lock_holder import Other

PASSAGE = "前人的朱筆圈點"
BOOK = "燈下讀書\n\n窗外有雨，燈下有人，書頁翻得很慢，好像怕驚動了誰。\n"


class Gate:
    """Holds back the reading of one article until a test lets it go on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.has_begun, self.goes_on, self.is_over = Event(), Event(), Event()
        self.fraction = 0.4
        self.error: BaseException | None = None
        self.times = 0
        self.was_cancelled = False

    def hold(self, progress: Progress) -> None:
        self.times += 1
        self.has_begun.set()
        try:
            progress.report(self.fraction)
            assert self.goes_on.wait(LONGEST_S)
            progress.report(self.fraction + 0.1)
            if self.error is not None:
                raise self.error
        except Cancelled:
            self.was_cancelled = True
            raise
        finally:
            self.is_over.set()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    path.write_text(BOOK, "utf-8")
    return path


@pytest.fixture
def gate(book: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Stands before every reading of the book, from a file or from its bytes."""
    made = Gate(book)
    article_of, read_in = articles.article_of, articles.Article.read_in

    def slow(
        data: bytes,
        path: Path,
        library: Library,
        encoding: str | None = None,
        progress: Progress = UNHEARD,
        first: ShowFirst | None = None,
    ) -> Article:
        if path == made.path:
            made.hold(progress)
        return article_of(data, path, library, encoding, progress, first)

    def slow_in(
        article: Article,
        encoding: str,
        annotations: AnnotationSet,
        shown: Document,
        progress: Progress = UNHEARD,
    ) -> Article:
        if article.path == made.path:
            made.hold(progress)
        return read_in(article, encoding, annotations, shown, progress)

    for module in ("reader.articles", "reader.gui.article.opening"):
        monkeypatch.setattr(f"{module}.article_of", slow)
    monkeypatch.setattr(articles.Article, "read_in", slow_in)
    yield made
    made.goes_on.set()


@pytest.fixture
def slow(hand: Hand, gate: Gate) -> Hand:
    """A hand at a window with an article, in which a book is being opened."""
    hand.window.open(gate.path)
    assert gate.has_begun.wait(LONGEST_S)
    return hand


def bar_of(hand: Hand) -> QFrame:
    return hand.child(QFrame, "opening")


def arrive(hand: Hand, gate: Gate) -> None:
    gate.goes_on.set()
    hand.window.controller.loader.wait()


def saved(path: Path | None) -> AnnotationSet:
    assert path is not None
    return decode(path.read_bytes(), path)


def test_what_is_open_can_be_marked_until_the_other_is_there(
    slow: Hand, gate: Gate, article: Path
) -> None:
    path = slow.window.annotations_path
    slow.page.select(slow.place_of(PASSAGE))
    slow.action("color-green").trigger()

    assert slow.window.article_path == article
    arrive(slow, gate)

    assert slow.window.article_path == gate.path
    assert [item.quote for item in saved(path).items] == [PASSAGE]
    assert slow.notes == []


def test_a_note_that_is_being_written_is_saved_when_the_other_comes(slow: Hand, gate: Gate) -> None:
    path = slow.window.annotations_path
    slow.page.select(slow.place_of(PASSAGE))
    slow.action("note").trigger()
    slow.editor.setPlainText("讀到一半")

    arrive(slow, gate)

    assert [item.note for item in saved(path).items] == ["讀到一半"]


def test_how_far_it_is_is_said_only_when_it_takes_long(
    slow: Hand, gate: Gate, qtbot: QtBot
) -> None:
    bar = bar_of(slow)
    (timer,) = bar.findChildren(QTimer)
    assert bar.isHidden()
    assert timer.isActive()
    assert timer.interval() == 300

    qtbot.waitUntil(bar.isVisible)
    label = slow.child(QLabel, "openingText")
    qtbot.waitUntil(lambda: label.text().startswith("Opening… 3"))  # of the whole opening
    arrive(slow, gate)

    assert bar.isHidden()


def test_what_is_opened_quickly_is_opened_without_a_word(hand: Hand, book: Path) -> None:
    shown: list[int] = []
    hand.window.controller.loader.ended.connect(lambda: shown.append(bar_of(hand).isVisible()))

    assert hand.window.open_now(book)

    (timer,) = bar_of(hand).findChildren(QTimer)
    assert not timer.isActive()
    assert bar_of(hand).isHidden()


def test_the_page_of_an_article_is_laid_out_once(
    make_window: Callable[[], MainWindow], article: Path, qtbot: QtBot
) -> None:
    former = make_window()
    assert former.open_now(article)
    former.features.scripts.show_in("auto-s")
    assert former.close()
    window = make_window()
    qtbot.waitExposed(window)
    before = window.workspace.page.viewport().size()
    layouts: list[None] = []
    window.workspace.page.laid_out.connect(lambda: layouts.append(None))

    assert window.open_now(article)

    QCoreApplication.sendPostedEvents()
    assert window.workspace.page.viewport().size() == before
    assert len(layouts) == 1
    assert window.session is not None
    assert window.session.rendition.target == "auto-s"


def test_it_can_be_cancelled(slow: Hand, gate: Gate, article: Path, qtbot: QtBot) -> None:
    session = slow.session
    qtbot.waitUntil(bar_of(slow).isVisible)

    slow.click(slow.child(QToolButton, "cancelOpening"))
    assert bar_of(slow).isHidden()
    gate.goes_on.set()
    assert gate.is_over.wait(LONGEST_S)

    assert gate.was_cancelled
    assert slow.session is session
    assert slow.window.coming_path == article
    assert slow.mark(PASSAGE)


def test_another_at_once_takes_the_place_of_the_first(
    slow: Hand, gate: Gate, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("另一篇\n\n山路很長，走的人很少。\n", "utf-8")
    shown: list[Path] = []
    slow.window.controller.shown.connect(lambda each: shown.append(each.article.path))

    assert slow.window.open_now(other)
    gate.goes_on.set()
    assert gate.is_over.wait(LONGEST_S)

    assert gate.was_cancelled
    assert slow.window.open_now(other)
    assert shown == [other, other]


def test_the_same_file_is_not_opened_twice(slow: Hand, gate: Gate, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(gate.path)

    slow.window.open(gate.path)
    slow.window.open(link)
    arrive(slow, gate)

    assert gate.times == 1
    assert slow.window.article_path == gate.path


def test_the_window_may_be_closed_in_the_middle(
    make_window: Callable[..., MainWindow], gate: Gate, article: Path
) -> None:
    window = make_window()
    assert window.open_now(article)
    window.open(gate.path)
    assert gate.has_begun.wait(LONGEST_S)

    assert window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.goes_on.set()
    assert gate.is_over.wait(LONGEST_S)
    again = make_window()
    assert again.open_now(article)

    assert gate.was_cancelled


def test_a_fault_is_told_of_and_what_is_open_stays(
    slow: Hand, gate: Gate, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: faults.append(error))
    gate.error = ZeroDivisionError("in a rule")

    arrive(slow, gate)

    assert faults == [gate.error]
    assert slow.window.article_path == slow.window.coming_path == article
    assert bar_of(slow).isHidden()


def test_what_cannot_be_read_is_told_of_and_what_is_open_stays(hand: Hand, tmp_path: Path) -> None:
    session = hand.session

    assert not hand.window.open_now(tmp_path / "missing.txt")

    assert "missing.txt" in hand.window.notification
    assert hand.session is session
    assert bar_of(hand).isHidden()


def test_a_fault_in_the_article_read_last_leads_to_the_sample(
    make_window: Callable[..., MainWindow], gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    window = make_window()
    window._device_state.change(last_article=str(gate.path))
    gate.error = ZeroDivisionError("in a rule")
    gate.goes_on.set()

    window.open_something()
    window.controller.loader.wait()

    assert window.session is not None
    assert window.article_path != gate.path


def test_an_article_opened_again_has_what_was_marked_meanwhile(hand: Hand, gate: Gate) -> None:
    gate.goes_on.set()
    assert hand.window.open_now(gate.path)
    gate.goes_on.clear()
    gate.has_begun.clear()
    first = hand.mark("窗外有雨")
    hand.window.flush()
    hand.window.controller.open(gate.path)
    assert gate.has_begun.wait(LONGEST_S)

    hand.page.select(hand.place_of("書頁翻得很慢"))
    hand.action("color-pink").trigger()
    arrive(hand, gate)

    places = hand.session.annotation_index.in_reading_order()
    text = hand.session.document.source.text
    assert [place.slice(text) for place, _ in places] == ["窗外有雨", "書頁翻得很慢"]
    assert hand.session.annotation_index.place_of(first) is not None
    hand.window.flush()
    assert len(saved(hand.window.annotations_path).items) == 2


@pytest.mark.parametrize("passes", [1, 2])
def test_what_is_marked_while_another_encoding_is_read_stands_on_its_words(
    hand: Hand, gate: Gate, passes: int
) -> None:
    gate.path.write_bytes(BOOK.encode("big5"))
    gate.goes_on.set()
    assert hand.window.open_now(gate.path)
    hand.mark("窗外有雨")
    for _ in range(passes):
        gate.goes_on.clear()
        gate.has_begun.clear()
        hand.action("encoding-gb18030").trigger()
        assert gate.has_begun.wait(LONGEST_S)
        assert hand.session.document.source.encoding == "big5hkscs"
        hand.page.select(hand.place_of("書頁翻得很慢"))
        hand.action("color-pink").trigger()
        arrive(hand, gate)
        assert hand.session.document.source.encoding == "gb18030"
        hand.trigger("encoding-big5hkscs")

    places = hand.session.annotation_index.in_reading_order()
    text = hand.session.document.source.text
    assert {place.slice(text) for place, _ in places} == {"窗外有雨", "書頁翻得很慢"}
    assert not list(hand.session.annotation_index.orphans())
    hand.window.flush()
    kept = saved(hand.window.annotations_path).items
    assert {item.quote for item in kept} == {"窗外有雨", "書頁翻得很慢"}


def test_an_encoding_that_was_cancelled_is_not_chosen(hand: Hand, gate: Gate, qtbot: QtBot) -> None:
    gate.goes_on.set()
    assert hand.window.open_now(gate.path)
    gate.goes_on.clear()
    hand.action("encoding-gb18030").trigger()
    qtbot.waitUntil(bar_of(hand).isVisible)

    hand.click(hand.child(QToolButton, "cancelOpening"))
    gate.goes_on.set()

    assert hand.action("encoding-utf-8").isChecked()
    assert hand.session.document.source.encoding == "utf-8"


def test_somebody_may_take_the_open_article_over_meanwhile(
    slow: Hand, gate: Gate, qtbot: QtBot, make_other: Callable[[Path], Other]
) -> None:
    path = slow.window.annotations_path
    assert path is not None
    slow.page.select(slow.place_of(PASSAGE))
    slow.action("color-green").trigger()
    slow.window.flush()
    theirs = make_other(path.parent)

    theirs("take_over")
    qtbot.waitUntil(lambda: slow.session.is_read_only)
    arrive(slow, gate)

    assert slow.window.article_path == gate.path
    assert not slow.session.is_read_only
    assert [item.quote for item in saved(path).items] == [PASSAGE]


def test_an_article_that_comes_while_the_user_is_asked_waits_for_the_answer(
    slow: Hand, gate: Gate, article: Path, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = slow.window.controller
    seen: list[Path | None] = []

    def stay(_: OpenArticle) -> bool:
        controller._unsaved.is_asking = True
        arrive(slow, gate)
        seen.append(slow.window.article_path)
        controller._unsaved.is_asking = False
        return False

    monkeypatch.setattr(controller._unsaved, "are_settled", stay)
    assert not controller.leave()
    monkeypatch.undo()
    QCoreApplication.processEvents()

    assert seen == [article]
    assert slow.window.article_path == gate.path


def test_files_that_arrive_twice_are_in_one_window(
    tmp_path: Path, gate: Gate, qtbot: QtBot
) -> None:
    windows = Windows(
        Library(tmp_path / "library"), DeviceState(SettingsStore(tmp_path / "settings"))
    )
    windows.show_files([gate.path])
    (window,) = windows.open_ones
    qtbot.waitUntil(gate.has_begun.is_set)

    windows.show_files([gate.path])
    assert windows.open_ones == [window]
    assert window.state.article == str(gate.path)
    gate.goes_on.set()
    window.controller.loader.wait()

    assert window.article_path == gate.path
    assert gate.times == 1
    assert window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
