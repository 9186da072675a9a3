"""Qt for Python loaded with its helpers compiled before, in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LOAD = """
import builtins, sys
from pathlib import Path
from reader.gui.app.qt_support import KeptCode

compile_all, compiled = builtins.compile, []
def counting(source, filename, *rest, **named):
    compiled.append(str(filename))
    return compile_all(source, filename, *rest, **named)
builtins.compile = counting

kept = KeptCode(Path(sys.argv[1]))
with kept.in_use():
    import PySide6.QtCore
assert builtins.compile is counting
kept.write()
print(sum(name.startswith("shibokensupport/") for name in compiled))
try:
    PySide6.QtCore.QTimer.singleShot("no number", print)
except TypeError as error:
    print("singleShot" in str(error) and "Supported signatures" in str(error))
"""


def load(file: Path) -> list[str]:
    outcome = subprocess.run(
        [sys.executable, "-c", LOAD, file], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return outcome.stdout.split()


def test_helpers_are_compiled_once(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "helpers"

    compiled, explains = load(file)

    assert int(compiled) > 5
    assert explains == "True"
    assert load(file) == ["0", "True"]


@pytest.mark.parametrize("harm", [b"", b"\0" * 5000, b"no code"])
def test_a_damaged_file_is_none(tmp_path: Path, harm: bytes) -> None:
    file = tmp_path / "helpers"
    load(file)
    file.write_bytes(harm or file.read_bytes()[:-1])

    compiled, explains = load(file)

    assert int(compiled) > 5
    assert explains == "True"
    assert load(file) == ["0", "True"]


def test_without_a_place_they_are_compiled_as_ever(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    compiled, explains = load(tmp_path / "file" / "helpers")

    assert int(compiled) > 5
    assert explains == "True"
