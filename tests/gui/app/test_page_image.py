"""Pictures of the page, and the round that takes one where there is no display."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from reader.cli import main
from reader.errors import PictureFormatError, SaveError
from reader.gui.app.headless_check import rehearse
from reader.gui.app.page_image import draw_page, write_picture
from reader.gui.widgets.theme import load_theme
from reader.gui.window.last_article import SAMPLE
from tests.places import ROOT
from tests.support.pictures import colors_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from reader.document.model import Document

UNPACKED = ("LD_LIBRARY_PATH", "FONTCONFIG_FILE", "XKB_CONFIG_ROOT", "XLOCALEDIR")
"""What names libraries that the system lacks, where set-up unpacked them for the program alone."""


@pytest.fixture
def image(qtbot: QtBot) -> QImage:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    return picture


@pytest.mark.parametrize("is_vertical", [False, True])
def test_a_page_is_drawn_in_lines_or_in_columns(
    make_document: Callable[[str], Document], qtbot: QtBot, is_vertical: bool
) -> None:
    drawn = draw_page(
        make_document("燈下讀書，翻開第一頁。\n"),
        None,
        size=(600, 600),
        target="original",
        theme="light",
        is_vertical=is_vertical,
        ruby=None,
        at=None,
    )

    # A single line: along the top, or down the right side.
    paper = drawn.pixelColor(2, 2)
    inked = [
        (x, y)
        for x in range(0, 600, 2)
        for y in range(0, 600, 2)
        if drawn.pixelColor(x, y) != paper
    ]
    width, height = (max(values) - min(values) for values in zip(*inked, strict=True))
    assert (height > 3 * width) is is_vertical
    assert (width > 3 * height) is not is_vertical


@pytest.mark.parametrize("name", ["page.png", "page.jpg", "PAGE.PNG"])
def test_a_picture_is_written_as_its_name_says(image: QImage, tmp_path: Path, name: str) -> None:
    write_picture(image, tmp_path / name)

    assert QImage(str(tmp_path / name)).size() == image.size()


@pytest.mark.parametrize("name", ["page", "page.txt", "page.png.zip"])
def test_a_name_of_another_kind_is_refused(image: QImage, tmp_path: Path, name: str) -> None:
    with pytest.raises(PictureFormatError):
        write_picture(image, tmp_path / name)

    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_when_writing_fails(image: QImage, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(b"precious")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (16, hard))
    try:
        with pytest.raises(SaveError):
            write_picture(image, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert path.read_bytes() == b"precious"
    assert list(tmp_path.iterdir()) == [path]


def test_render_draws_the_page_with_its_marks(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ["--library", str(tmp_path / "library")]
    quote = ["--quote", "一枝蘸墨", "--color", "pink"]
    assert main(["annotate", str(SAMPLE), *quote, *library]) == 0
    out = tmp_path / "page.png"

    assert main(["render", str(SAMPLE), "-o", str(out), "--size", "900x700", *library]) == 0

    picture = QImage(str(out))
    assert (picture.width(), picture.height()) == (900, 700)
    assert load_theme("light").fills["pink"] in colors_in(picture.copy(0, 100, 900, 400))


def test_render_shows_how_characters_are_read(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = []
    for ruby in ([], ["--ruby", "pinyin"], ["--ruby", "zhuyin"]):
        out = tmp_path / f"page{len(pictures)}.png"
        library = ["--library", str(tmp_path / "library")]
        assert (
            main(["render", str(SAMPLE), "-o", str(out), "--size", "600x500", *ruby, *library]) == 0
        )
        pictures.append(out.read_bytes())

    assert len(set(pictures)) == 3


def test_without_a_display_the_main_job_is_done_once(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rehearse(None, locale="en") == 0

    paths = [
        Path(line.split(": ", 1)[1])
        for line in capsys.readouterr().out.splitlines()
        if line.startswith(("Annotations: ", "Picture: "))
    ]
    annotations, picture = paths
    (item,) = json.loads(annotations.read_text("utf-8"))["items"]
    assert item["motivation"] == "commenting"
    assert item["target"]["selector"][1]["exact"].startswith("古人讀書")
    assert QImage(str(picture)).width() > 600


def bare_environment(home: Path) -> dict[str, str]:
    """Return an environment without a display, where Qt's libraries are found all the same."""
    unpacked = {name: os.environ[name] for name in UNPACKED if name in os.environ}
    return {"PATH": "", "HOME": str(home), "QUANDIAN_NO_SETUP": "1"} | unpacked


def test_the_program_says_that_there_is_no_display(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--lang", "en", str(tmp_path / "missing.txt")],
        cwd=ROOT,
        env=bare_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "no display" in done.stdout
    assert "missing.txt" in done.stdout + done.stderr


def test_the_round_without_a_display_ends_without_a_word_of_errors(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "--lang", "en"],
        cwd=ROOT,
        env=bare_environment(tmp_path) | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "found: " in done.stdout
