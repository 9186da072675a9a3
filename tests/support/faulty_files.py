"""The calls to the system that a save makes, of which any one can be made to fail."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Any

import pytest

from reader.storage import displacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CALLS: tuple[tuple[Any, str], ...] = (
    (displacing, "_renamed"),
    (os, "close"),
    (os, "fchmod"),
    (os, "fstat"),
    (os, "fsync"),
    (os, "link"),
    (os, "mkdir"),
    (os, "open"),
    (os, "replace"),
    (os, "scandir"),
    (os, "stat"),
    (os, "unlink"),
    (os, "utime"),
)


class FaultyFiles:
    """Counts the calls, and makes the n-th fail, or none.

    A failed write has written half; closing closes, and fails all the same.
    """

    def __init__(self, failing: int | None, error: BaseException) -> None:
        self.names: list[str] = []
        self._failing = failing
        self._error = error

    @property
    def has_failed(self) -> bool:
        """Whether the call that was to fail came about."""
        return self._failing is not None and len(self.names) >= self._failing

    def __enter__(self) -> FaultyFiles:
        self._patch = pytest.MonkeyPatch()
        for owner, name in _CALLS:
            self._patch.setattr(owner, name, self.watched(name, getattr(owner, name)))
        opened = os.fdopen

        def opening(descriptor: int, mode: str) -> Any:
            return _FaultyFile(opened(descriptor, mode), self)

        self._patch.setattr(os, "fdopen", opening)
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    def count(self, name: str) -> None:
        """Note a call; raise where it is the one to fail."""
        self.names.append(name)
        if len(self.names) == self._failing:
            raise self._error

    def watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return the call, counted."""

        def watched(*args: Any, **kwargs: Any) -> Any:
            try:
                self.count(name)
            except BaseException:
                if name == "close":
                    call(*args)
                raise
            return call(*args, **kwargs)

        return watched


class _FaultyFile:
    """An open file whose calls are counted."""

    def __init__(self, file: IO[bytes], faults: FaultyFiles) -> None:
        self._file = file
        self._faults = faults

    def __enter__(self) -> _FaultyFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._faults.count("close")

    def write(self, data: bytes) -> int:
        try:
            self._faults.count("write")
        except BaseException:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)

    def flush(self) -> None:
        self._faults.count("flush")
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()

    def read(self, size: int = -1) -> bytes:
        self._faults.count("read")
        return self._file.read(size)


def temporary_files(folder: Path) -> Iterator[Path]:
    """Yield what an unfinished save would have left anywhere below a folder."""
    return folder.rglob("*.tmp")
