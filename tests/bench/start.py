"""Starts of the program, beside the least that a window costs: until the first text, and on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.bench.books import SAMPLE
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STARTS = 5
_LIBRARY = "start-library"


class Start(NamedTuple):
    """What one start came to."""

    text: float
    """Seconds until text was painted."""
    processor: float
    """Seconds of the processors until then."""
    memory: float
    """Megabytes then (PSS)."""
    understood: float = 0.0
    """Seconds until all was understood."""
    wait: float = 0.0
    """Longest wait of the window's thread, ms, and that without other programs."""
    own_wait: float = 0.0


@contextmanager
def screen() -> Iterator[str]:
    """Give the starts a screen: one of their own where there is Xvfb; tell which it is."""
    if shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "no screen, by way of offscreen"
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    before = {name: os.environ.get(name) for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            assert server.stdout is not None
            os.environ["DISPLAY"] = f":{server.stdout.readline().strip()}"
            os.environ["QT_QPA_PLATFORM"] = "xcb"
            try:
                _run("floor.py")
            except subprocess.CalledProcessError:  # libraries of X11 are missing
                os.environ["QT_QPA_PLATFORM"] = "offscreen"
            yield f"Xvfb, by way of {os.environ['QT_QPA_PLATFORM']}"
        finally:
            server.terminate()
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def floor() -> Start:
    """Return what an empty window with one painted line of Chinese comes to."""
    return _median([_run("floor.py") for _ in range(STARTS)])


def in_words(floor: Start) -> str:
    """Say what the floor is."""
    told = f"{floor.text:.2f} s, processor {floor.processor:.2f} s, {floor.memory:.0f} MB (PSS)"
    return f"the floor, an empty window with a line of Chinese: {told}"


def compile_all() -> None:
    """Start once: what is installed has its modules compiled, and lies in the system's memory."""
    with tempfile.TemporaryDirectory() as home:
        _run("floor.py")
        _run("first_text.py", SAMPLE, home=Path(home))


def loaded(file: Path, folder: Path) -> str:
    """Say how many modules the first text of a file takes, and how long they took to load."""
    home = folder / "imports"
    _run("first_text.py", file, home=home)
    lines = _child("first_text.py", file, home=home, options=("-X", "importtime")).stderr
    found = re.findall(r"^import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", lines, re.MULTILINE)
    sums: dict[str, list[int]] = {}
    for microseconds, name in found:
        sums.setdefault(_whose(name), []).append(int(microseconds))
    each = (f"{len(times)} of {of} in {sum(times) / 1000:.0f} ms" for of, times in sums.items())
    return "modules, " + ", ".join(sorted(each, reverse=True))


def _whose(module: str) -> str:
    top = module.partition(".")[0]
    if top in {"reader", "main"}:
        return "ours"
    if top in {"PySide6", "shiboken6", "shibokensupport"}:
        return "PySide6"
    return "the standard library" if top in sys.stdlib_module_names else "others"


def measure(file: Path, folder: Path, floor: Start) -> dict[str, str]:
    """Return the figures of the starts with one file: the first ever, and later ones.

    Args:
        file: the text.
        folder: where settings, cache and library may be made.
        floor: what the same run measured as the least.
    """
    home = folder / f"start-{file.name}"
    cold = []
    for _ in range(STARTS):
        shutil.rmtree(home, ignore_errors=True)
        cold.append(_run("first_text.py", file, home=home))
    warm = [_run("first_text.py", file, home=home) for _ in range(STARTS)]
    waits = [_run("first_text.py", file, "wait", home=home)]
    shutil.rmtree(home)
    waits.insert(0, _run("first_text.py", file, "wait", home=home))
    return {
        **_figures("first start", _median(cold), waits[0], floor),
        **_figures("later start", _median(warm), waits[1], floor),
    }


def _figures(which: str, start: Start, waiting: Start, floor: Start) -> dict[str, str]:
    return {
        f"{which}: to first text, s": f"{start.text:.2f}",
        f"{which}: times the floor": f"{start.text / floor.text:.2f}",
        f"{which}: processor, s": f"{start.processor:.2f}",
        f"{which}: times the floor's": f"{start.processor / floor.processor:.2f}",
        f"{which}: MB (PSS)": f"{start.memory:.0f}",
        f"{which}: MB above the floor": f"{start.memory - floor.memory:+.0f}",
        f"{which}: all understood, s": f"{start.understood:.2f}",
        f"{which}: longest wait, ms": f"{waiting.wait:.0f}",
        f"{which}: without other programs, ms": f"{waiting.own_wait:.0f}",
    }


def _median(starts: list[Start]) -> Start:
    return Start(*map(median, zip(*starts, strict=True)))


def _run(program: str, *arguments: str | Path, home: Path | None = None) -> Start:
    began = time.monotonic()
    painted, processor, memory, *rest = map(
        float, _child(program, *arguments, home=home).stdout.split()
    )
    if rest:
        rest[0] -= began
    return Start(painted - began, processor, memory, *rest)


def _child(
    program: str, *arguments: str | Path, home: Path | None, options: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run a program of this folder to its end; what it says is what Qt says, and no error."""
    script = str(ROOT / "tests" / "bench" / program)
    return subprocess.run(
        [sys.executable, *options, script, *map(str, arguments)],
        env=_environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )


def _environment(home: Path | None) -> dict[str, str]:
    environment = {**os.environ, "QUANDIAN_NO_SETUP": "1", "PYTHONPATH": str(ROOT)}
    # A program that is installed has its modules compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if home is not None:
        environment["QUANDIAN_LIBRARY"] = str(home / _LIBRARY)
        for name in ("CONFIG", "CACHE", "DATA"):
            environment[f"XDG_{name}_HOME"] = str(home / name.lower())
    return environment
