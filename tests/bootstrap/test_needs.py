from __future__ import annotations

import sys

import pytest

from reader.bootstrap.needs import CORE, QT, TESTS, WINDOW, needs_of
from reader.cli import COMMANDS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="displays are named as on Linux")


@pytest.mark.parametrize(
    "command_line",
    [
        "show article.txt --json",
        "convert article.txt --to s2t",
        "annotate article.txt --quote 圈點",
        "notes",
        "--library articles --lang zh_TW show article.txt",
        "--lang=en notes",
        "--help",
        "render --help",
        "--version",
    ],
)
def test_what_opens_no_window_needs_no_qt(command_line: str) -> None:
    assert needs_of(command_line.split(), {"DISPLAY": ":0"}) == {CORE}


def test_every_command_but_render_needs_no_window() -> None:
    windowless = {name for name in COMMANDS if needs_of([name], {}) == {CORE}}

    assert windowless == {*COMMANDS} - {"render"}


@pytest.mark.parametrize(
    "command_line",
    ["", "upgrade", "article.txt", "-", "--library show article.txt", "article.txt show"],
)
def test_opening_needs_qt_on_the_display(command_line: str) -> None:
    assert needs_of(command_line.split(), {"DISPLAY": ":0"}) == {CORE, WINDOW, QT + "xcb"}


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ""}, "offscreen"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
    ],
)
def test_platform_is_the_one_qt_chooses(environ: dict[str, str], platform: str) -> None:
    assert QT + platform in needs_of([], environ)


def test_rendering_draws_off_screen_even_with_a_display() -> None:
    needs = needs_of(["render", "article.txt", "-o", "page.png"], {"DISPLAY": ":0"})

    assert needs == {CORE, WINDOW, QT + "offscreen"}


def test_tests_draw_off_screen_and_need_their_own_packages() -> None:
    needs = needs_of([], {"DISPLAY": ":0"}, tests=True)

    assert needs == {CORE, WINDOW, TESTS, QT + "offscreen"}
