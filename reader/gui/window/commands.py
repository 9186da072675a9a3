"""Every action, once, as data: its name, words, keys and menu."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from reader.annotation.model import COLORS
from reader.document.model import BlockKind
from reader.gui.widgets.color_names import color_names
from reader.localization import tr
from reader.text.encoding import OFFERED
from reader.wording.texts import encoding_name

ROLES = {
    "role-title": (BlockKind.TITLE, 0),
    "role-subtitle": (BlockKind.SUBTITLE, 0),
    "role-byline": (BlockKind.BYLINE, 0),
    "role-date-line": (BlockKind.DATE_LINE, 0),
    "role-lead": (BlockKind.LEAD, 0),
    "role-heading-1": (BlockKind.HEADING, 1),
    "role-heading-2": (BlockKind.HEADING, 2),
    "role-heading-3": (BlockKind.HEADING, 3),
    "role-paragraph": (BlockKind.PARAGRAPH, 0),
    "role-caption": (BlockKind.CAPTION, 0),
    "role-back-matter": (BlockKind.BACK_MATTER, 0),
}
"""What each command makes of a block: its kind and level."""

_ROLE_KEYS = {
    "role-heading-1": ("Ctrl+Shift+1",),
    "role-heading-2": ("Ctrl+Shift+2",),
    "role-heading-3": ("Ctrl+Shift+3",),
    "role-paragraph": ("Ctrl+Shift+0",),
}
ENCODING_COMMANDS = {f"encoding-{codec}": codec for codec in OFFERED}
"""The encoding each command reads the article in."""


class Menu(Enum):
    """The menus, in their order."""

    FILE = "file"
    ENCODING = "encoding"
    EDIT = "edit"
    MARK = "mark"
    STRUCTURE = "structure"
    VIEW = "view"
    GO = "go"


SUBMENUS = {Menu.ENCODING: Menu.FILE}
"""The menus that are in another one, and in which."""


class ActsOn(Enum):
    """What a command changes. It does so only where that can be seen."""

    PASSAGE = "passage"
    """What is selected, else the annotation chosen."""
    ANNOTATION = "annotation"
    """The annotation chosen."""
    BLOCK = "block"
    """The block of the selection, else of the place pointed at last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something the user can ask for."""

    name: str
    """Object name of the action; `MainWindow` has a slot for each."""
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    """Shortcuts in Qt's portable spelling; the first is shown."""
    group: str | None = None
    """Commands of one group are alternatives: just one of them is checked."""
    is_checkable: bool = False
    starts_group: bool = False
    """Whether a line stands above it in the menu."""
    acts_on: ActsOn | None = None
    """None where it changes nothing, or what is looked for first."""


def menu_titles() -> dict[Menu, str]:
    """Return the menus' titles in the user's language."""
    return {
        Menu.FILE: tr("&File"),
        Menu.ENCODING: tr("&Encoding"),
        Menu.EDIT: tr("&Edit"),
        Menu.MARK: tr("&Mark"),
        Menu.STRUCTURE: tr("&Structure"),
        Menu.VIEW: tr("&View"),
        Menu.GO: tr("&Go"),
    }


def commands() -> tuple[Command, ...]:
    """Return all commands, worded in the user's language, in the order of the menus."""
    return (*_file(), *_edit(), *_mark(), *_structure(), *_view(), *_go())


def _file() -> tuple[Command, ...]:
    return (
        Command(name="open", text=tr("Open…"), menu=Menu.FILE, keys=("Ctrl+O",)),
        Command(name="open-sample", text=tr("Open the sample article"), menu=Menu.FILE),
        Command(name="save", text=tr("Save now"), menu=Menu.FILE, keys=("Ctrl+S",)),
        *_encodings(),
        Command(
            name="restore",
            text=tr("Restore from a backup…"),
            menu=Menu.FILE,
            starts_group=True,
        ),
        Command(name="check", text=tr("Check library…"), menu=Menu.FILE),
        Command(name="quit", text=tr("Quit"), menu=Menu.FILE, keys=("Ctrl+Q",), starts_group=True),
    )


def _encodings() -> tuple[Command, ...]:
    return tuple(
        Command(name=name, text=encoding_title(codec), menu=Menu.ENCODING, group="encoding")
        for name, codec in ENCODING_COMMANDS.items()
    )


def encoding_title(codec: str) -> str:
    """Return an encoding with the smaller ones that are read as it."""
    smaller = {"gb18030": "GBK, GB2312"}.get(codec)
    return f"{encoding_name(codec)} ({smaller})" if smaller else encoding_name(codec)


def _edit() -> tuple[Command, ...]:
    return (
        Command(name="undo", text=tr("Undo"), menu=Menu.EDIT, keys=("Ctrl+Z",)),
        Command(name="redo", text=tr("Redo"), menu=Menu.EDIT, keys=("Ctrl+Shift+Z", "Ctrl+Y")),
        Command(
            name="copy",
            text=tr("Copy the passage"),
            menu=Menu.EDIT,
            keys=("Ctrl+C",),
            starts_group=True,
        ),
        Command(
            name="expand-selection",
            text=tr("Extend the selection"),
            menu=Menu.EDIT,
            keys=("Ctrl+Shift+Up",),
        ),
        Command(
            name="shrink-selection",
            text=tr("Reduce the selection"),
            menu=Menu.EDIT,
            keys=("Ctrl+Shift+Down",),
        ),
    )


