"""Debian's packages for those who may not install them: unpacked into the private environment.

apt finds out what belongs to them, downloads and verifies it as ever, but into a folder of our own
and without its lock, for which it needs no rights. What the system has, it has already: no more
than the rest is unpacked.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.bootstrap.environment import Environment
    from reader.bootstrap.machine import Machine

_C_LIBRARY = "libc6_"
"""A newer one than the system's does not work beside the system's loader."""
_FONT_RULES = "fonts.conf"
_FOLDERS_OF_VARIABLES = {
    "LD_LIBRARY_PATH": ("lib/*-linux-*", "usr/lib/*-linux-*"),
    "FONTCONFIG_FILE": (_FONT_RULES,),
    "XKB_CONFIG_ROOT": ("usr/share/X11/xkb",),
    "XLOCALEDIR": ("usr/share/X11/locale",),
}
"""What libraries look up in the environment, and where in the folder that is, if anywhere."""


def unpack(
    environment: Environment, packages: Sequence[str], machine: Machine, lock: int | None
) -> bool:
    """Unpack packages, with those they depend on, to where the program alone finds them.

    Args:
        environment: where to.
        packages: their names.
        machine: what apt runs on.
        lock: the descriptor of the lock that is being held, for all that writes into the folder.

    Returns:
        Whether something was unpacked: not where it was before, or cannot be had; the log says why.
    """
    before = environment.unpacked()
    if before.issuperset(packages):
        return False
    machine.say("unpacking", folder=environment.system, names=" ".join(packages))
    folder = Path(environment.system)
    downloads = folder / "downloads"
    try:
        if not before:  # an unpacking that was cut short left no word of what is whole
            shutil.rmtree(folder, ignore_errors=True)
        archives = _download(packages, downloads, machine, lock)
        fresh = [one for one in archives if one.name not in before]
        if not fresh or not all(_unpack(one, folder, machine, lock) for one in fresh):
            return False
        (folder / _FONT_RULES).write_bytes(os.fsencode(_font_rules(folder)))
        names = before.union(packages, (one.name for one in fresh))
        environment.remember_unpacked(_variables(folder), names)
    except OSError:  # no room, or a folder of another user
        return False
    finally:
        shutil.rmtree(downloads, ignore_errors=True)
    return True


def _download(
    packages: Sequence[str], downloads: Path, machine: Machine, lock: int | None
) -> list[Path]:
    """Return the files of the packages, and of those they need that are not installed; [] if not.

    Tried with the system's lists, which fit what is installed, and where these are absent or name
    files that are gone, with new ones.

    Raises:
        OSError: the folder cannot be written.
    """
    archives, lists = downloads / "archives", downloads / "lists"
    for folder in (archives, lists):
        (folder / "partial").mkdir(parents=True, exist_ok=True)
    ours = {"Dir::Cache": downloads, "Dir::Cache::archives": archives}
    apt = ["apt-get", *_options({"Debug::NoLocking": "1", **ours})]
    own_lists = _options({"Dir::State::lists": lists})
    get = ["install", "-y", "--download-only", "--no-install-recommends", "--no-remove", *packages]
    if machine.run([*apt, *get], inherited=lock).code != 0:
        machine.run([*apt, *own_lists, "update"], inherited=lock)
        if machine.run([*apt, *own_lists, *get], inherited=lock).code != 0:
            return []
    found = sorted(archives.glob("*.deb"))
    return [] if any(one.name.startswith(_C_LIBRARY) for one in found) else found


def _options(values: Mapping[str, str | Path]) -> list[str]:
    return [word for name, value in values.items() for word in ("-o", f"{name}={value}")]


def _unpack(archive: Path, folder: Path, machine: Machine, lock: int | None) -> bool:
    command = ["dpkg-deb", "--extract", str(archive), str(folder)]
    return machine.run(command, inherited=lock).code == 0


def _variables(folder: Path) -> dict[str, list[str]]:
    """Return the variables that are needed, with paths within the folder."""
    found = {
        name: sorted(
            str(path.relative_to(folder)) for pattern in patterns for path in folder.glob(pattern)
        )
        for name, patterns in _FOLDERS_OF_VARIABLES.items()
    }
    return {name: paths for name, paths in found.items() if paths}


def _font_rules(folder: Path) -> str:
    """Return what lets fontconfig find the fonts in the folder besides the system's.

    The rules that packages bring are links to where these would be were they installed. Unlike the
    rules, the fonts are still found when the folder has been moved: nothing shows as boxes.
    """
    from xml.sax.saxutils import escape  # brings all that reads from the network

    rules = ["/etc/fonts/fonts.conf", f"{folder}/etc/fonts/fonts.conf"]
    # Debian makes this link while it configures the package.
    rules.append(f"{folder}/usr/share/fontconfig/conf.avail/10-hinting-slight.conf")
    for path in sorted(folder.glob("etc/fonts/conf.d/*.conf")):
        target = os.readlink(path) if path.is_symlink() else ""
        rules.append(f"{folder}{target}" if target.startswith("/") else str(path))
    includes = "".join(
        f'  <include ignore_missing="yes">{escape(rule)}</include>\n' for rule in rules
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        f"<fontconfig>\n{includes}"
        '  <dir prefix="relative">usr/share/fonts</dir>\n'
        '  <cachedir prefix="xdg">fontconfig</cachedir>\n</fontconfig>\n'
    )
