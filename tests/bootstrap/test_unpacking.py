"""Packages of Debian for those who may not install them."""

from __future__ import annotations

import os
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.bootstrap.environment import Environment
from reader.bootstrap.qt import make_qt_start
from reader.bootstrap.wording import SetupError
from tests.bootstrap.conftest import FONT_FILE, LIBRARIES

if TYPE_CHECKING:
    from tests.bootstrap.conftest import FakeMachine

GET = "apt-get install -y --download-only --no-install-recommends --no-remove"
UPDATE = "apt-get update"


@pytest.fixture
def bare(machine: FakeMachine, environment: Environment) -> FakeMachine:
    """A machine of somebody who is not root, without some libraries; with an environment."""
    Path(environment.folder).mkdir()
    machine.missing = ["libEGL.so.1", "libxcb-cursor.so.0"]
    return machine


def test_libraries_come_without_rights_and_without_installing_anything(
    bare: FakeMachine, environment: Environment
) -> None:
    assert make_qt_start(bare, "python", "xcb")

    assert bare.commands == [
        f"{GET} libegl1 libxcb-cursor0",
        "dpkg-deb libegl1_1_amd64.deb",
        "dpkg-deb libxcb-cursor0_1_amd64.deb",
    ]
    assert bare.said == ["checking", "unpacking"]
    assert Path(environment.system, LIBRARIES, "libEGL.so.1").exists()


def test_nothing_is_written_outside_the_folder(bare: FakeMachine, environment: Environment) -> None:
    make_qt_start(bare, "python", "xcb")

    written = {name: value for name, value in bare.settings.items() if name.startswith("Dir::")}
    assert written
    assert all(value.startswith(environment.system + os.sep) for value in written.values())
    assert bare.settings["Debug::NoLocking"] == "1"
    assert not Path(written["Dir::Cache"]).exists()  # and nothing of it stays


def test_what_comes_is_told_before(
    bare: FakeMachine, environment: Environment, capfd: pytest.CaptureFixture[str]
) -> None:
    make_qt_start(bare, "python", "xcb")

    (line,) = [one for one in capfd.readouterr().err.splitlines() if "libegl1" in one]
    assert environment.system in line
    assert "libxcb-cursor0" in line


def test_dependencies_that_the_system_lacks_come_too(bare: FakeMachine) -> None:
    bare.archives_needed = ["libglvnd0"]

    assert make_qt_start(bare, "python", "xcb")

    assert "dpkg-deb libglvnd0_1_amd64.deb" in bare.commands


def test_absent_lists_are_fetched_into_the_folder(bare: FakeMachine) -> None:
    bare.has_lists = False

    assert make_qt_start(bare, "python", "xcb")

    packages = "libegl1 libxcb-cursor0"
    assert bare.commands[:3] == [f"{GET} {packages}", UPDATE, f"{GET} {packages}"]


def test_nothing_is_fetched_twice(bare: FakeMachine, environment: Environment) -> None:
    make_qt_start(bare, "python", "xcb")
    before = list(bare.commands)

    assert make_qt_start(bare, "python", "xcb")
    shutil.rmtree(Path(environment.system, LIBRARIES))
    with pytest.raises(SetupError):  # it does not start, although all was unpacked
        make_qt_start(bare, "python", "xcb")

    assert bare.commands == before


def test_what_another_platform_needs_is_added(bare: FakeMachine, environment: Environment) -> None:
    bare.missing = ["libEGL.so.1"]
    bare.archives_needed = ["libglvnd0"]
    make_qt_start(bare, "python", "offscreen")
    bare.commands.clear()
    bare.missing += ["libxcb-cursor.so.0"]

    assert make_qt_start(bare, "python", "xcb")

    assert bare.commands == [f"{GET} libxcb-cursor0", "dpkg-deb libxcb-cursor0_1_amd64.deb"]
    assert {"libegl1", "libxcb-cursor0"} <= environment.unpacked()


