"""Which packages pyproject.toml asks for, and whether an interpreter has them already."""

from __future__ import annotations

import operator
import re
import sys
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.bootstrap.needs import TESTS, WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

_FOR_WINDOWS = "PySide6"
"""Packages whose names begin so are for what opens a window or draws one, and for nothing else."""

_Release = tuple[int, ...]
_COMPARISONS: dict[str, Callable[[_Release, _Release], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}
_CLAUSE = re.compile(r"\s*(>=|<=|==|!=|<|>)\s*(\d+(?:\.\d+)*)\s*")
_REQUIREMENT = re.compile(
    r"""\s*([\w.-]+)\s*([^;\[]*)(?:;\s*python_version\s*([<>=!]+)\s*["']([\d.]+)["']\s*)?"""
)


def requirements(project: Mapping[str, Any], needs: Collection[str]) -> list[str]:
    """Return the requirements that `needs` stand for, as pyproject.toml writes them."""
    declared: list[str] = project["project"]["dependencies"]
    wanted = [one for one in declared if WINDOW in needs or not one.startswith(_FOR_WINDOWS)]
    if TESTS in needs:
        wanted += project["dependency-groups"]["dev"]
    return wanted


def are_met(wanted: Sequence[str], installed: Mapping[str, str]) -> bool:
    """Say whether all that is wanted is there, at versions that fit.

    Understands the forms that pyproject.toml uses. Any other one counts as not met, which costs a
    private environment and nothing worse.
    """
    return all(_is_met(requirement, installed) for requirement in wanted)


def installed_versions(search_path: Sequence[str]) -> dict[str, str]:
    """Return the versions of what is installed along a module search path, by normalised name.

    Reads the names of the metadata folders alone; the first on the path wins, as in an import.
    """
    versions: dict[str, str] = {}
    for folder in search_path:
        for metadata in Path(folder).glob("*.dist-info"):
            name, _, version = metadata.stem.partition("-")
            versions.setdefault(_normalised(name), version)
    return versions


def _is_met(requirement: str, installed: Mapping[str, str]) -> bool:
    parts = _REQUIREMENT.fullmatch(requirement)
    if parts is None:
        return False
    name, clauses, comparison, python = parts.groups()
    if comparison and not _COMPARISONS[comparison](sys.version_info[:2], _release(python)):
        return True
    version = installed.get(_normalised(name))
    return version is not None and all(_allows(one, version) for one in clauses.split(",") if one)


def _allows(clause: str, version: str) -> bool:
    parts = _CLAUSE.fullmatch(clause)
    if parts is None:
        return False
    return _COMPARISONS[parts[1]](_release(version), _release(parts[2]))


def _release(version: str) -> _Release:
    """Return the numbers of a version without the zeros at its end: 1.0 and 1 are the same."""
    parts = re.split(r"\.|(?=[a-z+])", version)
    numbers = [int(part) for part in takewhile(str.isdigit, parts)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
