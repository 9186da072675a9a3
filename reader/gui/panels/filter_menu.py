"""What can be chosen of the notes that are listed: a menu that stays open while one chooses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu

from reader.annotation.model import COLORS, STYLES
from reader.annotation.note_filter import (
    EXACT,
    LOST,
    SEVERAL,
    WITH_NOTE,
    WITHOUT_NOTE,
    Choice,
    NoteFilter,
    Trait,
)
from reader.gui.panels.group_heading import tag_name
from reader.gui.widgets.color_names import color_names
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import beginning_of, plain_caption
from reader.gui.widgets.style_names import style_names
from reader.localization import tr

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from reader.gui.widgets.theme import Theme

_MOST_TAGS = 20
"""The commonest ones; others are found by their words."""
_LONGEST = 40
"""Characters of a tag in a menu."""
_DOT = 14
"""Pixels across a colour."""
_TICK = ((0.27, 0.52), (0.44, 0.69), (0.74, 0.34))
"""Its corners, in parts of the dot."""
_ENTERING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


def choice_name(choice: Choice) -> str:
    """Return what a choice is called."""
    if choice.trait is Trait.COLOR:
        return color_names()[choice.value]
    if choice.trait is Trait.STYLE:
        return style_names()[choice.value]
    if choice.trait is Trait.TAG:
        return beginning_of(tag_name(choice.value), _LONGEST)
    return _other_names()[choice]


def in_menu_order(choices: Iterable[Choice]) -> list[Choice]:
    """Return choices in the order they are offered in."""
    traits, others = list(Trait), list(_other_names())
    orders: Mapping[Trait, Sequence[str]] = {Trait.COLOR: COLORS, Trait.STYLE: STYLES}

    def order(choice: Choice) -> tuple[int, int, str]:
        known = orders.get(choice.trait)
        if known is not None:
            number = known.index(choice.value)
        else:
            number = others.index(choice) if choice in others else 0
        return traits.index(choice.trait), number, choice.value

    return sorted(choices, key=order)


class _StayingMenu(QMenu):
    """A menu in which several things can be checked one after the other."""

    @guarded(None)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._check():
            super().mouseReleaseEvent(event)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTERING or not self._check():
            super().keyPressEvent(event)

    def _check(self) -> bool:
        """Check or uncheck what is pointed at; False where that cannot be checked."""
        action = self.activeAction()
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class FilterMenu(QMenu):
    """Offers what the notes of the article have, counted, and what was chosen already."""

    toggled = Signal(object)
    """A `Choice` is made, or unmade."""
    clear_requested = Signal()

    def __init__(self, counted: Callable[[], Counter[Choice]], parent: QWidget) -> None:
        """Begin without an entry; they are made when the menu is opened.

        Args:
            counted: counts what can be chosen of the notes.
            parent: owner.
        """
        super().__init__(parent)
        self._counted = counted
        self._theme: Theme | None = None
        self._submenus: list[QMenu] = []
        self.filter = NoteFilter()
        self.aboutToShow.connect(self._fill)

    def set_theme(self, theme: Theme) -> None:
        """Paint the colours as they are in a theme."""
        self._theme = theme

    def _fill(self) -> None:
        self.clear()
        for submenu in self._submenus:
            submenu.deleteLater()
        self._submenus.clear()
        counted = self._counted()
        names = {
            Trait.COLOR: tr("Colour"),
            Trait.STYLE: tr("Style"),
            Trait.TAG: tr("Tag"),
            Trait.NOTE: tr("Note"),
            Trait.STATE: tr("State"),
        }
        for trait, name in names.items():
            self._add_trait(trait, name, counted)
        self.addSeparator()
        clear = self.addAction(tr("Clear the filter"), self.clear_requested.emit)
        clear.setObjectName("clear-filter")
        clear.setEnabled(not self.filter.is_empty)

    def _add_trait(self, trait: Trait, name: str, counted: Counter[Choice]) -> None:
        chosen = {choice for choice in self.filter.choices if choice.trait is trait}
        found = {choice: count for choice, count in counted.items() if choice.trait is trait}
        offered = sorted(found, key=lambda choice: -found[choice])
        if trait is Trait.TAG:
            offered = offered[:_MOST_TAGS]
        submenu = _StayingMenu(name, self)
        submenu.setObjectName(f"filter-{trait}")
        self._submenus.append(submenu)
        for choice in in_menu_order({*offered, *chosen}):
            words = tr("{choice} ({count:,})").format(
                choice=choice_name(choice), count=found.get(choice, 0)
            )
            action = submenu.addAction(plain_caption(words), partial(self.toggled.emit, choice))
            action.setObjectName(f"{trait}-{choice.value}")
            action.setCheckable(True)
            action.setChecked(choice in chosen)
            if trait is Trait.COLOR and self._theme is not None:
                action.setIcon(_dot(self._theme.strokes[choice.value], self._theme.raised))
        submenu.setEnabled(not submenu.isEmpty())
        self.addMenu(submenu)
        if chosen:
            font = submenu.menuAction().font()
            font.setBold(True)
            submenu.menuAction().setFont(font)


def _other_names() -> Mapping[Choice, str]:
    return {
        WITH_NOTE: tr("With a note"),
        WITHOUT_NOTE: tr("Without a note"),
        EXACT: tr("In its place in the text"),
        LOST: tr("Not found in the text"),
        SEVERAL: tr("Several versions"),
    }


def _dot(color: str, on_color: str) -> QIcon:
    """Return an icon that is ticked while its action is checked: nothing else says so beside it.

    Args:
        color: of the dot.
        on_color: what can be seen on it.
    """
    dot = QIcon()
    for state in (QIcon.State.Off, QIcon.State.On):
        pixmap = QPixmap(_DOT * 2, _DOT * 2)
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(2)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawEllipse(QRectF(0, 0, _DOT, _DOT))
            if state is QIcon.State.On:
                painter.setPen(QPen(QColor(on_color), 2))
                painter.drawPolyline([QPointF(x * _DOT, y * _DOT) for x, y in _TICK])
        dot.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return dot
