"""Giving the colours of annotations names: 疑問 for yellow, 重點 for green."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reader.gui.widgets.color_names import LONGEST, usual_names
from reader.gui.widgets.plain_text import PlainLabel
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.gui.widgets.theme import Theme

_SWATCH = 18
"""Pixels."""


class ColorNamesDialog(QDialog):
    """Has a field for each colour; an empty one stands for the usual name."""

    def __init__(self, given: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Names of the colours"))
        intro = PlainLabel(tr("The names are shown in menus, notes and tips on this device."))
        intro.setWordWrap(True)
        self._fields: list[QLineEdit] = []
        form = QFormLayout()
        names = [*given, *("" for _ in usual_names())]
        for (color, usual), name in zip(usual_names().items(), names, strict=False):
            field = QLineEdit(name)
            field.setObjectName(f"name-{color}")
            field.setMaxLength(LONGEST)
            field.setPlaceholderText(usual)
            field.setAccessibleName(usual)
            form.addRow(_labelled(theme, color, usual), field)
            self._fields.append(field)
        buttons = QDialogButtonBox()
        for kind in (QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel):
            buttons.addButton(kind).setIcon(QIcon())
        usual_button = buttons.addButton(tr("Usual names"), QDialogButtonBox.ButtonRole.ResetRole)
        usual_button.setObjectName("usualNames")
        usual_button.clicked.connect(self._clear)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(intro)
        column.addLayout(form)
        column.addWidget(buttons)

    def names(self) -> tuple[str, ...]:
        """Return what is in the fields, in the order of the colours."""
        return tuple(field.text().strip() for field in self._fields)

    def _clear(self) -> None:
        for field in self._fields:
            field.clear()


def _labelled(theme: Theme, color: str, name: str) -> QWidget:
    """Return a colour beside its usual name."""
    pixmap = QPixmap(_SWATCH, _SWATCH)
    pixmap.fill(QColor(theme.strokes[color]))
    square = PlainLabel()
    square.setPixmap(pixmap)
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(square)
    row.addWidget(PlainLabel(name))
    row.addStretch(1)
    both.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return both
