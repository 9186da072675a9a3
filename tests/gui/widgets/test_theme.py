"""Whatever is read in a theme can be read: contrasts as WCAG 2 has them."""

from __future__ import annotations

from itertools import chain, product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QListView, QPlainTextEdit, QTableView, QWidget

from reader.gui.widgets.theme import SYSTEM, THEMES, load_theme, palette_of, style_sheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = 4.5
SIGN = 3.0
"""For lines and dots, which are not read."""


def luminance(color: str) -> float:
    red, green, blue, _ = QColor(color).getRgbF()
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_is_read_on_paper_on_every_mark_and_selected(name: str) -> None:
    theme = load_theme(name)
    grounds = {
        "page": theme.page,
        "selection": theme.selection,
        "found": theme.found,
        "found_current": theme.found_current,
        **theme.fills,
    }

    low = [
        (tone, ground, round(contrast(ink, color), 2))
        for (tone, ink), (ground, color) in product(theme.inks.items(), grounds.items())
        if contrast(ink, color) < TEXT
    ]

    assert low == []


@pytest.mark.parametrize("name", THEMES)
def test_words_of_the_window_are_read_wherever_they_stand(name: str) -> None:
    theme = load_theme(name)
    grounds = {
        ground: getattr(theme, ground) for ground in ("page", "chrome", "raised", "accent_soft")
    }
    inks = {ink: getattr(theme, ink) for ink in ("text", "quiet", "faint", "accent", "warning")}

    low = [
        (ink, ground, round(contrast(color, behind), 2))
        for (ink, color), (ground, behind) in chain(
            product(inks.items(), grounds.items()),
            [
                (("text", theme.text), ("selection", theme.selection)),
                (("on_accent", theme.on_accent), ("accent", theme.accent)),
            ],
        )
        if contrast(color, behind) < TEXT
    ]

    assert low == []


@pytest.mark.parametrize("name", THEMES)
def test_lines_and_dots_of_marks_are_seen(name: str) -> None:
    theme = load_theme(name)

    for stroke, ground in product(theme.strokes.values(), (theme.page, theme.raised)):
        assert contrast(stroke, ground) >= SIGN


@pytest.mark.parametrize("name", THEMES)
def test_placeholders_and_what_is_disabled_are_read(name: str) -> None:
    palette = palette_of(load_theme(name))
    disabled, role = QPalette.ColorGroup.Disabled, QPalette.ColorRole

    base = palette.color(role.Base).name()
    for ink in (palette.color(role.PlaceholderText), palette.color(disabled, role.Text)):
        assert contrast(ink.name(QColor.NameFormat.HexRgb), base) >= TEXT
        assert ink.alpha() == 255


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit])
def test_the_style_sheet_leaves_placeholders_readable(
    qtbot: QtBot, name: str, make: type[QWidget]
) -> None:
    theme = load_theme(name)
    field = make()
    qtbot.addWidget(field)
    field.setStyleSheet(style_sheet(theme))
    field.ensurePolished()

    ink = field.palette().color(QPalette.ColorRole.PlaceholderText)

    assert ink.alpha() == 255
    assert contrast(ink.name(), theme.raised) >= TEXT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("make", "called"),
    [(QListView, "outline"), (QTableView, "repairList"), (QTableView, "foundList")],
)
def test_counts_in_lists_can_be_read(
    qtbot: QtBot, name: str, make: type[QWidget], called: str
) -> None:
    theme = load_theme(name)
    view = make()
    qtbot.addWidget(view)
    view.setObjectName(called)
    view.setStyleSheet(style_sheet(theme))
    view.ensurePolished()

    ink = view.palette().color(QPalette.ColorRole.PlaceholderText)

    assert ink.alpha() == 255
    for ground in (theme.chrome, theme.raised, theme.accent_soft):
        assert contrast(ink.name(), ground) >= TEXT


def test_high_contrast_is_higher_than_any_other() -> None:
    def least(name: str) -> float:
        theme = load_theme(name)
        return min(contrast(theme.inks["text"], ground) for ground in theme.fills.values())

    assert least("contrast") >= 7
    assert least("contrast") > least("dark")


@pytest.mark.parametrize(
    ("scheme", "theme"),
    [
        (Qt.ColorScheme.Dark, "dark"),
        (Qt.ColorScheme.Light, "light"),
        (Qt.ColorScheme.Unknown, "light"),
    ],
)
def test_the_system_s_theme_is_that_of_its_colours(
    qapp: object, monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, theme: str
) -> None:
    monkeypatch.setattr("PySide6.QtGui.QStyleHints.colorScheme", lambda _: scheme)

    assert load_theme(SYSTEM).name == theme
