"""What is told of widgets to those who do not see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import PySide6
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROLE = QAccessible.Role
CONTROLS = {
    _ROLE.Button,
    _ROLE.ButtonMenu,
    _ROLE.CheckBox,
    _ROLE.ComboBox,
    _ROLE.Dialog,
    _ROLE.EditableText,
    _ROLE.List,
    _ROLE.ListItem,
    _ROLE.MenuItem,
    _ROLE.RadioButton,
    _ROLE.SpinBox,
    _ROLE.Table,
    _ROLE.Window,
}
_ROWS = 30
"""Of a list, that are looked at."""


def told(widget: QWidget) -> Iterator[tuple[QAccessibleInterface, QWidget | None]]:
    """Yield what a widget is made of, as it is told in order; the second is None for rows."""
    yield from _told(QAccessible.queryAccessibleInterface(widget))


def _told(
    interface: QAccessibleInterface,
) -> Iterator[tuple[QAccessibleInterface, QWidget | None]]:
    item = interface.object()
    yield interface, item if isinstance(item, QWidget) else None
    count = interface.childCount()
    if interface.role() in {_ROLE.List, _ROLE.Table}:
        count = min(count, _ROWS)
    for number in range(count):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from _told(child)


def nameless(widget: QWidget) -> list[str]:
    """Return what can be used in a widget and has no name, as role and object name."""
    found = []
    for interface, item in told(widget):
        is_ours = item is None or not item.objectName().startswith("qt_")
        is_control = interface.role() in CONTROLS or interface.state().focusable
        if is_control and is_ours and _is_reached(interface, item) and not _name(interface, item):
            found.append(f"{interface.role().name} {item.objectName() if item else ''}")
    return found


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return what the tab key comes to, in order, from the first thing in the window."""
    if PySide6.__version_info__ >= (6, 12):
        pytest.skip("Qt for Python 6.12 crashes later over Qt's own widgets in the chain of focus")
    stops, stop = [], window.nextInFocusChain()
    while stop is not window:
        takes_tab = stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        is_inner = stop.focusProxy() is not None or stop.objectName().startswith("qt_")
        if takes_tab and not is_inner and stop.isVisible() and stop.isEnabled():
            stops.append(stop)
        stop = stop.nextInFocusChain()
    return stops


def place_in(window: QWidget, widget: QWidget) -> tuple[int, int]:
    """Return the corner of a widget in its window, from the top and from the left."""
    corner = widget.mapTo(window, QPoint())
    return corner.y(), corner.x()


def _is_reached(interface: QAccessibleInterface, item: QWidget | None) -> bool:
    return not interface.state().invisible and (item is None or item.isVisible())


def _name(interface: QAccessibleInterface, item: QWidget | None) -> str:
    name = interface.text(QAccessible.Text.Name)
    if isinstance(item, QComboBox):
        # Its name is what is chosen; what is chosen for must be said besides.
        labels = item.window().findChildren(QLabel)
        words = "".join(label.text() for label in labels if label.buddy() is item)
        return words or interface.text(QAccessible.Text.Description)
    return name
