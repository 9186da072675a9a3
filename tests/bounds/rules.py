"""The rules that read whole texts, found by what they take, so that a new one is covered too."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import reader.document
import reader.text
import reader.text.repair
from reader.document.structure.lines import Lines
from reader.text.offsets import OffsetMap
from reader.text.phonetics import Notation
from reader.text.repair.wrapping import read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

_PACKAGES = (reader.text, reader.text.repair, reader.document)
_CHAIN = ("t2s", "s2tw")
_TEXTS = frozenset({"text", "source", "raw", "repaired", "line", "lines", "texts", "data"})
"""Names of parameters that are a whole text, or all its lines, or its bytes."""


class Rule(NamedTuple):
    """A function that reads a text."""

    name: str
    module: ModuleType
    run: Callable[[Any], object]
    """Takes what `prepare` returns; only this is measured."""
    prepare: Callable[[str], Any]

    def on(self, text: str) -> Callable[[], object]:
        """Return the function applied to a text, to be called and measured."""
        return partial(self.run, self.prepare(text))


def rules() -> Iterator[Rule]:
    """Yield every public function of the packages that can be given nothing but a text."""
    for module in modules():
        for name, function in vars(module).items():
            is_own = getattr(function, "__module__", None) == module.__name__
            if (
                name.startswith("_")
                or not is_own
                or not inspect.isroutine(inspect.unwrap(function))
            ):
                continue
            given = _needed(function)
            if given & _TEXTS and given <= _TEXTS | _OTHERS.keys():
                short = module.__name__.removeprefix("reader.")
                yield Rule(
                    f"{short}.{name}",
                    module,
                    partial(_call, function),
                    partial(_given, given, _kind_of_lines(function)),
                )


def modules() -> Iterator[ModuleType]:
    """Yield the packages and their modules, each once: one package lies in another."""
    names: dict[str, None] = {}
    for package in _PACKAGES:
        names[package.__name__] = None
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.ispkg:
                names[found.name] = None
    yield from map(importlib.import_module, names)


def _call(function: Callable[..., Any], arguments: dict[str, Any]) -> object:
    result = function(**arguments)
    # A generator has done nothing yet.
    return list(result) if inspect.isgenerator(result) else result


def _needed(function: Callable[..., Any]) -> frozenset[str]:
    return frozenset(
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.default is parameter.empty
    )


def _kind_of_lines(function: Callable[..., Any]) -> str:
    """Return what lines are to a function that takes them, as it is written there."""
    parameter = inspect.signature(function).parameters.get("lines")
    return str(parameter.annotation) if parameter else ""


def _given(needed: frozenset[str], kind: str, text: str) -> dict[str, Any]:
    lines = Lines(text) if needed & _OF_LINES else Lines("")
    given = {name: _VALUES[name](text, lines) for name in needed}
    if "line" in needed and "source" in needed:
        given["line"] = read_lines(text, ())[-1]
    if kind == "Sequence[Line]":
        given["lines"] = read_lines(text, ())
    elif kind.startswith("Sequence["):
        given["lines"] = text.splitlines()
    return given


def _numbers(text: str, lines: Lines) -> list[int]:
    """Return the numbers of all lines but the last, which is never a heading."""
    return list(range(len(lines) - 1))


_OTHERS: dict[str, Callable[[str, Lines], Any]] = {
    "short": _numbers,
    "candidates": _numbers,
    "count": lambda text, lines: len(lines),
    "offsets": lambda text, lines: OffsetMap.identity(len(text)),
    "chain": lambda text, lines: _CHAIN,
    "notation": lambda text, lines: Notation.ZHUYIN,
    "alone": lambda text, lines: range(len(text)),
    "refused": lambda text, lines: frozenset({text[:2]}),
    "quote": lambda text, lines: text[:40],
    "offset": lambda text, lines: len(text) // 2,
    "han": lambda text, lines: len(text),
    "written": lambda text, lines: "utf-8",
    "misread": lambda text, lines: "cp1252",
    "is_of_body": lambda text, lines: lambda name: True,
}
_VALUES: dict[str, Callable[[str, Lines], Any]] = {
    **dict.fromkeys(_TEXTS, lambda text, lines: text),
    "lines": lambda text, lines: lines,
    "texts": lambda text, lines: text.splitlines(),
    "data": lambda text, lines: text.encode(),
    **_OTHERS,
}
_OF_LINES = frozenset({"lines", "short", "candidates", "count"})
