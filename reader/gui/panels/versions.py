"""The versions of one annotation that devices made apart, each to be kept, or all together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.annotation.versions import notes_of, versions
from reader.gui.panels.card import tags_in_words
from reader.gui.widgets.guard import guarded
from reader.gui.widgets.local_time import local_time
from reader.gui.widgets.plain_text import PlainLabel, beginning_of
from reader.gui.widgets.style_names import look_in_words
from reader.localization import tr, trn

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from reader.annotation.model import Annotation

_TALLEST = 340
"""Pixels the versions may take of the panel; beyond that they scroll."""

_MOST_SHOWN = 50
"""Versions that are shown; few have so many devices, but a file may claim them."""


class VersionsBox(QFrame):
    """Shows each version with a button that keeps it, and one that keeps the notes of all."""

    kept = Signal(str, object)
    """A version of an annotation was chosen; its id and the version."""
    joined = Signal(str)
    """All notes of an annotation are to be kept; its id."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("versions")
        self._annotation: Annotation | None = None
        self._title = PlainLabel()
        self._title.setProperty("heading", True)
        close = QToolButton()
        close.setText(tr("Close"))
        close.clicked.connect(self._close)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._area = QScrollArea()
        self._area.setObjectName("versionsArea")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area)
        self.hide()

    @property
    def annotation_id(self) -> str | None:
        """The annotation whose versions are shown."""
        return self._annotation.id if self._annotation and not self.isHidden() else None

    def show_versions(self, annotation: Annotation, *, can_choose: bool = True) -> None:
        """Show the versions of an annotation; hide where there is just one."""
        if annotation is self._annotation and not self.isHidden():
            self._let_choose(can_choose)
            return
        found = versions(annotation)
        self._annotation = annotation
        if len(found) == 1:
            self.hide()
            return
        words = trn("{count} version of this note", "{count} versions of this note", len(found))
        self._title.setText(words.format(count=len(found)))
        if (old := self._area.takeWidget()) is not None:
            old.deleteLater()  # perhaps it is one of its buttons that was clicked
        inside = self._inside(annotation, found)
        self._area.setWidget(inside)
        self._let_choose(can_choose)
        self.show()
        self._fit()

    def take_focus(self) -> None:
        """Let the keys go to the first choice."""
        if button := self.findChild(QPushButton, "keepVersion"):
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _inside(self, annotation: Annotation, found: tuple[Annotation, ...]) -> QWidget:
        inside = QWidget()
        inside.setObjectName("versionsInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 2, 14, 2)
        column.setSpacing(8)
        for number, version in enumerate(found[:_MOST_SHOWN], start=1):
            column.addWidget(self._one(annotation, version, number))
        if (more := len(found) - _MOST_SHOWN) > 0:
            words = trn("{count} more version is kept.", "{count} more versions are kept.", more)
            column.addWidget(PlainLabel(words.format(count=more)))
        if len(notes_of(annotation)) > 1:
            both = QPushButton(tr("Keep all notes, one below the other"))
            both.setObjectName("joinVersions")
            both.clicked.connect(partial(self.joined.emit, annotation.id))
            column.addWidget(both)
        return inside

    def _one(self, annotation: Annotation, version: Annotation, number: int) -> QFrame:
        frame = QFrame()
        frame.setObjectName("version")
        frame.setProperty("stroke", "" if version.is_deleted else version.color)
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 6, 8, 6)
        column.setSpacing(4)
        words = [_words_of(version)]
        if version.quote and version.quote != annotation.quote:
            words.insert(0, f"「{beginning_of(version.quote)}」")
        for text in words:
            label = PlainLabel(text)
            label.setWordWrap(True)
            column.addWidget(label)
        foot = QHBoxLayout()
        about = PlainLabel(_about(version))
        about.setObjectName("versionAbout")
        about.setWordWrap(True)
        keep = QPushButton(tr("Delete it") if version.is_deleted else tr("Keep this one"))
        keep.setObjectName("keepVersion")
        keep.setAccessibleName(f"{number}: {keep.text()} – {' '.join(words)}")
        keep.clicked.connect(partial(self.kept.emit, annotation.id, version))
        foot.addWidget(about, 1)
        foot.addWidget(keep)
        column.addLayout(foot)
        return frame

    def _let_choose(self, can_choose: bool) -> None:
        for button in self.findChildren(QPushButton):
            button.setEnabled(can_choose)

    def _fit(self) -> None:
        """Be as tall as what is inside, up to a limit."""
        inside = self._area.widget()
        layout = inside.layout() if inside else None
        if layout is not None:
            width = max(self._area.viewport().width(), 1)
            self._area.setFixedHeight(min(layout.heightForWidth(width), _TALLEST))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


def _words_of(version: Annotation) -> str:
    """Return what a version says."""
    if version.is_deleted:
        return tr("Deleted on another device")
    return beginning_of(version.note.strip()) or tr("No note")


def _about(version: Annotation) -> str:
    """Return a version's colour, style, tags and time."""
    if version.is_deleted or version.body is None:
        return local_time(version.modified)
    look = look_in_words(version.color, version.style)
    tags = tags_in_words(version.body.tags)
    return " · ".join(filter(None, (look, tags, local_time(version.modified))))
