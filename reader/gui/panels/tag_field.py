"""Where tags are written: a field, and below it the article's tags that it may become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reader.annotation.tags import cleaned, completions, parted
from reader.gui.panels.tag_chips import TagChips
from reader.gui.widgets.announcing import announce
from reader.gui.widgets.guard import guarded
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFont, QMouseEvent, QPaintEvent

    from reader.gui.widgets.theme import Theme

_OFFERED = 12
"""Tags at the most; few of them have room."""
_PASSING = frozenset(
    {
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Reasons for which the focus goes away and comes back."""


class TagField(QWidget):
    """Takes tags one after the other; what it is told of is shown by whoever made it."""

    added = Signal(list)
    """Tags were entered."""
    last_removed = Signal()
    """Backspace in the empty field."""
    finished = Signal()
    """Esc, or Enter in the empty field."""
    left = Signal()
    """The focus went elsewhere, and belongs there."""

    def __init__(self, font: QFont, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tagEditor")
        self._field = QLineEdit()
        self._field.setObjectName("tagField")
        self._field.setFont(font)
        self._field.setPlaceholderText(tr("Add a tag"))
        self._field.setAccessibleName(tr("Tags"))
        self._field.setAccessibleDescription(
            tr("Comma or Enter adds a tag, Backspace takes the last one off.")
        )
        self._field.textChanged.connect(self._on_field_text_changed)
        self._field.installEventFilter(self)
        self.setFocusProxy(self._field)
        self._offers = _Offers(font, theme)
        self._offers.picked.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._field)
        column.addWidget(self._offers)
        self._known: Sequence[str] = ()
        self._taken: Sequence[str] = ()
        self.hide()

    def begin(self, known: Sequence[str], taken: Sequence[str]) -> None:
        """Take tags for another annotation.

        Args:
            known: the article's, the likeliest first.
            taken: those that it has.
        """
        self._known = known
        self._field.clear()
        self.set_taken(taken)

    def set_taken(self, taken: Sequence[str]) -> None:
        """Offer what the annotation does not have yet."""
        self._taken = taken
        self._offer()

    def enter(self) -> None:
        """Take what was typed for a tag, if it is one."""
        tag = cleaned(self._field.text())
        if tag:
            self._add(tag)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._offers.set_theme(theme)

    @guarded(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.KeyPress:
            return self._takes_key(event.key())  # type: ignore[attr-defined]
        is_out = watched is self._field and event.type() == QEvent.Type.FocusOut
        if is_out and event.reason() not in _PASSING:  # type: ignore[attr-defined]
            self.left.emit()
        return False

    def _takes_key(self, key: Qt.Key) -> bool:
        """Do what a key is for here; False where it is the field's."""
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._offers.chosen is not None:
                self._add(self._offers.chosen)
            elif cleaned(self._field.text()):
                self.enter()
            else:
                self.finished.emit()
        elif key == Qt.Key.Key_Escape:
            self._field.clear()
            self.finished.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._offers.step(1 if key == Qt.Key.Key_Down else -1)
            announce(self._offers.chosen or self._field.text(), self)
        elif key == Qt.Key.Key_Backspace and not self._field.text():
            self.last_removed.emit()
        else:
            return False
        return True

    def _add(self, tag: str) -> None:
        self._field.clear()
        self.added.emit([tag])

    def _on_field_text_changed(self) -> None:
        ended, rest = parted(self._field.text())
        if ended or rest != self._field.text():
            self._field.setText(rest.lstrip())
            if ended:
                self.added.emit(ended)
        self._offer()

    def _offer(self) -> None:
        typed = self._field.text()
        self._offers.show_tags(completions(self._known, typed, self._taken, _OFFERED))


class _Offers(QWidget):
    """Tags in one line, as many as have room, one of which may be chosen by key."""

    picked = Signal(str)
    """One was clicked."""

    def __init__(self, font: QFont, theme: Theme) -> None:
        super().__init__()
        self.setFont(font)
        self._theme = theme
        self._tags: Sequence[str] = ()
        self._chosen: int | None = None
        height = TagChips(["字"], font, 100.0).height
        self.setFixedHeight(round(height) + 1)

    @guarded(QSize())
    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    @property
    def chosen(self) -> str | None:
        """The tag chosen by key."""
        return None if self._chosen is None else self._chips().tags[self._chosen]

    def show_tags(self, tags: Sequence[str]) -> None:
        """Offer tags, none of them chosen."""
        self._tags, self._chosen = tags, None
        self.update()

    def step(self, step: int) -> None:
        """Choose the next tag, or the one before; beyond the ends none is chosen."""
        count = len(self._chips().tags)
        here = (-1 if step > 0 else count) if self._chosen is None else self._chosen
        there = here + step
        self._chosen = there if 0 <= there < count else None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @guarded(None)
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._chips().draw(painter, 1, 0, self._theme, chosen=self.chosen)

    @guarded(None)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        tag = self._chips().tag_at(event.position() - QPointF(1, 0))
        if tag is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(tag)

    def _chips(self) -> TagChips:
        return TagChips(self._tags, self.font(), self.width() - 2.0, most_lines=1)
