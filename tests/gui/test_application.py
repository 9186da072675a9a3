from __future__ import annotations

import subprocess
import sys

import pytest

from reader.gui.application import use_reachable_input_method

_TWO_WARNINGS = """
from PySide6.QtCore import QLoggingCategory, qCWarning
from reader.gui.application import application

app = application("en")
qCWarning(QLoggingCategory("qt.text.font.db"), "no shaping")
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
        [sys.executable, "-c", _TWO_WARNINGS], capture_output=True, text=True, check=True
    )

    assert said.stderr.splitlines() == ["qt.text.font: other"]
