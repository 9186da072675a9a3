from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.bootstrap.environment import Environment
from reader.bootstrap.machine import NO_APT_VARIABLE, Machine
from reader.bootstrap.qt import font_problem, make_qt_start, package_problem, qt_problem
from reader.bootstrap.wording import SetupError

if TYPE_CHECKING:
    from tests.bootstrap.conftest import FakeMachine

UPDATE = "apt-get update"
NOT_FOUND = "ImportError: libnew.so.7: cannot open shared object file: No such file or directory"


def failure(machine: FakeMachine, platform: str = "offscreen") -> SetupError:
    with pytest.raises(SetupError) as caught:
        make_qt_start(machine, "python", platform)
    return caught.value


def test_nothing_is_installed_where_qt_starts(machine: FakeMachine) -> None:
    machine.is_root = True

    assert make_qt_start(machine, "python", "xcb")

    assert machine.commands == []


@pytest.mark.parametrize(
    ("missing", "packages"),
    [
        (["libEGL.so.1", "libxcb-cursor.so.0"], "libegl1 libxcb-cursor0"),
        (["libgssapi_krb5.so.2"], "libgssapi-krb5-2"),
        (["libgthread-2.0.so.0", "libglib-2.0.so.0"], "libglib2.0-0"),
    ],
)
def test_root_on_debian_gets_exactly_what_is_missing(
    machine: FakeMachine, missing: list[str], packages: str
) -> None:
    machine.is_root = True
    machine.missing = missing

    assert make_qt_start(machine, "python", "xcb")

    assert machine.commands == [UPDATE, f"apt-get install -y {packages}"]


@pytest.mark.parametrize(
    ("is_root", "has_sudo", "command"),
    [
        (False, True, "sudo apt-get update; sudo apt-get install -y libegl1"),
        (False, False, "su -c 'apt-get update; apt-get install -y libegl1'"),
        (True, True, "apt-get update; apt-get install -y libegl1"),
    ],
)
def test_who_may_not_install_is_told_the_command(
    machine: FakeMachine, command: str, *, is_root: bool, has_sudo: bool
) -> None:
    machine.missing = ["libEGL.so.1"]
    machine.leaves_apt = True
    machine.is_root = is_root
    machine.has_sudo = has_sudo

    problem = failure(machine)

    assert problem.message == "need-system"
    assert problem.values == {"libraries": "libEGL.so.1", "command": command}
    assert machine.commands == []


@pytest.mark.parametrize("is_root", [True, False])
@pytest.mark.parametrize(("asked", "leaves"), [("1", True), ("", False), (None, False)])
def test_apt_is_left_alone_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, *, leaves: bool, is_root: bool
) -> None:
    monkeypatch.delenv(NO_APT_VARIABLE, raising=False)
    if asked is not None:
        monkeypatch.setenv(NO_APT_VARIABLE, asked)
    machine = Machine(language="en", top="/", log="/dev/null")
    machine.has_apt = True
    machine.is_root = is_root

    assert machine.may_install is (is_root and not leaves)
    assert machine.may_unpack is (not is_root and not leaves)


@pytest.mark.parametrize("is_root", [True, False])
def test_fonts_are_left_alone_too(machine: FakeMachine, *, is_root: bool) -> None:
    machine.is_root = is_root
    machine.leaves_apt = True
    machine.has_font = False

    assert not make_qt_start(machine, "python", "offscreen")

    assert machine.commands == []


@pytest.mark.parametrize("is_root", [True, False])
def test_libraries_are_named_where_there_is_no_apt(machine: FakeMachine, *, is_root: bool) -> None:
    machine.is_root = is_root
    machine.has_apt = False
    machine.missing = ["libGL.so.1", "libEGL.so.1"]

    problem = failure(machine)

    assert problem.message == "need-libraries"
    assert problem.values == {"libraries": "libGL.so.1, libEGL.so.1"}


@pytest.mark.parametrize("is_root", [True, False])
def test_library_of_no_known_package_is_named(machine: FakeMachine, *, is_root: bool) -> None:
    machine.is_root = is_root
    machine.missing = ["libnew.so.7"]

    problem = failure(machine)

    assert (problem.message, problem.values) == ("need-libraries", {"libraries": "libnew.so.7"})
    assert machine.commands == []


