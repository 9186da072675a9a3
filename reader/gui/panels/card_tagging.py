"""Editing the tags of an annotation in its card: one field, moved to the card being edited."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.annotation.tags import with_tags
from reader.gui.panels.card import TAG_PIXELS
from reader.gui.panels.tag_field import TagField
from reader.gui.widgets.fonts import Region, interface_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QWidget

    from reader.annotation.model import Annotation
    from reader.gui.widgets.theme import Theme


class CardTagging(QObject):
    """Knows which annotation's tags are being edited, and holds their field."""

    tags_edited = Signal(str, tuple)
    """An annotation is to have other tags; the id, and the tags."""
    finished = Signal()
    """The user is done and goes back to the page."""
    left = Signal()
    """The focus went elsewhere, and belongs there."""

    def __init__(self, region: Region, theme: Theme, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._region = region
        self._theme = theme
        self._viewport = viewport
        self.edited: str | None = None
        """The id of the annotation."""
        self._tags: tuple[str, ...] = ()

    @cached_property
    def field(self) -> TagField:
        """The field, made when tags are edited first."""
        field = TagField(interface_font(self._region, TAG_PIXELS), self._theme, self._viewport)
        field.added.connect(self._on_field_added)
        field.last_removed.connect(self._on_field_last_removed)
        field.finished.connect(self.finished)
        field.left.connect(self.left)
        return field

    def room_in(self, id_: str) -> float:
        """Return the pixels that the field needs in a card: none where its tags are not edited."""
        return self.field.sizeHint().height() if id_ == self.edited else 0.0

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        if "field" in self.__dict__:
            self.field.set_theme(theme)

    def begin(self, annotation: Annotation, known: Sequence[str]) -> None:
        """Edit the tags of an annotation; those known in the article are offered."""
        self.edited = annotation.id
        self._tags = _tags_of(annotation)
        self.field.begin(known, self._tags)

    def follow(self, annotation: Annotation | None) -> None:
        """Know the tags that the annotation has by now, if it is there."""
        if annotation is not None and (tags := _tags_of(annotation)) != self._tags:
            self._tags = tags
            self.field.set_taken(tags)

    def end(self) -> str | None:
        """Take what was typed for a tag, and hide the field; return the id, None for none."""
        if self.edited is not None:
            self.field.enter()
        id_, self.edited = self.edited, None
        self.field.hide()
        return id_

    def remove(self, tag: str) -> None:
        """Take a tag off."""
        self._put(tuple(each for each in self._tags if each != tag))

    def place(self, box: QRectF | None) -> None:
        """Put the field where its card has room for it; None where that is out of sight."""
        if self.edited is None:
            return
        if box is not None:
            self.field.setGeometry(box.toRect())
            self.field.show()
        else:
            # Not gone: a hidden field would lose the focus, and with it the keys.
            self.field.move(0, -self.field.height() - 1)

    def _put(self, tags: tuple[str, ...]) -> None:
        if self.edited is not None and tags != self._tags:
            self._tags = tags
            self.field.set_taken(tags)
            self.tags_edited.emit(self.edited, tags)

    def _on_field_added(self, tags: list[str]) -> None:
        self._put(with_tags(self._tags, tags))

    def _on_field_last_removed(self) -> None:
        self._put(self._tags[:-1])


def _tags_of(annotation: Annotation) -> tuple[str, ...]:
    return annotation.body.tags if annotation.body else ()
