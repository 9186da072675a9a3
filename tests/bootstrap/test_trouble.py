"""What the program says where an import fails once it has begun."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING

import pytest

from reader.bootstrap.trouble import explain_missing_module
from reader.cli import main
from reader.localization import use_locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOST_LIBRARY = "libnew.so.7: cannot open shared object file: No such file or directory"


@pytest.fixture
def break_import(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, ImportError], None]]:
    """Makes the import of a module raise, as where it or what it is linked with is missing."""
    real = builtins.__import__

    def break_(module: str, error: ImportError) -> None:
        def import_(name: str, *rest: object) -> object:
            if name == module:
                raise error
            return real(name, *rest)

        monkeypatch.delitem(sys.modules, "reader.gui.app.launch", raising=False)
        monkeypatch.setattr(builtins, "__import__", import_)

    yield break_
    use_locale("en")


@pytest.mark.parametrize(
    ("module", "path"),
    [
        ("QtNetwork", "PySide6/QtNetwork.abi3.so"),
        ("QtCore", "PySide6/QtCore.abi3.so"),
        ("Shiboken", "shiboken6/Shiboken.abi3.so"),
        ("PySide6.QtGui", None),
    ],
)
def test_missing_library_is_named_and_not_the_package_that_is_there(
    module: str, path: str | None
) -> None:
    within = path and f"/opt/uuid6/lib/python3.13/site-packages/{path}"
    error = ImportError(LOST_LIBRARY, name=module, path=within)

    said = explain_missing_module(error, "en")

    assert "libnew.so.7" in said
    assert "PySide6" not in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("module", "package"),
    [
        ("PySide6", "PySide6-Essentials"),
        ("PySide6.QtNetwork", "PySide6-Essentials"),
        ("shiboken6", "PySide6-Essentials"),
        ("opencc", "opencc-python-reimplemented"),
        ("uuid6", "uuid6"),
    ],
)
def test_missing_package_is_named_as_the_registry_has_it(
    monkeypatch: pytest.MonkeyPatch, module: str, package: str
) -> None:
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    error = ModuleNotFoundError(f"No module named '{module}'", name=module)

    said = explain_missing_module(error, "en")

    command = f"/usr/bin/python3 -m pip install --force-reinstall {package}"
    assert said.endswith(f"No module named '{module}'): run this, and start again: {command}")


@pytest.mark.parametrize(
    ("module", "path"),
    [
        ("reader.gui.lost", "/opt/uuid6/reader/gui/__init__.py"),
        ("_sqlite3", "/usr/lib/python3.13/lib-dynload/_sqlite3.so"),
        (None, None),
    ],
)
def test_fault_of_the_program_is_not_explained_away(module: str | None, path: str | None) -> None:
    assert explain_missing_module(ImportError("no", name=module, path=path), "en") is None


@pytest.mark.parametrize("language", ["en", "zh_TW", "zh_CN"])
def test_command_line_says_it_in_its_language(
    break_import: Callable[[str, ImportError], None],
    capsys: pytest.CaptureFixture[str],
    language: str,
) -> None:
    break_import(
        "reader.gui.app.launch", ImportError(LOST_LIBRARY, name="QtNetwork", path="PySide6/a.so")
    )

    code = main(["--lang", language])

    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert "libnew.so.7" in said.err
    assert len(said.err.splitlines()) == 1
