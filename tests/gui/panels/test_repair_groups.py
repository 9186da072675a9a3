"""Repairs in groups: their order, folding them, deciding on them, and where the list opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from reader.gui.panels.repair_groups import grouped
from reader.gui.panels.repairs_model import (
    ABOUT_ROLE,
    FOLDED_ROLE,
    GROUP_ROLE,
    REPAIR_ROLE,
    RepairsModel,
)
from reader.text.repair import Confidence, Repair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from reader.gui.panels.repairs_list import RepairsList
    from tests.support.hand import Hand

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
KINDS = [("widen", HIGH), ("inline-pinyin", HIGH), ("rewrap", MEDIUM), ("byte-shift", LOW)]
KINDS += [("byte-shift", HIGH), ("inline-pinyin", LOW)]


def made(*kinds: tuple[str, Confidence]) -> list[Repair]:
    """Return a repair of each kind, one after the other."""
    return [
        Repair(rule=rule, start=10 * n, end=10 * n + 1, before=f"{n}", after="", confidence=grade)
        for n, (rule, grade) in enumerate(kinds)
    ]


def rows(model: RepairsModel) -> list[str]:
    """Return what each row says: of a group its kind, of a repair what stood there."""
    said = []
    for row in range(model.rowCount()):
        group, repair = (model.index(row).data(role) for role in (GROUP_ROLE, REPAIR_ROLE))
        said.append(f"{group.key.rule} {group.key.confidence.value}" if group else repair.before)
    return said


@pytest.fixture
def model() -> RepairsModel:
    made_model = RepairsModel()
    repairs = made(*KINDS, *KINDS)
    made_model.show_repairs(repairs, repairs)
    return made_model


def test_what_is_doubtful_comes_first_and_what_is_trivial_last_and_folded(
    model: RepairsModel,
) -> None:
    assert rows(model) == [
        *("byte-shift low", "3", "9"),
        *("inline-pinyin low", "5", "11"),
        *("inline-pinyin high", "1", "7"),
        *("byte-shift high", "4", "10"),
        *("rewrap medium", "widen high"),
    ]


def test_groups_hold_every_repair_once() -> None:
    repairs = made(*KINDS, *KINDS[:3], *KINDS)

    numbers = [number for group in grouped(repairs) for number in group.numbers]

    assert sorted(numbers) == list(range(len(repairs)))
    for group in grouped(repairs):
        kinds = {(repairs[each].rule, repairs[each].confidence) for each in group.numbers}
        assert kinds == {tuple(group.key)}
        assert list(group.numbers) == sorted(group.numbers)
    assert grouped([]) == []


def test_folding_keeps_the_rules_of_models(model: RepairsModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    before = rows(model)

    for row in (0, 8, len(before) - 1):
        is_folded = model.index(row).data(FOLDED_ROLE)
        header = model.header_of(row)
        model.set_folded(row, not model.index(header).data(FOLDED_ROLE))
        model.set_folded(header, bool(model.index(header).data(FOLDED_ROLE)))
        assert model.header_of(header) == header
        assert len(rows(model)) != len(before)
        model.set_folded(header, not model.index(header).data(FOLDED_ROLE))
        assert rows(model) == before
        assert model.index(row).data(FOLDED_ROLE) == is_folded


def test_what_was_folded_stays_so_while_repairs_are_decided(model: RepairsModel) -> None:
    model.set_folded(0, True)
    shown = rows(model)
    found = model._found

    model.show_repairs([each._replace(applied=False) for each in found], found)
    assert rows(model) == shown
    model.show_repairs(made(*KINDS[:4]), made(*KINDS[:4]))
    assert rows(model)[:2] == ["byte-shift low", "inline-pinyin high"]


def test_a_group_says_how_many_it_has_and_how_many_are_applied(model: RepairsModel) -> None:
    assert model.index(0).data(ABOUT_ROLE) == "2"

    found = model._found
    model.show_repairs(
        [found[0], *(each._replace(applied=False) for each in found[1:4]), *found[4:]], found
    )

    header = model.index(0)
    assert header.data(ABOUT_ROLE) == "1 of 2"
    spoken = header.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "bytes torn apart · uncertain, 1 of 2, open"


@pytest.mark.parametrize(
    ("offset", "before"), [(0, "1"), (34, "3"), (36, "4"), (62, "7"), (1000, "11")]
)
def test_the_nearest_repair_is_one_that_is_shown(
    model: RepairsModel, offset: int, before: str
) -> None:
    repair = model.index(model.row_near(offset)).data(REPAIR_ROLE)

    assert repair.before == before


def test_where_all_is_folded_the_first_group_is_nearest() -> None:
    model = RepairsModel()
    repairs = made(("widen", HIGH), ("rewrap", HIGH))
    assert model.row_near(5) == 0

    model.show_repairs(repairs, repairs)

    assert model.row_near(15) == 0
    assert [model.row_of(start) for start in (0, 10, 5)] == [0, 1, -1]


# In a window

LINE = "他發(fā)現(xiàn)這一區(qū)的規(guī)範,很好。"


@pytest.fixture
def reader(hand: Hand, article: Path) -> Hand:
    """A hand at a long article with damage in every paragraph, read from its middle on."""
    article.write_text("長文\n\n" + f"{LINE}\n\n" * 300, encoding="utf-8")
    assert hand.window.open_now(article)
    hand.page.show_at_top(hand.session.document.blocks[150].range.start)
    return hand


def list_of(hand: Hand) -> RepairsList:
    return hand.window.workspace.repairs.list


def choices_of(hand: Hand) -> Sequence[QPushButton]:
    QApplication.processEvents()  # a button is shown when Qt comes round to it
    return hand.window.workspace.repairs.choices


def current(hand: Hand) -> Repair:
    repair = list_of(hand).currentIndex().data(REPAIR_ROLE)
    assert isinstance(repair, Repair)
    return repair


def test_it_opens_at_the_repair_nearest_to_where_one_reads(reader: Hand) -> None:
    reading = reader.page.reading_offset

    for _ in range(2):
        reader.trigger("repairs")
        assert reader.page.reading_offset == reading
        assert abs(current(reader).start - reading) < len(LINE)
        view = list_of(reader)
        row = view.visualRect(view.currentIndex())
        assert 0 <= row.top() < row.bottom() < view.viewport().height()
        reader.trigger("repairs")
        assert reader.page.reading_offset == reading
        reading = reader.session.document.blocks[30].range.start
        reader.page.show_at_top(reading)


def test_a_decision_leaves_the_page_where_it_is(reader: Hand) -> None:
    reader.trigger("repairs")
    reader.page.show_at_top(0)
    before = current(reader)

    choices_of(reader)[-1].click()

    of_rule = [each for each in reader.session.document.repairs if each.rule == before.rule]
    assert not any(each.applied for each in of_rule)
    assert reader.page.reading_offset == 0
    assert current(reader).start == before.start
    reader.trigger("undo")
    assert current(reader).applied


def test_walking_through_the_list_leads_through_the_page(reader: Hand) -> None:
    reader.trigger("repairs")
    list_of(reader).setFocus()
    first = current(reader)

    reader.press(Qt.Key.Key_Down)

    assert current(reader).start > first.start
    place = current(reader).start
    assert reader.page.boxes_of(reader.page.character_around(place))


def test_groups_fold_by_key_and_click(reader: Hand, qtbot: QtBot) -> None:
    reader.trigger("repairs")
    view = list_of(reader)
    view.setFocus()
    model = view.model()
    count = model.rowCount()

    reader.press(Qt.Key.Key_Left)
    header = view.currentIndex()
    assert header.data(GROUP_ROLE) is not None
    reader.press(Qt.Key.Key_Left)
    assert model.rowCount() < count
    reader.press(Qt.Key.Key_Right)
    assert model.rowCount() == count
    reader.press(Qt.Key.Key_Space)
    assert model.rowCount() < count
    reading = reader.page.reading_offset

    at = view.visualRect(view.currentIndex()).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert model.rowCount() == count
    assert reader.page.reading_offset == reading


@pytest.mark.parametrize(("button", "applied"), [(1, False), (0, True)])
def test_a_group_is_decided_on_in_one_step(reader: Hand, button: int, applied: bool) -> None:
    reader.trigger("repairs")
    view = list_of(reader)
    steps = reader.session.undo_stack.count()
    trivial = view.model().rowCount() - 1
    view.setCurrentIndex(view.model().index(trivial, 0))
    assert view.currentIndex().data(GROUP_ROLE).key.rule == "widen"

    assert [each.isChecked() for each in choices_of(reader)] == [True, False]
    choices_of(reader)[1].click()
    choices_of(reader)[button].click()

    repairs = reader.session.document.repairs
    assert {each.applied for each in repairs if each.rule == "widen"} == {applied}
    assert {each.applied for each in repairs if each.rule != "widen"} == {True}
    assert reader.session.undo_stack.count() == steps + (2 if applied else 1)
    assert view.currentIndex().row() == trivial


def test_what_can_be_decided_takes_no_more_room_than_it_needs(reader: Hand) -> None:
    reader.trigger("repairs")
    view = list_of(reader)
    area = reader.child(QScrollArea, "repairChoices")
    heights = []

    for row in (1, 0):
        view.setCurrentIndex(view.model().index(row, 0))
        assert len(choices_of(reader)) == (4 if row else 2)
        QApplication.processEvents()
        heights.append(area.height())

    assert heights[1] < heights[0] - 20


def test_another_article_is_listed_from_its_beginning(reader: Hand, tmp_path: Path) -> None:
    reader.trigger("repairs")
    other = tmp_path / "other.txt"
    other.write_text(f"短文\n\n{LINE}\n", encoding="utf-8")

    assert reader.window.open_now(other)

    assert current(reader).start == reader.session.document.repairs[0].start
