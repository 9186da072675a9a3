"""The encoding in the window: shown, doubted, chosen, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from reader.annotation.changes import Change, apply, created, now
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.errors import SaveError
from reader.gui.article.autosave import SaveStatus
from reader.gui.dialogs.port import Unsaved
from reader.gui.window.features.encodings import ENCODING_COMMANDS
from reader.storage.article_store import ArticleStore
from reader.storage.library import Library
from reader.text.encoding import Certainty, decode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.annotation.model import AnnotationSet
    from reader.gui.dialogs.restore_dialog import RestoreDialog
    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import FakeDialogs
    from tests.support.hand import Hand

LINE = "古人讀書，手邊總有一枝朱筆，讀到會心之處，便在字旁加一個圈，讀到可疑之處，就打一個點。"
TEXT = "夜讀\n\n" + "".join(f"第{n}回　燈下\n\n{LINE * 6}\n\n" for n in "一二三四五六七八九")


@pytest.fixture
def hand(tmp_path: Path, make_window: Callable, hand_at: Callable) -> Hand:
    """A hand at a Traditional article in Big5."""
    path = tmp_path / "big5.txt"
    path.write_bytes(TEXT.encode("big5"))
    window = make_window()
    assert window.open_now(path)
    return hand_at(window)


def button_of(hand: Hand) -> QToolButton:
    return hand.child(QToolButton, "encodingFound")


def checked(hand: Hand) -> list[str]:
    return [codec for name, codec in ENCODING_COMMANDS.items() if hand.action(name).isChecked()]


def quotes(hand: Hand) -> list[str]:
    return [place.slice(hand.session.document.source.text)
            for place, _ in hand.session.annotation_index.in_reading_order()]  # fmt: skip


def test_a_guess_is_shown_with_how_sure_it_is(hand: Hand) -> None:
    assert button_of(hand).text() == "Big5-HKSCS · likely"
    assert checked(hand) == ["big5hkscs"]
    assert hand.action("encoding-big5hkscs").text() == "Big5-HKSCS · found"


def test_what_is_certain_is_only_named(window: MainWindow, hand_at: Callable) -> None:
    assert button_of(hand_at(window)).text() == "UTF-8"


def test_another_encoding_is_chosen_and_kept(hand: Hand, make_window: Callable) -> None:
    hand.trigger("encoding-gb18030")

    assert hand.session.document.source.text.startswith(TEXT.encode("big5").decode("gb18030")[:4])
    assert (button_of(hand).text(), checked(hand)) == ("GB18030", ["gb18030"])
    assert hand.action("encoding-big5hkscs").text().endswith("found")
    assert hand.window.controller.article.autosave.state.status is SaveStatus.SAVED

    again = make_window()
    assert again.open_now(hand.window.controller.article.article.path)
    assert again.session.document.source.encoding == "gb18030"


def test_that_undoing_begins_anew_is_said_with_the_way_back(hand: Hand) -> None:
    hand.trigger("encoding-gb18030")
    assert "undone" not in hand.window.notification, "there was nothing to undo"
    hand.trigger("encoding-big5hkscs")
    hand.mark(hand.session.document.source.text[:4])

    hand.trigger("encoding-gb18030")

    assert hand.window.notification.startswith("The article is read in GB18030 now.")
    assert "choose Big5-HKSCS again" in hand.window.notification


def test_a_mark_made_on_a_wrong_reading_stands_on_the_right_words(hand: Hand) -> None:
    id_ = hand.mark("手邊總有一枝朱筆")

    hand.trigger("encoding-utf-16-le")
    (wrong,) = quotes(hand)
    hand.trigger("encoding-big5hkscs")

    assert "手" not in wrong
    assert quotes(hand) == ["手邊總有一枝朱筆"]
    assert hand.session.annotation(id_).quote == "手邊總有一枝朱筆"
    assert hand.window.flush().error is None


def test_the_reading_goes_on_at_the_same_place(hand: Hand) -> None:
    hand.page.show_at_top(TEXT.index("第六回"))

    hand.trigger("encoding-utf-16-le")
    wrong = hand.page.reading_offset
    hand.trigger("encoding-big5hkscs")

    assert wrong == pytest.approx(len(TEXT[: TEXT.index("第六回")].encode("big5")) / 2, abs=200)
    assert TEXT[: hand.page.reading_offset].count("回") == TEXT[: TEXT.index("第六回")].count("回")


def test_a_guess_is_confirmed_by_choosing_it(hand: Hand) -> None:
    hand.trigger("encoding-big5hkscs")

    assert button_of(hand).text() == "Big5-HKSCS"


def test_the_menu_is_reached_with_the_keyboard(hand: Hand) -> None:
    assert button_of(hand).focusPolicy() & Qt.FocusPolicy.TabFocus
    titles = [a.text() for a in hand.window.menuBar().actions()[0].menu().actions() if a.menu()]
    assert titles == ["&Encoding"]


def test_bytes_of_no_encoding_are_opened_with_a_guess_and_a_sentence(
    make_window: Callable, tmp_path: Path, hand_at: Callable
) -> None:
    path = tmp_path / "none.txt"
    path.write_bytes(bytes(range(0x80, 0x100)) * 20)
    window = make_window()

    assert window.open_now(path)

    hand = hand_at(window)
    assert "Parts of this file" in window.notification
    assert hand.child(QToolButton, "noticeOffer").menu() is button_of(hand).menu()
    assert button_of(hand).property("doubtful")


def test_the_choice_of_another_device_is_followed(hand: Hand, tmp_path: Path) -> None:
    hand.mark("手邊總有一枝朱筆")
    hand.window.flush()
    choose_elsewhere("gb18030", hand, tmp_path)

    hand.mark("讀到會心之處")
    hand.window.flush()
    hand._qtbot.waitUntil(lambda: hand.session.document.source.encoding == "gb18030")

    assert len(quotes(hand)) == 2
    assert not list(hand.session.annotation_index.orphans())
    hand.trigger("encoding-big5hkscs")
    assert quotes(hand) == ["手邊總有一枝朱筆", "讀到會心之處"]


def test_what_another_device_writes_before_it_hears_of_the_choice_stands_on_its_words(
    hand: Hand,
) -> None:
    hand.mark("手邊總有一枝朱筆")
    hand.window.flush()
    theirs, document = hand.session.annotations, hand.session.document
    place = hand.place_of("讀到會心之處")
    hand.trigger("encoding-gb18030")
    hand.window.flush()

    note = created(document, place, Body(value="別處寫的"), now=now())
    store = ArticleStore(hand.window.annotations_path.parent)
    store.save(apply(theirs, Change(None, note)))
    hand._qtbot.waitUntil(lambda: "別處寫的" in hand.notes)

    assert not list(hand.session.annotation_index.orphans())
    assert len(quotes(hand)) == 2
    hand.trigger("encoding-big5hkscs")
    assert quotes(hand) == ["手邊總有一枝朱筆", "讀到會心之處"]


def test_what_is_wanted_back_comes_back_in_the_encoding_chosen_meanwhile(
    hand: Hand, tmp_path: Path, dialogs: FakeDialogs
) -> None:
    copy = tmp_path / "copy.json"
    dialogs.copies += [copy, copy]
    id_ = hand.mark("手邊總有一枝朱筆")
    assert hand.window.controller.save_elsewhere()
    hand.session.remove(id_)
    hand.window.flush()

    def choose(dialog: RestoreDialog) -> None:
        from_file = dialog.findChild(QPushButton, "restoreFromFile")
        assert isinstance(from_file, QPushButton)
        from_file.click()
        choose_elsewhere("gb18030", hand, tmp_path)
        hand._qtbot.waitUntil(lambda: hand.session.document.source.encoding == "gb18030")
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    dialogs.restoring.append(choose)
    hand.trigger("restore")
    assert len(quotes(hand)) == 1

    hand.trigger("encoding-big5hkscs")
    assert quotes(hand) == ["手邊總有一枝朱筆"]


def test_the_choice_is_followed_once_all_is_on_disk(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = hand.mark("手邊總有一枝朱筆")
    hand.window.flush()
    choose_elsewhere("gb18030", hand, tmp_path)
    hand.session.set_note(id_, "起初")
    hand.window.flush()
    assert hand.session.is_superseded
    hand.session.set_note(id_, "後來")
    with monkeypatch.context() as patch:
        patch.setattr(ArticleStore, "save", _fail)
        QApplication.processEvents()

        assert hand.session.document.source.encoding == "big5hkscs"
        assert "could not be written" in hand.window.notification

    hand.trigger("save")
    hand._qtbot.waitUntil(lambda: hand.session.document.source.encoding == "gb18030")
    assert hand.notes == ["後來"]


def test_what_was_chosen_while_the_reader_was_asked_is_followed_afterwards(
    hand: Hand, tmp_path: Path, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.mark("手邊總有一枝朱筆")
    hand.window.flush()
    hand.mark("讀到會心之處")

    def stay(reason: str) -> Unsaved:
        patch.undo()
        choose_elsewhere("gb18030", hand, tmp_path)
        autosave = hand.window.controller.article.autosave
        autosave.refresh()
        hand._qtbot.waitUntil(lambda: hand.session.is_superseded)
        QApplication.processEvents()
        return Unsaved.STAY

    monkeypatch.setattr(dialogs, "ask_about_unsaved", stay)
    with monkeypatch.context() as patch:
        patch.setattr(ArticleStore, "save", _fail)
        assert not hand.window.close()

    hand._qtbot.waitUntil(lambda: hand.session.document.source.encoding == "gb18030")
    assert len(quotes(hand)) == 2
    assert not list(hand.session.annotation_index.orphans())


def _fail(store: ArticleStore, annotations: AnnotationSet) -> AnnotationSet:
    raise SaveError(store.path, "No space left on device")


def choose_elsewhere(encoding: str, hand: Hand, tmp_path: Path) -> None:
    """Choose an encoding on another device."""
    kept = Library(tmp_path / "library")
    article = read_article(hand.window.controller.article.article.path, kept)
    assert article.annotations is not None
    chosen = article.read_in(encoding, article.annotations, article.document)
    chosen.kept_in(kept).save(chosen.annotations)


def test_an_article_that_can_only_be_read_is_read_otherwise_too(
    hand: Hand, make_window: Callable, hand_at: Callable
) -> None:
    path = hand.window.controller.article.article.path
    hand.window.flush()
    newer = '{"type": "AnnotationSet", "reader:schema": 999}'
    hand.window.annotations_path.write_text(newer, "utf-8")
    other = hand_at(make_window())
    assert other.window.open_now(path)

    other.trigger("encoding-gb18030")

    assert other.session.is_read_only
    assert checked(other) == ["gb18030"]
    assert hand.window.annotations_path.read_text("utf-8") == newer
    hand.window.annotations_path.unlink()


def test_certainties_are_those_of_the_decoder(hand: Hand) -> None:
    source = hand.session.document.source

    assert source.certainty is decode(TEXT.encode("big5")).certainty is Certainty.LIKELY
    assert new_set(hand.session.document).about.encoding == "big5hkscs"