def test_unpacking_that_was_cut_short_is_done_anew(
    bare: FakeMachine, environment: Environment
) -> None:
    left_over = Path(environment.system, "half-unpacked")

    def be_killed() -> None:
        left_over.touch()
        raise KeyboardInterrupt

    bare.during_unpacking = be_killed
    with pytest.raises(KeyboardInterrupt):
        make_qt_start(bare, "python", "xcb")
    assert environment.variables({}) == {}

    bare.during_unpacking = lambda: None
    assert make_qt_start(bare, "python", "xcb")

    assert not left_over.exists()


@pytest.mark.parametrize("failure", ["apt", "libc6", "folder"])
def test_failure_leaves_the_advice_there_was(
    bare: FakeMachine, environment: Environment, failure: str
) -> None:
    if failure == "apt":
        bare.apt_error = "E: Could not resolve\n"
    elif failure == "libc6":  # newer than the system's, it would not work with its loader
        bare.archives_needed = ["libc6"]
    else:
        Path(environment.system).write_text("a file is in the way")

    with pytest.raises(SetupError) as caught:
        make_qt_start(bare, "python", "xcb")

    assert caught.value.message == "need-system"
    assert "apt-get install -y libegl1 libxcb-cursor0" in caught.value.values["command"]
    assert environment.variables({}) == {}


@pytest.mark.parametrize("apt_error", ["", "E: no network\n"])
def test_font_comes_alone_and_is_not_fatal(bare: FakeMachine, apt_error: str) -> None:
    bare.missing = []
    bare.has_font = False
    bare.apt_error = apt_error

    assert make_qt_start(bare, "python", "xcb") is not bool(apt_error)

    assert f"{GET} fonts-noto-cjk" in bare.commands


def test_variables_lead_to_what_was_unpacked_wherever_the_folder_is(
    bare: FakeMachine, environment: Environment
) -> None:
    bare.has_font = False
    bare.missing += ["libfontconfig.so.1"]
    make_qt_start(bare, "python", "xcb")
    top = Path(environment.top)
    moved = Environment(str(top.rename(top.with_name("moved, 圈點"))))

    assert moved.variables({}) == {
        "LD_LIBRARY_PATH": f"{moved.system}/{LIBRARIES}",
        "FONTCONFIG_FILE": f"{moved.system}/fonts.conf",
    }


def test_variables_of_the_person_stay(bare: FakeMachine, environment: Environment) -> None:
    make_qt_start(bare, "python", "xcb")
    ours = f"{environment.system}/{LIBRARIES}"
    given = {"LD_LIBRARY_PATH": "/theirs", "FONTCONFIG_FILE": "/their.conf"}

    once = environment.variables(given)

    assert once == {"LD_LIBRARY_PATH": f"{ours}:/theirs", "FONTCONFIG_FILE": "/their.conf"}
    assert environment.variables(once) == once


def test_fonts_are_found_with_the_rules_that_their_packages_bring(
    bare: FakeMachine, environment: Environment
) -> None:
    bare.has_font = False
    links = Path(environment.system, "etc/fonts/conf.d")

    def bring_rules() -> None:
        links.mkdir(parents=True)
        (links / "60-a.conf").symlink_to("/usr/share/fontconfig/conf.avail/60-a.conf")
        (links / "70-b.conf").symlink_to("../conf.avail/70-b.conf")
        bare.during_unpacking = lambda: None

    bare.during_unpacking = bring_rules
    make_qt_start(bare, "python", "xcb")

    rules = ET.parse(Path(environment.system, "fonts.conf")).getroot()  # noqa: S314 # our own
    included = [one.text for one in rules.iter("include")]
    assert included[0] == "/etc/fonts/fonts.conf"
    assert included[-2:] == [
        f"{environment.system}/usr/share/fontconfig/conf.avail/60-a.conf",
        f"{environment.system}/etc/fonts/conf.d/70-b.conf",
    ]
    (folder,) = rules.iter("dir")
    assert folder.text is not None
    assert Path(environment.system, folder.text) in Path(environment.system, FONT_FILE).parents
