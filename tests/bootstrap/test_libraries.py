"""What Qt's files are linked with, as the files themselves have it."""

from __future__ import annotations

import ast
import os
import struct
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from reader.bootstrap.libraries import (
    PACKAGES,
    QT_MODULES,
    libraries_named,
    missing_libraries,
    qt_files,
)
from reader.bootstrap.trouble import PACKAGES_OF_MODULES
from tests.places import ROOT

_OF_GLIBC = {"libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "libresolv.so.2"}
_SECTION = "<IIQQQQIIQQ"
_DYNAMIC = 6
_NEEDED = 1

needs_wheels = pytest.mark.skipif(
    sys.platform != "linux" or find_spec("PySide6") is None, reason="reads Qt's wheels for Linux"
)


def imported() -> set[str]:
    """Return the full names of all that the program imports, what is imported from it included."""
    names = set()
    for path in (ROOT / "reader").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names |= {f"{node.module}.{each.name}" for each in node.names}
            elif isinstance(node, ast.Import):
                names |= {each.name for each in node.names}
    return names


def test_every_module_of_qt_that_is_imported_is_tried_out() -> None:
    of_qt = {name.split(".")[1] for name in imported() if name.startswith("PySide6.")}

    assert of_qt == set(QT_MODULES)


def test_every_package_that_is_imported_can_be_named() -> None:
    modules = {name.partition(".")[0] for name in imported()}

    assert "PySide6" in modules
    assert modules - sys.stdlib_module_names - {"reader", "_typeshed"} <= {*PACKAGES_OF_MODULES}


def needed_by(path: Path) -> list[str]:
    """Return the names of the libraries that an ELF file for 64 bits is linked with."""
    data = path.read_bytes()
    (start,) = struct.unpack_from("<Q", data, 40)
    size, count = struct.unpack_from("<HH", data, 58)
    sections = [struct.unpack_from(_SECTION, data, start + i * size) for i in range(count)]
    names = []
    for section in sections:
        _, kind, _, _, offset, length, link, *_ = section
        if kind == _DYNAMIC:
            strings = sections[link][4]
            for tag, value in struct.iter_unpack("<QQ", data[offset : offset + length]):
                if tag == _NEEDED:
                    begin = strings + value
                    names.append(data[begin : data.index(b"\0", begin)].decode())
    return names


@needs_wheels
def test_every_library_that_qt_is_linked_with_has_a_package() -> None:
    folder = Path(find_spec("PySide6").submodule_search_locations[0])
    brought = {path.name: path for path in folder.parent.glob("*6/**/*.so*")}
    waiting = qt_files(folder, "xcb;wayland;offscreen")
    seen: set[str] = set()
    while waiting:
        new = {*needed_by(waiting.pop())} - seen
        seen |= new
        waiting += [brought[name] for name in new if name in brought]

    asked_of_the_system = {name for name in seen - {*brought} if not name.startswith("ld-linux")}
    assert asked_of_the_system - _OF_GLIBC <= {*PACKAGES}
    assert "libQt6Network.so.6" in seen


@needs_wheels
@pytest.mark.parametrize(
    ("platform", "plugin"),
    [
        ("offscreen", "libqoffscreen.so"),
        ("offscreen:size=1x1", "libqoffscreen.so"),
        ("xcb", "libqxcb.so"),
        ("wayland;xcb", "libqwayland.so"),
    ],
)
def test_plugin_of_the_platform_is_among_what_is_loaded(platform: str, plugin: str) -> None:
    folder = Path(find_spec("PySide6").submodule_search_locations[0])

    names = [path.name for path in qt_files(folder, platform)]

    assert plugin in names
    assert {f"{module}.abi3.so" for module in QT_MODULES} <= {*names}


def write_ldd(folder: Path, output: str) -> None:
    program = folder / "ldd"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{output}END\nexit 1\n")
    program.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no ldd")
def test_what_the_linker_does_not_find_is_named_once_and_without_what_the_wheels_bring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["libxcb-cursor.so.0 => not found", "libc.so.6 => /lib/libc.so.6 (0x7)"]
    lines += ["libnew.so.7 => not found", "libQt6Core.so.6 => not found", lines[0]]
    write_ldd(tmp_path, "a.so:\n" + "".join(f"\t{line}\n" for line in lines))
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert missing_libraries("xcb") == ["libxcb-cursor.so.0", "libnew.so.7"]

    program = [sys.executable, "-m", "reader.bootstrap.libraries", "xcb"]
    printed = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["libxcb-cursor.so.0", "libnew.so.7"]


def test_nothing_is_known_where_there_is_no_ldd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert missing_libraries("xcb") == []


@pytest.mark.parametrize(
    ("reason", "named"),
    [
        (
            "libgssapi_krb5.so.2: cannot open shared object file: No such file or directory",
            ["libgssapi_krb5.so.2"],
        ),
        ("ImportError: libGL.so.1: cannot open shared object file: No such", ["libGL.so.1"]),
        ("libQt6Core.so.6: cannot open shared object file: No such file or directory", []),
        ("/lib/libGL.so.1: file too short", []),
        ("No module named 'PySide6'", []),
    ],
)
def test_library_is_read_from_what_the_linker_says(reason: str, named: list[str]) -> None:
    assert libraries_named(reason) == named
