"""The small button in a field that empties it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton

from reader.localization import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit


def offer_clearing(field: QLineEdit) -> None:
    """Have the button in a field, with the name that Qt does not give it."""
    if not field.isClearButtonEnabled():
        field.setClearButtonEnabled(True)
        for button in field.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear the field"))
