"""What a screen reader is told of the page: text, caret and selection, once something asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible

from reader.gui.page.caret_moves import gap_of
from reader.gui.page.mirrored_text import MirroredText, neighbourhood
from reader.gui.widgets.announcing import announce

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from reader.gui.page.page_layout import PageLayout
    from reader.gui.page.shadow_text import ShadowText
    from reader.gui.page.view import PageView

_REACH = 5_000
"""Code points mirrored before and after the caret: half an hour of listening."""
_NEAR = 1_000
"""Code points that are to be there on either side."""


class PageMirror(QObject):
    """Keeps a text that screen readers can read in step with a page, both ways.

    Nothing is mirrored before Qt says that something asks, and then only what is near the caret.
    """

    def __init__(self, page: PageView, parent: QWidget) -> None:
        """Follow a page.

        Args:
            page: what is mirrored.
            parent: an ancestor of the page, which the mirrored text lies at the bottom of.
        """
        super().__init__(parent)
        self._page = page
        self._bottom = parent
        self._shadow: ShadowText | None = None
        self._mirrored: MirroredText | None = None
        self._of: PageLayout | None = None
        """What is mirrored and what has its lines."""
        self._with_lines: set[int] = set()
        """Units whose lines end where they do on the page."""
        self._had_focus = False
        self._looks = ""
        """How what is at the caret is marked, in words."""
        self._coming = QTimer(self)
        self._coming.setSingleShot(True)
        self._coming.setInterval(0)
        self._coming.timeout.connect(self.update)
        page.laid_out.connect(self._on_page_changed)
        page.reading_moved.connect(self._on_page_changed)
        page.selection_changed.connect(self._on_page_changed)
        page.caret.changed.connect(self._on_page_changed)

    @property
    def shadow(self) -> ShadowText | None:
        """The text that is read; None as long as nothing has asked."""
        return self._shadow

    def update(self) -> None:
        """Mirror what the page shows now."""
        page_layout = self._page.page_layout
        if page_layout is None or not len(page_layout.flow.units):
            return
        shadow = self._shadow or self._make()
        is_new = self._mirror_text(page_layout, shadow)
        self._mirror_lines(page_layout, shadow)
        has_focus = self._page.hasFocus()
        if has_focus and not self._had_focus:
            # First of all: what a caret does elsewhere than where the keys go is news to nobody.
            shadow.take_focus()
        self._had_focus = has_focus
        self._mirror_caret(shadow, is_new=is_new)
        self._say_marks(shadow)

    def _make(self) -> ShadowText:
        from reader.gui.page.shadow_text import ShadowText

        self._shadow = ShadowText(self._page, self._bottom)
        self._shadow.moved.connect(self._on_shadow_moved)
        return self._shadow

    def _mirror_text(self, page_layout: PageLayout, shadow: ShadowText) -> bool:
        """Have the text around the caret; tell whether it is another one."""
        flow = page_layout.flow
        unit = gap_of(flow, self._page.read_offset).unit
        near = neighbourhood(flow.units.table, unit, _NEAR)
        before = self._mirrored
        if before is not None and page_layout is self._of and before.holds(near):
            return False
        units = neighbourhood(flow.units.table, unit, _REACH)
        self._mirrored = MirroredText(flow, units)
        self._of = page_layout
        self._with_lines.clear()
        document = flow.rendition.document
        shadow.setAccessibleName(flow.rendition.title(document.title))
        shadow.setAccessibleDescription(self._page.byline)
        if before is not None and before.text == self._mirrored.text:
            return False
        shadow.show_text(self._mirrored.text)
        return True

    def _mirror_lines(self, page_layout: PageLayout, shadow: ShadowText) -> None:
        mirrored = self._mirrored
        if mirrored is None:
            return
        at_caret = gap_of(page_layout.flow, self._page.read_offset).unit
        for unit in {
            at_caret,
            *(placed.unit for placed in page_layout.visible()),
        } - self._with_lines:
            if unit in mirrored.units:
                shadow.set_lines(mirrored.line_ends(unit))
                self._with_lines.add(unit)

    def _mirror_caret(self, shadow: ShadowText, *, is_new: bool) -> None:
        page, mirrored = self._page, self._mirrored
        if mirrored is None:
            return
        anchor = end = page.read_offset
        if (part := page.selection) is not None:
            is_backward = page.caret.offset == part.start
            anchor, end = (part.end, part.start) if is_backward else (part.start, part.end)
        shadow.put_caret(mirrored.position(anchor), mirrored.position(end), is_new=is_new)
        if boxes := page.caret.boxes():
            at = boxes[0].topLeft().toPoint()
            shadow.lie_at(page.viewport().mapTo(self._bottom, at))

    def _say_marks(self, shadow: ShadowText) -> None:
        """Say how the passage is marked that the caret has come into."""
        before = self._looks
        self._looks = (
            self._page.looks_over(self._page.caret.offset) if self._page.caret.is_on else ""
        )
        if self._looks != before:
            announce(self._looks, shadow)

    def _on_page_changed(self) -> None:
        if QAccessible.isActive():
            self._coming.start()

    def _on_shadow_moved(self, anchor: int, position: int) -> None:
        if self._mirrored is None:
            return
        if anchor == position:
            self._page.caret.go_to(self._mirrored.offset(position))
        else:
            part = self._mirrored.source_range(anchor, position)
            self._page.select(part)
            self._page.point_at(part.start if position < anchor else part.end)
