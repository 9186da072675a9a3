"""Which files a piece of the program looks at, as Python's own auditing tells."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = frozenset(("open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir"))
_listening: list[tuple[Path, list[Path]]] = []
_original_stat = os.stat


@contextmanager
def accesses(root: Path) -> Iterator[list[Path]]:
    """Collect the paths in and below a folder that are opened, listed, changed or looked at."""
    seen: list[Path] = []

    def looked_at(path: Any, *arguments: Any, **options: Any) -> os.stat_result:
        _note(path)
        return _original_stat(path, *arguments, **options)

    _listening.append((root, seen))
    os.stat = looked_at  # the only call of these that is not audited
    try:
        yield seen
    finally:
        os.stat = _original_stat
        _listening.pop()


def _note(path: Any) -> None:
    if isinstance(path, str | os.PathLike):
        found = Path(path)
        for root, seen in _listening:
            if found == root or root in found.parents:
                seen.append(found)


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if _listening and event in _OPENING:
        _note(arguments[0])


sys.addaudithook(_on_event)