def _mark() -> tuple[Command, ...]:
    names = color_names()
    colors = tuple(
        Command(
            name=f"color-{color}",
            text=names[color],
            menu=Menu.MARK,
            keys=(str(number),),
            acts_on=ActsOn.PASSAGE,
        )
        for number, color in enumerate(COLORS, start=1)
    )
    return (
        *colors,
        Command(
            name="highlight",
            text=tr("Highlight in the last colour"),
            menu=Menu.MARK,
            keys=("H",),
            starts_group=True,
            acts_on=ActsOn.PASSAGE,
        ),
        Command(
            name="note",
            text=tr("Write a note"),
            menu=Menu.MARK,
            keys=("N",),
            acts_on=ActsOn.PASSAGE,
        ),
        Command(name="versions", text=tr("Versions of a note"), menu=Menu.MARK, keys=("V",)),
        Command(
            name="delete",
            text=tr("Delete the annotation"),
            menu=Menu.MARK,
            keys=("Del",),
            starts_group=True,
            acts_on=ActsOn.ANNOTATION,
        ),
    )


def _structure() -> tuple[Command, ...]:
    titles = {
        "role-title": tr("Make it the title"),
        "role-subtitle": tr("Make it the subtitle"),
        "role-byline": tr("Make it the byline"),
        "role-date-line": tr("Make it the date line"),
        "role-lead": tr("Make it the lead"),
        "role-heading-1": tr("Make it a heading"),
        "role-heading-2": tr("Make it a heading of level 2"),
        "role-heading-3": tr("Make it a heading of level 3"),
        "role-paragraph": tr("Make it a paragraph"),
        "role-caption": tr("Make it a caption"),
        "role-back-matter": tr("Make it back matter"),
    }
    return tuple(
        Command(
            name=name,
            text=titles[name],
            menu=Menu.STRUCTURE,
            keys=_ROLE_KEYS.get(name, ()),
            starts_group=name in {"role-heading-1", "role-paragraph"},
            acts_on=ActsOn.BLOCK,
        )
        for name in ROLES
    )


def _view() -> tuple[Command, ...]:
    script, theme = "script", "theme"
    return (
        Command(
            name="script-original",
            text=tr("As in the file"),
            menu=Menu.VIEW,
            keys=("Ctrl+1",),
            group=script,
        ),
        Command(
            name="script-auto-s",
            text=tr("Simplified"),
            menu=Menu.VIEW,
            keys=("Ctrl+2",),
            group=script,
        ),
        Command(
            name="script-auto-tw",
            text=tr("Traditional, Taiwan"),
            menu=Menu.VIEW,
            keys=("Ctrl+3",),
            group=script,
        ),
        Command(
            name="script-auto-hk",
            text=tr("Traditional, Hong Kong"),
            menu=Menu.VIEW,
            keys=("Ctrl+4",),
            group=script,
        ),
        Command(name="normalise", text=tr("Normalise…"), menu=Menu.VIEW),
        Command(
            name="theme-light", text=tr("Light"), menu=Menu.VIEW, group=theme, starts_group=True
        ),
        Command(name="theme-sepia", text=tr("Sepia"), menu=Menu.VIEW, group=theme),
        Command(name="theme-dark", text=tr("Dark"), menu=Menu.VIEW, group=theme),
        Command(name="next-theme", text=tr("Next theme"), menu=Menu.VIEW, keys=("Ctrl+T",)),
        Command(
            name="zoom-in",
            text=tr("Larger text"),
            menu=Menu.VIEW,
            keys=("Ctrl++", "Ctrl+="),
            starts_group=True,
        ),
        Command(name="zoom-out", text=tr("Smaller text"), menu=Menu.VIEW, keys=("Ctrl+-",)),
        Command(name="zoom-reset", text=tr("Normal text"), menu=Menu.VIEW, keys=("Ctrl+0",)),
        Command(
            name="contents",
            text=tr("Contents"),
            menu=Menu.VIEW,
            keys=("F9",),
            is_checkable=True,
            starts_group=True,
        ),
        Command(name="notes", text=tr("Notes"), menu=Menu.VIEW, keys=("F8",), is_checkable=True),
        Command(
            name="repairs",
            text=tr("Repairs"),
            menu=Menu.VIEW,
            keys=("F7",),
            is_checkable=True,
        ),
        Command(
            name="full-screen",
            text=tr("Full screen"),
            menu=Menu.VIEW,
            keys=("F11",),
            is_checkable=True,
        ),
    )


def _go() -> tuple[Command, ...]:
    return (
        Command(name="next-section", text=tr("Next section"), menu=Menu.GO, keys=("Ctrl+Down",)),
        Command(
            name="previous-section", text=tr("Previous section"), menu=Menu.GO, keys=("Ctrl+Up",)
        ),
        Command(
            name="next-note",
            text=tr("Next annotation"),
            menu=Menu.GO,
            keys=("Alt+Down",),
            starts_group=True,
        ),
        Command(
            name="previous-note", text=tr("Previous annotation"), menu=Menu.GO, keys=("Alt+Up",)
        ),
        Command(
            name="back",
            text=tr("Back to where I was reading"),
            menu=Menu.GO,
            keys=("Alt+Left",),
            starts_group=True,
        ),
    )
