"""A part of a long article in the window, while the rest is still being understood."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel

from reader import article_text
from reader.annotation.anchoring import quote_of
from reader.annotation.changes import Change, apply, created, now
from reader.annotation.merging import is_one
from reader.annotation.model import Body
from reader.annotation.sets import new_set
from reader.articles import read_article
from reader.document import first_part
from reader.document.analysis import analyse
from reader.document.overlays.repair_decisions import decision_on, decision_on_all
from reader.errors import SaveError
from reader.gui.dialogs.port import Unsaved
from reader.progress import Cancelled
from reader.storage.codec import decode, encode
from reader.storage.library import Library
from reader.text.offsets import TextRange
from tests.bench.books import SAMPLE, make_book
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from reader.annotation.model import AnnotationSet
    from reader.articles import Article
    from reader.document.model import Document
    from reader.gui.page.view import PageView
    from reader.gui.window.main_window import MainWindow
    from tests.gui.conftest import FakeDialogs, Hand

LENGTH = 30_000
"""Code points of the book: as many parts as a long one has of those that are shown."""


class Gate:
    """Holds back the understanding of the rest of a long article until a test lets it go on."""

    def __init__(self) -> None:
        self.has_begun, self.goes_on, self.is_over = Event(), Event(), Event()
        self.error: BaseException | None = None
        self.was_cancelled = False

    def hold(self, report: Callable[[float], None]) -> None:
        self.has_begun.set()
        try:
            report(0.3)
            assert self.goes_on.wait(LONGEST_S)
            report(0.5)
            if self.error is not None:
                raise self.error
        except Cancelled:
            self.was_cancelled = True
            raise
        finally:
            self.is_over.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()

    def slow(extraction: object, overlays: object, progress: object, guess: object) -> Document:
        if guess is not None:
            made.hold(progress.report)  # type: ignore[attr-defined]
        return analyse(extraction, overlays, progress, guess)  # type: ignore[arg-type]

    monkeypatch.setattr(first_part, "SHORTEST", LENGTH // 2)
    monkeypatch.setattr(first_part, "_SHOWN", LENGTH // 4)
    monkeypatch.setattr(first_part, "_BEFORE", LENGTH // 12)
    monkeypatch.setattr(article_text, "analyse", slow)
    yield made
    made.goes_on.set()


def folded(text: str) -> str:
    return text.translate(str.maketrans("，：；！？", ",:;!?"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Chapters in a text whose marks were folded: what is shown of each line is a repair."""
    path = tmp_path / "book.txt"
    text = make_book(SAMPLE.read_text("utf-8").replace("&nbsp;", ""), LENGTH, 14)
    path.write_text("燈下讀書記\n\n" + folded(text), "utf-8")
    return path


@pytest.fixture
def part(hand: Hand, gate: Gate, book: Path, qtbot: QtBot) -> Hand:
    """A hand at a window with a part of the book."""
    hand.window.open(book)
    wait_for_part(hand, book, qtbot)
    return hand


def wait_for_part(hand: Hand, book: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: hand.window.article_path == book)
    assert hand.session.document.part is not None
    for _ in range(3):  # a layout may ask for another one
        QApplication.processEvents()


def arrive(hand: Hand, gate: Gate) -> None:
    gate.goes_on.set()
    hand.window.controller.loader.wait()
    QApplication.processEvents()


def on_screen(page: PageView) -> object:
    """What the page paints, to the pixel; but for its last ones, as the status line may grow."""
    return page.viewport().grab().toImage().copy(0, 0, page.viewport().width(), 680)


def saved(path: Path | None) -> AnnotationSet:
    assert path is not None
    return decode(path.read_bytes(), path)


def on_disk(library: Path, digest: str) -> list[str]:
    """Return what is marked in an article as its library has it."""
    folder = Library(library).find(digest)
    kept = folder.load() if folder else None
    return [item.target.exact for item in kept.items if item.target] if kept else []


