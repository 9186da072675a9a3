"""What belongs to this device alone: preferences, the window, the place in each article.

It lives outside the library, where it would conflict at every synchronisation. None of it is worth
an error: what cannot be read is what it is on the first start.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from reader.storage.atomic import make_folder, write_atomically
from reader.storage.read_regular import read_regular
from reader.text.stored import is_number, nests_deeper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LARGEST = 4 * 1024 * 1024
"""Bytes of a file of settings; ours have some hundred, and the words refused."""
_DEEPEST = 64
"""Levels of nesting that are carried along; deeper ones might not be written again."""
_WIDEST = 10_000
"""Pixels of a panel; no screen has more."""
_State = TypeVar("_State", "Settings", "ReadingState", "WindowState")
_MOST_WINDOWS = 100
"""Of more, something else wrote down the rest."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowState:
    """How one window was left."""

    article: str = ""
    """Path of what was open in it."""
    geometry: str = ""
    """In the window system's own form, base64."""
    panels: tuple[int, ...] = ()
    """Widths from left to right, in pixels; 0 for a closed one."""
    is_maximized: bool = False
    """Also behind full screen."""
    is_full_screen: bool = False
    is_in_front: bool = False
    extra: Mapping[str, Any] = field(default_factory=_nothing)
    """Fields of other versions of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the program was left."""

    theme: str = "system"
    """Its name; `system` for what the desktop is set to."""
    zoom: int = 100
    """Per cent."""
    face: str = "serif"
    """What the text of articles is set in: `serif`, `sans` or `kai`."""
    leading: int = 180
    """Height of a line, in per cent of the characters in it."""
    paragraph_gap: int = 40
    """Between paragraphs, in per cent of a character."""
    measure: int = 36
    """Han characters in a full line."""
    indent: int = 2
    """Characters before the first line of a paragraph."""
    is_justified: bool = True
    hangs_stops: bool = False
    """Whether a stop at the end of a line stands outside it."""
    color: str = "yellow"
    """Of the last annotation; the next one gets it too."""
    style: str = "solid"
    color_names: tuple[str, ...] = ()
    """What the user calls the colours of annotations, in their order; empty for the usual name."""
    underlines_repairs: bool = False
    """Whether repairs are underlined in the page while they are not listed beside it."""
    read_characters: int = 0
    """From which the user's pace is known,"""
    read_seconds: int = 0
    """and in which time they were read."""
    locale: str = ""
    """Language of the program; empty follows the system."""
    geometry: str = ""
    """Of the window, in the window system's own form, base64."""
    panels: tuple[int, ...] = ()
    """Widths from left to right, in pixels; 0 for a closed one."""
    is_vertical: bool = False
    """Whether articles are written in columns."""
    is_paged: bool = False
    """Whether whole pages are turned, and not lines scrolled."""
    scrolls_smoothly: bool = True
    """Whether the text glides where it is scrolled by steps and screens."""
    corner_quotes: tuple[str, ...] = ("auto-tw", "auto-hk")
    """Script views in which curly quotation marks are shown as corner brackets."""
    refused: tuple[str, ...] = ()
    """Words that normalising leaves as they are in every article."""
    last_article: str = ""
    """Path of the article read last; empty at the first start."""
    notation: str = ""
    """Of readings: `pinyin` or `zhuyin`; empty for none."""
    shown_readings: str = "all"
    """Of which characters: `all`, `rare`, or on `hover` the word pointed at."""
    common_characters: int = 2000
    """So many of the commonest characters are not rare."""
    known_characters: str = ""
    """Rare ones the user knows all the same."""
    unknown_characters: str = ""
    """Common ones the user does not know."""
    notes_grouping: str = "section"
    """What groups of notes have in common: `section`, `color`, `tag` or `date`."""
    notes_order: str = "place"
    """Within a group: `place`, `newest` or `oldest`."""
    notes_follow: bool = False
    """Whether the list of notes scrolls along with the page."""
    windows: tuple[WindowState, ...] = ()
    """Those that were open when the program ended, the oldest first."""
    extra: Mapping[str, Any] = field(default_factory=_nothing)
    """Fields of other versions of this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingState:
    """How one article was left."""

    offset: int = 0
    """Source offset of the first line on screen."""
    script: str = "original"
    """What the article was shown in: `original`, a conversion or an `auto-` name."""
    second: str = ""
    """What the second view showed: the same, or `unrepaired`; empty where there was none."""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


class SettingsStore:
    """Loads and saves the state of this device, in one folder that need not exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self) -> Settings:
        """Return the settings; defaults for all that cannot be read."""
        return _decoded(Settings, _read(self._settings_path))

    def save(self, settings: Settings) -> None:
        """Write the settings.

        Raises:
            SaveError: they could not be written.
        """
        _write(self._settings_path, settings)

    def load_reading(self, set_id: str) -> ReadingState:
        """Return how the article with this set of annotations was left; else the beginning."""
        return _decoded(ReadingState, _read(self._reading_path(set_id)))

    def save_reading(self, set_id: str, state: ReadingState) -> None:
        """Write how an article was left.

        Raises:
            SaveError: it could not be written.
        """
        _write(self._reading_path(set_id), state)

    @property
    def _settings_path(self) -> Path:
        return self.folder / "settings.json"

    def steps_path(self, set_id: str) -> Path:
        """Return where it is kept what can be undone of the article with a set of annotations."""
        return self._path_in("steps", set_id)

    def _reading_path(self, set_id: str) -> Path:
        return self._path_in("articles", set_id)

    def _path_in(self, folder: str, set_id: str) -> Path:
        # The id comes out of a file, and not every file is ours.
        name = "".join(c for c in set_id.removeprefix("urn:uuid:") if c.isalnum() or c == "-")
        return self.folder / folder / f"{name[:80]}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(read_regular(path, _LARGEST, below=None) or b"null")
    except (OSError, ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) and not nests_deeper(record, _DEEPEST) else {}


