"""Two instances of Syncthing that see nothing but each other, to be run in a network of their own.

    unshare --net --pid --fork --kill-child python3 -m tests.drills.syncthing FOLDER

brings two libraries apart and together again, and exits with 0 where both devices end with the
same. In its own network namespace there is a loopback interface and nothing else, so no packet can
leave the machine; in its own process namespace both instances end with the script.
"""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import socket
import struct
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from tests.support.devices import Device, play

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = "library"
KEY = "only-for-this-test"
LIMIT_SECONDS = 55
_OPTIONS = {
    "globalAnnounceEnabled": "false",
    "localAnnounceEnabled": "false",
    "relaysEnabled": "false",
    "natEnabled": "false",
    "crashReportingEnabled": "false",
    "startBrowser": "false",
    "urAccepted": "-1",
    "autoUpgradeIntervalH": "0",
    "stunKeepaliveStartS": "0",
    "reconnectionIntervalS": "1",
}
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1


def main(place: Path) -> int:
    """Play the scenario on two devices that Syncthing connects; return the exit code."""
    _bring_up_loopback()
    devices = tuple(Device(name, place / name / "library") for name in "AB")
    homes = [
        _Instance(place / f"home-{device.name}", 22001 + number, 18384 + number, device.root)
        for number, device in enumerate(devices)
    ]
    for home in homes:
        home.root.mkdir(parents=True)
        home.generate()
    for home in homes:
        home.configure(homes)
    with _running(homes[0]), _running(homes[1]):
        play(devices, _Link(homes))
    return 0


