"""The small panel over the page in which the setting of the text is chosen."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QPushButton, QSpinBox

from reader.gui.widgets.guard import guarded
from reader.gui.widgets.plain_text import PlainLabel
from reader.gui.widgets.text_settings import BOOK, FACES, LIMITS
from reader.localization import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from reader.gui.widgets.text_settings import TextSettings

_STEPS = {"leading": 10, "paragraph_gap": 10, "measure": 1, "indent": 1}


class TextPanel(QFrame):
    """Shows text settings, and tells of each that is changed at once."""

    changed = Signal(object)
    """The settings, as `TextSettings`."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("textPanel")
        self._over = parent
        self._settings = BOOK
        self._face = QComboBox()
        names = {"serif": tr("Song, Ming"), "sans": tr("Hei"), "kai": tr("Kai")}
        for face in FACES:
            self._face.addItem(names[face], face)
        self._face.setObjectName("textFace")
        self._face.currentIndexChanged.connect(self._on_edited)
        self._numbers: dict[str, QSpinBox] = {}
        self._is_justified = QCheckBox(tr("Lines end at the same edge"))
        self._hangs_stops = QCheckBox(tr("Stops hang over the edge"))
        self._form = QFormLayout(self)
        self._form.setContentsMargins(14, 12, 14, 12)
        self._add_row(tr("Typeface"), self._face)
        self._add_number("leading", tr("Line height"), tr("{value} %"))
        self._add_number("paragraph_gap", tr("Between paragraphs"), tr("{value} %"))
        self._add_number("measure", tr("Characters a line"), "{value}")
        self._add_number("indent", tr("First line indent"), "{value}")
        for box in (self._is_justified, self._hangs_stops):
            box.toggled.connect(self._on_edited)
            self._form.addRow(box)
        reset = QPushButton(tr("As in a book"))
        reset.setObjectName("textReset")
        reset.clicked.connect(self._on_reset_clicked)
        self._form.addRow(reset)
        self._fields = (
            self._face,
            *self._numbers.values(),
            self._is_justified,
            self._hangs_stops,
            reset,
        )
        self.hide()

    def show_settings(self, settings: TextSettings) -> None:
        """Show settings, and tell nobody."""
        self._settings = settings
        fields = (self._face, *self._numbers.values(), self._is_justified, self._hangs_stops)
        blockers = [QSignalBlocker(field) for field in fields]
        self._face.setCurrentIndex(FACES.index(settings.face))
        for name, number in self._numbers.items():
            number.setValue(getattr(settings, name))
        self._is_justified.setChecked(settings.is_justified)
        self._hangs_stops.setChecked(settings.hangs_stops)
        del blockers

    def come_after(self, other: QWidget) -> None:
        """Let the tab key come here from another widget."""
        for before, after in pairwise((other, *self._fields)):
            self.setTabOrder(before, after)

    def open(self) -> None:
        """Stand at the upper end of what it lies over, and take the focus."""
        self.adjustSize()
        self.move(max(0, self._over.width() - self.width() - 24), 12)
        self.show()
        self.raise_()
        # As a key does: else the style does not show which field it is.
        self._face.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add_number(self, name: str, label: str, shown: str) -> None:
        number = QSpinBox()
        number.setObjectName(f"text-{name}")
        number.setRange(*LIMITS[name])
        number.setSingleStep(_STEPS[name])
        number.setSuffix(shown.format(value=""))
        number.valueChanged.connect(self._on_edited)
        self._numbers[name] = number
        self._add_row(label, number)

    def _add_row(self, label: str, field: QWidget) -> None:
        words = PlainLabel(label)
        words.setBuddy(field)
        self._form.addRow(words, field)

    def _on_edited(self) -> None:
        self._settings = replace(
            self._settings,
            face=FACES[self._face.currentIndex()],
            is_justified=self._is_justified.isChecked(),
            hangs_stops=self._hangs_stops.isChecked(),
            **{name: number.value() for name, number in self._numbers.items()},
        )
        self.changed.emit(self._settings)

    def _on_reset_clicked(self) -> None:
        self.show_settings(BOOK)
        self.changed.emit(BOOK)
