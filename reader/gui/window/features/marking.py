"""Marking: highlights, their colours and styles, and notes beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotation.model import COLORS, STYLES
from reader.gui.widgets.color_names import color_names
from reader.gui.widgets.style_names import style_names
from reader.gui.window.commands import ARTICLE, ActsOn, Command, Menu
from reader.gui.window.feature import Feature
from reader.localization import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from reader.gui.article.device_state import DeviceState
    from reader.gui.window.features.choosing import Choosing
    from reader.gui.window.workspace import Workspace
    from reader.text.offsets import TextRange


class Marking(Feature):
    """Highlights the selection, writes beside it, and changes the active annotation."""

    def __init__(
        self,
        workspace: Workspace,
        device_state: DeviceState,
        choosing: Choosing,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._choosing = choosing
        self._article = workspace.article
        self._active = workspace.active
        self._page = workspace.page
        self._workspace = workspace
        self._device_state = device_state
        self._bar = workspace.selection_bar
        self._last_color, self._last_style = COLORS[0], STYLES[0]
        settings = device_state.settings
        self.set_last(color=settings.color, style=settings.style)
        self._fresh_note: str | None = None
        """An annotation made only to write a note beside it."""
        self._has_undecided = False
        self._article.shown.connect(self._on_article_shown)
        self._article.annotations_changed.connect(self._on_article_annotations_changed)
        workspace.annotations.editing_finished.connect(self._on_annotations_editing_finished)
        self._bar.color_requested.connect(self.mark)
        self._bar.style_requested.connect(self.mark_in_style)
        self._bar.note_requested.connect(self.write_note)
        workspace.note_card.color_requested.connect(self.mark)
        workspace.note_card.edit_requested.connect(self.write_note)
        workspace.note_card.delete_requested.connect(self.delete)
        self._bar.copy_requested.connect(workspace.pages.copy)
        for signal in (
            self._page.selection_changed,
            self._page.caret.turned,
            self._active.changed,
        ):
            signal.connect(self.availability_changed)

    @staticmethod
    def commands() -> Sequence[Command]:
        """Return the commands that mark."""
        return (*_colors(), *_styles(), *_others())

    def has_passage(self) -> bool:
        """Tell whether something is there to be marked: selected, active, or at the caret."""
        page, active = self._page, self._active.id
        return page.selection is not None or active is not None or page.caret.is_on

    def has_active(self) -> bool:
        """Tell whether an annotation is active."""
        return self._active.id is not None

    def has_undecided(self) -> bool:
        """Tell whether an annotation has several versions."""
        return self._has_undecided

    def set_last(self, *, color: str | None = None, style: str | None = None) -> None:
        """Set the colour and the style that a highlight gets when none is chosen."""
        if color in COLORS:
            self._last_color = color
        if style in STYLES:
            self._last_style = style
        self._bar.show_last(self._last_color, self._last_style)

    def mark(self, color: str | None = None) -> None:
        """Highlight the selection, or give the active annotation the colour."""
        self._mark(color or self._last_color, None)

    def mark_in_style(self, style: str) -> None:
        """Highlight the selection in a style, or give it to the active annotation."""
        self._mark(None, style)

    def write_note(self) -> None:
        """Write beside the selection, or beside the active annotation."""
        if self._article.session is None or self._article.refuses_changes():
            return
        if self._selected() is not None:
            self.mark()
            self._fresh_note = self._active.id
        if self._active.id is not None:
            self._workspace.annotations.edit(self._active.id)

    def write_article_note(self) -> None:
        """Write about the whole article."""
        session = self._article.session
        if session is None or self._article.refuses_changes():
            return
        self._workspace.annotations.cards.finish_editing()
        there = session.annotation_index.of_article()
        id_ = there[0].id if there else session.begin_article_note()
        self._workspace.annotations.edit(id_)
        if not there:
            self._fresh_note = id_

    def edit_tags(self) -> None:
        """Edit the tags of the active annotation, or give a tag to all that are chosen."""
        if self._active.id is None or self._article.refuses_changes():
            return
        if self._choosing.has_several:
            self._choosing.ask_for_tag()
        else:
            self._workspace.annotations.edit_tags(self._active.id)

    def show_versions(self) -> None:
        """Show the versions of the active annotation, else of the first that has several."""
        self._workspace.annotations.show_undecided()

    def delete(self) -> None:
        """Delete the active annotation, and those chosen besides."""
        if self._active.id is not None and not self._article.refuses_changes():
            self._choosing.delete()

    def _mark(self, color: str | None, style: str | None) -> None:
        """Mark the selection, what is not given as it was last; else change what is active."""
        session = self._article.session
        if session is None or self._article.refuses_changes():
            return
        if (selected := self._selected()) is not None:
            # What was only begun is taken back before, as the last step.
            self._workspace.annotations.cards.finish_editing()
            id_ = session.highlight(selected, color or self._last_color, style or self._last_style)
            self._page.select(None)
            self._active.set(id_)
        elif self._choosing.has_several:
            if color is not None:
                self._choosing.recolor(color)
            if style is not None:
                self._choosing.restyle(style)
        elif self._active.id is not None:
            if color is not None:
                session.set_color(self._active.id, color)
            if style is not None:
                session.set_style(self._active.id, style)
            # From now on it is there for its look, whatever becomes of the note.
            self._fresh_note = None
        else:
            return
        self.set_last(color=color, style=style)
        self._device_state.change(color=self._last_color, style=self._last_style)

    def _selected(self) -> TextRange | None:
        """Return what is to be marked; the caret's word where nothing at all is chosen."""
        if self._page.selection is None and self._active.id is None:
            return self._page.word_at_caret
        return self._page.selection

    def _on_article_shown(self) -> None:
        self._fresh_note = None
        self._on_article_annotations_changed()

    def _on_article_annotations_changed(self) -> None:
        session, before = self._article.session, self._has_undecided
        self._has_undecided = session is not None and session.annotation_index.has_undecided
        if self._has_undecided != before:
            self.availability_changed.emit()

    def _on_annotations_editing_finished(self, id_: str) -> None:
        session = self._article.session
        if session is None:
            return
        session.finish_step()
        if id_ == self._fresh_note and not session.annotation(id_).note:
            # Nothing was written: the highlight was only made for the note.
            session.discard_created(id_)
            self._active.set(None)
        self._fresh_note = None


