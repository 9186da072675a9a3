"""What somebody does with the folders of articles in a file manager, while they may be open."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.walk.world import World


def move_folders(world: World) -> str:
    """Do something to the folder of an article; return what."""
    return world.rng.choice(_ACTS)(world)


def _rename(world: World) -> str:
    folder = _any_folder(world)
    if folder is None:
        return "nothing to rename"
    number = world.rng.randrange(10**6)
    # With the ending that says which article it is, or without.
    name, ending = f"改名{number}", folder.name.rpartition("--")[2]
    new = folder.with_name(f"{name}--{ending}" if world.rng.random() < 0.6 else name)
    folder.rename(new)
    return f"rename {folder.name[:20]} to {new.name}"


def _take_away(world: World) -> str:
    folder = _any_folder(world)
    if folder is None:
        return "nothing to take away"
    world.part(folder)
    world.away.mkdir(exist_ok=True)
    folder.rename(free_name(world.away / folder.name))
    return f"take away {folder.name[:20]}"


def _bring_back(world: World) -> str:
    folders = sorted(world.away.iterdir()) if world.away.exists() else []
    if not folders or not world.library.exists():
        return "nothing to bring back, or nowhere to bring it"
    folder = world.rng.choice(folders)
    # There may be another by now: the article was opened meanwhile.
    back = free_name(world.library / folder.name)
    folder.rename(back)
    return f"bring back {back.name[:30]}"


def _delete(world: World) -> str:
    folder = _any_folder(world)
    if folder is None:
        return "nothing to delete"
    world.doom(folder)
    # The program may lay down something in it meanwhile.
    shutil.rmtree(folder, ignore_errors=True)
    return f"delete {folder.name[:20]}"


_ACTS: tuple[Callable[[World], str], ...] = (
    _rename,
    _rename,
    _take_away,
    _bring_back,
    _bring_back,
    _delete,
)


def _any_folder(world: World) -> Path | None:
    folders = [store.folder for store in world.stores()]
    return world.rng.choice(folders) if folders else None


def free_name(path: Path) -> Path:
    """Return a path, with a number behind it where there is something already."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name} ({number})")
    return free
