"""The themes: colours of the page and of what stands around it."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

THEMES = ("light", "sepia", "dark", "contrast")
SYSTEM = "system"
"""Whichever of the themes the desktop is set to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours, as `#rrggbb`."""

    name: str
    page: str
    """Paper of the article."""
    chrome: str
    """Panels, tool bar, status line."""
    raised: str
    """Cards, fields and the selection bar."""
    border: str
    text: str
    quiet: str
    faint: str
    accent: str
    accent_soft: str
    on_accent: str
    selection: str
    found: str
    """Behind what was found,"""
    found_current: str
    """and behind the current place of it."""
    warning: str
    inks: Mapping[str, str]
    """Of the text of the article, by tone."""
    fills: Mapping[str, str]
    """Behind highlighted text, by annotation colour."""
    strokes: Mapping[str, str]
    """Lines, dots and the bars of cards, by annotation colour."""


def load_theme(name: str) -> Theme:
    """Return a theme of `THEMES`, or the system's; the first one for any other name."""
    if name == SYSTEM:
        return _loaded(_system_theme())
    return _loaded(name if name in THEMES else THEMES[0])


@cache
def _loaded(name: str) -> Theme:
    values = json.loads((RESOURCES / "themes" / f"{name}.json").read_text("utf-8"))
    return Theme(**{field.name: values[field.name] for field in fields(Theme)})


def _system_theme() -> str:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def palette_of(theme: Theme) -> QPalette:
    """Return the palette for widgets that draw themselves."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, color in (
        (role.Window, theme.chrome),
        (role.Base, theme.raised),
        (role.AlternateBase, theme.chrome),
        (role.Button, theme.chrome),
        (role.ToolTipBase, theme.raised),
        (role.WindowText, theme.text),
        (role.Text, theme.text),
        (role.ButtonText, theme.text),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.quiet),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Link, theme.accent),
        (role.Accent, theme.accent),
        (role.Mid, theme.border),
    ):
        palette.setColor(which, QColor(color))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.faint))
    return palette


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of the window: `window.qss` with the theme's colours for `$name`.

    An annotation colour's stroke is `$stroke_` with the colour behind it; `$check` is the file of
    the tick in a box, `$arrow` that of the arrow beside a choice.
    """
    template = Template((RESOURCES / "themes" / "window.qss").read_text("utf-8"))
    names = {field.name: getattr(theme, field.name) for field in fields(theme)}
    strokes = {f"stroke_{color}": stroke for color, stroke in theme.strokes.items()}
    tick = "light" if QColor(theme.on_accent).lightnessF() > 0.5 else "dark"
    arrow = "light" if QColor(theme.text).lightnessF() > 0.5 else "dark"
    icons = {"check": f"check-{tick}.svg", "arrow": f"arrow-{arrow}.svg"}
    files = {name: (RESOURCES / "icons" / file).as_posix() for name, file in icons.items()}
    return template.substitute(names | strokes | files)
