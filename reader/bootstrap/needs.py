"""What a command line needs before it can run, as a set of claims about the machine."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing takes longer to import than all that is done here
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CORE = "packages:core"
WINDOW = "packages:window"
TESTS = "packages:tests"
QT = "qt:"
"""Followed by the name of one of Qt's platforms: Qt starts on it, and has a font for Chinese."""
OFFSCREEN = "offscreen"

_WINDOWLESS_COMMANDS = frozenset(
    {"show", "convert", "annotate", "notes", "update", "merge", "check"}
)
_WINDOWLESS_OPTIONS = frozenset({"-h", "--help", "--version"})
_OPTIONS_WITH_VALUE = frozenset({"--library", "--lang"})


def needs_of(
    arguments: Sequence[str], environ: Mapping[str, str], *, tests: bool = False
) -> frozenset[str]:
    """Return what the command line needs.

    Commands that open no window do without Qt, so that they work where it cannot be installed. The
    tests and `render` draw off-screen even where there is a display.
    """
    if tests:
        return frozenset({CORE, WINDOW, TESTS, QT + OFFSCREEN})
    # Behind -- stand names of files, whatever they look like.
    words = arguments[: arguments.index("--")] if "--" in arguments else arguments
    command = _first_word(words)
    if command in _WINDOWLESS_COMMANDS or not _WINDOWLESS_OPTIONS.isdisjoint(words):
        return frozenset({CORE})
    platform = OFFSCREEN if command == "render" else _platform(environ)
    return frozenset({CORE, WINDOW, QT + platform})


def _first_word(arguments: Sequence[str]) -> str | None:
    """Return the first argument that is neither an option nor the value of one."""
    words = iter(arguments)
    for word in words:
        if word in _OPTIONS_WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word
    return None


def _platform(environ: Mapping[str, str]) -> str:
    """Return the platform that Qt is going to choose, or off-screen without a display."""
    chosen = environ.get("QT_QPA_PLATFORM")
    if chosen:
        return chosen
    if sys.platform != "linux":
        return "native"
    if environ.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "xcb" if environ.get("DISPLAY") else OFFSCREEN
