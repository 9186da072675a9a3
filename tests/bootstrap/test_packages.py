from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reader.bootstrap.needs import CORE, TESTS, WINDOW
from reader.bootstrap.packages import are_met, installed_versions, requirements

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = {
    "project": {"dependencies": ["PySide6-Essentials>=6.11.3,<6.14", "platformdirs>=4.3,<5"]},
    "dependency-groups": {"dev": ["pytest>=9,<10"]},
}


def test_each_need_brings_its_requirements() -> None:
    assert requirements(PROJECT, {CORE}) == ["platformdirs>=4.3,<5"]
    assert requirements(PROJECT, {CORE, WINDOW}) == PROJECT["project"]["dependencies"]
    assert requirements(PROJECT, {CORE, TESTS}) == ["platformdirs>=4.3,<5", "pytest>=9,<10"]


@pytest.mark.parametrize(
    ("requirement", "version", "met"),
    [
        ("demo>=4.3,<5", "4.14.7", True),
        ("demo>=4.3,<5", "4.2.9", False),
        ("demo>=4.3,<5", "5.0", False),
        ("demo>=6.11.3,!=6.12.0,<6.14", "6.12.0", False),
        ("demo>=6.11.3,!=6.12.0,<6.14", "6.12.1", True),
        ("demo>=6.11.3,!=6.12.0,<6.14", None, False),
        ("demo==0.1.7", "0.1.7", True),
        ("demo==0.1.7", "0.1.6", False),
        ("demo==1", "1.0.0", True),
        ("demo>=1.0", "1.0rc1", True),
        ("demo", "1", True),
        ("demo>=1; python_version < '3.0'", None, True),
        ("demo>=1; python_version >= '3.0'", None, False),
        ("demo>=1; python_version >= '3.0'", "1.5", True),
        ("demo~=1.0", "1.0", False),
        ("demo @ file:///demo.whl", "1.0", False),
        ("demo; python_version < '3.0' and sys_platform == 'win32'", None, False),
    ],
)
def test_requirement_is_met_by_a_version_that_fits(
    requirement: str, version: str | None, *, met: bool
) -> None:
    installed = {} if version is None else {"demo": version}

    assert are_met([requirement], installed) is met


def test_versions_are_read_from_the_metadata_folders(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first / "PySide6_Essentials-6.11.3.dist-info", second / "uuid6-2.dist-info"):
        folder.mkdir(parents=True)
    (second / "pyside6_essentials-6.0.dist-info").mkdir()

    versions = installed_versions([str(first), str(second), str(tmp_path / "absent")])

    assert versions == {"pyside6-essentials": "6.11.3", "uuid6": "2"}


def test_what_runs_these_tests_is_found() -> None:
    assert are_met(["pytest>=9"], installed_versions(sys.path))
