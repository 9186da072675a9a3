from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.bootstrap.qt import make_qt_start
from reader.bootstrap.wording import SetupError

if TYPE_CHECKING:
    from tests.bootstrap.conftest import FakeMachine

UPDATE = "apt-get update"


def test_nothing_is_installed_where_qt_starts(machine: FakeMachine) -> None:
    machine.is_root = True

    assert make_qt_start(machine, "python", "xcb")

    assert machine.commands == []


def test_root_on_debian_gets_exactly_what_is_missing(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.missing = {"libEGL.so.1", "libxcb-cursor.so.0"}

    assert make_qt_start(machine, "python", "xcb")

    assert machine.commands == [UPDATE, "apt-get install -y libegl1 libxcb-cursor0"]


def test_others_on_debian_are_told_the_command(machine: FakeMachine) -> None:
    machine.missing = {"libEGL.so.1"}

    with pytest.raises(SetupError) as caught:
        make_qt_start(machine, "python", "offscreen")

    assert caught.value.message == "need-system"
    assert caught.value.values == {
        "command": "sudo apt-get update && sudo apt-get install -y libegl1"
    }
    assert machine.commands == []


def test_libraries_are_named_where_there_is_no_apt(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.has_apt = False
    machine.missing = {"libEGL.so.1", "libGL.so.1"}

    with pytest.raises(SetupError) as caught:
        make_qt_start(machine, "python", "offscreen")

    assert caught.value.message == "need-libraries"
    assert caught.value.values == {"libraries": "libGL.so.1, libEGL.so.1"}


def test_failure_of_apt_is_reported_with_its_reason(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.missing = {"libEGL.so.1"}
    machine.apt_error = "Reading lists\nE: Unable to locate package libegl1\n"

    with pytest.raises(SetupError) as caught:
        make_qt_start(machine, "python", "offscreen")

    assert caught.value.message == "no-system"
    assert caught.value.values["reason"] == "E: Unable to locate package libegl1"


def test_display_that_cannot_be_reached_is_not_a_missing_library(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.qt_error = (
        "a warning\nqt.qpa.xcb: could not connect to display :5\nqt.qpa.plugin: not loaded\nHint\n"
    )

    with pytest.raises(SetupError) as caught:
        make_qt_start(machine, "python", "xcb")

    assert caught.value.message == "no-qt"
    assert caught.value.values["reason"] == "qt.qpa.xcb: could not connect to display :5"
    assert machine.commands == []


def test_qt_that_fails_with_all_libraries_there_is_reported(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.missing = {"libEGL.so.1"}
    machine.qt_error = "no plugin\n"

    with pytest.raises(SetupError) as caught:
        make_qt_start(machine, "python", "offscreen")

    assert caught.value.message == "no-qt"


def test_font_comes_with_the_libraries_where_there_is_nothing_at_all(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.has_font = False
    machine.missing = {"libGL.so.1", "libfontconfig.so.1"}

    assert make_qt_start(machine, "python", "offscreen")

    assert machine.commands == [
        UPDATE,
        "apt-get install -y libfontconfig1 libgl1 fonts-noto-cjk",
    ]


def test_root_on_debian_gets_a_font(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.has_font = False

    assert make_qt_start(machine, "python", "offscreen")

    assert machine.commands == [UPDATE, "apt-get install -y fonts-noto-cjk"]


@pytest.mark.parametrize(("has_apt", "advice"), [(True, "need-font"), (False, "need-any-font")])
def test_missing_font_is_said_and_not_fatal(
    machine: FakeMachine, advice: str, *, has_apt: bool
) -> None:
    machine.has_apt = has_apt
    machine.has_font = False

    assert not make_qt_start(machine, "python", "offscreen")

    assert machine.said[-1] == advice
    assert machine.commands == []


def test_font_that_cannot_be_installed_is_not_fatal(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.has_font = False
    machine.apt_error = "E: no network\n"

    assert not make_qt_start(machine, "python", "offscreen")

    assert machine.said[-1] == "need-font"