def _write(path: Path, state: Settings | ReadingState) -> None:
    text = json.dumps(_record(state), ensure_ascii=False, indent=2)
    make_folder(path.parent)
    # Written at every turn of the window; the last one may be lost with the power.
    write_atomically(path, text.encode(errors="replace") + b"\n", durable=False)


def _decoded(kind: type[_State], record: dict[str, Any]) -> _State:
    default = kind()
    names = [f.name for f in fields(kind) if f.name != "extra"]
    known = {name: _like(getattr(default, name), record.get(name)) for name in names}
    if kind is Settings:
        known["color_names"] = _texts(record.get("color_names"))
        known["refused"] = _texts(record.get("refused"))
        if isinstance(record.get("corner_quotes"), list):
            known["corner_quotes"] = _texts(record["corner_quotes"])
        known["windows"] = _windows(record.get("windows"))
    if "panels" in known:
        known["panels"] = tuple(min(each, _WIDEST) for each in known["panels"])
    rest = {name: value for name, value in record.items() if name not in names}
    return kind(**known, extra=MappingProxyType(rest))


def _like(default: Any, value: Any) -> Any:
    """Return a value as parsed, or the default where the value is of another type."""
    if isinstance(default, tuple):
        is_good = isinstance(value, list) and all(is_number(each) for each in value)
        return tuple(value) if is_good else default
    if isinstance(default, bool):
        return value if isinstance(value, bool) else default
    if isinstance(default, int):
        return value if is_number(value) else default
    return value if isinstance(value, str) else default


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _windows(value: Any) -> tuple[WindowState, ...]:
    records = value[:_MOST_WINDOWS] if isinstance(value, list) else []
    return tuple(_decoded(WindowState, each) for each in records if isinstance(each, dict))


def _record(state: Settings | ReadingState | WindowState) -> dict[str, Any]:
    record = {f.name: getattr(state, f.name) for f in fields(state) if f.name != "extra"}
    if isinstance(state, Settings):
        record["windows"] = [_record(window) for window in state.windows]
    return record | dict(state.extra)
