from __future__ import annotations

import os
import subprocess
import sys
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from reader.gui.app.entry import words_of_font
from reader.gui.app.qt_application import use_reachable_input_method
from reader.gui.window.last_article import SAMPLE
from tests.places import ROOT
from tests.support.patience import LONGEST_S

if TYPE_CHECKING:
    from pathlib import Path

_THREE_MESSAGES = """
from PySide6.QtCore import QLoggingCategory, qCInfo, qCWarning
from reader.gui.app.qt_application import application

app = application("en")
for say in (qCInfo, qCWarning):
    say(QLoggingCategory("qt.text.font.db"), "no shaping")
qCWarning(QLoggingCategory("qt.text.font"), "other")
"""


@pytest.mark.parametrize(
    ("asked", "used"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("xim", "xim")]
)
def test_chinese_input_goes_by_a_way_that_the_wheels_have(asked: str, used: str) -> None:
    environ = {"QT_IM_MODULE": asked}

    use_reachable_input_method(environ)

    assert environ == {"QT_IM_MODULE": used}


def test_no_input_method_is_asked_for_where_none_was() -> None:
    environ: dict[str, str] = {}

    use_reachable_input_method(environ)

    assert environ == {}


def test_nothing_is_said_of_scripts_that_no_font_shapes() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _THREE_MESSAGES], capture_output=True, text=True, check=True
    )

    assert said.stderr.splitlines() == ["qt.text.font: other"]


def start(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )


@pytest.mark.parametrize(
    "environ",
    [
        {"QT_QPA_PLATFORM": "no-such-platform"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4321"},
        {"QT_QPA_PLATFORM": "", "DISPLAY": ":4321"},
        {"QT_QPA_PLATFORM": "wayland", "XDG_RUNTIME_DIR": "/nowhere", "WAYLAND_DISPLAY": "none"},
    ],
)
def test_platform_on_which_qt_does_not_start_is_one_sentence_and_no_abort(
    environ: dict[str, str],
) -> None:
    ended = start(**environ)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert len(ended.stderr.splitlines()) == 1
    # A machine that has only what off-screen drawing needs is told of libraries instead.
    assert "QT_QPA_PLATFORM" in ended.stderr or "libraries" in ended.stderr


@pytest.fixture
def no_fonts(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without any font."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig><dir>/nowhere</dir></fontconfig>")
    return {"FONTCONFIG_FILE": str(fonts)}


def test_picture_of_boxes_is_not_drawn(tmp_path: Path, no_fonts: dict[str, str]) -> None:
    picture = tmp_path / "page.png"

    ended = start("render", str(SAMPLE), "-o", str(picture), **no_fonts)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "font for Chinese" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not picture.exists()


def test_window_of_boxes_says_so_in_the_terminal(tmp_path: Path, no_fonts: dict[str, str]) -> None:
    places = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "QUANDIAN_LIBRARY")}
    environ = {**os.environ, **no_fonts, **places}
    command = [sys.executable, "main.py", "--lang", "zh_TW"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True
    ) as process:
        in_case_of_silence = Timer(60, process.kill)
        in_case_of_silence.start()
        said = any("找不到中文字型" in line for line in process.stderr)
        in_case_of_silence.cancel()
        process.kill()

    assert said


def test_what_the_window_says_of_fonts_is_in_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.gui.app.entry.locale_in_use", lambda: "zh_TW")
    monkeypatch.setattr("reader.gui.app.entry.draws_chinese", lambda: False)

    said = words_of_font()

    assert "font for Chinese" in said[0]
    assert "字" in capsys.readouterr().err


def test_round_without_a_display_takes_no_picture_of_boxes(no_fonts: dict[str, str]) -> None:
    ended = start(QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="", **no_fonts)

    assert ended.returncode == 1
    assert "font for Chinese" in ended.stdout.splitlines()[-1]


def test_picture_is_drawn_off_screen_whatever_the_platform_asked_for(tmp_path: Path) -> None:
    picture = tmp_path / "page.png"

    ended = start("render", str(SAMPLE), "-o", str(picture), QT_QPA_PLATFORM="no-such-platform")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert picture.exists()
