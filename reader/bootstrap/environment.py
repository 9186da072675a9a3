"""The private Python environment beside main.py, and what it is known to be ready for."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

TOP = os.path.abspath(os.path.join(__file__, *[os.pardir] * 3))
"""The folder that the package `reader` lies in."""
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

    def is_running(self) -> bool:
        """Say whether this process runs in it."""
        return os.path.realpath(sys.prefix) == os.path.realpath(self.folder)

    def claims(self) -> frozenset[str]:
        """Return what it is ready for; empty where it is absent, half made or out of date."""
        project, claims = self._read_stamp()
        if (
            project != self._project()
            or _version() not in claims
            or not os.access(self.python, os.X_OK)
        ):
            return frozenset()
        return claims - {_version()}

    def is_of_another_python(self) -> bool:
        """Say whether it was made by a Python whose packages this one cannot use."""
        _, claims = self._read_stamp()
        return bool(claims) and _version() not in claims

    def remember(self, claims: Iterable[str]) -> None:
        """Add claims to the stamp.

        Where it cannot be written, in a folder of another user, the next start checks once more.
        """
        lines = sorted({_version(), *self.claims(), *claims})
        unfinished = f"{self.stamp}.{os.getpid()}"
        try:
            with open(unfinished, "w", encoding="utf-8", newline="") as file:
                file.write("\n".join(lines) + "\n\n" + self._project())
            os.replace(unfinished, self.stamp)
        except OSError:
            return

    def forget(self) -> None:
        """Give it up: whoever sets it up next makes it anew.

        Raises:
            OSError: it is in a folder of another user.
        """
        with open(self.unfinished, "w", encoding="utf-8"):
            pass
        os.remove(self.stamp)

    def _read_stamp(self) -> tuple[str, frozenset[str]]:
        try:
            with open(self.stamp, encoding="utf-8", newline="") as file:
                claims, _, project = file.read().partition("\n\n")
        except (OSError, UnicodeDecodeError):
            return "", frozenset()
        return project, frozenset(claims.split("\n"))

    def _project(self) -> str:
        with open(self.project_file, encoding="utf-8", newline="") as file:
            return file.read()


def _version() -> str:
    return f"python {sys.version_info.major}.{sys.version_info.minor}"
