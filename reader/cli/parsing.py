"""argparse in the user's language, and the types of values that options take."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from reader import __version__
from reader.cli.output import tell_usage, write_text
from reader.cli.suggesting import with_suggestion
from reader.localization import LOCALES, tr, use_locale

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from _typeshed import SupportsWrite

_LARGEST_PICTURE = 8192
"""Pixels a side; 256 MB at four bytes a pixel."""


class Parser(argparse.ArgumentParser):
    """An argument parser without English of its own, and without guessing shortened options.

    Every argument goes to a group of ours: argparse's own have English titles.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Formatter, **settings)
        self._ours = self.add_argument_group(tr("What it takes"))
        self.add_argument("-h", "--help", action="help", help=tr("show this and stop"))

    def add_argument(self, *names: str, **settings: Any) -> argparse.Action:
        """Add an argument to the one group there is."""
        return self._ours.add_argument(*names, **settings)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help as all else is printed: in UTF-8, and failing where that fails."""
        if file is None:
            write_text(self.format_help())
        else:
            super().print_help(file)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, below how it should be, and exit with 2."""
        tell_usage(self.format_usage(), _translated(message))
        self.exit(2)

    def parsed(self, arguments: Sequence[str], others: Collection[str] = ()) -> argparse.Namespace:
        """Return what the arguments say; of options there are none of, say which may be meant.

        Args:
            arguments: all there are.
            others: words that may be meant as well.
        """
        values, unknown = self.parse_known_args(arguments)
        if unknown:
            sentence = tr("Not understood: {what}").format(what=" ".join(unknown))
            options = [name for action in self._actions for name in action.option_strings]
            option = next((each for each in unknown if each.startswith("-")), "")
            self.error(with_suggestion(sentence, option.partition("=")[0], [*options, *others]))
        return values


class PrintVersion(argparse.Action):
    """What `--version` does; to be added with `nargs=0`."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print the version and stop."""
        write_text(f"Quandian {__version__}\n")
        parser.exit()


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or tr("Usage:") + " ")


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that may stand anywhere."""
    parser.add_argument(
        "--library", type=folder, metavar="DIR", help=tr("folder of the library to use")
    )
    parser.add_argument(
        "--lang", type=one_of(LOCALES), metavar="LANG", help=tr("language: zh_TW, zh_CN or en")
    )


def split_common(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Take the options that may stand anywhere out of the arguments; return them and the rest.

    Which command it is is known only from what is left.
    """
    common, rest = [], []
    queue = list(arguments)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        if word in _COMMON:
            common += [word, *queue[:1]]
            del queue[:1]
        elif word.startswith(tuple(f"{name}=" for name in _COMMON)):
            common.append(word)
        else:
            rest.append(word)
    for word in reversed(common):
        if (asked := word.removeprefix("--lang=")) in LOCALES:
            use_locale(asked)  # so that what is wrong with the others is said in it
            break
    parser = Parser()
    add_common_options(parser)
    return parser.parsed(common), rest


def one_of(choices: Collection[str]) -> Callable[[str], str]:
    """Return a converter that takes one of these words."""

    def convert(text: str) -> str:
        if text not in choices:
            sentence = tr("“{text}” is none of {choices}")
            said = sentence.format(text=text, choices=", ".join(choices))
            raise argparse.ArgumentTypeError(with_suggestion(said, text, choices))
        return text

    return convert


def folder(text: str) -> Path:
    """Convert the name of a folder. None at all would be the one the program was started in."""
    if not text:
        raise argparse.ArgumentTypeError(tr("the name is empty"))
    if "\0" in text:
        raise argparse.ArgumentTypeError(tr("no name has NUL in it"))
    return Path(text)


def whole_number(least: int) -> Callable[[str], int]:
    """Return a converter that takes a whole number, not below `least`."""

    def convert(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < least:
            sentence = tr("“{text}” is not a number from {least} upwards")
            raise argparse.ArgumentTypeError(sentence.format(text=text, least=least))
        return int(text)

    return convert


def size(text: str) -> tuple[int, int]:
    """Convert `WIDTHxHEIGHT` in pixels."""
    numbers = re.fullmatch(r"([0-9]{1,5})x([0-9]{1,5})", text)
    width, height = map(int, numbers.groups()) if numbers else (0, 0)
    if not 0 < min(width, height) <= max(width, height) <= _LARGEST_PICTURE:
        sentence = tr("“{text}” is not a size like 1200x800, at most {most} a side")
        raise argparse.ArgumentTypeError(sentence.format(text=text, most=_LARGEST_PICTURE))
    return width, height


_COMMON = ("--library", "--lang")


def _translated(message: str) -> str:
    """Return one of argparse's own messages in the language in use; the rare ones as they are."""
    sentences = {
        r"the following arguments are required: (.*)": tr("Missing: {what}"),
        r"argument (.*): expected .*": tr("{what} needs a value"),
        r"argument (.*: .*)": "{what}",
    }
    for pattern, sentence in sentences.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(what=found[1])
    return message