def _colors() -> Sequence[Command]:
    names = color_names()
    return [
        Command(
            name=f"color-{color}",
            text=names[color],
            menu=Menu.MARK,
            run=Marking.mark,
            arguments=(color,),
            is_available=Marking.has_passage,
            hint=tr("Select a passage or a highlight first."),
            needs=ARTICLE,
            keys=(str(number),),
            is_in_page_menu=True,
            acts_on=ActsOn.PASSAGE,
        )
        for number, color in enumerate(COLORS, start=1)
    ]


def _styles() -> Sequence[Command]:
    names = style_names()
    return [
        Command(
            name=f"style-{style}",
            text=names[style],
            menu=Menu.MARK,
            run=Marking.mark_in_style,
            arguments=(style,),
            is_available=Marking.has_passage,
            hint=tr("Select a passage or a highlight first."),
            needs=ARTICLE,
            keys=(f"Alt+{number}",),
            starts_group=number == 1,
            acts_on=ActsOn.PASSAGE,
        )
        for number, style in enumerate(STYLES, start=1)
    ]


def _others() -> Sequence[Command]:
    return (
        Command(
            name="highlight",
            text=tr("Highlight in the last colour"),
            menu=Menu.MARK,
            run=Marking.mark,
            is_available=Marking.has_passage,
            hint=tr("Select a passage or a highlight first."),
            needs=ARTICLE,
            keys=("H",),
            starts_group=True,
            acts_on=ActsOn.PASSAGE,
        ),
        Command(
            name="note",
            text=tr("Write a note"),
            menu=Menu.MARK,
            run=Marking.write_note,
            is_available=Marking.has_passage,
            hint=tr("Select a passage or a highlight first."),
            is_in_page_menu=True,
            needs=ARTICLE,
            keys=("N",),
            acts_on=ActsOn.PASSAGE,
        ),
        Command(
            name="article-note",
            text=tr("Note on the whole article"),
            menu=Menu.MARK,
            run=Marking.write_article_note,
            needs=ARTICLE,
            keys=("Shift+N",),
        ),
        Command(
            name="tags",
            text=tr("Tags…"),
            menu=Menu.MARK,
            run=Marking.edit_tags,
            is_available=Marking.has_active,
            hint=tr("Choose a highlight or a note first."),
            is_in_page_menu=True,
            needs=ARTICLE,
            keys=("T",),
            acts_on=ActsOn.ANNOTATION,
        ),
        Command(
            name="versions",
            text=tr("Versions of a note"),
            menu=Menu.MARK,
            run=Marking.show_versions,
            is_available=Marking.has_undecided,
            needs=ARTICLE,
            keys=("V",),
        ),
        Command(
            name="delete",
            text=tr("Delete the annotation"),
            menu=Menu.MARK,
            run=Marking.delete,
            is_available=Marking.has_active,
            hint=tr("Choose a highlight or a note first."),
            is_in_page_menu=True,
            needs=ARTICLE,
            keys=("Del",),
            starts_group=True,
            acts_on=ActsOn.ANNOTATION,
        ),
    )
