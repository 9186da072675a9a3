"""What Qt's files are linked with: what of it this system lacks, and which package has it.

Run as a program, by the interpreter that has Qt, it prints what is missing for a platform.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

QT_MODULES = ("QtCore", "QtGui", "QtNetwork", "QtSvg", "QtWidgets")
"""Every module of Qt that the program imports."""

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Debian's package for each library that Qt's wheels are linked with and lack.

Newer releases of Debian renamed libglib2.0-0 to libglib2.0-0t64, which provides the old name, so
that apt still takes it.
"""

_PLUGINS = (
    "platforms/libq{platform}*.so",
    "{platform}-shell-integration/*.so",
    "{platform}-graphics-integration-client/libqt-plugin*.so",
    "platforminputcontexts/libcompose*.so",
    "platforminputcontexts/libibus*.so",
    "iconengines/*.so",
)
"""Those that the program needs, within Qt's folder of plugins."""

_NOT_FOUND = re.compile(r"(\S+) => not found")
_NAMED = re.compile(r"(\S+\.so[.\d]*): cannot open shared object file")
_OF_THE_WHEELS = re.compile(r"lib(Qt6|pyside6|shiboken6|icu)")


def missing_libraries(platform: str) -> list[str]:
    """Return the libraries that Qt needs on a platform and the dynamic linker does not find.

    None where there is no Qt, or no `ldd` to ask.

    Args:
        platform: as $QT_QPA_PLATFORM has it: `xcb`, `wayland;xcb`, `offscreen:size=800x600`.
    """
    files = [str(file) for folder in _qt_folders() for file in qt_files(folder, platform)]
    try:
        asked = subprocess.run(
            ["ldd", *files],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "LC_ALL": "C"},
            check=False,
        )
    except OSError:
        return []
    return _of_the_system(_NOT_FOUND.findall(asked.stdout))


def libraries_named(reason: str) -> list[str]:
    """Return the libraries that a message of the dynamic linker says are missing."""
    return _of_the_system(_NAMED.findall(reason))


def qt_files(folder: Path, platform: str) -> list[Path]:
    """Return the modules and plugins of Qt that the program loads on a platform."""
    modules = [file for name in QT_MODULES for file in folder.glob(f"{name}.*so")]
    names = {name.partition(":")[0] for name in platform.split(";")}
    plugins = {
        file
        for name in names
        for pattern in _PLUGINS
        for file in folder.glob(f"Qt/plugins/{pattern.format(platform=name)}")
    }
    return modules + sorted(plugins)


def _qt_folders() -> list[Path]:
    found = find_spec("PySide6")
    return [Path(one) for one in (found and found.submodule_search_locations) or ()]


def _of_the_system(libraries: Iterable[str]) -> list[str]:
    """Return those that no wheel brings, each once."""
    return [one for one in dict.fromkeys(libraries) if not _OF_THE_WHEELS.match(one)]


if __name__ == "__main__":
    print(*missing_libraries(sys.argv[1]), sep="\n")
