"""What could be undone when an article was closed: kept on this device, in bounds, a file each."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from reader.annotation.step_records import step_from_record, step_to_record
from reader.annotation.steps import Step, Steps
from reader.storage.atomic import make_folder, write_atomically
from reader.storage.read_regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.annotation.model import About

MOST = 200
"""Steps of one article, to be undone or to be done again."""
LARGEST = 1_000_000
"""Bytes of all of them together."""
_FORM = 1


class DamagedStepsError(Exception):
    """A file that should hold steps holds none, or those of another article or version."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def save_steps(path: Path, about: About, steps: Steps) -> None:
    """Write steps, the nearest ones as long as there is room; without any there is no file.

    Args:
        path: of the file.
        about: the article, and the encoding in which the steps count.
        steps: what can be undone and done again.

    Raises:
        SaveError: they could not be written.
        OSError: what is no longer true could not be removed.
    """
    room = _Room()
    done = room.taken(steps.done[::-1])[::-1]
    undone = room.taken(steps.undone)
    if not done and not undone:
        with suppress(FileNotFoundError):
            path.unlink()
        return
    head = json.dumps(_head(about), ensure_ascii=False)[:-1]
    lists = f', "done": [{",".join(done)}], "undone": [{",".join(undone)}]}}\n'
    make_folder(path.parent)
    write_atomically(path, (head + lists).encode(errors="replace"), durable=False)


def load_steps(path: Path, about: About) -> Steps:
    """Return the steps that were kept; none where nothing was kept in this encoding.

    Raises:
        DamagedStepsError: what was kept cannot be read, or is about another article.
    """
    try:
        data = read_regular(path, 2 * LARGEST, below=None)
        if data is None:
            return Steps()
        record = json.loads(data)
        head = {name: record[name] for name in _head(about)}
        if head["form"] != _FORM or head["source"] != about.source:
            raise DamagedStepsError(path)
        if head["encoding"] != about.encoding:
            return Steps()
        done, undone = (
            tuple(map(step_from_record, record[name][:MOST])) for name in ("done", "undone")
        )
    except FileNotFoundError:
        return Steps()
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedStepsError(path) from error
    return Steps(done, undone)


class _Room:
    """How much more may be kept."""

    def __init__(self) -> None:
        self._steps, self._bytes = MOST, LARGEST

    def taken(self, steps: Iterable[Step]) -> list[str]:
        """Return steps as text, as many of the first ones as there is room for."""
        kept = []
        for step in steps:
            text = json.dumps(step_to_record(step), ensure_ascii=False)
            size = len(text.encode(errors="replace"))
            if not self._steps or size > self._bytes:
                break
            self._steps -= 1
            self._bytes -= size
            kept.append(text)
        return kept


def _head(about: About) -> dict[str, Any]:
    return {"form": _FORM, "source": about.source, "encoding": about.encoding}