@dataclass
class _Instance:
    """One Syncthing: its own folder of settings, and two ports on loopback."""

    home: Path
    port: int
    gui: int
    root: Path
    id: str = ""

    @property
    def mark(self) -> Path:
        """A file in its library that tells the other how far it has heard."""
        return self.root / f"heard-{self.port}"

    def generate(self) -> None:
        """Make its keys and its first settings."""
        self._run("generate", "--no-default-folder", "--skip-port-probing")
        settings = ET.parse(self.home / "config.xml")  # noqa: S314 - of the program's own making
        device = settings.find("device")
        assert device is not None
        self.id = device.attrib["id"]

    def configure(self, instances: list[_Instance]) -> None:
        """Let it share one folder with the others, and know no one else."""
        path = self.home / "config.xml"
        settings = ET.parse(path)  # noqa: S314
        top = settings.getroot()
        for tag in ("folder", "device"):
            for old in top.findall(tag):
                top.remove(old)
        folder = ET.SubElement(
            top, "folder", id=FOLDER, path=str(self.root), fsWatcherEnabled="false",
            rescanIntervalS="0", ignorePerms="false",
        )  # fmt: skip
        # What is not said here is 0, not what a folder has that a person sets up.
        ET.SubElement(folder, "maxConflicts").text = "10"
        for each in instances:
            ET.SubElement(folder, "device", id=each.id)
            device = ET.SubElement(top, "device", id=each.id, name=str(each.port))
            ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{each.port}"
        _set(top, "gui", {"address": f"127.0.0.1:{self.gui}", "apikey": KEY})
        _set(top, "options", {"listenAddress": f"tcp://127.0.0.1:{self.port}", **_OPTIONS})
        settings.write(path, "utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        """Start it; its log goes to a file beside its settings."""
        log = (self.home / "log").open("wb")
        with log:
            return subprocess.Popen(
                self._command("serve", "--no-browser", "--no-restart", "--no-upgrade"),
                env=self._environment(),
                stdout=log,
                stderr=log,
            )

    def ask(self, method: str, path: str, *, seconds: float = 10) -> Any:
        """Ask its interface for programs; None where it says nothing."""
        connection = http.client.HTTPConnection("127.0.0.1", self.gui, timeout=seconds)
        try:
            connection.request(method, f"/rest/{path}", headers={"X-API-Key": KEY})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != http.client.OK:
                raise OSError(f"{path}: {answer.status} {body!r}")
            return json.loads(body) if body.strip() else None
        finally:
            connection.close()

    def _run(self, *arguments: str) -> None:
        subprocess.run(
            self._command(*arguments), env=self._environment(), check=True, capture_output=True
        )

    def _command(self, command: str, *options: str) -> list[str]:
        return ["syncthing", command, f"--home={self.home}", *options]

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "HOME": str(self.home)}


class _Link:
    """The connection of two instances, as the scenario wants it."""

    def __init__(self, instances: list[_Instance]) -> None:
        self._instances = instances
        self._end = time.monotonic() + LIMIT_SECONDS
        self._settled = 0

    def cut(self) -> None:
        """Let neither hear of the other."""
        one, other = self._instances
        one.ask("POST", f"system/pause?device={other.id}")

    def mend(self) -> None:
        """Let them connect again."""
        # Only one of them was paused: it is heard when it calls, and need not call again later.
        one, other = self._instances
        one.ask("POST", f"system/resume?device={other.id}")

    def settle(self) -> None:
        """Return when each has all that the other has."""
        # What one was about to hear is known to have been heard when what was said later is. The
        # second time is for the copies that the first time made.
        for _ in range(2):
            self._settled += 1
            for instance in self._instances:
                instance.mark.write_text(str(self._settled))
                instance.ask("POST", f"db/scan?folder={FOLDER}", seconds=30)
            self._wait(lambda: all(self._is_settled(*pair) for pair in self._pairs()))

    def _pairs(self) -> list[tuple[_Instance, _Instance]]:
        one, other = self._instances
        return [(one, other), (other, one)]

    def _is_settled(self, instance: _Instance, other: _Instance) -> bool:
        if not self._has_heard(instance, other):
            return False
        own = instance.ask("GET", f"db/status?folder={FOLDER}")
        theirs = instance.ask("GET", f"db/completion?folder={FOLDER}&device={other.id}")
        needs = own["needTotalItems"] + theirs["needItems"] + theirs["needDeletes"]
        return bool(own["state"] == "idle" and needs == 0)

    def _has_heard(self, instance: _Instance, other: _Instance) -> bool:
        heard = instance.mark.with_name(other.mark.name)
        try:
            return heard.read_text() == str(self._settled)
        except FileNotFoundError:  # not yet there, or just being replaced
            return False

    def _wait(self, is_done: Callable[[], bool]) -> None:
        """Ask again each time something happens."""
        seen = 0
        while not is_done():
            if time.monotonic() > self._end:
                raise TimeoutError(f"not in sync after {LIMIT_SECONDS} s")
            events = self._instances[0].ask("GET", f"events?since={seen}&timeout=1", seconds=30)
            seen = events[-1]["id"] if events else seen


@contextmanager
def _running(instance: _Instance) -> Iterator[None]:
    """Run an instance for as long as it is needed; begin when it answers."""
    process = instance.start()
    try:
        _await_port(instance.gui, process)
        yield
    finally:
        with suppress(OSError):
            instance.ask("POST", "system/shutdown")
        process.terminate()
        process.wait()


def _await_port(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        # There is nothing to wait on but the process, which is not to end.
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise RuntimeError("syncthing does not start")


def _bring_up_loopback() -> None:
    """Switch on the one interface there is in a new network namespace."""
    names = {name for _, name in socket.if_nameindex()}
    if names != {"lo"}:
        raise RuntimeError(f"there is a network here: {sorted(names)}")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("h", fcntl.ioctl(control, _SIOCGIFFLAGS, request), 16)
        fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def _set(top: ET.Element, section: str, values: dict[str, str]) -> None:
    element = top.find(section)
    assert element is not None
    for name, value in values.items():
        for old in element.findall(name):
            element.remove(old)
        ET.SubElement(element, name).text = value


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