def refuse(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let no library take an article; return what lets it."""

    def full(library: Library, *_: object) -> None:
        raise SaveError(library.root, "no room")

    add = Library.add
    monkeypatch.setattr(Library, "add", full)
    return lambda: monkeypatch.setattr(Library, "add", add)


def words_of(hand: Hand, place: int = 400) -> str:
    """Some words of the source in the part, which stand there only once."""
    return hand.session.document.source.text[place : place + 40].replace("\n", "")[:12]


def quotes(hand: Hand) -> list[str]:
    text = hand.session.document.source.text
    return [place.slice(text) for place, _ in hand.session.annotation_index.in_reading_order()]


def mark(hand: Hand, offset: int, length: int = 9) -> str:
    """Mark characters of the source, and return them."""
    from reader.text.offsets import TextRange

    place = TextRange(offset, offset + length)
    hand.page.select(place)
    hand.action("color-green").trigger()
    return place.slice(hand.session.document.source.text)


@pytest.mark.parametrize("scrolled", [0, 700, 4000])
def test_nothing_on_the_page_moves_when_the_rest_arrives(
    part: Hand, gate: Gate, scrolled: int
) -> None:
    page = part.page
    page.verticalScrollBar().setValue(scrolled)
    offset, session = page.reading_offset, part.session
    seen = page.boxes_of(session.document.blocks[0].range)
    first = page.scrolling._reading_line

    arrive(part, gate)

    assert part.session is session
    assert session.document.part is None
    assert len(session.document.blocks) > 100
    assert page.reading_offset == offset
    assert page.scrolling._page_layout is not None
    assert page.scrolling._page_layout.reading_line() == first
    assert page.boxes_of(session.document.blocks[0].range) == seen


def test_what_is_painted_stays_to_the_pixel(part: Hand, gate: Gate) -> None:
    part.page.verticalScrollBar().setValue(600)
    before = on_screen(part.page)

    arrive(part, gate)

    assert on_screen(part.page) == before


def test_a_part_is_shown_in_columns(hand: Hand, gate: Gate, book: Path, qtbot: QtBot) -> None:
    hand.trigger("vertical")
    hand.window.open(book)
    wait_for_part(hand, book, qtbot)

    hand.page.grab()  # nothing is known yet that stands below the title

    arrive(hand, gate)
    assert hand.session.document.part is None


def test_the_rest_is_there_to_be_scrolled_to(part: Hand, gate: Gate) -> None:
    bar = part.page.verticalScrollBar()
    short = bar.maximum()

    arrive(part, gate)

    assert bar.maximum() > 2 * short
    bar.setValue(bar.maximum())
    assert part.page.reading_offset > LENGTH * 0.9


def test_contents_are_filled_when_the_rest_arrives(part: Hand, gate: Gate) -> None:
    some = len(part.session.document.sections)

    arrive(part, gate)

    assert len(part.session.document.sections) > 2 * some


@pytest.mark.parametrize("is_damaged", [True, False])
def test_marks_made_meanwhile_are_on_their_characters(
    part: Hand, gate: Gate, *, is_damaged: bool
) -> None:
    text = part.session.document.source.text
    offset = text.index(",") - 4 if is_damaged else 400
    marked = mark(part, offset)
    assert quotes(part) == [marked]

    arrive(part, gate)
    part.window.flush()

    assert quotes(part) == [marked]
    (item,) = saved(part.window.annotations_path).items
    assert item.target is not None
    assert (item.target.range.start, item.target.exact) == (offset, marked)
    document = part.session.document
    assert item.quote == document.repaired_part(item.target.range)[0].replace("\n", "\n")
    heading = document.sections[document.section_index(offset)].title
    assert [words for _, words in item.target.headings][-1:] == ([heading] if heading else [])


def test_a_mark_made_meanwhile_can_be_undone_afterwards(part: Hand, gate: Gate) -> None:
    mark(part, 400)

    arrive(part, gate)
    part.trigger("undo")

    assert quotes(part) == []
    part.trigger("redo")
    assert len(quotes(part)) == 1


def test_a_note_that_is_being_written_goes_on(part: Hand, gate: Gate) -> None:
    mark(part, 400)
    part.action("note").trigger()
    part.editor.setPlainText("讀到一半")

    arrive(part, gate)

    assert part.editor.toPlainText() == "讀到一半"
    part.cards.finish_editing()
    assert part.notes == ["讀到一半"]
    part.window.flush()
    assert [item.note for item in saved(part.window.annotations_path).items] == ["讀到一半"]


def test_the_selection_stays(part: Hand, gate: Gate) -> None:
    place = part.session.document.blocks[3].range
    part.page.select(place)

    arrive(part, gate)

    assert part.page.selection == place


def test_what_is_marked_before_another_is_opened_is_kept(
    part: Hand, gate: Gate, book: Path, article: Path
) -> None:
    marked = mark(part, 400)

    assert part.window.open_now(article)
    gate.goes_on.set()
    assert gate.is_over.wait(LONGEST_S)

    assert gate.was_cancelled
    assert part.window.article_path == article
    assert part.window.open_now(book)
    assert part.session.document.part is None
    assert quotes(part) == [marked]


def test_the_window_may_be_closed_in_the_middle(
    make_window: Callable[..., MainWindow],
    hand_at: Callable[[MainWindow], Hand],
    gate: Gate,
    book: Path,
    qtbot: QtBot,
) -> None:
    hand = hand_at(make_window())
    hand.window.open(book)
    wait_for_part(hand, book, qtbot)
    marked = mark(hand, 400)

    assert hand.window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gate.goes_on.set()
    assert gate.is_over.wait(LONGEST_S)
    again = hand_at(make_window())
    assert again.window.open_now(book)

    assert gate.was_cancelled
    assert quotes(again) == [marked]


def test_what_is_done_meanwhile_is_on_disk_before_the_rest_is_there(
    part: Hand, gate: Gate, book: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    marked = mark(part, 400)

    def written() -> list[str]:
        return on_disk(tmp_path / "library", part.session.document.source.digest)

    qtbot.waitUntil(lambda: written() == [marked])
    assert part.session.document.part is not None
    also = mark(part, 800)
    qtbot.waitUntil(lambda: written() == [marked, also])
    assert part.session.document.part is not None
    arrive(part, gate)
    last = mark(part, 1200)
    part.window.flush()

    assert part.session.document.part is None
    assert written() == quotes(part) == [marked, also, last]
    assert all(is_one(item) for item in part.session.annotations.items)


class Kept:
    """Takes the part of an article that comes first."""

    def __init__(self) -> None:
        self.part: Article | None = None

    def place_in(self, _: str) -> int:
        return 0

    def show(self, article: Article) -> None:
        self.part = article


def test_what_the_job_merges_at_its_end_stays_where_the_part_is_saved_after_it(
    monkeypatch: pytest.MonkeyPatch, book: Path, tmp_path: Path
) -> None:
    monkeypatch.setattr(first_part, "SHORTEST", LENGTH // 2)
    monkeypatch.setattr(first_part, "_SHOWN", LENGTH // 4)
    monkeypatch.setattr(first_part, "_BEFORE", LENGTH // 12)
    library, kept = Library(tmp_path / "library"), Kept()
    known = read_article(book, library).for_writing(library)
    assert known.store is not None
    known.store.save(new_set(known.document))
    there = created(known.document, TextRange(400, 410), Body(value="另一台"), now=now())
    theirs = apply(new_set(known.document), Change(None, there))
    whole = read_article(book, library, first=kept)
    copy = known.store.folder / "annotations.sync-conflict-20261122-205053-O6FYWIS.json"
    copy.write_bytes(encode(theirs))
    whole.for_writing(library)
    assert not copy.exists()

    assert kept.part is not None
    assert kept.part.store is not None
    assert kept.part.annotations is not None
    written = kept.part.store.save(kept.part.annotations)

    assert [item.note for item in written.items] == ["另一台"]


def test_nothing_is_made_in_the_library_of_what_was_only_looked_at(
    part: Hand, gate: Gate, article: Path, tmp_path: Path
) -> None:
    assert part.window.open_now(article)

    assert len(Library(tmp_path / "library").folders()) == 1


def test_a_known_article_begins_where_it_was_left(
    hand: Hand, gate: Gate, book: Path, article: Path, qtbot: QtBot
) -> None:
    gate.goes_on.set()
    assert hand.window.open_now(book)
    far = hand.session.document.blocks[len(hand.session.document.blocks) * 2 // 3].range
    hand.page.show_at_top(far.start)
    marked = mark(hand, far.start)
    assert hand.window.open_now(article)
    gate.goes_on.clear()

    hand.window.open(book)
    wait_for_part(hand, book, qtbot)
    before = on_screen(hand.page)
    document = hand.session.document
    assert document.part is not None
    assert hand.page.reading_offset == far.start
    assert quotes(hand) == [marked]
    arrive(hand, gate)

    assert hand.page.reading_offset == far.start
    assert quotes(hand) == [marked]
    assert on_screen(hand.page) == before
    assert hand.session.titles.of_section(document.section_index(far.start))


def test_what_is_decided_meanwhile_shows_with_the_rest(part: Hand, gate: Gate) -> None:
    repair = part.session.document.repairs[0]
    assert repair.applied

    part.session.decide([decision_on_all("widen", applied=False)], "leave the marks")
    assert part.session.document.part is not None
    arrive(part, gate)

    assert part.session.document.part is None
    assert not any(r.applied for r in part.session.document.repairs if r.rule == "widen")
    part.window.flush()
    assert saved(part.window.annotations_path).repairs


def test_the_status_line_says_how_far_it_is_and_no_bar_moves_the_page(
    part: Hand, gate: Gate, qtbot: QtBot
) -> None:
    place = part.child(QLabel, "readingPlace")

    qtbot.waitUntil(lambda: "Reading the rest…" in place.toolTip() + place.text())
    assert part.child(QFrame, "opening").isHidden()
    arrive(part, gate)

    assert part.child(QFrame, "opening").isHidden()
    assert "Reading the rest…" not in place.toolTip() + place.text()


def test_a_fault_in_the_rest_leaves_a_part_that_is_saved(
    part: Hand, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    first = mark(part, 400)
    gate.error = ZeroDivisionError("in a rule")

    arrive(part, gate)
    second = mark(part, 600)
    part.window.flush()

    assert part.session.document.part is not None
    kept = {item.target.exact for item in saved(part.window.annotations_path).items if item.target}
    assert kept == {first, second}


def test_where_the_library_cannot_take_it_what_was_marked_stays_in_sight(
    part: Hand, gate: Gate, dialogs: FakeDialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch)
    dialogs.unsaved.append(Unsaved.DISCARD)  # as it is closed
    marked = mark(part, 400)

    arrive(part, gate)

    assert part.session.document.part is None
    assert part.session.is_read_only
    assert quotes(part) == [marked]
    assert "no room" in part.window.notification


def test_another_encoding_may_be_chosen_meanwhile(part: Hand, gate: Gate, book: Path) -> None:
    marked = mark(part, 400)

    part.action("encoding-gb18030").trigger()
    arrive(part, gate)
    assert part.session.document.source.encoding == "gb18030"
    part.trigger("encoding-utf-8")

    assert part.session.document.part is None
    assert quotes(part) == [marked]


def test_what_is_marked_after_another_encoding_was_chosen_is_saved(
    part: Hand, gate: Gate, tmp_path: Path
) -> None:
    part.action("encoding-gb18030").trigger()
    arrive(part, gate)
    assert part.session.document.source.encoding == "gb18030"

    marked = mark(part, 400)
    part.window.flush()

    assert on_disk(tmp_path / "library", part.session.document.source.digest) == [marked]


@pytest.mark.parametrize("is_whole", [True, False])
def test_who_leaves_what_the_library_could_not_take_is_asked(
    part: Hand,
    gate: Gate,
    article: Path,
    dialogs: FakeDialogs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_whole: bool,
) -> None:
    refuse(monkeypatch)
    marked = mark(part, 400)
    if is_whole:
        arrive(part, gate)

    dialogs.unsaved += [Unsaved.STAY, Unsaved.ELSEWHERE]
    copy = tmp_path / "copy.json"
    dialogs.copies.append(copy)
    part.window.open_now(article)
    assert quotes(part) == [marked]
    assert part.window.open_now(article)

    assert [item.target.exact for item in saved(copy).items if item.target] == [marked]
    assert "no room" in dialogs.reasons[0]


def test_what_was_marked_meanwhile_is_saved_once_the_library_can_take_it(
    part: Hand, gate: Gate, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    let = refuse(monkeypatch)
    marked = mark(part, 400)
    arrive(part, gate)
    assert part.session.is_read_only

    let()
    part.window.controller.library_retry.try_again()
    qtbot.waitUntil(lambda: not part.session.is_read_only)
    part.window.flush()

    assert quotes(part) == [marked]
    assert on_disk(tmp_path / "library", part.session.document.source.digest) == [marked]


def test_who_leaves_may_try_again(
    part: Hand,
    gate: Gate,
    article: Path,
    dialogs: FakeDialogs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    let = refuse(monkeypatch)
    marked = mark(part, 400)
    arrive(part, gate)
    digest = part.session.document.source.digest

    def make_room(_: str) -> Unsaved:
        let()
        return Unsaved.TRY_AGAIN

    monkeypatch.setattr(dialogs, "ask_about_unsaved", make_room)
    assert part.window.open_now(article)

    assert on_disk(tmp_path / "library", digest) == [marked]


def test_the_encoding_that_another_device_chose_meanwhile_is_followed(
    part: Hand, gate: Gate, book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    library = Library(tmp_path / "library")
    repair = part.session.document.repairs[0]
    part.session.decide([decision_on(repair, applied=False)], "leave it")
    marked = mark(part, 400)
    digest = part.session.document.source.digest
    qtbot.waitUntil(lambda: on_disk(library.root, digest) == [marked])
    there = read_article(book, library)
    assert there.annotations is not None
    chosen = there.read_in("gb18030", there.annotations, there.document)
    assert chosen.annotations is not None
    chosen.kept_in(library).save(chosen.annotations)
    also = mark(part, 800)
    qtbot.waitUntil(lambda: part.session.is_superseded)

    arrive(part, gate)
    qtbot.waitUntil(lambda: part.session.document.source.encoding == "gb18030")
    part.window.flush()

    kept = saved(part.window.annotations_path)
    assert kept.about.encoding == "gb18030"
    part.trigger("encoding-utf-8")
    assert quotes(part) == [marked, also]
    assert not part.session.document.repairs[0].applied


def test_what_others_wrote_in_another_encoding_is_quoted_from_all_of_the_article(
    part: Hand, gate: Gate, book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    library = Library(tmp_path / "library")
    arrive(part, gate)
    there = read_article(book, library)
    kept = there.annotations or new_set(there.document)
    otherwise = there.read_in("gb18030", kept, there.document).document
    place = len(otherwise.source.text) * 9 // 10
    made = created(otherwise, TextRange(place, place + 200), Body(), now=now())
    there.kept_in(library).save(apply(kept, Change(None, made)))

    part.window.controller.article.file_sync.autosave.refresh()
    qtbot.waitUntil(lambda: part.session.annotation_index.get(made.id) is not None)

    item, document = part.session.annotation(made.id), part.session.document
    found = part.session.annotation_index.place_of(made.id)
    assert found is not None
    assert document.repaired_text(found) != found.slice(document.source.text)
    assert item.quote == quote_of(document, found)


def test_what_became_of_copies_is_told_though_the_part_was_saved_with_them(
    hand: Hand, gate: Gate, book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    library = Library(tmp_path / "library")
    known = read_article(book, library).for_writing(library)
    assert known.store is not None
    known.store.save(new_set(known.document))
    hand.window.open(book)
    wait_for_part(hand, book, qtbot)
    there = created(known.document, TextRange(800, 810), Body(value="另一台"), now=now())
    copy = known.store.folder / "annotations.sync-conflict-20261122-205053-O6FYWIS.json"
    copy.write_bytes(encode(apply(new_set(known.document), Change(None, there))))

    mark(hand, 400)
    qtbot.waitUntil(lambda: len(quotes(hand)) == 2)
    arrive(hand, gate)

    assert not copy.exists()
    assert "Notes of another device were merged" in hand.window.notification


def test_of_a_part_that_was_left_nothing_is_kept_any_more(part: Hand) -> None:
    article = part.window.controller.article
    assert article is not None
    written = article.article.anew().for_writing(part.window.controller._library)
    article.close()

    article.keep_part_as(written, part.window)

    assert article.file_sync is None
