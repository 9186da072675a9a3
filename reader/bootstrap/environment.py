"""The private Python environment beside main.py, and what it is known to be ready for."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TOP = os.path.abspath(os.path.join(__file__, *[os.pardir] * 3))
"""The folder that the package `reader` lies in."""
_LIBRARY_FOLDERS = "LD_LIBRARY_PATH"
_PYTHON = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")


class Environment:
    """A folder `.venv`, with a stamp in it that is written last, after all went well.

    The stamp holds claims, one a line, an empty line, and the pyproject.toml they were made true
    for. With another pyproject.toml, or another version of Python, the claims are void. (A copy and
    not a hash: importing hashlib takes longer than comparing five kilobytes.)
    """

    def __init__(self, top: str) -> None:
        self.top = top
        self.project_file = os.path.join(top, "pyproject.toml")
        self.folder = os.path.join(top, ".venv")
        self.python = os.path.join(self.folder, *_PYTHON)
        self.stamp = os.path.join(self.folder, "ready")
        self.unfinished = os.path.join(self.folder, "unfinished")
        """There while packages are being installed: where it is found, that was cut short."""
        self.system = os.path.join(self.folder, "system")
        """Parts of the system that it lacks, unpacked; with a stamp, as above, of variables."""
        self._system_stamp = os.path.join(self.system, "unpacked")

    def is_running(self) -> bool:
        """Say whether this process runs in it."""
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    def claims(self) -> frozenset[str]:
        """Return what it is ready for; empty where it is absent, half made or out of date."""
        claims, project = _read_stamp(self.stamp)
        if (
            project != self._project()
            or _version() not in claims
            or not os.access(self.python, os.X_OK)
        ):
            return frozenset()
        return frozenset(claims) - {_version()}

    def is_of_another_python(self) -> bool:
        """Say whether it was made by a Python whose packages this one cannot use."""
        claims, _ = _read_stamp(self.stamp)
        return bool(claims) and _version() not in claims

    def remember(self, claims: Iterable[str]) -> None:
        """Add claims to the stamp.

        Where it cannot be written, in a folder of another user, the next start checks once more.
        """
        lines = sorted({_version(), *self.claims(), *claims})
        try:
            _write_stamp(self.stamp, lines, self._project())
        except OSError:
            return

    def forget(self) -> None:
        """Give it up: the next setup makes it again.

        Raises:
            OSError: it is in a folder of another user.
        """
        with open(self.unfinished, "w", encoding="utf-8"):
            pass
        os.remove(self.stamp)

    def forget_system(self) -> None:
        """Have what the system lacks looked for and unpacked again.

        Raises:
            OSError: it is in a folder of another user.
        """
        if os.path.exists(self._system_stamp):
            os.remove(self._system_stamp)
        os.remove(self.stamp)

    def variables(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Return what processes are given to find what was unpacked; empty where nothing was.

        Folders of libraries come before those that `environ` has; what else it has stays.
        """
        variables = {}
        for line in _read_stamp(self._system_stamp)[0]:
            name, _, paths = line.partition("=")
            if not paths:
                continue
            found = [os.path.join(self.system, path) for path in paths.split(":")]
            given = environ.get(name)
            if name == _LIBRARY_FOLDERS and given:
                found += [one for one in given.split(":") if one not in found]
            elif given:
                found = [given]
            variables[name] = ":".join(found)
        return variables

    def unpacked(self) -> frozenset[str]:
        """Return the names of what was asked for and unpacked, packages and their files."""
        return frozenset(_read_stamp(self._system_stamp)[1].split())

    def remember_unpacked(
        self, variables: Mapping[str, Sequence[str]], names: Iterable[str]
    ) -> None:
        """Let processes know what was unpacked, by variables that hold paths within `system`.

        Raises:
            OSError: it cannot be written.
        """
        lines = [f"{name}={':'.join(paths)}" for name, paths in variables.items()]
        _write_stamp(self._system_stamp, lines, "\n".join(sorted(names)))

    def _project(self) -> str:
        with open(self.project_file, encoding="utf-8", newline="") as file:
            return file.read()


def _read_stamp(path: str) -> tuple[list[str], str]:
    """Return the lines of a stamp and what it holds behind the empty one; nothing without it."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            lines, _, rest = file.read().partition("\n\n")
    except (OSError, UnicodeDecodeError):
        return [], ""
    return lines.split("\n"), rest


def _write_stamp(path: str, lines: Iterable[str], rest: str) -> None:
    """Write a stamp whole or not at all."""
    unfinished = f"{path}.{os.getpid()}"
    with open(unfinished, "w", encoding="utf-8", newline="") as file:
        file.write("\n".join(lines) + "\n\n" + rest)
    os.replace(unfinished, path)


def _version() -> str:
    return f"python {sys.version_info.major}.{sys.version_info.minor}"
