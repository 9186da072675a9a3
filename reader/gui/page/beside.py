"""Where something small lies on the page: next to a passage, and never over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from reader.gui.page.writing_mode import LogicalRect, WindowMapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from reader.gui.page.writing_mode import WritingMode

_GAP = 8
"""Pixels between what is placed and the passage."""


def show_beside(widget: QWidget, page: QWidget, mode: WritingMode, boxes: Sequence[QRectF]) -> None:
    """Show a widget after a passage, before it, or beside it; where there is no room, nowhere.

    Args:
        widget: a child of the page, which takes the size that it wants.
        page: where the passage is.
        mode: which way the text runs.
        boxes: of the passage's lines, in pixels of the page.
    """
    if boxes:
        widget.adjustSize()
        window, room = WindowMapping(mode, page.size()), QRectF(page.rect())
        own = window.to_rect(QRectF(widget.rect()))
        for logical in _places(window, own, [window.to_rect(box) for box in boxes]):
            place = window.to_pixels(logical)
            if room.contains(place) and not any(place.intersects(box) for box in boxes):
                widget.move(place.topLeft().toPoint())
                widget.show()
                widget.raise_()
                return
    widget.hide()


def _places(
    window: WindowMapping, own: LogicalRect, boxes: Sequence[LogicalRect]
) -> Iterator[LogicalRect]:
    """Yield where something of a size may stand, the best place first."""
    _, _, inline_size, block_size = own
    first, last = boxes[0], boxes[-1]
    furthest = max(0.0, window.size.inline - inline_size)
    for box, block in (
        (last, last.block_end + _GAP),
        (first, first.block - _GAP - block_size),
    ):
        inline = min(max(0.0, box.inline_center - inline_size / 2), furthest)
        yield LogicalRect(round(inline), round(block), inline_size, block_size)
    middle = round((window.size.block - block_size) / 2)
    before = min(box.inline for box in boxes) - _GAP - inline_size
    after = max(box.inline_end for box in boxes) + _GAP
    yield LogicalRect(round(before), middle, inline_size, block_size)
    yield LogicalRect(round(after), middle, inline_size, block_size)
