"""Starts of the program while it runs: with files, with a command, or with nonsense at its door."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.importers import import_bytes
from tests.walk.processes import Written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.walk.world import World


def start_again(world: World, *, free: int) -> str:
    """Start the program once more; return how.

    Args:
        world: where.
        free: how many windows more there may be.
    """
    kinds, weights = zip(*_STARTS, strict=True)
    start: Callable[[World, int], str] = world.rng.choices(kinds, weights)[0]
    return start(world, free)


def _knock(world: World, free: int) -> str:
    """Say at the door what a second start says, or nonsense."""
    files = _files(world, free)
    good = json.dumps({"files": [str(path) for path in files]}).encode() + b"\n"
    message = world.rng.choice(
        (good, good, good, good[:-3], b"\n", b"[]\n", b"\xff{\n", b"x" * 9_000)
    )
    world.knock(message)
    return f"knock {message[:60]!r} {[path.name for path in files]}"


def _open(world: World, free: int) -> str:
    """Start a real process with one file, several or none."""
    files = _files(world, free)
    world.processes.open(files)
    return f"start {[path.name for path in files]}"


def _annotate(world: World, _: int) -> str:
    """Let a command write a note on an article at the same time."""
    original = world.rng.choice(world.articles)
    token = world.model.token("c")
    # What it reads is not changed under its hands, so that it is known what it writes on.
    copy = world.folder / f"commanded-{token.strip('«»')}{original.suffix}"
    copy.write_bytes(original.read_bytes())
    document = import_bytes(copy.read_bytes(), copy)
    block = world.rng.choice(document.blocks).range
    quote = document.source.text[block.start : block.end].strip()[:6]
    writes = Written(document.source.digest, token)
    world.processes.command(
        "annotate", str(copy), f"--quote={quote}", "--note", token, writes=writes
    )
    return f"annotate {original.name} with {token}"


def _list_notes(world: World, _: int) -> str:
    world.processes.command("notes")
    return "notes"


_STARTS: tuple[tuple[Callable[[World, int], str], int], ...] = (
    (_knock, 60),
    (_open, 20),
    (_annotate, 15),
    (_list_notes, 5),
)


def _files(world: World, free: int) -> list[Path]:
    return world.rng.choices([*world.articles, *world.odd], k=world.rng.randrange(max(1, free)))
