"""Qt's system libraries and a font for Chinese: tried out, and installed where that is allowed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from reader.bootstrap.needs import OFFSCREEN
from reader.bootstrap.wording import SetupError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.bootstrap.machine import Machine, Outcome

NO_CHINESE_FONT = 3
"""The exit code of `reader.gui.probe` where Qt starts and draws every Chinese character alike."""

FONT_PACKAGE = "fonts-noto-cjk"
_FONT_LIBRARY = "libfontconfig.so.1"

_ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    _FONT_LIBRARY: "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
}
_WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
LIBRARIES: dict[str, dict[str, str]] = {
    OFFSCREEN: _ALWAYS,
    "wayland": _ALWAYS | _WAYLAND,
    "xcb": _ALWAYS | _X11,
}
"""What each platform's plugin is linked with and the wheels lack: library and Debian package.

Read from the plugins with ldd. Newer releases of Debian renamed libglib2.0-0 to libglib2.0-0t64,
which provides the old name, so that apt still takes it.
"""


def make_qt_start(machine: Machine, python: str, platform: str) -> bool:
    """Make sure that Qt starts on the platform and draws Chinese.

    Qt is tried in a process of its own: where one of X11's libraries is missing it does not raise,
    it aborts.

    Returns:
        Whether there is a font for Chinese; without one the program runs, and boxes show.

    Raises:
        SetupError: Qt does not start, and we may not or cannot change that.
    """
    machine.say("checking")
    outcome = _probe(machine, python, platform)
    if outcome.code not in {0, NO_CHINESE_FONT}:
        _install_libraries(machine, platform, outcome)
        outcome = _probe(machine, python, platform)
    if outcome.code == NO_CHINESE_FONT and machine.is_root and machine.has_apt:
        _apt_install(machine, [FONT_PACKAGE])
        outcome = _probe(machine, python, platform)
    if outcome.code == NO_CHINESE_FONT:
        _advise_font(machine)
    elif outcome.code != 0:
        raise SetupError("no-qt", reason=outcome.reason(), log=machine.log)
    return outcome.code == 0


def _probe(machine: Machine, python: str, platform: str) -> Outcome:
    environ = {"QT_QPA_PLATFORM": platform} if platform == OFFSCREEN else {}
    return machine.run([python, "-m", "reader.gui.probe"], environ=environ)


def _install_libraries(machine: Machine, platform: str, failure: Outcome) -> None:
    wanted = LIBRARIES.get(platform.partition(":")[0], _ALWAYS)
    missing = {name: wanted[name] for name in wanted if not machine.can_load(name)}
    if not missing:
        raise SetupError("no-qt", reason=failure.reason(), log=machine.log)
    packages = sorted(missing.values())
    if _FONT_LIBRARY in missing:  # then nothing has brought fonts either: one command, not two
        packages.append(FONT_PACKAGE)
    if not machine.has_apt:
        raise SetupError("need-libraries", libraries=", ".join(missing))
    if not machine.is_root:
        raise SetupError("need-system", command=_command_for_people(packages))
    outcome = _apt_install(machine, packages)
    if outcome.code != 0:
        command = _command_for_people(packages)
        raise SetupError("no-system", reason=outcome.reason(), command=command)


def _advise_font(machine: Machine) -> None:
    if machine.has_apt:
        machine.say("need-font", command=_command_for_people([FONT_PACKAGE]))
    else:
        machine.say("need-any-font")


def _apt_install(machine: Machine, packages: Sequence[str]) -> Outcome:
    update, install = _apt_commands(packages)
    machine.say("system", command=f"{shlex.join(update)} && {shlex.join(install)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    machine.run(update, environ=quiet)  # where this fails, older lists may still do
    return machine.run(install, environ=quiet)


def _command_for_people(packages: Sequence[str]) -> str:
    return " && ".join(f"sudo {shlex.join(command)}" for command in _apt_commands(packages))


def _apt_commands(packages: Sequence[str]) -> tuple[list[str], list[str]]:
    return ["apt-get", "update"], ["apt-get", "install", "-y", *packages]
