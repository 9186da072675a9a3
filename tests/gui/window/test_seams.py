"""What is added later touches one file: a panel, a command, a place to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from reader.annotation.changes import Change, apply, deleted
from reader.annotation.merging import merge
from reader.gui.article.location import Location
from reader.gui.window.commands import ARTICLE, ActsOn, Command, Menu, Need
from reader.gui.window.feature import Feature
from reader.gui.window.features.feature_set import FEATURES, commands
from reader.text.offsets import TextRange

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reader.gui.article.active_annotation import ActiveAnnotation
    from reader.gui.article.active_article import ActiveArticle
    from reader.gui.window.main_window import MainWindow
    from tests.support.hand import Hand

QUOTE = "前人的朱筆圈點"
OTHER = "一天只讀三五頁"


class CountPanel(QLabel):
    """A panel nobody else knows of: it says what it is told by the article and the annotation."""

    def __init__(self, article: ActiveArticle, active: ActiveAnnotation) -> None:
        super().__init__()
        self._article = article
        self._active = active
        for signal in (
            article.shown,
            article.annotations_changed,
            article.document_changed,
            article.rendition_changed,
            article.writable_changed,
            active.changed,
        ):
            signal.connect(self.say)

    def say(self) -> None:
        session = self._article.session
        assert session is not None
        count = len(list(session.annotation_index.in_reading_order()))
        chosen = "none" if self._active.id is None else "one"
        access = "writable" if self._article.is_writable else "read-only"
        sections = len(session.document.sections)
        self.setText(f"{session.rendition.target} {count} {chosen} {access} {sections}")

    def go(self, part: TextRange) -> None:
        self._article.go_to(part)


@pytest.fixture
def panel(hand: Hand) -> CountPanel:
    workspace = hand.window.workspace
    made = CountPanel(workspace.article, workspace.active)
    made.setParent(workspace)
    made.say()
    return made


def test_a_panel_hears_of_every_fact_by_itself(hand: Hand, panel: CountPanel) -> None:
    assert panel.text() == "original 0 none writable 3"

    hand.mark(QUOTE)
    assert panel.text() == "original 1 one writable 3"
    hand.trigger("script-auto-s")
    assert panel.text() == "auto-s 1 one writable 3"
    hand.trigger("delete")
    assert panel.text() == "auto-s 0 none writable 3"
    hand.page.select(hand.place_of(OTHER))
    hand.trigger("role-heading-1")
    assert panel.text() == "auto-s 0 none writable 4"
    hand.session.is_read_only = True
    assert panel.text() == "auto-s 0 none read-only 4"


def test_a_panel_hears_of_the_article_shown_and_of_no_other(
    hand: Hand, panel: CountPanel, tmp_path: Path
) -> None:
    before = hand.session
    other = tmp_path / "other.txt"
    other.write_text("另一篇\n\n只有一段。\n", encoding="utf-8")

    assert hand.window.open_now(other)
    said = panel.text()
    before.annotations_changed.emit()
    before.is_read_only = not before.is_read_only

    assert panel.text() == said == "original 0 none writable 1"


def test_a_panel_leads_to_a_passage_and_the_way_back_leads_from_it(
    hand: Hand, panel: CountPanel
) -> None:
    hand.window.resize(600, 200)
    start = hand.page.reading_offset

    panel.go(hand.place_of("寫下頁碼"))
    assert hand.page.is_in_sight(hand.place_of("寫下頁碼"))
    hand.trigger("back")

    assert hand.page.reading_offset == start


class Shouting(Feature):
    """A feature nobody else knows of, with a command for each need."""

    def __init__(self, parent: MainWindow) -> None:
        super().__init__(parent)
        self.heard: list[str] = []
        self.is_hoarse = False

    @staticmethod
    def commands() -> Sequence[Command]:
        needs = (*Need, None)
        return [
            Command(
                name=f"shout-{need.value if need else 'always'}",
                text="Shout",
                menu=Menu.GO,
                run=Shouting.shout,
                arguments=("ho", need),
                needs=frozenset({need} if need else ()),
                is_available=Shouting.can_shout,
            )
            for need in needs
        ]

    def can_shout(self) -> bool:
        return not self.is_hoarse

    def shout(self, words: str, need: Need | None) -> None:
        self.heard.append(f"{words} {need.value if need else 'always'}")


@pytest.fixture
def shouting(window: MainWindow) -> Shouting:
    feature = Shouting(window)
    window._actions.add(feature)
    return feature


def offered(hand: Hand) -> set[str]:
    names = [command.name for command in Shouting.commands()]
    return {name.removeprefix("shout-") for name in names if hand.action(name).isEnabled()}


def test_a_command_is_offered_while_what_it_needs_is_there(hand: Hand, shouting: Shouting) -> None:
    always = {"always", "article"}
    assert offered(hand) == always | {"writable"}

    hand.page.select(hand.place_of(QUOTE))
    assert offered(hand) == always | {"writable", "selection"}
    hand.trigger("color-green")
    assert offered(hand) == always | {"writable", "annotation"}
    hand.session.is_read_only = True
    assert offered(hand) == always | {"annotation"}
    hand.cards.set_active(None)
    assert offered(hand) == always
    hand.session.is_read_only = False
    assert offered(hand) == always | {"writable"}

    shouting.is_hoarse = True
    shouting.availability_changed.emit()
    assert offered(hand) == set()


def test_without_an_article_only_what_needs_none_is_offered(
    make_window: Callable[[], MainWindow], hand_at: Callable[[MainWindow], Hand]
) -> None:
    window = make_window()
    window._actions.add(Shouting(window))

    assert offered(hand_at(window)) == {"always"}


def test_a_command_that_is_added_stands_last_in_its_menu_and_does_what_it_says(
    hand: Hand, shouting: Shouting
) -> None:
    hand.trigger("shout-article")
    hand.trigger("shout-selection")  # nothing is selected

    assert shouting.heard == ["ho article"]
    shown = [action.objectName() for action in hand.window._actions.menu(Menu.GO).actions()]
    assert shown[-5:] == [command.name for command in Shouting.commands()]


def test_every_feature_is_in_the_menus_in_its_order(hand: Hand) -> None:
    made = [action.objectName() for action in hand.window.actions() if action.objectName()]

    assert made == [command.name for command in commands()]
    assert len(set(FEATURES)) == len(FEATURES)


def test_what_acts_on_something_needs_an_article() -> None:
    acting = [command for command in commands() if isinstance(command.acts_on, ActsOn)]

    assert acting
    assert all(command.needs >= ARTICLE for command in acting)


def go(hand: Hand, location: Location) -> None:
    hand.window.navigation.open(location)
    hand.window.controller.loader.wait()


def test_a_location_in_another_article_opens_it_there(hand: Hand, article: Path) -> None:
    other = article.with_name("other.txt")
    days = "".join(f"第{number}天，晴，讀書，寫字。\n\n" for number in range(300))
    other.write_text(f"長文\n\n{days}", encoding="utf-8")
    start, top = other.read_text("utf-8").index("第200天"), hand.page.reading_offset

    go(hand, Location(other, TextRange(start, start + 3)))
    assert hand.window.article_path == other
    assert hand.page.is_in_sight(TextRange(start, start + 3))
    hand.trigger("back")
    assert hand.window.article_path == other

    assert not hand.window.navigation.open(
        Location(other.with_name("missing.txt"), TextRange(1, 2))
    )
    assert hand.window.article_path == other
    assert hand.window.open_now(article)
    assert hand.page.reading_offset == top


def test_a_location_without_a_part_is_where_the_article_was_left(hand: Hand, article: Path) -> None:
    hand.window.resize(600, 200)
    hand.page.show_at_top(hand.place_of("筆記寫在書邊上最好").start)
    left, other = hand.page.reading_offset, article.with_name("other.txt")
    other.write_text("另一篇\n", encoding="utf-8")
    go(hand, Location(other))

    go(hand, Location(article))

    assert hand.page.reading_offset == left


def test_the_title_shown_is_the_one_that_was_corrected(hand: Hand) -> None:
    hand.page.select(hand.place_of("先讀後記，再讀正文"))

    hand.trigger("role-title")

    assert hand.window.windowTitle().startswith(hand.session.titles.article)


def test_the_annotation_deleted_elsewhere_is_active_no_longer(hand: Hand) -> None:
    id_ = hand.mark(QUOTE)
    heard: list[str | None] = []
    active = hand.window.workspace.active
    active.changed.connect(lambda: heard.append(active.id))
    item, annotations = hand.session.annotation(id_), hand.session.annotations
    gone = deleted(item, now="2999-01-01T00:00:00.000Z")

    theirs = apply(annotations, Change(before=item, after=gone))
    hand.session.merge_external(merge(theirs, annotations), annotations)

    assert heard == [None]
    assert hand.page._chosen is None