def test_what_apt_did_not_bring_is_named(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.missing = ["libnew.so.7", "libEGL.so.1"]

    problem = failure(machine)

    assert machine.commands == [UPDATE, "apt-get install -y libegl1"]
    assert (problem.message, problem.values) == ("need-libraries", {"libraries": "libnew.so.7"})


def test_library_that_the_import_named_is_believed_where_nobody_else_can_be_asked(
    machine: FakeMachine,
) -> None:
    machine.has_ldd = False
    machine.leaves_apt = True
    machine.missing = ["libgssapi_krb5.so.2"]

    assert failure(machine).values["libraries"] == "libgssapi_krb5.so.2"


def test_failure_of_apt_is_reported_with_its_reason(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.missing = ["libEGL.so.1"]
    machine.apt_error = "Reading lists\nE: Unable to locate package libegl1\n"

    problem = failure(machine)

    assert problem.message == "no-system"
    assert problem.values == {
        "reason": "E: Unable to locate package libegl1",
        "command": f"{UPDATE}; apt-get install -y libegl1",
    }


@pytest.mark.parametrize(
    "reason",
    [
        "qt.qpa.xcb: could not connect to display :5",
        'qt.qpa.plugin: Could not find the Qt platform plugin "bogus" in ""',
    ],
)
def test_display_that_cannot_be_reached_is_not_a_missing_library(
    machine: FakeMachine, reason: str
) -> None:
    machine.is_root = True
    machine.qt_error = f"a warning\n{reason}\nqt.qpa.plugin: not loaded\nHint\n"

    problem = failure(machine, "xcb")

    assert (problem.message, problem.values) == ("no-display", {"reason": reason})
    assert machine.commands == []


def test_damaged_file_of_qt_is_installed_anew(machine: FakeMachine) -> None:
    environment = Environment(machine.top)
    damage = "ImportError: /lib/libQt6Gui.so.6: file too short"

    private = qt_problem(machine, environment.python, "xcb", damage)
    elsewhere = qt_problem(machine, "/usr/bin/python 3", "xcb", damage)

    assert private.message == "broken-environment"
    assert private.values == {"reason": damage, "folder": environment.folder}
    assert elsewhere.message == "no-package"
    assert elsewhere.values["command"] == (
        "'/usr/bin/python 3' -m pip install --force-reinstall PySide6-Essentials"
    )


@pytest.mark.parametrize(
    "name", ["libQt6Gui.so.6", "libpyside6.abi3.so.6.12", "libshiboken6.abi3.so.6.12"]
)
def test_library_that_the_wheels_bring_is_not_asked_of_the_system(
    machine: FakeMachine, name: str
) -> None:
    lost = NOT_FOUND.replace("libnew.so.7", name)

    assert qt_problem(machine, "python", "xcb", lost).message == "no-package"


def test_missing_library_is_never_answered_with_a_package_of_python(machine: FakeMachine) -> None:
    said = qt_problem(machine, "python", "xcb", NOT_FOUND).in_words("en")

    assert "libnew.so.7" in said
    assert "PySide6" not in said


def test_package_is_named_as_the_registry_has_it(machine: FakeMachine) -> None:
    said = package_problem(machine, "python", "uuid6", "No module named 'uuid6'").in_words("en")

    assert said.endswith(": python -m pip install --force-reinstall uuid6")


def test_font_comes_with_the_libraries_where_there_is_nothing_at_all(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.has_font = False
    machine.missing = ["libGL.so.1", "libfontconfig.so.1"]

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
def test_missing_font_is_advised_of_and_not_fatal(
    machine: FakeMachine, advice: str, *, has_apt: bool
) -> None:
    machine.has_apt = has_apt
    machine.leaves_apt = True
    machine.has_font = False

    assert not make_qt_start(machine, "python", "offscreen")

    assert font_problem(machine).message == advice
    assert machine.commands == []


def test_font_that_cannot_be_installed_is_not_fatal(machine: FakeMachine) -> None:
    machine.is_root = True
    machine.has_font = False
    machine.apt_error = "E: no network\n"

    assert not make_qt_start(machine, "python", "offscreen")
