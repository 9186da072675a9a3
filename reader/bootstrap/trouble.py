"""Messages of a start that finds Qt, a package or a font missing.

Setting up looks for them in a checkout. Where the program is installed nothing looks, and what was
there once can be gone at any later start.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.bootstrap.environment import TOP
from reader.bootstrap.machine import Machine, Outcome
from reader.bootstrap.needs import QT, needs_of
from reader.bootstrap.qt import QT_PACKAGE, font_problem, package_problem, qt_problem

if TYPE_CHECKING:
    from reader.localization import Locale

PACKAGES_OF_MODULES = {
    "PySide6": QT_PACKAGE,
    "shiboken6": QT_PACKAGE,
    "markdown_it": "markdown-it-py",
    "opencc": "opencc-python-reimplemented",
    "opencc_purepy": "opencc-purepy",
    "platformdirs": "platformdirs",
    "pypinyin": "pypinyin",
    "regex": "regex",
    "rjieba": "rjieba",
    "uuid6": "uuid6",
}
"""The package that brings each module of others that the program imports."""


def explain_missing_module(error: ImportError, language: Locale) -> str | None:
    """Return what cannot be imported, and what to do about it; None where it is no package's."""
    reason = _on_one_line(str(error))
    package = _package_of(error)
    if package is None:
        return None
    if package == QT_PACKAGE:
        return explain_qt(reason, language)
    machine = _machine(language)
    return package_problem(machine, sys.executable, package, reason).in_words(language)


def explain_qt(said: str, language: Locale) -> str:
    """Return why Qt does not start in this process, and what to do about it.

    Args:
        said: the lines that Qt, or Python's import of it, said.
        language: in which to tell it.
    """
    reason = Outcome(code=1, output=said).reason()
    needs = needs_of(sys.argv[1:], os.environ)
    platform = next((need.removeprefix(QT) for need in needs if need.startswith(QT)), "")
    machine = _machine(language)
    return qt_problem(machine, sys.executable, platform, reason).in_words(language)


def explain_font(language: Locale) -> str:
    """Return what to do about a font for Chinese."""
    return font_problem(_machine(language)).in_words(language)


def _package_of(error: ImportError) -> str | None:
    """Return the package that brings a module; a compiled one is named without what it is in."""
    within = Path(error.path).parts if error.path else ()
    names = [(error.name or "").partition(".")[0], *reversed(within)]
    found = next((name for name in names if name == "reader" or name in PACKAGES_OF_MODULES), "")
    return PACKAGES_OF_MODULES.get(found)


def _machine(language: Locale) -> Machine:
    return Machine(language=language, top=TOP, log=os.devnull)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
