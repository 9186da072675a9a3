"""The command line: what each command prints and returns is a contract, others script it.

Exit codes: 0 done, 1 failed (one line on standard error says what, where and what to do), 2 wrong
usage. Only what shows a window or draws a page needs Qt. A command is loaded when it is asked for:
a start that hands its files to a window does not wait for what commands can do.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from reader.cli.output import abandon, hold_standard_streams, tell
from reader.cli.parsing import Parser, PrintVersion, add_common_options, split_common
from reader.cli.suggesting import mistyped
from reader.errors import ReaderError
from reader.localization import (
    LOCALES,
    locale_in_use,
    pick_locale,
    system_languages,
    tr,
    use_locale,
)
from reader.paths import config_folder, library_folder
from reader.storage.settings import SettingsStore
from reader.wording.errors import explain, explain_unexpected

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from reader.localization import Locale


class Command(Protocol):
    """One command: a module with these two functions and a docstring."""

    def help(self) -> str:
        """Return in one sentence what it does, in the language in use."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what it takes."""

    def run(self, arguments: argparse.Namespace, library: Path) -> int:
        """Do it and return the exit code."""


COMMANDS = ("show", "convert", "annotate", "notes", "render", "update", "merge", "check")
"""In the order of the help; each is the module of its name."""


def main(
    arguments: Sequence[str] | None = None, *, mend: Callable[[ImportError], None] | None = None
) -> int:
    """Run the program and return the exit code.

    Args:
        arguments: the command line without the program's name; None for that of the process.
        mend: called where a module cannot be imported; returns where it can do nothing about it.
    """
    hold_standard_streams()
    words = sys.argv[1:] if arguments is None else list(arguments)

    def run() -> int:
        return _understood(words)()

    return _guarded(run, mend)


def answer(arguments: Sequence[str]) -> int | None:
    """Answer a command line that asks for no more than words: help, the version, what is wrong.

    Needs nothing but the standard library, so that it can be asked before anything is installed.

    Returns:
        The exit code; None where there is something to be done, which has not begun.
    """
    answered = []

    def ask() -> int:
        _understood(list(arguments))
        answered.append(False)
        return 0

    code = _guarded(ask, None)
    return None if answered else code


def _guarded(run: Callable[[], int], mend: Callable[[ImportError], None] | None) -> int:
    """Return what running returns; where it fails, say so in one line and return the exit code."""
    try:
        return run()
    except SystemExit as error:  # argparse has printed the help (0) or what is wrong (2)
        return error.code if isinstance(error.code, int) else 2
    except ReaderError as error:
        return _failed(explain(error))
    except ImportError as error:
        if mend is not None:
            mend(error)
        from reader.bootstrap.trouble import explain_missing_module

        said = explain_missing_module(error, locale_in_use())
        return _unexpected(error) if said is None else _failed(said)
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` has: nothing failed.
        abandon(sys.stdout)
        return 0
    except KeyboardInterrupt:
        return _failed(tr("Stopped."))
    except Exception as error:  # a net below what is known: users see no traceback
        return _unexpected(error)


def _understood(arguments: list[str]) -> Callable[[], int]:
    """Return what a command line asks for, not yet begun.

    Raises:
        SystemExit: it asked for help, which was given, or was wrong, which was said.
    """
    use_locale(_locale(None))
    common, rest = split_common(arguments)
    locale = _locale(common.lang)
    use_locale(locale)
    if not rest or rest[0] not in COMMANDS:
        files = _files_to_open(rest)
        return lambda: _open(files, library_folder(common.library), locale)
    command = _command(rest[0])
    parser = Parser(prog=f"{Parser().prog} {rest[0]}", description=command.help())
    command.add_arguments(parser)
    add_common_options(parser)
    values = parser.parsed(rest[1:])
    return lambda: command.run(values, library_folder(common.library))


def _files_to_open(arguments: list[str]) -> list[Path]:
    """Return the files a window is asked for; what is not a command is a file to open."""
    parser = _WindowParser(description=tr("Read and annotate Chinese articles."))
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=tr("articles to open; - reads one in")
    )
    parser.add_argument(
        "--version", action=PrintVersion, nargs=0, help=tr("print the version and stop")
    )
    add_common_options(parser)
    if arguments and (meant := mistyped(arguments[0], COMMANDS)):
        sentence = tr("“{word}” is neither a command nor a file: did you mean {command}?")
        parser.error(sentence.format(word=arguments[0], command=meant))
    files: list[Path] = parser.parsed(arguments, others=COMMANDS).files
    return files


def _open(files: list[Path], library: Path, locale: Locale) -> int:
    from reader.gui.app.launch import start

    return start(files, library=library, locale=locale)


class _WindowParser(Parser):
    """The parser of a start without a command, whose help lists the commands there are."""

    def format_help(self) -> str:
        lines = (f"\n  {name:<9} {_command(name).help()}" for name in COMMANDS)
        called = tr("To open a file that is called like a command, write ./show.")
        hidden = tr("In a terminal, control characters of a text are shown as in \\u001b.")
        commands = tr("Commands, each with its own --help:") + "".join(lines)
        self.epilog = f"{commands}\n\n{called}\n{hidden}"
        return super().format_help()


def _command(name: str) -> Command:
    return cast("Command", import_module(f"{__name__}.{name}"))


def _locale(asked: Locale | None) -> Locale:
    """Return the language asked for, else the one chosen in the window, else the system's."""
    try:
        chosen = asked or SettingsStore(config_folder()).load().locale
    except ImportError:  # before a first start has installed what tells the folder
        chosen = ""
    return next((each for each in LOCALES if each == chosen), pick_locale(system_languages()))


def _unexpected(error: Exception) -> int:
    from reader.cli.report import keep_report  # not for every start

    return _failed(explain_unexpected(error, keep_report(error)))


def _failed(sentence: str) -> int:
    tell(sentence)
    return 1
