"""What a command is: data that says what it is called, what it needs, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Callable


class Menu(Enum):
    """The menus, in their order."""

    FILE = "file"
    ENCODING = "encoding"
    EDIT = "edit"
    MARK = "mark"
    ENDS = "ends"
    STRUCTURE = "structure"
    VIEW = "view"
    SECOND_VIEW = "second-view"
    TEXT_SIZE = "text-size"
    READINGS = "readings"
    THEMES = "themes"
    NOTES = "notes"
    GO = "go"


SUBMENUS = {
    Menu.ENCODING: Menu.FILE,
    Menu.ENDS: Menu.MARK,
    Menu.SECOND_VIEW: Menu.VIEW,
    Menu.TEXT_SIZE: Menu.VIEW,
    Menu.READINGS: Menu.VIEW,
    Menu.THEMES: Menu.VIEW,
    Menu.NOTES: Menu.VIEW,
}
"""The menus that are in another one, and in which."""


class ActsOn(Enum):
    """What a command changes. It does so only where that can be seen."""

    PASSAGE = "passage"
    """What is selected, else the active annotation."""
    ANNOTATION = "annotation"
    """The active annotation."""
    BLOCK = "block"
    """The block of the selection, else of the place pointed at last."""


class Need(Enum):
    """What must be there for a command to be offered."""

    ARTICLE = "article"
    WRITABLE = "writable"
    """An article that can be changed."""
    SELECTION = "selection"
    ANNOTATION = "annotation"
    """An active annotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something the user can ask for."""

    name: str
    """Object name of the action."""
    text: str
    menu: Menu
    run: Callable[..., object]
    """Called with the feature that has the command, and with `arguments`."""
    arguments: tuple[Any, ...] = ()
    needs: frozenset[Need] = frozenset()
    is_available: Callable[..., bool] | None = None
    """Asked with the feature whether, needs apart, it can be done; None where it always can."""
    hint: str = ""
    """What to choose first, shown beside the command in its menu while it is not available."""
    keys: tuple[str, ...] = ()
    """Shortcuts in Qt's portable spelling; the first is shown."""
    group: str | None = None
    """Commands of one group are alternatives: just one of them is checked."""
    is_checkable: bool = False
    is_checked: bool = False
    """Whether it is so when a window opens."""
    is_in_page_menu: bool = False
    """Whether a click with the right button on the page offers it."""
    starts_group: bool = False
    """Whether a line stands above it in the menu."""
    acts_on: ActsOn | None = None
    """None where it changes nothing, or what is looked for first."""


ARTICLE = frozenset({Need.ARTICLE})
WRITABLE = frozenset({Need.ARTICLE, Need.WRITABLE})


def menu_titles() -> dict[Menu, str]:
    """Return the menus' titles in the user's language."""
    return {
        Menu.FILE: tr("&File"),
        Menu.ENCODING: tr("&Encoding"),
        Menu.EDIT: tr("&Edit"),
        Menu.MARK: tr("&Mark"),
        Menu.ENDS: tr("&Ends of the mark"),
        Menu.STRUCTURE: tr("&Structure"),
        Menu.VIEW: tr("&View"),
        Menu.SECOND_VIEW: tr("Second vie&w"),
        Menu.TEXT_SIZE: tr("Text si&ze"),
        Menu.READINGS: tr("&Readings"),
        Menu.THEMES: tr("&Theme"),
        Menu.NOTES: tr("Arrange &notes"),
        Menu.GO: tr("&Go"),
    }
