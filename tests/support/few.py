"""Of tests that are much alike, some: all of them take longer than one waits for each change."""

from __future__ import annotations

from itertools import groupby
from random import Random
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

FEW = "--few-alike"
"""The option with which `alike` counts; without it every test is run."""

_One = TypeVar("_One")


class Few(Protocol):
    """Takes so many of what a test goes through, others with each seed; or all."""

    def __call__(self, all_: Sequence[_One], number: int, seed: int = 0) -> Sequence[_One]: ...


def some_of(all_: Sequence[_One], number: int, seed: int = 0) -> list[_One]:
    """Return so many of all, in order, always the same with a seed.

    Not each second or third: parameters multiplied with each other come in turns.
    """
    chance = Random(seed)  # noqa: S311 - nothing is kept secret
    chosen = chance.sample(range(len(all_)), min(number, len(all_)))
    return [all_[index] for index in sorted(chosen)]


def few_of_those_alike(
    items: Sequence[pytest.Item],
) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Return what is run and what is not.

    A test marked with `alike(number)` takes one path with all its parameters: so many of them tell
    most of what all of them tell.
    """
    run: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for _, group in groupby(items, key=lambda item: (item.path, _name(item))):
        members = list(group)
        mark = members[0].get_closest_marker("alike")
        kept = members if mark is None else some_of(members, *mark.args)
        run += kept
        left_out += [member for member in members if member not in kept]
    return run, left_out


def _name(item: pytest.Item) -> str:
    return getattr(item, "originalname", item.name)
